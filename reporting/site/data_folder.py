"""A data folder as a site needs it: every package validated once, the published and the others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reporting.bundled import EXAMPLE
from reporting.findings import in_order
from reporting.packages import Validation, validate
from reporting.packages.files import DESCRIPTOR
from reporting.releases.public_packages import NAMES, publishable, validated
from reporting.site.snapshots import validated_snapshots


@dataclass(frozen=True, slots=True)
class DataFolder:
    """What was found in a data folder.

    Attributes:
        published: The packages that are published.
        example: The package of made-up data; None where there is none.
        snapshots: What sources said at their time.
    """

    published: Validation
    example: Validation | None
    snapshots: Validation

    @classmethod
    def validated(cls, data: Path, *, needs_example: bool) -> "DataFolder":
        """Validate everything in a folder; that the example is missing may be a finding."""
        example = data / EXAMPLE
        has_example = needs_example or (example / DESCRIPTOR).exists()
        return cls(
            published=publishable(validated(data)),
            example=validate([example]) if has_example else None,
            snapshots=publishable(validated_snapshots(data)),
        )

    @property
    def whole(self) -> Validation:
        """Everything that was found."""
        found = tuple(self._found())
        return Validation(
            packages=tuple(package for each in found for package in each.packages),
            tables=tuple(table for each in found for table in each.tables),
            findings=in_order(finding for each in found for finding in each.findings),
        )

    @property
    def made_up(self) -> Validation | None:
        """That of the example, with the lists that its keys lead to."""
        if self.example is None:
            return None
        lists = [each for each in self.published.packages if each.name == NAMES]
        return replace(self.example, packages=(*self.example.packages, *lists))

    def _found(self) -> Iterator[Validation]:
        yield self.published
        if self.example:
            yield self.example
        yield self.snapshots
