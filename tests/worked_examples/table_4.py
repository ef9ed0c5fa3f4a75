"""The cells of CTF Table 4 by row, method and year, as the command computes them from the ledger."""

from datetime import date
from functools import cached_property
from typing import Any

from reporting.accounting.period import ElapsedBasis, Kind, MethodName, elapsed_years
from reporting.accounting.settings import Settings
from reporting.ledger.ledger import Ledger
from reporting.reports.balance import BalanceAsked, balance
from reporting.reports.ndc import Row, measures, ndc_of, ndcs_of
from reporting.reports.table import Cell
