"""jcm number: authorized blocks without ITMO serial numbers get the next that are free."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from reporting.cli import app
from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.imports.numbering import numbered_blocks
from reporting.packages import Package
from tests.filing.imports.making import written
from tests.filing.imports.test_ministry import TYPED
from tests.filing.small_folder import BLOCK, EVENT, ROWS, Row, made, packed, put

KEY = {"party": "KEN", "authorization_id": "KEN-A1"}
OF_IT = {"authorization_party": "KEN", "authorization_id": "KEN-A1"}
NONE = {"first_itmo": "", "last_itmo": ""}
NEW = {**BLOCK, **OF_IT, **NONE}


def jcm(*arguments: object) -> Result:
    """Run the command in this process."""
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a Party that has authorized an approach."""
    folder = made(tmp_path / "record")
    put(folder, "authorizations", [{**KEY, "approach": "ca-1"}])
    return folder


def block(name: str, **cells: str) -> Row:
    """Return an authorized block without numbers."""
    return {**NEW, "block_id": name, **cells}


def numbers(folder: Path) -> dict[str, tuple[str, str]]:
    """Return the ITMO serials of each block."""
    rows = written(folder, "credit_blocks")
    return {each["block_id"]: (each["first_itmo"], each["last_itmo"]) for each in rows}


def blocks(folder: Path, rows: Sequence[Row]) -> None:
    """Write the blocks of a folder, and no event but of the first."""
    put(folder, "credit_blocks", list(rows))
    put(folder, "transfers", [{**EVENT, "block_id": rows[0]["block_id"]}])


def test_blocks_get_the_numbers_behind_the_last(folder: Path) -> None:
    """By the day of issuance, in each vintage from where it stands; what has some keeps it."""
    blocks(
        folder,
        [
            block("B0", first_itmo="1", last_itmo="100"),
            block("B1", issued_on="2025-03-01", quantity="50"),
            block("B2", issued_on="2025-02-01", quantity="7"),
            block("B3", vintage="2024", quantity="20"),
            block("B4", authorization_party="", authorization_id=""),
        ],
    )
    shown = jcm("number", folder)
    assert shown.exit_code == 0, shown.output
    assert "– → 108" in shown.output
    assert "Blocks that name no authorization" in shown.output
    assert numbers(folder)["B1"] == ("", "")  # shown, not written
    assert jcm("accept", folder).exit_code == 0
    assert numbers(folder) == {
        "B0": ("1", "100"),
        "B1": ("108", "157"),
        "B2": ("101", "107"),
        "B3": ("1", "20"),
        "B4": ("", ""),
    }
    assert jcm("validate", folder).exit_code == 0
    before = (folder / "credit_blocks.csv").read_bytes()
    assert "nothing to accept" in jcm("number", folder, "--yes").output
    assert (folder / "credit_blocks.csv").read_bytes() == before


def test_numbers_that_only_an_event_has_are_used(folder: Path) -> None:
    """Also one of an unknown vintage, which may be any."""
    blocks(folder, [block("B1", quantity="10")])
    own = {**EVENT, "block_id": "", "approach": "ca-1", "originating_registry": "KEN01"}
    used = {**own, "host": "KEN", "transfer_id": "T2", "first_itmo": "41", "last_itmo": "60"}
    put(folder, "transfers", [{**used, "vintage": ""}])
    assert jcm("number", folder, "--yes").exit_code == 0
    assert numbers(folder) == {"B1": ("61", "70")}


def test_what_a_block_lacks_is_said(folder: Path) -> None:
    """Nothing is written at once; what can be numbered is accepted."""
    blocks(folder, [block("B1", vintage=""), block("B2", quantity=""), block("B3")])
    result = jcm("number", folder, "--yes")
    assert result.exit_code == 1
    assert "Block that cannot be numbered" in result.output
    assert {*numbers(folder).values()} == {("", "")}
    assert jcm("accept", folder, "--incomplete").exit_code == 0
    assert numbers(folder)["B3"] == ("1", "100")
    # The remedies: the cells filled in.
    blocks(folder, [block("B1"), block("B2"), block("B3", first_itmo="1", last_itmo="100")])
    assert jcm("number", folder, "--yes").exit_code == 0
    assert numbers(folder)["B2"] == ("201", "300")


def test_units_known_twice_have_one_number(folder: Path) -> None:
    """The mirror of a block, or a part of it, has the numbers of the same units."""
    put(folder, "registries", [REGISTRY, {**REGISTRY, "registry": "JPN01", "party": "JPN"}])
    units = {"unit_prefix": "KE", "first_unit": "501", "last_unit": "600"}
    mirror = {"recording_registry": "JPN01", "first_unit": "531", "quantity": "70"}
    received = {"issuance_pattern": "host_then_transfer", "holder_party": "JPN"}
    rows = [block("B1", **units), block("B2", **{**units, **mirror, **received})]
    blocks(folder, rows)
    assert jcm("number", folder, "--yes").exit_code == 0
    assert numbers(folder) == {"B1": ("1", "100"), "B2": ("31", "100")}
    # Without units nobody knows which they are; nor where an event has numbers of its own.
    blocks(folder, [block("B2", **mirror | {"first_unit": ""}, **received)])
    assert "Block whose numbers follow from another row" in jcm("number", folder).output
    blocks(folder, [block("B1")])
    put(folder, "transfers", [{**EVENT, "quantity": "10", "first_itmo": "5", "last_itmo": "14"}])
    result = jcm("number", folder)
    assert result.exit_code == 1
    assert "transfers:2" in result.output


REGISTRY = {"registry": "KEN01", "party": "KEN", "name": "Registry of Kenya"}


def test_each_party_numbers_what_its_registry_issued(folder: Path) -> None:
    """A folder with blocks of two Parties has to be told whose are numbered."""
    put(folder, "registries", [REGISTRY, {**REGISTRY, "registry": "JPN01", "party": "JPN"}])
    of_japan = {"originating_registry": "JPN01", "recording_registry": "JPN01"}
    blocks(folder, [block("B1"), block("B2", **of_japan)])
    refused = jcm("number", folder)
    assert refused.exit_code == 2
    assert "JPN, KEN" in refused.output
    assert jcm("number", folder, "--party", "UGA").exit_code == 2
    result = jcm("number", folder, "--party", "KEN", "--yes")
    assert result.exit_code == 0, result.output
    assert "Blocks that another Party numbers" in result.output
    assert numbers(folder) == {"B1": ("1", "100"), "B2": ("", "")}
    assert jcm("number", folder, "--party", "JPN", "--yes").exit_code == 0
    assert numbers(folder)["B2"] == ("1", "100")


def test_an_event_of_a_part_keeps_its_numbers_unknown(folder: Path) -> None:
    """That of the whole has the block's, when read."""
    blocks(folder, [block("B1")])
    put(folder, "transfers", [{**EVENT, "quantity": "40"}])
    result = jcm("number", folder, "--yes")
    assert result.exit_code == 0, result.output
    assert "Event of a part of a block, whose numbers stay unknown" in result.output
    assert "about 40 of 100 units" in result.output
    assert written(folder, "transfers")[0]["first_itmo"] == ""


def test_the_form_has_no_fault_for_missing_numbers(folder: Path) -> None:
    """A list of authorized blocks, as others publish them: each block lacked its numbers."""
    rows = [
        block(
            f"GS{n}",
            approach="jcm-ken-jpn",
            unit_prefix=f"GS1-1-KE-GS{n}-16-2023-25700",
            quantity=str(10 * n),
        )
        | {"first_unit": "1", "last_unit": str(10 * n), "mitigation_type": "removals"}
        for n in range(1, 24)
    ]
    events = [{**EVENT, "transfer_id": f"T{n}", "block_id": f"GS{n}"} for n in range(1, 24)]
    told = {"credit_blocks": rows, "transfers": events}
    for table in dict.fromkeys(name for name, _cells in TYPED):
        own = [
            {name: str(text) for name, text in each.items()} for of, each in TYPED if of == table
        ]
        put(folder, table, told.get(table, own))
    put(folder, "parties", [*ROWS["parties"]])
    asked = ("--data", folder, "--party", "KEN", "--year", 2025, "--form", "aef", "--out")
    without = "ITMOs without serial numbers"
    before = jcm("report", *asked, folder / "before", "--to", "json")
    assert f"{without} [aef-itmo-serials-missing, error] × 23" in before.output
    numbered = jcm("number", folder, "--yes")
    assert numbered.exit_code == 0, numbered.output
    after = jcm("report", *asked, folder / "after", "--to", "json")
    assert without not in after.output
    assert "Agreed electronic format, 1.0: complete" in after.output
    assert jcm("check", folder).exit_code == 0


@pytest.fixture(scope="module")
def authorized(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """Return a package whose tables are read, and never written."""
    folder = made(tmp_path_factory.mktemp("numbering") / "record")
    put(folder, "authorizations", [{**KEY, "approach": "ca-1"}])
    return packed(folder)


@given(
    st.lists(
        st.tuples(st.integers(1, 500), st.sampled_from(["2023", "2024"]), st.booleans()),
        max_size=12,
    )
)
def test_no_number_is_given_twice(authorized: Package, asked: list[tuple[int, str, bool]]) -> None:
    """Of any blocks, of which some have numbers: those given lie behind, without gap or overlap."""
    names = authorized.tables["credit_blocks"].schema.names
    rows, ends = [], {"2023": 0, "2024": 0}
    for at, (quantity, vintage, is_numbered) in enumerate(asked):
        own = {"quantity": str(quantity), "vintage": vintage, **NONE}
        if is_numbered:
            own |= {"first_itmo": str(ends[vintage] + 3)}
            own |= {"last_itmo": str(ends[vintage] + 2 + quantity)}
            ends[vintage] += 2 + quantity
        cells = {**NEW, **own, "block_id": f"B{at}"}
        rows.append({name: cells.get(name, "") for name in names})
    record = PackageRows(package=authorized, neighbours={}, digests={})
    for table in authorized:
        record.rows(table)
    record.rows(authorized.tables["credit_blocks"])[:] = rows
    record.rows(authorized.tables["transfers"]).clear()
    source = numbered_blocks(record)
    (numbered,) = source.tables
    assert not source.findings
    assert len(numbered.rows) == sum(not is_numbered for *_rest, is_numbered in asked)
    for vintage, end in ends.items():
        given_there = [
            (int(each.cells["first_itmo"]), int(each.cells["last_itmo"]))
            for each in numbered.rows
            if rows[each.row - 2]["vintage"] == vintage
        ]
        for first, last in sorted(given_there):
            assert first == end + 1
            end = last  # noqa: PLW2901 - the last one given
