"""The header of a table: the fields of the schema by name, as strictly as the schema says."""

import unicodedata
from pathlib import Path

from reporting.findings import Finding, Place
from reporting.packages.csv_text import BrokenRowError, shown, text_lines
from reporting.packages.model import Schema

MAY_HAVE_MORE = frozenset({"subset", "partial"})
MAY_LACK = frozenset({"superset", "partial"})
OTHER_DELIMITERS = {";": ";", "\t": "TAB", "|": "|"}


def header_findings(schema: Schema, file: Path, place: Place) -> tuple[tuple[Finding, ...], bool]:
    """Compare the header with the schema.

    Returns:
        What differs, and whether the rows can be checked all the same, by the names of the columns.
    """
    try:
        _, labels = next(text_lines(file), (1, []))
    except BrokenRowError as error:
        return (_finding(error.code, place, reason=error.reason),), False
    return label_findings(schema, labels, place)


def label_findings(
    schema: Schema, labels: list[str], place: Place
) -> tuple[tuple[Finding, ...], bool]:
    """Compare the names of columns with the schema, as strictly as its ``fieldsMatch`` says.

    Returns:
        What differs, and whether the rows can be checked all the same, by the names of the columns.
    """
    match = str(schema.descriptor.get("fieldsMatch", "exact"))
    known = [label for label in labels if label in schema.names]
    if not known:
        return (_without_known_label(schema, labels, place),), False
    found = [
        _finding("header-blank", place, number=str(number))
        for number, label in enumerate(labels, start=1)
        if not label.strip()
    ]
    twice = sorted({label for label in known if known.count(label) > 1})
    found += [_finding("header-duplicate", place, label, label=label) for label in twice]
    missing = [name for name in schema.names if name not in labels]
    if match in MAY_LACK:
        missing = [each for each in missing if schema[each].constraints.get("required")]
    extra = [each for each in dict.fromkeys(labels) if each.strip() and each not in schema.names]
    if match in MAY_HAVE_MORE:
        extra = []
    found += _missing_and_extra(schema, missing, extra, place)
    if not found and match == "exact" and tuple(labels) != schema.names:
        names = ", ".join(schema.names)
        found.append(_finding("header-order", place, expected=names, found=", ".join(labels)))
    is_clear = not twice and all(label.strip() for label in labels)
    return tuple(found), is_clear and len(set(labels)) == len(labels)


def _without_known_label(schema: Schema, labels: list[str], place: Place) -> Finding:
    """Tell a file with another delimiter from one without a header."""
    names = ", ".join(schema.names)
    for delimiter, name in OTHER_DELIMITERS.items():
        if len(labels) == 1 and set(labels[0].split(delimiter)) & set(schema.names):
            return _finding("delimiter", place, found=name)
    return _finding("header-missing", place, expected=names, found=shown(", ".join(labels)))


def _missing_and_extra(
    schema: Schema, missing: list[str], extra: list[str], place: Place
) -> list[Finding]:
    """Return fields without column and columns without field, paired where only the spelling is."""
    found = []
    for label in tuple(extra):
        meant = next((name for name in missing if _plain(name) == _plain(label)), "")
        if meant:
            found.append(_finding("header-spelling", place, meant, name=meant, label=shown(label)))
            missing.remove(meant)
            extra.remove(label)
    found += [_finding("header-missing-field", place, name, name=name) for name in missing]
    names = ", ".join(schema.names)
    return found + [
        _finding("header-extra-field", place, label=shown(label), names=names) for label in extra
    ]


def _plain(label: str) -> str:
    """Return the letters and digits of a label: what stays when only its spelling differs."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _finding(code: str, place: Place, field: str = "", **values: str) -> Finding:
    at = Place(package=place.package, table=place.table, row=1, field=field)
    return Finding(code=code, place=at, values=values)
