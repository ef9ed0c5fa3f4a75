"""What one record alone cannot show: the kinds of single changes that no check finds."""

from dataclasses import dataclass

from reporting.messages import Text, _


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenKind:
    """A kind of change that alters a figure, or may, and that nothing in the record contradicts.

    Attributes:
        name: Its name, as the test of changed records has it.
        title: What is changed.
        reason: Why nothing in the record contradicts it.
    """

    name: str
    title: Text
    reason: Text


UNSEEN_KINDS = (
    UnseenKind(
        name="told-once",
        title=_("A fact told once, within its bounds"),
        reason=_(
            "The day of an authorization, of an issuance to the host or of an end at home, a level "
            "of emissions, a target, an expected quantity: one row tells it, and the other value "
            "is as possible as the first."
        ),
    ),
    UnseenKind(
        name="choice",
        title=_("What the law leaves to the Party"),
        reason=_(
            "Method, elapsed years, kind of year, period and metric of an NDC, what its levels "
            "cover, how an open question is read: each answer is allowed, and only the Party knows "
            "which it gave."
        ),
    ),
    UnseenKind(
        name="allows-the-same",
        title=_("A purpose or authorization exchanged for one that allows the same"),
        reason=_("What happened to the units is allowed under both."),
    ),
    UnseenKind(
        name="use-year",
        title=_("The year of use, within its window"),
        reason=_(
            "From the vintage on, within two years of the event and within the period, the Party "
            "says for which year it uses the units."
        ),
    ),
    UnseenKind(
        name="across-nothing",
        title=_("A day moved across nothing"),
        reason=_("No other event, declaration or end of a year lies between the two days."),
    ),
    UnseenKind(
        name="without-serials",
        title=_("Quantities without serial numbers, told by one side"),
        reason=_("No range has the length to compare with, and no other row the quantity."),
    ),
    UnseenKind(
        name="one-party",
        title=_("Accounts and entities of one Party"),
        reason=_("Figures are those of the Party, whichever of its accounts holds the units."),
    ),
    UnseenKind(
        name="declared",
        title=_("Declared coverage"),
        reason=_("That a record is complete is what the Party declares; nothing else says so."),
    ),
    UnseenKind(
        name="words",
        title=_("Words"),
        reason=_("Names, titles and descriptions are kept as published."),
    ),
    UnseenKind(
        name="corrected",
        title=_("One telling of several, corrected later"),
        reason=_("A row that a later one corrects counts for nothing."),
    ),
)
"""Each kind once, in the order in which the site and docs/unseen.md show them."""
