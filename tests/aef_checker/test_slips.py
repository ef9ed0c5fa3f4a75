"""Which unknown identifier is likely a slip, and which may well be another one."""

import pytest

from reporting.aef_checker.party_codes import likely_meant
from reporting.aef_checker.slips import MOST_SLIPS, nearest, slips


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        ("KEN-A1", "KEN-A1", 0),
        ("KEN-A9", "KEN-A1", 1),
        ("KEN-A", "KEN-A1", 1),
        ("KEN-A11", "KEN-A1", 1),
        ("KNE-A1", "KEN-A1", 2),
        ("XEX-A1", "KEN-A1", 2),
        ("XEX-B1", "KEN-A1", 3),
        ("KEN-A1", "something longer", 3),
    ],
)
def test_slips_are_counted(ours: str, theirs: str, wanted: int) -> None:
    """Characters put in, left out or exchanged; more than two are too many."""
    assert min(slips(ours, theirs), MOST_SLIPS + 1) == wanted == min(slips(theirs, ours), 3)


@pytest.mark.parametrize(
    ("identifier", "wanted"),
    [
        ("KEN-A9", "KEN-A1"),  # counts further than all that are new this year
        ("KEN-B1", "KEN-A1"),  # another letter
        ("KENA2", "KEN-A2"),  # a hyphen left out
        ("KEN-A0", ""),  # may be of an earlier year
        ("KEN-2024-07", ""),  # of another form
        ("A1", ""),  # too short to be like anything
    ],
)
def test_what_counts_is_no_slip(identifier: str, wanted: str) -> None:
    """Numbers below those of the year may be of an earlier one."""
    assert nearest(identifier, ["KEN-A1", "KEN-A2"], ["KEN-A1", "KEN-A2"]) == wanted


def test_without_the_new_ones_of_the_year_numbers_say_nothing() -> None:
    """An authorization of a later year has a greater number."""
    assert nearest("KEN-A9", ["KEN-A1"], []) == ""
    assert nearest("KEN-B1", ["KEN-A1"], []) == "KEN-A1"


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Sri Lanka", "LKA"),
        ("vietnam", "VNM"),
        ("ベトナム", "VNM"),
        ("VN", "VNM"),
        ("vnm", "VNM"),
        ("xbb", "XBB"),
        ("jap", ""),
        (" Sri\u00a0Lanka ", "LKA"),
        ("Cote d'Ivoire", "CIV"),
        ("United Republic of Tanzania", "TZA"),
        ("Republic of South Sudan", "SSD"),
        ("Independent State of Papua New Guinea", "PNG"),
        ("Republic of Equatorial Guinea", "GNQ"),
        ("Northern Ireland", ""),
        ("Switzerland (the buyer)", "CHE"),
        ("JPN, NA", ""),
        ("Switzerlnad", "CHE"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("European Union", "EUE"),
        ("CHE; THA", "CHE, THA"),
        ("Switzerland and Thailand", "CHE, THA"),
        ("Switzerland, the buyer", ""),
        ("The buyer", ""),
        ("Korea", ""),
        ("CHE THA", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_the_codes_that_names_likely_mean(written: str, codes: str) -> None:
    """A name, in other letters or with a slip, and lists of them; of what may be two, nothing."""
    assert likely_meant(written) == codes
