"""Every folder of the site has a page that says what lies in it; other pages lead to it."""

from pathlib import Path, PurePosixPath

from tests.site.documents import Document

INDEX = "index.html"


def test_every_folder_has_a_page(site: Path) -> None:
    """A visitor who cuts an address short finds a page, in both languages."""
    folders = [site, *(each for each in site.rglob("*") if each.is_dir())]
    assert [each for each in folders if not (each / INDEX).is_file()] == []
    names = {each.relative_to(site).as_posix() for each in folders}
    lacking = [
        each
        for each in names
        if each.partition("/")[0] != "ja" and each != "." and f"ja/{each}" not in names
    ]
    assert lacking == []


def test_the_page_of_a_folder_names_what_lies_in_it(
    site: Path, documents: dict[str, Document]
) -> None:
    """It links each page and file, those that both languages share too, and nothing else."""
    folders = [each for each in documents.values() if each.is_folder]
    assert folders
    for page in folders:
        own = (site / page.path).parent
        shared = (site / page.path.removeprefix("ja/")).parent
        expected = {
            each.relative_to(folder).as_posix()
            for folder in (own, shared)
            for each in folder.iterdir()
            if each.name != INDEX
        }
        linked = set()
        for address in page.every("//ul[@class='folder']/li/a/@href"):
            target = page.target(str(address))
            assert target is not None
            path = PurePosixPath(target[0])
            linked.add(path.parent.name if path.name == INDEX else path.name)
        assert linked == expected, page.path


def test_pages_lead_to_the_folders_above_them(documents: dict[str, Document]) -> None:
    """The way back names each folder above that is nothing but a folder."""
    for page in documents.values():
        above = PurePosixPath(page.path).parent
        crumbs = {page.target(str(each)) for each in page.every("//nav[@class='crumbs']//a/@href")}
        for folder in above.parents:
            path = (folder / INDEX).as_posix()
            if documents[path].is_folder:
                assert (path, "") in crumbs, f"{page.path}: {path}"


def test_files_say_how_large_they_are(site: Path, documents: dict[str, Document]) -> None:
    """The size beside a file is that of the file as it stands there."""
    page = documents["assets/index.html"]
    for item in page.every("//ul[@class='folder']/li"):
        size = int("".join(filter(str.isdigit, item.xpath("string(./span)"))))
        assert size == (site / "assets" / item.xpath("string(./a)")).stat().st_size
