"""The SQL files of the ledger, and how they stand on each other.

A relation is a file of `sql`: one query, named by what its rows are. It is kept as a table, made
when first asked for; or it is a view (``-- view``); or it has parameters (``$on``), and then it is
written into each query that reads it, or kept as long as the same is given (``-- kept``). The files
of `sql/ranges` read a relation of their caller and are written into it, too. A check (`sql/checks`)
is several queries, each below ``-- name: …``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

SQL = files("reporting.ledger") / "sql"
# sqlfluff holds keywords in capitals and names in small letters, so a word tells which it is.
_READ = re.compile(r"\b(FROM|JOIN)\s+([a-z_]+)\b")
_LOCAL = re.compile(r"\b([a-z_]+) AS \(")
_PARAMETER = re.compile(r"\$([a-z]+)")
_NAMED = re.compile(r"^-- name: ([a-z-]+)\n", re.MULTILINE)
_SHARED = re.compile(r"^-- unverifiable: (.+)$", re.MULTILINE)
_COMMENT = re.compile(r"--[^\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query of a file.

    Attributes:
        name: The relation, or what a check asks.
        header: The comment that begins the file: the question, the columns, the provision.
        text: The query without comments.
        is_view: Whether its rows are computed wherever it is read.
        is_kept: Whether it has parameters and is kept as long as they are the same.
    """

    name: str
    header: str
    text: str
    is_view: bool = False
    is_kept: bool = False

    @property
    def reads(self) -> tuple[str, ...]:
        """The relations that it reads, those of its own ``WITH`` left out."""
        local = set(_LOCAL.findall(self.text))
        found = (name for _, name in _READ.findall(self.text))
        return tuple(dict.fromkeys(name for name in found if name not in local))

    def wrapped(self, outer: str) -> "Query":
        """Return a query of its rows; ``{}`` stands for them."""
        return replace(self, text=outer.format(f"(\n{self.text}\n) AS rows_of_answer"))

    @property
    def parameters(self) -> frozenset[str]:
        """The parameters that stand in it."""
        return frozenset(_PARAMETER.findall(self.text))


@cache
def relations() -> Mapping[str, Query]:
    """Return the relations of the ledger by name."""
    return MappingProxyType({each.name: each for each in _files("")})


@cache
def check_files() -> Mapping[str, Mapping[str, Query]]:
    """Return the queries of each check by its code, then by their name; shared reasons too."""
    return MappingProxyType({name: _check(text) for name, text in _texts("checks")})


def _check(text: str) -> Mapping[str, Query]:
    header, *parts = _NAMED.split(text)
    named = dict(zip(parts[::2], parts[1::2], strict=True))
    shared = _SHARED.search(header)
    named |= {each: _reasons()[each] for each in (shared[1].split(", ") if shared else ())}
    examined = _bare(named["examined"])
    return MappingProxyType(
        {
            name: Query(name=name, header=header, text=_reading(examined, _bare(each)))
            for name, each in named.items()
        }
    )


def _reading(examined: str, text: str) -> str:
    """Write what a check looks at into a query of its that reads it."""
    if "examined" not in (name for _, name in _READ.findall(text)):
        return text
    return f"WITH examined AS (\n{examined}\n)\nSELECT * FROM (\n{text}\n) AS answer"


@cache
def _reasons() -> Mapping[str, str]:
    return dict(_texts("reasons"))


@cache
def is_inlined(name: str) -> bool:
    """Tell whether a relation is written into what reads it: it has parameters, or reads such."""
    query = relations().get(name)
    if query is None or query.is_kept:
        return False
    return bool(query.parameters) or any(is_inlined(each) for each in query.reads)


@cache
def parameters(query: Query) -> frozenset[str]:
    """Return the parameters of a query and of all that is written into it."""
    inlined = (relations()[each] for each in query.reads if is_inlined(each))
    return query.parameters.union(*map(parameters, inlined))


@cache
def given_to(query: Query) -> frozenset[str]:
    """Return its parameters, those of what is kept for it among them."""
    read = (relations()[each] for each in query.reads if each in relations())
    return query.parameters.union(*(given_to(each) for each in read))


@cache
def depends_on(name: str, input_table: str) -> bool:
    """Tell whether a relation reads an input, directly or by another."""
    read = relations()[name].reads if name in relations() else ()
    return name == input_table or any(depends_on(each, input_table) for each in read)


def renamed(text: str, called: Callable[[str], str]) -> str:
    """Return a composed query that reads kept relations by other names.

    What is written into it stands in its own ``WITH`` and keeps its name.
    """

    def read(found: "re.Match[str]") -> str:
        name = found[2]
        return found[0] if is_inlined(name) else f"{found[1]} {called(name)}"

    return _READ.sub(read, text)


def composed(query: Query) -> str:
    """Return a query with all that has to be written into it."""
    inlined = list(dict.fromkeys(_inlined(query)))
    if not inlined:
        return _with_ranges(query.text)
    parts = (f"{each} AS (\n{_with_ranges(relations()[each].text)}\n)" for each in inlined)
    return f"WITH {', '.join(parts)}\nSELECT * FROM (\n{_with_ranges(query.text)}\n) AS answer"


def _inlined(query: Query) -> Iterator[str]:
    """Yield the relations to be written into a query, each after those that it reads."""
    for each in query.reads:
        if is_inlined(each):
            yield from _inlined(relations()[each])
            yield each


def _with_ranges(text: str) -> str:
    """Write the files of `sql/ranges` into a query, where their caller's relation is at hand."""
    for name, query in _ranges().items():
        text = text.replace(f"FROM {name}", f"FROM (\n{query.text}\n) AS {name}")
    return text


@cache
def _ranges() -> Mapping[str, Query]:
    return {each.name: each for each in _files("ranges")}


def _files(folder: str) -> Iterator[Query]:
    for name, text in _texts(folder):
        header = "".join(line for line in text.splitlines(keepends=True) if line[:2] == "--")
        yield Query(
            name=name,
            header=header,
            text=_bare(text),
            is_view="-- view\n" in header,
            is_kept="-- kept\n" in header,
        )


def _texts(folder: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each SQL file of a folder."""
    for each in sorted((SQL / folder).iterdir(), key=lambda file: file.name):
        if each.name.endswith(".sql"):
            yield each.name.removesuffix(".sql"), each.read_text("utf-8")


def _bare(text: str) -> str:
    return _COMMENT.sub("", text).strip().removesuffix(";")
