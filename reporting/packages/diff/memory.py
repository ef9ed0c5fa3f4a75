"""Where Arrow takes memory from while it compares: a choice of costs, nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa


@contextmanager
def paged_memory() -> Iterator[None]:
    """Let Arrow take memory by small pages, where it can, and as before afterwards.

    By default it takes some that the system has to find and clear two megabytes at a time: on a
    machine at work that takes longer than all that is done with a million rows.
    """
    if "jemalloc" not in pa.supported_memory_backends():
        yield
        return
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.jemalloc_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)
