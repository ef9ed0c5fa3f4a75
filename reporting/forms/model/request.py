"""What is asked of a form."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reporting.accounting.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRequest:
    """Whose form, for which year.

    Attributes:
        party: Whose, as a code of three letters.
        year: The reported year of the AEF; the submission year of the others.
        version: Of the submission, ``X.Y``.
        submitted_on: The date of submission; None before it is known.
        cutoff: The last day whose events count; None for the default of the form.
        settings: How the open questions are answered.
        narratives: The folder that holds a folder of Markdown files for each Party; None if the
            record has none.
        is_made_up: Whether the record is the example.
        is_public: Whether it leaves out what is confidential; what is approved and filed does not.
    """

    party: str
    year: int
    version: str = "1.0"
    submitted_on: date | None = None
    cutoff: date | None = None
    settings: Settings = field(default_factory=Settings)
    narratives: Path | None = None
    is_made_up: bool = False
    is_public: bool = False
