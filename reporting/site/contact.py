"""Where readers report: a letter about a page with the page filled in, and security.txt.

Both are left out while the settings of the publisher name nobody.
"""

from datetime import date, timedelta
from urllib.parse import quote, urlsplit

from reporting.catalogs.publisher import Publisher
from reporting.findings import LANGUAGES
from reporting.messages import _

SECURITY = ".well-known/security.txt"
VALID = timedelta(days=365)  # RFC 9116, 2.5.5: less than a year ahead is recommended
LINE_END = "\r\n"  # RFC 6068, section 5


def report_address(publisher: Publisher, title: str, address: str, language: str) -> str:
    """Return the address that begins a report of a mistake on a page; empty without a publisher's.

    Args:
        publisher: Who publishes the site. A letter to its mail address has the page filled in
            (RFC 6068); else its page that says where to write to is returned.
        title: What the page is called.
        address: Where it stands.
        language: The language of the letter.
    """
    if not publisher.email:
        return publisher.contact
    subject = _("Mistake on a page of JCM Open Data: %(title)s", title=title)[language]
    asked = (
        _("Page: %(address)s", address=address),
        _("What stands there:"),
        _("What is right, and which document says so:"),
    )
    body = (LINE_END * 2).join(each[language] for each in asked)
    return f"mailto:{quote(publisher.email, safe='@')}?subject={quote(subject)}&body={quote(body)}"


def security_txt(publisher: Publisher, site: str, released: date | None) -> dict[str, bytes]:
    """Return where to report a vulnerability (RFC 9116), by its path.

    Args:
        publisher: Who publishes the site.
        site: Where it stands. The file has one place for a host: none is written below a path.
        released: The day of the newest release: what is said holds for a year from then, and is
            out of date, as its own field says, if nothing is released for so long.

    Returns:
        Nothing where any of the three is not known.
    """
    contact = f"mailto:{publisher.email}" if publisher.email else publisher.contact
    if not contact or not site or urlsplit(site).path or released is None:
        return {}
    lines = (
        f"Contact: {contact}",
        f"Expires: {released + VALID}T00:00:00Z",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {site}/{SECURITY}",
    )
    return {SECURITY: "".join(f"{each}\n" for each in lines).encode()}
