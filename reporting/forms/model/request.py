"""What is asked of a form."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRequest:
    """Whose form, for which year.

    Attributes:
        party: Whose, as a code of three letters.
        year: The reported year of the AEF; the submission year of the others.
        about: The approach of an updated initial report, by its key or its identifier, or the
            authorization of a statement; empty for the others.
        version: Of the submission, ``X.Y``.
        submitted_on: The date of submission; None before it is known.
        cutoff: The last day whose events count; None for the default of the form.
        answers_on: The day whose answers to open questions are taken; None for the latest.
        narratives: The folder that holds a folder of Markdown files for each Party; None if the
            record has none.
        is_made_up: Whether the record is the example.
        is_public: Whether it leaves out what is confidential; what is approved and filed does not.
    """

    party: str
    year: int
    about: str = ""
    version: str = "1.0"
    submitted_on: date | None = None
    cutoff: date | None = None
    answers_on: date | None = None
    narratives: Path | None = None
    is_made_up: bool = False
    is_public: bool = False
