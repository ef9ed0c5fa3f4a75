"""Draws charts: as Vega-Lite of Altair, and that as SVG and PNG with the font that ships with us.

Two SVGs are made of one drawing. On a page colours are variables of the stylesheet, so that dark
and forced colours hold, and the page's font is used; a file has the light colours.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

import altair as alt
import vl_convert

from reporting.bundled import THEME
from reporting.site.charts.chart import Chart, ChartShape

FONTS = THEME / "fonts"
FONT = "JCM Charts"
SIZE = 13
WIDE, NARROW, SMALL = 720, 340, 320
KINDS = {WIDE: "wide-chart", NARROW: "narrow-chart", SMALL: "small-chart"}
"""The widths, in pixels: on a page, on that of a phone, in the list; and what each is called."""
ROOM = 1.2  # of names and values: the font of a page may be wider
HEIGHT, LOW, STEP, PANEL = 300, 110, 30, 90
PANELS_IN_ROW = {WIDE: 4, NARROW: 2, SMALL: 2}
NAMES = 270  # beside lying bars; on a narrow drawing they stand above them
NAMED_STEP, NAMED_BAR, ABOVE = 46, 16, -17
DIGIT = 8  # pixels that one takes, with a little room
INK, SOFT, LINE, PAPER = "#010101", "#020202", "#030303", "#040404"
FIRST, SECOND = "#050505", "#060606"
COLOURS: Mapping[str, tuple[str, str]] = {
    INK: ("--ink", "#1c2430"),
    SOFT: ("--soft", "#565f6b"),
    LINE: ("--line", "#d9d6cc"),
    PAPER: ("--paper", "#fbfaf6"),
    FIRST: ("--bar", "#4f82b3"),
    SECOND: ("--accent", "#b63a24"),
}
"""What stands for a colour while a chart is drawn: its variable on a page, its value in a file."""
NOT_ON_A_PAGE = re.compile(r' (?:aria-[a-z]+|role|class|font-family|xmlns:xlink|version)="[^"]*"')
CLIP = re.compile(r"\bclip\d+\b")


class LetterError(ValueError):
    """A text that the font of the charts has no letter for."""


def vega_lite(chart: Chart, lang: str, *, below: str) -> dict[str, Any]:
    """Return a chart that stands alone as Vega-Lite, in the light colours.

    Args:
        chart: The chart.
        lang: The language of its texts.
        below: What stands below its title: where it is from, and of when.
    """
    unit = chart.unit[lang]
    title = {
        "text": chart.title[lang],
        "subtitle": [unit, chart.about[lang], below],
        "anchor": "start",
        "offset": 12,
    }
    spec = {**_spec(chart, lang, WIDE), "title": title, "padding": 16}
    return dict(json.loads(_coloured(json.dumps(spec, ensure_ascii=False))))


def for_file(spec: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """Return a chart as a file of its own: SVG and PNG."""
    svg = _svg(spec)
    return svg.encode(), png(svg, scale=2)


def png(svg: str, *, scale: float = 1) -> bytes:
    """Return an SVG as PNG, its texts in the font of the charts."""
    _font()
    _refuse_unknown(svg)
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def for_page(chart: Chart, lang: str, width: int) -> str:
    """Return a chart as SVG within a page, named by its title; its table stands beside it."""
    svg = NOT_ON_A_PAGE.sub("", _svg(_spec(chart, lang, width), f"{chart.name}-{width}-"))
    svg = re.sub(rf'<rect width="[^"]*" height="[^"]*" fill="{PAPER}"/>', "", svg, count=1)
    for mark, (variable, _) in COLOURS.items():
        svg = svg.replace(f'"{mark}"', f'"var({variable})"')
    svg = re.sub(r' width="[^"]*" height="[^"]*"', "", svg, count=1)
    opening = f'<svg class="{KINDS[width]}" role="img"'
    named = f"<title>{escape(chart.title[lang])}</title>"
    return re.sub(r"^<svg([^>]*)>", rf"{opening}\1>{named}", svg, count=1)


def _coloured(text: str) -> str:
    for mark, (_, colour) in COLOURS.items():
        text = text.replace(f'"{mark}"', f'"{colour}"')
    return text


def _svg(spec: Mapping[str, Any], prefix: str = "") -> str:
    _font()
    text = json.dumps(spec, ensure_ascii=False)
    _refuse_unknown(text)
    svg = str(vl_convert.vegalite_to_svg(text))
    # They are counted on from drawing to drawing: the same chart would not be the same bytes.
    numbers = {
        each: f"{prefix}clip{at}" for at, each in enumerate(dict.fromkeys(CLIP.findall(svg)))
    }
    return CLIP.sub(lambda found: numbers[found[0]], svg)


def _refuse_unknown(text: str) -> None:
    if missing := sorted({*text} - _letters()):
        msg = f"no letter for {missing} in {FONT}; make the font again: tests/fonts/make.py"
        raise LetterError(msg)


@cache
def _font() -> None:
    # An unknown font draws no text and says nothing.
    vl_convert.register_font_directory(str(FONTS))


@cache
def _letters() -> frozenset[str]:
    return frozenset((FONTS / "characters.txt").read_text(encoding="utf-8"))


def _rows(chart: Chart, lang: str) -> Iterator[dict[str, Any]]:
    for place, bar in enumerate(chart.bars):
        for order, (code, name) in enumerate(chart.series.items()):
            yield {
                "place": place,
                "label": bar.label[lang],
                "group": bar.group[lang] if bar.group else "",
                "order": order,
                "series": name[lang],
                "value": bar.values.get(code),
            }


def _spec(chart: Chart, lang: str, width: int) -> dict[str, Any]:
    data = alt.InlineData(values=[*_rows(chart, lang)])
    names = [each[lang] for each in chart.series.values()]
    drawn = {
        ChartShape.YEARS: _upright,
        ChartShape.NAMES: _lying,
        ChartShape.PANELS: _panels,
    }[chart.shape](_bars(data, names), width)
    return dict(_configured(drawn).to_dict())


def _bars(data: alt.InlineData, names: Sequence[str]) -> alt.Chart:
    bars: alt.Chart = alt.Chart(data).mark_bar(strokeWidth=1.5, cornerRadius=1)
    if len(names) == 1:
        return bars.encode(color=alt.value(FIRST))
    # The second is hollow: the two differ without colours, too.
    fill = alt.Scale(domain=names, range=[SECOND, PAPER])
    edge = alt.Scale(domain=names, range=[SECOND, FIRST])
    return bars.encode(
        color=alt.Color("series:N", scale=fill).legend(
            title=None, orient="top", symbolType="square"
        ),
        stroke=alt.Stroke("series:N", scale=edge).legend(None),
        order=alt.Order("order:Q"),
    )


def _across() -> alt.X:
    return alt.X("label:O", sort=alt.SortField("place")).axis(
        title=None, labelAngle=0, labelOverlap="greedy", labelSeparation=8, ticks=False
    )


def _up(ticks: int) -> alt.Y:
    # Rounded up to a line of the grid: one stands above the longest bar.
    return alt.Y("sum(value):Q", scale=alt.Scale(nice=ticks)).axis(
        title=None, format=",d", tickCount=ticks, tickMinStep=1, domain=False, labelPadding=6
    )


def _upright(bars: alt.Chart, width: int) -> alt.Chart | alt.LayerChart | alt.FacetChart:
    height, ticks = (LOW, 2) if width == SMALL else (HEIGHT, 5)
    totals, across = _totals(bars.data), width - 70
    standing = bars.encode(x=_across(), y=_up(ticks))
    drawn: alt.Chart | alt.LayerChart | alt.FacetChart = standing
    longest = max(len(f"{each:,}") for each in totals)
    if width != SMALL and longest * DIGIT * len(totals) <= across:
        values = (
            alt.Chart(bars.data)
            .mark_text(dy=-8)
            .encode(x=_across(), y=_up(ticks), text=alt.Text("sum(value):Q", format=",d"))
        )
        drawn = alt.layer(standing, values)
    return drawn.properties(width=across, height=height)


def _panels(bars: alt.Chart, width: int) -> alt.FacetChart:
    across = PANELS_IN_ROW[width]
    return (
        bars.encode(x=_across(), y=_up(2))
        .properties(width=(width - 40) / across - 25, height=PANEL)
        .facet(
            alt.Facet("group:N", sort=alt.EncodingSortField("place", op="min"), title=None),
            columns=across,
        )
    )


def _lying(bars: alt.Chart, width: int) -> alt.LayerChart | alt.FacetChart:
    is_narrow = width != WIDE
    most = max([1, *_totals(bars.data)])
    along = alt.X("sum(value):Q", scale=alt.Scale(domain=[0, ROOM * most], nice=False)).axis(None)
    below = alt.Y("place:O")
    names = (
        below.axis(None)
        if is_narrow
        else below.axis(
            title=None,
            ticks=False,
            domain=False,
            labelLimit=NAMES,
            labelPadding=6,
            labelExpr=_named(bars.data),
            minExtent=_room(bars.data),
        )
    )
    laid = bars.encode(x=along, y=names)
    if is_narrow:
        laid = laid.mark_bar(strokeWidth=1.5, cornerRadius=1, size=NAMED_BAR)
    values = (
        alt.Chart(bars.data)
        .mark_text(align="left", dx=6)
        .encode(x=along, y=names, text=alt.Text("sum(value):Q", format=",d"))
    )
    layers = [laid, values]
    if is_narrow:
        above = alt.Chart(bars.data).mark_text(align="left", dy=ABOVE, limit=width)
        layers.append(above.encode(x=alt.value(0), y=names, text="label:N"))
    room = 10 if is_narrow else NAMES + 10
    step = NAMED_STEP if is_narrow else STEP
    return alt.layer(*layers).properties(width=width - room, height=alt.Step(step))


def _totals(data: alt.InlineData) -> list[int]:
    totals: dict[int, int] = {}
    for row in data.values:
        totals[row["place"]] = totals.get(row["place"], 0) + (row["value"] or 0)
    return [*totals.values()]


def _room(data: alt.InlineData) -> int:
    """Return the width that the longest name takes in a font a fifth wider than ours."""
    widths = (
        sum(SIZE if east_asian_width(letter) in "WF" else SIZE * 0.6 for letter in row["label"])
        for row in data.values
    )
    return min(NAMES, round(ROOM * max(widths, default=0)))


def _named(data: alt.InlineData) -> str:
    """Return the expression that writes the name of a place: two places may have one name."""
    names = {row["place"]: row["label"] for row in data.values}
    return f"{json.dumps([*names.values()], ensure_ascii=False)}[datum.value]"


def _configured(drawn: Any) -> Any:  # noqa: ANN401 - any of Altair's charts
    return drawn.configure(
        background=PAPER,
        font=FONT,
        axis=alt.AxisConfig(
            labelFont=FONT,
            labelFontSize=SIZE,
            labelColor=SOFT,
            gridColor=LINE,
            domainColor=LINE,
            tickColor=LINE,
        ),
        legend=alt.LegendConfig(labelFont=FONT, labelFontSize=SIZE, labelColor=INK),
        title=alt.TitleConfig(
            font=FONT,
            fontSize=18,
            fontWeight="normal",
            color=INK,
            subtitleFont=FONT,
            subtitleFontSize=SIZE,
            subtitleColor=SOFT,
        ),
        header=alt.HeaderConfig(labelFont=FONT, labelFontSize=SIZE, labelColor=INK),
        text=alt.MarkConfig(font=FONT, fontSize=SIZE, color=INK),
        view=alt.ViewConfig(stroke=None),
    )
