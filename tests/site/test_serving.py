"""``jcm site --serve`` answers as a web host does: types, parts of files, what has not changed."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

from reporting.cli.byte_ranges import ByteRange, UnsatisfiableError, byte_range
from reporting.cli.host_headers import host_headers
from reporting.cli.serve import host

LETTERS = b"abcdefghij"
ROWS = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the host says: status, headers by their names in lower case, bytes."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Host:
    """A host at work: where, and what it shows."""

    port: int
    folder: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address; ``if_range`` stands for the header If-Range."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=sent)
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        content = answer.read()
        connection.close()
        return Answer(status=answer.status, headers=named, content=content)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Return a host that shows a folder with some files."""
    folder = tmp_path_factory.mktemp("shown")
    (folder / "letters.txt").write_bytes(LETTERS)
    (folder / "empty.csv").touch()
    (folder / "page").mkdir()
    (folder / "page/index.html").write_text("a page", encoding="utf-8")
    (folder / "404.html").write_text("no such page", encoding="utf-8")
    (folder / "_redirects").write_text("# ids\n/PAGE/ /page/ 301\n", encoding="utf-8")
    for name in ("a.parquet", "a.csv", "a.jsonld", "a.ttl", "a.atom", "a.sqlite", "a.xlsx"):
        (folder / name).write_bytes(LETTERS)
    columns = {"number": range(ROWS), "text": [f"row {each}" for each in range(ROWS)]}
    parquet.write_table(pa.table(columns), folder / "rows.parquet", row_group_size=ROWS // 8)
    with host(folder, 0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield Host(server.server_port, folder)
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=2-4", 2, 4),
        ("bytes=7-", 7, 9),
        ("bytes=7-99", 7, 9),
        ("bytes=-3", 7, 9),
        ("bytes=-99", 0, 9),  # as polars asks for the foot of a small file
        ("BYTES= 2-4 ", 2, 4),
    ],
)
def test_a_range_is_answered_by_its_bytes(shown: Host, asked: str, first: int, last: int) -> None:
    """206, the place of the bytes in the file, and these bytes alone."""
    answer = shown.ask("/letters.txt", Range=asked)
    assert answer.status == 206
    assert answer.headers["content-range"] == f"bytes {first}-{last}/10"
    assert answer.headers["content-length"] == str(last - first + 1)
    assert answer.content == LETTERS[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_bytes_that_do_not_exist_are_refused(shown: Host, asked: str) -> None:
    """416, with the length of the file, by which a reader asks again."""
    answer = shown.ask("/letters.txt", Range=asked)
    assert (answer.status, answer.content) == (416, b"")
    assert answer.headers["content-range"] == "bytes */10"
    assert shown.ask("/empty.csv", Range="bytes=-5").status == 416


@pytest.mark.parametrize(
    "asked",
    [
        *("bytes=0-1,4-5", "lines=1-2", "bytes=4-2", "bytes=-", "bytes=a-b", "bytes", "bytes=²-3"),
        f"bytes={'9' * 99}-",
    ],
)
def test_what_is_no_single_range_gets_the_whole_file(shown: Host, asked: str) -> None:
    """Several ranges, another unit and nonsense are answered as if no range were asked for."""
    assert byte_range(asked, 10) is None
    answer = shown.ask("/letters.txt", Range=asked.replace("²", "x"))
    assert (answer.status, answer.content) == (200, LETTERS)
    assert answer.headers["accept-ranges"] == "bytes"


def test_ranges_of_any_length() -> None:
    """A range is cut at the end of the file; of an empty file none can be had."""
    assert byte_range("bytes=5-999999999999999", 10) == ByteRange(first=5, last=9)
    assert byte_range(None, 0) is None
    with pytest.raises(UnsatisfiableError):
        byte_range("bytes=0-", 0)


def test_the_head_alone(shown: Host) -> None:
    """HEAD has the headers of the whole file and no content, whatever range it names."""
    whole = shown.ask("/letters.txt")
    for range_asked in ({}, {"Range": "bytes=2-4"}):
        head = shown.ask("/letters.txt", "HEAD", **range_asked)
        assert (head.status, head.content) == (200, b"")
        for name in ("content-length", "content-type", "etag", "last-modified", "accept-ranges"):
            assert head.headers[name] == whole.headers[name]
    missing = shown.ask("/missing", "HEAD")
    assert (missing.status, missing.content) == (404, b"")


def test_what_has_not_changed_is_not_sent_again(shown: Host) -> None:
    """304 for who has the file as it is; who has it otherwise gets it."""
    whole = shown.ask("/letters.txt")
    tag, day = whole.headers["etag"], whole.headers["last-modified"]
    for known in ({"If_None_Match": f'"other", W/{tag}'}, {"If_Modified_Since": day}):
        answer = shown.ask("/letters.txt", **known)
        assert (answer.status, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
    past = "Mon, 01 Jan 2024 00:00:00 GMT"
    for other in (
        {"If_None_Match": '"other"', "If_Modified_Since": day},
        {"If_Modified_Since": past},
        {"If_Modified_Since": "yesterday"},
    ):
        assert shown.ask("/letters.txt", **other).status == 200


def test_parts_are_of_one_state_of_the_file(shown: Host) -> None:
    """With If-Range a part is sent only of the file that the reader began with."""
    whole = shown.ask("/letters.txt")
    for condition in (whole.headers["etag"], whole.headers["last-modified"]):
        answer = shown.ask("/letters.txt", Range="bytes=2-4", If_Range=condition)
        assert (answer.status, answer.content) == (206, b"cde")
    for condition in ('"other"', f"W/{whole.headers['etag']}", "Mon, 01 Jan 2024 00:00:00 GMT"):
        answer = shown.ask("/letters.txt", Range="bytes=2-4", If_Range=condition)
        assert (answer.status, answer.content) == (200, LETTERS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.parquet", "application/vnd.apache.parquet"),
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.jsonld", "application/ld+json"),
        ("a.ttl", "text/turtle; charset=utf-8"),
        ("a.atom", "application/atom+xml; charset=utf-8"),
        ("a.sqlite", "application/vnd.sqlite3"),
        ("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("page/", "text/html; charset=utf-8"),
    ],
)
def test_types(shown: Host, name: str, kind: str) -> None:
    """Each kind of file says what it is, whatever the machine's own list of types."""
    assert shown.ask(f"/{name}").headers["content-type"] == kind


def test_addresses(shown: Host) -> None:
    """A folder's address leads to its page; what is missing, above it or for the host is 404."""
    assert shown.ask("/page").headers["location"] == "/page/"
    assert shown.ask("/page/").content == b"a page"
    for path in ("/missing", "/letters.txt/", "/", "/../secret", "/_headers"):
        answer = shown.ask(path)
        assert (answer.status, answer.content) == (404, b"no such page"), path


def test_the_site_says_what_its_answers_carry(shown: Host) -> None:
    """``_headers`` is obeyed: blocks by address, values of one header joined, types replaced."""
    file = shown.folder / "_headers"
    file.write_text(
        "# a remark\n/*\n  Access-Control-Allow-Origin: *\n\n"
        "/data/*.csv\n  Content-Type: text/csv; header=present\n  Vary: Accept\n"
        "/data/2*/:name\n  cache-control: immutable\n  Vary: Origin\n"
        "/:name\n  X-At: top\n",
        encoding="utf-8",
    )
    (shown.folder / "data/2026").mkdir(parents=True)
    (shown.folder / "data/2026/a.csv").write_bytes(LETTERS)
    answer = shown.ask("/data/2026/a.csv")
    assert answer.headers["content-type"] == "text/csv; header=present"
    assert answer.headers["cache-control"] == "immutable"
    assert answer.headers["vary"] == "Accept, Origin"
    assert shown.ask("/letters.txt").headers["access-control-allow-origin"] == "*"
    assert "vary" not in shown.ask("/letters.txt").headers
    assert shown.ask("/letters.txt").headers["x-at"] == "top"
    assert "x-at" not in answer.headers
    assert shown.ask("/_headers").status == 404
    file.unlink()
    assert host_headers(shown.folder, "/data/2026/a.csv") == {}


@dataclass(slots=True)
class RemoteFile(io.RawIOBase):
    """A file read by ranges over HTTP, as readers of Parquet want one."""

    host: Host
    path: str
    at: int = 0
    asked: list[int] = field(default_factory=list)

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        size = int(self.host.ask(self.path, "HEAD").headers["content-length"])
        self.at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: size}[whence]
        return self.at

    def tell(self) -> int:
        """Return the place."""
        return self.at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # any buffer is one
        """Fill a buffer with what stands at the place."""
        answer = self.host.ask(self.path, Range=f"bytes={self.at}-{self.at + len(buffer) - 1}")
        assert answer.status == 206
        buffer[: len(answer.content)] = answer.content
        self.at += len(answer.content)
        self.asked.append(len(answer.content))
        return len(answer.content)


def test_addresses_that_lead_elsewhere(shown: Host) -> None:
    """An address of ``_redirects`` is answered with where it leads; the file is not shown."""
    answer = shown.ask("/PAGE/")
    assert (answer.status, answer.headers["location"]) == (301, "/page/")
    assert shown.ask("/PAGE/other/").status == 404
    assert shown.ask("/page/").status == 200
    assert shown.ask("/_redirects").status == 404


def test_pyarrow_and_pandas_read_parts_of_a_file(shown: Host) -> None:
    """One group of rows and one column need a part of the bytes; pandas reads the same."""
    remote = RemoteFile(shown, "/rows.parquet")
    numbers = parquet.ParquetFile(remote).read_row_group(7, columns=["number"])
    assert numbers["number"].to_pylist() == list(range(ROWS // 8 * 7, ROWS))
    assert sum(remote.asked) < (shown.folder / "rows.parquet").stat().st_size / 3
    frame = pd.read_parquet(RemoteFile(shown, "/rows.parquet"))
    assert frame["text"].iloc[-1] == f"row {ROWS - 1}"


def test_polars_reads_from_the_address(shown: Host) -> None:
    """Also of a file shorter than the foot that it asks for."""
    parquet.write_table(pa.table({"number": [1, 2]}), shown.folder / "short.parquet")
    for name, count in (("rows", ROWS), ("short", 2)):
        frame = pl.scan_parquet(f"http://127.0.0.1:{shown.port}/{name}.parquet").collect()
        assert frame.height == count
