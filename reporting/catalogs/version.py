"""A version of the data as catalogues see it: its tables, and the files that hold each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from reporting.messages import LANGUAGES, Bilingual, Text, _, alike
from reporting.packages import Package
from reporting.packages.files import DESCRIPTOR
from reporting.releases.manifest import Manifest, TableEntry

DATA = "data/"
LATEST = f"{DATA}latest/"
WORKING = f"{DATA}working/"


def root_of(url: str) -> str:
    """Return what the addresses of a site begin with; empty if it is not known where it stands."""
    return f"{url.rstrip('/')}/" if url else ""


def in_each(text: Bilingual) -> dict[str, str]:
    """Return a text by the tag of its language."""
    return {each: text[each] for each in LANGUAGES}


class DescribedFile(Protocol):
    """A file of a version, stored or copied."""

    @property
    def path(self) -> str:
        """Its path from the folder of the version."""

    @property
    def bytes(self) -> int:
        """How many it has."""

    @property
    def sha256(self) -> str:
        """Its SHA-256, in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class FileForm:
    """A kind of file: what people call it, and its media type."""

    title: Text
    media_type: str


OF_TABLE: Mapping[str, FileForm] = {
    "csv": FileForm(alike("CSV"), "text/csv"),
    "parquet": FileForm(alike("Parquet"), "application/vnd.apache.parquet"),
    "excel.csv": FileForm(_("CSV for Excel"), "text/csv"),
    "json": FileForm(alike("JSON"), "application/json"),
}
WORKBOOK = "xlsx"
OF_ALL: Mapping[str, FileForm] = {
    "zip": FileForm(_("All files as one zip"), "application/zip"),
    "sqlite": FileForm(alike("SQLite"), "application/vnd.sqlite3"),
}
FORMS: Mapping[str, FileForm] = {
    **OF_TABLE,
    DESCRIPTOR: FileForm(alike("Data Package"), "application/json"),
    WORKBOOK: FileForm(
        _("Excel workbook"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    **OF_ALL,
}
ORDER = (*FORMS, "")
LONGEST_FIRST = sorted(FORMS, key=len, reverse=True)  # .excel.csv is no .csv


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A file that holds a table, a package or everything."""

    file: DescribedFile
    form: FileForm


def licence(whole: Package) -> Mapping[str, str]:
    """Return the licence of data as its descriptor names it; nothing if there is none."""
    licences: Sequence[Mapping[str, str]] = whole.descriptor.get("licenses", ())
    return licences[0] if licences else {}


def creators(whole: Package) -> tuple[str, ...]:
    """Return who made data, as its descriptor says."""
    return tuple(
        str(each["title"])
        for each in whole.descriptor.get("contributors", ())
        if "creator" in each.get("roles", ())
    )


def day_of(manifest: Manifest) -> str:
    """Return the day of a release, as programs write it.

    Raises:
        ValueError: Working data have no day of their own.
    """
    if manifest.created is None:
        msg = f"{manifest.version} is no release: it has no day"
        raise ValueError(msg)
    return manifest.created.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedVersion:
    """A version of the data with what stands beside it.

    Attributes:
        manifest: What it is made of.
        whole: Its tables under one descriptor, called ``package-table``.
        packages: Its packages by name, each with the copies of tables that its keys lead to.
        copies: The copies that a build has made from it, as ``copies.json`` lists them.
        notes: What changed with it, in a sentence or two; None if nobody has said it.
        pages: Where a table has its page, by ``package/table``; from the root of the site.
    """

    manifest: Manifest
    whole: Package
    packages: Mapping[str, Package]
    copies: Sequence[DescribedFile] = ()
    notes: Bilingual | None = None
    pages: Mapping[str, str]

    @property
    def version(self) -> str:
        """Its name, ``2026.12.3``."""
        return self.manifest.version

    @property
    def address(self) -> str:
        """Where it stands, from the root of the site."""
        return f"{DATA}{self.version}/"

    @property
    def is_release(self) -> bool:
        """Whether it is kept for ever; working data are not."""
        return self.manifest.created is not None

    def entries(self) -> Mapping[str, TableEntry]:
        """Return the entries of its tables, by the name that each has under the one descriptor."""
        return {f"{each.package}-{each.name}": each for each in self.manifest.tables}

    def distributions(self) -> Mapping[str, tuple[Distribution, ...]]:
        """Return the files that hold data, by what they hold.

        What is held is ``package/table`` for a table, ``package`` for a package, and empty for all
        of it. Copies of tables that stand in another package, schemas and notes are not among them.
        """
        found: dict[str, list[Distribution]] = {}
        files = [*self.manifest.files, *self.copies]
        for each in sorted(files, key=lambda file: (ORDER.index(_form(file.path)), file.path)):
            held = self._held(each.path)
            if held is not None:
                found.setdefault(held, []).append(_distribution(each))
        return {held: tuple(each) for held, each in found.items()}

    def _held(self, path: str) -> str | None:
        """Return what a file holds; None of one that describes, or repeats another package."""
        folder, _slash, name = path.rpartition("/")
        stem, form = name.partition(".")[0], _form(path)
        if name == DESCRIPTOR:
            return folder if folder in {"", *self.packages} else None
        if not folder and form in OF_ALL:
            return ""
        if not folder and form == WORKBOOK and stem in self.packages:
            return stem
        is_own = form in OF_TABLE and self.manifest.table(folder, stem) is not None
        return f"{folder}/{stem}" if is_own else None


def _form(path: str) -> str:
    """Return what kind of file a path names: its ending, or the name of a descriptor."""
    name = PurePosixPath(path).name
    if name == DESCRIPTOR:
        return name
    return next((each for each in LONGEST_FIRST if name.endswith(f".{each}")), "")


def _distribution(file: DescribedFile) -> Distribution:
    return Distribution(file=file, form=FORMS[_form(file.path)])
