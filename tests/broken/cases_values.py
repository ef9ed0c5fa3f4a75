"""Cells that are no value of their type, or break what the schema asks of them."""

from tests.broken.case import Case
from tests.broken.edits import cell

INTEGER, NUMBER, DATE, BOOLEAN, YEAR = "quantity", "measure", "on", "held", "vintage"


def value(name: str, field: str, text: str, code: str, *words: str) -> Case:
    """Return a wrong cell in the last row of blocks."""
    edit = cell("blocks", 4, field, text)
    return Case(name=name, edit=edit, code=code, at=f"record/blocks:4 {field}", words=words)


def project(name: str, row: int, field: str, text: str, code: str, *words: str) -> Case:
    """Return a wrong cell in projects."""
    edit = cell("projects", row, field, text)
    return Case(name=name, edit=edit, code=code, at=f"record/projects:{row} {field}", words=words)


CASES = (
    # dates
    value("date as a spreadsheet counts", DATE, "45292", "date-serial-number", "'45292'", "days"),
    value("date with slashes", DATE, "1/2/2024", "date-form", "'1/2/2024'", "2026-03-31"),
    value("29 February of a common year", DATE, "2023-02-29", "date-form", "the day exists"),
    value("thirteenth month", DATE, "2024-13-01", "date-form", "'2024-13-01'"),
    value("year 0", DATE, "0000-01-01", "date-form"),
    value("date with a time", DATE, "2024-02-09T00:00:00", "date-form"),
    value("date in Japanese", DATE, "令和6年2月9日", "date-form", "令和6年"),
    value("date with short month", DATE, "2024-2-09", "cell-not-canonical", "YYYY-MM-DD"),
    value("year alone for a date", DATE, "2024", "year-for-date", "'2024'", "is a year"),
    value("count of days before 1905", DATE, "1899", "date-serial-number", "'1899'"),
    # whole numbers
    value("thousands with comma", INTEGER, "1,234", "thousands-separator", "'1,234'", "1234"),
    value("thousands with space", INTEGER, "1 234", "thousands-separator", "'1 234'"),
    value("thousands with apostrophe", INTEGER, "1'234", "thousands-separator"),
    value("thousands with curly apostrophe", INTEGER, "1’234", "thousands-separator"),
    value(
        "thousands with no-break space", INTEGER, "1\u00a0234", "thousands-separator", "<U+00A0>"
    ),
    value("thousands with thin space", INTEGER, "1\u202f234", "thousands-separator", "<U+202F>"),
    value("half a tonne", INTEGER, "1.5", "not-whole", "'1.5'", "do not round"),
    value("whole number with decimals", INTEGER, "1.0", "not-whole"),
    value("unit in the cell", INTEGER, "1 t", "cell-type", "'1 t'", "integer"),
    value("word for a number", INTEGER, "n/a", "cell-type", "leave the cell empty"),
    value("scientific notation", INTEGER, "1e3", "cell-type"),
    value("number shortened", INTEGER, "1E+05", "cell-rounded", "every digit", "jcm import"),
    value("shortened with decimals", NUMBER, "1.23457E+19", "cell-rounded"),
    value("error of a spreadsheet in a number", INTEGER, "#N/A", "cell-error-value"),
    value("hexadecimal", INTEGER, "0x10", "cell-type"),
    value("NaN as a whole number", INTEGER, "NaN", "cell-type", "'NaN'"),
    value("underscore in a number", INTEGER, "1_000", "cell-not-canonical", "'1_000'"),
    value("plus sign", INTEGER, "+5", "cell-not-canonical", "without sign"),
    value("leading zeros", INTEGER, "007", "cell-not-canonical", "leading zeros"),
    value("Arabic-Indic digits", INTEGER, "١٢", "cell-not-canonical", "digits 0 to 9"),
    value("full-width digits", INTEGER, "１２", "cell-not-canonical"),
    value("minus zero", "measure", "-0.0", "cell-not-canonical"),
    value("space before a number", INTEGER, " 1", "cell-space"),
    value(
        "beyond 64 bits", INTEGER, "9223372036854775808", "integer-too-large", "9223372036854775807"
    ),
    value("five thousand digits", INTEGER, "9" * 5000, "integer-too-large", "(5000)"),
    project("negative quantity", 3, "tonnes", "-206", "cell-minimum", "at least 0", "-206"),
    project("huge quantity", 3, "tonnes", "20600000", "cell-maximum", "at most 10000000"),
    # other types
    value("word for a decimal number", NUMBER, "about 5", "cell-type", "number", "12.5"),
    value("decimal comma", NUMBER, "0,5", "cell-type", "'0,5'"),
    value("NaN", NUMBER, "NaN", "cell-not-canonical", "'NaN'"),
    value("infinity", NUMBER, "Infinity", "cell-not-canonical"),
    value("number with exponent", NUMBER, "1e5", "cell-not-canonical"),
    value("float noise", NUMBER, "0.30000000000000004", "number-too-long", "9 after"),
    value("nineteen digits", NUMBER, "1234567890123456789", "number-too-long", "18 digits"),
    value("negative factor", NUMBER, "-", "cell-type"),
    value("TRUE", BOOLEAN, "TRUE", "cell-not-canonical", "'TRUE'", "true or false"),
    value("1 for true", BOOLEAN, "1", "cell-not-canonical", "'1'"),
    value("yes for true", BOOLEAN, "yes", "cell-type", "boolean", "'yes'"),
    value("fiscal year", YEAR, "FY2016", "cell-type", "year", "'FY2016'"),
    value("year of two digits", YEAR, "16", "cell-type", "'16'"),
    # constraints
    project("required cell empty", 5, "title", "", "cell-required", "found nothing"),
    project("code not in the list", 2, "status", "regd", "cell-enum", "registered, validation"),
    project("code in capitals", 2, "status", "Registered", "cell-enum", "'Registered'"),
    project("factor below zero", 2, "factor", "-0.5", "cell-minimum", "at least 0"),
    Case(
        name="key of another shape",
        edit=cell("blocks", 3, "block_id", "b-2"),
        code="cell-pattern",
        at="record/blocks:3 block_id",
        words=("B[0-9]+", "'b-2'"),
    ),
    Case(
        name="language in three letters",
        edit=cell("sources", 4, "language", "fra"),
        code="cell-length",
        at="record/sources:4 language",
        words=("'fra'",),
    ),
)
