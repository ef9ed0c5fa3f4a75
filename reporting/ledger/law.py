"""The law as tables for the ledger to join: the law has one owner."""

from itertools import product

import pyarrow as pa

from reporting.accounting.first_transfer import (
    AUTHORIZED_FOR,
    COVERED,
    TransferOutcome,
    Trigger,
    first_transfer_table,
)
from reporting.accounting.settings import Settings, values_of


def law() -> pa.Table:
    """Return which triggers are first transfers, by purposes and definition of an authorization.

    Returns:
        One row per ``purposes``, ``definition`` (empty text where none is specified) and answer to
        ``dual_purpose`` and ``omge``, with ``authorized_for``, one boolean column per trigger, and
        ``refused``, whether some trigger has no answer.
    """
    answered = product(values_of("dual_purpose"), values_of("omge"))
    rows = [
        {
            "dual_purpose": dual_purpose,
            "omge": omge,
            "purposes": purposes,
            "authorized_for": str(purpose),
            "definition": str(definition),
            "refused": TransferOutcome.REFUSED in answers.values(),
            **{
                f"on_{trigger}": answers[trigger] is TransferOutcome.FIRST_TRANSFER
                for trigger in Trigger
            },
        }
        for dual_purpose, omge in answered
        for (purpose, definition), answers in _answers(
            Settings(dual_purpose=dual_purpose, omge=omge)  # type: ignore[arg-type] # its values
        ).items()
        # All seven, as data write them: SQL then needs no more than equality.
        for purposes, meant in AUTHORIZED_FOR.items()
        if meant is purpose
    ]
    return pa.Table.from_pylist(rows)


def covering() -> pa.Table:
    """Return which ``purposes`` of an authorization cover which ``purpose`` of a use."""
    pairs = [(purpose, each) for purpose, purposes in COVERED.items() for each in purposes]
    return pa.Table.from_pylist([{"purpose": a, "purposes": b} for a, b in pairs])


def _answers(settings: Settings) -> dict[tuple[str, str], dict[Trigger, TransferOutcome]]:
    answers: dict[tuple[str, str], dict[Trigger, TransferOutcome]] = {}
    for row in first_transfer_table(settings):
        key = (row.authorized_for, row.definition)
        answers.setdefault(key, {})[row.trigger] = row.outcome
    return answers
