"""Which charts the record has, and what each is made of.

Counts stand beside tonnes; what has no date or no quantity is in no bar, and each chart says so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from reporting.messages import Bilingual, Text, _, alike, bilingual
from reporting.site.charts.chart import ALL, Chart, ChartBar, ChartShape
from reporting.site.dataset import Row, SiteRecord
from reporting.site.pages.views import known_quantity

MOST_NAMES = 20
TONNES = _("t CO2 eq")
TONNES_A_YEAR = _("t CO2 eq a year")
PROJECTS = _("projects")
UNDATED = _("What has no date in the record is in no bar.")
ESTIMATED = _("Estimates before operation, of one year; no result.")
TRACED = _("Quantities notified to both sides, of issuances for which one was found.")
SIDES: Mapping[str, Bilingual] = {"japan": _("Japan"), "partner": _("Partner country")}
ONE: Mapping[str, Bilingual] = {ALL: alike("")}
SIZES = (100, 1_000, 10_000, 100_000)
Amount = Callable[[Iterable[Row]], int | None]


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

    yield _years(
        "projects-registered-by-year",
        _("Projects registered by year"),
        UNDATED,
        PROJECTS,
        ["projects"],
        _by_year(registered, lambda row: row["registered_on"], len_of),
    )
    yield _years(
        "reductions-registered-by-year",
        _("Expected reductions of the projects registered in each year"),
        ESTIMATED,
        TONNES_A_YEAR,
        ["projects"],
        _by_year(registered, lambda row: row["registered_on"], _estimated),
    )
    yield _years(
        "issuances-by-year",
        _("Issuances decided by year"),
        UNDATED,
        _("issuances"),
        ["issuances"],
        _by_year(issuances, decided, len_of),
    )
    yield _years(
        "credits-by-year",
        _("Credits traced to a project, by year of decision"),
        TRACED,
        TONNES,
        ["issuances"],
        _by_year(issuances, decided, known_quantity),
    )
    yield Chart(
        name="credits-by-side",
        title=_("Credits notified to each side, by year of decision"),
        about=_("Of issuances of which the quantities of both sides were found, and no others."),
        unit=TONNES,
        shape=ChartShape.YEARS,
        tables=["issuances", "allocations"],
        bars=_by_side(record, issuances, decided),
        series=SIDES,
    )
    yield _years(
        "partners-by-year",
        _("Partner countries at the end of each year"),
        _("By the day on which the cooperation was signed."),
        _("partner countries"),
        ["partners"],
        _running(_by_year(record.rows("partners"), lambda row: row["signed_on"], len_of)),
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
        return known_quantity(
            each
            for each in own
            if projects[each["project_id"]]["partner"] == partner["partner"]
        )

    yield _names(
        "projects-by-partner",
        _("Registered projects by partner country"),
        _("Partner countries without a registered project are left out."),
        PROJECTS,
        ["projects"],
        [(name(each), len(of(each, registered))) for each in partners],
    )
    yield _names(
        "reductions-by-partner",
        _("Expected reductions of registered projects by partner country"),
        ESTIMATED,
        TONNES_A_YEAR,
        ["projects"],
        [(name(each), _estimated(of(each, registered))) for each in partners],
    )
    yield _names(
        "credits-by-partner",
        _("Credits traced to a project, by partner country"),
        TRACED,
        TONNES,
        ["issuances", "projects"],
        [(name(each), issued(each)) for each in partners],
    )
    with_projects = [each for each in partners if of(each, registered)]
    years = _span(row["registered_on"] for row in registered)
    yield Chart(
        name="registrations-by-partner-and-year",
        title=_("Projects registered by year, each partner country"),
        about=_("All drawings have one scale. What has no date in the record is in no bar."),
        unit=PROJECTS,
        shape=ChartShape.PANELS,
        tables=["projects"],
        bars=[
            ChartBar(label=alike(str(year)), values={ALL: count}, group=name(each))
            for each in with_projects
            for rows in [of(each, registered)]
            for year in years
            for count in [sum(1 for row in rows if _year(row["registered_on"]) == year)]
        ],
        series=ONE,
    )


def _of_technologies(record: SiteRecord, registered: Sequence[Row]) -> Iterator[Chart]:
    found = [
        (each.label, [row for row in registered if row["technology"] == each.value])
        for each in record.table("projects").schema["technology"].categories
    ]
    yield _names(
        "projects-by-technology",
        _("Registered projects by technology"),
        _("Technologies without a registered project are left out."),
        PROJECTS,
        ["projects"],
        [(label, len(rows)) for label, rows in found],
    )
    yield _names(
        "reductions-by-technology",
        _("Expected reductions of registered projects by technology"),
        ESTIMATED,
        TONNES_A_YEAR,
        ["projects"],
        [(label, _estimated(rows)) for label, rows in found],
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
    yield _years(
        "methodologies-by-year",
        _("Methodologies approved by year"),
        _("The first version of each. What has no date in the record is in no bar."),
        _("methodologies"),
        ["methodologies"],
        _by_year([*first.values()], lambda row: row["approved_on"], len_of),
    )
    yield _names(
        "methodologies-by-use",
        _("Methodologies by the number of projects that use them"),
        _("Of all listed projects; the twenty that are used most."),
        PROJECTS,
        ["project_methodologies"],
        [(alike(each), len(projects)) for each, projects in sorted(used.items())],
    )


def _sizes(registered: Sequence[Row]) -> Chart:
    known = [
        row["estimated_reductions"]
        for row in registered
        if row["estimated_reductions"] is not None
    ]
    ends = [0, *SIZES]
    bars = [
        ChartBar(
            label=alike(f"{low:,}–{high - 1:,}")
            if high
            else _("%(low)s or more", low=f"{low:,}"),
            values={ALL: sum(1 for each in known if low <= each and (not high or each < high))},
        )
        for low, high in zip(ends, [*SIZES, 0], strict=True)
    ]
    return Chart(
        name="project-sizes",
        title=_("Registered projects by size"),
        about=_("By the reductions expected of one year, in t CO2 eq, before operation."),
        unit=PROJECTS,
        shape=ChartShape.NAMES,
        tables=["projects"],
        bars=bars,
        series=ONE,
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
        shape=ChartShape.YEARS,
        tables=["projects", "issuances"],
        bars=[
            ChartBar(label=alike(str(each)), values={ALL: years.count(each)})
            for each in range(max(years, default=-1) + 1)
        ],
        series=ONE,
    )


def _stages(record: SiteRecord) -> Chart:
    categories = record.table("projects").schema["status"].categories
    return Chart(
        name="projects-by-status",
        title=_("Projects listed, by status"),
        about=_("As the list has them; a status that no project has is left out."),
        unit=PROJECTS,
        shape=ChartShape.NAMES,
        tables=["projects"],
        bars=[
            ChartBar(label=each.label, values={ALL: count})
            for each in categories
            for count in [len(record.where("projects", "status", each.value))]
            if count
        ],
        series=ONE,
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
            _expected,
            TONNES_A_YEAR,
        ),
    ):
        yield Chart(
            name=name,
            title=title,
            about=_("Fiscal years of Japan, from April; a selection is no registration."),
            unit=unit,
            shape=ChartShape.YEARS,
            tables=["financed_projects"],
            bars=[
                ChartBar(label=alike(str(year)), values={ALL: amount(own)})
                for year in span
                for own in [[row for row in rows if row["fiscal_year_first"] == year]]
            ],
            series=ONE,
        )
    schemes = record.table("financed_projects").schema["scheme"].categories
    yield _names(
        "financed-by-scheme",
        _("Projects selected for financing, by scheme"),
        _("A selection is no registration."),
        PROJECTS,
        ["financed_projects"],
        [
            (each.label, sum(1 for row in rows if row["scheme"] == each.value))
            for each in schemes
        ],
    )


def len_of(rows: Iterable[Row]) -> int:
    """Return how many rows there are."""
    return len(list(rows))


def _estimated(rows: Iterable[Row]) -> int | None:
    return _sum(row["estimated_reductions"] for row in rows)


def _expected(rows: Iterable[Row]) -> int | None:
    return _sum(row["expected_reductions"] for row in rows)


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [each for each in amounts if each is not None]
    return sum(known) if known else None


def _year(day: date | None) -> int | None:
    return day.year if day else None


def _span(days: Iterable[date | None]) -> range:
    years = [each.year for each in days if each]
    return range(min(years), max(years) + 1) if years else range(0)


def _by_year(
    rows: Sequence[Row], day: Callable[[Row], date | None], amount: Amount
) -> list[ChartBar]:
    """Return every year from the first to the last; a year without rows has none of anything."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        if known := day(row):
            found.setdefault(known.year, []).append(row)
    span = range(min(found), max(found) + 1) if found else range(0)
    return [
        ChartBar(
            label=alike(str(year)), values={ALL: amount(found[year]) if year in found else 0}
        )
        for year in span
    ]


def _running(bars: Iterable[ChartBar]) -> list[ChartBar]:
    total, found = 0, []
    for each in bars:
        total += each.values[ALL] or 0
        found.append(ChartBar(label=each.label, values={ALL: total}))
    return found


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


def _years(  # noqa: PLR0913 - what a chart is
    name: str, title: Text, about: Text, unit: Text, tables: Sequence[str], bars: list[ChartBar]
) -> Chart:
    return Chart(
        name=name,
        title=title,
        about=about,
        unit=unit,
        shape=ChartShape.YEARS,
        tables=tables,
        bars=bars,
        series=ONE,
    )


def _names(  # noqa: PLR0913 - what a chart is
    name: str,
    title: Text,
    about: Text,
    unit: Text,
    tables: Sequence[str],
    amounts: Iterable[tuple[Bilingual, int | None]],
) -> Chart:
    """Return bars of names, the longest first; names of which there is nothing are left out."""
    shown = sorted(((label, each) for label, each in amounts if each), key=lambda each: -each[1])
    return Chart(
        name=name,
        title=title,
        about=about,
        unit=unit,
        shape=ChartShape.NAMES,
        tables=tables,
        bars=[ChartBar(label=label, values={ALL: each}) for label, each in shown[:MOST_NAMES]],
        series=ONE,
    )
