"""The examples of additions run as they stand in the documentation."""

import shutil
from pathlib import Path

import pytest

from reporting.packages import rules
from tests.shared import ROOT
from tests.test_api import code_of


def test_the_examples_run(
    small_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table, a rule, a check and a form: each step stands on those before it."""
    shutil.copytree(small_data, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(rules, "KINDS", rules.KINDS)
    known: dict[str, object] = {"__name__": "extending"}
    steps = code_of(ROOT / "docs" / "extending.md")
    assert len(steps) == 6
    for step in steps:
        exec(step, known)  # noqa: S102 - our own documentation
