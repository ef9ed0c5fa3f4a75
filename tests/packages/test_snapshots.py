"""A package that is a snapshot says what it describes, when and where it was read; no version."""

from pathlib import Path
from typing import Any

import pytest

from reporting.packages import open_package
from reporting.packages.snapshots import snapshot_faults, snapshot_folders
from tests.packages.states import written

SAID = {
    "content_date": "2001-02",
    "read_on": "2003-04-05",
    "via": "a copy",
    "via@ja": "写し",
    "source_id": "somebody",
}


def test_what_a_snapshot_says_is_enough() -> None:
    """A day, a month or a year; other packages say nothing of the kind."""
    assert list(snapshot_faults({"version": "1"})) == []
    for content in ("2001", "2001-02", "2001-02-28"):
        assert list(snapshot_faults({**SAID, "content_date": content})) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"read_on": None}, "read_on"),
        ({"via@ja": ""}, "via@ja"),
        ({"source_id": 1}, "source_id"),
        ({"version": "1"}, "version"),
        ({"content_date": "October 2001"}, "October"),
        ({"content_date": "2001-13"}, "2001-13"),
        ({"content_date": 2001}, "content_date"),
        ({"read_on": "2003-04"}, "2003-04"),
        ({"read_on": "2003-02-30"}, "2003-02-30"),
        ({"read_on": "2000-12-31"}, "before"),
    ],
)
def test_what_it_lacks_is_a_fault(change: dict[str, Any], word: str) -> None:
    """One fault, which names what is wrong."""
    (fault,) = snapshot_faults({**SAID, **change})
    assert word in fault


def test_opening_a_snapshot_finds_its_faults(tmp_path: Path) -> None:
    """``jcm validate`` says so as of any descriptor."""
    folder = written(tmp_path / "snapshots" / "one", [{"id": "a"}])
    descriptor = folder / "datapackage.json"
    text = descriptor.read_text("utf-8").replace("{", '{"content_date": "2001", ', 1)
    descriptor.write_text(text, encoding="utf-8")
    _package, findings = open_package(folder)
    assert {each.code for each in findings} == {"descriptor-unlike-ours"}
    assert snapshot_folders(tmp_path) == [folder]
