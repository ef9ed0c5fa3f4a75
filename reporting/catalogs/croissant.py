"""Croissant 1.1: a version for the loaders of machine learning, a record set for each table.

Foreign keys are left to the other descriptions: Croissant knows none of several fields, and a
loader that meets ``references`` joins the tables instead of reading one.
"""

from collections.abc import Mapping
from typing import Any

from reporting.catalogs.citations import ABSTRACT, DOI, TITLE, ReleaseCitation
from reporting.catalogs.version import DescribedVersion, Distribution, in_each
from reporting.messages import LANGUAGES
from reporting.packages import Table
from reporting.packages.model import Field

CROISSANT = "croissant.json"
CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
OWN = "cr"  # the prefix of Croissant's own words
# The words that the standard asks for, each under its own name.
WORDS = (
    *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field"),
    *("fileProperty", "fileObject", "fileSet", "format", "includes", "isArray", "isLiveDataset"),
    *("jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex"),
    *("repeated", "replace", "samplingRate", "separator", "source", "subField", "transform"),
)
CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    OWN: "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    "data": {"@id": f"{OWN}:data", "@type": "@json"},
    "examples": {"@id": f"{OWN}:examples", "@type": "@json"},
    "dataType": {"@id": f"{OWN}:dataType", "@type": "@vocab"},
    **{each: f"{OWN}:{each}" for each in WORDS},
}
TYPES: Mapping[str, str] = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "year": "sc:Integer",
}
Described = dict[str, Any]


def croissant(version: DescribedVersion, cited: ReleaseCitation) -> Described:
    """Return the description of a version.

    Without an address of the site its files are named by their paths from the folder of the
    version, where the description stands too.
    """
    held, stored = version.distributions(), {each.path for each in version.manifest.files}
    files = [
        each
        for entry in version.manifest.tables
        for each in held[entry.path]
        if each.file.path in stored  # the bytes of copies are no promise
    ]
    described: Described = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": in_each(TITLE),
        "description": in_each(ABSTRACT),
        "version": version.version,
        "datePublished": cited.created.isoformat(),
        "license": cited.licence_address,
        "citeAs": cited.text.en,
        "creator": [{"@type": "sc:Organization", "name": {"en": each}} for each in cited.authors],
        "publisher": _publisher(cited),
        "url": cited.url,
        "sameAs": f"{DOI}{cited.doi}" if cited.doi else "",
        "keywords": list(cited.keywords),
        "inLanguage": list(LANGUAGES),
        "isLiveDataset": False,
        "distribution": [_file(each, cited.url) for each in files],
        "recordSet": [
            _record_set(each.path, version.whole.tables[name])
            for name, each in version.entries().items()
        ],
    }
    return {name: value for name, value in described.items() if value not in ("", [], {})}


def _publisher(cited: ReleaseCitation) -> Described:
    publisher = cited.publisher
    if not publisher.name:
        return {}
    return {"@type": "sc:Organization", "name": {"en": publisher.name}}


def _file(distribution: Distribution, url: str) -> Described:
    """Return the description of a stored file."""
    file = distribution.file
    return {
        "@type": f"{OWN}:FileObject",
        "@id": file.path,
        "name": file.path,
        "description": in_each(distribution.form.title),
        "contentUrl": f"{url}{file.path}",
        "contentSize": f"{file.bytes} B",
        "encodingFormat": distribution.form.media_type,
        "sha256": file.sha256,
    }


def _record_set(path: str, table: Table) -> Described:
    """Return the description of the rows of a table, whose path is ``package/table``."""
    described: Described = {
        "@type": f"{OWN}:RecordSet",
        "@id": path,
        "name": in_each(table.title),
        "description": in_each(table.description),
    }
    if table.schema.primary_key:
        described["key"] = [{"@id": f"{path}/{each}"} for each in table.schema.primary_key]
    described["field"] = [_field(path, each) for each in table.schema.fields]
    return described


def _field(path: str, field: Field) -> Described:
    return {
        "@type": f"{OWN}:Field",
        "@id": f"{path}/{field.name}",
        "name": in_each(field.title),
        "description": in_each(field.description),
        "dataType": TYPES[field.type],
        "source": {"fileObject": {"@id": f"{path}.csv"}, "extract": {"column": field.name}},
    }
