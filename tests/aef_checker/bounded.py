"""Opens workbooks in little memory, and prints the codes found: run as a program of its own."""

import json
import resource
import sys
from pathlib import Path

from reporting.aef_checker.check import open_workbook

MEMORY = 1_200 << 20
SECONDS = 240


def main() -> None:
    """Open the workbooks named, with bounds that the system holds, and print a line for each."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for path in sys.argv[1:]:
        workbook = open_workbook(Path(path))
        print(json.dumps([each.code for each in workbook.findings]))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
