"""A made-up list of authorized credit blocks of fourteen countries, in a public list's shape."""

import csv
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.forms.test_fourteen_countries import TOLD, record_of
from tests.ledger.making import make

Row = dict[str, str]
Change = Callable[[list[Row], list[Row]], object]
"""What is done to the rows of the credits and of the letters."""
HERE = Path(__file__).parent
MAPPING = "authorized_blocks.toml"
DEFINITIONS = {
    "Authorisation": "authorization",
    "Issuance": "issuance",
    "International transfer": "first_international_transfer",
    "Use or cancellation": "use_or_cancellation",
}
FILLED = (
    *("credit_blocks", "authorizations", "authorization_versions"),
    *("authorization_sectors", "authorization_activities"),
)
"""The tables that the list fills; the record has none of their rows before."""


def record(folder: Path) -> Path:
    """Return the record of the fourteen countries without their authorizations and blocks."""
    made = make(folder, record_of("latest"))
    for name in FILLED:
        path = made / f"{name}.csv"
        path.write_bytes(path.read_bytes().partition(b"\n")[0] + b"\n")
    return made


def files(folder: Path, change: Change | None = None) -> list[Path]:
    """Return the mapping and the files that it reads, changed."""
    folder.mkdir(exist_ok=True)
    credits_, letters = [*_credits()], [*_letters()]
    if change is not None:
        change(credits_, letters)
    written(folder / "credits.csv", credits_)
    written(folder / "letters.csv", letters)
    written(folder / "hosts.csv", [{"from": _name(each), "to": each} for each in TOLD])
    codes = [{"from": name, "to": code} for name, code in DEFINITIONS.items()]
    written(folder / "definitions.csv", codes)
    shutil.copyfile(HERE / MAPPING, folder / MAPPING)
    return [folder / name for name in (MAPPING, "credits.csv", "letters.csv")]


def written(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """Write rows as a spreadsheet does."""
    names = dict.fromkeys(name for row in rows for name in row)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*names], restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _name(party: str) -> str:
    return f"Republic of {party}"


def _authorizations() -> Iterator[tuple[str, str, Mapping[str, object]]]:
    for party, told in TOLD.items():
        for number, terms in enumerate(told["authorizations"], 1):
            yield party, f"{party}-{number}", terms


def _letters() -> Iterator[Row]:
    names = {code: name for name, code in DEFINITIONS.items()}
    for _party, key, terms in _authorizations():
        day = terms["authorized_on"]
        assert isinstance(day, date)
        yield {
            "Letter": key,
            "Date of letter": f"{day.day} {day:%B} {day.year}",
            "Purpose": str(terms.get("purposes", "OIMP")),
            "Programme": "A voluntary programme",
            "First transfer": names[str(terms["definition"])],
        }


def _credits() -> Iterator[Row]:
    project = 0
    for party, key, terms in _authorizations():
        for vintage, issued, quantity in terms["blocks"]:  # type: ignore[attr-defined]
            project += 1
            row = {
                "Serial": f"GS1-{project}-{party[1:]}-{vintage}-1-{quantity}",
                "Host": _name(party),
                "Vintage": str(vintage),
                "Issued": f"{issued:%d/%m/%Y}",
                "Quantity": f"{quantity:,}",
                "Status": "Retired" if project % 3 == 0 else "Issued",
                "Letter no": key,
                "Project name": f"Stoves {project}, phase 1",
                "Link": "",
            }
            yield row
            if project % 5 == 0:
                yield row | {"Status": "Requested", "Serial": "none yet"}
