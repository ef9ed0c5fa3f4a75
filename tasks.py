"""What make can do, each a docstring and a call or two."""

import os
import shlex
import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

CODE = "reporting tests tasks.py pelicanconf.py"
HERE = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def _run(context: Context, command: str) -> None:
    """Run a command of this environment, whichever others the machine has."""
    context.run(command, env=HERE, echo=True, pty=False)


@task
def site(context: Context, url: str = "") -> None:
    """Check the data and build the website into output/; --url says where it will stand."""
    _run(context, f"jcm site --url {shlex.quote(url)}" if url else "jcm site")


@task
def serve(context: Context) -> None:
    """Build the website and show it on this machine."""
    _run(context, "jcm site --serve")


@task
def test(context: Context) -> None:
    """Run the tests: unit, property, golden, one pass in a browser."""
    _run(context, "pytest -m 'not proof' -n 2 --dist loadfile --no-loadscope-reorder")


@task
def proof(context: Context) -> None:
    """Run the long proofs, and properties on more inputs."""
    _run(context, "pytest -m 'proof or property' -n 2 --dist loadfile --no-loadscope-reorder")


@task
def check(context: Context) -> None:
    """Check format, style, types, boundaries and spelling, and the snapshots of sources."""
    _run(context, f"ruff format --check {CODE}")
    _run(context, f"ruff check {CODE}")
    _run(context, "mypy")
    _run(context, "sqlfluff lint --processes 2 reporting/ledger/sql")
    _run(context, "lint-imports")
    _run(context, "codespell")
    _run(context, "jcm validate data/snapshots")


@task
def bench(context: Context) -> None:
    """Measure validation, differences, the ledger, mappings and imports against others; forms."""
    _run(context, "python -m tests.benchmarks.validation")
    _run(context, "python -m tests.benchmarks.diff")
    _run(context, "python -m tests.benchmarks.ledger")
    _run(context, "python -m tests.benchmarks.forms")
    _run(context, "python -m tests.benchmarks.mapping")
    _run(context, "python -m tests.benchmarks.imports")


@task
def example(context: Context) -> None:
    """Write data/example anew; read the difference before committing it."""
    _run(context, "python -m tests.example.make")


@task
def golden(context: Context) -> None:
    """Write the golden pages and forms anew; read the difference before committing it."""
    _run(context, "pytest tests -k golden --update-golden")


@task
def architecture(context: Context) -> None:
    """Draw the rooms of docs/architecture.md anew from the imports."""
    _run(context, "python -m tests.rooms")
