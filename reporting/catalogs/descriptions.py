"""What stands beside the files of a version and at the root of the site, made of their parts.

Descriptions may be corrected: no release is edited for them. What needs the site's address or its
publisher is left out without it; of the publisher's entries `left_out` says so.
"""

from collections.abc import Iterator, Sequence

from reporting.catalogs.addresses import INDEX, VERSIONS, index_json, versions_json
from reporting.catalogs.citations import CFF, citation, citation_files
from reporting.catalogs.croissant import CROISSANT, croissant
from reporting.catalogs.csvw import csvw_files
from reporting.catalogs.dcat import CATALOGUE_FILE, release_graph, site_graph
from reporting.catalogs.hosting import HEADERS, headers_file
from reporting.catalogs.publisher import PUBLISHER, Publisher
from reporting.catalogs.turtle import turtle
from reporting.catalogs.version import DescribedVersion, root_of
from reporting.messages import _
from reporting.releases.manifest import Manifest
from reporting.releases.release import Release
from reporting.renderers.files import to_json

TURTLE_FILE = "catalog.ttl"
OTHERS = {
    VERSIONS: _("Every version, withdrawn ones too, and the state of the working data"),
    INDEX: _("This list"),
}


def descriptions(version: DescribedVersion, publisher: Publisher, url: str) -> dict[str, bytes]:
    """Return what stands beside the files of a version, by path from its folder.

    Working data are described for tools that read their tables, not cited nor catalogued. A release
    names its own address, wherever its files are served besides.

    Args:
        version: The version.
        publisher: Who publishes it.
        url: The site's address; empty if it is not known.
    """
    files = {
        f"{name}/{path}": content
        for name, package in version.packages.items()
        for path, content in csvw_files(package).items()
    }
    if not version.is_release:
        return files
    cited = citation(version.manifest, version.whole, publisher, url)
    files |= citation_files(cited)
    files[CROISSANT] = to_json(croissant(version, cited))
    if url:
        graph = release_graph(version, publisher, root_of(url))
        files |= {CATALOGUE_FILE: to_json(graph), TURTLE_FILE: turtle(graph)}
    return files


def site_catalog(
    versions: Sequence[DescribedVersion],
    releases: Sequence[Release],
    working: Manifest | None,
    publisher: Publisher,
    url: str,
) -> dict[str, bytes]:
    """Return what stands at the root of the site and at the root of its data, by path.

    Args:
        versions: The releases that stand, the oldest first; none before the first release.
        releases: All releases, those withdrawn too, the oldest first.
        working: What the state in hand is made of; that of a release where they are the same.
        publisher: Who publishes them.
        url: The site's address; empty if it is not known.
    """
    files = {
        HEADERS: headers_file([each.manifest for each in versions]),
        VERSIONS: versions_json(releases, working, publisher, url),
    }
    shown = versions[-1].manifest if versions else working
    others = dict(OTHERS)
    if versions:
        newest = versions[-1]
        cited = citation(newest.manifest, newest.whole, publisher, url)
        files[CFF] = citation_files(cited)[CFF]
        others[CFF] = _("How to cite the newest release")
    if versions and url:
        graph = site_graph(versions, publisher, root_of(url))
        files |= {CATALOGUE_FILE: to_json(graph), TURTLE_FILE: turtle(graph)}
        others[CATALOGUE_FILE] = _("All releases for data catalogues (DCAT-AP 3, JSON-LD)")
        others[TURTLE_FILE] = _("All releases for data catalogues (DCAT-AP 3, Turtle)")
    if shown:
        files[INDEX] = index_json(shown, [each.version for each in versions], others)
    return files


def left_out(publisher: Publisher) -> Iterator[str]:
    """Yield what descriptions lack since nobody has said it yet, a line for each entry."""
    settings = f"content/{PUBLISHER}"
    if not publisher.name:
        yield (
            f"Without name in {settings}, left out: the publisher, in catalogues and citations. "
            "DCAT-AP asks for one."
        )
    if not (publisher.email or publisher.contact):
        yield f"Without email or contact in {settings}, left out: where to report a mistake."
    if not publisher.repository:
        yield f"Without repository in {settings}, left out: where the source stands, in citations."
    if not (publisher.doi or publisher.dois):
        yield f"Without doi in {settings}, left out: DOIs in citations."
