"""The questions of ``jcm add``: one field after the other, with what may stand in it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from unicodedata import normalize

import typer

from reporting.cli.add_words import example_of, findings_text
from reporting.filing.additions.addition import Addition, NewRow, own_keys, parts_of, pointer
from reporting.filing.additions.cell import cell_findings
from reporting.filing.additions.choices import Choice, Choices, choices
from reporting.filing.additions.identifiers import identifiers, proposal, settle
from reporting.filing.additions.outcome import AdditionOutcome, is_fault
from reporting.filing.additions.questions import is_required, next_field, optional_fields
from reporting.findings import Place
from reporting.messages import Bilingual, Text, _
from reporting.packages import Field, Table
from reporting.packages.csv_text import shown

HELP, NEW, NOTHING = "?", "+", "-"
SHOWN, CODES = 12, 40  # keys, codes that are shown at a time
WIDTH = 90


def is_unicode(text: str) -> bool:
    """Tell whether a text can be written as UTF-8: what was typed may have been other bytes."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


@dataclass(slots=True, kw_only=True)
class Dialogue:
    """Somebody who is asked for the rows of an addition.

    Attributes:
        addition: The rows, filled as the answers come.
        language: In which it is asked.
    """

    addition: Addition
    language: str
    _told: dict[int, set[str]] = field(default_factory=dict)

    def ask(self) -> None:
        """Ask for what is not yet known of the rows, and for others that go with them."""
        with suppress(ImportError):
            import_module("readline")  # answers can be edited, where the system has it
        self._say(
            _(
                "Enter takes what stands in brackets, - leaves a field empty, ? shows what may be "
                "answered, Ctrl-C stops: nothing is written before you agree to it."
            )
        )
        for table in self.addition.tables():
            for row in [each for each in self.addition.rows if each.table is table]:
                self._drop_faults(row)
                self.addition.fill(row)
                self._ask_row(row)
        self._ask_parts(self.addition.rows[0])

    def agrees(self) -> bool:
        """Ask whether to write; no ends the dialogue, and what is to be corrected is not agreed."""
        answer = ""
        while answer not in {"y", "c", "n"}:
            answer = self._answer(_("Write it? y = yes, c = correct a field, n = no")).lower()[:1]
        if answer == "n":
            raise typer.Abort
        return answer == "y"

    def correct(self, outcome: AdditionOutcome) -> None:
        """Ask which field is to be another, and for its value."""
        faults = [
            (outcome.rows[place], each.place.field)
            for each in outcome.findings
            if is_fault(each)
            and (place := _row_of(each.place)) in outcome.rows
            and each.place.field
        ]
        fields = {f"{self.addition.address(row)}{name}": (row, name) for row, name in faults}
        for number, name in enumerate(fields, 1):
            self._say(f"  {number} {name}")
        every = {
            f"{self.addition.address(row)}{name}": (row, name)
            for row in self.addition.rows
            for name in row.table.schema.names
        }
        known = every | {str(number): each for number, each in enumerate(fields.values(), 1)}
        text = _("Which field is to be corrected? Its number or name; Enter stops")
        answer = self._answer(text)
        while answer and answer not in known:
            self._say(_("There are: %(names)s", names=", ".join(every)))
            answer = self._answer(text)
        if not answer:
            raise typer.Abort
        row, name = known[answer]
        proposals = {each: proposal(self.addition, row, each) for each in identifiers(row.table)}
        as_proposed = [each for each, text in proposals.items() if row.cells.get(each) == text]
        self._ask_field(row, row.table.schema[name])
        for each in as_proposed:
            if each != name:
                self.addition.change(row, {each: proposal(self.addition, row, each)})
        self._ask_needed(row)

    def _drop_faults(self, row: NewRow) -> None:
        """Look at the cells that options gave: what is wrong is said, and asked for again."""
        for name in [each for each, value in row.cells.items() if value]:
            found = cell_findings(row, name, self.addition.record.package.name)
            if found:
                self._say(findings_text(found, self.language))
                del row.cells[name]

    def _ask_row(self, row: NewRow) -> None:
        self._say("")
        self._say(_("New row: %(table)s", table=row.table.title), is_bold=True)
        known = [f"{name} = {_short(value)}" for name, value in row.cells.items() if value]
        if known:
            self._say("  " + ", ".join(known))
        self._ask_needed(row)
        self._ask_optional(row)

    def _ask_needed(self, row: NewRow) -> None:
        told = self._told.setdefault(id(row), set())
        settle(self.addition, row)
        while (asked := next_field(self.addition, row, told)) is not None:
            told.add(asked.name)
            self._ask_field(row, asked)
            settle(self.addition, row)

    def _ask_optional(self, row: NewRow) -> None:
        """Offer the fields that may be filled, until no more are wanted."""
        while fields := optional_fields(row):
            self._say("")
            self._say(_("More that may be told:"))
            self._list([each.title[self.language] for each in fields])
            wanted = self._numbers(
                _("Which of these? Numbers with spaces between; Enter for none"), len(fields)
            )
            if not wanted:
                return
            for each in wanted:
                self._ask_field(row, fields[each])
                self._ask_needed(row)

    def _ask_parts(self, row: NewRow) -> None:
        """Offer the tables whose rows are parts of this one, until no more are wanted."""
        tables = parts_of(row.table, self.addition.record.package.tables)
        while tables:
            self._say("")
            self._say(_("Rows that may go with it:"))
            self._list([each.title[self.language] for each in tables])
            text = _("Add one? Its number; Enter for none")
            wanted = self._numbers(text, len(tables))
            if not wanted:
                return
            for each in wanted:
                self._ask_row(self.addition.begin(NewRow(table=tables[each], whole=row)))

    def _ask_field(self, row: NewRow, asked: Field) -> None:
        """Ask for a field until its value is one."""
        question = Question(row=row, field=asked)
        question.known = choices(self.addition, row, asked.name, self.language)
        if question.known is not None and question.is_short:
            question.offered = question.known.options
        question.default = row.cells.get(asked.name) or proposal(self.addition, row, asked.name)
        self._present(question)
        while not self._is_answered(question, self._answer(asked.title, question.default)):
            pass

    def _is_answered(self, question: "Question", answer: str) -> bool:
        """Take an answer, or say why it is none."""
        row, asked, known = question.row, question.field, question.known
        if answer == HELP:
            self._present(question)
            if known is not None and not question.is_short:
                self._offer(question, known.options)
            return False
        if answer in {"", NOTHING}:
            return self._is_empty(row, asked)
        if known is None:
            return self._is_value(row, asked, answer)
        if answer == NEW and known.table is not None and known.is_own:
            self.addition.change(row, self._new(row, asked, known.table))
            return True
        return self._is_choice(question, known, answer)

    def _is_empty(self, row: NewRow, asked: Field) -> bool:
        if is_required(row, asked.name):
            self._say(_("It is needed here."))
            return False
        self.addition.change(row, {asked.name: ""})
        return True

    def _is_value(self, row: NewRow, asked: Field, answer: str) -> bool:
        """Take a value, or say what is wrong with it."""
        trial = NewRow(table=row.table, cells={asked.name: answer})
        found = cell_findings(trial, asked.name, self.addition.record.package.name)
        if found:
            self._say(findings_text(found, self.language))
            return False
        self.addition.change(row, {asked.name: answer})
        return True

    def _new(self, row: NewRow, asked: Field, table: Table) -> dict[str, str]:
        """Ask for a row of the table that a field points to; return what points to it."""
        new = NewRow(table=table)
        self._ask_row(self.addition.begin(new))
        self._say("")
        self._say(_("Back to: %(table)s", table=row.table.title), is_bold=True)
        key = next(
            each
            for each in own_keys(row.table)
            if each.table == table.name and asked.name in each.fields
        )
        return dict(pointer(key, new.cells))

    def _is_choice(self, question: "Question", known: Choices, answer: str) -> bool:
        """Take the choice that an answer means; what else it could mean is offered."""
        chosen = known.named(answer)
        by_number = question.is_numbered and answer.isdecimal()
        if chosen is None and by_number and 0 < int(answer) <= len(question.offered):
            chosen = question.offered[int(answer) - 1]
        if chosen is not None:
            self.addition.change(question.row, chosen.cells)
            self._say(f"  = {chosen.name}  {_short(chosen.label)}".rstrip())
            return True
        found = known.found(answer)
        if found:
            self._offer(question, found)
            question.default = found[0].name if len(found) == 1 else ""
        else:
            self._say(_("Nothing here is called so: %(answer)s", answer=shown(answer)))
        return False

    def _offer(self, question: "Question", found: Sequence[Choice]) -> None:
        """Show choices with numbers, and how many more there are."""
        question.offered = found[:SHOWN]
        self._list_choices(question, question.offered)
        more = len(found) - SHOWN
        if more > 0:
            self._say(_("  … and %(count)s more: write more letters", count=f"{more:,}"))

    def _present(self, question: "Question") -> None:
        """Say what a field means and what may stand in it."""
        row, asked, known = question.row, question.field, question.known
        self._say("")
        need = _("needed") if is_required(row, asked.name) else _("may stay empty")
        unit = f", {asked.unit}" if asked.unit else ""
        title = asked.title[self.language]
        self._say(f"{title} ({asked.name}{unit}; {need[self.language]})", is_bold=True)
        if asked.description[self.language]:
            self._say(f"  {asked.description[self.language]}")
        if known is None:
            example = example_of(self.addition, row, asked)
            if example:
                self._say(_("  Written as %(example)s", example=_short(example)))
        elif question.is_short:
            self._list_choices(question, known.options)
        else:
            count = f"{len(known.options):,}"
            self._say(_("  %(count)s known: write one, or letters to search; ? shows", count=count))
        if known is not None and known.table is not None and known.is_own:
            self._say(_("  + for a new row of %(table)s", table=known.table.title))

    def _list_choices(self, question: "Question", several: Sequence[Choice]) -> None:
        names = [f"{each.name}  {each.label}".rstrip() for each in several]
        if question.is_numbered:
            self._list(names)
        else:
            for each in names:
                self._say(f"  {_short(each)}")

    def _list(self, names: Sequence[str]) -> None:
        for number, each in enumerate(names, 1):
            self._say(f"  {number:>2} {_short(each)}")

    def _numbers(self, text: Text, most: int) -> list[int]:
        """Ask for numbers of a list; return places, counted from 0."""
        while True:
            answer = self._answer(text).replace(",", " ").split()
            if all(each.isdecimal() and 0 < int(each) <= most for each in answer):
                return list(dict.fromkeys(int(each) - 1 for each in answer))
            self._say(_("Write numbers from 1 to %(most)s.", most=most))

    def _answer(self, text: Bilingual, default: str = "") -> str:
        asked, answer = text[self.language], "\udc80"
        while not is_unicode(answer):
            with suppress(UnicodeDecodeError):
                answer = typer.prompt(
                    asked, default=default, show_default=bool(default), prompt_suffix=" > "
                )
        answer = answer.strip()
        return normalize("NFKC", answer) if len(answer) == 1 else answer  # full-width signs

    def _say(self, text: Text | str, *, is_bold: bool = False) -> None:
        said = text if isinstance(text, str) else text[self.language]
        typer.echo(typer.style(said, bold=True) if is_bold else said)


@dataclass(slots=True, kw_only=True)
class Question:
    """A field that is asked for.

    Attributes:
        row: The row.
        field: The field.
        known: What may stand in it; None where that is open.
        offered: Those that were shown last, which a number chooses from.
        default: What Enter takes.
    """

    row: NewRow
    field: Field
    known: Choices | None = None
    offered: Sequence[Choice] = ()
    default: str = ""

    @property
    def is_numbered(self) -> bool:
        """Whether a number may choose: not where keys are numbers, as either could be meant."""
        options = self.known.options if self.known else ()
        return not any(each.name.isdecimal() for each in options)

    @property
    def is_short(self) -> bool:
        """Whether all that may stand in it is shown at once."""
        return self.known is not None and len(self.known.options) <= (
            SHOWN if self.known.table else CODES
        )


def _short(text: str) -> str:
    seen = shown(text)
    return seen if len(seen) <= WIDTH else f"{seen[: WIDTH - 1]}…"


def _row_of(place: Place) -> Place:
    return replace(place, field="")
