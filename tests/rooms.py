"""The rooms of the house and their arrows, drawn from the imports: ``python -m tests.rooms``."""

import re
from pathlib import Path

import grimp

PAGE = Path("docs/architecture.md")
ROOMS = re.compile(r"(?<=<!-- rooms -->\n)(.*?)(?=<!-- end of rooms -->)", re.DOTALL)
PACKAGE = "reporting"


def rooms() -> str:
    """Return a list of the rooms: what each is for, and which it imports; the lowest last."""
    graph = grimp.build_graph(PACKAGE)
    names = sorted(graph.find_children(PACKAGE))
    arrows = {
        room: sorted(
            other
            for other in names
            if other != room
            and graph.direct_import_exists(importer=room, imported=other, as_packages=True)
        )
        for room in names
    }
    floors: dict[str, int] = {}
    while len(floors) < len(names):
        before = len(floors)
        for room in names:
            if room not in floors and all(other in floors for other in arrows[room]):
                floors[room] = 1 + max((floors[other] for other in arrows[room]), default=0)
        if len(floors) == before:
            msg = f"these import each other: {', '.join(sorted(set(names) - set(floors)))}"
            raise ValueError(msg)
    lines = ["| Room | For | Imports |", "|---|---|---|"]
    for room in sorted(names, key=lambda each: (-floors[each], each)):
        imported = ", ".join(_short(each) for each in arrows[room]) or "–"
        lines.append(f"| {_short(room)} | {_purpose(room)} | {imported} |")
    return "\n".join([*lines, ""])


def _short(room: str) -> str:
    return f"`{room.removeprefix(f'{PACKAGE}.')}`"


def _purpose(room: str) -> str:
    """Return the first line of what a room says of itself."""
    place = Path(*room.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return file.read_text(encoding="utf-8").split('"""')[1].strip().splitlines()[0].rstrip(".")


if __name__ == "__main__":
    PAGE.write_text(ROOMS.sub(lambda _: rooms(), PAGE.read_text("utf-8")), encoding="utf-8")
