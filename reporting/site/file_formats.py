"""The formats in which data can be had: which file is for whom, and how exact its numbers are."""

from dataclasses import dataclass
from enum import StrEnum

from reporting.messages import Text, _, alike
from reporting.packages.files import DESCRIPTOR
from reporting.releases.making import WHOLE


class Holds(StrEnum):
    """What a file of a format holds."""

    TABLE = "table"
    PACKAGE = "package"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format.

    Attributes:
        ending: What follows the name of the table or package; of what holds everything, the name.
        title: What people call it.
        holds: What a file of it holds.
        users: For whom it is.
        numbers: How exact its numbers are.
    """

    ending: str
    title: Text
    holds: Holds
    users: Text
    numbers: Text

    def path(self, package: str, table: str) -> str:
        """Return the path of a table's file of this format, from the folder of a version."""
        stems = {Holds.TABLE: f"{package}/{table}", Holds.PACKAGE: package, Holds.ALL: ""}
        return f"{stems[self.holds]}{self.ending}"


EXACT = _("exact")
OF_A_SPREADSHEET = _("15 digits, as spreadsheets have them")
FORMATS = (
    Format(
        ending=".csv",
        title=alike("CSV"),
        holds=Holds.TABLE,
        users=_("R (readr), text editors, version control, archives; any program"),
        numbers=EXACT,
    ),
    Format(
        ending=".excel.csv",
        title=_("CSV for Excel"),
        holds=Holds.TABLE,
        users=_("One table in Excel by a double click: it says that it is UTF-8"),
        numbers=OF_A_SPREADSHEET,
    ),
    Format(
        ending=".parquet",
        title=alike("Parquet"),
        holds=Holds.TABLE,
        users=_("pandas, polars, DuckDB, Spark, R (arrow): typed and small. polars takes this one"),
        numbers=EXACT,
    ),
    Format(
        ending=".json",
        title=alike("JSON"),
        holds=Holds.TABLE,
        users=_("Programs and websites"),
        numbers=_("exact in the file; many programs round them when they read it"),
    ),
    Format(
        ending=".xlsx",
        title=_("Excel workbook"),
        holds=Holds.PACKAGE,
        users=_("Excel and LibreOffice: all tables of a package, with the meaning of each field"),
        numbers=_("15 digits, as spreadsheets have them; longer ones as text"),
    ),
    Format(
        ending=f"{WHOLE}.sqlite",
        title=alike("SQLite"),
        holds=Holds.ALL,
        users=_("Databases: all tables with their keys, for SQL without a server"),
        numbers=_("fractions of more than 15 digits as text, so that none is rounded"),
    ),
    Format(
        ending=f"{WHOLE}.zip",
        title=_("All files as zip"),
        holds=Holds.ALL,
        users=_("Everything at once: what is stored of a version, to keep"),
        numbers=EXACT,
    ),
    Format(
        ending=DESCRIPTOR,
        title=alike("Data Package"),
        holds=Holds.ALL,
        users=_("Tools that read Data Packages, as frictionless: every table and field described"),
        numbers=_("those of the CSV files that it names"),
    ),
)
