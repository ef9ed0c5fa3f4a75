"""Tables as plain rows: the columns the schema names, typed access, and the order of results.

``authorizations`` has a row for each version, with the approach of the authorization in it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]
Result = TypeVar("Result")

END = "source_id confidence basis note"
COLUMNS = {
    table: f"{columns} {END}".split()
    for table, columns in {
        "parties": "party name name_ja kind",
        "registries": "registry party name name_ja",
        "accounts": "account registry type holder holder_kind confidential",
        "cooperative_approaches": "approach approach_id name name_ja is_jcm is_article_6_4"
        " underlying_registry started_on ends_on description description_ja",
        "approach_parties": "approach party role",
        "authorizations": "party authorization_id version approach kind authorized_on quantity_cap"
        " metric non_ghg_metric gwp purposes oimp_name vintage_first vintage_last use_first"
        " use_last issuance_from issuance_until use_from use_until cancellation_from"
        " cancellation_until standard registry first_transfer_definition terms change_terms"
        " changes_apply_to_transferred revoked_on document",
        "authorized_entities": "entity_id name country approach party authorized_on conditions"
        " change_conditions",
        "credit_blocks": "block_id approach project_id issuance_id host side holder_party holder"
        " account originating_registry recording_registry issuance_pattern vintage period_start"
        " period_end issued_on quantity non_ghg_quantity unit_prefix first_unit last_unit"
        " underlying_registry first_unit_id last_unit_id first_itmo last_itmo metric"
        " non_ghg_metric mitigation_type authorization_party authorization_id confidential",
        "transfers": "transfer_id recording_registry recorded_by event event_date sequence"
        " block_id approach originating_registry host vintage unit_prefix first_unit last_unit"
        " first_itmo last_itmo quantity non_ghg_quantity from_party from_account to_party"
        " to_account purpose is_mandatory stated_as_first_transfer use_year using_party"
        " using_entity authorization_party authorization_id recorded_on corrects confidential",
        "coverage": "party year is_complete declared_by declared_on",
    }.items()
}
DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "authorizations": {"version": 1, "kind": "use", "metric": "ghg"},
    "credit_blocks": {"metric": "ghg", "issuance_pattern": "host", "confidential": False},
    "transfers": {"confidential": False},
    "accounts": {"type": "other", "holder_kind": "government", "confidential": False},
    "cooperative_approaches": {"is_jcm": True},
    "approach_parties": {"role": "both"},
    "coverage": {"is_complete": True},
}


def row(table: str, **filled: object) -> dict[str, object]:
    """Return a row with every column of the table: what is not filled is a default or unknown.

    A place may be filled in too: `_package` (else "made"), `_row` (else 1).
    """
    columns = COLUMNS[table]
    unknown = set(filled) - set(columns) - {"_package", "_row"}
    if unknown:
        msg = f"{table} has no {', '.join(sorted(unknown))}"
        raise KeyError(msg)
    made = {"source_id": "made", "confidence": "high", "basis": "stated"}
    place = {"_package": "made", "_table": table, "_row": 1}
    nothing: dict[str, object] = dict.fromkeys(columns)
    return nothing | made | dict(DEFAULTS.get(table, {})) | place | filled


def by_version(tables: Mapping[str, Iterable[Row]]) -> Mapping[str, Iterable[Row]]:
    """Return tables with authorizations as they are read here: each version with its approach."""
    approaches = {
        (told["party"], told["authorization_id"]): told["approach"]
        for told in tables["authorizations"]
    }
    versions = [
        {**told, "approach": approaches[told["party"], told["authorization_id"]]}
        for told in tables["authorization_versions"]
    ]
    return {**tables, "authorizations": versions}


def text(of: Row, name: str) -> str:
    """Return a text that is never empty."""
    value = of[name]
    assert isinstance(value, str), (name, value)
    return value


def text_or_none(of: Row, name: str) -> str | None:
    """Return a text or nothing."""
    value = of.get(name)
    assert value is None or isinstance(value, str), (name, value)
    return value or None


def whole(of: Row, name: str) -> int | None:
    """Return a whole number or nothing."""
    value = of.get(name)
    assert value is None or isinstance(value, int), (name, value)
    return value


def day(of: Row, name: str) -> date | None:
    """Return a calendar date or nothing."""
    value = of.get(name)
    assert value is None or isinstance(value, date), (name, value)
    return value


def fraction(of: Row, name: str) -> Fraction | None:
    """Return a number, exactly, or nothing."""
    value = of.get(name)
    assert value is None or isinstance(value, int | Decimal | Fraction), (name, value)
    return None if value is None else Fraction(value)


def place(of: Row) -> tuple[str, str, int]:
    """Return where a row stands: table, package, row, which is also the last key of the order."""
    number = whole(of, "_row")
    assert number is not None
    return text(of, "_table"), text(of, "_package"), number


def in_order(results: Iterable[Result]) -> list[Result]:
    """Sort the rows of a result by their fields from left to right, unknown first."""

    def key(result: Result) -> list[tuple[bool, object]]:
        return [(value is not None, value) for value in astuple(result)]  # type: ignore[call-overload]

    return sorted(results, key=key)


def filled(kind: Callable[..., Result], *values: object) -> Result:
    """Return a result row from its values in the order of its fields."""
    return kind(*values)


def total(values: Iterable[Fraction | None]) -> Fraction | None:
    """Add up what is known; nothing if nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None
