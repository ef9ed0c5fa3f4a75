"""Compares answers with what a case expects of them, however ranges are cut.

A case gives only the cells that matter; over all others quantities are added up.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

Row = Mapping[str, Any]
Way = tuple[Any, ...]
MEASURES = ("quantity", "non_ghg_quantity", "unknown", "number")
ENDS = ("first_unit", "last_unit", "first_itmo", "last_itmo")


def alike(found: Sequence[Row], expected: Sequence[Row]) -> bool:
    """Tell whether rows agree in the cells that the case gives."""
    names = {name for each in expected for name in each}
    return not found if not expected else _summed(found, names) == _summed(expected, names)


def leaves(expected: object, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Yield every statement of a case, lists of rows or single values, with the way to it."""
    if isinstance(expected, Mapping):
        for name, inside in expected.items():
            yield from leaves(inside, (*way, name))
    else:
        yield way, expected


def otherwise(expected: Any) -> Iterator[Any]:  # noqa: ANN401 - rows or a cell
    """Yield a statement with each of its cells changed, and without each of its rows."""
    if isinstance(expected, list):
        for place, each in enumerate(expected):
            before, after = expected[:place], expected[place + 1 :]
            yield [*before, *after]
            yield from ([*before, changed, *after] for changed in otherwise(each))
        yield [*expected, {"quantity": 1}]
    elif isinstance(expected, Mapping):
        for name, cell in expected.items():
            yield from ({**expected, name: changed} for changed in otherwise(cell))
    elif isinstance(expected, int):
        yield expected + 1
    elif isinstance(expected, date):
        yield expected + timedelta(days=1)
    else:
        yield 0 if expected is None else f"{expected}0"


def _summed(rows: Iterable[Row], names: set[str]) -> dict[tuple[Any, ...], Any]:
    """Add up over what is not named, and join up ranges that adjoin; unknown is not nought."""
    measures = [name for name in MEASURES if name in names]
    ends = [name for name in ENDS if name in names]
    keys = sorted(names - {*measures, *ends})
    sums: dict[tuple[Any, ...], Counter[str]] = {}
    ranges: dict[tuple[Any, ...], list[tuple[int, ...]]] = {}
    for each in rows:
        key = tuple(each.get(name) for name in keys)
        total = sums.setdefault(key, Counter())
        for name in measures:
            total[name] += each.get(name) or 0
            total[f"without {name}"] |= each.get(name) is None
        if ends and each.get(ends[0]):
            ranges.setdefault(key, []).append(tuple(each[name] for name in ends))
    return {key: (dict(sums[key]), _joined(ranges.get(key, []))) for key in sums}


def _joined(ranges: Sequence[tuple[int, ...]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and joined[-1][1] + 1 == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
