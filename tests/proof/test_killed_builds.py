"""A build that is killed, at whatever moment, leaves the site before it whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.depth import DEPTH
from tests.shared import ROOT
from tests.site.cut import EXAMPLE
from tests.site.workshop import Workshop, tree

pytestmark = pytest.mark.proof

MOMENTS = 20 * DEPTH
TRIES = 5
SEED = 20261121


def _kill_at_moments(workshop: Workshop, duration: float, prepare: Callable[[], None]) -> None:
    """Kill a build at moments spread over it, each somewhere in its own part.

    A build that ended before its moment, because the machine has become faster, is prepared anew
    and killed at the same part of the time it took.
    """
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    for part in range(MOMENTS):
        share = (part + chance.random()) / (MOMENTS + 1)
        for _ in range(TRIES):
            prepare()
            started = time.monotonic()
            if _kill(workshop, duration * share):
                break
            duration = min(duration, time.monotonic() - started)
        else:
            pytest.fail(f"no build could be killed at {share:.0%} of its time")
    prepare()


def _kill(workshop: Workshop, moment: float, *arguments: str) -> bool:
    """Start a build, kill its whole group at a moment; tell whether that cut it short."""
    with workshop.start(*arguments) as build:
        try:
            build.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
    return build.returncode == -signal.SIGKILL


def _real(root: Path) -> tuple[Workshop, float]:
    """Return a copy of the project with the real data, built, and how long that took."""
    workshop = Workshop.copy(root, ROOT / "data", EXAMPLE / "forms.toml")
    started = time.monotonic()
    code, said = workshop.build()
    assert code == 0, said
    return workshop, time.monotonic() - started


@pytest.mark.tries(MOMENTS)
def test_an_old_site_stays(small: Workshop, tmp_path: Path) -> None:
    """Killed at many moments, a build leaves the old site, or the new one if it was done."""
    workshop, duration = _real(tmp_path / "project")
    new = tree(workshop.output)
    code, said = workshop.build("--data", str(small.root / "data"))
    assert code == 0, said
    old = tree(workshop.output)
    assert old != new

    def prepare() -> None:
        shown = tree(workshop.output)
        assert workshop.output.is_symlink()
        assert shown in (old, new)
        if shown == new:
            workshop.build("--data", str(small.root / "data"))

    _kill_at_moments(workshop, duration, prepare)
    code, said = workshop.build()
    assert code == 0, said
    assert tree(workshop.output) == new
    assert workshop.leftovers() == []


@pytest.mark.tries(MOMENTS)
def test_no_half_first_site(tmp_path: Path) -> None:
    """Killed at many moments, a first build leaves no site, or a whole one."""
    workshop, duration = _real(tmp_path / "project")
    whole = tree(workshop.output)

    def prepare() -> None:
        assert not os.path.lexists(workshop.output) or tree(workshop.output) == whole
        workshop.output.unlink(missing_ok=True)

    workshop.output.unlink()
    _kill_at_moments(workshop, duration, prepare)
    code, said = workshop.build()
    assert code == 0, said
    assert tree(workshop.output) == whole
    assert workshop.leftovers() == []


STEPS = ("tempfile.mkdtemp", "subprocess.run", "Path.symlink_to", "Path.replace", "shutil.rmtree")
DYING_BUILD = Path(__file__).with_name("dying_build.py")


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_each_step_may_be_the_last(
    small: Workshop, tmp_path: Path, step: str, *, done: bool
) -> None:
    """Killed just before or after any step of the exchange, the old site or the new one stands."""
    workshop = Workshop(shutil.copytree(small.root, tmp_path / "project", symlinks=True))
    old = tree(workshop.output)
    with (workshop.root / "content/pages/about.md").open("a", encoding="utf-8") as stream:
        stream.write("A new sentence.\n")
    killed = subprocess.run(
        [sys.executable, DYING_BUILD, step, "after" if done else "before"],
        cwd=workshop.root,
        env={**os.environ, "PYTHONPATH": str(workshop.root)},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    shown = tree(workshop.output)
    is_new = "A new sentence." in (workshop.output / "about/index.html").read_text("utf-8")
    assert is_new is (STEPS.index(step) + done > STEPS.index("Path.replace"))
    assert is_new or shown == old
    code, said = workshop.build()
    assert code == 0, said
    assert not is_new or tree(workshop.output) == shown
    assert workshop.leftovers() == []
