"""Narratives stand where the outline looks for them; whatever else stands there is found."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from reporting.forms.model.narratives import LARGEST, Narratives, narratives


def put(root: Path, files: dict[str, str | bytes]) -> None:
    """Write files."""
    for name, content in files.items():
        path = root / "XAA" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def read(root: Path, approaches: Iterable[str] = ("jcm",)) -> Narratives:
    """Read the narratives of XAA."""
    return narratives(root, "XAA", approaches)


def found(root: Path) -> list[tuple[str, str]]:
    """Return the codes of the findings and the files they are about."""
    return [(each.code, each.values["file"]) for each in read(root).findings]


def test_each_has_its_place(tmp_path: Path) -> None:
    """One of the Party, one of an approach, and one in Japanese only."""
    put(tmp_path, {"21-a.md": "Own.", "jcm/22-b.md": "Approach.", "jcm/22-c.ja.md": "日本語。"})
    told = read(tmp_path)
    assert told.get("21-a").text == "Own."
    assert told.get("22-b", "jcm").text == "Approach."
    assert told.get("22-c", "jcm").text_ja == "日本語。"
    assert not told.get("22-b", "other").text
    assert told.findings == ()


@pytest.mark.parametrize(
    "text", ["", "<!-- a -->", "<!-- a -->\n\n[to be written]\n", "# H\n\n[to be written]"]
)
def test_unfinished(tmp_path: Path, text: str) -> None:
    """A template left as it is, or a file without text, is no narrative."""
    put(tmp_path, {"21-a.md": text})
    narrative = read(tmp_path).get("21-a")
    assert not narrative.text
    assert narrative.is_unfinished is bool(text)


@pytest.mark.parametrize("name", ["21-z.md", "22-b.md", "other/22-b.md", "jcm/21-a.md", "note.txt"])
def test_unknown(tmp_path: Path, name: str) -> None:
    """A file that no report reads is found: another paragraph, the wrong folder, another kind."""
    put(tmp_path, {name: "Text."})
    assert found(tmp_path) == [("narrative-unknown", f"narratives/XAA/{name}")]


def test_hidden_files_are_none_of_ours(tmp_path: Path) -> None:
    """What an editor or a file system leaves behind is not looked at."""
    put(tmp_path, {".DS_Store": b"\x00", ".git/21-a.md": "x"})
    assert found(tmp_path) == []


@pytest.mark.parametrize("content", [b"\xff\xfeT", "表".encode("cp932"), b"x" * (LARGEST + 1)])
def test_unreadable(tmp_path: Path, content: bytes) -> None:
    """Not UTF-8, or far too long."""
    put(tmp_path, {"21-a.md": content})
    assert found(tmp_path) == [("narrative-unreadable", "narratives/XAA/21-a.md")]


def test_no_link_leads_out(tmp_path: Path) -> None:
    """A link out of the folder is not followed."""
    (tmp_path / "secret.md").write_text("secret")
    put(tmp_path, {"21-b.md": "Text."})
    (tmp_path / "XAA" / "21-a.md").symlink_to(tmp_path / "secret.md")
    assert found(tmp_path) == [("narrative-unreadable", "narratives/XAA/21-a.md")]


def test_left_out(tmp_path: Path) -> None:
    """What is left out of a file is named with it."""
    put(tmp_path, {"21-a.md": "<b>Text</b>"})
    (finding,) = read(tmp_path).findings
    assert finding.code == "narrative-left-out"
    assert finding.values["what"] == "<b>, </b>"


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    """An editor that marks UTF-8 changes nothing."""
    put(tmp_path, {"21-a.md": b"\xef\xbb\xbfText."})
    assert read(tmp_path).get("21-a").text == "Text."


@pytest.mark.parametrize(
    "text",
    ["> " * 300 + "a", "[" * 3_000, "![](" * 3_000, "a\n-\n" * 3_000, "    " * 300 + "- a"],
    ids=["quotations", "brackets", "pictures", "lines", "lists"],
)
def test_what_the_parser_does_not_come_to_an_end_of(tmp_path: Path, text: str) -> None:
    """It is told as a file that cannot be read, at once."""
    put(tmp_path, {"21-a.md": text})
    assert found(tmp_path) == [("narrative-unreadable", "narratives/XAA/21-a.md")]
