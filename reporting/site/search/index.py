"""The index of the search: a script that the page loads when somebody begins to search.

What follows from something else in it is left out, and put back by ``theme/static/search.js``: it
is loaded by everybody who searches, so each letter counts.
"""

import json
from collections.abc import Iterator, Sequence

from reporting.site.dataset import SiteRecord
from reporting.site.search.code_words import absent, words_by_code
from reporting.site.search.entities import Entity
from reporting.site.search.folding import fold

INDEX = "search/index.js"
PLACES = {"p": "partners/", "j": "projects/", "m": "methodologies/", "c": "projects/"}
"""Where the pages stand that are called as the first code of an entity."""


def search_index(record: SiteRecord, found: Sequence[Entity]) -> bytes:
    """Return the script: where pages stand, words of codes, entities, and what of nothing is said.

    Args:
        record: The record.
        found: What can be found, fields behind their table.
    """
    # Column by column: what is alike stands together, which compresses best.
    columns = [list(column) for column in zip(*_rows(found), strict=True)]
    nothing = [[fold(words), said["en"], said["ja"]] for words, said in absent(record)]
    told = [PLACES, words_by_code(record), columns, nothing]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"self.JCM_INDEX={text}\n".encode()


def _rows(found: Sequence[Entity]) -> Iterator[tuple[str, ...]]:
    """Yield kind, address, titles and codes of each entity.

    Of an address only what the one before does not say; nothing where `PLACES` does, or where a
    field's name does; of a field no title that is its name.
    """
    before = ""
    for each in found:
        page, is_within, place = each.address.partition("#")
        address = f"#{place}" if is_within and page == before else each.address
        title = each.title
        if each.kind == "f" and address == f"#field-{each.more}":
            address, title = "", "" if title == _named(each.more) else title
        elif each.address == f"{PLACES.get(each.kind)}{each.more.partition(' ')[0].lower()}/":
            address = ""
        before = page
        yield each.kind, address, title, each.title_ja, each.more


def _named(field: str) -> str:
    return field.capitalize().replace("_", " ")
