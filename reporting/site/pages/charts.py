"""The charts: their list, and a page for each with its table, data and pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporting.findings import LANGUAGES
from reporting.messages import Bilingual, _
from reporting.packages.csv_text import to_csv
from reporting.renderers.files import to_json
from reporting.site.charts.catalogue import charts
from reporting.site.charts.chart import Chart, ChartBar, ChartShape
from reporting.site.charts.drawing import NARROW, SMALL, WIDE, for_file, for_page, vega_lite
from reporting.site.dataset import SiteRecord
from reporting.site.downloads import Download
from reporting.site.pages.page import SitePage, of_tables
from reporting.site.pages.views import View

ADDRESS = "charts/"


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the list of charts, then each of them, and it alone for other sites to show."""
    every = charts(record)
    drawn = [_drawn(each) for each in every]
    yield of_tables(
        record,
        ADDRESS,
        "charts.html",
        tables=sorted({name for each in every for name in each.tables}),
        rows={"charts": drawn},
    )
    for each, view in zip(every, drawn, strict=True):
        page = _page(record, each, view)
        yield page
        yield replace(
            page,
            path=f"{page.path}embed/",
            template="chart_embed.html",
            files={},
            data=(),
            is_unlisted=True,
        )


def _drawn(chart: Chart) -> View:
    return {
        "chart": chart,
        "address": f"{ADDRESS}{chart.name}/",
        "groups": _groups(chart) if chart.shape is ChartShape.PANELS else (),
        "drawings": {
            lang: [for_page(chart, lang, width) for width in (WIDE, NARROW, SMALL)]
            for lang in LANGUAGES
        },
    }


def _groups(chart: Chart) -> list[list[ChartBar]]:
    """Return the bars of each small drawing, in the order of the drawings."""
    found: dict[Bilingual | None, list[ChartBar]] = {}
    for bar in chart.bars:
        found.setdefault(bar.group, []).append(bar)
    return [*found.values()]


def _page(record: SiteRecord, chart: Chart, view: View) -> SitePage:
    path = view["address"]
    page = of_tables(record, path, "chart.html", tables=chart.tables, rows=view)
    rows = (row for name in chart.tables for row in record.rows(name))
    return replace(
        page,
        sources=record.sources_of(rows, chart.sources),
        data=(Download.named("CSV", f"{path}{chart.name}.csv"), *page.data),
        files={f"{chart.name}.csv": _data(chart), **_pictures(record, chart)},
    )


def _pictures(record: SiteRecord, chart: Chart) -> dict[str, bytes]:
    files = {}
    below = _("JCM Open Data, %(version)s", version=record.version)
    for lang in LANGUAGES:
        spec = vega_lite(chart, lang, below=below[lang])
        stem = f"{chart.name}-{lang}"
        files[f"{stem}.svg"], files[f"{stem}.png"] = for_file(spec)
        files[f"{stem}.vl.json"] = to_json(spec)
    return files


def _data(chart: Chart) -> bytes:
    """Return the values as a table: a line for each value, an empty one where it is not known."""
    heading = ("group", "group_ja", "label", "label_ja", "series", "value")
    return to_csv(heading, [*_lines(chart)])


def _lines(chart: Chart) -> Iterator[Sequence[object]]:
    for bar in chart.bars:
        group = (bar.group["en"], bar.group["ja"]) if bar.group else ("", "")
        for code in chart.series:
            yield (*group, bar.label["en"], bar.label["ja"], code, bar.values.get(code))
