"""Which open questions bear on what a Party reports, and which answer was taken to each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.accounting.first_transfer import AUTHORIZED_FOR, AuthorizedFor
from reporting.accounting.period import MethodName
from reporting.accounting.settings import ELAPSED_BASIS, OPTIONS, Option, values_of
from reporting.findings import Finding
from reporting.forms.model import wording
from reporting.forms.model.table import Note
from reporting.forms.queries.accounts import PartyAccounts
from reporting.ledger.ledger import Ledger
from reporting.ledger.readings import OF_A_FIRST_TRANSFER, Reading
from reporting.ledger.rows import Holding, MovedBeforeAuthorized, QuestionAtWork
from reporting.messages import Text, _, joined

UNCONFIRMED = "moved-before-authorized"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAnswer:
    """An answer to a question that bears on a Party, and who gave it.

    Attributes:
        option: The answer.
        readings: The rows that give it.
        is_default: Whether it is taken somewhere because no row answers.
        elsewhere: Where it is given, if not in the table of readings.
    """

    option: Option
    readings: tuple[Reading, ...] = ()
    is_default: bool = False
    elsewhere: tuple[Text, ...] = ()

    @property
    def is_said_in_form(self) -> bool:
        """Whether two versions of a form that rest on other answers differ by this one."""
        default, *_others = values_of(self.option.setting)
        return not self.elsewhere and self.option.value != default

    @property
    def by(self) -> Text:
        """Say who decided so, and by which document."""
        told = [decided(each) for each in self.readings]
        defaults = [_("by default")] if self.is_default else []
        return joined((*told, *defaults, *self.elsewhere), _("; "))

    @property
    def note(self) -> Note:
        """Say what was taken and by whom."""
        key = self.option.setting, self.option.value
        return Note(
            label=wording.QUESTIONS[self.option.setting],
            text=_(
                "%(setting)s=%(value)s, %(by)s: %(meaning)s",
                setting=self.option.setting,
                value=self.option.value,
                by=self.by,
                meaning=wording.OPTIONS[key],
            ),
            provision=self.option.provision.replace("/annex/", " annex, para. "),
        )


def decided(reading: Reading) -> Text:
    """Say who decided so, since when, and by which document."""
    return _(
        "decided by %(who)s for %(key)s from %(day)s, %(document)s",
        who=reading.decided_by,
        key=reading.key,
        day=reading.valid_from.isoformat(),
        document=reading.document,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A question as it is put: of an authorization, or of the Party itself."""

    setting: str
    party: str
    approach: str = ""
    authorization: str = ""


def of_first_transfers(
    ledger: Ledger, party: str, cutoff: date | None, settings: Iterable[str]
) -> tuple[TakenAnswer, ...]:
    """Return the answers that bear on the first transfers of a Party's units, up to a day."""
    wanted = {*settings}
    found = ledger.up_to(cutoff).ask(QuestionAtWork, party=party)
    asked = [
        _Asked(
            setting=each.setting,
            # By the day in a table the Party that fills it in goes, whoever authorized.
            party=party if each.setting == "action_date" else each.host,
            approach=each.approach,
            authorization=each.authorization_id,
        )
        for each in found
        if each.setting in wanted
    ]
    return tuple(_taken(ledger, asked))


def of_party(ledger: Ledger, party: str, settings: Iterable[str]) -> tuple[TakenAnswer, ...]:
    """Return the answers of a Party to questions that are known to bear."""
    return tuple(_taken(ledger, [_Asked(setting=name, party=party) for name in settings]))


def of_accounts(ledger: Ledger, accounts: PartyAccounts) -> tuple[TakenAnswer, ...]:
    """Return the answers that bear on the accounts of a Party."""
    party = accounts.ndc.row["party"]
    names = {each.setting for each in accounts.options}
    if _knows_uploads(ledger, party):
        names.add("authorizations_counted")
    if _authorizes_for_others(ledger, party):
        names.add("row_23d")
    return _in_order(
        (
            *of_first_transfers(ledger, party, accounts.cutoff, OF_A_FIRST_TRANSFER),
            *of_party(ledger, party, names),
            *_of_average(accounts),
        )
    )


def _of_average(accounts: PartyAccounts) -> Iterator[TakenAnswer]:
    """Yield how elapsed years are counted, where a method averages."""
    if any(each.name is MethodName.AVERAGING for each in accounts.methods):
        value = accounts.period.elapsed_basis or ""
        is_stated = value == (accounts.ndc.row[ELAPSED_BASIS] or "")
        yield TakenAnswer(
            option=_option(ELAPSED_BASIS, value),
            elsewhere=(_("by the table of NDCs") if is_stated else _("as asked"),),
        )


def of_tables(
    ledger: Ledger, party: str, year: int, cutoff: date | None
) -> tuple[TakenAnswer, ...]:
    """Return the answers that bear on the annual information of a Party."""
    first = (*OF_A_FIRST_TRANSFER, "action_date")
    end = date(year, 12, 31)
    known = ledger.up_to(cutoff)
    waits = any(each.status == "authorized" for each in known.ask(Holding, party=party, on=end))
    return _in_order(
        (
            *of_first_transfers(ledger, party, cutoff, first),
            *of_party(ledger, party, ["holdings_from"] if waits else []),
        )
    )


def unconfirmed(
    ledger: Ledger, party: str, cutoff: date | None, year: int | None = None
) -> Iterator[Finding]:
    """Yield each authorization of units that had left before it, unless the Party confirms how.

    Args:
        ledger: The record.
        party: The Party that authorized.
        cutoff: The last day that counts.
        year: Of annual information, the year of the movement or of the authorization.
    """
    by_authorization: dict[str, list[MovedBeforeAuthorized]] = {}
    for each in ledger.up_to(cutoff).ask(MovedBeforeAuthorized):
        years = {each.moved_on.year, each.authorized_on.year}
        if each.host == party and (year is None or year in years):
            by_authorization.setdefault(each.authorization_id, []).append(each)
    for authorization, moved in sorted(by_authorization.items()):
        first = min(moved, key=lambda each: (each.moved_on, each.entry))
        keys = party, first.approach, authorization
        if ledger.readings.reading("moved_before_authorized", *keys) is None:
            yield Finding(
                code=UNCONFIRMED,
                place=ledger.inputs.place(first.entry),
                values={
                    "authorization": authorization,
                    "day": first.moved_on.isoformat(),
                    "authorized_on": first.authorized_on.isoformat(),
                    "to_party": first.moved_to,
                },
            )


def _authorizes_for_others(ledger: Ledger, party: str) -> bool:
    return any(
        row["party"] == party and AUTHORIZED_FOR.get(row["purposes"] or "") is AuthorizedFor.OIMP
        for row in ledger.table("authorization_versions")
    )


def _knows_uploads(ledger: Ledger, party: str) -> bool:
    rows = ledger.table("authorizations")
    return any(row["party"] == party and row.get("uploaded_on") for row in rows)


def _taken(ledger: Ledger, asked: Sequence[_Asked]) -> Iterator[TakenAnswer]:
    by_value: dict[tuple[str, str], list[Reading | None]] = {}
    for each in asked:
        keys = each.party, each.approach, each.authorization
        answers = (
            ledger.readings.of_authorization(*keys)
            if each.authorization
            else ledger.readings.of_party(each.party)
        )
        value = getattr(answers, each.setting)
        found = ledger.readings.reading(each.setting, *keys)
        by_value.setdefault((each.setting, value), []).append(found)
    for (setting, value), readings in by_value.items():
        yield TakenAnswer(
            option=_option(setting, value),
            readings=tuple(dict.fromkeys(each for each in readings if each)),
            is_default=None in readings,
        )


def _option(setting: str, value: str) -> Option:
    return next(each for each in OPTIONS if (each.setting, each.value) == (setting, value))


def _in_order(answers: Iterable[TakenAnswer]) -> tuple[TakenAnswer, ...]:
    return tuple(sorted(answers, key=lambda each: OPTIONS.index(each.option)))
