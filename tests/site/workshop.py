"""A copy of the project in a folder of its own, to build from, to break and to kill."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.shared import ROOT

PARTS = (
    *("pelicanconf.py", "reporting", "theme", "content", "CHANGELOG.md"),
    *("docs/glossary.csv", "docs/code_words.csv", "tests/worked_examples"),
)
FORMS = ROOT / "content" / "forms.toml"
UNDER_WAY = shutil.ignore_patterns("*.pyc.*")  # compiled modules that another test is writing
JCM = (sys.executable, "-c", "from reporting.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Workshop:
    """A copy of the project.

    Attributes:
        root: Its folder.
    """

    root: Path

    @classmethod
    def copy(cls, root: Path, data: Path, forms: Path = FORMS) -> "Workshop":
        """Copy what a build needs, with the data of a folder and the forms that a file names."""
        root.mkdir(parents=True)
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, root / part, ignore=UNDER_WAY)
            else:
                (root / part).parent.mkdir(exist_ok=True)
                shutil.copy(ROOT / part, root / part)
        shutil.copytree(data, root / "data")
        shutil.copy(forms, root / "content")
        return cls(root)

    @property
    def output(self) -> Path:
        """Return the address of the site."""
        return self.root / "output"

    @property
    def staging(self) -> Path:
        """Return the folder in which sites are made."""
        return self.root / ".site"

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start a build with the code of the copy, in a process group of its own."""
        return subprocess.Popen(
            [*JCM, "site", *arguments],
            cwd=self.root,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def build(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Build, and return the exit code and what was said."""
        with self.start(*arguments, **environment) as build:
            said, _ = build.communicate()
        return build.returncode, said

    def leftovers(self) -> list[str]:
        """Return what stands in the staging folder beside the lock and the sites shown."""
        shown = {each.resolve() for each in self.root.iterdir() if each.is_symlink()}
        return [
            each.name
            for each in self.staging.iterdir()
            if each.name != "lock" and each.resolve() not in shown
        ]


def tree(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
