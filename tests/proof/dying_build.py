"""A build whose pages are ready, killed just before or after a step of the exchange.

A program of its own: ``python dying_build.py READY shutil.rmtree before``; without a step it lives.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from reporting.site import build


def main(ready: str, step: str = "", moment: str = "") -> None:
    """Put a copy of what is ready in the place of Pelican and a killing one in that of the step."""

    def copied(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        output = command[command.index("--output") + 1]
        shutil.copytree(ready, output, dirs_exist_ok=True)
        return subprocess.CompletedProcess(command, 0, "")

    subprocess.run = copied  # type: ignore[assignment]
    if step:
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
