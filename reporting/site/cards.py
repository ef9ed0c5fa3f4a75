"""The pictures that stand for pages where they are shared: name, kind of page, site and seal.

One for the home page, for each section, for each partner and for what is made up, in each language.
A picture takes about a tenth of a second: projects, of which there are most, have the one of their
section. They are drawn only where the site's address is known: nobody finds them without it.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from reporting.bundled import EXAMPLE
from reporting.messages import LANGUAGES, Bilingual, _, bilingual
from reporting.site.assets import seal
from reporting.site.charts.drawing import FONT, png
from reporting.site.dataset import SiteRecord
from reporting.site.downloads import EXAMPLE_DATA
from reporting.site.navigation import SECTIONS, section_of

CARDS = "cards/"
SITE = "JCM Open Data"
WIDTH, HEIGHT = 1200, 630
MARGIN, LARGEST = 80, 104
PAPER, INK, SOFT, ACCENT, WHITE = "#fbfaf6", "#1c2430", "#565f6b", "#b63a24", "#ffffff"
MIXED = ((PAPER, INK), (PAPER, SOFT), (PAPER, ACCENT), (WHITE, ACCENT))
STEPS = 12  # from one colour to the other, at the edge of a letter
SUB = 1  # what a row of a PNG begins with if each pixel is told by its difference from the last
SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = 2000  # rows: seal and name of the site are the same on each picture


def card_address(path: str, lang: str) -> str:
    """Return where the picture of a page stands.

    Args:
        path: Address of the page below the language.
        lang: Its language.
    """
    section = section_of(path)
    if path.startswith((f"{EXAMPLE}/", EXAMPLE_DATA)):
        name = EXAMPLE
    elif re.fullmatch(r"partners/[a-z]{3}/", path):
        name = path.strip("/").replace("/", "-")
    else:
        name = section.pages[0].path.strip("/") if section else "home"
    return f"{CARDS}{name}.{lang}.png"


def cards(record: SiteRecord) -> dict[str, bytes]:
    """Return every picture, by its address."""
    return {
        card_address(path, lang): _few_colours(png(_drawing(*(text[lang] for text in texts))))
        for path, texts in _told(record)
        for lang in LANGUAGES
    }


def _told(record: SiteRecord) -> Iterator[tuple[str, tuple[Bilingual, Bilingual, Bilingual]]]:
    """Yield of each picture a page, its title, what stands above and what at the foot."""
    foot = _("Derived from public sources, not official")
    programme = _("Japan's Joint Crediting Mechanism")
    yield "", (_("Joint Crediting Mechanism"), _("The public record as open data"), foot)
    for section in SECTIONS:
        yield section.pages[0].path, (section.name, programme, foot)
    for row in record.rows("partners"):
        name = bilingual(row["name"], row["name_ja"])
        yield f"partners/{row['partner'].lower()}/", (name, _("Partner"), foot)
    nothing = _("No Party, figure or event on this page exists.")
    illustration = _("Made-up data, for illustration only.")
    yield f"{EXAMPLE}/", (_("Example, made up"), illustration, nothing)


def _drawing(title: str, above: str, foot: str) -> str:
    """Return a picture as SVG; a long title is written smaller."""
    room = WIDTH - 2 * MARGIN
    size = min(LARGEST, room / sum(1 if east_asian_width(each) in "WF" else 0.6 for each in title))
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" \
width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}" fill="{SOFT}">
<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>
<rect width="{WIDTH}" height="16" fill="{ACCENT}"/>
<svg x="{MARGIN}" y="76" width="96" height="96" viewBox="0 0 48 48">{seal()}</svg>
<text x="200" y="140" font-size="44" fill="{INK}">{SITE}</text>
<text x="{MARGIN}" y="300" font-size="36">{escape(above)}</text>
<text x="{MARGIN}" y="420" font-size="{size:.0f}" fill="{INK}">{escape(title)}</text>
<text x="{MARGIN}" y="560" font-size="30">{escape(foot)}</text>
</svg>"""


def _few_colours(drawn: bytes) -> bytes:
    """Return a PNG of ours with a palette, a quarter as large or less.

    A PNG whose rows are told otherwise stays as it is.
    """
    step = 1 + 4 * WIDTH
    rows = zlib.decompress(b"".join(part for kind, part in _parts(drawn) if kind == b"IDAT"))
    if {*rows[::step]} != {SUB}:
        return drawn
    told = b"".join(b"\0" + _numbered(rows[at + 1 : at + step]) for at in range(0, len(rows), step))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    palette = bytes(channel for colour in _palette() for channel in colour)
    parts = {b"IHDR": header, b"PLTE": palette, b"IDAT": zlib.compress(told, 9), b"IEND": b""}
    return SIGNATURE + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in parts.items()
    )


def _parts(drawn: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each part of a PNG."""
    at = len(SIGNATURE)
    while at < len(drawn):
        size, kind = struct.unpack_from(">I4s", drawn, at)
        yield kind, drawn[at + 8 : at + 8 + size]
        at += 12 + size


@lru_cache(maxsize=KEPT)
def _numbered(row: bytes) -> bytes:
    """Return the number in the palette of each pixel of a row."""
    channels = ([each & 255 for each in accumulate(row[at::4])] for at in range(3))
    return bytes(_nearest(colour) for colour in zip(*channels, strict=True))


@cache
def _nearest(colour: tuple[int, ...]) -> int:
    def distance(number: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(colour, _palette()[number], strict=True))

    return min(range(len(_palette())), key=distance)


@cache
def _palette() -> tuple[tuple[int, ...], ...]:
    """Return the colours, and what lies between two that meet."""
    mixed = (
        tuple(
            (a * (STEPS - step) + b * step) // STEPS
            for a, b in zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
        )
        for one, other in MIXED
        for step in range(STEPS + 1)
    )
    return tuple(dict.fromkeys(mixed))
