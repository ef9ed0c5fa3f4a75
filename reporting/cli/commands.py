"""Commands imported when they are called: whoever asks for help does not wait for libraries."""

import ast
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "validate": "site",
        "add": "add",
        "diff": "diff",
        "verify": "verify",
        "review": "review",
        "site": "site",
        "release": "release",
        "reconcile": "reconcile",
        "check": "queries",
        "holdings": "queries",
        "balance": "queries",
        "trace": "queries",
        "gaps": "queries",
        "new-party": "new_party",
        "export": "export",
        "import": "imports",
        "accept": "imports",
        "number": "number",
        "mapping": "mapping",
        "tidy": "tidy",
        "upgrade": "upgrade",
        "report": "report",
        "check-aef": "check_aef",
        "submission": "submission",
    }
)


class Commands(TyperGroup):
    """The commands by name; each stands in a module that is imported when it is called."""

    is_listing = False

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer has its own click
        """Return the names, in the order in which they are shown."""
        return list(MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Return a command; while all are listed, no more of it than its name and its help."""
        if cmd_name not in MODULES:
            return None
        if self.is_listing:
            return TyperCommand(cmd_name, help=_help(cmd_name))
        if cmd_name not in self.commands:
            module = import_module(f"reporting.cli.{MODULES[cmd_name]}")
            self.commands = _built(module.app).commands
        return self.commands[cmd_name]

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the help of all commands without importing any."""
        self.is_listing = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self.is_listing = False


def _built(app: typer.Typer) -> Any:  # noqa: ANN401 - typer says no more than a command
    return typer.main.get_command(app)


def _help(command: str) -> str:
    """Return what a command says of itself, read from the file of its module."""
    spec = find_spec(f"reporting.cli.{MODULES[command]}")
    if spec is None or spec.origin is None:
        return ""
    # Read, not imported: an import would bring the libraries that help is not to wait for.
    tree = ast.parse(Path(spec.origin).read_text("utf-8"))
    name = command.replace("-", "_")
    names = {name, f"{name}_"}  # one is a word of Python
    named = (each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name in names)
    return ast.get_docstring(next(named, tree)) or ""
