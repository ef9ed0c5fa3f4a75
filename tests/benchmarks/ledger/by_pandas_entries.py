"""Entries in pandas: blocks and events in one shape, texts as numbers, scopes and ranges chosen."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from reporting.ledger.entries import KINDS
from tests.benchmarks.ledger.by_pandas_codes import Codes, codes_of, days, number

SERIALS = ("first_unit", "last_unit", "first_itmo", "last_itmo")
COMMON = (
    "entry",
    "approach",
    "originating_registry",
    "host",
    "vintage",
    "unit_prefix",
    *SERIALS,
    "quantity",
    "authorization_party",
    "authorization_id",
    "block_id",
)
OF_BLOCKS = (
    *COMMON,
    "issuance_pattern",
    "recording_registry",
    "holder_party",
    "account",
    "issued_on",
)
OF_EVENTS = (
    *COMMON,
    "recorded_by",
    "from_party",
    "to_party",
    "to_account",
    "event",
    "event_date",
    "sequence",
    "purpose",
    "use_year",
    "using_party",
)


def entries(folder: Path) -> tuple[pd.DataFrame, Codes]:
    """Return every issuance and event with its scope and range, and what the numbers stand for."""
    blocks = pd.read_parquet(folder / "credit_blocks.parquet", columns=list(OF_BLOCKS))
    events = pd.read_parquet(folder / "transfers.parquet", columns=list(OF_EVENTS))
    versions = pd.read_parquet(
        folder / "authorizations.parquet", columns=["party", "authorization_id", "approach"]
    )
    codes = codes_of(blocks, events, versions)
    issued = _blocks(blocks, codes)
    both = pd.concat([issued, _events(events, issued, blocks, codes)], ignore_index=True)
    return _placed(both), codes


def _common(rows: pd.DataFrame, codes: Codes) -> dict[str, Any]:
    is_host = (rows["authorization_party"] == rows["host"]).to_numpy()
    return {
        "entry": rows["entry"],
        "approach": number(rows["approach"], codes.approach),
        "origin": number(rows["originating_registry"].str[:3], codes.party),
        "registry": rows["originating_registry"].str[3:].astype("int64"),
        "host": number(rows["host"], codes.party),
        "vintage": rows["vintage"].fillna(0).astype("int64"),
        **{name: rows[name].fillna(0).astype("int64") for name in SERIALS},
        "quantity": rows["quantity"].fillna(-1).astype("int64"),
        "own": np.where(is_host, number(rows["authorization_id"], codes.key), -1),
    }


def _blocks(rows: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    recorder = number(rows["recording_registry"].str[:3], codes.party)
    common = _common(rows, codes)
    again = (rows["issuance_pattern"] == "host_then_transfer") & (recorder != common["host"])
    return pd.DataFrame(
        {
            **common,
            "prefix": rows["unit_prefix"].fillna(""),
            "block_key": common["own"],
            "kind": np.where(again, KINDS.index("acquisition"), 0),
            "is_block": True,
            "date": days(rows["issued_on"]),
            "sequence": 0,
            "recorder": recorder,
            "from_party": common["host"],
            "to_party": number(rows["holder_party"], codes.party),
            "to_account": number(rows["account"], codes.account),
            "purpose": -1,
            "use_year": 0,
            "using_party": -1,
        }
    )


def _events(
    rows: pd.DataFrame, issued: pd.DataFrame, blocks: pd.DataFrame, codes: Codes
) -> pd.DataFrame:
    """Return the events with what they inherit: every event of a made-up ledger names its block."""
    named = issued.iloc[pd.Index(blocks["block_id"]).get_indexer(rows["block_id"])]
    of = {name: named[name].to_numpy() for name in (*SERIALS, "vintage", "quantity", "block_key")}
    common = _common(rows, codes)
    whole = (
        (common["first_unit"] == 0)
        & (common["first_itmo"] == 0)
        & ((common["quantity"] < 0) | (common["quantity"] == of["quantity"]))
    )
    has_both = (of["first_unit"] > 0) & (of["first_itmo"] > 0)
    shift = of["first_itmo"] - of["first_unit"]
    for name in SERIALS:
        unit = name.endswith("unit")
        other = common[name.replace("unit", "itmo") if unit else name.replace("itmo", "unit")]
        by_shift = np.where(has_both & (other > 0), other + (-shift if unit else shift), 0)
        of[name] = np.where(common[name] > 0, common[name], np.where(whole, of[name], by_shift))
    missing = common["quantity"] < 0
    return pd.DataFrame(
        {
            **common,
            **{name: of[name] for name in SERIALS},
            "vintage": np.where(common["vintage"] > 0, common["vintage"], of["vintage"]),
            "quantity": np.where(missing & whole, of["quantity"], common["quantity"]),
            "prefix": rows["unit_prefix"].fillna(
                pd.Series(named["prefix"].to_numpy(), index=rows.index)
            ),
            "block_key": of["block_key"],
            "kind": number(rows["event"], np.array(KINDS)),
            "is_block": False,
            "date": days(rows["event_date"]),
            "sequence": rows["sequence"].fillna(0).astype("int64"),
            "recorder": number(rows["recorded_by"], codes.party),
            "from_party": number(rows["from_party"], codes.party),
            "to_party": number(rows["to_party"], codes.party),
            "to_account": number(rows["to_account"], codes.account),
            "purpose": number(rows["purpose"], codes.purpose),
            "use_year": rows["use_year"].fillna(0).astype("int64"),
            "using_party": number(rows["using_party"], codes.party),
        }
    )


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Choose the numbering of each scope, and the range of each entry on it."""
    keys = ["approach", "origin", "registry", "host", "vintage"]
    family = rows.groupby(keys, sort=False).ngroup().to_numpy()
    scope = rows.assign(family=family).groupby(["family", "prefix"], sort=False).ngroup().to_numpy()
    has_unit = ((rows["first_unit"] > 0) & (rows["first_unit"] <= rows["last_unit"])).to_numpy()
    has_itmo = ((rows["first_itmo"] > 0) & (rows["first_itmo"] <= rows["last_itmo"])).to_numpy()
    serials = np.bincount(family, weights=has_unit | has_itmo)
    all_units = (np.bincount(family, weights=has_unit) == serials)[family]
    all_itmos = (np.bincount(family, weights=has_itmo) == serials)[family]
    on_unit = has_unit & (all_units | ~all_itmos)
    on_itmo = ~on_unit & has_itmo
    alone = (-2 * (1 + rows["entry"])).to_numpy()
    length = rows["last_unit"] - rows["first_unit"] + 1
    quantity = np.where((rows["quantity"] < 0) & has_unit, length, rows["quantity"])
    era = np.select([rows["vintage"] >= 2021, rows["vintage"] > 0], [0, 1], default=2)
    lines = [on_unit, on_itmo]
    return rows.drop(columns=[*SERIALS, "prefix", "registry"]).assign(
        scope=np.where(on_itmo, scope.max() + 1 + family, scope),
        first=np.select(lines, [rows["first_unit"], rows["first_itmo"]], default=alone),
        stop=np.select(lines, [rows["last_unit"] + 1, rows["last_itmo"] + 1], default=alone + 1),
        quantity=quantity,
        era=era,
        own=np.where((rows["own"] < 0) & ~on_unit & ~on_itmo, rows["block_key"], rows["own"]),
    )
