"""XML read in a stream, with no document type, no entities and no names of namespaces."""

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from reporting.aef_checker.errors import RefusedError

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Data = Callable[[str], None]
SPACE = " "


def _ignore(_: str) -> None:
    """Leave it."""


def _local(name: str) -> str:
    return name.rpartition(SPACE)[2]


def parse(part: str, pieces: Iterable[bytes], start: Start, end: End, data: Data = _ignore) -> None:
    """Read a part and tell its elements and texts, names without their namespace.

    Raises:
        RefusedError: It is not well-formed, or declares a document type or entities.
    """
    names: dict[str, str] = {}

    def local(name: str) -> str:
        found = names.get(name)
        if found is None:
            found = names[name] = _local(name)
        return found

    def opened(name: str, attributes: dict[str, str]) -> None:
        start(local(name), {local(each): text for each, text in attributes.items()})

    def refuse(*_: object) -> None:
        raise RefusedError("workbook-entities", {"part": part})

    parser = expat.ParserCreate(namespace_separator=SPACE)
    parser.buffer_text = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = lambda name: end(local(name))
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        for piece in pieces:
            parser.Parse(piece)
        parser.Parse(b"", True)  # noqa: FBT003 - the signature of the library
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RefusedError("workbook-damaged", {"part": part}) from error
