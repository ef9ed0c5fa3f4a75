"""The page about the architecture says what is so."""

import ast
import re
from collections import Counter
from pkgutil import resolve_name

from tests.rooms import PAGE, ROOMS, rooms
from tests.shared import ROOT

NAME = re.compile(r"`(reporting(?:\.\w+)+)`")
NAMED = re.compile(r"``([a-z_0-9]+)``")
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


def test_what_a_room_says_to_read_is_in_it() -> None:
    """The first page of a package leads to modules that are there."""
    for page in sorted((ROOT / "reporting").rglob("__init__.py")):
        said = page.read_text(encoding="utf-8").split('"""')[1]
        if "Read " in said:
            for each in NAMED.findall(said[said.index("Read ") :]):
                place = page.parent / each
                assert place.is_dir() or place.with_suffix(".py").is_file(), f"{page}: {each}"


def test_a_class_name_means_one_thing() -> None:
    """No two classes that others may use have one name."""
    named = Counter(
        node.name
        for path in (ROOT / "reporting").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in named.items() if count > 1] == []
