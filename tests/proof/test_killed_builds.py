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
from tests.site.workshop import Workshop, tree

pytestmark = pytest.mark.proof

MOMENTS = 6 * DEPTH
TRIES = 5
SEED = 20261121
SENTENCE = "A new sentence."


@pytest.fixture
def workshop(plain_workshop: Workshop) -> Workshop:
    """Return a built copy of the project for one test to break."""
    return plain_workshop


@pytest.fixture(scope="module")
def ready(plain: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of a new site."""
    pages = shutil.copytree(plain.output, tmp_path_factory.mktemp("ready") / "pages")
    with (pages / "about" / "index.html").open("a", encoding="utf-8") as stream:
        stream.write(f"{SENTENCE}\n")
    return pages


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


def _built(workshop: Workshop) -> float:
    """Build, and return how long that took."""
    started = time.monotonic()
    code, said = workshop.build()
    assert code == 0, said
    return time.monotonic() - started


@pytest.mark.tries(MOMENTS)
def test_an_old_site_stays(workshop: Workshop) -> None:
    """Killed at many moments, a build leaves the old site, or the new one if it was done."""
    about = workshop.root / "content/pages/about.md"
    before, old = about.read_text("utf-8"), tree(workshop.output)
    after = f"{before}\n{SENTENCE}\n"
    about.write_text(after, encoding="utf-8")
    duration = _built(workshop)
    new = tree(workshop.output)
    assert old != new

    def prepare() -> None:
        shown = tree(workshop.output)
        assert workshop.output.is_symlink()
        assert shown in (old, new)
        if shown == new:
            about.write_text(before, encoding="utf-8")
            _built(workshop)
            about.write_text(after, encoding="utf-8")

    _kill_at_moments(workshop, duration, prepare)
    _built(workshop)
    assert tree(workshop.output) == new
    assert workshop.leftovers() == []


@pytest.mark.tries(MOMENTS)
def test_no_half_first_site(workshop: Workshop) -> None:
    """Killed at many moments, a first build leaves no site, or a whole one."""
    whole = tree(workshop.output)
    duration = _built(workshop)

    def prepare() -> None:
        assert not os.path.lexists(workshop.output) or tree(workshop.output) == whole
        workshop.output.unlink(missing_ok=True)

    workshop.output.unlink()
    _kill_at_moments(workshop, duration, prepare)
    _built(workshop)
    assert tree(workshop.output) == whole
    assert workshop.leftovers() == []


STEPS = ("tempfile.mkdtemp", "subprocess.run", "Path.symlink_to", "Path.replace", "shutil.rmtree")
DYING_BUILD = Path(__file__).with_name("dying_build.py")


def _exchange(workshop: Workshop, ready: Path, *step: str) -> subprocess.CompletedProcess[str]:
    """Put what is ready in the place of the old site; killed at a step, if one is named."""
    return subprocess.run(
        [sys.executable, DYING_BUILD, ready, *step],
        cwd=workshop.root,
        env={**os.environ, "PYTHONPATH": str(workshop.root)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_each_step_may_be_the_last(
    workshop: Workshop, ready: Path, step: str, *, done: bool
) -> None:
    """Killed just before or after any step of the exchange, the old site or the new one stands."""
    old, new = tree(workshop.output), tree(ready)
    assert old != new
    killed = _exchange(workshop, ready, step, "after" if done else "before")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    is_new = STEPS.index(step) + done > STEPS.index("Path.replace")
    assert tree(workshop.output) == (new if is_new else old)
    lived = _exchange(workshop, ready)
    assert lived.returncode == 0, lived.stderr
    assert tree(workshop.output) == new
    assert workshop.leftovers() == []
