"""Builds the site of the working folder and is killed just before or after a step of the exchange.

A program of its own: ``python dying_build.py shutil.rmtree before``.
"""

import os
import signal
import sys
from pathlib import Path

from reporting.site import build


def main(step: str, moment: str) -> None:
    """Put a killing one in the place of the step, and build."""
    owner, name = step.split(".")
    original = getattr(getattr(build, owner), name)

    def last(*arguments: object, **options: object) -> None:
        if moment == "after":
            original(*arguments, **options)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(getattr(build, owner), name, last)
    build.build(Path.cwd(), Path.cwd() / "output", data=Path("data"))


if __name__ == "__main__":
    main(*sys.argv[1:])
