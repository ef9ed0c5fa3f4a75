"""Versions of authorizations, and the law of first transfer joined to each."""

import ibis
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from reporting.accounting.first_transfer import Outcome, Trigger, first_transfer_table
from reporting.accounting.outcomes import AUTHORIZED_FOR
from reporting.accounting.settings import Settings


def law(settings: Settings) -> pa.Table:
    """Return which triggers are first transfers, by purposes and definition of an authorization.

    Returns:
        One row per ``purposes`` and ``definition`` (empty text where none is specified), with
        ``authorized_for``, one boolean column per trigger, and ``refused``, whether some trigger
        has no answer.
    """
    rows = [
        {
            "purposes": purposes,
            "authorized_for": str(purpose),
            "definition": str(definition),
            "refused": any(
                answer is Outcome.REFUSED and _is_awaited(trigger)
                for trigger, answer in answers.items()
            ),
            **{f"on_{trigger}": answers[trigger] is Outcome.FIRST_TRANSFER for trigger in Trigger},
        }
        for (purpose, definition), answers in _answers(settings).items()
        for purposes, meant in AUTHORIZED_FOR.items()
        if meant is purpose
    ]
    return pa.Table.from_pylist(rows)


def _is_awaited(trigger: Trigger) -> bool:
    return trigger is not Trigger.INTERNATIONAL_TRANSFER


def _answers(settings: Settings) -> dict[tuple[str, str], dict[Trigger, Outcome]]:
    answers: dict[tuple[str, str], dict[Trigger, Outcome]] = {}
    for row in first_transfer_table(settings):
        key = (row.authorized_for, row.definition)
        answers.setdefault(key, {})[row.trigger] = row.outcome
    return answers


def versions(authorizations: Table, law: Table) -> Table:
    """Return each version with the days it is in force and what the law makes of it.

    Returns:
        The authorizations, with ``in_force_until`` (the day the next version or the revocation
        takes effect; empty while in force), and the columns of `law`; those are empty where no
        purposes are stated.
    """
    key = ["party", "authorization_id"]
    after = ibis.window(group_by=key, order_by="version", following=(1, None))
    dated = authorizations.mutate(
        next_on=_.authorized_on.min().over(after),
        definition=ibis.coalesce(_.first_transfer_definition, ""),
    )
    until = dated.mutate(
        in_force_until=ibis.ifelse(
            ibis.coalesce(dated.revoked_on < dated.next_on, dated.revoked_on.notnull()),
            dated.revoked_on,
            dated.next_on,
        )
    ).drop("next_on")
    joined = until.left_join(law, ["purposes", "definition"])
    return joined.drop("purposes_right", "definition_right")


def in_force(versions: Table, day: ibis.expr.types.DateValue) -> ibis.expr.types.BooleanValue:
    """Tell whether a version is in force on a day; on an unknown day, the last one is."""
    begun = ibis.coalesce(versions.authorized_on <= day, True)
    until = versions.in_force_until
    ended = ibis.coalesce(until <= day, until.notnull())
    return begun & ~ended
