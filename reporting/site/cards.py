"""The pictures that stand for pages where they are shared: name, kind of page, site and seal.

One for the home page, for each section, for each partner and for what is made up, in each language.
A picture takes about a tenth of a second: projects, of which there are most, have the one of their
section. They are drawn only where the site's address is known: nobody finds them without it.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from PIL import Image

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
PAPER, INK, SOFT, ACCENT = "#fbfaf6", "#1c2430", "#565f6b", "#b63a24"
COLOURS = 32  # four, and what lies between two at the edge of a letter


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
    """Return a PNG with a palette, some seventh as large."""
    picture = BytesIO()
    with Image.open(BytesIO(drawn)) as whole:
        palette = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        palette.save(picture, "PNG", optimize=True)
    return picture.getvalue()
