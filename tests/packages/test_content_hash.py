"""The content hash is that of the rows, not of the file."""

from hashlib import sha256

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from reporting.packages.content_hash import content_hash
from reporting.packages.model import Schema

SCHEMA = Schema.from_descriptor(
    {
        "fields": [
            {"name": "id", "type": "string"},
            {"name": "tonnes", "type": "number"},
            {"name": "is_known", "type": "boolean"},
        ],
        "primaryKey": "id",
    }
)
KEYLESS = Schema.from_descriptor({"fields": [{"name": "text", "type": "string"}]})


def rows(*several: tuple[str | None, str | None, str | None]) -> pa.Table:
    """Return rows of the schema as text."""
    columns = zip(*several, strict=True) if several else ((), (), ())
    return pa.table(
        {
            name: pa.array([*cells], pa.string())
            for name, cells in zip(SCHEMA.names, columns, strict=True)
        }
    )


def test_it_is_that_of_the_canonical_csv() -> None:
    """Anybody can compute it: cells in quotation marks, rows in the order of the key."""
    table = rows(("b", "1.50", "TRUE"), ("a", None, "false"), ('"', "007", "0"))
    canonical = b'"id","tonnes","is_known"\n"""","7","false"\n"a","","false"\n"b","1.5","true"\n'
    assert content_hash(table, SCHEMA) == sha256(canonical).hexdigest()


def test_of_no_rows_it_is_that_of_the_header() -> None:
    """A table whose columns have no type, as none of its rows says anything, included."""
    empty = sha256(b'"id","tonnes","is_known"\n').hexdigest()
    assert content_hash(rows(), SCHEMA) == empty
    assert content_hash(pa.table({name: pa.array([]) for name in SCHEMA.names}), SCHEMA) == empty


def test_columns_of_ours_are_no_part_of_it() -> None:
    """Neither other columns nor the order of columns matter."""
    table = rows(("a", "1", "true"))
    mixed = table.append_column("_row", pa.array([2])).select(["_row", "is_known", "id", "tonnes"])
    assert content_hash(mixed, SCHEMA) == content_hash(table, SCHEMA)


@given(st.lists(st.text(alphabet='ab",\n é日', min_size=1), unique=True), st.randoms())
def test_the_order_of_rows_makes_no_difference(texts: list[str], chance: object) -> None:
    """Of a table without key neither."""
    mixed = [*texts]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = (
        content_hash(pa.table({"text": pa.array(each, pa.string())}), KEYLESS)
        for each in (texts, mixed)
    )
    assert one == other


@given(
    st.lists(st.text(alphabet='ab",\n', min_size=1), unique=True, min_size=1),
    st.lists(st.text(alphabet='ab",\n', min_size=1), unique=True, min_size=1),
)
def test_other_rows_have_another(one: list[str], other: list[str]) -> None:
    """Whatever quotation marks, commas and line breaks stand in them."""
    hashes = {
        content_hash(pa.table({"text": pa.array(each, pa.string())}), KEYLESS)
        for each in (one, other)
    }
    assert len(hashes) == (1 if {*one} == {*other} else 2)
