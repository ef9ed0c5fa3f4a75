"""The wheel that users install, and environments to install it in."""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

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


def add(env: Path, what: Path | str, *options: object) -> None:
    """Install a wheel, or a package by its name, into an environment."""
    _pip("--python", env, "install", *options, what)


def from_npm(folder: Path, package: str) -> Path:
    """Install a package of npm into an empty folder and return it; skip where npm cannot."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip(f"{package} was not tried: there is no node or npm here")
    asked = ("npm", "install", "--no-audit", "--no-fund", "--prefix", folder, package)
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{package} was not tried: npm could not install it: {done.stderr}")
    return folder


def _pip(*arguments: object) -> None:
    done = subprocess.run([*PIP, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
