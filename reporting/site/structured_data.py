"""What search engines read in pages: of releases and their tables what they are, of all the way."""

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from reporting.catalogs.citations import citation
from reporting.catalogs.publisher import Publisher
from reporting.catalogs.schema_org import release_json_ld, table_json_ld
from reporting.catalogs.version import DescribedVersion
from reporting.messages import LANGUAGES

Structured = Mapping[tuple[str, str], Markup]


def structured_data(
    releases: Sequence[DescribedVersion], publisher: Publisher, url: str, *, is_in_hand: bool
) -> Structured:
    """Return the description of each page that has one, by its address and language.

    Args:
        releases: The releases that stand, the oldest first.
        publisher: Who publishes them.
        url: The site's address; empty if it is not known: then nothing is complete.
        is_in_hand: Whether the pages of tables show the newest of them.
    """
    found: dict[tuple[str, str], Markup] = {}
    for version in releases:
        cited = citation(version.manifest, version.whole, publisher, url)
        shown = version.pages if is_in_hand and version is releases[-1] else {}
        for language in LANGUAGES:
            node, _lacking = release_json_ld(version, cited, url, language)
            if node:
                found[version.address, language] = in_script(node)
            for path, page in shown.items():
                node, _lacking = table_json_ld(version, cited, url, language, path)
                if node:
                    found[page, language] = in_script(node)
    return found


def breadcrumb_list(places: Sequence[tuple[str, str]]) -> Markup:
    """Return the way to a page: whole address and name of each place, the page itself the last."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (address, name) in enumerate(places, start=1)
    ]
    return in_script(
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    )


def in_script(node: Mapping[str, object]) -> Markup:
    """Return JSON that no text of can end the element in which it stands."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", r"\u003c"))  # noqa: S704 - no element can begin or end in it
