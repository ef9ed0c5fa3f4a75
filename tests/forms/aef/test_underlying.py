"""Underlying units of any approach: registry, first and last unit as the programme writes them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from reporting.forms.aef.underlying import prefixed, written_span
from reporting.forms.model.form import Form, Readiness
from tests.forms.aef.asking import blocked, cells_of, form_of, record
from tests.ledger.making import Row, moved

PAIRS = {
    "the number in the middle": (
        ("7564-412345678-VCU-034-APX-TH-14-1234", "7564-412345777-VCU-034-APX-TH-14-1234"),
        (412345678, 412345777),
    ),
    "padded zeros": (("KE-0001-000098", "KE-0001-000101"), (98, 101)),
    "two serials of a CER": (("RW-5-1-2-2-0-7014", "RW-5-31331-2-2-0-7014"), (1, 31331)),
    "from 0": (("CDC_1_0", "CDC_1_999"), (0, 999)),
    "one more digit": (("GS1-1-TZ-9", "GS1-1-TZ-10"), (9, 10)),
    "one unit": (("ACR-7-7", "ACR-7-7"), (7, 7)),
}
APART = {
    "two numbers differ": ("VCS-1-10", "VCS-2-20"),
    "other letters": ("GS1-KE-1", "GS1-TZ-5"),
    "from high to low": ("GS1-9", "GS1-3"),
    "no number": ("A", "B"),
    "zeros that are not filled up": ("KE-01", "KE-100"),
}


@pytest.mark.parametrize("case", PAIRS)
def test_two_identifiers_bound_a_range(case: str) -> None:
    """They differ in one number, and are written again as they were."""
    (first, last), numbers = PAIRS[case]
    span = written_span(first, last)
    assert span is not None
    assert (span.first, span.last) == numbers
    assert span.ends() == (first, last)


@pytest.mark.parametrize("case", APART)
def test_others_bound_none(case: str) -> None:
    """What differs otherwise is no range of one series."""
    assert written_span(*APART[case]) is None


def test_a_part_keeps_its_zeros() -> None:
    """The second and third of four units."""
    span = written_span("KE-0001-000098", "KE-0001-000101")
    assert span is not None
    assert span.part(1, 2).ends() == ("KE-0001-000099", "KE-0001-000100")


@pytest.mark.parametrize(
    ("prefix", "form"),
    [
        ("KE001-2023", "KE001-2023-{}"),
        ("KE001-2023-", "KE001-2023-{}"),
        ("A/", "A/{}"),
        (None, "{}"),
    ],
)
def test_a_hyphen_stands_once(prefix: str | None, form: str) -> None:
    """A prefix entered with its hyphen does not become two."""
    assert prefixed(prefix) == form


APPROACH: Row = {"approach": "jcm", "approach_id": "CA0001", "is_jcm": False}


def told(form: Form, table: str = "actions") -> list[tuple[object, ...]]:
    """Return ITMOs, registry, units and quantity of the rows of a table."""
    names = ("FirstID", "LastID", "UnderlyingUnitRegistryID", *UNITS, "QuantityCO2")
    return [tuple(row[name].value for name in names) for row in cells_of(form, table)]


UNITS = ("UnderlyingUnitFirstUnitID", "UnderlyingUnitLastUnitID")


def itmos(first: int, last: int) -> tuple[str, str]:
    """Return the identifiers of ITMOs of 2023."""
    return tuple(f"CA0001-XAA01-XAA-{each}-2023" for each in (first, last))  # type: ignore[return-value]


def codes(form: Form) -> set[str]:
    """Return the codes of what is found of underlying units."""
    return {each.code for each in form.findings if each.code.startswith("aef-underlying")}


def made(
    folder: Path,
    blocks: Sequence[Row] = (blocked((1, 1000)),),
    approach: Row = APPROACH,
    **more: Sequence[Row],
) -> Form:
    """Return XAA's form of 2025, with the blocks and the approach as told."""
    usual = {"cooperative_approaches": [approach], "credit_blocks": blocks}
    return form_of(folder, record(**usual | more))


def test_a_registry_of_the_nomenclature_stands_as_its_code(tmp_path: Path) -> None:
    """A block of Verra, 600 of it sold: numbers in the middle, the approach's registry."""
    ids = {"first_unit_id": "75-1-VCU-34", "last_unit_id": "75-1000-VCU-34"}
    form = made(tmp_path, [blocked((1, 1000), **ids)], APPROACH | {"underlying_registry": "VCS"})
    assert told(form) == [(*itmos(1, 600), "VCS", "75-1-VCU-34", "75-600-VCU-34", 600)]
    assert not codes(form)
    assert form.readiness is Readiness.COMPLETE


def test_the_jcm_has_its_code(tmp_path: Path) -> None:
    """Without a word of the record: all registries of the JCM have one code."""
    form = made(tmp_path, approach=APPROACH | {"is_jcm": True})
    assert told(form) == [(*itmos(1, 600), "JCM", "1", "600", 600)]
    assert not codes(form)


def test_a_registry_without_a_code_stands_by_its_name(tmp_path: Path) -> None:
    """And that is a notice."""
    form = made(tmp_path, approach=APPROACH | {"underlying_registry": "Registry of A"})
    assert told(form)[0][2] == "Registry of A"
    assert codes(form) == {"aef-underlying-registry-unlisted"}
    assert form.readiness is Readiness.COMPLETE


def test_a_registry_that_nobody_tells_is_not_na(tmp_path: Path) -> None:
    """NA would say that there is none: the cell is empty, the form a draft."""
    form = made(tmp_path)
    assert told(form)[0][2:5] == (None, "1", "600")
    assert codes(form) == {"aef-underlying-registry-missing"}
    assert form.readiness is Readiness.DRAFT


def test_na_stands_where_the_record_says_that_there_is_none(tmp_path: Path) -> None:
    """Then all three cells have it."""
    form = made(tmp_path, approach=APPROACH | {"underlying_registry": "NA"})
    assert told(form)[0][2:5] == ("NA", "NA", "NA")
    assert not codes(form)


def test_numbers_that_nobody_tells_are_empty(tmp_path: Path) -> None:
    """Only ITMO serials: an empty cell and a notice, never NA."""
    blocks = [blocked((1, 1000), first_unit=None, last_unit=None)]
    sold = moved("2025-03-01", first_itmo=1, last_itmo=600, quantity=600)
    form = made(tmp_path, blocks, APPROACH | {"underlying_registry": "GS"}, transfers=sold)
    assert told(form)[0] == (*itmos(1, 600), "GS", None, None, 600)
    assert codes(form) == {"aef-underlying-units-missing"}


def test_one_text_stays_whole(tmp_path: Path) -> None:
    """A text of the programme for the whole block stands in column 11, not verified."""
    text = "GS1-1-TZ-GS11732-16-2023-28108-2702-7755"
    block = blocked((1, 1000), first_unit_id=text)
    form = made(tmp_path, [block], APPROACH | {"underlying_registry": "GS"})
    assert told(form)[0][2:5] == ("GS", text, None)
    assert codes(form) == {"aef-underlying-units-in-one-text"}


@pytest.mark.parametrize("table", ["actions", "holdings"])
def test_a_row_for_each_unbroken_run(tmp_path: Path, table: str) -> None:
    """One sale out of two lots of the programme: two rows, each with its serials and its units.

    Two lots whose serials follow each other make one row.
    """
    blocks = [
        blocked((1, 400), first_unit_id="GS1-16-2702", last_unit_id="GS1-16-3101"),
        blocked((401, 700), first_unit_id="GS1-17-0", last_unit_id="GS1-17-299"),
        blocked((701, 1000), first_unit_id="GS1-17-300", last_unit_id="GS1-17-599"),
    ]
    sold = moved("2025-03-01", units=(101, 900), first_itmo=101, last_itmo=900)
    tables = record(
        cooperative_approaches=[APPROACH | {"underlying_registry": "GS"}],
        credit_blocks=blocks,
        transfers=sold,
    )
    form = form_of(tmp_path, tables, "XBB" if table == "holdings" else "XAA")
    assert told(form, table) == [
        (*itmos(101, 400), "GS", "GS1-16-2802", "GS1-16-3101", 300),
        (*itmos(401, 900), "GS", "GS1-17-0", "GS1-17-499", 500),
    ]
    lineages = [row["QuantityCO2"].lineage for row in cells_of(form, table)]
    assert [each.total for each in lineages if each] == [300, 500]


def test_blocks_of_two_registries_make_two_rows(tmp_path: Path) -> None:
    """A block's own registry stands before that of its approach."""
    blocks = [blocked((1, 400)), blocked((401, 1000), underlying_registry="VCS")]
    form = made(tmp_path, blocks, APPROACH | {"underlying_registry": "GS"})
    assert [row[2:] for row in told(form)] == [("GS", "1", "400", 400), ("VCS", "401", "600", 200)]


@pytest.mark.parametrize("units", [(0, 599), None])
def test_units_may_begin_at_0(tmp_path: Path, units: tuple[int, int] | None) -> None:
    """Units 0 to 599, named by the event or found by its ITMOs."""
    block = blocked((0, 999), first_itmo=1, last_itmo=1000)
    sold = moved("2025-03-01", units=units, first_itmo=1, last_itmo=600, quantity=600)
    approach = APPROACH | {"underlying_registry": "Cercarbono"}
    form = made(tmp_path, [block], approach, transfers=sold)
    assert told(form) == [(*itmos(1, 600), "Cercarbono", "0", "599", 600)]
