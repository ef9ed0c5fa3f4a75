"""Readers in other languages take every row of the published packages."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.installing import from_npm

pytestmark = pytest.mark.proof

READER = "datapackage@1.1.10"  # of npm: the last version of Node's library
IN_NODE = """
const {Package} = require("datapackage");
(async () => {
  const read = {};
  for (const path of process.argv.slice(1)) {
    const package_ = await Package.load(path);
    if (!package_.valid) throw new Error(path + ": " + package_.errors);
    read[path] = {};
    for (const each of package_.resources) read[path][each.name] = (await each.read()).length;
  }
  console.log(JSON.stringify(read));
})();
"""
IN_R = """
for (path in commandArgs(trailingOnly = TRUE)) {
  read <- readr::read_csv(path, show_col_types = FALSE, guess_max = Inf)
  cat(nrow(read), ncol(read), nrow(readr::problems(read)), path, "\\n")
}
"""


def _lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which Node finds its library for Data Packages."""
    return from_npm(tmp_path_factory.mktemp("node"), READER)


def test_node_reads_every_table(site: Path, node: Path) -> None:
    """Each descriptor is valid to it, and each of its tables has all its rows."""
    paths = sorted((site / "data").rglob("datapackage.json"))
    assert site / "data/working/datapackage.json" in paths
    done = subprocess.run(
        ["node", "-e", IN_NODE, *paths], cwd=node, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        str(path): {
            each["name"]: len(_lines(path.parent / each["path"])) - 1
            for each in json.loads(path.read_text(encoding="utf-8"))["resources"]
        }
        for path in paths
    }


def test_r_reads_every_table(site: Path) -> None:
    """R's readr has no problem with any CSV, and takes all its rows and columns."""
    has_readr = ("Rscript", "-e", "quit(status = !requireNamespace('readr', quietly = TRUE))")
    if shutil.which("Rscript") is None or subprocess.run(has_readr, check=False).returncode:
        pytest.skip("R was not tried: there is no Rscript with readr here")
    paths = sorted((site / "data").rglob("*.csv"))
    done = subprocess.run(
        ["Rscript", "-e", IN_R, *paths], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{len(found) - 1} {len(found[0])} 0 {path} " for path in paths for found in [_lines(path)]
    ]
