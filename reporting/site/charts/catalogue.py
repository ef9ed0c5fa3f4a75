"""Which charts the record has, and what each is made of.

Counts stand beside tonnes; what has no date or no quantity is in no bar, and each chart says so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from reporting.messages import Bilingual, _, alike, bilingual
from reporting.site.charts.bars import (
    by_year,
    count,
    estimated,
    expected,
    longest,
    notified,
    running,
    span_of,
    year_of,
)
from reporting.site.charts.chart import ALL, Chart, ChartBar, ChartShape
from reporting.site.dataset import Row, SiteRecord

TONNES = _("t CO2 eq")
TONNES_A_YEAR = _("t CO2 eq a year")
PROJECTS = _("projects")
YEAR = _("Year")
PARTNER = _("Partner country")
UNDATED = _("What has no date in the record is in no bar.")
ESTIMATED = _("Estimates before operation, of one year; no result.")
TRACED = _("Quantities notified to both sides, of issuances for which one was found.")
SIDES: Mapping[str, Bilingual] = {"japan": _("Japan"), "partner": PARTNER}
SIZES = (100, 1_000, 10_000, 100_000)


def charts(record: SiteRecord) -> list[Chart]:
    """Return the charts of the record; one of which nothing is known is left out."""
    return [each for each in _every(record) if any(any(bar.values.values()) for bar in each.bars)]


def _every(record: SiteRecord) -> Iterator[Chart]:
    registered = record.where("projects", "status", "registered")
    issuances = record.rows("issuances")
    yield from _of_years(record, registered, issuances)
    yield from _of_partners(record, registered, issuances)
    yield from _of_technologies(record, registered)
    yield from _of_methodologies(record)
    yield _sizes(registered)
    yield _waits(record)
    yield _stages(record)
    yield from _financing(record)


def _of_years(
    record: SiteRecord, registered: Sequence[Row], issuances: Sequence[Row]
) -> Iterator[Chart]:
    def decided(row: Row) -> date | None:
        return row["decided_on"] or row["announced_on"]  # type: ignore[no-any-return] # a date

    yield Chart(
        name="projects-registered-by-year",
        title=_("Projects registered by year"),
        about=UNDATED,
        unit=PROJECTS,
        of=YEAR,
        shape=ChartShape.YEARS,
        tables=["projects"],
        bars=by_year(registered, lambda row: row["registered_on"], count),
    )
    yield Chart(
        name="reductions-registered-by-year",
        title=_("Expected reductions of the projects registered in each year"),
        about=ESTIMATED,
        unit=TONNES_A_YEAR,
        of=YEAR,
        shape=ChartShape.YEARS,
        tables=["projects"],
        bars=by_year(registered, lambda row: row["registered_on"], estimated),
    )
    yield Chart(
        name="issuances-by-year",
        title=_("Issuances decided by year"),
        about=UNDATED,
        unit=_("issuances"),
        of=YEAR,
        shape=ChartShape.YEARS,
        tables=["issuances"],
        bars=by_year(issuances, decided, count),
    )
    yield Chart(
        name="credits-by-year",
        title=_("Credits traced to a project, by year of decision"),
        about=TRACED,
        unit=TONNES,
        of=YEAR,
        shape=ChartShape.YEARS,
        tables=["issuances"],
        bars=by_year(issuances, decided, notified),
    )
    yield Chart(
        name="credits-by-side",
        title=_("Credits notified to each side, by year of decision"),
        about=_("Of issuances of which the quantities of both sides were found, and no others."),
        unit=TONNES,
        of=YEAR,
        shape=ChartShape.YEARS,
        tables=["issuances", "allocations"],
        bars=_by_side(record, issuances, decided),
        series=SIDES,
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


def _of_partners(
    record: SiteRecord, registered: Sequence[Row], issuances: Sequence[Row]
) -> Iterator[Chart]:
    def name(row: Row) -> Bilingual:
        return bilingual(row["name"], row["name_ja"] or row["name"])

    partners = record.rows("partners")
    projects = {row["project_id"]: row for row in record.rows("projects")}

    def of(partner: Row, rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if row["partner"] == partner["partner"]]

    def issued(partner: Row) -> int | None:
        own = [each for each in issuances if each["project_id"] in projects]
        return notified(
            each for each in own if projects[each["project_id"]]["partner"] == partner["partner"]
        )

    yield Chart(
        name="projects-by-partner",
        title=_("Registered projects by partner country"),
        about=_("Partner countries without a registered project are left out."),
        unit=PROJECTS,
        of=PARTNER,
        shape=ChartShape.NAMES,
        tables=["projects"],
        bars=longest([(name(each), len(of(each, registered))) for each in partners]),
    )
    yield Chart(
        name="reductions-by-partner",
        title=_("Expected reductions of registered projects by partner country"),
        about=ESTIMATED,
        unit=TONNES_A_YEAR,
        of=PARTNER,
        shape=ChartShape.NAMES,
        tables=["projects"],
        bars=longest([(name(each), estimated(of(each, registered))) for each in partners]),
    )
    yield Chart(
        name="credits-by-partner",
        title=_("Credits traced to a project, by partner country"),
        about=TRACED,
        unit=TONNES,
        of=PARTNER,
        shape=ChartShape.NAMES,
        tables=["issuances", "projects"],
        bars=longest([(name(each), issued(each)) for each in partners]),
    )
    with_projects = [each for each in partners if of(each, registered)]
    years = span_of(row["registered_on"] for row in registered)
    yield Chart(
        name="registrations-by-partner-and-year",
        title=_("Projects registered by year, each partner country"),
        about=_("All drawings have one scale. What has no date in the record is in no bar."),
        unit=PROJECTS,
        of=YEAR,
        shape=ChartShape.PANELS,
        tables=["projects"],
        bars=[
            ChartBar(label=alike(str(year)), values={ALL: count}, group=name(each))
            for each in with_projects
            for rows in [of(each, registered)]
            for year in years
            for count in [sum(1 for row in rows if year_of(row["registered_on"]) == year)]
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
        about=_("Technologies without a registered project are left out."),
        unit=PROJECTS,
        of=_("Technology"),
        shape=ChartShape.NAMES,
        tables=["projects"],
        bars=longest([(label, len(rows)) for label, rows in found]),
    )
    yield Chart(
        name="reductions-by-technology",
        title=_("Expected reductions of registered projects by technology"),
        about=ESTIMATED,
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
    first: dict[str, Row] = {}
    for row in sorted(versions, key=lambda row: row["approved_on"] or date.max):
        first.setdefault(row["methodology_id"], row)
    yield Chart(
        name="methodologies-by-year",
        title=_("Methodologies approved by year"),
        about=_("The first version of each. What has no date in the record is in no bar."),
        unit=_("methodologies"),
        of=YEAR,
        shape=ChartShape.YEARS,
        tables=["methodologies"],
        bars=by_year([*first.values()], lambda row: row["approved_on"], count),
    )
    yield Chart(
        name="methodologies-by-use",
        title=_("Methodologies by the number of projects that use them"),
        about=_("Of all listed projects; the twenty that are used most."),
        unit=PROJECTS,
        of=_("Methodology"),
        shape=ChartShape.NAMES,
        tables=["project_methodologies"],
        bars=longest([(alike(each), len(projects)) for each, projects in sorted(used.items())]),
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
        about=_("By the reductions expected of one year, before operation."),
        unit=PROJECTS,
        of=TONNES_A_YEAR,
        shape=ChartShape.NAMES,
        tables=["projects"],
        bars=bars,
    )


def _waits(record: SiteRecord) -> Chart:
    """Return how long after its registration the first credits of a project were decided."""
    firsts: dict[str, date] = {}
    for row in record.rows("issuances"):
        day = row["decided_on"] or row["announced_on"]
        if day:
            firsts[row["project_id"]] = min(day, firsts.get(row["project_id"], day))
    days = [
        (firsts[row["project_id"]] - row["registered_on"]).days
        for row in record.rows("projects")
        if row["registered_on"] and row["project_id"] in firsts
    ]
    years = [each // 365 for each in days if each >= 0]
    return Chart(
        name="years-to-first-issuance",
        title=_("Whole years from registration to the first issuance"),
        about=_("Of the projects of which both days are known; others may still wait."),
        unit=PROJECTS,
        of=_("Years"),
        shape=ChartShape.YEARS,
        tables=["projects", "issuances"],
        bars=[
            ChartBar(label=alike(str(each)), values={ALL: years.count(each)})
            for each in range(max(years, default=-1) + 1)
        ],
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
            ChartBar(label=each.label, values={ALL: count})
            for each in categories
            for count in [len(record.where("projects", "status", each.value))]
            if count
        ],
    )


def _financing(record: SiteRecord) -> Iterator[Chart]:
    rows = [row for row in record.rows("financed_projects") if not row["duplicate_of"]]
    years = sorted({row["fiscal_year_first"] for row in rows if row["fiscal_year_first"]})
    span = range(years[0], years[-1] + 1) if years else range(0)
    for name, title, amount, unit in (
        ("financed-by-year", _("Projects selected for financing, by fiscal year"), len, PROJECTS),
        (
            "financed-reductions-by-year",
            _("Expected reductions of projects selected for financing, by fiscal year"),
            expected,
            TONNES_A_YEAR,
        ),
    ):
        yield Chart(
            name=name,
            title=title,
            about=_("Fiscal years of Japan, from April; a selection is no registration."),
            unit=unit,
            of=_("Fiscal year"),
            shape=ChartShape.YEARS,
            tables=["financed_projects"],
            bars=[
                ChartBar(label=alike(str(year)), values={ALL: amount(own)})
                for year in span
                for own in [[row for row in rows if row["fiscal_year_first"] == year]]
            ],
        )
    schemes = record.table("financed_projects").schema["scheme"].categories
    yield Chart(
        name="financed-by-scheme",
        title=_("Projects selected for financing, by scheme"),
        about=_("A selection is no registration."),
        unit=PROJECTS,
        of=_("Scheme"),
        shape=ChartShape.NAMES,
        tables=["financed_projects"],
        bars=longest(
            [
                (each.label, sum(1 for row in rows if row["scheme"] == each.value))
                for each in schemes
            ]
        ),
    )


def _by_side(
    record: SiteRecord, issuances: Sequence[Row], day: Callable[[Row], date | None]
) -> list[ChartBar]:
    """Return what went to each side, of issuances of which both quantities are known."""
    totals: dict[int, dict[str, int]] = {}
    for row in issuances:
        own = {
            each["side"]: each["quantity_notified"]
            for each in record.where("allocations", "issuance_id", row["issuance_id"])
            if each["quantity_notified"] is not None
        }
        if (known := day(row)) and {*own} == {*SIDES}:
            of_year = totals.setdefault(known.year, dict.fromkeys(SIDES, 0))
            for side, quantity in own.items():
                of_year[side] += quantity
    span = range(min(totals), max(totals) + 1) if totals else range(0)
    none = dict.fromkeys(SIDES, None)
    return [ChartBar(label=alike(str(year)), values=totals.get(year, none)) for year in span]
