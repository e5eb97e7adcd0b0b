"""How far a long run is, on a terminal: one line on standard error that goes away."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

_Item = TypeVar("_Item")
QUIET_SECONDS = 1.0
"""Shorter runs say nothing."""
_STEP_SECONDS = 0.1


def counted(items: Iterable[_Item], total: int, what: str, stream: TextIO | None = None) -> Iterator[_Item]:
    """Pass items on and, once that has taken a while, say how many of `total` are done."""
    out = stream or sys.stderr
    if not out.isatty():
        yield from items
        return
    began = said = time.monotonic()
    shown = False
    try:
        for number, item in enumerate(items, 1):
            now = time.monotonic()
            if now - began >= QUIET_SECONDS and now - said >= _STEP_SECONDS:
                out.write(f"\r\x1b[Kplanreview: {number:,} of {total:,} {what}")
                out.flush()
                said, shown = now, True
            yield item
    finally:
        if shown:
            out.write("\r\x1b[K")
            out.flush()
