"""No net increase across participating Parties: equal methods cancel, unequal ones need not."""

from reporting.accounting.averaging import Averaging
from reporting.accounting.closing import closing
from reporting.accounting.figure import known
from reporting.accounting.methods import METHODS
from reporting.accounting.multi_year import MultiYear
from reporting.accounting.period import Kind
from reporting.accounting.safeguards import net_effect
from tests.accounting.strategies import account, first_transferred, used

SOLD = [first_transferred(400, 2023, 2023)]
BOUGHT = [used(400, 2023, 2024)]


def test_host_averages_and_buyer_does_not() -> None:
    """400 over four years: the host adds 100, the buyer subtracts 400."""
    host = closing(account(SOLD, Kind.SINGLE_YEAR), Averaging())
    buyer = closing(account(BOUGHT, Kind.MULTI_YEAR), MultiYear())
    effect = net_effect((host, buyer))
    assert effect.adjustments == known(-300)
    assert effect.cumulative == known(0)
    assert effect.is_no_increase is False


def test_both_average() -> None:
    """Both sides divide by the same years, and cancel."""
    host = closing(account(SOLD, Kind.SINGLE_YEAR), Averaging())
    buyer = closing(account(BOUGHT, Kind.SINGLE_YEAR), Averaging())
    assert net_effect((host, buyer)).adjustments == known(0)


def test_unknown_is_not_passed() -> None:
    """Where one Party's adjustment is unknown, the outcome is neither yes nor no."""
    hidden = [first_transferred(0, 2023, 2023, unknown=1)]
    for method in METHODS:
        host = closing(account(hidden, method.kind), method)
        missing = host.adjustment.value is None
        assert (net_effect((host,)).is_no_increase is None) == missing
