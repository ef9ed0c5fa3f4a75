"""Code cites only provisions that exist, and what is said to be implemented is cited."""

import ast
import csv
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.accounting.first_transfer import AUTHORIZED_FOR, Definition
from reporting.accounting.settings import provisions_of
from reporting.accounting.statement import emissions_balance
from reporting.site.code_index import rules
from tests.accounting.cited import WITHOUT_NUMBER, codes_of, findings, with_what_contains_it
from tests.accounting.reaching import reached

ROOT = Path(__file__).parents[2]
ACCOUNTING = ROOT / "reporting" / "accounting"
NOMENCLATURE = ROOT / "data" / "nomenclature"
KEY = re.compile(r"[0-9]+/CMA\.[0-9]+/[A-Za-z0-9()/-]+")
ALLOWED = {
    "collections",
    "collections.abc",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "types",
    "typing",
}


def _rows(table: str) -> list[dict[str, str]]:
    with (NOMENCLATURE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PROVISIONS = {row["provision_id"]: row for row in _rows("provisions")}


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ACCOUNTING.glob("*.py")):
        yield f"reporting.accounting.{path.stem}", ast.parse(path.read_text(encoding="utf-8"))


def _citations() -> dict[str, set[str]]:
    return {
        module: {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and KEY.fullmatch(node.value)
        }
        for module, tree in _trees()
    }


def coverage(evidence: str) -> Counter[str]:
    """Return how many provisions of an evidence are implemented, narrative only, and so on."""
    rows = (row for row in PROVISIONS.values() if row["evidence"] == evidence)
    return Counter(row["implementation"] for row in rows)


def test_every_citation_is_a_provision() -> None:
    """A rule cannot cite what the table does not have."""
    cited = set().union(*_citations().values())
    assert cited
    assert cited <= PROVISIONS.keys()


def test_what_is_implemented_here_is_cited_here() -> None:
    """The module named in the table cites the provision."""
    cited = _citations()
    missing = [
        (key, row["module"])
        for key, row in PROVISIONS.items()
        if row["module"].startswith("reporting.accounting")
        and key not in cited.get(row["module"], set())
    ]
    assert missing == []


def test_what_is_cited_here_is_implemented() -> None:
    """No rule rests on a provision that the table calls narrative or not yet done."""
    cited = set().union(*_citations().values())
    assert [key for key in cited if PROVISIONS[key]["implementation"] != "implemented"] == []


def test_every_module_exists() -> None:
    """A module that the table names is there."""
    modules = {row["module"] for row in PROVISIONS.values()} - {""}
    assert [each for each in sorted(modules) if not _exists(each)] == []


def _exists(module: str) -> bool:
    if module.endswith(".sql"):
        return (ROOT / module).is_file()
    return importlib.util.find_spec(module) is not None


def test_what_is_implemented_is_reached_by_a_form_or_a_command() -> None:
    """Each rule that cites a provision is named in what a command carries out, step by step."""
    found = reached()
    alone = {
        rule.name: provision
        for provision, several in rules().items()
        for rule in several
        if rule.name.rpartition(".")[2] not in found
    }
    assert alone == {}


def test_every_provision_that_a_finding_cites_is_in_the_table() -> None:
    """A finding cannot cite what the table does not have."""
    cited = set().union(*findings().values())
    assert {"2/CMA.3/annex/1(f)", "6/CMA.4/annex-I/5", "4/CMA.6/authorization-changes"} <= cited
    assert sorted(cited - PROVISIONS.keys()) == []


@pytest.mark.parametrize(
    "key", [key for key, row in PROVISIONS.items() if "ledger" in row["module"]]
)
def test_what_the_ledger_implements_is_cited_by_a_finding(key: str) -> None:
    """A finding cites the paragraph, or one that contains it; a check's module makes it itself."""
    cited = set().union(*(findings()[code] for code in codes_of(PROVISIONS[key]["module"])))
    assert with_what_contains_it(WITHOUT_NUMBER.get(key, key)) & cited


@pytest.mark.parametrize("key", PROVISIONS)
def test_every_provision_says_what_becomes_of_it(key: str) -> None:
    """Implemented ones name their module, the others a reason in both languages."""
    row = PROVISIONS[key]
    is_implemented = row["implementation"] == "implemented"
    assert bool(row["module"]) == is_implemented
    assert bool(row["reason"]) == bool(row["reason_ja"]) == (not is_implemented)
    assert row["confidence"] == {"confirmed": "medium", "from_memory": "low"}[row["evidence"]]


def test_chapters_iii_b_and_iv_are_covered() -> None:
    """No paragraph from 7 to 24 is left out."""
    paragraphs = {
        re.split(r"[(]", row["paragraph"])[0]
        for row in PROVISIONS.values()
        if row["decision"] == "2/CMA.3"
    }
    assert {str(number) for number in range(1, 35)} <= paragraphs
    assert sum((coverage("confirmed") + coverage("from_memory")).values()) == len(PROVISIONS)


def test_a_rule_knows_its_provisions() -> None:
    """What a rule cites can be asked of it."""
    assert provisions_of(emissions_balance)[0] == "2/CMA.3/annex/8"
    assert provisions_of(len) == ()


def test_lists_are_those_of_the_nomenclature() -> None:
    """Purposes and first transfer definitions are mirrored exactly."""
    terms = _rows("aef_terms")
    purposes = {row["value"] for row in terms if row["list"] == "purpose"}
    assert purposes == set(AUTHORIZED_FOR)
    definitions = {row["code"] for row in terms if row["list"] == "first_transfer_definition"}
    assert definitions == {each.value for each in Definition} - {""}


@pytest.mark.parametrize("module", [name for name, _ in _trees()])
def test_the_rulebook_is_pure(module: str) -> None:
    """It imports itself and a few means of the language, and knows no float and no acquisition."""
    tree = dict(_trees())[module]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.module
            assert node.module in ALLOWED or node.module.startswith("reporting.accounting"), module
        assert not isinstance(node, ast.Import), module
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), module
        name = getattr(node, "id", getattr(node, "attr", getattr(node, "name", None))) or ""
        assert not re.search(r"acqui|^float$|^open$|^print$", str(name)), module
