"""Zip: sorted, without a clock, the same bytes each time."""

from io import BytesIO
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from reporting.renderers.files import to_zip

FILES = {"jcm/b.csv": b"id\n1\n", "jcm/a.csv": b"", "jcm/schemas/a.json": b"{}" * 1000}


def test_content() -> None:
    """The files come back, sorted, compressed, readable to all, dated the first day of zip."""
    with ZipFile(BytesIO(to_zip(FILES))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(FILES)
        assert {name: archive.read(name) for name in FILES} == FILES
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o644
        assert archive.getinfo("jcm/schemas/a.json").compress_size < 100


def test_japanese_names() -> None:
    """A name beyond ASCII is marked as UTF-8."""
    with ZipFile(BytesIO(to_zip({"記録/表.csv": b"id\n"}))) as archive:
        assert archive.namelist() == ["記録/表.csv"]


@given(st.dictionaries(st.text("abc/é表", min_size=1, max_size=9), st.binary(max_size=99)))
def test_the_order_of_files_does_not_matter(files: dict[str, bytes]) -> None:
    """The same files give the same bytes, in whichever order they are named."""
    turned = dict(reversed(files.items()))
    assert to_zip(files) == to_zip(turned)
