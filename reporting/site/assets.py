"""Style, scripts and icons: each has the hash of its content in its name.

Whoever has a file may keep it for ever, as another content has another name; and a page says which
content it means, so that a browser runs no other. Only here is a name put together.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256, sha384

from reporting.bundled import THEME
from reporting.site.charts.drawing import png

ASSETS = "assets/"
STATIC = THEME / "static"
SEAL = "seal.svg"
SIDE = 48  # of the seal, in its own units
ICON, TOUCH_ICON = "icon.png", "touch-icon.png"
ICON_SIZE, TOUCH_SIZE = 32, 180
GROUND = "#b63a24"
DIGITS = 12  # of the hash in a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that pages load.

    Attributes:
        path: Where it stands, from the root of the site.
        integrity: What a page that loads it says of its content.
        content: Its bytes.
    """

    path: str
    integrity: str
    content: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """Return every file by the name that it has without a hash."""
    files = {each.name: each.read_bytes() for each in sorted(STATIC.iterdir())}
    return {name: _asset(name, content) for name, content in {**files, **_icons()}.items()}


def _asset(name: str, content: bytes) -> Asset:
    stem, _dot, ending = name.rpartition(".")
    return Asset(
        path=f"{ASSETS}{stem}.{sha256(content).hexdigest()[:DIGITS]}.{ending}",
        integrity=f"sha384-{b64encode(sha384(content).digest()).decode()}",
        content=content,
    )


def seal() -> str:
    """Return the drawing that stands for the site, as SVG."""
    return (STATIC / SEAL).read_text(encoding="utf-8")


def _icons() -> Mapping[str, bytes]:
    """Return the seal as PNG: for browsers without SVG, and for the screens of telephones.

    These cut the corners themselves, and show black where nothing is drawn.
    """
    ground = f'<rect width="{SIDE}" height="{SIDE}" fill="{GROUND}"/>'
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
    return {
        ICON: png(seal(), scale=ICON_SIZE / SIDE),
        TOUCH_ICON: png(f"{whole}{ground}{seal()}</svg>", scale=TOUCH_SIZE / SIDE),
    }
