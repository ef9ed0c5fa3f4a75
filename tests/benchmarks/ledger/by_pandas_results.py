"""What the life in pandas is asked: the same questions, with the same columns."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from reporting.ledger.entries import KINDS
from tests.benchmarks.ledger.by_pandas_first import Replayed
from tests.benchmarks.ledger.ours import DAY

ENDED = np.array([None, "cancellation", "retirement", "voluntary_cancellation"], dtype=object)
LAST_DAY = np.datetime64(DAY).astype("int64")
KEYS = ["party", "flow", "approach", "host", "counterparty", "vintage", "event_year", "use_year"]
MORE_KEYS = ["authorized_for", "purpose", "metric", "is_own"]


def _texts(numbers: Any, texts: Any) -> Any:  # noqa: ANN401 - columns
    """Return the texts of numbers; a negative one is missing."""
    return pd.Categorical.from_codes(np.maximum(numbers, -1), categories=texts)


def _dates(days: Any) -> Any:  # noqa: ANN401 - columns
    dates = pa.array(np.asarray(days).astype("datetime64[D]"))
    return pd.arrays.ArrowExtensionArray(dates)


def _life(replayed: Replayed) -> pd.DataFrame:
    life, codes = replayed.life, replayed.codes
    names = ["entry", "first", "stop", "turn", "is_first_transfer", "is_itmo", "is_use"]
    return life[names].assign(
        kind=_texts(life["kind"], list(KINDS)),
        arrived_on=_dates(life["arrived_on"]),
        holder_before=_texts(life["holder_before"], codes.party),
        ended_before=ENDED[life["end_before"]],
        key=_texts(life["key"], codes.key),
        first_transfer_on=_dates(life["since"]),
        trigger=life["trigger"],
        authorized_for=life["authorized_for"],
        tonnes=life["tonnes"],
        is_itmo=life["is_itmo"].astype(bool),
    )


def _holdings(replayed: Replayed) -> pd.DataFrame:
    life, codes = replayed.life, replayed.codes
    happened = life[(life["first"] > 0) & (life["date"] <= LAST_DAY)]
    last = happened[~happened["piece"].duplicated(keep="last")]
    held = last[(last["kind"] <= 2) & (last["arrived_on"] <= LAST_DAY)]
    active = replayed.versions[replayed.versions["kind"] != "entity"]
    in_force = active[(active["begins"] <= LAST_DAY) & (active["until"] > LAST_DAY)]
    named = pd.MultiIndex.from_frame(in_force[["approach", "host", "key"]])
    authorized = pd.MultiIndex.from_frame(held[["approach", "host", "key"]]).isin(named)
    status = np.select(
        [
            held["era"] == 1,
            held["era"] == 2,
            held["trigger"].notna() & (held["since"] <= LAST_DAY),
            authorized,
        ],
        ["pre_2021", "unresolved", "itmo", "authorized"],
        default="credit",
    )
    return pd.DataFrame(
        {
            **{name: held[name] for name in ("first", "stop", "entry", "tonnes")},
            "key": _texts(held["key"], codes.key),
            "party": _texts(held["to_party"], codes.party),
            "account": _texts(held["to_account"], codes.account),
            "status": status,
        }
    )


def _flows(replayed: Replayed) -> pd.DataFrame:
    life, codes = replayed.life, replayed.codes
    rows = life[life["is_itmo"].astype(bool) | life["trigger"].notna()]
    crosses = (rows["kind"] <= 2) & (rows["from_party"] != rows["to_party"])
    is_itmo = rows["is_itmo"].astype(bool)
    oimp = rows["purpose"].isin(np.flatnonzero(np.isin(codes.purpose, ["IMP", "OP"])))
    moved = crosses & is_itmo & ~rows["is_first_transfer"] & (rows["kind"] != 0)
    pending = rows[crosses & ~is_itmo]
    waiting = pending[~pending["piece"].duplicated(keep="last")]
    held_then = waiting[waiting["to_party"] != waiting["host"]]
    came = pd.concat([rows[crosses & is_itmo], held_then])
    facts = pd.concat(
        [
            _fact(
                rows[rows["is_first_transfer"]], "first_transferred", "host", "to_party", "since"
            ),
            _fact(rows[moved], "transferred", "from_party", "to_party", "date"),
            _fact(came, "acquired", "to_party", "from_party", "arrived_on"),
            _fact(rows[rows["is_use"]], "used", "user", "host", "date"),
            _fact(
                rows[(rows["kind"] == 3) & oimp & is_itmo], "used_for_oimp", "user", "host", "date"
            ),
            _fact(rows[(rows["kind"] >= 4) & is_itmo], "cancelled", "from_party", "host", "date"),
        ],
        ignore_index=True,
    )
    added = facts.groupby([*KEYS, *MORE_KEYS], sort=False, dropna=False, observed=True)["tonnes"]
    totals = added.sum().reset_index().assign(unknown=0)
    return totals.assign(
        party=_texts(totals["party"], codes.party),
        approach=_texts(totals["approach"], codes.approach),
        host=_texts(totals["host"], codes.party),
        counterparty=_texts(totals["counterparty"], codes.party),
        purpose=_texts(totals["purpose"], codes.purpose),
        vintage=totals["vintage"].astype("Int64").where(totals["vintage"] > 0),
        use_year=totals["use_year"].astype("Int64").where(totals["use_year"] > 0),
    )


def _fact(rows: pd.DataFrame, flow: str, party: str, other: str, on: str) -> pd.DataFrame:
    """Return one kind of fact; who recorded it himself depends on the kind."""
    day = rows[on] if flow != "acquired" else np.maximum(rows["arrived_on"], rows["since"])
    own = {
        "first_transferred": rows["host_recorded"],
        "acquired": rows["receiver_told"],
    }.get(flow, rows["recorder"] == rows[party])
    year = np.asarray(day).astype("datetime64[D]").astype("datetime64[Y]").astype("int64") + 1970
    same = (rows[party] == rows[other]) & (
        flow in ("first_transferred", "used_for_oimp", "cancelled")
    )
    return pd.DataFrame(
        {
            "flow": flow,
            "party": rows[party],
            "counterparty": np.where(same, -1, rows[other]),
            "approach": rows["approach"],
            "host": rows["host"],
            "vintage": rows["vintage"],
            "event_year": year,
            "use_year": rows["use_year"] if flow == "used" else 0,
            "authorized_for": rows["authorized_for"],
            "purpose": rows["purpose"],
            "metric": "ghg",
            "is_own": own,
            "tonnes": rows["tonnes"],
        }
    )


def _checks(replayed: Replayed) -> pd.DataFrame:
    life = replayed.life
    known = life[life["first"] > 0]
    issued = known[known["kind"] == 0]
    alive = known[(known["kind"] != 0) & (known["end_before"] == 0)]
    another = (alive["holder_before"] >= 0) & (alive["from_party"] != alive["holder_before"])
    found = {
        "issued-twice": issued[issued["piece"].duplicated()],
        "used-twice": known[known["end_before"] > 0],
        "moved-by-another": alive[another],
    }
    return pd.concat(
        pd.DataFrame({"code": code, "entry": rows["entry"].unique()})
        for code, rows in found.items()
    )


Result = Callable[[Replayed], pd.DataFrame]
RESULTS: Mapping[str, Result] = {
    "life": _life,
    "holdings": _holdings,
    "flows": _flows,
    "checks": _checks,
}
