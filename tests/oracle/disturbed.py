"""Clean ledgers in which some rows were lost, told twice, or told wrongly."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.clean import clean_ledgers
from tests.oracle.made import PARTIES, numbered
from tests.oracle.tables import Row

Change = Callable[[Row, st.DrawFn], Mapping[str, object]]

PURPOSES = (None, "NDC", "OIMP", "IMP", "OP", "NDC and OIMP", "NDC and IMP", "NDC and OP")
DEFINITIONS = (
    None,
    "first_international_transfer",
    "authorization",
    "issuance",
    "use_or_cancellation",
)
DAYS = st.integers(0, 900).map(lambda days: date(2024, 1, 1) + timedelta(days=days))
EVENTS = ("transfer", "acquisition", "retirement", "cancellation", "voluntary_cancellation")


def one_of(name: str, *values: object) -> Change:
    """Return the change of a field to one of these."""
    return lambda _, draw: {name: draw(st.sampled_from(values))}


def later(name: str) -> Change:
    """Return the change of a date, if it is known, by up to three years."""

    def change(one: Row, draw: st.DrawFn) -> Mapping[str, object]:
        on = one[name]
        days = timedelta(days=draw(st.integers(-1000, 1000)))
        return {name: on + days} if isinstance(on, date) else {}

    return change


def widened(one: Row, draw: st.DrawFn) -> Mapping[str, object]:
    """Move the end of each range by the same number of units."""
    by = draw(st.integers(1, 4))
    ends = {name: one[name] for name in ("last_unit", "last_itmo")}
    return {name: end + by for name, end in ends.items() if isinstance(end, int)}


def by_another(one: Row, draw: st.DrawFn) -> Mapping[str, object]:
    """Let another Party tell it."""
    party = draw(st.sampled_from(PARTIES))
    told = {"recorded_by": party} if "recorded_by" in one else {}
    return {"recording_registry": f"{party}01", **told}


CHANGES: Mapping[str, tuple[Change, ...]] = {
    "authorizations": (
        one_of("purposes", *PURPOSES),
        one_of("first_transfer_definition", *DEFINITIONS),
        one_of("kind", "approach", "use", "entity"),
        lambda _, draw: {
            "revoked_on": date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 900)))
        },
        lambda _, draw: {
            "authorized_on": date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 900)))
        },
    ),
    "credit_blocks": (
        by_another,
        later("issued_on"),
        widened,
        one_of("vintage", 2020, 2022, None),
        one_of("issued_on", None),
        one_of("holder_party", *PARTIES),
        one_of("issuance_pattern", "host", "split", "host_then_transfer"),
        one_of("unit_prefix", "P"),
        one_of("authorization_id", None, "use-one", "use-two"),
        lambda one, _: {"last_unit": None, "first_unit": None, "quantity": one["quantity"]},
        lambda _, __: {"metric": "non_ghg", "non_ghg_metric": "MWh", "non_ghg_quantity": 7},
        lambda _, __: {
            "vintage": None,
            "period_start": date(2021, 7, 1),
            "period_end": date(2022, 6, 30),
        },
    ),
    "transfers": (
        by_another,
        later("event_date"),
        widened,
        one_of("event", *EVENTS),
        one_of("from_party", *PARTIES),
        one_of("to_party", *PARTIES),
        one_of("purpose", None, "NDC", "IMP", "OP", "OMGE", "SOP"),
        one_of("sequence", 1, 2, 3),
        one_of("block_id", None),
        one_of("using_party", None, *PARTIES),
        lambda one, _: {"authorization_party": one["host"], "authorization_id": "use-one"},
        lambda _, __: {"first_unit": None, "last_unit": None},
        lambda _, __: {"quantity": None, "first_itmo": None, "last_itmo": None},
    ),
}


def name_of(table: str) -> str:
    """Return the field by which a row of the table is called."""
    names = {"authorizations": "version", "credit_blocks": "block_id", "transfers": "transfer_id"}
    return names[table]


def key_of(table: str, one: Row) -> tuple[object, ...]:
    """Return the primary key of a row."""
    whose = (one["party"], one["authorization_id"]) if table == "authorizations" else ()
    return *whose, one[name_of(table)]


@st.composite
def again(draw: st.DrawFn, table: str, one: Row, number: int) -> Row:
    """Return the row once more: changed, a new version, by another Party, or a correction."""
    version = one.get("version")
    name = version + 1 if isinstance(version, int) else f"again-{number}"
    changed = {**one, **draw(st.sampled_from(CHANGES[table]))(one, draw), name_of(table): name}
    if table == "transfers" and draw(st.booleans()):
        changed["corrects"] = one["transfer_id"]
    elif table != "authorizations" and draw(st.booleans()):
        changed |= by_another(one, draw)
    return changed


@st.composite
def disturbed_ledgers(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Return a clean ledger with one to four disturbances."""
    tables = draw(clean_ledgers())
    for number in range(draw(st.integers(1, 4))):
        table = draw(st.sampled_from([table for table in CHANGES if tables[table]]))
        rows = tables[table]
        at = draw(st.integers(0, len(rows) - 1))
        way = draw(st.sampled_from(("lost", "again", "changed", "changed")))
        if way == "lost" and len(rows) > 1:
            rows.pop(at)
        elif way == "again":
            other = draw(again(table, rows[at], number))
            if key_of(table, other) not in [key_of(table, one) for one in rows]:
                rows.append(other)
        else:
            rows[at] = {**rows[at], **draw(st.sampled_from(CHANGES[table]))(rows[at], draw)}
    return numbered(tables)
