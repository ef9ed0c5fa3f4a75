"""What a site says about its answers in ``_headers``, as static hosts read that file.

A line that begins at the margin is an address, in which ``*`` stands for anything and ``:name`` for
anything but a slash; the indented lines below it are headers. Of several blocks for an address the
values of a header are joined.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from reporting.catalogs.hosting import HEADERS

WILD = re.compile(r"(\*|:[A-Za-z]\w*)")


def host_headers(folder: Path, address: str) -> Mapping[str, str]:
    """Return the headers of the answer at an address of a site.

    Args:
        folder: The folder of the site.
        address: The address, from the root: ``/data/latest/datapackage.json``.
    """
    file = folder / HEADERS
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    found: dict[str, list[str]] = {}
    is_meant = False
    for line in lines:
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if text == line.rstrip():
            is_meant = _is_meant(text, address)
        elif is_meant and ":" in text:
            name, _, value = text.partition(":")
            found.setdefault(name.strip().title(), []).append(value.strip())
    return {name: ", ".join(values) for name, values in found.items()}


def _is_meant(pattern: str, address: str) -> bool:
    parts = WILD.split(pattern)  # what is literal, what is not, by turns
    parts[::2] = map(re.escape, parts[::2])
    parts[1::2] = [".*" if each == "*" else "[^/]+" for each in parts[1::2]]
    return re.fullmatch("".join(parts), address) is not None
