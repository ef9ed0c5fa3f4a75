"""The command ``jcm``. The only package that prints and exits.

``options`` has what commands share; ``publishing`` checks packages and builds the site;
``questions`` asks the ledger; ``founding``, ``reporting`` and ``submitting`` carry a Party from an
empty folder to what it files; ``checking`` reads what anybody filed.
"""

from reporting.cli.checking import check_aef
from reporting.cli.founding import new_party
from reporting.cli.options import app
from reporting.cli.publishing import site, validate
from reporting.cli.questions import balance, check, gaps, holdings, trace
from reporting.cli.reporting import report
from reporting.cli.submitting import submission

__all__ = [
    "app",
    "balance",
    "check",
    "check_aef",
    "gaps",
    "holdings",
    "main",
    "new_party",
    "report",
    "site",
    "submission",
    "trace",
    "validate",
]


def main() -> None:
    """Run the command."""
    app()
