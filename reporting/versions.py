"""The versions of the tool, of the data it brings and of the Article 6 schemas, each its own."""

import json
from importlib.metadata import version

import yaml

from reporting.bundled import ARTICLE6, ROOT

DISTRIBUTION = "jcm-open-data"


def versions() -> dict[str, str]:
    """Return each version by what it is of; that of the data is the newest release."""
    described = json.loads((ARTICLE6 / "datapackage.json").read_text("utf-8"))
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    return {
        DISTRIBUTION: version(DISTRIBUTION),
        "data": str(cited["version"]),
        "article6-schemas": str(described["article6Schemas"]),
    }
