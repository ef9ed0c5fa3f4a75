"""The official form as data: sheets and columns of each edition, read from ``data/forms``."""

from dataclasses import dataclass
from functools import cache

from reporting.messages import Text, bilingual
from reporting.official_forms.code_lists import Listed, listed

FORMS = "forms"
# Parties file by the edition of 2024; the draft of 2022 is only read, in earlier filings.
CURRENT = "4-CMA.6"
OLD = "6-CMA.4"
SUBMISSION = "submission"
AUTHORIZATIONS = "authorizations"
ACTIONS = "actions"
HOLDINGS = "holdings"
ENTITIES = "entities"
TABLES = (SUBMISSION, AUTHORIZATIONS, ACTIONS, HOLDINGS, ENTITIES)
BEFORE_A = ord("A") - 1
NA = "NA"  # prescribed where a column does not apply; an empty cell is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class AefSheet:
    """A sheet of the official workbook.

    Attributes:
        table: Which table, one of `TABLES` (of `OLD`: ``heading``, ``actions``, ``holdings``);
            ``index`` for the sheet that lists the others, ``summary`` for the one that lists the
            labels.
        sheet: Its name, as printed; empty where not known.
        heading: Text of the cell that heads the table, as printed; empty where not known.
        orientation: ``labels_down`` (values beside labels), ``labels_across`` (a header row) or
            ``list``.
        labels_at: The cell of its first label, as ``B7``; empty where it has none or the place is
            not known.
        label_rows: How many rows its labels take, bands above them included.
        title: As people read it.
    """

    table: str
    sheet: str
    heading: str
    orientation: str
    labels_at: str
    label_rows: int
    title: Text

    @property
    def first_label(self) -> tuple[int, int] | None:
        """The row and the column of its first label, counted from 1; None where not known."""
        return (
            (int(self.labels_at[1:]), ord(self.labels_at[0]) - BEFORE_A) if self.labels_at else None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AefColumn:
    """A column of an official table.

    Attributes:
        table: Which table.
        position: Its number in the table, from 1.
        label: As printed; in Japanese as translated by us.
        name: Technical name.
        type: ``string``, ``integer``, ``number``, ``date`` or ``list``.
        mandate: ``required``, ``optional``, ``conditional`` or ``carp`` (filled by the platform).
        has_spacer: Whether a blank column stands before it.
        depends_on: Technical name of the column that decides whether it applies.
        applies_to: Our codes of the values of that column for which it does; `NA` otherwise.
        pattern: What a value matches in full; empty for anything.
        nomenclature: The list its values come from; empty for none.
        placeholder: What stands in it until the platform fills it.
        group: The heading above it in the draft.
        cadtrust: Its key in the data model of CAD Trust; empty where not known.
        rule: What holds for it.
        note: What sources say otherwise.
    """

    table: str
    position: int
    label: Text
    name: str
    type: str
    mandate: str
    has_spacer: bool
    depends_on: str
    applies_to: tuple[str, ...]
    pattern: str
    nomenclature: str
    placeholder: str
    group: Text
    cadtrust: str
    rule: Text
    note: str

    @property
    def is_filled_by_the_platform(self) -> bool:
        """Whether the Party leaves it as it is."""
        return self.mandate == "carp"


@cache
def sheets(edition: str = CURRENT) -> tuple[AefSheet, ...]:
    """Return the sheets of an edition, in order."""
    return tuple(
        AefSheet(
            table=row["table"],
            sheet=row["sheet"],
            heading=row["heading"],
            orientation=row["orientation"],
            labels_at=row["labels_at"],
            label_rows=int(row["label_rows"] or 1),
            title=bilingual(row["title"], row["title_ja"]),
        )
        for row in listed(FORMS, "aef_sheets")
        if row["edition"] == edition
    )


@cache
def sheet(name: str, edition: str = CURRENT) -> AefSheet:
    """Return the sheet of a table."""
    return next(each for each in sheets(edition) if each.table == name)


@cache
def columns(name: str, edition: str = CURRENT) -> tuple[AefColumn, ...]:
    """Return the columns of a table, in order."""
    rows = listed(FORMS, "aef_columns")
    return tuple(_column(row) for row in rows if (row["edition"], row["table"]) == (edition, name))


def _column(row: Listed) -> AefColumn:
    return AefColumn(
        table=row["table"],
        position=int(row["position"]),
        label=bilingual(row["label"], row["label_ja"]),
        name=row["name"],
        type=row["type"],
        mandate=row["mandate"],
        has_spacer=row["follows_spacer"] == "true",
        depends_on=row["depends_on"],
        applies_to=tuple(filter(None, row["applies_to"].split(";"))),
        pattern=row["pattern"],
        nomenclature=row["nomenclature"],
        placeholder=row["placeholder"],
        group=bilingual(row["group"], row["group_ja"]),
        cadtrust=row["cadtrust_key"],
        rule=bilingual(row["rule"], row["rule_ja"]),
        note=row["note"],
    )
