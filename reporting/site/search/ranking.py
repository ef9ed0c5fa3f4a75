"""Which entity comes first: as ``theme/static/search.js`` has it, held to the same queries."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reporting.site.search.entities import KINDS, Entity
from reporting.site.search.folding import fold

PUNCTUATION = re.compile('[(),:;"\u3001\u3002\u300c\u300d]')
WHOLE_CODE, BEGINNING, WITHIN, WITHIN_LATIN, OTHER_WORD = 12, 8, 6, 2, 4
WHOLE_NAME = 20
PUBLISHED = "s"  # a source carries the name of its publisher, which is no code of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """An entity as its words are compared.

    Attributes:
        entity: The entity.
        names: Its titles, and its code if it has one.
        name: The words of its titles.
        more: Its codes and what they carry.
    """

    entity: Entity
    names: tuple[str, str, str]
    name: str
    more: str

    @classmethod
    def of(cls, entity: Entity, codes: Mapping[str, str]) -> "Searched":
        """Prepare an entity, with the words of each code."""
        code = entity.title if " " in entity.more else entity.more
        names = fold(entity.title), fold(entity.title_ja), fold(code)
        words = (entity.more, *(codes.get(each, "") for each in entity.more.split(" ")))
        return cls(
            entity=entity,
            names=names,
            name=f" {PUNCTUATION.sub(' ', ' '.join(names[:2]))} ",
            more=f" {fold(' '.join(words))} ",
        )

    def points(self, word: str) -> int:
        """Return what a word adds; 0 where it stands nowhere."""
        if self.entity.kind != PUBLISHED and f" {word} " in self.more:
            return WHOLE_CODE
        if f" {word}" in self.name:
            return BEGINNING
        if word in self.name:
            return WITHIN_LATIN if word.isascii() else WITHIN
        found = f" {word}" in self.more if word.isascii() else word in self.more
        return OTHER_WORD if found else 0

    def score(self, words: Sequence[str], whole: str) -> int:
        """Return how well it answers to a query; 0 where a word of it stands nowhere."""
        points = [self.points(each) for each in words]
        if not all(points):
            return 0
        kind = len(KINDS) - [*KINDS].index(self.entity.kind)
        return kind + sum(points) + (WHOLE_NAME if whole in self.names else 0)


def ranked(query: str, searched: Iterable[Searched]) -> list[Entity]:
    """Return the entities that answer to a query, the best first."""
    whole = fold(query)
    words = whole.split(" ") if whole else []
    if not words:
        return []
    scored = [(each.score(words, whole), each.entity) for each in searched]
    found = [(score, entity) for score, entity in scored if score]
    return [each for _score, each in sorted(found, key=lambda each: (-each[0], each[1].address))]
