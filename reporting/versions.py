"""The versions of the tool, of the data it brings and of the Article 6 schemas, each its own."""

import json
from importlib.metadata import version

from reporting.bundled import ARTICLE6, DATA

DISTRIBUTION = "jcm-open-data"


def versions() -> dict[str, str]:
    """Return each version by what it is of."""
    described = {
        name: json.loads((DATA / name / "datapackage.json").read_text("utf-8"))
        for name in (ARTICLE6.name, "nomenclature", "forms")
    }
    return {
        DISTRIBUTION: version(DISTRIBUTION),
        "nomenclature": described["nomenclature"]["version"],
        "forms": described["forms"]["version"],
        "article6-schemas": str(described[ARTICLE6.name]["article6Schemas"]),
    }
