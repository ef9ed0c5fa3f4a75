"""A clean workbook broken in one place gives the finding for that, at that cell, and no other."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl.styles import PatternFill

from reporting.aef_checker.check import open_workbook
from reporting.aef_checker.xlsx_reader.cells import unescaped
from tests.aef_checker.damage import STYLES
from tests.aef_checker.making import apart, at, buyer, host, places, set_cell, sheet_of, write

Change = Callable[[Any], None]
SUBMISSION, AUTHORIZATIONS = "submission", "authorizations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """What is changed in the host's workbook, and what is found where."""

    change: Change
    code: str
    where: str = ""


def cell(name: str, value: object, code: str, row: int = 1, table: str = "actions") -> Broken:
    """Return the case of one changed cell, found at that cell."""
    return Broken(change=set_cell(name, value, row, table), code=code, where=at(name, row, table))


def on_sheet(act: Change, code: str, where: str = "", table: str = "actions") -> Broken:
    """Return the case of a changed sheet."""
    return Broken(change=lambda made: act(sheet_of(made, table)), code=code, where=where)


def label(name: str) -> str:
    """Return the cell of a label of Table 3."""
    return at(name, 0)


def written(where: str, value: object) -> Change:
    """Return a change of a sheet that writes one cell."""

    def act(sheet: Any) -> None:  # noqa: ANN401 - no types
        sheet[where] = value

    return act


def hidden(kind: str, which: object) -> Change:
    """Return a change of a sheet that hides a row or a column."""

    def act(sheet: Any) -> None:  # noqa: ANN401 - no types
        getattr(sheet, f"{kind}_dimensions")[which].hidden = True

    return act


def hide(made: Any) -> None:  # noqa: ANN401 - no types
    """Hide a sheet."""
    sheet_of(made).sheet_state = "veryHidden"


def rename(made: Any) -> None:  # noqa: ANN401 - no types
    """Rename a sheet."""
    sheet_of(made).title = "Actions"


def remove(made: Any) -> None:  # noqa: ANN401 - no types
    """Remove a sheet."""
    made.remove(sheet_of(made, "entities"))


def swap(sheet: Any) -> None:  # noqa: ANN401 - no types
    """Swap the first two columns."""
    for row in range(8, 12):
        left, right = sheet.cell(row, 2), sheet.cell(row, 3)
        left.value, right.value = right.value, left.value
        left.number_format, right.number_format = right.number_format, left.number_format


def bare_number(sheet: Any) -> None:  # noqa: ANN401 - no types
    """Store a date as the number a spreadsheet counts it as."""
    cell = sheet[at("ActionDateTime")]
    cell.value, cell.number_format = 45299, "General"


def gap(sheet: Any) -> None:  # noqa: ANN401 - no types
    """Put a blank row between the first row and the second."""
    sheet.insert_rows(10)


def repeat(sheet: Any) -> None:  # noqa: ANN401 - no types
    """Put the first row there again, below."""
    for column in range(2, sheet.max_column + 1):
        above, below = sheet.cell(11, column), sheet.cell(12, column)
        below.value, below.number_format = above.value, above.number_format


def copy_sheet(made: Any) -> None:  # noqa: ANN401 - no types
    """Put Table 3 there twice."""
    made.copy_worksheet(sheet_of(made)).title = "Copy"


def other_label(made: Any) -> None:  # noqa: ANN401 - no types
    """Put a column of one's own at the end of Table 3."""
    sheet_of(made)["AK8"] = "Remarks of the ministry"


FULL = at("FirstID")
CASES = {
    "required cell empty": cell("MitigationType", None, "value-missing"),
    "required cell NA": cell("AuthorizationID", "NA", "value-missing", table=AUTHORIZATIONS),
    "authorization without purposes": cell(
        "PurposeForAuthorization", None, "value-missing", table=AUTHORIZATIONS
    ),
    "needed for a transfer": cell("AcquiringPartyID", "NA", "value-needed"),
    "needed for a first transfer": cell("ActionSubtype", None, "value-needed"),
    "needed for a use": cell("Using/cancellingPartyID", "NA", "value-needed", row=3),
    "needed with other purposes": cell(
        "OIMPAuthorized", "NA", "value-needed", row=2, table=AUTHORIZATIONS
    ),
    "given where none applies": cell("TransferringPartyID", "CHE", "value-not-applicable"),
    "non-GHG metric of GHG": cell("Non-GHGMetric", "MWh", "value-not-applicable"),
    "subtype of an action without": cell("ActionSubtype", "Issuance", "value-not-applicable", 3),
    "blank instead of NA": cell("TransferringPartyID", None, "not-marked-inapplicable"),
    "subtype of another action": cell(
        "ActionSubtype",
        "Voluntary transfer to the Adaptation Fund (A6.4 ERs)",
        "subtype-not-of-action",
        2,
    ),
    "action misspelt": cell("ActionType", "First Transfer", "term-misspelt"),
    "action as an older build spells it": cell("ActionType", "Uses", "term-misspelt", row=3),
    "sector unknown": cell("Sectors", "Fisheries", "term-unknown", table=AUTHORIZATIONS),
    "one sector of two unknown": cell(
        "Sectors", "Transportation, Fisheries", "term-unknown", table=AUTHORIZATIONS
    ),
    "activity misspelt": cell("ActivityType", "transport", "term-misspelt", table=AUTHORIZATIONS),
    "mitigation type misspelt": cell("MitigationType", "Emission reduction", "term-misspelt"),
    "registry of another shape": cell("PartyITMORegistryID", "THA1", "value-misshapen"),
    "identifier without its vintage": cell("FirstID", "CA0002-THA01-THA-1", "value-misshapen"),
    "version without a point": cell("SubmissionVersion", 1, "value-misshapen", table=SUBMISSION),
    "Parties by semicolons": cell(
        "AuthorizedPartyIDs", "CHE; THA", "party-not-coded", table=AUTHORIZATIONS
    ),
    "a Party by its name": cell("AcquiringPartyID", "Switzerland", "party-not-coded"),
    "a Party by no name known": cell("AcquiringPartyID", "The buyer", "value-misshapen"),
    "date as a bare number": on_sheet(bare_number, "date-as-number", at("ActionDateTime")),
    "a mandatory share of the JCM": cell(
        "ActionSubtype",
        "Mandatory cancellation to deliver OMGE",
        "subtype-of-mechanism-only",
    ),
    "date as text": cell("ActionDateTime", "08/01/2024", "date-as-text"),
    "date as an instant": cell("ActionDateTime", "2024-01-08T00:00:00.000Z", "date-as-instant"),
    "month and day swapped": cell("ActionDateTime", "01/31/2024", "date-unreadable"),
    "number as text": cell("QuantityCO2", "1916", "number-as-text"),
    "number with commas": cell("QuantityCO2", "1,001,916", "number-as-text"),
    "thousands or decimals by a comma": cell("QuantityCO2", "1,916", "number-ambiguous"),
    "thousands or decimals by a point": cell(
        "AuthorizedQuantity", "5.000", "number-ambiguous", table=AUTHORIZATIONS
    ),
    "number in words": cell("AuthorizedQuantity", "five", "number-unreadable", 1, AUTHORIZATIONS),
    "truth value as a number": cell("QuantityCO2", True, "number-unreadable"),  # noqa: FBT003
    "part of a tonne": cell("AuthorizedQuantity", 99.5, "number-not-whole", 1, AUTHORIZATIONS),
    "nothing transferred": cell("AuthorizedQuantity", 0, "number-not-whole", 1, AUTHORIZATIONS),
    "year before any ITMO": cell("ReportedYear", 2019, "year-outside", table=SUBMISSION),
    "year of use of five digits": cell("YearITMOUsedTowardsNDC", 20244, "year-outside", row=3),
    "period reversed": cell("LastYearOfNDCPeriod", 2020, "period-reversed", table=SUBMISSION),
    "result of the platform": cell("ResultOfConsistencyChecks", "Passed", "platform-cell-filled"),
    "NDC among other purposes": cell("PurposeITMOUsedForOIMP", "NDC", "purpose-of-ndc", 3),
    "link of the platform": cell(
        "AuthorizationDocumentation",
        "https://example.org/letter.pdf",
        "platform-cell-filled",
        table=AUTHORIZATIONS,
    ),
    "identifier of a program": cell(
        "UnderlyingUnitFirstUnitID", "GS1-TH-NaN-undefined", "cell-program-word"
    ),
    "entity of a program": cell("Using/cancellingEntityID", "undefined", "cell-program-word", 3),
    "remark of a program": cell(
        "AdditionalExplanatoryInformation", "[object Object]", "cell-program-word"
    ),
    "quantity of a program": cell("QuantityCO2", "NaN", "cell-program-word"),
    "date of a program": cell("ActionDateTime", "Invalid Date", "cell-program-word"),
    "ITMO of a program": cell("FirstID", "CA0002-THA01-THA-NaN-2022", "cell-program-word"),
    "voluntary cancellation": cell(
        "ActionType", "Voluntary Cancellation", "platform-syntax-action", row=3
    ),
    "two sectors": cell(
        "Sectors", "Transportation, Waste management", "platform-syntax-list", table=AUTHORIZATIONS
    ),
    "no authorized quantity": cell(
        "AuthorizedQuantity", None, "platform-syntax-quantity", table=AUTHORIZATIONS
    ),
    "country with an accent": cell(
        "AuthorizedEntityCountryOfIncorporation",
        "Côte d'Ivoire",
        "platform-syntax-country",
        table="entities",
    ),
    "authorization with a slash": cell(
        "AuthorizationID", "THA/2023/02", "platform-syntax-authorization", table="holdings"
    ),
    "Party of no code": cell("AcquiringPartyID", "JAP", "party-code-unknown"),
    "authorized Party of no code": cell(
        "AuthorizedPartyIDs", "CHE, EUR", "party-code-unknown", table=AUTHORIZATIONS
    ),
    "registry of no Party": cell("PartyITMORegistryID", "TAI01", "party-code-unknown"),
    "Party of examples": cell("AcquiringPartyID", "XBB", "party-made-up"),
    "country that is no Party": cell("AcquiringPartyID", "TWN", "party-code-of-no-party"),
    "placeholder overwritten": cell(
        "ReferenceToTerReport", "see annex", "placeholder-changed", table=SUBMISSION
    ),
    "trailing space": cell("AuthorizationID", "THA-2023-01 ", "cell-space"),
    "non-breaking space": cell("ActionType", "First\u00a0transfer", "cell-space"),
    "tab inside": cell("AuthorizationID", "THA-2023-01\t", "cell-hidden-character"),
    "zero-width space": cell("AcquiringPartyID", "CHE\u200b", "cell-hidden-character"),
    "full-width letters": cell("AcquiringPartyID", "ＣＨＥ", "cell-look-alike"),
    "error value": cell("QuantityCO2", "#REF!", "cell-error"),
    "formula without a result": cell("QuantityCO2", "=1915+1", "cell-calculated"),
    "last identifier of another vintage": Broken(
        change=set_cell("LastID", "CA0002-THA01-THA-1916-2023"),
        code="itmo-block-torn",
        where=at("LastID"),
    ),
    "first identifier of another vintage": cell(
        "FirstID", "CA0002-THA01-THA-1-2023", "itmo-block-torn"
    ),
    "serial of nineteen digits": cell(
        "LastID", "CA0002-THA01-THA-1000000000000000000-2022", "itmo-serial-too-long"
    ),
    "approach of another identifier": cell("CooperativeApproachID", "CA0003", "itmo-not-of-row"),
    "vintage of another identifier": cell("Vintage", 2023, "itmo-not-of-row"),
    "host of another identifier": cell("FirstTransferringPartyID", "VNM", "itmo-not-of-row"),
    "units of two series": cell("UnderlyingUnitLastUnitID", "GS1-TH-2023-2016", "unit-ids-apart"),
    "sheet hidden": Broken(change=hide, code="sheet-hidden"),
    "row hidden": on_sheet(hidden("row", 10), "cells-hidden"),
    "column hidden": on_sheet(hidden("column", "H"), "cells-hidden"),
    "cells merged": on_sheet(lambda sheet: sheet.merge_cells("AF10:AG11"), "cells-merged", "AF10"),
    "sheet renamed": Broken(change=rename, code="sheet-renamed"),
    "sheet missing": Broken(change=remove, code="sheet-missing"),
    "index missing": Broken(
        change=lambda made: made.remove(made["Index"]), code="sheet-without-table-missing"
    ),
    "sheet twice": Broken(change=copy_sheet, code="sheet-repeated"),
    "sheet of one's own": Broken(
        change=lambda made: made.create_sheet("Notes").append(["x"]), code="sheet-unknown"
    ),
    "heading gone": on_sheet(written("B2", None), "heading-differs"),
    "label misspelt": on_sheet(
        written(label("Vintage"), "Vintages"), "label-misspelt", label("Vintage")
    ),
    "label twice": on_sheet(written("AK8", "Vintage"), "label-repeated", "AK8"),
    "label of one's own": Broken(change=other_label, code="label-unknown", where="AK8"),
    "label gone": on_sheet(written(label("GWPValues"), None), "label-missing"),
    "labels swapped": on_sheet(swap, "labels-out-of-order"),
    "table moved down": on_sheet(lambda sheet: sheet.insert_rows(1), "labels-shifted", "B9"),
    "table moved right": on_sheet(lambda sheet: sheet.insert_cols(1), "labels-shifted", "C8"),
    "row repeated": on_sheet(
        repeat, "row-repeated", at("AuthorizedEntityID", 2, "entities"), "entities"
    ),
    "blank row inside": on_sheet(gap, "rows-after-blank"),
}


def found_in(folder: Path, change: Change | None) -> list[tuple[str, str]]:
    """Return code and cell of what is found in the host's workbook after a change."""
    workbook = open_workbook(write(folder / "THA_2024_1_0.xlsx", host(), change))
    return [(each.code, each.place.field) for each in workbook.findings]


def test_the_clean_workbooks_have_no_finding(tmp_path: Path) -> None:
    """Host and buyer are clean, a table without rows included."""
    assert found_in(tmp_path, None) == []
    read = open_workbook(write(tmp_path / "CHE.xlsx", buyer()))
    assert (read.findings, read.tables["entities"].records) == ((), ())


@pytest.mark.parametrize("text", ["None", "None of the entities", "not null and void"])
def test_a_word_of_people_is_no_word_of_a_program(tmp_path: Path, text: str) -> None:
    """In prose a Party says that there is none, as of conditions."""
    assert found_in(tmp_path, set_cell("AdditionalExplanatoryInformation", text)) == []


@pytest.mark.parametrize("name", CASES)
def test_one_break_gives_its_finding_and_no_other(tmp_path: Path, name: str) -> None:
    """Each break is found at its cell, and nothing else is."""
    case = CASES[name]
    assert found_in(tmp_path, case.change) == [(case.code, case.where)]


def test_a_misspelt_term_is_named(tmp_path: Path) -> None:
    """A near miss says what is meant."""
    path = write(tmp_path / "x.xlsx", host(), set_cell("ActionType", "First transferr"))
    (finding,) = open_workbook(path).findings
    assert finding.words("en").expected == "'First transfer'"


def test_messages_name_what_was_meant(tmp_path: Path) -> None:
    """Once a term is read as meant, what depends on it is said of the term that was meant."""

    def change(made: Any) -> None:  # noqa: ANN401 - no types
        set_cell("ActionType", "Uses", 3)(made)
        set_cell("Using/cancellingPartyID", "NA", 3)(made)

    needed, misspelt = open_workbook(write(tmp_path / "x.xlsx", host(), change)).findings
    assert (misspelt.code, needed.code) == ("term-misspelt", "value-needed")
    assert needed.words("en").expected.endswith("because Action type = Use")


@pytest.mark.parametrize(
    ("name", "value", "row"),
    [
        ("ActionType", "Transfr", 1),
        ("ActionSubtype", "Voluntary transfer to the Adaptation Fund (A6.4 ER)", 2),
    ],
)
def test_a_guess_that_its_row_contradicts_is_none(
    tmp_path: Path, name: str, value: str, row: int
) -> None:
    """A term nearly of the list, but not with this subtype, is one fault, not two."""
    assert found_in(tmp_path, set_cell(name, value, row)) == [("term-unknown", at(name, row))]


@pytest.mark.parametrize(
    ("written", "likely"),
    [("JAP", "JPN"), ("GER", "DEU"), ("PHI", "PHL"), ("THO", "THA"), ("ZZZ", "-"), ("SPA", "ESP")],
)
def test_the_code_that_is_likely_meant_is_named(tmp_path: Path, written: str, likely: str) -> None:
    """By the name that begins so, else by the code that is nearest; nothing where many are."""
    path = write(tmp_path / "x.xlsx", host(), set_cell("AcquiringPartyID", written))
    (finding,) = open_workbook(path).findings
    assert finding.values["likely"] == likely


@pytest.mark.parametrize(
    ("name", "value", "row", "table"),
    [
        ("PurposeITMOUsedForOIMP", "CORSIA first phase", 3, "actions"),
        ("PurposeITMOUsedForOIMP", "OMGE", 3, "actions"),
        ("PurposeITMOUsedForOIMP", "CORSIA", 2, "actions"),
        ("ResultOfConsistencyChecks", "NA", 1, "actions"),
        ("AuthorizationT&Cs", "None of the terms may be changed.", 1, AUTHORIZATIONS),
        ("AuthorizedEntityCountryOfIncorporation", "TWN", 1, "entities"),
        ("AcquiringPartyID", "EUE", 1, "actions"),
        ("ReviewStatusOfInitialReport", None, 1, SUBMISSION),
        ("ReferenceToTerReport", None, 1, SUBMISSION),
    ],
)
def test_what_is_valid_is_not_accused(
    tmp_path: Path, name: str, value: object, row: int, table: str
) -> None:
    """Purposes in words, cells of the platform left empty, sentences, entities of any country."""
    assert found_in(tmp_path, set_cell(name, value, row, table)) == []


def test_both_readings_of_a_number_are_named(tmp_path: Path) -> None:
    """Neither is read: what the authorization allows is not judged by it."""
    change = set_cell("AuthorizedQuantity", "5.000", table=AUTHORIZATIONS)
    (finding,) = open_workbook(write(tmp_path / "x.xlsx", host(), change)).findings
    assert "which is 5000 or 5.000" in finding.words("en").found


def test_a_made_up_party_may_name_others(tmp_path: Path) -> None:
    """The codes that ISO 3166-1 leaves to its users are those of examples."""
    read = open_workbook(write(tmp_path / "x.xlsx", apart(0, host())))
    assert read.findings == ()


def test_what_the_platform_adds_is_passed_over(tmp_path: Path) -> None:
    """The sheets and the result that the platform writes are no faults of the Party."""

    def change(made: Any) -> None:  # noqa: ANN401 - no types
        made.create_sheet("Syntax check results").append(["Row", "Error"])
        made.create_sheet("Consistency check results").append(["II01"])
        result = "Consistency checks passed: 2025-04-11 10:00:00 GMT"
        set_cell("ResultOfConsistencyCheck", result, table=SUBMISSION)(made)

    assert found_in(tmp_path, change) == []


def test_serial_numbers_may_stand_alone(tmp_path: Path) -> None:
    """The nomenclature of 2026 gives identifiers as integers; commas are passed over."""

    def change(made: Any) -> None:  # noqa: ANN401 - no types
        set_cell("FirstID", 1)(made)
        set_cell("LastID", "1,916")(made)

    assert found_in(tmp_path, change) == []


def test_blank_cells_with_a_style_are_blank(tmp_path: Path) -> None:
    """A formatted cell without content does not make a row."""

    def change(made: Any) -> None:  # noqa: ANN401 - no types
        for column in range(2, 40):
            sheet_of(made).cell(8, column).fill = PatternFill("solid", start_color="FFFF00")

    assert found_in(tmp_path, change) == []


def test_labels_are_found_whatever_their_case(tmp_path: Path) -> None:
    """Headings and labels compare without case, spaces and marks of footnotes."""

    def change(made: Any) -> None:  # noqa: ANN401 - no types
        sheet = sheet_of(made)
        for column, text in places("actions").values():
            sheet.cell(8, column).value = f" {text.upper()}  (a)"

    assert found_in(tmp_path, change) == []


@pytest.mark.parametrize("number", [27, 31, 36, 50, 58])
def test_dates_in_formats_of_east_asia_are_dates(tmp_path: Path, number: int) -> None:
    """Excel in Japan names them by numbers that stand nowhere in the file."""
    path = write(tmp_path / "x.xlsx", host())
    with ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    own = re.sub(rb"<numFmts.*?</numFmts>", b"", content[STYLES])
    content[STYLES] = re.sub(rb'numFmtId="1\d\d"', b'numFmtId="%d"' % number, own)
    with ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    assert [each.code for each in open_workbook(path).findings] == []


def test_a_half_of_a_surrogate_pair_stays_as_it_is_written() -> None:
    """It is no character: a text with one could not be printed. Other escapes are read."""
    assert unescaped("a_xD800_b_xdfff_c_x0041_") == "a_xD800_b_xdfff_cA"


def test_dates_of_1904_are_read_as_such(tmp_path: Path) -> None:
    """A workbook that counts from 1904 has the same days."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415 - this test alone

    def change(made: Any) -> None:  # noqa: ANN401 - no types
        made.epoch = CALENDAR_MAC_1904

    workbook = open_workbook(write(tmp_path / "x.xlsx", host(), change))
    cell = workbook.tables["actions"].records[0].cells["ActionDateTime"]
    assert cell.value == date(2024, 1, 8)
