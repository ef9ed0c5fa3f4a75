"""What can be wrong with a mapping file is told at its key, with what to write."""

import re
from pathlib import Path

import pytest

from reporting.filing.imports.mapping.mapped_source import check_mapping
from reporting.filing.imports.mapping.reading import read_mapping
from reporting.filing.imports.mapping.source_files import SourceFilesError, files_of_sources
from reporting.findings import Finding, catalogue
from tests.filing.imports.mapping.making import HEAD, article6, read, told
from tests.shared import ROOT

SOUND = (
    HEAD
    + """
[source.credits]
file = "credits*.csv"
keep = [{ column = "Status", in = ["Issued"] }]
ignore = ["Link"]
[source.letters]
file = "letters.csv"
join = { to = "credits", on = { "Letter" = "Letter no" } }
[split.serial]
column = "Serial"
patterns = ['(?P<first>\\d+)-(?P<last>\\d+)']
check = "last - first + 1 == {Total units}"
[codes.country]
column = "Host"
map = { "Tanzania" = "TZA" }
[table.credit_blocks]
block_id = { text = "{Standard}-{first}" }
host = { code = "country" }
vintage = { column = "Vintage" }
issued_on = { column = "Issued", date = "dd/mm/yyyy" }
quantity = { column = "Total units", unit = "t" }
metric = { value = "ghg", basis = "inferred" }
"""
)


def findings(folder: Path, text: str) -> list[Finding]:
    """Return what is wrong with a mapping, without fields that need a value."""
    path = folder / "m.toml"
    path.write_text(text, "utf-8")
    mapping, found = read_mapping(path)
    if mapping is not None:
        found = check_mapping(mapping, [], {}, article6())
    return [each for each in found if each.code != "mapping-required-missing"]


def test_a_sound_mapping(tmp_path: Path) -> None:
    """Nothing is found; of what it leaves open, the fields that need a value are told."""
    assert findings(tmp_path, SOUND) == []
    path = tmp_path / "m.toml"
    mapping, _ = read_mapping(path)
    assert mapping is not None
    (open_,) = check_mapping(mapping, [], {}, article6())
    assert open_.values["fields"].startswith("approach, holder_party, originating_registry")
    assert "metric" not in open_.values["fields"]
    assert "basis" not in open_.values["fields"].split(", ")


FAULTS = {
    'name = "list"': [
        ('name = "A List"', "mapping-value-wrong", "m.toml/mapping name"),
        ("", "mapping-key-missing", "m.toml/mapping name"),
        ("name = 7", "mapping-value-wrong", "m.toml/mapping name"),
        ('name = "list', "mapping-not-toml", "m.toml"),
    ],
    'package = "article6"': [
        ('package = "article7"', "mapping-value-wrong", "m.toml/mapping package"),
        ("", "mapping-key-missing", "m.toml/mapping package"),
    ],
    'headers = "confirmed"': [
        ('headers = "not confirmed"', "mapping-headers-unconfirmed", "m.toml/mapping headers"),
    ],
    'confirmed_by = "a test"': [("", "mapping-key-missing", "m.toml/mapping confirmed_by")],
    'file = "letters.csv"': [
        ('files = "letters.csv"', "mapping-key-unknown", "m.toml/source.letters files"),
        ("header_row = 0", "mapping-value-wrong", "m.toml/source.letters header_row"),
        ("table = true", "mapping-value-wrong", "m.toml/source.letters table"),
        ('format = "ods"', "mapping-value-wrong", "m.toml/source.letters format"),
        ('many = "yes"', "mapping-value-wrong", "m.toml/source.letters many"),
    ],
    'in = ["Issued"]': [
        ('is = ["Issued"]', "mapping-key-unknown", "m.toml/source.credits.keep is"),
        ('in = ["Issued"], filled = true', "mapping-key-missing", "m.toml/source.credits.keep"),
        ('matches = "("', "mapping-pattern-wrong", "m.toml/source.credits.keep matches"),
    ],
    'ignore = ["Link"]': [
        ('ignore = ["Status"]', "mapping-column-both", "m.toml/source.credits ignore"),
        ('ignore = ["Vintage"]', "mapping-column-both", "m.toml/source.credits ignore"),
        ('ignore = "Link"', "mapping-value-wrong", "m.toml/source.credits ignore"),
    ],
    'to = "credits"': [
        ('to = "credit"', "mapping-name-undefined", "m.toml/source.letters.join to"),
        ('to = "letters"', "mapping-name-undefined", "m.toml/source.letters.join to"),
    ],
    'column = "Serial"': [
        (
            'column = "Serial"\nfrom = "letters"',
            "mapping-name-undefined",
            "m.toml/split.serial from",
        ),
        ("", "mapping-key-missing", "m.toml/split.serial column"),
    ],
    "'(?P<first>": [
        ("'(?<=x)(?P<first>", "mapping-pattern-wrong", "m.toml/split.serial patterns"),
        ("'(?P<first>(", "mapping-pattern-wrong", "m.toml/split.serial patterns"),
    ],
    '"last - first + 1 ==': [
        ('"last - first ==', "mapping-value-wrong", "m.toml/split.serial check"),
    ],
    'map = { "Tanzania" = "TZA" }': [
        ("", "mapping-key-missing", "m.toml/codes.country map"),
        ('file = "none.csv"', "mapping-file-unread", "m.toml/codes.country file"),
        ('file = "m.toml"', "mapping-value-wrong", "m.toml/codes.country file"),
    ],
    "[table.credit_blocks]": [
        ("[table.credit_block]", "mapping-table-unknown", "m.toml/table.credit_block"),
        (
            '[table.credit_blocks]\ndistinct = ["hst"]',
            "mapping-field-unknown",
            "m.toml/table.credit_blocks distinct",
        ),
        (
            "[table.credit_blocks]\nvintages = 3",
            "mapping-value-wrong",
            "m.toml/table.credit_blocks vintages",
        ),
        (
            '[table.credit_blocks]\nfrom = "letters"',
            "mapping-name-undefined",
            "m.toml/table.credit_blocks from",
        ),
        (
            '[table.credit_blocks]\ncolumns = { host = "Host" }',
            "mapping-field-twice",
            "m.toml/table.credit_blocks host",
        ),
    ],
    "block_id = {": [
        ("block = {", "mapping-field-unknown", "m.toml/table.credit_blocks block"),
        (
            'project_id = { text = "{a" }\nblock_id = {',
            "mapping-value-wrong",
            "m.toml/table.credit_blocks.project_id text",
        ),
        (
            'project_id = { text = "{code:x}" }\nblock_id = {',
            "mapping-name-undefined",
            "m.toml/table.credit_blocks.project_id code",
        ),
        (
            'project_id = { column = "a", unit = "t", date = "yyyy" }\nblock_id = {',
            "mapping-key-missing",
            "m.toml/table.credit_blocks.project_id",
        ),
        (
            "project_id = {}\nblock_id = {",
            "mapping-key-missing",
            "m.toml/table.credit_blocks.project_id",
        ),
        ("note = {", "mapping-key-field-missing", "m.toml/table.credit_blocks"),
    ],
    'code = "country"': [
        ('code = "county"', "mapping-name-undefined", "m.toml/table.credit_blocks.host code"),
    ],
    'date = "dd/mm/yyyy"': [
        ('date = "dd/yyyy"', "mapping-value-wrong", "m.toml/table.credit_blocks.issued_on date"),
        ('date = "yyyy"', "mapping-date-without-day", "m.toml/table.credit_blocks issued_on"),
    ],
    'unit = "t"': [
        ('unit = "g"', "mapping-value-wrong", "m.toml/table.credit_blocks.quantity unit")
    ],
    'value = "ghg"': [
        ('value = "gas"', "mapping-code-not-allowed", "m.toml/table.credit_blocks metric"),
    ],
    'basis = "inferred"': [
        ('basis = "guessed"', "mapping-value-wrong", "m.toml/table.credit_blocks.metric basis"),
        ('unit = "t"', "mapping-key-missing", "m.toml/table.credit_blocks.metric"),
    ],
}
CASES = [(old, *fault) for old, several in FAULTS.items() for fault in several]


@pytest.mark.parametrize(("old", "new", "code", "place"), CASES)
def test_a_fault_is_told_at_its_key(
    tmp_path: Path, old: str, new: str, code: str, place: str
) -> None:
    """Once, where it stands; with the words that fill in."""
    assert SOUND.count(old) >= 1
    found = findings(tmp_path, SOUND.replace(old, new, 1))
    assert (code, place) in [(each.code, str(each.place)) for each in found]
    for each in found:
        assert each.words("en").found
        assert each.words("ja").remedy
    if code not in {
        "mapping-table-unknown",
        "mapping-field-unknown",
    }:  # with its key, which is missing
        assert {each.code for each in found} == {code}


def test_the_examples_of_the_docs_are_mappings(tmp_path: Path) -> None:
    """As they stand there; the headers of a made-up list are not confirmed."""
    (example,) = re.findall(
        r"```toml\n(\[mapping\].*?)```", (ROOT / "docs/mapping.md").read_text("utf-8"), re.DOTALL
    )
    assert {each.code for each in findings(tmp_path, example)} == {"mapping-headers-unconfirmed"}


def test_a_group_is_not_made_of_itself(tmp_path: Path) -> None:
    """Two splits, each of a group of the other: the column is missing."""
    splits = """
[source.list]
[split.a]
column = "y"
patterns = "(?P<x>.*)"
[split.b]
column = "x"
patterns = "(?P<y>.*)"
[table.parties]
party = { column = "x" }
"""
    assert told(read(tmp_path, splits, {"list.csv": "z\n1\n"}))[0] == (
        "mapping-header-missing",
        "list.csv:1",
    )


def test_a_near_name_is_suggested(tmp_path: Path) -> None:
    """Of keys, tables, fields and lists alike."""
    text = SOUND.replace("keep =", "kep =").replace("code =", "coed =")
    assert {
        each.values["meant"] for each in findings(tmp_path, text) if "meant" in each.values
    } == {
        *("keep", "code"),
    }


def files(folder: Path, mapping: str, given: str, *named: str) -> dict[str, list[str]]:
    """Return the names of the files of each source."""
    path = folder / "m.toml"
    path.write_text(HEAD + mapping + "[table.parties]\nparty = { column = 'x' }\n", "utf-8")
    mapping_file, found = read_mapping(path)
    assert mapping_file is not None, found
    of = {name: [Path(file)] for name, _equals, file in (each.partition("=") for each in named)}
    found_ = files_of_sources(mapping_file, [Path(each) for each in given.split()], of)
    return {name: [each.name for each in several] for name, several in found_.items()}


JOINED = """
[source.a]
file = "a*.csv"
[source.b]
file = "b.csv"
join = { to = "a", on = { x = "x" } }
"""


def test_files_find_their_sources(tmp_path: Path) -> None:
    """By what is said, by their names, and else in order."""
    assert files(tmp_path, JOINED, "b.csv A-2.csv") == {"a": ["A-2.csv"], "b": ["b.csv"]}
    assert files(tmp_path, JOINED, "one.csv two.csv") == {"a": ["one.csv"], "b": ["two.csv"]}
    assert files(tmp_path, JOINED, "one.csv b.csv") == {"a": ["one.csv"], "b": ["b.csv"]}
    assert files(tmp_path, JOINED, "a.csv", "b=a.csv") == {"a": ["a.csv"], "b": ["a.csv"]}
    many = JOINED.replace('file = "a*.csv"', 'file = "a*.csv"\nmany = true')
    assert files(tmp_path, many, "a1.csv b.csv a2.csv")["a"] == ["a1.csv", "a2.csv"]
    shared = JOINED.replace('"a*.csv"', '"x.xlsx"').replace('"b.csv"', '"x.xlsx"')
    assert files(tmp_path, shared, "other.xlsx") == {"a": ["other.xlsx"], "b": ["other.xlsx"]}


@pytest.mark.parametrize(
    ("given", "named", "said"),
    [
        ("a.csv", (), "no file for the source b (b.csv); name it: --source b=FILE"),
        ("a.csv b.csv c.csv", (), "c.csv belongs to no source; say which: --source NAME=c.csv"),
        ("a.csv b.csv", ("c=c.csv",), "the mapping has no source c; it has a, b"),
    ],
)
def test_files_without_a_source(
    tmp_path: Path, given: str, named: tuple[str, ...], said: str
) -> None:
    """It is said what to write."""
    with pytest.raises(SourceFilesError) as refused:
        files(tmp_path, JOINED, given, *named)
    assert str(refused.value) == said


def test_every_kind_of_finding_has_a_test() -> None:
    """Each code of the chapter is named by a test of this folder, or of exports."""
    folders = (Path(__file__).parent, ROOT / "tests" / "filing" / "exports")
    tests = [each for folder in folders for each in folder.glob("test_*.py")]
    text = "".join(each.read_text("utf-8") for each in tests)
    own = [name for name, code in catalogue().items() if code.chapter == "mappings"]
    assert own
    assert [name for name in own if f'"{name}"' not in text] == []
