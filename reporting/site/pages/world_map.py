"""The partners on a map of the world, shaded by how many projects of each are listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporting.site.dataset import Row, SiteRecord

JAPAN = "JPN"
AREA = "area"
SHADES: Mapping[int, str] = {0: "none", 1: "few", 5: "some", 15: "many"}
"""From how many projects on a partner has which shade."""
SIZE = (960, 420)
"""Width and height of what is shown of the drawing of ``nomenclature/country_shapes``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedPartner:
    """A partner on the map.

    Attributes:
        row: The partner.
        projects: How many are listed.
        shade: One of `SHADES`.
        outline: An SVG path; empty where it is a point.
        at: Where its point stands, in units of the drawing; empty where it is an area.
    """

    row: Row
    projects: int
    shade: str
    outline: str = ""
    at: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldMap:
    """What is drawn.

    Attributes:
        land: Every area that is neither Japan nor a partner, as one path.
        japan: Japan.
        partners: The partners, those without projects first, so that no other covers a point.
        without: Partners of which there is no shape.
        changes: What is drawn otherwise than in the source of the shapes.
        size: Width and height of the drawing.
    """

    land: str
    japan: str
    partners: Sequence[MappedPartner]
    without: Sequence[Row]
    changes: Sequence[Row]
    size: tuple[int, int] = SIZE


def world_map(record: SiteRecord) -> WorldMap:
    """Return the map of the partners of a record."""
    shapes = {
        row["country"] or row["shape_id"]: row for row in record.rows("nomenclature/country_shapes")
    }
    mapped, without = [], []
    for row in record.rows("partners"):
        shape = shapes.pop(row["partner"], None)
        if shape is None:
            without.append(row)
        else:
            listed = len(record.where("projects", "partner", row["partner"]))
            mapped.append(_mapped(row, listed, shape))
    japan = shapes.pop(JAPAN, None)
    return WorldMap(
        land="".join(each["path"] for each in shapes.values() if each["kind"] == AREA),
        japan=japan["path"] if japan else "",
        partners=sorted(mapped, key=lambda each: (bool(each.at), each.row["name"])),
        without=without,
        changes=record.rows("nomenclature/country_shape_changes"),
    )


def shade(projects: int) -> str:
    """Return the shade of a partner with so many projects."""
    return SHADES[max(least for least in SHADES if least <= projects)]


def _mapped(row: Row, projects: int, shape: Row) -> MappedPartner:
    is_area = shape["kind"] == AREA
    return MappedPartner(
        row=row,
        projects=projects,
        shade=shade(projects),
        outline=shape["path"] if is_area else "",
        at=() if is_area else shape["path"].split(","),
    )
