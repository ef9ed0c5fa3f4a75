"""Which charts the record has, and what each is made of.

Counts stand beside tonnes. What the record holds in part only (issuances, dates of methodologies,
financing since 2019) has no chart: its gaps would be drawn as a trend.
"""

from collections.abc import Iterable, Iterator, Sequence

from reporting.messages import Bilingual, Text, _, alike, bilingual, joined
from reporting.site.amounts import estimates, heaviest
from reporting.site.charts.bars import (
    by_year,
    count,
    estimated,
    longest,
    running,
    span_of,
    year_of,
)
from reporting.site.charts.chart import ALL, Chart, ChartBar, ChartShape
from reporting.site.dataset import SOURCE_COLUMNS, Row, SiteRecord
from reporting.site.written_days import written_day

TONNES_A_YEAR = _("t CO2 eq a year")
PROJECTS = _("projects")
YEAR = _("Year")
PARTNER = _("Partner country")
SIZE = _("Expected in one year, t CO2 eq")
SPACE = bilingual(" ", "")
FEWEST_USES = 3
SIZES = (100, 1_000, 10_000, 100_000)


def charts(record: SiteRecord) -> list[Chart]:
    """Return the charts of the record; one of which nothing is known is left out."""
    return [each for each in _every(record) if any(any(bar.values.values()) for bar in each.bars)]


def _every(record: SiteRecord) -> Iterator[Chart]:
    registered = record.where("projects", "status", "registered")
    yield from _of_years(record, registered)
    yield from _of_partners(record, registered)
    yield from _of_technologies(record, registered)
    yield from _of_methodologies(record)
    yield _sizes(registered)
    yield _stages(record)


def _registered(projects: Sequence[Row], *more: Text) -> Text:
    """Return of what projects a chart is, and how many of them have no place in it."""
    undated = sum(1 for row in projects if not row["registered_on"])
    said = []
    if projects:
        known = written_day(max(row["known_on"] for row in projects))
        said.append(
            _("Registered by a Joint Committee, in the list as known on %(date)s.", date=known)
        )
    if undated:
        said.append(_("Without a date in the record, and in no bar: %(count)s.", count=undated))
    return joined([*said, *more], SPACE)


def _estimated(projects: Sequence[Row], *more: Text) -> Text:
    """Return what the expected reductions of projects are, of which day, and what is missing."""
    known = estimates(projects)
    said = [_("Estimates of one year, made before operation; not results.")]
    if known:
        said.append(_("As of %(date)s.", date=written_day(known.newest)))
    if unknown := sum(1 for row in projects if row["estimated_reductions"] is None):
        said.append(_("Without an estimate, and in no bar: %(count)s.", count=unknown))
    return joined([*said, *more], SPACE)


def _heaviest(projects: Sequence[Row]) -> list[Text]:
    """Return which project weighs most in what is expected, if that can be told."""
    most = heaviest(projects)
    if not most:
        return []
    share, name = most.percent, most.project["project_id"]
    return [_("One project, %(project)s, is %(share)s%% of it all.", project=name, share=share)]


def _of_years(record: SiteRecord, registered: Sequence[Row]) -> Iterator[Chart]:
    yield Chart(
        name="projects-registered-by-year",
        title=_("Projects registered by year"),
        about=_registered(registered),
        unit=PROJECTS,
        of=YEAR,
        shape=ChartShape.YEARS,
        tables=["projects"],
        bars=by_year(registered, lambda row: row["registered_on"], count),
    )
    yield Chart(
        name="reductions-registered-by-year",
        title=_("Expected reductions of the projects registered in each year"),
        about=_estimated(registered, *_heaviest(registered)),
        sources=SOURCE_COLUMNS,
        unit=TONNES_A_YEAR,
        of=YEAR,
        shape=ChartShape.YEARS,
        tables=["projects"],
        bars=by_year(registered, lambda row: row["registered_on"], estimated),
    )
    yield Chart(
        name="partners-by-year",
        title=_("Partner countries at the end of each year"),
        about=_("By the day on which the cooperation was signed."),
        unit=_("partner countries"),
        of=YEAR,
        shape=ChartShape.YEARS,
        tables=["partners"],
        bars=running(by_year(record.rows("partners"), lambda row: row["signed_on"], count)),
    )


def _of_partners(record: SiteRecord, registered: Sequence[Row]) -> Iterator[Chart]:
    def name(row: Row) -> Bilingual:
        return bilingual(row["name"], row["name_ja"] or row["name"])

    partners = record.rows("partners")

    def of(partner: Row, rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if row["partner"] == partner["partner"]]

    yield Chart(
        name="projects-by-partner",
        title=_("Registered projects by partner country"),
        about=_registered(
            registered, _("Partner countries without a registered project are left out.")
        ),
        unit=PROJECTS,
        of=PARTNER,
        shape=ChartShape.NAMES,
        tables=["projects", "partners"],
        bars=longest([(name(each), len(of(each, registered))) for each in partners]),
    )
    yield Chart(
        name="reductions-by-partner",
        title=_("Expected reductions of registered projects by partner country"),
        about=_estimated(registered, *_heaviest(registered)),
        sources=SOURCE_COLUMNS,
        unit=TONNES_A_YEAR,
        of=PARTNER,
        shape=ChartShape.NAMES,
        tables=["projects", "partners"],
        bars=longest([(name(each), estimated(of(each, registered))) for each in partners]),
    )
    with_projects = sorted(
        (each for each in partners if of(each, registered)),
        key=lambda each: -len(of(each, registered)),
    )
    years = span_of(row["registered_on"] for row in registered)
    yield Chart(
        name="registrations-by-partner-and-year",
        title=_("Projects registered by year, each partner country"),
        about=_registered(registered, _("All drawings have one scale.")),
        unit=PROJECTS,
        of=YEAR,
        shape=ChartShape.PANELS,
        tables=["projects", "partners"],
        bars=[
            ChartBar(label=alike(str(year)), values={ALL: found}, group=name(each))
            for each in with_projects
            for rows in [of(each, registered)]
            for year in years
            for found in [sum(1 for row in rows if year_of(row["registered_on"]) == year)]
        ],
    )


def _of_technologies(record: SiteRecord, registered: Sequence[Row]) -> Iterator[Chart]:
    found = [
        (each.label, [row for row in registered if row["technology"] == each.value])
        for each in record.table("projects").schema["technology"].categories
    ]
    yield Chart(
        name="projects-by-technology",
        title=_("Registered projects by technology"),
        about=_registered(registered, _("Technologies without a registered project are left out.")),
        unit=PROJECTS,
        of=_("Technology"),
        shape=ChartShape.NAMES,
        tables=["projects"],
        bars=longest([(label, len(rows)) for label, rows in found]),
    )
    yield Chart(
        name="reductions-by-technology",
        title=_("Expected reductions of registered projects by technology"),
        about=_estimated(registered, *_heaviest(registered)),
        sources=SOURCE_COLUMNS,
        unit=TONNES_A_YEAR,
        of=_("Technology"),
        shape=ChartShape.NAMES,
        tables=["projects"],
        bars=longest([(label, estimated(rows)) for label, rows in found]),
    )


def _of_methodologies(record: SiteRecord) -> Iterator[Chart]:
    versions = record.rows("methodologies")
    of_version = {row["methodology_version"]: row["methodology_id"] for row in versions}
    used: dict[str, set[str]] = {}
    for row in record.rows("project_methodologies"):
        used.setdefault(of_version[row["methodology_version"]], set()).add(row["project_id"])
    yield Chart(
        name="methodologies-by-use",
        title=_("Methodologies by the number of projects that use them"),
        about=_("Of all listed projects; methodologies that three or more of them use."),
        unit=PROJECTS,
        of=_("Methodology"),
        shape=ChartShape.NAMES,
        tables=["project_methodologies", "methodologies"],
        bars=longest(
            (alike(each), len(projects))
            for each, projects in sorted(used.items())
            if len(projects) >= FEWEST_USES
        ),
    )


def _sizes(registered: Sequence[Row]) -> Chart:
    known = [
        row["estimated_reductions"] for row in registered if row["estimated_reductions"] is not None
    ]
    ends = [0, *SIZES]
    bars = [
        ChartBar(
            label=alike(f"{low:,}–{high - 1:,}") if high else _("%(low)s or more", low=f"{low:,}"),
            values={ALL: sum(1 for each in known if low <= each and (not high or each < high))},
        )
        for low, high in zip(ends, [*SIZES, 0], strict=True)
    ]
    return Chart(
        name="project-sizes",
        title=_("Registered projects by size"),
        about=_estimated(registered),
        sources=SOURCE_COLUMNS,
        unit=PROJECTS,
        of=SIZE,
        shape=ChartShape.NAMES,
        tables=["projects"],
        bars=bars,
    )


def _stages(record: SiteRecord) -> Chart:
    categories = record.table("projects").schema["status"].categories
    return Chart(
        name="projects-by-status",
        title=_("Projects listed, by status"),
        about=_("As the list has them; a status that no project has is left out."),
        unit=PROJECTS,
        of=_("Status"),
        shape=ChartShape.NAMES,
        tables=["projects"],
        bars=[
            ChartBar(label=each.label, values={ALL: found})
            for each in categories
            for found in [len(record.where("projects", "status", each.value))]
            if found
        ],
    )
