"""Labels of the figures and codes in reports, in both languages."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from reporting.accounting.figure import Missing, MissingReason
from reporting.accounting.period import ElapsedBasis, MethodName, Metric, YearBasis
from reporting.forms.model.table import Cell
from reporting.messages import SILENCE, Text, _
from reporting.official_forms.ctf_table4 import Clock

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
        ("fiscal_year", "same_number"): _(
            "A calendar year counts for the NDC's fiscal year of the same number."
        ),
        ("fiscal_year", "refused"): _(
            "Nothing is calculated for an NDC not known to count calendar years."
        ),
        ("after_last_year", "counted"): _(
            "First transfers after the period's last year of outcomes that occurred in the "
            "period count in the average."
        ),
        ("after_last_year", "left_out"): _(
            "First transfers after the period's last year do not count in the average."
        ),
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
