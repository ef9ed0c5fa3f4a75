"""How much the proofs try: ``DEPTH=10 make proof`` tries ten times as many.

A proof that tries many inputs within one test states their number: as a parameter, with
``mark.tries``, or with ``record_property("inputs", …)``. The run prints it beside the seconds.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import settings

DEPTH = int(os.environ.get("DEPTH", "1"))
INPUTS = "inputs"
COUNTS = ("number", "tries", "told")
TRIES = [20, pytest.param(200 * DEPTH, marks=pytest.mark.proof)]
"""How many inputs Hypothesis makes: a few in every test run, many in the proofs."""


def inputs_of(item: pytest.Item) -> list[tuple[str, object]]:
    """Return how many inputs a test says it tries: by ``mark.tries``, a parameter, or a property.

    A property tries what its settings say, of which Hypothesis has no public name.
    """
    said = [each.args[0] for each in item.iter_markers("tries")]
    given = getattr(item, "callspec", None)
    said += [given.params[name] for name in COUNTS if name in given.params] if given else []
    if item.get_closest_marker("property") and not said:
        own = getattr(getattr(item, "obj", None), "_hypothesis_internal_use_settings", None)
        said.append(getattr(own or settings.default, "max_examples", 1))
    return [(INPUTS, each) for each in said if isinstance(each, int)]


def told(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """Yield a line for each proof: its seconds and how many inputs it tried.

    Args:
        reports: What each phase of each test reported.
    """
    seconds: dict[str, float] = defaultdict(float)
    inputs: dict[str, int] = defaultdict(int)
    for report in reports:
        if not {"proof", "property"} & {*getattr(report, "keywords", ())}:  # none: of collection
            continue
        name = report.nodeid.partition("[")[0]
        seconds[name] += report.duration
        if report.when == "call":
            inputs[name] += int(str(dict(report.user_properties).get(INPUTS, 1)))
    for name in sorted(seconds, key=lambda each: -seconds[each]):
        yield f"{seconds[name]:7.1f} s  {inputs[name]:7,} tried  {name}"
    if seconds:
        total, tried = sum(seconds.values()), sum(inputs.values())
        yield f"{total:7.1f} s  {tried:7,} tried  in all, DEPTH={DEPTH}"
