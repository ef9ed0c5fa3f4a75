"""The columns that tables 3 and 4 share: which units, under what, how much."""

from dataclasses import dataclass
from datetime import date

from reporting.forms.aef.actions import Cells, Line, Span
from reporting.forms.aef.party_record import Record
from reporting.forms.model.lineage import Lineage
from reporting.forms.model.table import Cell, Reason
from reporting.ledger.codes import NON_GHG
from reporting.ledger.rows import ActionLine, Holding
from reporting.official_forms.aef import NA
from reporting.official_forms.code_lists import term

JCM = "JCM"
TONNES = "QuantityCO2"
OF_METRIC = "QuantityNon-GHG"
APPROACH_UNKNOWN = Reason(
    code="approach_id_unknown",
    english="The cooperative approach has no identification of the secretariat in the record.",
    japanese="協力的アプローチの識別番号が記録にない。",
    brief="Cooperative approach ID not known",
    brief_japanese="協力的アプローチの識別番号が不明",
)
SERIALS_UNKNOWN = Reason(
    code="serials_unknown",
    english="The serial numbers are not in the record.",
    japanese="番号が記録にない。",
    brief="Serial numbers not known",
    brief_japanese="番号が不明",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The authorization of the host that binds some units.

    Attributes:
        key: Its identifier; None where not known.
        version: Its version; None for the one of the day.
        on: The day.
    """

    key: str | None
    version: int | None = None
    on: date


def line_of_units(
    row: Holding | ActionLine, record: Record, made_of: Lineage, binding: Binding, others: Cells
) -> Line:
    """Return a line of units.

    Args:
        row: What was done with the units, or who holds them.
        record: What else the record says.
        made_of: The rows behind its quantity.
        binding: The authorization that binds.
        others: The cells of its other columns.
    """
    approach = record.approaches[row.approach]
    number = approach["approach_id"]
    terms = record.terms_of(row.host, binding.key, binding.version, binding.on)
    other = row.metric == NON_GHG
    named = row.non_ghg_metric or terms.get("non_ghg_metric")
    unknown = APPROACH_UNKNOWN if number is None else SERIALS_UNKNOWN
    cells = {
        "CooperativeApproachID": Cell(value=number, reasons=() if number else (APPROACH_UNKNOWN,)),
        "AuthorizationID": Cell(value=binding.key),
        "FirstTransferringPartyID": Cell(value=row.host),
        "PartyITMORegistryID": Cell(value=row.registry),
        "FirstID": Cell(reasons=(unknown,)),
        "LastID": Cell(reasons=(unknown,)),
        "Metric": _term("metric", row.metric),
        "GWPValues": Cell(value=terms.get("gwp")),
        "Non-GHGMetric": Cell(value=named if other else NA),
        OF_METRIC: Cell(value=None if other else NA),
        "MitigationType": _term("mitigation_type", row.mitigation_type),
        "Vintage": Cell(value=row.vintage),
        **_underlying(is_jcm=approach["is_jcm"]),
        **others,
    }
    itmo = f"{number}-{row.originating_registry}-{row.host}-{{}}-{row.vintage}"
    prefix = f"{row.unit_prefix}-" if row.unit_prefix else ""
    return Line(
        cells=cells,
        approach=row.approach,
        itmos=_span(row.first_itmo, row.last_itmo, itmo) if number else None,
        units=_span(row.first_unit, row.last_unit, f"{prefix}{{}}") if approach["is_jcm"] else None,
        quantity=row.amount,
        metric=OF_METRIC if other else TONNES,
        made_of=made_of,
    )


def _underlying(*, is_jcm: bool) -> Cells:
    """Return the registry of the underlying units: of the JCM, or none."""
    if is_jcm:
        return {"UnderlyingUnitRegistryID": Cell(value=JCM)}
    names = ("RegistryID", "FirstUnitID", "LastUnitID")
    return {f"UnderlyingUnit{name}": Cell(value=NA) for name in names}


def _span(first: int | None, last: int | None, form: str) -> Span | None:
    return None if first is None or last is None else Span(first=first, last=last, form=form)


def _term(kind: str, code: str | None) -> Cell:
    if code is None:
        return Cell()
    label = term(kind, code)
    return Cell(value=label.en, label=label)
