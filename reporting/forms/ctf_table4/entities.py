"""Row 11: the entities authorized to use outcomes for other international mitigation purposes."""

from datetime import date

from reporting.accounting.outcomes import AuthorizedFor, authorized_for
from reporting.forms.model.table import Cell, Column, ReportTable, Type
from reporting.ledger.ledger import Ledger, Row
from reporting.texts import said

KEY = ("party", "authorization_id", "version")
COLUMNS = (
    Column(name="approach", label=said("Cooperative approach", "協力的アプローチ")),
    Column(name="authorization_id", label=said("Authorization ID", "承認の識別子")),
    Column(name="version", label=said("Version", "版"), type=Type.COUNT),
    Column(name="authorized_on", label=said("Date of authorization", "承認日"), type=Type.DATE),
    Column(name="purposes", label=said("Purposes", "目的")),
    Column(name="oimp_name", label=said("Purpose as named", "目的の名称")),
    Column(name="entity_id", label=said("Identification number", "識別番号")),
    Column(name="name", label=said("Name", "名称")),
    Column(name="country", label=said("Country of incorporation", "設立国")),
)


def entities(ledger: Ledger, party: str, cutoff: date) -> ReportTable:
    """Return the entities that a Party's authorizations for such purposes name up to a day."""
    rows = {name: ledger.table(name) for name in ("authorizations", "authorization_entities")}
    known = {row["entity_id"]: row for row in ledger.table("authorized_entities")}
    approaches = {row["approach"]: row for row in ledger.table("cooperative_approaches")}
    authorizations = {
        tuple(row[name] for name in KEY): row
        for row in rows["authorizations"]
        if row["party"] == party and row["authorized_on"] <= cutoff and _is_for_others(row)
    }
    found = []
    for link in rows["authorization_entities"]:
        authorization = authorizations.get(tuple(link[name] for name in KEY))
        if authorization:
            entity = known.get(link["entity_id"], {})
            approach = approaches.get(authorization["approach"], {})
            told = {
                **authorization,
                "approach": approach.get("approach_id") or authorization["approach"],
                "entity_id": link["entity_id"],
                "name": entity.get("name"),
                "country": entity.get("country"),
            }
            found.append(tuple(Cell(value=told[column.name]) for column in COLUMNS))
    return ReportTable(
        name="authorized_entities",
        title=said(
            "Row 11: entities authorized to use outcomes for other international mitigation "
            "purposes",
            "第11行：その他の国際的な緩和目的への緩和成果の使用を承認された主体",
        ),
        columns=COLUMNS,
        rows=tuple(sorted(found, key=lambda row: [str(cell.value) for cell in row])),
        nothing=said("The record names none.", "記録にない。"),
    )


def _is_for_others(row: Row) -> bool:
    purposes = row["purposes"]
    return bool(purposes) and authorized_for(str(purposes)) is not AuthorizedFor.NDC
