"""What forms cost as a record grows: ``python -m tests.benchmarks.forms --events 50 100000``.

A Party sells units on fifty days in so many transfers; its record is replayed, and every form made
and written, without the workbooks of traces, which list each row of each figure. Each record is
measured in a process of its own: what counts is the difference within one run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

from reporting.filing import form_files
from reporting.forms.build import build_form
from reporting.forms.model.form import OF_PARTY, Form, FormName
from reporting.forms.model.request import FormRequest
from reporting.forms.model.row_keys import row_keys
from reporting.forms.reconciliation import reconciliation
from reporting.ledger.engines import engine
from reporting.ledger.ledger import Ledger, open_ledger
from reporting.packages import open_package
from tests.example.book import Book
from tests.example.make import SCENARIOS, WORDS
from tests.example.package import write
from tests.example.ways_of_recording import DAYS, daily_sales

PARTIES = ("XAA", "XBB")
YEAR = 2026
FIRST_YEAR = 2021


def make(folder: Path, events: int) -> None:
    """Write the example with so many transfers of one Party, a multiple of fifty."""
    book, sales = Book(), events // DAYS
    for scenario in SCENARIOS:
        sold = partial(daily_sales, sales=sales, of_a_day=max(1_000, sales))
        (sold if scenario is daily_sales else scenario)(book)
    write(folder, WORDS, book.tables)


def asked(party: str, year: int) -> FormRequest:
    """Return what is asked of a form."""
    return FormRequest(
        party=party,
        year=year,
        version="1.0",
        submitted_on=None,
        cutoff=None,
        narratives=None,
        is_made_up=True,
    )


def every_form(ledger: Ledger, party: str) -> list[Form]:
    """Return the forms of a submission year, and the annual information of the years before."""
    earlier = (
        build_form(ledger, FormName.AEF, asked(party, year)) for year in range(FIRST_YEAR, YEAR)
    )
    return [*earlier, *(build_form(ledger, each, asked(party, YEAR)) for each in OF_PARTY)]


def measure(folder: Path, party: str) -> dict[str, float]:
    """Return the seconds and processor seconds of all forms of a Party, from a replayed record."""
    package, _ = open_package(folder)
    assert package
    written = form_files.FileOptions(
        formats=tuple(form_files.FileFormat),
        profile="secretariat",
        language="en",
        keys=row_keys([package]),
    )
    no_trace = patch.object(form_files, "trace_workbook", return_value=b"")
    with engine(threads=2) as running, no_trace:
        ledger = open_ledger(running, [package])
        begin, begin_cpu = time.perf_counter(), time.process_time()
        forms = every_form(ledger, party)
        for form in forms:
            form_files.files_of(form, written)
        reconciliation(forms)
        return {"s": time.perf_counter() - begin, "cpu": time.process_time() - begin_cpu}


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the records and measure the forms of both Parties."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[50, 100_000])
    parser.add_argument("--measure", nargs=2, metavar=("FOLDER", "PARTY"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.measure:
        folder, party = given.measure
        sys.stdout.write(json.dumps(measure(Path(folder), party)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        for events in given.events:
            folder = Path(temporary) / str(events)
            make(folder, events)
            for party in PARTIES:
                command = [sys.executable, "-m", "tests.benchmarks.forms", "--measure"]
                answer = subprocess.run(
                    [*command, str(folder), party], check=True, stdout=subprocess.PIPE, text=True
                )
                figures = json.loads(answer.stdout)
                sys.stdout.write(
                    f"  {events:>9,} events, {party}: {figures['s']:.2f} s, "
                    f"{figures['cpu']:.2f} cpu s\n"
                )
                sys.stdout.flush()


if __name__ == "__main__":
    main()
