"""The notes under a structured summary: what it goes by, beyond the notes of every balance."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.period import MethodName
from reporting.forms.model.reporting_period import Reported
from reporting.forms.model.table import Note
from reporting.forms.queries.accounts import Accounted
from reporting.forms.queries.balance_notes import notes as notes_of_a_balance
from reporting.texts import said

DISJOINT = Note(
    label=said("Rows 10 and 11", "第10行と第11行"),
    text=said(
        "they never hold the same outcome: row 10 has what is authorized for use towards an NDC, "
        "whether or not for other purposes too, row 11 what is authorized for other international "
        "mitigation purposes only; so row 13 counts nothing twice",
        "両行が同じ緩和成果を含むことはない。第10行はNDCへの使用が承認されたもの（他の目的にも承認された"
        "ものを含む）、第11行はその他の国際的な緩和目的のみに承認されたものとし、第13行で二重に数えない",
    ),
    provision="2/CMA.3 annex, para. 23(c), (d) and (f)",
)
SIGN = Note(
    label=said("Sign", "符号"),
    text=said(
        "row 17 is the annual level plus row 15: what was first transferred is added, what was "
        "used is subtracted; a non-GHG indicator (row 18) is adjusted the other way, and its "
        "row 15 has that sign already. What is acquired changes nothing",
        "第17行は年間の値に第15行を加えたもの。最初の移転は加算し、使用は減算する。温室効果ガス以外の"
        "指標（第18行）は逆に調整し、その第15行はすでにその符号による。取得は数値に影響しない",
    ),
    provision="2/CMA.3 annex, paras. 8, 9 and 23(k)",
)
CLOCKS = Note(
    label=said("Years", "年の基準"),
    text=said(
        "rows go by different years, named in each row; rows 10 to 13 and row 15 of the annual "
        "methods agree over the period, not in each year",
        "行により年の基準が異なり、各行に示す。第10～13行と、各年の方法による第15行とは、期間全体では"
        "一致するが年ごとには一致しない",
    ),
    provision="2/CMA.3 annex, paras. 8 and 23",
)
RESTATED = Note(
    label=said("Earlier years", "過去の年"),
    text=said(
        "every year is computed anew from all events up to the cut-off date, so a figure published "
        "before may change until the period is closed",
        "すべての年を基準日までの事象から改めて計算するため、期間の終了までは公表済みの数値も変わり得る",
    ),
    provision="2/CMA.3 annex, para. 12",
)
LABELS = Note(
    label=said("Labels", "項目名"),
    text=said(
        "a label marked confirmed was read in a transcription of the form; one marked from memory "
        "was not, and has to be compared with the form before filing",
        "「確認済み」の項目名は様式の写しで確認したもの、「記憶による」ものは未確認であり、提出前に様式と"
        "照合する必要がある",
    ),
    provision="5/CMA.3 annex II, table 4",
)


def notes(
    accounts: Accounted, methods: Sequence[AdjustmentMethod], covers: Reported
) -> Iterator[Note]:
    """Yield the notes in the order in which they bear on the figures."""
    yield covers.note
    yield from notes_of_a_balance(replace(accounts.told, methods=methods))
    if any(each.name is MethodName.AVERAGING for each in methods):
        yield from _elapsed(accounts)
    yield from (DISJOINT, SIGN, CLOCKS, RESTATED, LABELS)


def _elapsed(accounts: Accounted) -> Iterator[Note]:
    """Yield by how many years each cumulative amount is divided; emissions first."""
    for measure, sources in accounts.measured:
        number = sources.account.elapsed().value
        if number is not None:
            yield Note(
                label=said("Divided by", "除数"),
                text=said(
                    f"{number} elapsed years ({measure.unit})",
                    f"経過年数 {number}年（{measure.unit}）",
                ),
                provision="2/CMA.3 annex, para. 7(a)(ii)",
            )
