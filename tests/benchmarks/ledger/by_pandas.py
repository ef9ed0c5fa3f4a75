"""The same life in pandas and numpy, all in memory; `by_pandas_results` asks it.

Numbers stand for texts, 0 for a missing serial, `NEVER` for a missing day. Only what the made-up
ledgers have is replayed: tonnes, and no corrections.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from tests.benchmarks.ledger.by_pandas_codes import NEVER
from tests.benchmarks.ledger.by_pandas_entries import entries
from tests.benchmarks.ledger.by_pandas_first import Replayed, became
from tests.benchmarks.ledger.by_pandas_results import RESULTS

SAME = ["scope", "at", "issues", "from_party", "to_party"]


@dataclass(slots=True, kw_only=True)
class ByPandas:
    """A folder of inputs, and its life once replayed."""

    folder: Path
    replayed: Replayed | None = None

    def replay(self) -> None:
        """Make the life of every piece."""
        recorded, codes = entries(self.folder)
        self.replayed = became(_lived(_told(_steps(recorded))), self.folder, codes)

    def write(self, stage: str, path: Path) -> None:
        """Compute the result of a stage into a Parquet file."""
        assert self.replayed is not None
        RESULTS[stage](self.replayed).to_parquet(path, index=False)


def _steps(recorded: pd.DataFrame) -> pd.DataFrame:
    """Cut the ranges of each scope at each other's ends."""
    ends = np.concatenate([recorded["first"], recorded["stop"]])
    places, number = np.unique(ends, return_inverse=True)
    scopes = np.concatenate([recorded["scope"], recorded["scope"]])
    cuts, at = np.unique(scopes * len(places) + number, return_inverse=True)
    begin, end = np.split(at, 2)
    many = end - begin
    steps = recorded.loc[np.repeat(recorded.index.to_numpy(), many)].reset_index(drop=True)
    within = np.arange(len(steps)) - np.repeat(np.cumsum(many) - many, many)
    piece = np.repeat(begin, many) + within
    return steps.assign(
        piece=piece,
        first=places[cuts[piece] % len(places)],
        stop=places[cuts[piece + 1] % len(places)],
    )


def _told(steps: pd.DataFrame) -> pd.DataFrame:
    """Tell each movement once."""
    issues = (steps["kind"] == 0).to_numpy()
    moves = steps["kind"].isin((1, 2)).to_numpy()
    crossing = issues | (moves & (steps["from_party"] != steps["to_party"]).to_numpy())
    alone = steps[~crossing]
    alone = alone.assign(
        arrived_on=alone["date"],
        host_recorded=alone["recorder"] == alone["host"],
        receiver_told=True,
    )
    met = steps[crossing].assign(
        at=np.where(steps["first"] < 0, -1 - steps["quantity"], steps["first"])[crossing],
        issues=issues[crossing],
    )
    stands = np.select(
        [met["issues"], met["kind"] == 1, met["is_block"]],
        [np.where(met["recorder"] == met["origin"], 0, 1), 0, 2],
        default=1,
    )
    met["teller"] = np.select(
        [met["issues"], met["is_block"]], [100 + met["recorder"], 99], default=met["kind"]
    )
    met["precedence"] = stands * 1000 + met["recorder"]
    met["by_receiver"] = met["recorder"] == met["to_party"]
    met["arrival"] = np.where(met["kind"] == 2, met["date"], NEVER)
    met["host_recorded"] = met["recorder"] == met["host"]
    met["account_told"] = np.where(met["by_receiver"], met["to_account"], -1)
    met = met.sort_values(["date", "sequence", "entry"], kind="stable")
    met["turn"] = met.groupby([*SAME, "teller"], sort=False).cumcount()
    told = met.groupby([*SAME, "turn"], sort=False)
    least = told["precedence"].transform("min")
    most = told[["arrival", "host_recorded", "by_receiver", "own", "account_told"]].transform("max")
    standing = met.assign(
        arrived_on=np.where(most["arrival"] == NEVER, met["date"], most["arrival"]),
        host_recorded=most["host_recorded"].astype(bool),
        receiver_told=most["by_receiver"].astype(bool),
        own=np.where(met["own"] < 0, most["own"], met["own"]),
        to_account=np.where(most["account_told"] < 0, met["to_account"], most["account_told"]),
    )[met["precedence"] == least]
    return pd.concat([alone, standing[alone.columns]], ignore_index=True)


def _lived(told: pd.DataFrame) -> pd.DataFrame:
    """Put the steps of each piece in order, and tell what each found."""
    order = np.lexsort([told[name] for name in ("entry", "kind", "sequence", "date", "piece")])
    life = told.iloc[order].reset_index(drop=True)
    life["turn"] = life.groupby("piece", sort=False).cumcount() + 1
    opens = (life["turn"] == 1).to_numpy()
    end = np.select([life["kind"] == code for code in (4, 3, 5)], [1, 2, 3], default=0)
    ended = pd.Series(end).groupby(life["piece"], sort=False).cummax()
    key = life["own"].where(life["own"] >= 0).groupby(life["piece"], sort=False).ffill()
    whole = life.groupby("piece", sort=False)
    issued = life["date"].where(life["kind"] == 0, np.iinfo(np.int64).max)
    least = issued.groupby(life["piece"], sort=False).transform("min")
    return life.assign(
        holder_before=np.where(opens, -1, life["to_party"].shift(fill_value=-1)),
        end_before=np.where(opens, 0, ended.shift(fill_value=0)),
        issued_on=np.where(least == np.iinfo(np.int64).max, NEVER, least),
        era=whole["era"].transform("min"),
        key=key.fillna(-1).astype("int64"),
        key_before=np.where(opens, -1, key.fillna(-1).astype("int64").shift(fill_value=-1)),
    )


@contextmanager
def opened(folder: Path, spill: Path) -> Iterator[ByPandas]:  # noqa: ARG001 - pandas spills nothing
    """Open the inputs in a folder."""
    yield ByPandas(folder=folder)
