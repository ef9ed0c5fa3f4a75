"""What an export wrote, left out and lost, as text."""

from collections.abc import Iterator

from reporting.filing.exports.model import ExportHead
from reporting.filing.exports.writing import ExportOutcome, RowsLeftOut
from reporting.messages import Text, _, ngettext

MOST_ROWS = 10
"""How many numbers of rows are told for a reason."""
NOT_CONFIRMED = _("names of columns: not confirmed")


def outcome_text(head: ExportHead, outcome: ExportOutcome, language: str) -> str:
    """Return what an export wrote, left out and lost."""
    return "\n".join(each for each in _lines(head, outcome, language))


def _lines(head: ExportHead, outcome: ExportOutcome, language: str) -> Iterator[str]:
    confirmed = _("names of columns: confirmed by %(by)s", by=head.confirmed_by)
    yield f"{head.title}; {(confirmed if head.is_confirmed else NOT_CONFIRMED)[language]}"
    if head.note:
        yield head.note
    for each in outcome.files:
        rows = ngettext("%(count)s row", "%(count)s rows", len(each.rows))
        yield f"  {each.name}: {rows[language]} ({', '.join(each.sources)})"
    if outcome.left_out:
        yield _("Rows left out:")[language]
        for left in outcome.left_out:
            yield f"  {left.table} → {left.target}: {_left_out(left)[language]}"
    if outcome.losses:
        yield _("Lost, because it has no place there:")[language]
        for loss in outcome.losses:
            rows = ngettext("%(count)s row", "%(count)s rows", loss.rows)
            where = f"{loss.fields} ({rows[language]}): " if loss.fields else ""
            yield f"  {where}{loss.text[language]}"
    if outcome.others:
        yield _("Tables that are not exported:")[language]
        yield "  " + ", ".join(f"{name} ({count:,})" for name, count in outcome.others.items())


def _left_out(left: RowsLeftOut) -> Text:
    """Say how many rows were left out and why; of those withheld, not which."""
    many = ngettext("%(count)s row", "%(count)s rows", len(left.rows))
    if left.is_withheld:
        return _("%(rows)s: %(reason)s", rows=many, reason=left.reason)
    numbers = ", ".join(map(str, left.rows[:MOST_ROWS]))
    if len(left.rows) > MOST_ROWS:
        numbers += ", …"
    return _(
        "%(rows)s: %(reason)s (rows %(numbers)s)", rows=many, reason=left.reason, numbers=numbers
    )
