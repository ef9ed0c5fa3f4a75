"""How a tonne becomes a credit: a project as far as figures are published, and a made-up ITMO.

What is said of the ITMO stands in the published forms of the example, where the page links it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reporting.accounting.first_transfer import is_from_2021_onward
from reporting.findings import Place
from reporting.forms.model.form import FormName
from reporting.forms.model.table import Cell
from reporting.site.dataset import Row, SiteRecord
from reporting.site.forms import BuiltForms, Published
from reporting.site.glossary import anchor_of, terms
from reporting.site.pages.article6 import paragraphs
from reporting.site.pages.page import SitePage, of_entity
from reporting.site.pages.views import View, issued

PATH = "about/tonne/"
FORMULA = "emission-reductions-01"
SERIAL = re.compile(r"(?P<scope>.+)-(?P<number>\d+)-(?P<vintage>\d+)")
FIRST_TRANSFER, ACQUISITION, USE = "First transfer", "Acquisition", "Use"
NET = 13  # the row of table 4 with what was first transferred less what was used


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What the page follows.

    Attributes:
        project: A project of the record.
        itmo: The identifier of a tonne of the example.
    """

    project: str
    itmo: str


def followed(path: Path) -> Followed:
    """Read what the page follows."""
    with path.open("rb") as stream:
        return Followed(**tomllib.load(stream))


def pages(record: SiteRecord, books: Sequence[BuiltForms], asked: Followed) -> Iterator[SitePage]:
    """Yield the page."""
    project = record.find("projects", "project_id", asked.project)
    made_up = next((each for each in books if each.is_made_up), None)
    yield of_entity(
        record,
        PATH,
        "explainer.html",
        tables=_tables(record, project) if project else {},
        rows={
            "project": project and _project(record, project),
            "itmo": made_up and _itmo(made_up, asked.itmo),
            "formula": record.find("programme_rules", "rule_id", FORMULA),
            "paragraphs": paragraphs(record),
            "words": {row["term"]: {"row": row, "anchor": anchor_of(row)} for row in terms()},
        },
    )


def _tables(record: SiteRecord, project: Row) -> Mapping[str, Sequence[Row]]:
    """Return the rows about a project that the page shows."""
    name = project["project_id"]
    issuances = record.where("issuances", "project_id", name)
    return {
        "projects": (project,),
        "conflicts": [
            row
            for row in record.where("conflicts", "subject_key", name)
            if (row["subject_table"], row["subject_field"]) == ("projects", "title")
        ],
        "project_verifications": record.where("project_verifications", "project_id", name),
        "issuances": issuances,
        "allocations": [
            share
            for each in issuances
            for share in record.where("allocations", "issuance_id", each["issuance_id"])
        ],
    }


def _project(record: SiteRecord, project: Row) -> View:
    """Return how far the tonnes of a project are published."""
    shown = _tables(record, project)
    entities = shown["project_verifications"]
    ends = [row["period_end"] for row in shown["issuances"]]
    known = [row["quantity_notified"] for row in shown["issuances"] if row["quantity_notified"]]
    return {
        "row": project,
        "partner": record.get("partners", "partner", project["partner"]),
        "titles": sorted(
            (
                {"row": row, "as_of": _day(record.source(row["source_id"]))}
                for row in shown["conflicts"]
            ),
            key=lambda each: str(each["as_of"] or ""),
        ),
        "validated": [row for row in entities if row["role"] == "validation"],
        "verified": [row for row in entities if row["role"] == "verification"],
        "issued": issued(record, shown["issuances"]),
        "most": max(known, default=None),
        "before_2021": sum(1 for end in ends if end and not is_from_2021_onward(end.year)),
        "last": max((end for end in ends if end), default=None),
    }


def _day(source: Row) -> str | date | None:
    """Return the day of which a source speaks."""
    day: str | date | None = source["as_of"] or source["published_on"]
    return day


def _itmo(book: BuiltForms, itmo: str) -> View | None:
    """Return what the forms tell of a tonne; None if none tells its first transfer and its use."""
    found: dict[str, View] = {}
    for published in book.forms:
        for action in _actions(published, itmo):
            found.setdefault(str(action["values"]["ActionType"]), action)
    if not {FIRST_TRANSFER, USE} <= found.keys():
        return None
    first = found[FIRST_TRANSFER]
    host = str(first["values"]["FirstTransferringPartyID"])
    user = str(found[USE]["values"]["Using/cancellingPartyID"])
    return {
        "serial": itmo,
        "host": {lang: book.name(host, lang) for lang in ("en", "ja")},
        "user": {lang: book.name(user, lang) for lang in ("en", "ja")},
        "authorization": _authorization(book, host, first["values"]["AuthorizationID"]),
        "first_transfer": first,
        "acquisition": found.get(ACQUISITION),
        "use": found[USE],
        "added": _net(book, host, first["places"]),
        "subtracted": _net(book, user, found[USE]["places"]),
    }


def _actions(published: Published, itmo: str) -> Iterator[View]:
    """Yield the actions on a tonne that an AEF tells."""
    for cells in _rows(published, FormName.AEF, "actions"):
        if _is_within(itmo, str(cells["FirstID"].value), str(cells["LastID"].value)):
            lineage = cells["QuantityCO2"].lineage
            yield {
                "form": published,
                "values": {name: cell.value for name, cell in cells.items()},
                "places": frozenset(lineage.parts) if lineage else frozenset(),
            }


def _rows(published: Published, form: FormName, table: str) -> Iterator[Mapping[str, Cell]]:
    """Yield the rows of a table, each by column, if it is of that form."""
    if published.form.name is form:
        for each in published.form.tables:
            if each.name == table:
                columns = [column.name for column in each.columns]
                yield from (dict(zip(columns, row, strict=True)) for row in each.rows)


def _is_within(itmo: str, first: str, last: str) -> bool:
    """Tell whether an identifier is within a range of them."""
    one, begin, end = (SERIAL.fullmatch(each) for each in (itmo, first, last))
    if one is None or begin is None or end is None:
        return False
    is_of_scope = one["scope"] == begin["scope"] and one["vintage"] == begin["vintage"]
    return is_of_scope and int(begin["number"]) <= int(one["number"]) <= int(end["number"])


def _authorization(book: BuiltForms, party: str, name: object) -> View | None:
    """Return the day of an authorization, and the first AEF of its Party that tells it."""
    for published in book.forms_of(party):
        for cells in _rows(published, FormName.AEF, "authorizations"):
            if cells["AuthorizationID"].value == name:
                return {"form": published, "day": cells["DateOfAuthorization"].value}
    return None


def _net(book: BuiltForms, party: str, places: frozenset[Place]) -> View | None:
    """Return the net quantity of a year in which rows have a part; None where no form has it."""
    for published in book.forms_of(party):
        for cells in _rows(published, FormName.SUMMARY, "table_4"):
            for name, cell in cells.items():
                parts = cell.lineage.parts if cell.lineage else {}
                if cells["row"].value == NET and places & parts.keys():
                    return {
                        "form": published,
                        "year": name.removeprefix("y"),
                        "part": sum(parts[each] for each in places & parts.keys()),
                        "whole": cell.value,
                    }
    return None
