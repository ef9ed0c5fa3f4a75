"""A folder shown at localhost, as a web host shows it: types, parts of files, what has not changed.

The standard library's handler answers whole files only; which bytes are asked for says
`reporting.cli.byte_ranges`, what the site says about its answers `reporting.cli.host_headers`, and
where other addresses lead `reporting.cli.host_redirects`.
"""

import io
from collections.abc import Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

import typer
from rich.console import Console

from reporting.catalogs.hosting import HEADERS, TYPES
from reporting.cli.byte_ranges import UnsatisfiableError, byte_range
from reporting.cli.host_headers import host_headers
from reporting.cli.host_redirects import host_redirect
from reporting.site.redirects import REDIRECTS

INDEX = "index.html"
NOT_SHOWN = (HEADERS, REDIRECTS)
TEXT = "; charset=utf-8"
KINDS = {
    **{f".{ending}": kind for ending, kind in TYPES.items()},
    ".css": f"text/css{TEXT}",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": f"text/html{TEXT}",
    ".js": f"text/javascript{TEXT}",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": f"text/plain{TEXT}",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": f"application/xml{TEXT}",
    ".zip": "application/zip",
}


class _Handler(SimpleHTTPRequestHandler):
    """Shows files as a web host does: a missing page is answered with 404.html."""

    protocol_version = "HTTP/1.1"
    extensions_map = KINDS

    def handle(self) -> None:
        """Answer what is asked over a connection, until it ends or is broken off."""
        with suppress(ConnectionError):
            super().handle()

    def send_head(self) -> BinaryIO | None:
        """Send the head of the answer, and return what of the file is asked for."""
        address = unquote(urlsplit(self.path).path)
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not address.endswith("/"):
            super().send_head()  # a folder's address ends in a slash: it says where it is
            return None
        file = path / INDEX if address.endswith("/") else path
        if not file.is_file() or file.name in NOT_SHOWN:
            if leads_to := host_redirect(Path(self.directory), address):
                about = {"Location": leads_to, "Content-Length": "0"}
                self._send(HTTPStatus.MOVED_PERMANENTLY, about)
                return None
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return self._answer(file, host_headers(Path(self.directory), address))

    def _answer(self, file: Path, headers: Mapping[str, str]) -> BinaryIO | None:
        state = file.stat()
        kind = headers.get("Content-Type", self.guess_type(file))
        validators = {
            "ETag": f'"{state.st_mtime_ns:x}-{state.st_size:x}"',
            "Last-Modified": self.date_time_string(int(state.st_mtime)),
        }
        about = {**validators, "Accept-Ranges": "bytes", **headers}
        if self._is_known(validators):
            del about["Accept-Ranges"]
            self._send(HTTPStatus.NOT_MODIFIED, about)
            return None
        about["Content-Type"] = kind
        asked = self.headers.get("Range") if self._may_be_a_part(validators) else None
        try:
            part = byte_range(asked, state.st_size)
        except UnsatisfiableError:
            unsatisfied = {"Content-Range": f"bytes */{state.st_size}", "Content-Length": "0"}
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, unsatisfied)
            return None
        if part is None:
            self._send(HTTPStatus.OK, {**about, "Content-Length": str(state.st_size)})
            return file.open("rb")
        placed = {
            "Content-Range": f"bytes {part.first}-{part.last}/{state.st_size}",
            "Content-Length": str(len(part)),
        }
        self._send(HTTPStatus.PARTIAL_CONTENT, {**about, **placed})
        with file.open("rb") as stream:
            stream.seek(part.first)
            return io.BytesIO(stream.read(len(part)))

    def _is_known(self, validators: Mapping[str, str]) -> bool:
        """Tell whether who asks has the file already, as it is."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            known = {each.strip().removeprefix("W/") for each in tags.split(",")}
            return bool(known & {validators["ETag"], "*"})
        since = _instant(self.headers.get("If-Modified-Since"))
        changed = _instant(validators["Last-Modified"])
        return since is not None and changed is not None and changed <= since

    def _may_be_a_part(self, validators: Mapping[str, str]) -> bool:
        """Tell whether a part fits to the parts that who asks has: those of the file as it is."""
        condition = self.headers.get("If-Range")
        is_asked = self.command == "GET"  # a part has no head of its own
        return is_asked and (condition is None or condition in validators.values())

    def _send(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where a page is not found."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        about = {"Content-Type": KINDS[".html"], "Content-Length": str(len(content))}
        self._send(HTTPStatus.NOT_FOUND, about)
        if self.command != "HEAD":
            self.wfile.write(content)


def _instant(text: str | None) -> float | None:
    """Return a date of HTTP in seconds; None where there is none."""
    with suppress(TypeError, ValueError):
        return parsedate_to_datetime(text).timestamp() if text else None
    return None


def host(output: Path, port: int) -> ThreadingHTTPServer:
    """Return what shows a folder on this machine, not to its network; ready, not yet at work.

    Args:
        output: The folder.
        port: The port; 0 for any that is free.

    Raises:
        OSError: The port cannot be used.
    """
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(output)))


def serve(output: Path, port: int, console: Console) -> None:
    """Show a folder at localhost until interrupted."""
    try:
        server = host(output, port)
    except OSError as error:
        msg = f"port {port} cannot be used ({error.strerror}); choose another with --port"
        raise typer.BadParameter(msg) from error
    console.print(f"Shown at http://localhost:{port}/ until you press Ctrl-C", highlight=False)
    with server, suppress(KeyboardInterrupt):
        server.serve_forever()
