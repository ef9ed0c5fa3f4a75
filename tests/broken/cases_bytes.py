"""Files that are not there, not whole, or not UTF-8."""

import hashlib
from pathlib import Path

from tests.broken.case import Case
from tests.broken.edits import (
    Edit,
    both,
    changed,
    content,
    deleted,
    described,
    file_of,
    folder_for,
    recoded,
    replaced,
    resource,
    void,
)

BLOCKS = "record/blocks"
HEADER = b"block_id,first,last,quantity,measure,on,held,vintage,holder"
ACCENT = replaced("blocks", "Tsetsens", "Société")
KANA = replaced("blocks", "Tsetsens Mining", "エネルギーのみなもと")


def linked_to_itself(root: Path) -> None:
    """Put a link that leads to itself in place of a file."""
    path = file_of(root, "blocks")
    path.unlink()
    path.symlink_to(path.name)


def hashed(root: Path) -> None:
    """Promise the right hash, then change one byte."""
    path = file_of(root, "blocks")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    resource("blocks", hash=f"sha256:{digest}")(root)
    replaced("blocks", "Tsetsens", "Tsetseng")(root)


def case(name: str, edit: Edit, code: str, *words: str, also: tuple[str, ...] = ()) -> Case:
    """Return a mistake in the file of blocks."""
    return Case(name=name, edit=edit, code=code, at=BLOCKS, words=words, also=also)


CASES = (
    case("Shift_JIS", both(KANA, recoded("blocks", "cp932")), "encoding", "Shift_JIS", "line 3"),
    case("EUC-JP", both(KANA, recoded("blocks", "euc_jp")), "encoding", "EUC-JP", "line 3"),
    case("Latin-1", both(ACCENT, recoded("blocks", "latin-1")), "encoding", "0xE9", "Windows-1252"),
    case("UTF-16 with mark", recoded("blocks", "utf-16"), "encoding", "UTF-16", "line 1"),
    case("UTF-16 without mark", recoded("blocks", "utf-16-le"), "null-byte", "line 1"),
    case("byte order mark", recoded("blocks", "utf-8-sig"), "byte-order-mark", "blocks.csv"),
    case(
        "cut within a character", changed("blocks", lambda d: d + b"B4,\xe3\x82"), "file-cut-short"
    ),
    case(
        "wrong byte after the first megabyte",
        changed("blocks", lambda d: d + b"B4,1,1,1,,,,,x\n" * 80_000 + b"\xff\n"),
        "encoding",
        "line 80005",
        "0xFF",
    ),
    case("null byte", replaced("blocks", "Tsetsens", "Tset\0ens"), "null-byte", "line 3"),
    case("file of 0 bytes", content("blocks", b""), "file-empty", "0 bytes"),
    case("no file", deleted("record/blocks.csv"), "file-missing", "blocks.csv"),
    case("folder for file", folder_for("record/blocks.csv"), "file-is-folder", "blocks.csv"),
    case("link to itself", linked_to_itself, "file-unreadable", "symbolic links"),
    case("another size", resource("blocks", bytes=17), "bytes-differ", "17 bytes", "restore it"),
    case("another content", hashed, "hash-differs", "restore it"),
    case("unknown hash", resource("blocks", hash="crc32:00"), "hash-unknown", "'crc32'"),
    Case(
        name="file below a file",
        edit=resource("blocks", path="sources.csv/blocks.csv"),
        code="file-missing",
        at=BLOCKS,
        also=("table-undeclared record",),
    ),
    Case(
        name="file of another table",
        edit=resource("blocks", path="sources.csv"),
        code="header-missing",
        at=f"{BLOCKS}:1",
        words=("source_id, publisher",),
        also=(f"rows-not-checked {BLOCKS}", "table-undeclared record"),
    ),
    Case(
        name="target of a key in another encoding",
        edit=both(KANA, recoded("nomenclature/countries", "cp932")),
        code="encoding",
        at="nomenclature/countries",
        words=("Shift_JIS",),
        also=(
            "foreign-key-not-verifiable record/projects partner",
            "foreign-key-not-verifiable record/projects project_id",
        ),
    ),
    Case(
        name="neighbour package gone",
        edit=lambda root: void((root / "nomenclature").rename(root.parent / "elsewhere")),
        code="descriptor-missing",
        at="nomenclature",
        words=("datapackage.json",),
        also=(
            "foreign-key-not-verifiable record/projects partner",
            "foreign-key-not-verifiable record/projects project_id",
        ),
    ),
    Case(
        name="neighbour package of another name",
        edit=described("nomenclature/datapackage.json", lambda each: each.update(name="lists")),
        code="foreign-key-not-verifiable",
        at="record/projects partner",
        words=("package nomenclature", "beside this one"),
        also=("foreign-key-not-verifiable record/projects project_id",),
    ),
)
