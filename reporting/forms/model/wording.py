"""Labels of the figures and codes in reports, in both languages."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from reporting.accounting.figure import Missing, MissingReason
from reporting.accounting.period import ElapsedBasis, MethodName, Metric, YearBasis
from reporting.forms.model.table import Cell
from reporting.messages import SILENCE, Text, _
from reporting.official_forms.ctf_table4 import Clock

BIENNIAL = _(
    "A biennial transparency report is due by 31 December of even years, at the discretion of "
    "least developed countries and small island developing States."
)
LINES: Mapping[str, tuple[Text, Clock, str]] = MappingProxyType(
    {
        "annual_level": (
            _("Emissions and removals covered"),
            Clock.LEVEL,
            "23(a)",
        ),
        "first_transferred_by_event_year_ndc": (
            _("First transferred, for NDC use"),
            Clock.EVENT,
            "23(c)",
        ),
        "first_transferred_by_event_year_oimp": (
            _("First transferred, for OIMP only"),
            Clock.EVENT,
            "23(d)",
        ),
        "used_by_use_year": (
            _("Used towards the NDC"),
            Clock.USE,
            "23(e)",
        ),
        "net": (_("Net quantity"), Clock.EVENT_AND_USE, "23(f)"),
        "cumulative": (
            _("Cumulative net"),
            Clock.EVENT_AND_USE,
            "23(h)",
        ),
        "first_transferred_by_vintage": (
            _("First transferred, all purposes"),
            Clock.VINTAGE,
            "8(a)",
        ),
        "average": (
            _("Cumulative ÷ elapsed years"),
            Clock.EVENT_AND_USE,
            "7(a)(ii)",
        ),
        "adjustment": (
            _("Corresponding adjustment, added"),
            Clock.METHOD,
            "23(g)",
        ),
        "balance": (_("Emissions balance"), Clock.METHOD, "23(k)(i)"),
    }
)
OF_INDICATORS: Mapping[str, tuple[Text, Clock, str]] = MappingProxyType(
    {
        "annual_level": (_("Level of the indicator"), Clock.LEVEL, "23(i)"),
        "balance": (_("Adjusted indicator"), Clock.METHOD, "23(k)(ii)"),
    }
)
CLOCKS: Mapping[Clock, Text] = MappingProxyType(
    {
        Clock.NONE: SILENCE,
        Clock.EVENT: _("event year"),
        Clock.VINTAGE: _("vintage"),
        Clock.USE: _("use-for year"),
        Clock.EVENT_AND_USE: _("event and use-for year"),
        Clock.VINTAGE_AND_USE: _("vintage and use-for year"),
        Clock.LEVEL: SILENCE,
        Clock.METHOD: SILENCE,
    }
)
METHODS: Mapping[MethodName, Text] = MappingProxyType(
    {
        MethodName.AVERAGING: _("Averaging"),
        MethodName.TRAJECTORY: _("Indicative trajectory"),
        MethodName.MULTI_YEAR: _("Multi-year"),
    }
)
ELAPSED: Mapping[ElapsedBasis | None, Text] = MappingProxyType(
    {
        ElapsedBasis.SINCE_START: _("every year since the start of the period"),
        ElapsedBasis.INVENTORY_YEARS: _("years with known emissions or indicator"),
        None: _("not stated"),
    }
)


def year_name(year: int, basis: YearBasis | None) -> Text:
    """Return how a year of an NDC is called: a fiscal one is no calendar year."""
    if basis is YearBasis.FISCAL_APRIL:
        return _("FY%(year)s", year=year)
    return _("%(year)s", year=year)


YEARS: Mapping[YearBasis | None, Text] = MappingProxyType(
    {
        YearBasis.CALENDAR: _("calendar years"),
        YearBasis.FISCAL_APRIL: _("fiscal years from April"),
        None: _("not stated"),
    }
)
BRIEF: Mapping[Missing, Text] = MappingProxyType(
    {
        Missing.LEVEL: _("Emissions or indicator not in the record"),
        Missing.FIRST_TRANSFER_QUANTITY: _("First transfers of unknown quantity"),
        Missing.FIRST_TRANSFER_YEAR: _("First transfers of unknown year"),
        Missing.USE_QUANTITY: _("Uses of unknown quantity"),
        Missing.USE_YEAR: _("Uses for an unknown year"),
        Missing.FIRST_TRANSFER_DEFINITION: _("First transfer not specified as the rules allow"),
        Missing.FIRST_TRANSFER_PURPOSE: _("Retired or cancelled without a fitting purpose"),
        Missing.FIRST_TRANSFER_USER: _("Used by a Party that does not hold the units"),
        Missing.FIRST_TRANSFER_VINTAGE: _("Authorized units of unknown vintage moved or ended"),
        Missing.USE_PURPOSE: _("Retired without a fitting purpose"),
        Missing.USE_USER: _("Used by a Party that does not hold the units"),
        Missing.USE_BEFORE_VINTAGE: _("Used for a year before the vintage"),
        Missing.USE_VINTAGE: _("Units of unknown vintage retired towards the NDC"),
        Missing.USE_NOT_ALLOWED: _("Retired towards the NDC, but not as authorized ITMOs"),
        Missing.COMPLETE_RECORD: _("Incomplete: no declaration that the record is complete"),
        Missing.YEAR_MAPPING: _("The NDC is not known to count calendar years"),
        Missing.FITTING_METHOD: _("Paragraph 7 does not offer this method for this kind of NDC"),
        Missing.ELAPSED_BASIS: _("How elapsed years are counted is not stated (see --elapsed)"),
        Missing.ELAPSED_YEARS: _("No elapsed year yet"),
        Missing.PERIOD_END: _("The period has not ended"),
        Missing.TARGET_YEAR: _("No target year stated"),
        Missing.TARGET: _("No target level as a number"),
        Missing.BUDGET: _("No trajectory or budget"),
        Missing.APPLICABLE_METHOD: _("Not applicable"),
    }
)
SENTENCES: Mapping[Missing, Text] = MappingProxyType(
    {
        Missing.LEVEL: _(
            "The emissions covered by the NDC, or the indicator, of %(year)s are not known."
        ),
        Missing.FIRST_TRANSFER_QUANTITY: _(
            "First transfers of unknown quantity: %(count)s, which bear on %(year)s."
        ),
        Missing.FIRST_TRANSFER_YEAR: _(
            "First transfers of unknown year: %(count)s; they may bear on %(year)s."
        ),
        Missing.USE_QUANTITY: _("Uses of unknown quantity: %(count)s, which bear on %(year)s."),
        Missing.USE_YEAR: _("Uses for an unknown year: %(count)s; they may bear on %(year)s."),
        Missing.FIRST_TRANSFER_DEFINITION: _(
            "Events that may be first transfers: %(count)s, which bear on %(year)s; their "
            "authorization names none of the three events of 2/CMA.3 annex, para. 2(b)."
        ),
        Missing.FIRST_TRANSFER_PURPOSE: _(
            "Retirements or cancellations that may be first transfers: %(count)s, which bear on "
            "%(year)s; their purpose is not stated, or contradicts the kind of event."
        ),
        Missing.FIRST_TRANSFER_USER: _(
            "Retirements towards the NDC of another Party that may be first transfers: %(count)s, "
            "which bear on %(year)s; the units never went to that Party."
        ),
        Missing.FIRST_TRANSFER_VINTAGE: _(
            "Events of authorized units that may be first transfers: %(count)s, which bear on "
            "%(year)s; the vintage of the units is not known, and only outcomes of 2021 or later "
            "are ITMOs."
        ),
        Missing.USE_PURPOSE: _(
            "Retirements that may be uses towards the NDC: %(count)s; their purpose is not stated, "
            "or contradicts the kind of event, and they may bear on %(year)s."
        ),
        Missing.USE_USER: _(
            "Uses towards an NDC by a Party that does not hold the units: %(count)s; nobody counts "
            "them, and they may bear on %(year)s."
        ),
        Missing.USE_BEFORE_VINTAGE: _(
            "Uses for a year before the vintage of the units: %(count)s; they are refused, and may "
            "bear on %(year)s."
        ),
        Missing.USE_VINTAGE: _(
            "Retirements that may be uses towards the NDC: %(count)s, which may bear on %(year)s; "
            "the vintage of the units is not known, and only outcomes of 2021 or later are ITMOs."
        ),
        Missing.USE_NOT_ALLOWED: _(
            "Retirements towards the NDC that do not count: %(count)s, which may bear on %(year)s; "
            "no ITMOs, not authorized for an NDC, or the Party has not authorized."
        ),
        Missing.COMPLETE_RECORD: _("The record of %(year)s is not declared complete."),
        Missing.YEAR_MAPPING: _(
            "The NDC is not known to count calendar years, and the setting refuses other years."
        ),
        Missing.FITTING_METHOD: _("Paragraph 7 does not offer this method for this kind of NDC."),
        Missing.ELAPSED_BASIS: _("How elapsed years are counted is not stated."),
        Missing.ELAPSED_YEARS: _("No year of the period counts as elapsed yet."),
        Missing.PERIOD_END: _(
            "The NDC implementation period has not ended; its last year is %(year)s."
        ),
        Missing.TARGET_YEAR: _("The target year of the single-year NDC is not stated."),
        Missing.TARGET: _("The target level of the NDC is not known as a number."),
        Missing.BUDGET: _("The multi-year trajectory or budget has no value for %(year)s."),
        Missing.APPLICABLE_METHOD: _("Not applicable under this method."),
    }
)
OPTIONS: Mapping[tuple[str, str], Text] = MappingProxyType(
    {
        ("dual_purpose", "earlier"): _(
            "Authorized for NDC use and for OIMP: first transfer is the earlier of the first "
            "international transfer and the specified event."
        ),
        ("dual_purpose", "international_transfer"): _(
            "Authorized for NDC use and for OIMP: first transfer is the first international "
            "transfer only."
        ),
        ("dual_purpose", "specified_event"): _(
            "Authorized for NDC use and for OIMP: first transfer is the specified event only."
        ),
        ("omge", "first_transfer"): _(
            "Cancellation for overall mitigation of an authorized outcome not yet first "
            "transferred is its first transfer."
        ),
        ("omge", "not_first_transfer"): _(
            "Cancellation for overall mitigation is never a first transfer."
        ),
        ("first_transfer_date", "latest"): _(
            "An outcome is first transferred on the latest of the specified event, the issuance "
            "and the authorization."
        ),
        ("first_transfer_date", "named_event"): _(
            "Where the specified event is the authorization or the issuance, an outcome is first "
            "transferred on its day, though the other comes later; of other events this reading "
            "has no formula."
        ),
        ("moved_before_authorized", "first_transfer_at_authorization"): _(
            "Units that went abroad before they were authorized are first transferred on the day "
            "of the authorization."
        ),
        ("moved_before_authorized", "movement_after_authorization"): _(
            "Units that went abroad before they were authorized are first transferred when they "
            "move abroad again; until then the host adjusts for none of them."
        ),
        ("moved_before_authorized", "day_moved"): _(
            "Units that went abroad before they were authorized are first transferred on the day "
            "they went; the electronic format of that year is to be corrected."
        ),
        ("read_as", "as_stated"): _("First transfer is read as the authorization specifies it."),
        ("read_as", "authorization"): _("What the authorization specifies is read as its own day."),
        ("read_as", "issuance"): _("What the authorization specifies is read as the issuance."),
        ("read_as", "use_or_cancellation"): _(
            "What the authorization specifies is read as the use or cancellation."
        ),
        ("action_date", "became_itmo"): _(
            "Units that moved before they became ITMOs are dated by the day they became ITMOs."
        ),
        ("action_date", "executed"): _(
            "Units that moved before they became ITMOs are dated by the day the registry moved "
            "them, in the year in which they became ITMOs."
        ),
        ("holdings_from", "first_transfer"): _("Units are held as ITMOs from first transfer on."),
        ("holdings_from", "authorization"): _(
            "Units are held as ITMOs from their authorization on, first transferred or not."
        ),
        ("row_23d", "first_transferred"): _(
            "Paragraph 23(d) counts what was first transferred, authorized for OIMP only."
        ),
        ("row_23d", "authorized"): _(
            "Paragraph 23(d) counts what was authorized for OIMP only, in the year in which it was "
            "both issued and authorized, first transferred or not; averages and balances go by "
            "first transfers."
        ),
        ("fiscal_year", "same_number"): _(
            "A calendar year counts for the NDC's fiscal year of the same number."
        ),
        ("fiscal_year", "refused"): _(
            "Nothing is calculated for an NDC not known to count calendar years."
        ),
        ("average_sums", "years_shown"): _(
            "An average sums up the first transfers up to the last year shown."
        ),
        ("average_sums", "all_known"): _(
            "An average sums up all first transfers known, whatever the last year shown."
        ),
        ("after_last_year", "counted"): _(
            "First transfers after the period's last year of outcomes that occurred in the "
            "period count in the average."
        ),
        ("after_last_year", "left_out"): _(
            "First transfers after the period's last year do not count in the average."
        ),
        ("authorizations_counted", "all"): _(
            "First transfers count under all authorizations of the record."
        ),
        ("authorizations_counted", "uploaded"): _(
            "First transfers count under those authorizations alone that are on the platform."
        ),
        ("elapsed_basis", "since_start"): _(
            "Elapsed years of an average are all years since the start of the period."
        ),
        ("elapsed_basis", "inventory_years"): _(
            "Elapsed years of an average are the years whose emissions or indicator are known."
        ),
        ("elapsed_basis", ""): _("How elapsed years are counted is not stated: no average."),
    }
)
QUESTIONS: Mapping[str, Text] = MappingProxyType(
    {
        "dual_purpose": _("Authorized for both purposes"),
        "omge": _("Cancellation for overall mitigation"),
        "first_transfer_date": _("Day of the first transfer"),
        "moved_before_authorized": _("Moved before authorized"),
        "read_as": _("Specified event read as"),
        "action_date": _("Day in the actions table"),
        "holdings_from": _("Held as ITMOs since"),
        "row_23d": _("Quantity of paragraph 23(d)"),
        "fiscal_year": _("Fiscal years of the NDC"),
        "average_sums": _("Sum of an average"),
        "after_last_year": _("After the last year of the period"),
        "authorizations_counted": _("Authorizations counted"),
        "elapsed_basis": _("Elapsed years of an average"),
    }
)
CODES: Mapping[str, Text] = MappingProxyType(
    {
        "indicative": _("indicative"),
        "annual": _("annual"),
        "final": _("final"),
        "itmo": _("ITMO"),
        "authorized": _("authorized"),
        "credit": _("credit"),
        "pre_2021": _("pre-2021"),
        "unresolved": _("unresolved"),
        "unidentified": _("unidentified"),
        "issuance": _("issuance"),
        "transfer": _("transfer"),
        "acquisition": _("acquisition"),
        "retirement": _("retirement"),
        "cancellation": _("cancellation"),
        "voluntary_cancellation": _("voluntary cancellation"),
        "passed": _("passed"),
        "failed": _("FAILED"),
        "not_verifiable": _("not verifiable"),
        "error": _("error"),
        "notice": _("notice"),
        "international_transfer": _("first international transfer"),
        "authorization": _("authorization"),
        "use_or_cancellation": _("use or cancellation"),
        "omge_cancellation": _("cancellation for OMGE"),
    }
)


def lines_of(metric: Metric) -> Mapping[str, tuple[Text, Clock, str]]:
    """Return label, clock and paragraph of each row of a statement in a metric."""
    return {**LINES, **OF_INDICATORS} if metric is Metric.NON_GHG else LINES


def sentence(reason: MissingReason) -> Text:
    """Say why a figure of the law is not there."""
    # The sentences stand whole above, where Babel finds them.
    values = (("year", reason.year), ("count", reason.count))
    return replace(SENTENCES[reason.missing], values=values)


def coded(value: str | None) -> Cell:
    """Return a cell with a code and its label."""
    return Cell(value=value, label=CODES.get(value or "", SILENCE))
