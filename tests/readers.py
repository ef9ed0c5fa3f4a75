"""Which tests read the record of this checkout, and the watch that no other test does.

What holds of the record is judged by validation and reconciliation; a test of the code takes the
small record (``tests.site.cut``) or the example. The readers hold of any valid record: ``make
proof`` runs them with another one. What a process reads that a test starts is not heard; those
start the command in folders of their own.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.shared import ROOT

READERS = (
    "tests/browser/test_pages.py",
    "tests/site/test_article6.py",
    "tests/site/test_charts.py",
    "tests/site/test_compare.py",
    "tests/site/test_data_packages.py",
    "tests/site/test_downloads.py",
    "tests/site/test_figures.py",
    "tests/site/test_folders.py",
    "tests/site/test_forms.py",
    "tests/site/test_html.py",
    "tests/site/test_links.py",
    "tests/site/test_news.py",
    "tests/site/test_organisations.py",
    "tests/site/test_pages.py",
    "tests/site/test_public.py",
    "tests/site/test_rules.py",
    "tests/site/test_search.py",
    "tests/site/test_versions.py",
    "tests/site/test_world_map.py",
    "tests/test_cli_add.py",
    "tests/test_data_commits.py",
    "tests/test_installed.py",
)
PROOFS = ROOT / "tests" / "proof"
RECORD = tuple(f"{ROOT / 'data' / name}{os.sep}" for name in ("jcm", "article6", "snapshots"))


class Watch:
    """What refuses every test but the readers a table of the record."""

    def __init__(self) -> None:
        """Hear of every file that is opened from now on."""
        self.at: Path | None = None
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and self.at is not None and isinstance(arguments[0], str | Path):
            self.refuse(arguments[0])

    def refuse(self, path: str | Path) -> None:
        """Refuse a table of the record to the test at work, if it is no reader.

        Raises:
            AssertionError: The test is none.
        """
        name = os.path.abspath(path)  # noqa: PTH100 - on every file opened: no links, no Path
        if name.startswith(RECORD) and name.endswith(".csv") and not self._is_reader():
            msg = (
                f"{self.at} reads {name}: take the small record (the fixture small_data), or, if it"
                " holds of any valid record, name it in tests/readers.py"
            )
            raise AssertionError(msg)

    def _is_reader(self) -> bool:
        at = self.at
        return at is None or PROOFS in at.parents or at in {ROOT / each for each in READERS}

    def heeding(self, read: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that reads a file by other means than Python's, watched too."""

        def watched(path: str | Path, *arguments: object, **options: object) -> Any:  # noqa: ANN401 - as it does
            if self.at is not None:
                self.refuse(path)
            return read(path, *arguments, **options)

        return watched
