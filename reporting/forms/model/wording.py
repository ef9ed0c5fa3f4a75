"""Labels of the figures and codes in reports, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

from reporting.accounting.figure import Missing
from reporting.accounting.period import ElapsedBasis, MethodName, YearBasis
from reporting.forms.model.table import Cell
from reporting.official_forms.ctf_table4 import Clock
from reporting.texts import Text, said

LINES: Mapping[str, tuple[Text, Clock, str]] = MappingProxyType(
    {
        "annual_level": (
            said("Emissions and removals covered", "対象の排出・吸収量"),
            Clock.LEVEL,
            "23(a)",
        ),
        "first_transferred_by_event_year_ndc": (
            said("First transferred, for NDC use", "最初の移転（NDC向け）"),
            Clock.EVENT,
            "23(c)",
        ),
        "first_transferred_by_event_year_oimp": (
            said("First transferred, for OIMP only", "最初の移転（OIMPのみ）"),
            Clock.EVENT,
            "23(d)",
        ),
        "used_by_use_year": (
            said("Used towards the NDC", "NDCへの使用"),
            Clock.USE,
            "23(e)",
        ),
        "net": (said("Net quantity", "年間の純量"), Clock.EVENT_AND_USE, "23(f)"),
        "cumulative": (
            said("Cumulative net", "純量の累計"),
            Clock.EVENT_AND_USE,
            "23(h)",
        ),
        "first_transferred_by_vintage": (
            said("First transferred, all purposes", "最初の移転（すべての目的）"),
            Clock.VINTAGE,
            "8(a)",
        ),
        "average": (
            said("Cumulative ÷ elapsed years", "累計量 ÷ 経過年数"),
            Clock.EVENT_AND_USE,
            "7(a)(ii)",
        ),
        "adjustment": (
            said("Corresponding adjustment, added", "相当調整（加算する量）"),
            Clock.METHOD,
            "23(g)",
        ),
        "balance": (said("Emissions balance", "排出量の収支"), Clock.METHOD, "23(k)(i)"),
    }
)
OF_INDICATORS: Mapping[str, tuple[Text, Clock, str]] = MappingProxyType(
    {
        "annual_level": (said("Level of the indicator", "指標の値"), Clock.LEVEL, "23(i)"),
        "balance": (said("Adjusted indicator", "調整後の指標"), Clock.METHOD, "23(k)(ii)"),
    }
)
CLOCKS: Mapping[Clock, Text] = MappingProxyType(
    {
        Clock.NONE: said("", ""),
        Clock.EVENT: said("event year", "事象の年別"),
        Clock.VINTAGE: said("vintage", "発生年別"),
        Clock.USE: said("use-for year", "使用対象年別"),
        Clock.EVENT_AND_USE: said("event and use-for year", "事象の年・使用対象年別"),
        Clock.VINTAGE_AND_USE: said("vintage and use-for year", "発生年・使用対象年別"),
        Clock.LEVEL: said("", ""),
        Clock.METHOD: said("", ""),
    }
)
METHODS: Mapping[MethodName, Text] = MappingProxyType(
    {
        MethodName.AVERAGING: said("Averaging", "平均法"),
        MethodName.TRAJECTORY: said("Indicative trajectory", "指標的な経路"),
        MethodName.MULTI_YEAR: said("Multi-year", "複数年"),
    }
)
ELAPSED: Mapping[ElapsedBasis | None, Text] = MappingProxyType(
    {
        ElapsedBasis.SINCE_START: said(
            "every year since the start of the period", "期間開始からのすべての年"
        ),
        ElapsedBasis.INVENTORY_YEARS: said(
            "years with known emissions or indicator", "排出量または指標が判明している年"
        ),
        None: said("not stated", "示されていない"),
    }
)
YEARS: Mapping[YearBasis | None, Text] = MappingProxyType(
    {
        YearBasis.CALENDAR: said("calendar years", "暦年"),
        YearBasis.FISCAL_APRIL: said("fiscal years from April", "4月に始まる年度"),
        None: said("not stated", "示されていない"),
    }
)
BRIEF: Mapping[Missing, Text] = MappingProxyType(
    {
        Missing.LEVEL: said(
            "Emissions or indicator not in the record", "排出量または指標の値が記録にない"
        ),
        Missing.FIRST_TRANSFER_QUANTITY: said(
            "First transfers of unknown quantity", "数量不明の最初の移転がある"
        ),
        Missing.FIRST_TRANSFER_YEAR: said(
            "First transfers of unknown year", "年が不明な最初の移転がある"
        ),
        Missing.USE_QUANTITY: said("Uses of unknown quantity", "数量不明の使用がある"),
        Missing.USE_YEAR: said("Uses for an unknown year", "使用対象年が不明な使用がある"),
        Missing.COMPLETE_RECORD: said(
            "Incomplete: no declaration that the record is complete",
            "不完全：記録が完全であるとの宣言がない",
        ),
        Missing.YEAR_MAPPING: said(
            "The NDC is not known to count calendar years", "NDCが暦年によるか確認できない"
        ),
        Missing.FITTING_METHOD: said(
            "Paragraph 7 does not offer this method for this kind of NDC",
            "第7項はこの種類のNDCにこの方法を認めていない",
        ),
        Missing.ELAPSED_BASIS: said(
            "How elapsed years are counted is not stated (see --elapsed)",
            "経過年数の数え方が示されていない（--elapsed を参照）",
        ),
        Missing.ELAPSED_YEARS: said("No elapsed year yet", "経過した年がまだない"),
        Missing.PERIOD_END: said("The period has not ended", "期間が終了していない"),
        Missing.TARGET_YEAR: said("No target year stated", "目標年が示されていない"),
        Missing.TARGET: said("No target level as a number", "目標水準が数値で示されていない"),
        Missing.BUDGET: said("No trajectory or budget", "排出経路または排出予算がない"),
        Missing.APPLICABLE_METHOD: said("Not applicable", "該当しない"),
    }
)
CODES: Mapping[str, Text] = MappingProxyType(
    {
        "indicative": said("indicative", "暫定"),
        "annual": said("annual", "年次"),
        "final": said("final", "確定"),
        "itmo": said("ITMO", "ITMO"),
        "authorized": said("authorized", "承認済み"),
        "credit": said("credit", "クレジット"),
        "pre_2021": said("pre-2021", "2020年以前"),
        "unresolved": said("unresolved", "発生年未確定"),
        "unidentified": said("unidentified", "番号不明"),
        "issuance": said("issuance", "発行"),
        "transfer": said("transfer", "移転"),
        "acquisition": said("acquisition", "取得"),
        "retirement": said("retirement", "無効化"),
        "cancellation": said("cancellation", "取消し"),
        "voluntary_cancellation": said("voluntary cancellation", "自主的取消し"),
        "passed": said("passed", "適合"),
        "failed": said("FAILED", "不適合"),
        "not_verifiable": said("not verifiable", "確認不能"),
        "error": said("error", "誤り"),
        "notice": said("notice", "注意"),
        "international_transfer": said("first international transfer", "最初の国際移転"),
        "authorization": said("authorization", "承認"),
        "use_or_cancellation": said("use or cancellation", "使用または取消し"),
        "omge_cancellation": said("cancellation for OMGE", "OMGEのための取消し"),
    }
)


def coded(value: str | None) -> Cell:
    """Return a cell with a code and its label."""
    return Cell(value=value, label=CODES.get(value or "", said("", "")))
