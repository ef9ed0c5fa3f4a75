"""The columns of what checks answer."""

from reporting.forms.model.table import Column, Type
from reporting.texts import said

COUNT = Type.COUNT
CHECKS = (
    Column(name="title", label=said("What the check finds", "検査が見つけるもの")),
    Column(name="code", label=said("Code", "コード"), is_detail=True),
    Column(name="secretariat", label=said("UNFCCC", "事務局")),
    Column(name="outcome", label=said("Outcome", "結果")),
    Column(name="severity", label=said("Severity", "重さ"), is_detail=True),
    Column(name="examined", label=said("Examined", "対象"), type=COUNT),
    Column(name="failed", label=said("Failed", "不適合"), type=COUNT),
    Column(name="noted", label=said("Noted", "注意"), type=COUNT),
    Column(name="not_verifiable", label=said("Not verifiable", "確認不能"), type=COUNT),
    Column(name="provision", label=said("Provision", "根拠"), is_detail=True),
    Column(
        name="platform",
        label=said("What the platform is expected to say", "想定される事務局の検査の答え"),
        is_detail=True,
    ),
)
FINDINGS = (
    Column(name="title", label=said("Finding", "指摘")),
    Column(name="code", label=said("Code", "コード")),
    Column(name="severity", label=said("Severity", "重さ")),
    Column(name="check", label=said("Check", "検査"), is_detail=True),
    Column(name="package", label=said("Package", "パッケージ")),
    Column(name="table", label=said("Table", "表")),
    Column(name="row", label=said("Row", "行"), type=Type.ROW),
    Column(name="expected", label=said("Expected", "期待される値")),
    Column(name="found", label=said("Found", "見つかった値")),
    Column(name="remedy", label=said("Remedy", "対処")),
    Column(name="provision", label=said("Provision", "根拠")),
    Column(name="secretariat", label=said("UNFCCC", "事務局")),
    Column(name="platform", label=said("Platform", "事務局の検査")),
)
PLATFORM = (
    Column(name="code", label=said("Check", "検査")),
    Column(name="secretariat", label=said("UNFCCC", "事務局")),
    Column(name="platform", label=said("Expected to say", "想定される答え")),
)
