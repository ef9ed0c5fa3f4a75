"""How a table is loaded by its address in tools that people use: ``content/loading.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reporting.messages import Bilingual
from reporting.packages import Table

HOLDER = "ADDRESS"
"""What stands for the address of a site that nobody knows yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A few lines that load a table.

    Attributes:
        tool: The tool.
        code: The lines.
        note: What to know.
        is_run: Whether a test runs it where the tool is at hand.
    """

    tool: str
    code: str
    note: Bilingual
    is_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool, and what loads a table in it.

    Attributes:
        name: The tool.
        form: Which file it takes: the ending of its name.
        code: The lines, with ``ADDRESS``, ``TABLE`` and ``TYPES``.
        note: What to know.
        is_run: Whether a test runs it.
        column: A column with its type, with ``NAME`` and ``TYPE``.
        between: What stands between two columns.
        types: What the types of schemas are called.
    """

    name: str
    form: str
    code: str
    note: Bilingual
    is_run: bool = True
    column: str = ""
    between: str = ""
    types: Mapping[str, str] = field(default_factory=dict)

    def snippet(self, table: Table, stem: str) -> Snippet:
        """Return the lines that load a table.

        Args:
            table: The table.
            stem: The address of its files, without ending.
        """
        columns = (
            self.column.replace("NAME", each.name).replace("TYPE", self.types[each.type])
            for each in table.schema.fields
            if self.types
        )
        code = self.code.strip().replace("TYPES", self.between.join(columns))
        code = code.replace("TABLE", table.name).replace(HOLDER, f"{stem}.{self.form}")
        return Snippet(tool=self.name, code=code, note=self.note, is_run=self.is_run)


def tools(file: Path) -> tuple[Tool, ...]:
    """Read the tools."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))["tools"]
    return tuple(
        Tool(
            note={"en": each["note"], "ja": each["note_ja"]},
            **{name: value for name, value in each.items() if name not in {"note", "note_ja"}},
        )
        for each in told
    )
