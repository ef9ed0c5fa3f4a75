"""The first page of a Party's folder, in plain words."""

from collections.abc import Mapping
from typing import Any

from reporting.texts import Text

STEPS = (
    ("cooperative_approaches", "approach_parties", "parties"),
    (
        "authorizations",
        "authorization_sectors",
        "authorization_activities",
        "authorized_entities",
        "authorization_entities",
        "authorization_parties",
    ),
    ("registries", "accounts"),
    ("ndcs", "covered_emissions", "trajectories", "ndc_indicators", "indicator_values"),
    ("credit_blocks", "transfers"),
    ("coverage",),
)
WHY = (
    (
        "with whom you cooperate. Give each approach a short name of your own, as `jcm-{low}-jpn`; "
        "leave `approach_id` empty until the UNFCCC secretariat has assigned one"
    ),
    (
        "what you have authorized. A change is a new row with the next version, never an edit. "
        "Each version has its rows in the tables beside it: its sectors, without which table 2 of "
        "the AEF is not complete, its types of activity, and, where you name them, the entities "
        "and Parties that are authorized"
    ),
    "where you track ITMOs",
    (
        "what you have pledged, by which method you adjust, and your emissions year by year; for "
        "the trajectory and multi-year methods the level of each year; the indicators by which you "
        "track progress, and their values"
    ),
    "what was issued, and what happened to it, as your registry recorded it",
    (
        "a row for each year that you declare complete. Until then every total stays empty: an "
        "empty table is not taken for zero"
    ),
)
WHY_JA = (
    (
        "協力の相手。アプローチには `jcm-{low}-jpn` のような短い名称を付け、UNFCCC事務局が番号を"
        "割り当てるまで `approach_id` は空欄とします"
    ),
    (
        "承認の内容。変更は既存の行を書き換えず、次の版の行を加えます。版ごとに関連する表にも行を"
        "加えます。分野（ないとAEFの表2は完全になりません）、活動の種類、特定する場合は承認された"
        "主体と締約国です"
    ),
    "ITMOを追跡する登録簿",
    (
        "NDC、相当調整の方法、年ごとの排出量。経路による方法及び複数年の方法では"
        "年ごとの水準、進捗を測る指標とその値"
    ),
    "発行された単位と、登録簿に記録されたその後の事象",
    "完全であると宣言する年ごとに1行。宣言のない間は合計を空欄とし、空の表をゼロとはみなしません",
)
ENGLISH = """# The Article 6 record of {name}

This folder holds what {name} ({party}) has to know to report under Article 6.2 of the Paris
Agreement. From it come the agreed electronic format (AEF), the structured summary, annex 4 of the
biennial transparency report and the initial report. Nothing in it leaves your machine.

## How to fill it

Each table is a CSV file: a heading, then a row for each fact. A spreadsheet opens it; save it as
CSV in UTF-8, with dates as YYYY-MM-DD. Leave empty what you do not know; never write 0 for it.
The folder `schemas` describes every field. Fill the tables in this order:

{steps}

In every row, `source_id` says where it comes from: `own-record` for your own record, or a row that
you add to `sources.csv`. `confidence` is high, medium or low; `basis` is stated, derived or
inferred.

## How to write the narratives

`narratives/{party}/` has a file for each paragraph that asks for text, with what it asks for at its
top. Write in place of the line `[to be written]`. Japanese stands beside it, as `21-a.ja.md`.
For each cooperative approach, copy `templates/approach` to `narratives/{party}/NAME`, where NAME is
its name in `cooperative_approaches.csv`. A paragraph `Table: …` before a table is its caption.

## How to see where you are

```
jcm validate {folder}
jcm check --data {folder}
jcm report --data {folder} --party {party} --year {year}
```

The first asks whether the tables are well formed, the second whether they agree with each other;
the third makes every form. A finding says where, what was expected, what was found, and what to do.

## How to file

```
jcm submission draft --data {folder} --party {party} --form aef --year {year}
jcm submission approve --data {folder} --party {party} --form aef --year {year} --by NAME --on DATE
jcm submission file --data {folder} --party {party} --form aef --year {year} --on DATE
```

Drafts stand in `drafts`, what was filed in `filed`, where it is never changed; `submissions.csv`
lists both. You upload the workbook to the platform: nothing is sent.

## The tables

{tables}
"""
JAPANESE = """# {name}の6条に関する記録

このフォルダーには、{name}（{party}）がパリ協定6条2項に基づく報告のために把握すべき情報を収めます。
ここから、合意された電子様式（AEF）、構造化概要、隔年透明性報告書の附属書4及び初期報告書を作成します。
内容が外部に送信されることはありません。

## 記入の手順

各表はCSVファイルで、1行目が見出し、2行目以降が1件ずつの記録です。表計算ソフトで開けます。
UTF-8のCSV、日付はYYYY-MM-DDの形で保存してください。不明な欄は空欄とし、0とは書かないでください。
各欄の説明は `schemas` にあります。次の順に記入します。

{steps}

各行の `source_id` は出典です。自国の記録は `own-record`、その他は `sources.csv` に行を加えます。
`confidence` は high、medium、low、`basis` は stated、derived、inferred のいずれかです。

## 記述の書き方

`narratives/{party}/` に、文章を求める項ごとのファイルがあり、求められる内容を冒頭に記しています。
`[to be written]` の行を本文に置き換えてください。日本語は `21-a.ja.md` のように並べて置きます。
協力的アプローチごとに、`templates/approach` を `narratives/{party}/NAME` に複写します。
NAMEは `cooperative_approaches.csv` での名称です。表の直前の段落 `表：…` はその表題になります。

## 進み具合の確認

```
jcm validate {folder} --language ja
jcm check --data {folder} --language ja
jcm report --data {folder} --party {party} --year {year} --language ja
```

1つ目は各表の形式、2つ目は表どうしの整合を確かめ、3つ目はすべての様式を作成します。指摘には、場所、
期待される値、見つかった値及び対処が示されます。

## 提出の手順

```
jcm submission draft --data {folder} --party {party} --form aef --year {year}
jcm submission approve --data {folder} --party {party} --form aef --year {year} --by 氏名 --on DATE
jcm submission file --data {folder} --party {party} --form aef --year {year} --on DATE
```

案は `drafts` に、提出したものは `filed` に保存され、後者は変更されません。一覧は
`submissions.csv` にあります。プラットフォームへの登録は利用者が行います。何も送信されません。

## 表の一覧

{tables}
"""


def welcome(party: str, name: Text, model: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the first page in both languages.

    Args:
        party: Code of the Party.
        name: Its name.
        model: The descriptor of the tables.
    """
    pages = (("README.md", ENGLISH, WHY, "en"), ("README.ja.md", JAPANESE, WHY_JA, "ja"))
    return {
        file: page.format(
            name=name[language],
            party=party,
            folder="FOLDER",
            year="YEAR",
            steps=_steps(why, party),
            tables=_tables(model, "" if language == "en" else "@ja"),
        )
        for file, page, why, language in pages
    }


def _steps(why: tuple[str, ...], party: str) -> str:
    return "\n".join(
        f"{number}. {', '.join(f'`{each}.csv`' for each in tables)}: "
        f"{reason.replace('{low}', party.lower())}"
        for number, (tables, reason) in enumerate(zip(STEPS, why, strict=True), 1)
    )


def _tables(model: Mapping[str, Any], suffix: str) -> str:
    return "\n".join(f"- `{each['path']}`: {each[f'title{suffix}']}" for each in model["resources"])
