"""Where the site will stand: the address that is given, and what is left out without one."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

import typer

from reporting.catalogs.publisher import Publisher

HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*")


def site_address(url: str) -> str:
    """Return the address of a site as its pages write it: without a slash at its end.

    Args:
        url: What was given; empty if nothing was.

    Raises:
        typer.BadParameter: It is no address of a site.
    """
    if not url:
        return ""
    parts, port = _parts(url)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not HOST.fullmatch(host) or not url.isprintable():
        msg = f"{url!r} is no address of a site; write one as https://example.org"
        raise typer.BadParameter(msg)
    path = parts.path.rstrip("/")
    if parts.query or parts.fragment or "@" in parts.netloc or not PATH.fullmatch(path):
        msg = (
            f"{url!r} is more than where a site stands: leave out what comes after ? or #, names "
            "before @, and what is no plain path"
        )
        raise typer.BadParameter(msg)
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{path}"


def _parts(url: str) -> tuple[SplitResult, int | None]:
    """Return the parts of an address, and its port; empty parts where it cannot be read."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # brackets that do not close, a port that is no number
        return urlsplit(""), None
    return parts, port


def left_out(address: str, publisher: Publisher, *, has_releases: bool) -> Iterator[str]:
    """Yield what the site does not have for want of something, a line for each reason.

    Args:
        address: Where the site will stand; empty where nobody knows.
        publisher: Who publishes it.
        has_releases: Whether there is a release.
    """
    if not address:
        yield (
            "Without --url, left out: canonical addresses, feeds, sitemap.xml, robots.txt, "
            "catalogues, descriptions for search engines. They need to say where the site stands."
        )
        return
    if not publisher.tag:
        yield (
            "Without domain and domain_year in content/publisher.toml, left out: feeds. Their "
            "entries are called by them."
        )
    elif not has_releases:
        yield "Without a release, left out: feeds. They tell what releases change."
    if urlsplit(address).path:
        yield (
            "robots.txt and security.txt are left out: they are read at the top of a host only, "
            "and --url has a path."
        )
    elif not has_releases:
        yield "Without a release, left out: security.txt. It holds for a year from the newest."
