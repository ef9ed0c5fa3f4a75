"""Pelican's generators of ours: they load the record, make its forms, write pages and files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.utils import sanitised_join
from pelican.writers import Writer

from reporting.bundled import EXAMPLE
from reporting.findings import LANGUAGES
from reporting.packages import validate
from reporting.site.dataset import ACCOUNTING, NAMES, FaultyDataError, SiteRecord
from reporting.site.downloads import downloads
from reporting.site.forms import BuiltForms, book, forms_config
from reporting.site.pages import SitePage, all_pages
from reporting.site.worked_examples import samples, worked_examples


class RecordGenerator(Generator):  # type: ignore[misc] # pelican has no types
    """Writes every page of the record in each language, and the data beside them."""

    def generate_context(self) -> None:
        """Load the record, so that every page of the site can name its version."""
        data = Path(self.settings["DATA"])
        self.record = SiteRecord.load(data)
        self.books = tuple(_books(self.record, data, Path(self.settings["FORMS"])))
        self.context["record"] = self.record
        self.context["here"] = None  # a page of prose has no data of its own

    def generate_output(self, writer: Writer) -> None:
        """Write the pages and files."""
        written = all_pages(
            self.record,
            self.books,
            examples=worked_examples(Path(self.settings["WORKED_EXAMPLES"])),
            samples=samples(Path(self.settings["SAMPLES"])),
        )
        for page in written:
            for lang in LANGUAGES:
                self._write_page(writer, page, lang)
            for name, content in page.files.items():
                self._write_file(f"{page.path}{name}", content)
        for path, content in downloads(self.record).items():
            self._write_file(f"data/latest/{path}", content)

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


def _books(record: SiteRecord, data: Path, chosen: Path) -> Iterator[BuiltForms]:
    """Yield the forms of the record, then those of the example, each as far as wanted."""
    every = forms_config(chosen)
    if "record" in every:
        yield book(record.validation.packages, every["record"], ACCOUNTING)
    if "example" in every:
        made_up = validate([data / EXAMPLE, data / NAMES])
        if not made_up.is_clean:
            raise FaultyDataError(made_up)
        yield book(made_up.packages, every["example"], EXAMPLE, f"{EXAMPLE}/")


def _get_generators(_pelican: object) -> type[Generator]:
    return RecordGenerator


def register() -> None:
    """Register with Pelican, as it asks of a plugin."""
    signals.get_generators.connect(_get_generators)
