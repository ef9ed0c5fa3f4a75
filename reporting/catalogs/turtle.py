"""The catalogue once more, in Turtle. The only door to rdflib."""

from reporting.renderers.files import to_json


def turtle(graph: object) -> bytes:
    """Return a graph that is written in JSON-LD as Turtle: the same statements.

    Args:
        graph: JSON-LD with its context, in which every node has an address: then the order of the
            statements follows from them.
    """
    from rdflib import Graph  # noqa: PLC0415 - half a second, for sites with an address alone

    read = Graph(bind_namespaces="none").parse(data=to_json(graph), format="json-ld")
    written: str = read.serialize(format="turtle")
    return written.encode()
