"""Pelican's generators of ours: they load the record, make its forms, write pages and files."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from pelican import signals
from pelican.generators import Generator
from pelican.utils import sanitised_join
from pelican.writers import Writer

from reporting.bundled import EXAMPLE
from reporting.catalogs.citations import citation
from reporting.catalogs.publisher import publisher_in
from reporting.findings import LANGUAGES
from reporting.forms.published_forms import FormsConfig, forms_config
from reporting.messages import bilingual
from reporting.packages import Validation
from reporting.renderers.findings import as_text, findings_by_code, summary, validation_report
from reporting.site.assets import assets
from reporting.site.build import OF_DATA
from reporting.site.cards import cards
from reporting.site.changes import ReleaseHistory, release_history
from reporting.site.contact import security_txt
from reporting.site.data_folder import DataFolder
from reporting.site.dataset import ACCOUNTING, SiteRecord
from reporting.site.downloads import example_downloads, write_data
from reporting.site.feeds import FeedAuthority, feeds
from reporting.site.forms import BuiltForms, book
from reporting.site.freshness import STATUS, freshness, rhythms, status_json
from reporting.site.loading import tools
from reporting.site.offline import OFFLINE, offline_copy
from reporting.site.pages import SitePage, all_pages, explainer, snapshots
from reporting.site.pages.components import components_page
from reporting.site.pages.folders import FolderNames, WrittenSite
from reporting.site.pages.freshness import freshness_page
from reporting.site.pages.news import news_page
from reporting.site.redirects import REDIRECTS, redirects_file
from reporting.site.search.queries import query_findings
from reporting.site.served_files import served_versions
from reporting.site.sitemap import ROBOTS, SITEMAP, change_days, robots, sitemap
from reporting.site.snapshots import snapshot_downloads, snapshots_of
from reporting.site.structured_data import structured_data
from reporting.site.worked_examples import samples, worked_examples


class RecordGenerator(Generator):  # type: ignore[misc] # pelican has no types
    """Writes every page of the record in each language, and the data beside them."""

    def generate_context(self) -> None:
        """Load the record, so that every page of the site can name its version."""
        data = Path(self.settings["DATA"])
        forms = forms_config(Path(self.settings["FORMS"]))
        folder = _sound(DataFolder.validated(data, needs_example=EXAMPLE in forms))
        self.record = SiteRecord.of(folder.published, data)
        _refuse_lost(data / self.settings["QUERIES"], self.record)
        self.made_up = folder.made_up
        self.books = tuple(_books(self.record, self.made_up, forms))
        self.snapshots = snapshots_of(folder.snapshots)
        self.freshness = freshness(self.record, rhythms(Path(self.settings["RHYTHMS"])))
        self.site = str(self.settings["SITEURL"])
        self.publisher, _ = publisher_in(Path(self.settings["PUBLISHER"]))
        self.history = release_history(self.record) if self.site else ReleaseHistory()
        self.feeds = self._feeds()
        self.folders = FolderNames(record=self.record, books=self.books, snapshots=self.snapshots)
        self.context["record"] = self.record
        self.context["folders"] = self.folders
        self.context["snapshots"] = self.snapshots
        self.context["freshness"] = self.freshness
        self.context["publisher"] = self.publisher
        self.context["feeds"] = frozenset(self.feeds)
        self.context["structured"] = ""
        self.context["here"] = None  # a page of prose has no data of its own

    def generate_output(self, writer: Writer) -> None:
        """Write the files and pages; those of the data first, as pages name what stands there."""
        output = Path(self.output_path)
        described = write_data(self.record, output, self.publisher, self.site)
        is_in_hand = self.record.release is not None
        self.structured = structured_data(
            described, self.publisher, self.site, is_in_hand=is_in_hand
        )
        served = served_versions(self.record, output)
        written: list[SitePage] = []
        record_pages = all_pages(
            self.record,
            self.books,
            examples=worked_examples(Path(self.settings["WORKED_EXAMPLES"])),
            samples=samples(Path(self.settings["SAMPLES"])),
            made_up=self.made_up,
            served=served,
            citations={
                each.version: citation(each.manifest, each.whole(), self.publisher, self.site)
                for each in self.record.history.releases
            },
            loading=tools(Path(self.settings["LOADING"])),
        )
        others = (
            freshness_page(self.record, self.freshness),
            news_page(self.record, Path(self.settings["CHANGELOG"]).read_text("utf-8")),
            *explainer.pages(
                self.record, self.books, explainer.followed(Path(self.settings["EXPLAINER"]))
            ),
            *snapshots.pages(self.record, self.snapshots),
            components_page(self.record),
        )
        for page in chain(record_pages, others):
            written.append(replace(page, rows={}, files={}))
            for lang in LANGUAGES:
                self._write_page(writer, page, lang)
            for name, content in page.files.items():
                self._write_file(f"{page.path}{name}", content)
        files = {
            **(example_downloads(self.made_up) if self.made_up else {}),
            **snapshot_downloads(self.snapshots),
            **{each.path: each.content for each in assets().values()},
            STATUS: status_json(self.freshness, self.record.version),
            REDIRECTS: redirects_file(self.record),
            **security_txt(self.publisher, self.site, self._released()),
            **self.feeds,
            **(cards(self.record) if self.site else {}),
        }
        for path, content in files.items():
            self._write_file(path, content)
        site = WrittenSite(
            output=output,
            site_name=self.settings["SITENAME"],
            names=self.folders,
        )
        for page in [*site.pages()]:  # each names what is there before any of them is
            written.append(replace(page, rows={}))
            for lang in LANGUAGES:
                self._write_page(writer, page, lang)
        for path, content in self._for_crawlers(written).items():
            self._write_file(path, content)
        self._write_file(OFFLINE, offline_copy(output, self.site, elsewhere=served.not_in_hand))

    def _released(self) -> date | None:
        newest = self.record.newest
        return newest.created if newest else None

    def _feeds(self) -> dict[str, bytes]:
        """Return the feeds; none while nobody knows where the site stands or who publishes it."""
        who = self.publisher
        if not self.site or not who.tag:
            return {}
        author = bilingual(who.name, who.name_ja or who.name)
        authority = FeedAuthority(tag=who.tag, author=author, site=self.site)
        return feeds(self.record, self.history, authority)

    def _for_crawlers(self, pages: Sequence[SitePage]) -> dict[str, bytes]:
        """Return the map of the site, and robots.txt where a crawler would look for it."""
        if not self.site:
            return {}
        prose = [each.url for each in self.context["pages"]]  # each stands here in English
        days = change_days(self.history, self.record)
        found = [each for each in pages if not each.is_unlisted]
        files = {SITEMAP: sitemap(found, prose, days, self.site)}
        return files if urlsplit(self.site).path else {**files, ROBOTS: robots(self.site)}

    def _write_page(self, writer: Writer, page: SitePage, lang: str) -> None:
        name = page.path if page.path.endswith(".html") else f"{page.path}index.html"
        prefix = "" if lang == LANGUAGES[0] else f"{lang}/"
        structured = self.structured.get((page.path, lang), "")
        shown = {"here": page, "lang": lang, "structured": structured, **page.rows}
        writer.write_file(
            prefix + name,
            self.get_template(page.template.removesuffix(".html")),
            self.context,
            **shown,
        )

    def _write_file(self, path: str, content: bytes) -> None:
        target = Path(sanitised_join(self.output_path, path))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _sound(folder: DataFolder) -> DataFolder:
    """Return the data if no finding is an error; say what they are, and end the build with one."""
    sys.stdout.write(f"{OF_DATA}{summary(folder.whole)}\n")
    if not folder.whole.is_clean:
        sys.stdout.write(as_text(validation_report(folder.whole)))
        raise SystemExit(1)
    return folder


def _books(
    record: SiteRecord, made_up: Validation | None, forms: Mapping[str, FormsConfig]
) -> Iterator[BuiltForms]:
    """Yield the forms of the record, then those of the example, each as far as wanted."""
    if "record" in forms:
        yield book(record.validation.packages, forms["record"], ACCOUNTING)
    if made_up and EXAMPLE in forms:
        yield book(made_up.packages, forms[EXAMPLE], EXAMPLE, f"{EXAMPLE}/")


def _refuse_lost(queries: Path, record: SiteRecord) -> None:
    """End the build with what is found, if a query does not find first what it must."""
    if findings := query_findings(queries, record):
        sys.stdout.write(findings_by_code(findings))
        raise SystemExit(1)


def _get_generators(_pelican: object) -> type[Generator]:
    return RecordGenerator


def register() -> None:
    """Register with Pelican, as it asks of a plugin."""
    signals.get_generators.connect(_get_generators)
