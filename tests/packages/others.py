"""Small made-up packages of other people: what the standard lets them say, and what it does not."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION_2 = "https://datapackage.org/profiles/2.0/datapackage.json"
ROWS = b"c,n\nMNG,1\n"
TEXT, NUMBER, INTEGER, DATE = (
    {"name": name, "type": kind}
    for name, kind in (("c", "string"), ("n", "number"), ("n", "integer"), ("n", "date"))
)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A package and what is to be said of it.

    Attributes:
        name: What it shows.
        descriptor: Its ``datapackage.json``.
        files: Its other files.
        errors: The codes of the errors that it gives here, in order.
        notices: Those of its notices.
        differs: Why frictionless judges otherwise; empty where it does not.
    """

    name: str
    descriptor: Json
    files: Mapping[str, bytes]
    errors: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    differs: str = ""

    def write(self, folder: Path) -> Path:
        """Write the package into a folder of its own."""
        (folder / "case").mkdir()
        (folder / "case/datapackage.json").write_text(json.dumps(self.descriptor), "utf-8")
        for path, content in self.files.items():
            (folder / "case" / path).write_bytes(content)
        return folder / "case"


@dataclass(slots=True)
class _Made:
    """What the packages below have in common."""

    every: list[Other] = field(default_factory=list)

    def table(  # noqa: PLR0913 - a case states what is unlike the others
        self,
        name: str,
        rows: bytes,
        *fields: Json,
        errors: tuple[str, ...] = (),
        notices: tuple[str, ...] = (),
        differs: str = "",
        of_resource: Json | None = None,
        **of_schema: object,
    ) -> None:
        """Add a package of one table ``t`` in one file."""
        resource: Json = {"name": "t", "path": "t.csv"} | (of_resource or {})
        path = resource["path"]
        resource.setdefault("schema", {"fields": list(fields or (TEXT, INTEGER)), **of_schema})
        self.package(
            name, [resource], {path: rows}, errors=errors, notices=notices, differs=differs
        )

    def package(  # noqa: PLR0913 - a case states what is unlike the others
        self,
        name: str,
        resources: list[Json],
        files: Mapping[str, bytes],
        *,
        errors: tuple[str, ...] = (),
        notices: tuple[str, ...] = (),
        differs: str = "",
        lacks: str = "",
        called: str = "case",
        standard: object = VERSION_2,
        **of_package: object,
    ) -> None:
        """Add a package."""
        described = {"$schema": standard, "name": called, "resources": resources, **of_package}
        self.every.append(
            Other(
                name=name,
                descriptor={key: each for key, each in described.items() if key != lacks},
                files=files,
                errors=errors,
                notices=notices,
                differs=differs,
            )
        )


def _hash(algorithm: str) -> str:
    return hashlib.new(algorithm, ROWS).hexdigest()


_made = _Made()
table, package = _made.table, _made.package

# ── how strictly columns match ────────────────────────────────────────────────────────────────────
YEAR: Json = {"name": "y", "type": "integer"}
three = (TEXT, YEAR, INTEGER)
table("columns equal", b"y,c,n\n2024,MNG,1\n", *three, fieldsMatch="equal")
table("columns subset", b"c,y,n,r\nMNG,2024,1,x\n", *three, fieldsMatch="subset")
table("columns superset", b"c,y\nMNG,2024\n", *three, fieldsMatch="superset")
table("columns partial", b"c,r\nMNG,x\n", *three, fieldsMatch="partial")
table(
    "columns subset, as a list",
    b"c,y,n,r\nMNG,2024,1,x\n",
    *three,
    fieldsMatch=["subset"],
    differs="a draft of version 2 had a list, and one word in it is no doubt",
)
table("columns exact", b"n,c\n1,MNG\n", errors=("header-order",))
table("column missing", b"c\nMNG\n", errors=("header-missing-field",), fieldsMatch="equal")
table(
    "column required in a superset",
    b"c\nMNG\n",
    TEXT,
    INTEGER | {"constraints": {"required": True}},
    errors=("header-missing-field",),
    fieldsMatch="superset",
)
# ── numbers ───────────────────────────────────────────────────────────────────────────────────────
table("unit beside the number", b"c,n\nMNG,95 t\n", TEXT, INTEGER | {"bareNumber": False})
comma = NUMBER | {"decimalChar": ",", "groupChar": "."}
table("decimal comma", b'c,n\nDEU,"1.234,5"\n', TEXT, comma)
table(
    "groups of an integer",
    b'c,n\nMNG,"1,234,567"\n',
    TEXT,
    INTEGER | {"groupChar": ","},
    differs="version 2 has groupChar for integers; frictionless knows it of numbers only",
)
table(
    "groups of an integer with decimals",
    b'c,n\nMNG,"1,234.5"\n',
    TEXT,
    INTEGER | {"groupChar": ","},
    errors=("not-whole",),
)
table(
    "many decimals", b"c,n\nMNG,0.0031432607123\n", TEXT, NUMBER, notices=("house-number-too-long",)
)
table("beyond 64 bits", b"c,n\nMNG,92233720368547758080\n", notices=("house-integer-too-large",))
table("plus sign", b"c,n\nMNG,+5\n", notices=("house-cell-not-canonical",))
table("thousands without groupChar", b'c,n\nMNG,"1,234"\n', errors=("thousands-separator",))
# ── bytes ─────────────────────────────────────────────────────────────────────────────────────────
sjis = "c,n\nモンゴル国,95\n".encode("cp932")
table("byte order mark", b"\xef\xbb\xbf" + ROWS, notices=("house-byte-order-mark",))
table("Shift_JIS, declared", sjis, of_resource={"encoding": "shift_jis"})
table(
    "Shift_JIS, not declared",
    sjis,
    errors=("encoding",),
    differs="the standard's encoding is UTF-8 where none is stated; frictionless guesses",
)
table(
    "encoding nobody knows",
    ROWS,
    of_resource={"encoding": "klingon"},
    errors=("table-not-supported",),
)
# ── keys ──────────────────────────────────────────────────────────────────────────────────────────
KEY = [["c", "n"]]
table(
    "unique key twice",
    b"c,n\nx,2\nx,2\n",
    errors=("unique-key-duplicate",),
    differs="frictionless does not look at uniqueKeys",
    uniqueKeys=KEY,
)
table("unique key with an empty part", b"c,n\nx,\nx,\n", uniqueKeys=KEY)
table(
    "unique key in two spellings",
    b"c,n\nx,1.5\nx,1.50\n",
    TEXT,
    NUMBER,
    errors=("unique-key-duplicate",),
    differs="frictionless does not look at uniqueKeys",
    uniqueKeys=KEY,
)
table(
    "unique key twice in another form",
    b"c;n\nx;2\nx;2\n",
    of_resource={"dialect": {"delimiter": ";"}},
    errors=("unique-key-duplicate",),
    differs="frictionless does not look at uniqueKeys",
    uniqueKeys=KEY,
)
table(
    "primary key in two spellings",
    b"c,n\nx,1.5\nx,1.50\n",
    TEXT,
    NUMBER,
    primaryKey=["c", "n"],
    errors=("primary-key-duplicate",),
)
for form, rows in (("", b"c,n\nx,\nx,\n"), (" in another form", b"c;n\nx;\nx;\n")):
    table(
        f"half a primary key empty{form}",
        rows,
        primaryKey=["c", "n"],
        of_resource={"dialect": {"delimiter": ";"}} if form else {},
        errors=("primary-key-missing", "primary-key-missing"),
    )
table("primary key empty", b"c,n\n,1\n", primaryKey="c", errors=("primary-key-missing",))
for form, missing in (("", ["", "-"]), (" with label", [{"value": "-", "label": "unknown"}])):
    table(
        f"foreign key to the table itself, missing value{form}",
        b"c,n\nA,-\nB,A\n",
        TEXT,
        {"name": "n", "type": "string"},
        primaryKey="c",
        foreignKeys=[{"fields": "n", "reference": {"resource": "", "fields": "c"}}],
        missingValues=missing,
    )
lists = [
    {
        "name": "t",
        "path": "t.csv",
        "schema": {
            "fields": [TEXT, INTEGER],
            "foreignKeys": [{"fields": "c", "reference": {"resource": "codes", "fields": "c"}}],
        },
    },
    {
        "name": "codes",
        "path": "codes.csv",
        "dialect": {"delimiter": ";"},
        "schema": {"fields": [TEXT, INTEGER]},
    },
]
package("key to a table in another form", lists, {"t.csv": ROWS, "codes.csv": b"c;n\nMNG;1\n"})
package(
    "key to a table in another form, not found",
    lists,
    {"t.csv": ROWS, "codes.csv": b"c;n\nKEN;1\n"},
    errors=("foreign-key",),
)
# ── quotation marks ───────────────────────────────────────────────────────────────────────────────
table(
    "rows swallowed",
    b'c,n\n"MNG,1\nKEN,2\nETH",3\n',
    errors=("quote-swallows",),
    differs="the rows within the cell are lost, though CSV allows it",
)
table("quotation marks in a cell", b'c,n\nPlant "5" North,1\n')
table(
    "quotation mark left open",
    b'c,n\nMNG,1\n"KEN,2\n',
    errors=("quote-broken",),
)
table(
    "line break in a cell, then a cell too many",
    b'c,n\n"Plant 5\nnorth",1\nKEN,2,x\n',
    errors=("row-too-long",),
    notices=("house-cell-hidden-character",),
)
# ── promises of bytes ─────────────────────────────────────────────────────────────────────────────
IGNORES = "frictionless ignores hashes but md5 and sha256, lower case"
for algorithm in ("sha256", "sha512", "sha1", "blake2b", "sha3_256"):
    table(f"hash {algorithm}", ROWS, of_resource={"hash": f"{algorithm}:{_hash(algorithm)}"})
table("hash without prefix", ROWS, of_resource={"hash": _hash("md5"), "bytes": len(ROWS)})
table("hash in capitals", ROWS, of_resource={"hash": f"SHA256:{_hash('sha256').upper()}"})
table("hash with a hyphen", ROWS, of_resource={"hash": f"sha-256:{_hash('sha256')}"})
table(
    "hash in capitals without prefix",
    ROWS,
    of_resource={"hash": _hash("md5").upper()},
    differs=IGNORES,
)
table("hash wrong", ROWS, of_resource={"hash": "0" * 32}, errors=("hash-differs",))
table(
    "hash sha1 wrong",
    ROWS,
    of_resource={"hash": f"sha1:{'0' * 40}"},
    errors=("hash-differs",),
    differs=IGNORES,
)
table("hash nobody knows", ROWS, of_resource={"hash": "crc:00"}, notices=("house-hash-unknown",))
table("bytes wrong", ROWS, of_resource={"bytes": 99}, errors=("bytes-differ",))
# ── forms of files ────────────────────────────────────────────────────────────────────────────────
table("semicolons", b"c;n\nMNG;1\n", of_resource={"dialect": {"delimiter": ";"}})
table(
    "tabs",
    b"c\tn\nMNG\t1\n",
    of_resource={"path": "t.tsv", "format": "tsv", "dialect": {"delimiter": "\t"}},
)
table("other quotation marks", b"c,n\n'M,N',1\n", of_resource={"dialect": {"quoteChar": "'"}})
table("no header", b"MNG,1\nKEN,2\n", of_resource={"dialect": {"header": False}})
table("header in row 2", b"Title,\nc,n\nMNG,1\n", of_resource={"dialect": {"headerRows": [2]}})
table("comments", b"c,n\n#x,y\nMNG,1\n", of_resource={"dialect": {"commentChar": "#"}})
table(
    "wrong type in another form",
    b"c;n\nMNG;x\n",
    of_resource={"dialect": {"delimiter": ";"}},
    errors=("cell-type",),
)
table(
    "cell missing in another form",
    b"c;n\nMNG\n",
    of_resource={"dialect": {"delimiter": ";"}},
    errors=("row-too-short",),
)
table(
    "cell too many in another form",
    b"c;n\nMNG;1;2\n",
    of_resource={"dialect": {"delimiter": ";"}},
    errors=("row-too-long",),
)
table(
    "blank row in another form",
    b"c;n\n\nMNG;1\n",
    of_resource={"dialect": {"delimiter": ";"}},
    errors=("row-blank",),
)
table(
    "column spelt otherwise in another form",
    b"c;N\nMNG;1\n",
    of_resource={"dialect": {"delimiter": ";"}},
    errors=("header-spelling",),
)
package(
    "table in parts",
    [{"name": "t", "path": ["a.csv", "b.csv"], "schema": {"fields": [TEXT, INTEGER]}}],
    {"a.csv": ROWS, "b.csv": b"c,n\nKEN,2\n"},
)
package(
    "table in parts, one missing",
    [{"name": "t", "path": ["a.csv", "b.csv"], "schema": {"fields": [TEXT, INTEGER]}}],
    {"a.csv": ROWS},
    errors=("file-missing",),
)
inline = [{"c": "MNG", "n": 1}]
package(
    "data within the descriptor",
    [{"name": "t", "data": inline, "schema": {"fields": [TEXT, INTEGER]}}],
    {},
)
package(
    "JSON",
    [{"name": "t", "path": "t.json", "schema": {"fields": [TEXT, INTEGER]}}],
    {"t.json": json.dumps(inline).encode()},
    errors=("table-not-supported",),
)
package("no schema", [{"name": "t", "path": "t.csv"}], {"t.csv": ROWS})
package("file that is no table", [{"name": "readme", "path": "README.md"}], {"README.md": b"x\n"})
package(
    "schema at an address",
    [{"name": "t", "path": "t.csv", "schema": "https://example.org/schema.json"}],
    {"t.csv": ROWS},
    errors=("table-not-supported",),
)
package(
    "table at an address",
    [{"name": "t", "path": "https://example.org/t.csv", "schema": {"fields": [TEXT]}}],
    {},
    errors=("table-not-supported",),
)
table("header alone", b"c,n\n", notices=("house-table-empty",))
package(
    "file beside the tables",
    [{"name": "t", "path": "t.csv", "schema": {"fields": [TEXT, INTEGER]}}],
    {"t.csv": ROWS, "old.csv": b"x\n"},
    notices=("house-table-undeclared",),
)
# ── values ────────────────────────────────────────────────────────────────────────────────────────
truth = {"name": "c", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
table("truth in words", b"c,n\nyes,1\nno,2\n", truth, INTEGER)
table("truth in other words", b"c,n\noui,1\n", truth, INTEGER, errors=("cell-type",))
day = DATE | {"format": "%d/%m/%Y"}
table("date in a format", b"c,n\nx,31/12/2024\n", TEXT, day)
table("date against its format", b"c,n\nx,2024-12-31\n", TEXT, day, errors=("date-form",))
table("year in a column of dates", b"c,n\nAUT,1961\n", TEXT, DATE, errors=("year-for-date",))
table("spreadsheet's date", b"c,n\nx,45657\n", TEXT, DATE, errors=("date-serial-number",))
codes = TEXT | {"missingValues": ["-"], "constraints": {"enum": ["AO", "NA", "ZA"]}}
table(
    "missing values of one field", b"c,n\nNA,1\n-,2\nZA,NA\n", codes, INTEGER, missingValues=["NA"]
)
table(
    "missing values with labels",
    b"c,n\nMNG,-99\n",
    missingValues=[{"value": "", "label": "not known"}, {"value": "-99", "label": "refused"}],
)
for kind, value in (
    ("datetime", "2024-01-01T00:00:00Z"),
    ("time", "10:00:00"),
    ("yearmonth", "2024-05"),
    ("year", "2024"),
    ("list", '"a,b"'),
    ("any", "x"),
    ("duration", "P1Y"),
    ("geopoint", '"90.5, 45.5"'),
    ("object", '"{""a"": 1}"'),
    ("array", '"[1]"'),
):
    table(f"type {kind}", f"n,c\n{value},x\n".encode(), {"name": "n", "type": kind}, TEXT)
table(
    "type against its value",
    b"n,c\n12,x\n",
    {"name": "n", "type": "geopoint"},
    TEXT,
    errors=("cell-type",),
)
table(
    "type nobody knows", ROWS, TEXT, {"name": "n", "type": "whole"}, errors=("descriptor-invalid",)
)
table(
    "pattern with alternatives",
    b"c,n\nAB,1\n",
    TEXT | {"constraints": {"pattern": "A|B"}},
    INTEGER,
    errors=("cell-pattern",),
    differs="frictionless binds ^ and $ to the first and the last alternative only",
)
table(
    "leading zero lost",
    b"c,n\n007,1\n8,2\n",
    TEXT | {"constraints": {"pattern": "[0-9]{3}"}},
    INTEGER,
    errors=("cell-lost-zero",),
)
package(
    "leading zero lost in a key",
    [
        {
            "name": "t",
            "path": "t.csv",
            "schema": {
                "fields": [TEXT, INTEGER],
                "foreignKeys": [{"fields": "c", "reference": {"resource": "u", "fields": "c"}}],
            },
        },
        {"name": "u", "path": "u.csv", "schema": {"fields": [TEXT, INTEGER]}},
    ],
    {"t.csv": b"c,n\n7,1\n009,1\n5,1\n", "u.csv": b"c,n\n007,1\n9,1\n"},
    errors=("foreign-key-lost-zero", "foreign-key-lost-zero", "foreign-key"),
)
# ── texts ─────────────────────────────────────────────────────────────────────────────────────────
for name, text, code in (
    ("Khmer", "គម្រោង\u200bថាមពល", ""),
    ("Persian", "نیروگاه\u200cهای", ""),
    ("Sinhala", "ශ්\u200dරී", ""),
    ("Bengali", "র\u200d্যাব", ""),
    ("Mongolian with a chosen form", "ᠮᠣᠩᠭᠣᠯ\u180b", ""),
    ("Han with a chosen form", "葛\U000e0100城", ""),
    ("emoji", "👨\u200d👩\u200d👧 ☀\ufe0f", ""),
    ("dash alone", "-", ""),
    ("telephone", "+81 3-1234-5678", ""),
    ("sum with a plus", "+1+cmd|A0", "house-cell-formula"),
    ("unit with a Greek letter", "μW sensor, ΔT, kΩ", ""),
    ("smaller and greater", "R&D; x<y and y>z", ""),
    ("French", "Énergie\u00a0: solaire", "house-cell-space"),
    ("tag", "A <b>bold</b>", "house-cell-markup"),
    ("accent apart", "Ministe\u0300re", "house-cell-not-composed"),
    ("read wrongly", "MinistÃ¨re", "house-cell-mojibake"),
    ("formula", "@company", "house-cell-formula"),
    ("error of a spreadsheet", "#REF!", "house-cell-error-value"),
    ("number shortened", "1.23457E+19", "house-cell-rounded"),
    ("look-alike", "Tsets\u0435ns", "house-cell-look-alike"),
    ("zero-width space in a Latin word", "Tset\u200bsens", "house-cell-hidden-character"),
    ("two spaces", "a  b", "house-cell-space"),
):
    table(f"text: {name}", f'c,n\n"{text}",1\n'.encode(), notices=(code,) if code else ())
table(
    "space and a code not listed",
    b"c,n\nAO ,1\n",
    TEXT | {"constraints": {"enum": ["AO"]}},
    INTEGER,
    errors=("cell-enum",),
)
# ── descriptors ───────────────────────────────────────────────────────────────────────────────────
plain = [{"name": "t", "path": "t.csv", "schema": {"fields": [TEXT, INTEGER]}}]
package("no name", plain, {"t.csv": ROWS}, lacks="name")
package("name with capitals and dots", plain, {"t.csv": ROWS}, called="Case.1")
package(
    "version 1",
    [plain[0] | {"profile": "tabular-data-resource"}],
    {"t.csv": ROWS},
    lacks="$schema",
    profile="tabular-data-package",
)
package(
    "profile of others",
    plain,
    {"t.csv": ROWS},
    standard="https://example.org/profile.json",
    notices=("profile-not-read",),
)
package(
    "words of ours mean nothing",
    [plain[0] | {"schema": {"fields": [TEXT, INTEGER], "rules": [{"rule": "x"}]}}],
    {"t.csv": ROWS},
)
package("two tables of one name", plain * 2, {"t.csv": ROWS}, errors=("descriptor-invalid",))
package("no resources", [], {}, lacks="resources", errors=("descriptor-invalid",))
package(
    "path out of the package", [plain[0] | {"path": "../t.csv"}], {}, errors=("descriptor-invalid",)
)
package(
    "null in a schema",
    [plain[0] | {"schema": {"fields": [TEXT | {"title": None}]}}],
    {"t.csv": ROWS},
    errors=("descriptor-invalid",),
)

# ── shapes at which frictionless stops ────────────────────────────────────────────────────────────
table(
    "bound that is no number",
    ROWS,
    TEXT,
    INTEGER | {"constraints": {"minimum": "x"}},
    errors=("descriptor-invalid",),
)
table(
    "header rows in words",
    ROWS,
    of_resource={"dialect": {"headerRows": ["a"]}},
    errors=("file-unreadable",),
)
package(
    "profile that is a list", plain, {"t.csv": ROWS}, profile=["x"], errors=("descriptor-invalid",)
)
package(
    "version that is a list", plain, {"t.csv": ROWS}, errors=("descriptor-invalid",), standard=["x"]
)
package(
    "table in parts with a hash",
    [{"name": "t", "path": ["a.csv"], "hash": "0" * 32, "schema": {"fields": [TEXT, INTEGER]}}],
    {"a.csv": ROWS},
    errors=("file-unreadable",),
)

OTHERS = tuple(_made.every)
