"""The command ``jcm``. The only package that prints and exits.

``options`` has what commands share, ``loading`` imports each command when it is called;
``publishing`` checks packages and builds the site; ``questions`` asks the ledger; ``founding``,
``reporting`` and ``submitting`` carry a Party from an empty folder to what it files; ``checking``
reads what anybody filed.
"""

import gc

from reporting.cli.options import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command."""
    # Figures, rows and lineage are many small objects without cycles: collecting as often as Python
    # does by itself took 40 % of the forms of a record of 100,000 events.
    gc.set_threshold(200_000, 30, 30)
    app()
