"""How much the proofs try: ``DEPTH=10 make proof`` tries ten times as many.

A proof that tries many inputs within one test states their number with
``record_property("inputs", …)``; the run prints it beside the seconds (``told``).
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

DEPTH = int(os.environ.get("DEPTH", "1"))
INPUTS = "inputs"
TRIES = [20, pytest.param(600 * DEPTH, marks=pytest.mark.proof)]
"""How many inputs Hypothesis makes: a few in every test run, many in the proofs."""


def told(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """Yield a line for each proof: its seconds and how many inputs it tried.

    Args:
        reports: What each phase of each test reported.
    """
    seconds: dict[str, float] = defaultdict(float)
    inputs: dict[str, int] = defaultdict(int)
    for report in reports:
        if "proof" not in report.keywords:
            continue
        name = report.nodeid.partition("[")[0]
        seconds[name] += report.duration
        if report.when == "call":
            inputs[name] += int(str(dict(report.user_properties).get(INPUTS, 1)))
    for name in sorted(seconds, key=lambda each: -seconds[each]):
        noun = "input" if inputs[name] == 1 else "inputs"
        yield f"{seconds[name]:7.1f} s  {inputs[name]:6,} {noun:6}  {name}"
    if seconds:
        total, tried = sum(seconds.values()), sum(inputs.values())
        yield f"{total:7.1f} s  {tried:6,} inputs  in all, DEPTH={DEPTH}"
