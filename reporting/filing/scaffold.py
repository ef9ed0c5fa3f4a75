"""The folder a Party begins with: every table with its heading, narratives to be written."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from reporting.bundled import ARTICLE6
from reporting.forms.model.narratives import FOLDER, TO_BE_WRITTEN, path_of
from reporting.forms.model.outline import OutlineEntry, outline
from reporting.messages import LANGUAGES, Text, _
from reporting.packages.csv_text import to_csv
from reporting.packages.empty_cells import DEFAULTS
from reporting.packages.files import DESCRIPTOR
from reporting.renderers.tables import text_record

READMES = resources.files("reporting.filing") / "templates"


def welcome(party: str, name: Text, model: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the first page in both languages.

    Args:
        party: Code of the Party.
        name: Its name.
        model: The descriptor of the tables.
    """
    return {
        "README.md" if language == LANGUAGES[0] else f"README.{language}.md": _page(
            language, party, name, model
        )
        for language in LANGUAGES
    }


def _page(language: str, party: str, name: Text, model: Mapping[str, Any]) -> str:
    title = "title" if language == LANGUAGES[0] else f"title@{language}"
    tables = "\n".join(f"- `{each['path']}`: {each[title]}" for each in model["resources"])
    page = (READMES / f"README.{language}.md").read_text(encoding="utf-8")
    return page.format(name=name[language], party=party, low=party.lower(), tables=tables)


TEMPLATES = "templates/approach"
SOURCE = "own-record"
TOLD_BY_THE_PARTY = {"source_id": SOURCE, "confidence": "high", "basis": "stated"}
# Of the public record, not of what this Party records.
LEFT_OUT = ("sources", "created", "licenses", "version")
HOW_TO_WRITE = _(
    "Write in place of the line in brackets; where this does not apply, say so and why."
)
OF_TABLES = {
    "sources": _("Where the rows come from: the Party itself, and whatever documents it names."),
    "parties": _("The Party and every other Party that the tables name."),
    "cooperative_approaches": _(
        "The cooperative approaches in which the Party takes part (2/CMA.3 annex, para. 18(g))."
    ),
    "gaps": _("What is missing from the record, and who could fill it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """Whose folder it is.

    Attributes:
        party: Its code.
        name: Its name.
    """

    party: str
    name: Text


def files(of: Founder) -> Mapping[str, bytes]:
    """Return the files of a new folder by path."""
    model = json.loads((ARTICLE6 / DESCRIPTOR).read_text("utf-8"))
    return {
        DESCRIPTOR: _written(_descriptor(of, model)),
        **dict(_tables(of, model["resources"])),
        **dict(_narratives(of)),
        **{path: text.encode() for path, text in welcome(of.party, of.name, model).items()},
    }


def _descriptor(of: Founder, model: Mapping[str, Any]) -> dict[str, Any]:
    described = {name: value for name, value in model.items() if name not in LEFT_OUT}
    described |= {
        "name": f"article6-{of.party.lower()}",
        DEFAULTS: TOLD_BY_THE_PARTY,
        **text_record("title", _("Article 6 record of %(party)s", party=of.name)),
        **text_record(
            "description",
            _(
                "What %(party)s records for accounting under Article 6.2 of the Paris Agreement. "
                "Unknown values are left empty.",
                party=of.name,
            ),
        ),
        "keywords": ["Article 6", "ITMO", of.party],
        "contributors": [{"title": of.name.en, "roles": ["publisher", "creator"]}],
    }
    for resource in described["resources"]:
        if resource["name"] in OF_TABLES:
            resource.update(text_record("description", OF_TABLES[resource["name"]]))
    return described


def _tables(of: Founder, resources: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """Yield the schemas, and the tables with their heading and what is certain."""
    certain = _certain(of)
    for resource in resources:
        schema = (ARTICLE6 / resource["schema"]).read_bytes()
        names = [each["name"] for each in json.loads(schema)["fields"]]
        rows = certain.get(resource["name"], ())
        yield resource["schema"], schema
        yield resource["path"], to_csv(names, [[row.get(name) for name in names] for row in rows])


def _certain(of: Founder) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Return the rows that are certain: the Party, and that its record comes from itself."""
    source = {
        "source_id": SOURCE,
        "publisher": of.name.en,
        "title": f"Own record of {of.name.en}",
        "kind": "database",
        "language": "en",
        "retrieved_via": "kept by the Party itself",
        "confidence": "high",
    }
    party = {"party": of.party, "name": of.name.en, "name_ja": of.name.ja}
    return {"sources": [source], "parties": [party | TOLD_BY_THE_PARTY]}


def _narratives(of: Founder) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each narrative; those of an approach stand ready to be copied."""
    for entry in outline():
        if entry.narrative:
            # Nobody knows yet how many approaches there will be.
            folder = TEMPLATES if entry.is_per_approach else f"{FOLDER}/{of.party}"
            yield f"{folder}/{path_of(entry.narrative)}", template(entry).encode()


def template(entry: OutlineEntry) -> str:
    """Return the file of a narrative that is still to be written; comments are never printed."""
    return (
        f"<!--\n{entry.number} {entry.title.en}\n{entry.provision} ({entry.form})\n\n"
        f"{entry.asks.en}\n\n{entry.title.ja}\n{entry.asks.ja}\n\n"
        f"{HOW_TO_WRITE.en}\n{HOW_TO_WRITE.ja}\n-->\n\n{TO_BE_WRITTEN}\n"
    )


def _written(descriptor: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(descriptor, indent=2, ensure_ascii=False)}\n".encode()
