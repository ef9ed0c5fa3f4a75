"""First transfer and use in pandas."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from reporting.accounting.first_transfer import Trigger
from reporting.accounting.settings import Settings
from reporting.ledger.authorizations import law
from tests.benchmarks.ledger.by_pandas_codes import NEVER, Codes, days, number

FOREVER = np.iinfo(np.int64).max
PIECE_AND_HOST = ["approach", "host", "key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A life, and what is needed to ask it."""

    life: pd.DataFrame
    versions: pd.DataFrame
    codes: Codes


def versions(folder: Path, codes: Codes) -> pd.DataFrame:
    """Return the versions with the days they are in force and what the law makes of them."""
    rows = pd.read_parquet(folder / "authorizations.parquet")
    rows["definition"] = rows["first_transfer_definition"].fillna("")
    rows = rows.merge(law(Settings()).to_pandas(), how="left", on=["purposes", "definition"])
    rows = rows.sort_values(["party", "authorization_id", "version"]).reset_index(drop=True)
    begins, ends = days(rows["authorized_on"]), days(rows["revoked_on"])
    following = (
        rows.assign(begins=begins).groupby(["party", "authorization_id"])["begins"].shift(-1)
    )
    until = np.minimum(
        np.where(ends == NEVER, FOREVER, ends),
        np.where(following.isna(), FOREVER, following.fillna(0).astype("int64")),
    )
    offers = {f"on_{each}": rows[f"on_{each}"].eq(other=True) for each in Trigger}
    return rows[["kind", "authorized_for"]].assign(
        approach=number(rows["approach"], codes.approach),
        host=number(rows["party"], codes.party),
        key=number(rows["authorization_id"], codes.key),
        begins=begins,
        until=until,
        **offers,
    )


def became(lived: pd.DataFrame, folder: Path, codes: Codes) -> Replayed:
    """Join to each step what its piece became, and what that makes of the step."""
    known = versions(folder, codes)
    firsts = _firsts(lived, known, codes)
    life = lived.merge(firsts, how="left", on="piece")
    since = life["since"].fillna(NEVER).astype("int64")
    is_first = life["first_entry"].eq(life["entry"])
    transferred = life["trigger"].notna()
    in_pool = life["first"] < 0
    identified = transferred & (
        (since < life["date"]) | ((life["first_turn"] <= life["turn"]) & (since == life["date"]))
    )
    pooled = life["entry"].map(_pooled(lived, known))
    is_itmo = np.where(in_pool, transferred | pooled.notna(), identified)
    used_as = life["authorized_for"].where(transferred, pooled)
    user = np.where(life["using_party"] >= 0, life["using_party"], life["from_party"])
    life = life.assign(
        since=since,
        is_first_transfer=is_first,
        is_itmo=is_itmo,
        user=user,
        tonnes=np.where(in_pool, life["quantity"], life["stop"] - life["first"]),
    )
    towards = (life["kind"] == 3) & (life["purpose"] == _purpose(codes, "NDC"))
    abroad = towards & (user != life["host"]) & is_itmo & (used_as != "OIMP")
    is_use = abroad & _may_use(life, known)
    return Replayed(life=life.assign(is_use=is_use), versions=known, codes=codes)


def _may_use(life: pd.DataFrame, known: pd.DataFrame) -> Any:  # noqa: ANN401 - a column of booleans
    """Tell whether the user's Party had authorized the approach, or use, on the day."""
    using = known[known["kind"].isin(["approach", "use"])]
    days_of = life.loc[life["kind"] == 3, ["approach", "user", "date"]].drop_duplicates()
    met = days_of.merge(using, left_on=["approach", "user"], right_on=["approach", "host"])
    met = met[(met["begins"] <= met["date"]) & (met["date"] < met["until"])]
    allowed = pd.MultiIndex.from_frame(met[["approach", "user", "date"]].drop_duplicates())
    found = pd.MultiIndex.from_frame(life[["approach", "user", "date"]])
    return found.isin(allowed)


def _firsts(lived: pd.DataFrame, known: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    """Return the first of the lawful triggers of each piece."""
    bound = lived[(lived["era"] == 0) & (lived["key"] >= 0)]
    terms = known[known["kind"] != "entity"].drop(columns="kind")
    rows = bound.merge(terms, on=PIECE_AND_HOST)
    rows["since"] = np.maximum(np.maximum(rows["date"], rows["issued_on"]), rows["begins"])
    rows = rows[(rows["begins"] <= rows["since"]) & (rows["since"] < rows["until"])]
    lawful = [offered & rows[f"on_{name}"] for name, offered in _offered(rows, codes).items()]
    chosen = np.select(lawful, np.arange(len(Trigger)), default=-1)
    rows = rows.assign(trigger=chosen)[chosen >= 0].sort_values(["piece", "since", "turn"])
    first = rows.drop_duplicates("piece")
    return pd.DataFrame(
        {
            "piece": first["piece"],
            "since": first["since"],
            "trigger": np.array([str(each) for each in Trigger], dtype=object)[first["trigger"]],
            "authorized_for": first["authorized_for"],
            "first_turn": first["turn"],
            "first_entry": first["entry"],
        }
    )


def _pooled(lived: pd.DataFrame, known: pd.DataFrame) -> pd.Series:
    """Return by entry what units without serials were authorized for, if they were ITMOs before."""
    bound = lived[(lived["first"] < 0) & (lived["era"] == 0) & (lived["key"] >= 0)]
    rows = bound.merge(known[known["kind"] != "entity"].drop(columns="kind"), on=PIECE_AND_HOST)
    rows = rows[(rows["begins"] <= rows["date"]) & (rows["date"] < rows["until"])]
    came_before = (rows["kind"] != 0) & (rows["on_issuance"] | rows["on_authorization"])
    left = (rows["from_party"] != rows["host"]) & rows["on_international_transfer"]
    return rows[came_before | left].drop_duplicates("entry").set_index("entry")["authorized_for"]


def _offered(rows: pd.DataFrame, codes: Codes) -> dict[Trigger, Any]:
    issues, in_pool = rows["kind"] == 0, rows["first"] < 0
    opens = issues | ((rows["kind"] == 2) & (rows["turn"] == 1) & ~in_pool)
    renewed = (rows["own"] >= 0) & (rows["key"] != rows["key_before"])
    leaves = (
        (rows["kind"] <= 2)
        & (rows["from_party"] == rows["host"])
        & (rows["to_party"] != rows["host"])
    )
    had_left = renewed & (rows["holder_before"] >= 0) & (rows["holder_before"] != rows["host"])
    earlier = in_pool & ~issues & (rows["on_issuance"] | rows["on_authorization"])
    at_host = ~in_pool | ~rows["on_international_transfer"] | (rows["from_party"] == rows["host"])
    oimp = rows["purpose"].isin([_purpose(codes, name) for name in ("IMP", "OP")])
    omge = rows["purpose"] == _purpose(codes, "OMGE")
    return {
        Trigger.INTERNATIONAL_TRANSFER: (leaves & ~earlier) | (had_left & ~in_pool),
        Trigger.AUTHORIZATION: opens | (renewed & ~in_pool),
        Trigger.ISSUANCE: opens | (renewed & ~in_pool),
        Trigger.USE_OR_CANCELLATION: (rows["kind"] >= 3) & oimp & at_host & ~earlier,
        Trigger.OMGE_CANCELLATION: (rows["kind"] >= 4) & omge & at_host & ~earlier,
    }


def _purpose(codes: Codes, name: str) -> int:
    found = np.flatnonzero(codes.purpose == name)
    return int(found[0]) if len(found) else -2
