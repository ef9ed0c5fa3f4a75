"""The next command of a submission, as one types it for a folder."""

from collections.abc import Sequence
from types import MappingProxyType

from reporting.filing.folder_state import FolderState
from reporting.filing.stages import Stage, Submission, in_work
from reporting.findings import as_argument
from reporting.forms.model.form import FormName

STEPS = MappingProxyType(
    {
        Stage.DRAFT: ("jcm submission approve", '--by "NAME, OFFICE" --on DAY'),
        Stage.APPROVED: ("jcm submission file", "--on DAY"),
    }
)


def next_command(
    folder: FolderState,
    form: FormName,
    year: int,
    kept: Sequence[Submission] = (),
    about: str = "",
) -> str:
    """Return the next command for a form: draft it, approve what is drafted, file the approved."""
    working = in_work(kept)
    command, rest = STEPS[working.stage] if working else ("jcm submission draft", "")
    approach = (working.approach if working else "") or about
    return " ".join(
        filter(
            None,
            (command, options_of(folder, form, year), approach and f"--about {approach}", rest),
        )
    )


def options_of(folder: FolderState, form: FormName, year: int) -> str:
    """Return the options that say which form of whom is meant."""
    data = as_argument(folder.folder)
    return f"--data {data} --party {folder.party} --form {form} --year {year}"
