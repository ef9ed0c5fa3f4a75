"""A file that a page offers."""

from dataclasses import dataclass

from reporting.packages.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of data: what it is called in each language, and its address from the root."""

    title: Text
    address: str

    @classmethod
    def of(cls, name: str, address: str) -> "Download":
        """Return a download that is called the same in every language."""
        return cls(title={"en": name, "ja": name}, address=address)
