"""Why a cell of the structured summary is empty, beyond what the law says of its figures."""

from reporting.forms.model.table import Reason
from reporting.texts import Text, said

YEAR = "{year}"


def _reason(code: str, brief: Text, sentence: Text | None = None, year: int = 0) -> Reason:
    words = sentence or said(f"{brief.en}.", f"{brief.ja}。")
    return Reason(
        code=code,
        year=year,
        english=words.en.replace(YEAR, str(year)),
        japanese=words.ja.replace(YEAR, str(year)),
        brief=brief.en,
        brief_japanese=brief.ja,
    )


NO_NDC = _reason(
    "ndc_missing", said("The record names no NDC of the Party", "記録にこの締約国のNDCがない")
)
NO_INDICATOR = _reason(
    "indicator_missing", said("The record names no indicator", "記録に指標がない")
)
NO_REFERENCE = _reason(
    "reference_missing", said("No reference value in the record", "記録に参照値がない")
)
NO_TARGET = _reason(
    "target_missing", said("No target level as a number", "目標水準が数値で示されていない")
)
NO_GHG = _reason(
    "no_ghg",
    said(
        "Not applicable: the NDC is not accounted in t CO2 eq",
        "該当なし：NDCはCO2換算トンでは計上されない",
    ),
)
NO_NON_GHG = _reason(
    "no_non_ghg",
    said(
        "Not applicable: the NDC has no non-GHG metric",
        "該当なし：NDCに温室効果ガス以外の指標がない",
    ),
)
OTHER_METHOD = _reason(
    "other_method", said("Not applicable under this method", "この方法では該当しない")
)
NOT_A_PORTION = _reason(
    "not_a_portion",
    said(
        "Not applicable: the figures do not cover a portion of the NDC only",
        "該当なし：数値はNDCの一部のみを対象とするものではない",
    ),
)
PORTION = _reason(
    "portion_only",
    said("Covers a portion of the NDC: see row 8", "NDCの一部を対象とするため、第8行に記載"),
)
NOT_THE_WHOLE = _reason(
    "whole_ndc_missing",
    said(
        "No emissions covering the whole NDC in the record",
        "NDC全体を対象とする排出・吸収量が記録にない",
    ),
)
LULUCF_INCLUDED = _reason(
    "lulucf_included",
    said("Not applicable: included in the time series", "該当なし：時系列に含まれている"),
)
LULUCF_UNKNOWN = _reason(
    "lulucf_missing", said("No contribution in the record", "寄与が記録にない")
)


def not_ended(year: int) -> Reason:
    """Say that a year had not ended on the cut-off date."""
    brief = said("Not ended on the cut-off date", "基準日の時点で終了していない")
    return _reason(
        "not_reported_yet",
        brief,
        said(
            f"{YEAR} had not ended on the cut-off date.",
            f"{YEAR}年は基準日の時点で終了していません。",
        ),
        year,
    )


def not_recorded(year: int) -> Reason:
    """Say that the record has no value of a year."""
    brief = said("No value in the record", "記録に値がない")
    return _reason(
        "value_missing",
        brief,
        said(f"The record has no value of {YEAR}.", f"{YEAR}年の値は記録にありません。"),
        year,
    )
