"""The wheel that users install, and environments to install it in."""

import subprocess
import sys
import venv
from pathlib import Path

from tests.shared import ROOT

PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


def installed(folder: Path) -> None:
    """Build the wheel and install it into an environment that borrows our dependencies.

    The environment knows where they lie and nothing of this checkout: an editable install is
    reached through a ``.pth`` file of its own, which is not followed from another environment.

    Args:
        folder: An empty folder; the environment appears in its ``env``.
    """
    env = folder / "env"
    venv.create(env, symlinks=True)
    (packages,) = (env / "lib").glob("python*/site-packages")
    here = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "borrowed.pth").write_text(f"{here}\n", encoding="utf-8")
    add(env, built(folder), "--no-deps", "--no-index")


def built(folder: Path) -> Path:
    """Build the wheel into a folder with the build back end of this environment."""
    _pip("wheel", ROOT, "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def add(env: Path, wheel: Path, *options: object) -> None:
    """Install a wheel into an environment."""
    _pip("--python", env, "install", *options, wheel)


def _pip(*arguments: object) -> None:
    done = subprocess.run([*PIP, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
