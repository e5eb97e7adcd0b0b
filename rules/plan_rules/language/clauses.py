"""Splitting text into clauses: a finding is about the clause, not the bullet."""

import re
from collections.abc import Iterator

_BORDER = re.compile(
    r"(?<=[.!?])\s+(?=[A-Z`*\[(])|;\s+|\s{1,8}[-–—]\s{1,8}|\n[ \t]*\n|\n[ \t]{0,40}(?=[-*+]\s|\d+[.)]\s)"
)


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the clauses of a text, in order."""
    start = 0
    for border in _BORDER.finditer(text):
        if text[start : border.start()].strip():
            yield start, border.start()
        start = border.end()
    if text[start:].strip():
        yield start, len(text)
