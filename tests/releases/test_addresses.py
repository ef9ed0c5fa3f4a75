"""A version on the web is judged as one in a folder; what a server does is no error of ours."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reporting.releases.copies import zip_name
from reporting.releases.deliveries import fetched, is_address
from reporting.releases.locating import LocatingError, located
from reporting.releases.manifest import MANIFEST
from reporting.releases.signature import SignatureState, SignatureVerdict
from reporting.releases.verification import Verdict, Verification, verify
from tests.releases.made import VERSION

UNSIGNED = SignatureVerdict(state=SignatureState.NONE)
ISSUANCES = "record/issuances"


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Hostile(BaseHTTPRequestHandler):
    """A server that means no good."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer by the address."""
        if self.path == "/local":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
        elif self.path == "/other":
            self.send_response(302)
            self.send_header("Location", "ftp://localhost/x")
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"x")
        elif self.path == "/noise":
            self.wfile.write(b"\x00\xff\r\n\r\n")
        else:
            self.send_error(500)


@pytest.fixture
def server(download: Path) -> Iterator[str]:
    """Serve the folder above the download; return the address of the download."""
    handler = partial(Quiet, directory=str(download.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/download/"
        running.shutdown()


def judged(address: str, manifest: str = "") -> Verification:
    """Judge what stands at an address."""
    return verify(located(address, manifest), UNSIGNED)


def codes(found: Verification) -> list[str]:
    """Return file and code of each finding."""
    return [
        f"{each.path} {finding.code}"
        for each in found.files
        for finding in each.findings
        if each.verdict is not Verdict.NOT_JUDGED
    ]


@pytest.mark.parametrize("named", ["", MANIFEST])
def test_a_folder_of_the_web(server: str, download: Path, named: str) -> None:
    """Its files are those of the manifest, and the copies that copies.json lists."""
    found = judged(server + named)
    assert found.is_whole()
    verdicts = [each.verdict for each in found.files]
    assert verdicts.count(Verdict.SAME_CONTENT) > 20
    (download / "record/new.csv").write_text("a\n")  # nobody can list it
    (download / "README.txt").unlink()
    (download / "record.xlsx").unlink()
    path = download / f"{ISSUANCES}.csv"
    path.write_text(path.read_text().replace(",100,", ",101,"))
    assert codes(judged(server + named)) == [
        "README.txt download-file-missing",
        "record.xlsx download-copy-missing",
        f"{ISSUANCES}.csv download-cell-altered",
    ]


@pytest.mark.parametrize(
    "path", [f"{ISSUANCES}.csv", f"{ISSUANCES}.json", "record.xlsx", zip_name(VERSION)]
)
def test_a_file_of_the_web(server: str, path: str) -> None:
    """The manifest is beside it or above."""
    assert judged(server + path).is_whole()
    assert judged(f"{server}{path}?x=1#y").is_whole()


def test_a_file_by_a_manifest_of_the_web(server: str, download: Path, tmp_path: Path) -> None:
    """A file on this machine is judged by what stands on the web."""
    file = tmp_path / "issuances.json"
    file.write_bytes((download / f"{ISSUANCES}.json").read_bytes())
    assert judged(str(file), f"{server}{MANIFEST}").is_whole()
    file.write_text(file.read_text().replace("100", "101", 1))
    assert codes(judged(str(file), f"{server}{MANIFEST}")) == [
        f"{ISSUANCES}.json download-cell-altered"
    ]


@pytest.mark.parametrize("address", ["nothing/", "nothing.csv", "nothing.zip", "record/README.txt"])
def test_nothing_at_an_address(server: str, address: str) -> None:
    """It says what is not there."""
    with pytest.raises(LocatingError, match="not there"):
        judged(server + address)


@pytest.mark.parametrize("path", ["local", "other", "loop", "short", "noise", "fails"])
def test_a_server_that_means_no_good(path: str) -> None:
    """No file of this machine is read, no other protocol spoken; whatever fails is said."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        address = f"http://127.0.0.1:{running.server_port}/{path}"
        with pytest.raises(LocatingError, match="cannot be"):
            judged("http://127.0.0.1:1/a.csv", address)
        running.shutdown()


@pytest.mark.parametrize("address", ["http://", "http://[", "https://127.0.0.1:1/", "http://a b/"])
def test_no_address(address: str) -> None:
    """What cannot be fetched is no error of the program."""
    assert is_address(address)
    with pytest.raises(LocatingError):
        judged(address)


def test_only_the_web_is_fetched(tmp_path: Path) -> None:
    """A file has a path, not an address."""
    assert not is_address(f"file://{tmp_path}")
    with pytest.raises(LocatingError):
        judged(f"file://{tmp_path}")
    assert fetched.__doc__
