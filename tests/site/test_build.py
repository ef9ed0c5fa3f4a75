"""A build gives a whole site, or leaves the one before it as it was."""

import fcntl
import json
import shutil
import signal
import time
from pathlib import Path

import pytest

from reporting.packages.opening import NAMES
from reporting.site.data_folder import DataFolder
from reporting.site.dataset import FaultyDataError, SiteRecord
from tests.site.workshop import Workshop, tree

PATIENCE = 240  # seconds: only a build that hangs takes so long


@pytest.fixture
def workshop(plain_workshop: Workshop) -> Workshop:
    """Return a built copy of the project for one test to break."""
    return plain_workshop


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _assert_old_site(workshop: Workshop, before: dict[str, str]) -> None:
    assert workshop.output.is_symlink()
    assert tree(workshop.output) == before
    assert workshop.leftovers() == []


def test_the_site_stands_behind_a_link(plain: Workshop) -> None:
    """The output is a relative link to the one site in the staging folder, readable to all."""
    target = plain.output.readlink()
    assert not target.is_absolute()
    assert target.parts[0] == ".site"
    assert plain.leftovers() == []
    assert plain.output.stat().st_mode & 0o777 == 0o755


def test_faulty_data_stop_the_build(workshop: Workshop) -> None:
    """One error in the data: exit 1, the finding printed with its place, the old site untouched."""
    before = tree(workshop.output)
    _replace(workshop.root / "data/jcm/projects.csv", "2017-05-26", "26.05.2017")
    code, said = workshop.build()
    assert code == 1
    for part in ("jcm/projects", "row", "registered_on", "26.05.2017", "remedy", "2 errors"):
        assert part in said
    assert "Traceback" not in said
    _assert_old_site(workshop, before)


def test_a_query_that_finds_something_else_stops_the_build(workshop: Workshop) -> None:
    """Exit 1, the finding printed with its row and what came first, the old site untouched."""
    before = tree(workshop.output)
    queries = workshop.root / "data" / "search_queries.csv"
    queries.write_text("query,address\nmongolia,partners/vnm/\n", encoding="utf-8")
    code, said = workshop.build()
    assert code == 1
    for part in ("search-query-lost", "search_queries.csv:2", "partners/mng/", "code_words.csv"):
        assert part in said
    assert "Traceback" not in said
    _assert_old_site(workshop, before)


SECRETS = {"row-confidential", "row-of-a-person"}
SECRET = ("SECRET-ACCOUNT-7", "SECRET-NOTE-8")


def _plant(data: Path) -> None:
    """Put an account of a natural person into the record, and a secret into a third package."""
    table = data / "article6/accounts.csv"
    names = table.read_text("utf-8").splitlines()[0].split(",")
    first = {
        name: (data / f"article6/{name}.csv").read_text("utf-8").splitlines()[1].partition(",")[0]
        for name in ("sources", "registries")
    }
    cells = {
        "registry": first["registries"],
        "account": SECRET[0],
        "type": "entity_holding",
        "holder": "Somebody",
        "holder_kind": "person",
        "confidential": "false",
        "source_id": first["sources"],
        "confidence": "low",
        "basis": "stated",
    }
    table.write_text(f"{','.join(names)}\n{','.join(cells.get(each, '') for each in names)}\n")
    third = data / "third"
    (third / "schemas").mkdir(parents=True)
    fields = [
        {"name": "note", "type": "string", "constraints": {"required": True}},
        {"name": "confidential", "type": "boolean", "constraints": {"required": True}},
    ]
    for each in fields:
        each |= {"title": each["name"], "title@ja": "註", "description": "-", "description@ja": "-"}
    schema = {"fieldsMatch": "exact", "fields": fields, "primaryKey": ["note"]}
    (third / "schemas/notes.json").write_text(json.dumps(schema), "utf-8")
    (third / "notes.csv").write_text(f"note,confidential\nopen,false\n{SECRET[1]},true\n", "utf-8")
    descriptor = json.loads((data / "article6/datapackage.json").read_text("utf-8"))
    own = {"name": "third", "path": "notes.csv", "schema": "schemas/notes.json"}
    resource = {**descriptor["resources"][0], **own, "name": "notes"}
    descriptor |= {"name": "third", "resources": [resource]}
    (third / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")


def test_nothing_confidential_is_published(small_data: Path, tmp_path: Path) -> None:
    """Secret rows, in whichever package, are found before anything is written from them."""
    data = tmp_path / "data"
    shutil.copytree(small_data, data)
    _plant(data)
    whole = DataFolder.validated(data, needs_example=False).whole
    assert [(each.code, str(each.place)) for each in whole.findings if each.code in SECRETS] == [
        ("row-of-a-person", "article6/accounts:2"),
        ("row-confidential", "third/notes:3"),
    ]
    with pytest.raises(FaultyDataError):
        SiteRecord.load(data)


@pytest.mark.proof
def test_no_byte_of_a_secret_is_written(workshop: Workshop) -> None:
    """The build says the rows and how many; the old site stands, and nothing else was made."""
    before = tree(workshop.output)
    _plant(workshop.root / "data")
    code, said = workshop.build()
    assert code == 1
    assert "row-of-a-person" in said
    assert "2 errors" in said
    assert not any(each in said for each in SECRET)
    _assert_old_site(workshop, before)
    for path in workshop.staging.rglob("*"):
        assert not path.is_file() or not any(each.encode() in path.read_bytes() for each in SECRET)


FAULTS = {
    "our code": ("reporting/site/pages/projects.py", "def _page(", "def _pages("),
    "a template's syntax": ("theme/templates/project.html", "{% endblock %}", "{% endblok %}"),
    "an unknown name": ("theme/templates/table.html", "{{ table.title|t }}", "{{ no_such_thing }}"),
    "a page without title": ("content/pages/about.md", "Title: About this site\n", ""),
    "a plugin": ("pelicanconf.py", '"reporting.site.generators"', '"reporting.site.missing"'),
}
FIRST, *OTHERS = FAULTS


@pytest.mark.parametrize(
    "fault", [FIRST, *(pytest.param(each, marks=pytest.mark.proof) for each in OTHERS)]
)
def test_a_fault_in_the_making_stops_the_build(workshop: Workshop, fault: str) -> None:
    """A fault in a template, page, plugin or module: exit 1, and the old site untouched."""
    before = tree(workshop.output)
    path, old, new = FAULTS[fault]
    _replace(workshop.root / path, old, new)
    code, said = workshop.build()
    assert code == 1, said
    assert "Not built" in said
    _assert_old_site(workshop, before)


def test_a_folder_of_another_origin_is_left_alone(workshop: Workshop) -> None:
    """Where an ordinary folder or file stands, nothing is built or deleted, and it is said why."""
    workshop.output.unlink()
    workshop.output.mkdir()
    precious = workshop.output / "precious.txt"
    precious.write_text("mine", encoding="utf-8")
    code, said = workshop.build()
    assert code == 1
    assert "is a folder of another origin" in " ".join(said.split())
    assert precious.read_text(encoding="utf-8") == "mine"
    code, said = workshop.build("--output", "output/precious.txt")
    assert code == 1
    assert "is a file of another origin" in " ".join(said.split())
    assert precious.read_text(encoding="utf-8") == "mine"


@pytest.mark.proof
def test_two_builds_at_once(workshop: Workshop) -> None:
    """Two builds started together both end well, one after the other; the site is whole."""
    before = tree(workshop.output)
    builds = [workshop.start() for _ in range(2)]
    said = [each.communicate(timeout=PATIENCE)[0] for each in builds]
    assert [each.returncode for each in builds] == [0, 0], said
    _assert_old_site(workshop, before)


@pytest.mark.proof
def test_two_sites_in_one_folder(workshop: Workshop) -> None:
    """A site shares its staging folder with those beside it: only what killed builds left goes."""
    (workshop.staging / "build-killed").mkdir()
    (workshop.staging / "build-killed/index.html").write_text("half", encoding="utf-8")
    (workshop.staging / "build-killed.link").symlink_to("nowhere")
    before = tree(workshop.output)
    code, said = workshop.build("--output", "second")
    assert code == 0, said
    assert tree(workshop.root / "second") == before
    _assert_old_site(workshop, before)


@pytest.mark.proof
def test_other_places(workshop: Workshop, tmp_path: Path) -> None:
    """Data and output may stand anywhere, whatever the names; the same data give the same site.

    The official forms and terms are the project's own, which it brings where the data have none.
    """
    elsewhere, place = tmp_path / 'data "of" others', 'new "place"/of the/site'
    shutil.copytree(workshop.root / "data", elsewhere)
    for own in NAMES:
        shutil.rmtree(elsewhere / own)
    for record in ("jcm", "article6"):
        shutil.rmtree(workshop.root / "data" / record)
    code, said = workshop.build("--data", str(elsewhere), "--output", place)
    assert code == 0, said
    assert tree(workshop.root / place) == tree(workshop.output)


@pytest.mark.proof
def test_only_the_command_is_killed(workshop: Workshop) -> None:
    """Pelican, left alone by a killed command, keeps the next build waiting: none disturbs it."""
    before = tree(workshop.output)
    killed = workshop.start()
    deadline = time.monotonic() + PATIENCE
    while not any(any((workshop.staging / each).iterdir()) for each in workshop.leftovers()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    killed.kill()
    killed.wait()
    with (workshop.staging / "lock").open("w") as lock, pytest.raises(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    code, said = workshop.build()
    killed.communicate(timeout=PATIENCE)
    assert killed.returncode == -signal.SIGKILL
    assert code == 0, said
    _assert_old_site(workshop, before)


def test_outside_of_the_project(tmp_path: Path, plain: Workshop) -> None:
    """Where there are no data the call is not understood: exit 2, in words."""
    code, said = Workshop(tmp_path).build(PYTHONPATH=str(plain.root))
    assert code == 2
    assert "is no folder" in said
    assert list(tmp_path.iterdir()) == []
