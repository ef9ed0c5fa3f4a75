"""Write ``data/nomenclature/country_shapes.csv``: ``python -m tests.shapes.make FOLDER``.

FOLDER holds what the npm package world-atlas 2.0.2 has: ``countries-110m.json`` and
``countries-10m.json``, TopoJSON of Natural Earth 4.1.0 (public domain). The table is committed;
this is how it came about, and how it is made again.
"""

import csv
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "data" / "nomenclature" / "country_shapes.csv"
COUNTRIES = ROOT / "data" / "nomenclature" / "countries.csv"
FIELDS = ("shape_id", "country", "kind", "path", "source_id", "confidence", "basis", "note")
SOURCE = "natural-earth-4-1"
WIDTH, CENTRE = 960, 150
# Equal Earth: Savric, Patterson and Jenny, International Journal of GIS 33 (2019), equation 7.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF_WIDTH, HALF_HEIGHT = 2.7066297, 1.3173627591574
SCALE = WIDTH / (2 * HALF_WIDTH)
LEFT_OUT = {"010": "Antarctica"}
MOVED = "Crimea is drawn with Ukraine, not as in the source (country_shape_changes)."
POINT = (
    "Too small for a shape at this scale; the middle of its islands in the source's finest file."
)
NO_CODE = "No code in ISO 3166-1; drawn neutral, and no statement on its status."
Point = tuple[float, float]
Step = tuple[int, int]


def projected(longitude: float, latitude: float) -> Point:
    """Return where a place stands in the drawing, from its degrees."""
    turned = (longitude - CENTRE + 540) % 360 - 180
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = math.radians(turned) * math.cos(theta) / (math.sqrt(3) / 2 * slope)
    y = theta * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return WIDTH / 2 + SCALE * x, SCALE * (HALF_HEIGHT - y)


def arcs(topology: Mapping[str, Any]) -> list[list[Point]]:
    """Return the lines of a TopoJSON in degrees."""
    by, first = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for across, up in arc:
            x, y = x + across, y + up
            points.append((x * by[0] + first[0], y * by[1] + first[1]))
        found.append(points)
    return found


def rings(geometry: Mapping[str, Any], lines: Sequence[list[Point]]) -> Iterator[list[Point]]:
    """Yield the rings of a country, each a list of degrees."""
    several = geometry.get("arcs", ())
    for polygon in [several] if geometry.get("type") == "Polygon" else several:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:
                line = lines[number] if number >= 0 else lines[~number][::-1]
                points += line[1 if points else 0 :]
            yield points


def is_crimea(code: str, ring: Sequence[Point]) -> bool:
    """Tell whether a ring of Russia is the peninsula."""
    across, up = [each[0] for each in ring], [each[1] for each in ring]
    return code == "643" and min(across) > 32 and max(across) < 37 and max(up) < 47


def path(ring: Sequence[Point]) -> str:
    """Return a ring as SVG in whole units; one that the edge of the map cuts is two."""
    pieces: list[list[Step]] = [[]]
    before = 0.0
    for place in ring:
        x, y = projected(*place)
        if pieces[-1] and abs(x - before) > WIDTH / 2:
            pieces.append([])
        pieces[-1].append((round(x), round(y)))
        before = x
    if len(pieces) > 1:
        pieces = [pieces[-1] + pieces[0], *pieces[1:-1]]
    return "".join(map(_drawn, pieces))


def _drawn(piece: Sequence[Step]) -> str:
    kept = [each for at, each in enumerate(piece) if not at or each != piece[at - 1]]
    if len(kept) < 3:
        return ""
    steps = (f"l{after[0] - each[0]},{after[1] - each[1]}" for each, after in pairwise(kept))
    return f"M{kept[0][0]},{kept[0][1]}{''.join(steps)}z".replace(",-", "-")


def _codes() -> dict[str, str]:
    """Return alpha-3 codes by the numbers of ISO 3166-1, as Unicode CLDR knows them."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        listed = {row["alpha2"]: row["alpha3"] for row in csv.DictReader(file)}
    return {
        number: listed[two]
        for number, (two, *_others) in get_global("territory_aliases").items()
        if number.isdecimal() and two in listed
    }


def shapes(coarse: Mapping[str, Any], fine: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the rows: a shape for each area, a point for each country that has none."""
    codes, lines = _codes(), arcs(coarse)
    found: dict[str, str] = {}
    crimea = ""
    for each in coarse["objects"]["countries"]["geometries"]:
        number = each.get("id", "")
        if number in LEFT_OUT:
            continue
        name = codes.get(number) or each["properties"]["name"]
        for ring in rings(each, lines):
            if is_crimea(number, ring):
                crimea += path(ring)
            else:
                found[name] = found.get(name, "") + path(ring)
    found["UKR"] += crimea
    areas = {name: drawn for name, drawn in found.items() if drawn}
    rows = [_row(name, "area", drawn, codes) for name, drawn in areas.items()]
    fine_lines = arcs(fine)
    for each in fine["objects"]["countries"]["geometries"]:
        name = codes.get(each.get("id", ""))
        if name and name not in areas and each.get("id") not in LEFT_OUT:
            places = [place for ring in rings(each, fine_lines) for place in ring]
            middle = [(min(axis) + max(axis)) / 2 for axis in zip(*places, strict=True)]
            x, y = projected(middle[0], middle[1])
            rows.append(_row(name, "point", f"{round(x)},{round(y)}", codes))
    return sorted(rows, key=lambda row: row["shape_id"])


def _row(name: str, kind: str, drawn: str, codes: Mapping[str, str]) -> dict[str, str]:
    is_country = name in codes.values()
    note = POINT if kind == "point" else "" if is_country else NO_CODE
    if name in ("RUS", "UKR"):
        note = MOVED
    return {
        "shape_id": name if is_country else name.lower().replace(".", "").replace(" ", "-"),
        "country": name if is_country else "",
        "kind": kind,
        "path": drawn,
        "source_id": SOURCE,
        "confidence": "high",
        "basis": "derived",
        "note": note,
    }


def main() -> None:
    """Write the table from the folder named."""
    folder = Path(sys.argv[1])
    coarse, fine = (
        json.loads((folder / f"countries-{scale}.json").read_text("utf-8"))
        for scale in ("110m", "10m")
    )
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(shapes(coarse, fine))


if __name__ == "__main__":
    main()
