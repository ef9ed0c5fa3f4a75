"""What the workers of one test run share: made by whoever needs it first."""

import fcntl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Shared:
    """A folder of all workers."""

    folder: Path

    def made(self, name: str, make: Callable[[Path], None]) -> Path:
        """Return a folder, made once; a worker that needs it meanwhile waits.

        Args:
            name: Its name.
            make: Fills it; what fails is tried again by the next.
        """
        place, done = self.folder / name, self.folder / f"{name}.made"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                place.mkdir(exist_ok=True)
                make(place)
                done.touch()
        return place
