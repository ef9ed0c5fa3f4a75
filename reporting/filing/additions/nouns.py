"""Which table a word means: ``project``, ``methodology``, ``allocation``, or a table's own name."""

from collections.abc import Mapping

from reporting.packages import Table

PLURALS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("s", ""))
NEVER_PLURAL = ("ss", "us", "is")


class NoTableError(LookupError):
    """A word that means no table, or several.

    Attributes:
        word: The word.
        nouns: Those that could be meant.
    """

    def __init__(self, word: str, nouns: tuple[str, ...]) -> None:
        """Keep the word and what could be meant."""
        super().__init__(word)
        self.word = word
        self.nouns = nouns


def noun(name: str) -> str:
    """Return what one row of a table is called, as a command takes it: ``third-party-entity``."""
    if not name.endswith(NEVER_PLURAL):
        for many, one in PLURALS:
            if name.endswith(many):
                name = name.removesuffix(many) + one
                break
    return name.replace("_", "-")


def table_named(word: str, tables: Mapping[str, Table]) -> Table:
    """Return the table that a word means.

    A word is the name of a table, its noun, its title in either language, or the last part of its
    noun if no other table ends so: ``link`` for ``financed_project_links``.

    Raises:
        NoTableError: There is none, or more than one.
    """
    asked = _plain(word)
    for names in (_whole, _last):
        found = [each for each in tables.values() if asked in names(each)]
        if len(found) == 1:
            return found[0]
        if found:
            raise NoTableError(word, tuple(noun(each.name) for each in found))
    raise NoTableError(word, ())


def _plain(word: str) -> str:
    return "-".join(word.casefold().replace("_", " ").replace("-", " ").split())


def _whole(table: Table) -> set[str]:
    named = (table.name, noun(table.name), *table.title.values())
    return {_plain(each) for each in named}


def _last(table: Table) -> set[str]:
    return {_plain(each).rpartition("-")[2] for each in (table.name, noun(table.name))}
