"""Pelican's generators of ours: they load the record, make its forms, write pages and files."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.utils import sanitised_join
from pelican.writers import Writer

from reporting.bundled import EXAMPLE
from reporting.findings import LANGUAGES
from reporting.packages import Validation, validate
from reporting.packages.opening import DESCRIPTOR
from reporting.site.dataset import ACCOUNTING, NAMES, FaultyDataError, SiteRecord
from reporting.site.downloads import downloads, example_downloads
from reporting.site.forms import BuiltForms, FormsConfig, book, forms_config
from reporting.site.pages import SitePage, all_pages
from reporting.site.worked_examples import samples, worked_examples


class RecordGenerator(Generator):  # type: ignore[misc] # pelican has no types
    """Writes every page of the record in each language, and the data beside them."""

    def generate_context(self) -> None:
        """Load the record, so that every page of the site can name its version."""
        data = Path(self.settings["DATA"])
        self.record = SiteRecord.load(data)
        forms = forms_config(Path(self.settings["FORMS"]))
        self.made_up = None
        if EXAMPLE in forms or (data / EXAMPLE / DESCRIPTOR).exists():
            self.made_up = _example(data / EXAMPLE, self.record.packages[NAMES].folder)
        self.books = tuple(_books(self.record, self.made_up, forms))
        self.context["record"] = self.record
        self.context["here"] = None  # a page of prose has no data of its own

    def generate_output(self, writer: Writer) -> None:
        """Write the pages and files."""
        written = all_pages(
            self.record,
            self.books,
            examples=worked_examples(Path(self.settings["WORKED_EXAMPLES"])),
            samples=samples(Path(self.settings["SAMPLES"])),
            made_up=self.made_up,
        )
        for page in written:
            for lang in LANGUAGES:
                self._write_page(writer, page, lang)
            for name, content in page.files.items():
                self._write_file(f"{page.path}{name}", content)
        files = downloads(self.record) | (example_downloads(self.made_up) if self.made_up else {})
        for path, content in files.items():
            self._write_file(path, content)

    def _write_page(self, writer: Writer, page: SitePage, lang: str) -> None:
        name = page.path if page.path.endswith(".html") else f"{page.path}index.html"
        prefix = "" if lang == LANGUAGES[0] else f"{lang}/"
        shown: dict[str, Any] = {"here": page, "lang": lang, **page.rows}
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


def _example(folder: Path, lists: Path) -> Validation:
    """Return the example with the lists that it needs."""
    made_up = validate([folder, lists])
    if not made_up.is_clean:
        raise FaultyDataError(made_up)
    return made_up


def _books(
    record: SiteRecord, made_up: Validation | None, forms: Mapping[str, FormsConfig]
) -> Iterator[BuiltForms]:
    """Yield the forms of the record, then those of the example, each as far as wanted."""
    if "record" in forms:
        yield book(record.validation.packages, forms["record"], ACCOUNTING)
    if made_up and EXAMPLE in forms:
        yield book(made_up.packages, forms[EXAMPLE], EXAMPLE, f"{EXAMPLE}/")


def _get_generators(_pelican: object) -> type[Generator]:
    return RecordGenerator


def register() -> None:
    """Register with Pelican, as it asks of a plugin."""
    signals.get_generators.connect(_get_generators)
