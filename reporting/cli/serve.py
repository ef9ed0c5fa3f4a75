"""A folder shown at localhost, as a web host shows it."""

from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import typer
from rich.console import Console


class _Handler(SimpleHTTPRequestHandler):
    """Shows files as a web host does: a missing page is answered with 404.html."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where a page is not found."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def serve(output: Path, port: int, console: Console) -> None:
    """Show a folder at localhost until interrupted."""
    handler = partial(_Handler, directory=str(output))
    try:
        # For this machine only, not for its network.
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        msg = f"port {port} cannot be used ({error.strerror}); choose another with --port"
        raise typer.BadParameter(msg) from error
    console.print(f"Shown at http://localhost:{port}/ until you press Ctrl-C", highlight=False)
    with server, suppress(KeyboardInterrupt):
        server.serve_forever()
