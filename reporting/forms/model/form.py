"""What a form is that a Party files: sections with a narrative and tables, and how ready it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from reporting.findings import Finding
from reporting.forms.model.table import Note, ReportTable, named_tables
from reporting.ledger.readings import Reading
from reporting.messages import SILENCE, Text


class FormName(StrEnum):
    """The forms, in the order in which a Party files them."""

    INITIAL = "initial"
    UPDATED_INITIAL = "updated-initial"
    AEF = "aef"
    SUMMARY = "structured-summary"
    ANNEX_4 = "annex4"
    DISCLOSURE = "disclosure"
    STATEMENT = "authorization-statement"


# About one approach, or one authorization; the others are about the Party.
OF_ONE = frozenset({FormName.UPDATED_INITIAL, FormName.STATEMENT})
OF_PARTY = tuple(each for each in FormName if each not in OF_ONE)


class Readiness(StrEnum):
    """How far a form is from one that can be filed.

    Complete: nothing stands in the way. Draft: what is missing or wrong is listed as findings.
    Incomplete: the record does not claim to hold the whole year, so there is no total and no nil.
    """

    COMPLETE = "complete"
    DRAFT = "draft"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a form.

    Attributes:
        number: As the outline numbers it, as ``II.A``; empty where it does not.
        title: Its heading.
        level: How deep it stands; 1 for the highest.
        provision: The paragraph it answers.
        text: Its narrative in Markdown, as the Party wrote it; empty where there is none.
        text_ja: The same in Japanese; empty where the Party wrote it in one language.
        is_missing: Whether a narrative is asked for and there is none.
        tables: Its tables.
    """

    title: Text
    number: str = ""
    level: int = 1
    provision: str = ""
    text: str = ""
    text_ja: str = ""
    is_missing: bool = False
    tables: tuple[ReportTable, ...] = ()

    def narrative(self, language: str) -> str:
        """Return its narrative in a language, or in the other if there is no such."""
        own, other = (self.text_ja, self.text) if language == "ja" else (self.text, self.text_ja)
        return own or other


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of one Party, as far as the record goes.

    Attributes:
        name: Which form.
        party: Whose.
        year: The reported year of the AEF; the submission year of the others.
        about: The approach or the authorization it is about; empty if it is about the Party.
        version: Of the submission, ``X.Y``; of an authorization, its number.
        readiness: Whether it can be filed.
        is_made_up: Whether it is made from the example: every file of it says so.
        cutoff: The last day whose events count; None where nothing was declared complete.
        title: As people read it.
        sections: Its sections in order.
        notes: Method, basis, cut-off and settings, in the order in which they bear on the figures.
        findings: What stands in the way of filing it, and what its reader must know.
        confidential: How many rows are confidential, of its tables or behind its figures.
        is_public: Whether it leaves these out.
        answers: The answers to open questions that bear on it and are not the defaults: setting
            and value.
        profile_readings: How the Party writes its annual information other than an export profile
            does; of the AEF alone.
    """

    name: FormName
    party: str
    year: int
    about: str = ""
    version: str
    readiness: Readiness
    is_made_up: bool
    cutoff: date | None
    title: Text
    subtitle: Text = SILENCE
    sections: tuple[Section, ...]
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    confidential: int = 0
    is_public: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    profile_readings: tuple[Reading, ...] = ()

    @property
    def withheld(self) -> int:
        """How many rows it leaves out."""
        return self.confidential if self.is_public else 0

    @property
    def footnotes(self) -> tuple[Note, ...]:
        """The notes that the form asks for: they are filed with it."""
        return tuple(each for each in self.notes if each.is_of_form)

    @property
    def remarks(self) -> tuple[Note, ...]:
        """The notes that are ours: how the figures were made."""
        return tuple(each for each in self.notes if not each.is_of_form)

    @property
    def tables(self) -> Iterator[ReportTable]:
        """Yield every table, in order."""
        return (table for section in self.sections for table in section.tables)

    @property
    def named_tables(self) -> Iterator[tuple[str, ReportTable]]:
        """Yield every table by a name of its own."""
        return named_tables(self.tables)

    @property
    def stem(self) -> str:
        """How its files are named, as ``JPN_2025_1_0``; the form's name follows.

        A public version is another document only where something is left out of it.
        """
        # An identifier may hold what no name of a file may.
        about = f"_{quote(self.about, safe='')}" if self.about else ""
        ending = "_public" if self.withheld else ""
        return f"{self.party}_{self.year}_{self.version.replace('.', '_')}{about}{ending}"
