"""A download judged: every file by its bytes, and where these differ, every table by what it says.

Stored files of a release are promised byte by byte; copies of them (XLSX, SQLite, JSON, CSV for
Excel, zip) row by row. What is wrong is said in words: which row was lost, which cell is another.
Read ``judging_tables`` for how rows are compared, ``locating`` for what is judged by what.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from hashlib import sha256

from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown
from reporting.releases.copies import COPIES, SQLITE, table_meant
from reporting.releases.copy_text import CopyError
from reporting.releases.deliveries import AbsentError, Delivery, DeliveryError, ZipDelivery
from reporting.releases.judging_tables import Originals, judged_rows
from reporting.releases.locating import Located
from reporting.releases.manifest import (
    MANIFEST,
    FileEntry,
    Manifest,
    ManifestError,
    TableEntry,
    file_entry,
)
from reporting.releases.reading import is_within, stem_of, tables_of
from reporting.releases.signature import SIGNATURE, SignatureState, SignatureVerdict
from reporting.renderers.excel_csv import ENDING

MOST_FILES = 20_000
SHORT = 12
FORMATS_OF_ONE = (ENDING, ".csv", ".json", ".parquet")
WORKBOOK, BASE, ZIP = ".xlsx", ".sqlite", ".zip"
DESCRIPTIONS = (
    *(COPIES, SIGNATURE, "allowed_signers", "SHA256SUMS"),
    *("*/datapackage.json", "*csv-metadata.json"),
    *("validation.json", "versions.json", "index.json", "status.json", "croissant.json"),
    *("*.jsonld", "*.ttl", "*.cff", "*.bib", "*.ris", "*.csl.json", ".zenodo.json", "*.html"),
)
"""Files that stand beside a release and describe it: they may be corrected, so none is promised."""


class VerificationError(Exception):
    """A manifest that cannot be used, or a file that may be several; the message says why."""


class Verdict(StrEnum):
    """What became of a file."""

    WHOLE = "whole"
    SAVED_ANEW = "other-bytes-same-content"
    SAME_CONTENT = "same-content"
    ALTERED = "altered"
    MISSING = "missing"
    ADDED = "added"
    NOT_JUDGED = "not-judged"


FAULTY = frozenset((Verdict.ALTERED, Verdict.MISSING, Verdict.ADDED))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVerdict:
    """A file and what became of it.

    Attributes:
        path: Its path.
        verdict: What became of it.
        findings: What is wrong with it.
    """

    path: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What became of a download.

    Attributes:
        name: What was judged.
        manifest: By what.
        manifest_sha256: The hash of that, for whoever has it from elsewhere.
        signature: Whether the publisher signed it.
        files: Its files.
    """

    name: str
    manifest: Manifest
    manifest_sha256: str
    signature: SignatureVerdict
    files: tuple[FileVerdict, ...]

    def is_whole(self, *, of_content: bool = False) -> bool:
        """Tell whether it is as released.

        Args:
            of_content: Whether only rows count, not the bytes of stored files.
        """
        faulty = FAULTY if of_content else FAULTY | {Verdict.SAVED_ANEW}
        is_signed_badly = self.signature.state is SignatureState.BAD
        return not is_signed_badly and not any(each.verdict in faulty for each in self.files)


def verify(
    place: Located, signature: SignatureVerdict, release: Sequence[Delivery] = ()
) -> Verification:
    """Judge a download.

    Args:
        place: What is judged, and by what.
        signature: What is known of who signed the manifest.
        release: Where else the release's own files may lie, to say what a cell was before.

    Raises:
        VerificationError: The manifest cannot be used, or a file may be one of several.
    """
    manifest = usable_manifest(place.manifest)
    judge = _Judge.of(manifest, place.manifest, place.delivery, (place.reference, *release))
    verdicts = judge.alone(place.path) if place.path else judge.folder(place.within)
    return Verification(
        name=place.name,
        manifest=manifest,
        manifest_sha256=sha256(place.manifest).hexdigest(),
        signature=signature,
        files=tuple(sorted(verdicts, key=lambda each: each.path)),
    )


def usable_manifest(content: bytes) -> Manifest:
    """Read a manifest of whatever origin.

    Raises:
        VerificationError: It is none, or promises what it cannot.
    """
    try:
        manifest = Manifest.from_json(content)
    except ManifestError as error:
        raise VerificationError(shown(str(error))) from error
    fault = next(_faults(manifest), "")
    if fault:
        msg = f"{MANIFEST} cannot be used: {fault}"
        raise VerificationError(msg)
    return manifest


def _faults(manifest: Manifest) -> Iterator[str]:
    """Yield what keeps a manifest from being used: JSON may hold anything in any place."""
    if not _are_texts(manifest.version) or not manifest.version.isprintable():
        yield "its version is no text"
    if max(len(manifest.files), len(manifest.tables)) > MOST_FILES:
        yield f"it lists more than {MOST_FILES:,} files"
    for each in manifest.files:
        if not _are_texts(each.path, each.sha256) or not _is_count(each.bytes):
            yield "a file in it has no path, bytes or SHA-256"
        elif not is_within(each.path):
            yield f"'{shown(each.path)}' leads out of its folder"
    for table in manifest.tables:
        texts = (table.package, table.name, table.content_hash)
        if not _are_texts(*texts) or not _is_count(table.rows):
            yield "a table in it has no package, name, rows or content hash"
        elif not is_within(table.path):
            yield f"'{shown(table.path)}' leads out of its folder"
    if len({each.path for each in manifest.files}) < len(manifest.files):
        yield "it lists a file twice"


def _are_texts(*values: object) -> bool:
    return all(isinstance(each, str) for each in values)


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """What judges the files of a delivery."""

    manifest: Manifest
    manifest_bytes: bytes
    promised: Mapping[str, FileEntry]
    delivery: Delivery
    originals: Originals

    @classmethod
    def of(
        cls,
        manifest: Manifest,
        manifest_bytes: bytes,
        delivery: Delivery,
        references: Sequence[Delivery],
    ) -> "_Judge":
        promised = {each.path: each for each in manifest.files}
        return cls(
            manifest=manifest,
            manifest_bytes=manifest_bytes,
            promised=promised,
            delivery=delivery,
            originals=Originals(promised=promised, deliveries=(delivery, *references)),
        )

    def folder(self, within: str = "") -> Iterator[FileVerdict]:
        """Yield what became of every file of a folder."""
        for path in self.promised:
            if path.startswith(within):
                yield self.stored(path)
        for path in self._beside(within):
            if path == MANIFEST:
                yield self._manifest()
            elif path not in self.promised:
                yield self.other(path)

    def _beside(self, within: str) -> tuple[str, ...]:
        """Return the paths of files that are there; at an address, the manifest and its copies."""
        try:
            listed = self.delivery.paths()
        except DeliveryError as error:
            raise VerificationError(str(error)) from error
        if listed is None:
            listed = (MANIFEST, *self.originals.listed_copies())
        return tuple(each for each in listed if each.startswith(within))

    def _manifest(self) -> FileVerdict:
        """Judge the manifest that lies there by the one that was named, or by itself."""
        return self._by_bytes(MANIFEST, file_entry(MANIFEST, self.manifest_bytes))

    def stored(self, path: str) -> FileVerdict:
        """Judge a file that is promised byte by byte."""
        return self._by_bytes(path, self.promised[path])

    def _by_bytes(self, path: str, entry: FileEntry) -> FileVerdict:
        try:
            content = self.delivery.content(path)
        except AbsentError:
            values = {"bytes": f"{entry.bytes:,}"}
            return _verdict(path, Verdict.MISSING, "download-file-missing", **values)
        except DeliveryError as error:
            return _unreadable(path, str(error))
        found = file_entry(path, content)
        if found == entry:
            return FileVerdict(path=path, verdict=Verdict.WHOLE)
        if not path.endswith((".csv", ".parquet")) or self._named(path) is None:
            return _verdict(path, Verdict.ALTERED, "download-file-altered", **_bytes(entry, found))
        judged = self.copy(path, content)
        if judged.findings:
            return judged
        values = _bytes(entry, found)
        return _verdict(path, Verdict.SAVED_ANEW, "download-saved-anew", **values)

    def _named(self, path: str) -> TableEntry | None:
        """Return the table that a file of one table is of, by its path."""
        package, _, name = stem_of(path).rpartition("/")
        return table_meant(self.manifest, package, name)

    def other(self, path: str) -> FileVerdict:
        """Judge a file that is not promised: a copy, a description, or one that was added."""
        if not self._is_copy(path):
            if any(fnmatchcase(path, each) for each in DESCRIPTIONS):
                return _verdict(path, Verdict.NOT_JUDGED, "download-not-judged")
            return _verdict(path, Verdict.ADDED, "download-file-added")
        try:
            content = self.delivery.content(path)
        except AbsentError:
            return _verdict(path, Verdict.MISSING, "download-copy-missing")
        except DeliveryError as error:
            return _unreadable(path, str(error))
        return self.copy(path, content)

    def _is_copy(self, path: str) -> bool:
        if path.endswith(FORMATS_OF_ONE):
            return path.count("/") == 1 and self._named(path) is not None
        if path.endswith(WORKBOOK):
            return any(path == f"{each.package}{WORKBOOK}" for each in self.manifest.tables)
        # A zip may hold itself, and so on without end.
        is_archive = isinstance(self.delivery, ZipDelivery)
        return path == SQLITE or ("/" not in path and path.endswith(ZIP) and not is_archive)

    def copy(self, path: str, content: bytes) -> FileVerdict:
        """Judge a file by what it says."""
        if path.endswith(ZIP):
            return self._zip(path, content)
        try:
            tables = tables_of(path, content)
        except CopyError as error:
            return _unreadable(path, str(error))
        package = path.removesuffix(WORKBOOK) if path.endswith(WORKBOOK) else ""
        if path.endswith(FORMATS_OF_ONE):
            package, _, name = stem_of(path).rpartition("/")
            tables = dict.fromkeys((name,), *tables.values())
            expected: set[str] = set()
        else:
            every = self.manifest.tables
            expected = {each.path for each in every if package in {"", each.package}}
        findings: list[Finding] = []
        for name, rows in tables.items():
            entry = table_meant(self.manifest, package, name)
            if entry is None:
                findings.append(_finding(path, "download-table-added", table=name))
                continue
            expected.discard(entry.path)
            findings += judged_rows(path, rows, entry, self.originals)
        findings += [_finding(path, "download-table-lost", table=each) for each in sorted(expected)]
        verdict = Verdict.ALTERED if findings else Verdict.SAME_CONTENT
        return FileVerdict(path=path, verdict=verdict, findings=tuple(findings))

    def _zip(self, path: str, content: bytes) -> FileVerdict:
        """Judge a zip by the files in it, which are promised as those beside it."""
        try:
            archive = ZipDelivery.of(path, content)
        except DeliveryError as error:
            return _unreadable(path, str(error))
        inner = _Judge.of(
            self.manifest, self.manifest_bytes, archive, self.originals.deliveries
        ).folder()
        findings = [
            Finding(code=found.code, place=_place(path), values={**found.values, "file": each.path})
            for each in inner
            if each.verdict not in {Verdict.WHOLE, Verdict.NOT_JUDGED}
            for found in each.findings
        ]
        verdict = Verdict.ALTERED if findings else Verdict.SAME_CONTENT
        return FileVerdict(path=path, verdict=verdict, findings=tuple(findings))

    def alone(self, path: str) -> Iterator[FileVerdict]:
        """Judge a file alone, by its path or, if that is unknown, by its name.

        Raises:
            VerificationError: It is none of the version, or may be one of several.
        """
        content = self.delivery.content(path)
        digest = sha256(content).hexdigest()
        alike = [each.path for each in self.manifest.files if each.sha256 == digest]
        if alike:
            yield FileVerdict(path=path if path in alike else alike[0], verdict=Verdict.WHOLE)
            return
        if path in self.promised:
            yield self.stored(path)
        elif self._is_copy(path):
            yield self.copy(path, content)
        else:
            yield self._by_name(path, content)

    def _by_name(self, path: str, content: bytes) -> FileVerdict:
        name = path.rpartition("/")[2]
        stem, ending = stem_of(name), name.removeprefix(stem_of(name))
        named = [f"{each.path}{ending}" for each in self.manifest.tables if each.name == stem]
        if len(named) > 1:
            judged = [self.copy(each, content) for each in named]
            same = [each for each in judged if not each.findings]
            if same:
                return same[0]
            several = ", ".join(named)
            msg = f"'{shown(path)}' may be one of {several}: say which with --as"
            raise VerificationError(msg)
        if not named or not self._is_copy(named[0]):
            msg = f"no file of version {self.manifest.version} is called '{shown(name)}'"
            raise VerificationError(msg)
        return self.copy(named[0], content)


def _place(path: str, table: str = "") -> Place:
    return Place(package=shown(path), table=table)


def _finding(path: str, code: str, *, table: str = "", **values: str) -> Finding:
    table = shown(table)
    return Finding(code=code, place=_place(path, table), values={**values, "table": table})


def _verdict(path: str, verdict: Verdict, code: str, **values: str) -> FileVerdict:
    return FileVerdict(path=path, verdict=verdict, findings=(_finding(path, code, **values),))


def _unreadable(path: str, reason: str) -> FileVerdict:
    return _verdict(path, Verdict.ALTERED, "download-unreadable", reason=shown(reason))


def _bytes(entry: FileEntry, found: FileEntry) -> dict[str, str]:
    """Return what fills the sentences on bytes: how many there are, and how their hashes begin."""
    return {
        "expected": f"{entry.bytes:,}",
        "expected_hash": shown(entry.sha256[:SHORT]),
        "found": f"{found.bytes:,}",
        "found_hash": found.sha256[:SHORT],
    }
