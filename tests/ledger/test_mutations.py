"""No single change by which a unit counts twice escapes the checks; a clean record fails none.

All changes of all rows are asked about at once: each mutant is a record of its own beside the
others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from reporting.accounting.settings import Settings
from reporting.findings import Place, Severity, catalogue
from reporting.ledger.checks import ALL
from reporting.ledger.checks import model
from reporting.ledger.engines import Engine, engine
from reporting.packages import Package, open_package
from tests.conftest import ROOT
from tests.ledger.changing import drawn
from tests.ledger.comparing import replayed, side_by_side
from tests.ledger.mutants import Mutant, mutants
from tests.ledger.two_sides import two_sided
from tests.oracle import Row, Tables
from tests.oracle.made import authorization, block, event, ledger
from tests.oracle.strategies import clean_ledgers
from tests.worked_examples.loading import LEDGER, load

FEW, MANY = 40, 300
IDENTITIES = ("block_id", "transfer_id", "corrects")
Found = Mapping[int, frozenset[str]]


def copies(ledgers: Sequence[Tables]) -> tuple[dict[str, list[Row]], dict[Place, int]]:
    """Put records beside each other in few packages; return them and whose each row is."""
    together: dict[str, list[Row]] = {}
    whose: dict[Place, int] = {}
    for name, rows in side_by_side(ledgers).items():
        told = sorted((_apart(one) for one in rows), key=lambda one: str(one["_package"]))
        together[name] = [{**one, "_row": row} for row, one in enumerate(told, 2)]
        for one, number in ((one, _number(one)) for one in together[name]):
            place = Place(package=str(one["_package"]), table=name, row=int(str(one["_row"])))
            whose[place] = number
    return together, whose


