"""The page about the architecture says what is so."""

import re
from pkgutil import resolve_name

from tests.rooms import PAGE, ROOMS, rooms
from tests.shared import ROOT

NAME = re.compile(r"`(reporting(?:\.\w+)+)`")
FILE = re.compile(r"`((?:theme|reporting)/[\w/.]+)`")


def test_every_name_exists() -> None:
    """What the page names can be imported, or is a file."""
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    names = NAME.findall(page)
    assert len(names) > 1
    for each in names:
        assert resolve_name(each), each
    for each in FILE.findall(page):
        assert (ROOT / each).exists(), each


def test_rooms_are_those_of_the_imports() -> None:
    """The drawing is the one that the imports make: ``invoke architecture`` writes it."""
    (drawn,) = ROOMS.findall((ROOT / PAGE).read_text(encoding="utf-8"))
    assert drawn.strip() == rooms().strip()
