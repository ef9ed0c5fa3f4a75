"""A small record for tests, cut from the real one: ``python -m tests.site.cut`` cuts it anew.

Some projects of two partners, enough for a table that can be filtered, with what belongs to them,
and what is known of these partners and Japan under Article 6.2; every row stands in the real
record. Only rows are kept in ``example_data``: schemas and descriptors are those of the real
packages.
"""

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from reporting.releases.freezing import ReleaseOrigin, freeze
from reporting.releases.public_packages import validated
from tests.site.csv_rows import DATA, PACKAGES, Lines, header, lines, read_lines, table_names

EXAMPLE = Path(__file__).with_name("example_data")
PROJECTS = {
    *("MN001", "MN002", "MN003", "MN004", "MN005", "MN006", "MN007"),
    *("TH001", "TH004", "TH008", "TH012", "TH014", "TH017", "TH024"),
}
CONFLICTS = {"th001-estimate", "th001-government-share"}
FIGURES = {
    "credits-issued-2024-06",
    "target-fy2030-2025-02-18",
    "target-fy2040-2025-02-18",
    "moe2020-credits-issued",
    "adb2019-model-project-countries-named-in-sentence",
    "adopted-projects-2026-02-13",
}
RULES = {
    *(f"credit-allocation-{number}" for number in ("02", "07", "08", "10", "11")),
    "adb-2019-credit-allocation-001",
}
COMPARED = {"mn003-cumulative", "model-project-countries", "adopted-projects-2026"}
TOTALS = {"mn003-cumulative-2026-06-04", "tha-2025-10-30"}
PARTIES = {"JPN", "MNG", "THA"}
APPROACHES = {"jcm-jpn-mng", "jcm-jpn-tha"}
ACCOUNTING_GAPS = {"adjustment-method-japan", "itmo-quantity-thailand", "retirements"}
GAPS = {"issuances-most-partners", "serial-numbers", "vintages", "japan-participants-mn007-mv002"}
MARK = " (cut for tests)"
RELEASES = ("2026.1.1", "2026.1.2")
ORIGIN = ReleaseOrigin(created=date(2026, 1, 1), commit="0" * 40, content_commit="0" * 40)

Choice = Callable[[dict[str, str]], bool]


def _of_projects(row: dict[str, str]) -> bool:
    return row["project_id"] in PROJECTS


def _one_of(field: str, values: set[str]) -> Choice:
    return lambda row: row[field] in values


def cut_record() -> dict[str, Lines]:
    """Return the rows of each table of the public record."""
    partners = {row["partner"] for row in lines("projects") if _of_projects(row)}
    used = {
        row["methodology_version"] for row in lines("project_methodologies") if _of_projects(row)
    }
    methods = {each.partition(" ")[0] for each in used}
    issued = {row["issuance_id"] for row in lines("issuances") if _of_projects(row)}
    decided = {
        row["decision_id"]
        for row in lines("decisions")
        if row["partner"] in partners and (row["decided_on"] >= "2025" or "003" in row["item"])
    }
    designated = {
        row["designation_id"] for row in lines("third_party_entities") if row["partner"] in partners
    }
    linked = {
        (row["programme"], row["list_number"])
        for table in ("financed_project_links", "co_benefits", "operations", "project_descriptions")
        for row in lines(table)
        if _of_projects(row)
    }
    told = {*_firsts("statements", "topic"), *_of("statements", "statement_id")}
    known = {*PROJECTS, *(f"{name}|{side}" for name in issued for side in ("japan", "partner"))}
    choices: dict[str, Choice] = {
        "allocations": _one_of("issuance_id", issued),
        "conflicts": _one_of("conflict_id", CONFLICTS),
        "corroborations": lambda row: row["subject_key"] in known | issued,
        "decisions": _one_of("decision_id", decided),
        "decision_subjects": lambda row: (
            row["decision_id"] in decided
            and any(
                row[field] in kept
                for field, kept in (
                    ("project_id", PROJECTS),
                    ("issuance_id", issued),
                    ("methodology_version", used),
                    ("designation_id", designated),
                    ("total_id", TOTALS),
                )
            )
        ),
        "financed_project_links": _of_projects,
        "co_benefits": _of_projects,
        "cooperation_instruments": _one_of("kind", {"fund", "facility"}),
        "financed_projects": lambda row: (row["programme"], row["list_number"]) in linked,
        "gaps": _one_of("gap_id", GAPS),
        "headline_figures": _one_of("figure_id", FIGURES),
        "issuances": _of_projects,
        "methodologies": _one_of("methodology_version", used),
        "methodology_list_2019": _one_of("methodology_id", methods),
        "operations": _of_projects,
        "participants": _of_projects,
        "partner_approaches": _one_of("partner", partners),
        "partners": _one_of("partner", partners),
        "programme_rules": lambda row: row["partner"] in partners or row["rule_id"] in RULES,
        "project_descriptions": _of_projects,
        "project_methodologies": _of_projects,
        "project_scopes": lambda row: _of_projects(row) and row["evidence"] == "version",
        "project_sites": _of_projects,
        "project_verifications": _of_projects,
        "projects": _of_projects,
        "published_total_projects": lambda row: _of_projects(row) and row["total_id"] in TOTALS,
        "published_totals": _one_of("total_id", TOTALS),
        "reconciliations": _one_of("reconciliation_id", COMPARED),
        "source_facts": lambda row: (
            (row["held_in"] == "statements" and row["held_key"] in told)
            or (not row["held_in"] and row["source_id"] == "meti-2024")
        ),
        "statements": _one_of("statement_id", told),
        "studies": lambda row: row["country"] in partners,
        "third_party_entities": _one_of("partner", partners),
        "timeline": lambda row: row["happened_on"] < "2014",
    }
    return _chosen("jcm", choices)


def _firsts(table: str, field: str) -> set[str]:
    """Return the keys of the first row with each value of a field."""
    found: dict[str, str] = {}
    for row in lines(table):
        found.setdefault(row[field], next(iter(row.values())))
    return set(found.values())


def _of(table: str, key: str) -> set[str]:
    """Return the keys of the rows about the projects."""
    return {row[key] for row in lines(table) if _of_projects(row)}


def cut_accounting() -> dict[str, Lines]:
    """Return the rows of each table about Article 6.2."""
    of_parties, of_approaches = _one_of("party", PARTIES), _one_of("approach", APPROACHES)
    every = lines("authorizations", "article6")
    authorizations = {row["authorization_id"] for row in every if of_approaches(row)}
    choices = dict.fromkeys(set(table_names("article6")) - {"sources"}, of_parties)
    choices |= {
        "accounts": lambda row: row["registry"][:3] in PARTIES,
        "approach_parties": of_approaches,
        "authorization_versions": _one_of("authorization_id", authorizations),
        "authorizations": of_approaches,
        "authorized_entities": of_approaches,
        "cooperative_approaches": of_approaches,
        "credit_blocks": of_approaches,
        "gaps": _one_of("gap_id", ACCOUNTING_GAPS),
        "transfers": of_approaches,
    }
    return _chosen("article6", choices)


def _chosen(package: str, choices: dict[str, Choice]) -> dict[str, Lines]:
    """Return the chosen rows of each table of a package, and the sources that they cite."""
    tables = {
        name: [row for row in lines(name, package) if chosen(row)]
        for name, chosen in choices.items()
    }
    if "organisations" in table_names(package):
        joint = {row["joint_name"] for row in lines("joint_names")}
        printed = {row.get("organisation") for rows in tables.values() for row in rows} & joint
        tables["joint_names"] = [
            row for row in lines("joint_names") if row["joint_name"] in printed
        ]
        named = {row.get("organisation_id") for rows in tables.values() for row in rows}
        tables["organisations"] = [
            row for row in lines("organisations") if row["organisation_id"] in named
        ]
    cited = {
        row[field]
        for rows in tables.values()
        for row in rows
        for field in ("source_id", "estimate_source_id")
        if field in row
    }
    tables["sources"] = [row for row in lines("sources", package) if row["source_id"] in cited]
    assert set(tables) == set(table_names(package))
    return tables


def write_tables(tables: dict[str, Lines], package: str) -> None:
    """Write the tables of a package as CSV, each with the header of the real one."""
    folder = EXAMPLE / package
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, header(name, package), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def assemble(folder: Path) -> Path:
    """Make a data folder of the example: its rows, the real schemas, descriptors that say so."""
    for name in PACKAGES:
        package = folder / name
        shutil.copytree(DATA / name / "schemas", package / "schemas")
        cut = EXAMPLE / name
        for path in (cut if cut.is_dir() else DATA / name).glob("*.csv"):
            shutil.copy(path, package)
        text = (DATA / name / "datapackage.json").read_text(encoding="utf-8")
        descriptor = json.loads(text)
        descriptor["title"] += MARK
        for resource in descriptor["resources"]:
            resource.pop("bytes", None)
            resource.pop("hash", None)
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        (package / "datapackage.json").write_text(text, encoding="utf-8")
    return folder


def release(data: Path) -> None:
    """Make two releases of a data folder: its rows with one title otherwise, then its rows."""
    projects = data / "jcm" / "projects.csv"
    rows = projects.read_text(encoding="utf-8")
    title = read_lines(projects)[0]["title"]
    before = rows.replace(title, f"Draft of {title}")
    assert before != rows
    for version, of_then in zip(RELEASES, (before, rows), strict=True):
        projects.write_text(of_then, encoding="utf-8")
        freeze(version, validated(data), data, ORIGIN)


if __name__ == "__main__":
    write_tables(cut_record(), "jcm")
    write_tables(cut_accounting(), "article6")
