"""Numbers for texts and days in pandas."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

NEVER = np.iinfo(np.int64).min
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The texts that numbers stand for, each in its order."""

    party: NDArray[Any]
    key: NDArray[Any]
    account: NDArray[Any]
    approach: NDArray[Any]
    purpose: NDArray[Any]


def number(values: Any, texts: NDArray[Any]) -> Numbers:  # noqa: ANN401 - a column of texts
    """Return the numbers of texts; -1 for a missing one."""
    return np.asarray(pd.Categorical(values, categories=texts).codes, dtype="int64")


def days(values: pd.Series) -> Numbers:
    """Return days since 1970; `NEVER` for a missing one."""
    dates = np.asarray(values, dtype="datetime64[D]")
    return np.asarray(dates.astype("int64"))


def codes_of(blocks: pd.DataFrame, events: pd.DataFrame, versions: pd.DataFrame) -> Codes:
    """Return the texts of all three tables."""

    def texts(*columns: pd.Series) -> NDArray[Any]:
        return np.sort(pd.concat([each.drop_duplicates() for each in columns]).dropna().unique())

    return Codes(
        party=texts(
            blocks["host"],
            blocks["holder_party"],
            blocks["recording_registry"].str[:3],
            *(events[name] for name in ("host", "from_party", "to_party", "recorded_by")),
            events["using_party"],
            versions["party"],
        ),
        key=texts(
            blocks["authorization_id"], events["authorization_id"], versions["authorization_id"]
        ),
        account=texts(blocks["account"], events["to_account"]),
        approach=texts(blocks["approach"], events["approach"], versions["approach"]),
        purpose=texts(events["purpose"]),
    )
