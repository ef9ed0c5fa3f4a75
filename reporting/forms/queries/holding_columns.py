"""The columns of holdings, and what each status says."""

from reporting.forms.model.table import Column, Type
from reporting.texts import said

STATUSES = {
    "itmo": said("authorized and first transferred", "承認され、最初の移転が行われたもの"),
    "authorized": said(
        "authorized, not yet first transferred", "承認済みで、最初の移転がまだのもの"
    ),
    "credit": said("no authorization is in force for it", "有効な承認のないもの"),
    "pre_2021": said(
        "outcomes of before 2021, never an ITMO", "2020年以前の緩和成果。ITMOとはならない"
    ),
    "unresolved": said(
        "the monitoring period crosses years or is not known, and no vintage is stated",
        "モニタリング期間が複数年にわたるか不明で、発生年が示されていないもの",
    ),
    "unidentified": said(
        "without serial numbers, so which of them became ITMOs cannot be told",
        "番号がなく、どれがITMOとなったか確認できないもの",
    ),
}
TONNES = Column(
    name="quantity", label=said("t CO2 eq", "t CO2 eq"), type=Type.QUANTITY, unit="t CO2 eq"
)
NON_GHG = Column(
    name="non_ghg_quantity",
    label=said("Non-GHG", "非GHG"),
    type=Type.QUANTITY,
    unit="non-GHG metric",
    places=3,
)
S = Type.SERIAL
BLOCKS = (
    Column(name="party", label=said("Party", "締約国"), is_detail=True),
    Column(name="as_of", label=said("As of", "基準日"), type=Type.DATE, is_detail=True),
    Column(name="account", label=said("Account", "口座")),
    Column(name="status", label=said("Status", "状態")),
    Column(name="approach", label=said("Approach", "協力的アプローチ")),
    Column(name="host", label=said("Host", "ホスト国"), is_detail=True),
    Column(name="registry", label=said("Registry", "登録簿"), is_detail=True),
    Column(
        name="originating_registry",
        label=said("Originating registry", "発行登録簿"),
        is_detail=True,
    ),
    Column(name="vintage", label=said("Vintage", "発生年"), type=Type.YEAR),
    Column(name="authorization_id", label=said("Authorization", "承認")),
    Column(name="units", label=said("Units", "ユニット")),
    Column(name="itmos", label=said("ITMOs", "ITMO")),
    Column(name="unit_prefix", label=said("Prefix", "接頭辞"), is_detail=True),
    Column(name="first_unit", label=said("First unit", "最初のユニット"), type=S, is_detail=True),
    Column(name="last_unit", label=said("Last unit", "最後のユニット"), type=S, is_detail=True),
    Column(name="first_itmo", label=said("First ITMO", "最初のITMO"), type=S, is_detail=True),
    Column(name="last_itmo", label=said("Last ITMO", "最後のITMO"), type=S, is_detail=True),
    Column(name="metric", label=said("Metric", "指標"), is_detail=True),
    Column(name="mitigation_type", label=said("Mitigation type", "緩和の種別"), is_detail=True),
    TONNES,
    NON_GHG,
)
