"""What make can do, each a docstring and a call or two."""

from invoke.context import Context
from invoke.tasks import task

CODE = "reporting tests tasks.py pelicanconf.py"


@task
def site(context: Context) -> None:
    """Check the data and build the website into output/."""
    context.run("jcm site", pty=False)


@task
def serve(context: Context) -> None:
    """Build the website and show it on this machine."""
    context.run("jcm site --serve", pty=False)


@task
def test(context: Context) -> None:
    """Run the tests: unit, property, golden, one pass in a browser."""
    context.run("pytest -m 'not proof'", pty=False)


@task
def proof(context: Context) -> None:
    """Run the long proofs."""
    context.run("pytest -m proof", pty=False)


@task
def check(context: Context) -> None:
    """Check format, style, types, boundaries and spelling."""
    for command in (
        f"ruff format --check {CODE}",
        f"ruff check {CODE}",
        "mypy",
        "lint-imports",
        "codespell",
    ):
        context.run(command, echo=True, pty=False)


@task
def bench(context: Context) -> None:
    """Measure validation against bare frictionless and hand-written SQL."""
    context.run("python -m tests.benchmarks.validation", pty=False)


@task
def golden(context: Context) -> None:
    """Write the golden pages anew; read the difference before committing it."""
    context.run("pytest tests/site/test_golden.py --update-golden", pty=False)
