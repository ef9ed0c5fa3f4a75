"""The command ``jcm``. The only package that prints and exits.

``options`` and ``arguments`` have what commands share, ``commands`` imports each when it is called.
Each stands in the module of its name; ``queries`` are those that ask the ledger.
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
