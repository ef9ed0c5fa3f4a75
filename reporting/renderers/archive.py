"""Files as one zip: sorted, with a fixed date, the same bytes each time."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
ORDINARY_FILE = 0o644 << 16
UNIX = 3


def to_zip(files: Mapping[str, bytes]) -> bytes:
    """Return files by path as one zip."""
    stream = BytesIO()
    with ZipFile(stream, "w", compression=ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = ZipInfo(path, FIRST_DAY_OF_ZIP)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = ORDINARY_FILE
            entry.create_system = UNIX
            archive.writestr(entry, files[path])
    return stream.getvalue()
