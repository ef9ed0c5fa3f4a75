"""What the program brings along: lists, forms, schemas, templates, prose, worked examples.

In a checkout they stand at the top, where people look for them; the wheel's build puts them into
the package (``pyproject.toml``). This is the one door to them.
"""

from importlib.resources import files
from pathlib import Path

_PACKED = Path(str(files("reporting"))) / "_bundled"
ROOT = _PACKED if _PACKED.is_dir() else Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
FORMS = DATA / "forms"
FORMS_CONFIG = ROOT / "content" / "forms.toml"
ARTICLE6 = DATA / "article6"
THEME = ROOT / "theme"
EXAMPLE = "example"  # the package whose data are made up
PUBLISHED_EXAMPLE = f"made-up-{EXAMPLE}"  # what it is called where it is published
MADE_UP = (EXAMPLE, PUBLISHED_EXAMPLE)
