"""The columns of the tables of authorizations, and the words of their codes."""

from collections.abc import Mapping
from types import MappingProxyType

from reporting.forms.model.table import Column, Type
from reporting.texts import Text, said

TONNES = "t CO2 eq"
KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "approach": said("cooperative approach", "協力的アプローチ"),
        "use": said("use of ITMOs", "ITMOの使用"),
        "entity": said("entities", "事業者"),
    }
)
DEFINITIONS: Mapping[str, Text] = MappingProxyType(
    {
        "first_international_transfer": said("first international transfer", "最初の国際移転"),
        "authorization": said("authorization", "承認"),
        "issuance": said("issuance", "発行"),
        "use_or_cancellation": said("use or cancellation", "使用または取消し"),
    }
)
ROLES: Mapping[str, Text] = MappingProxyType(
    {
        "host": said("host", "ホスト国"),
        "buyer": said("buyer", "取得国"),
        "both": said("host and buyer", "ホスト国・取得国"),
    }
)
ID = Column(name="authorization_id", label=said("Authorization ID", "承認ID"))
VERSION = Column(name="version", label=said("Version", "版"), type=Type.SERIAL)
DATE = Column(name="authorized_on", label=said("Date", "承認日"), type=Type.DATE)
AUTHORIZATIONS = (
    ID,
    VERSION,
    Column(name="approach", label=said("Approach", "アプローチ")),
    Column(name="kind", label=said("Authorizes", "対象")),
    DATE,
    Column(name="purposes", label=said("Purposes", "目的")),
    Column(name="quantity_cap", label=said("Quantity", "数量"), type=Type.QUANTITY),
    Column(name="metric", label=said("Metric", "指標")),
    Column(name="first_transfer_definition", label=said("First transfer", "最初の移転の定義")),
    Column(name="vintages", label=said("Vintages", "発生年")),
    Column(name="use_years", label=said("Years of use", "使用対象年")),
    Column(name="parties", label=said("Authorized Parties", "承認された締約国")),
    Column(name="entities", label=said("Authorized entities", "承認された事業者")),
    Column(name="revoked_on", label=said("Revoked", "撤回日"), type=Type.DATE),
)
CHANGES = (
    ID,
    VERSION,
    DATE,
    Column(name="what", label=said("What changed", "変更された事項")),
    Column(name="before", label=said("Before", "変更前")),
    Column(name="after", label=said("After", "変更後")),
)
ENTITIES = (
    Column(name="entity_id", label=said("Identification number", "識別番号")),
    Column(name="name", label=said("Name", "名称")),
    Column(name="country", label=said("Country of incorporation", "設立国")),
    Column(name="approach", label=said("Approach", "アプローチ")),
    DATE,
    Column(name="conditions", label=said("Conditions", "条件")),
)
APPROACH = (
    Column(name="approach_id", label=said("Cooperative approach ID", "協力的アプローチID")),
    Column(name="name", label=said("Name", "名称")),
    Column(name="parties", label=said("Participating Parties", "参加締約国")),
    Column(name="started_on", label=said("Start", "開始日"), type=Type.DATE),
    Column(name="description", label=said("Description", "概要")),
)
