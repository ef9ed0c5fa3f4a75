"""Where an address leads that a site names in ``_redirects``, as static hosts read that file."""

from pathlib import Path

from reporting.site.redirects import REDIRECTS


def host_redirect(folder: Path, address: str) -> str | None:
    """Return where an address leads; None if it leads nowhere else.

    Args:
        folder: The folder of the site.
        address: The address, from the root: ``/projects/MN003/``.
    """
    file = folder / REDIRECTS
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    words = (line.split() for line in lines if not line.startswith("#"))
    return next((each[1] for each in words if each[:1] == [address]), None)
