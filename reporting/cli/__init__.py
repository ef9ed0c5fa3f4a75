"""The command ``jcm``. The only package that prints and exits.

``options`` and ``arguments`` have what commands share, ``commands`` imports each when it is called.
Each stands in the module of its name; ``queries`` are those that ask the ledger.
"""

import errno
import gc
import sys

from reporting.cli.options import app

__all__ = ["app", "main"]

# A full disk, a quota or limit of files, a place where nobody or not everybody may write.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)


def main() -> None:
    """Run the command."""
    # Figures, rows and lineage are many small objects without cycles: collecting as often as Python
    # does by itself took 40 % of the forms of a record of 100,000 events.
    gc.set_threshold(200_000, 30, 30)
    try:
        app()
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(
            f"Stopped. {where}{error.strerror}. Make room, or name a place where you may read and "
            "write, and run the command again.\n"
        )
        sys.exit(1)
