"""What the reconciliation calls its identities, their two sides and the outcomes."""

from collections.abc import Mapping
from types import MappingProxyType

from reporting.forms.model.table import Column, Type
from reporting.forms.reconciliation.comparison import Identity, Outcome
from reporting.texts import Text, said

AEF = said("AEF", "AEF")
INITIAL = said("Initial report", "初期報告書")
IDENTITIES: Mapping[Identity, Text] = MappingProxyType(
    {
        Identity.FIRST_TRANSFERS: said("First transfers by event year", "最初の移転（事象の年別）"),
        Identity.USES: said("Uses by use-for year", "使用（使用対象年別）"),
        Identity.ADJUSTMENT: said(
            "First transfers by vintage less uses", "最初の移転（発生年別）－使用"
        ),
        Identity.CUMULATIVE: said(
            "First transfers less uses, up to the year", "最初の移転－使用（その年までの累計）"
        ),
        Identity.BALANCE: said("Level plus adjustment", "年間の値＋相当調整"),
        Identity.HOLDINGS: said("Opening holdings and actions", "期首の保有と行為"),
        Identity.PERIOD: said("NDC period", "NDC期間"),
        Identity.METHOD: said("Method", "方法"),
        Identity.METRICS: said("Metrics", "指標"),
        Identity.APPROACHES: said("Cooperative approaches", "協力的アプローチ"),
    }
)
SIDES: Mapping[Identity, tuple[Text, Text]] = MappingProxyType(
    {
        Identity.FIRST_TRANSFERS: (
            said("AEF: first transfers", "AEF：最初の移転"),
            said("CTF table 4: rows 10 and 11", "CTF表4：第10行＋第11行"),
        ),
        Identity.USES: (
            said("AEF of all years: uses", "全年のAEF：使用"),
            said("CTF table 4: row 12", "CTF表4：第12行"),
        ),
        Identity.ADJUSTMENT: (
            said("AEF of all years", "全年のAEF"),
            said("CTF table 4: row 15", "CTF表4：第15行"),
        ),
        Identity.CUMULATIVE: (
            said("AEF of all years", "全年のAEF"),
            said("CTF table 4: row 16", "CTF表4：第16行"),
        ),
        Identity.BALANCE: (
            said("CTF table 4: rows 7 to 9 and 15", "CTF表4：第7～9行＋第15行"),
            said("CTF table 4: row 17 or 18", "CTF表4：第17行または第18行"),
        ),
        Identity.HOLDINGS: (
            said("AEF: table 4 of the year before and table 3", "AEF：前年の表4と表3"),
            said("AEF: table 4", "AEF：表4"),
        ),
        Identity.PERIOD: (said("AEF: table 1", "AEF：表1"), said("CTF table 4", "CTF表4")),
        Identity.METHOD: (said("CTF table 4", "CTF表4"), INITIAL),
        Identity.METRICS: (said("AEF or CTF table 4", "AEFまたはCTF表4"), INITIAL),
        Identity.APPROACHES: (AEF, INITIAL),
    }
)
OUTCOMES: Mapping[Outcome, Text] = MappingProxyType(
    {
        Outcome.AGREES: said("agrees", "一致"),
        Outcome.DIFFERS: said("DIFFERS", "不一致"),
        Outcome.NOT_VERIFIABLE: said("not verifiable", "確認不能"),
    }
)
WHAT = (
    Column(name="identity", label=said("Identity", "照合")),
    Column(name="year", label=said("Year", "年"), type=Type.YEAR),
    Column(name="metric", label=said("Metric", "指標")),
)
COLUMNS = (
    *WHAT,
    Column(name="method", label=said("Method", "方法")),
    Column(name="left_form", label=said("One form", "一方の様式")),
    Column(name="left", label=said("says", "記載"), type=Type.QUANTITY, places=3),
    Column(name="right_form", label=said("The other", "他方の様式")),
    Column(name="right", label=said("says", "記載"), type=Type.QUANTITY, places=3),
    Column(name="difference", label=said("Difference", "差"), type=Type.QUANTITY, places=3),
    Column(name="outcome", label=said("Outcome", "結果")),
    Column(name="why", label=said("Why not verifiable", "確認不能の理由")),
    Column(name="provision", label=said("Provision", "根拠"), is_detail=True),
)
ROWS = (
    *WHAT,
    Column(name="form", label=said("Form", "様式")),
    Column(name="package", label=said("Package", "パッケージ")),
    Column(name="table", label=said("Table", "表")),
    Column(name="row", label=said("Row", "行"), type=Type.ROW),
    Column(name="part", label=said("Puts in", "算入量"), type=Type.QUANTITY, places=3),
)
