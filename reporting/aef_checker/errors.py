"""What ends the reading of a part: raised below, and told as a finding by whoever opened it."""

from collections.abc import Mapping


class RefusedError(Exception):
    """A part of a workbook that cannot or must not be read any further.

    Attributes:
        code: The finding that says so.
        values: What fills its sentences.
    """

    def __init__(self, code: str, values: Mapping[str, str]) -> None:
        """Remember the finding."""
        super().__init__(code)
        self.code = code
        self.values = values
