"""Tabs after list and quote markers, turned into spaces while their column is known.

Inside a container, columns are counted from the container, but a tab stop is every fourth column of the line. Lines
that only begin with tabs are left alone: their text may be code, and the outermost container knows their column.
"""

import re

_MARKERS = re.compile(r"^[ \t]*(?:(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))[ \t]*)+", re.MULTILINE)

Distances = dict[int, dict[int, int]]
"""By 0-based line: for every character rewritten, its distance to the line's end now, and in the file."""


def without_tabs_after_markers(text: str) -> tuple[str, Distances]:
    distances: Distances = {}
    if "\t" not in text:
        return text, distances
    parts: list[str] = []
    done = line = counted = 0
    for match in _MARKERS.finditer(text):
        prefix = match[0]
        if "\t" not in prefix.lstrip(" \t"):
            continue
        line += text.count("\n", counted, match.start())
        counted = match.start()
        line_end = text.find("\n", match.end())
        rest = (line_end if line_end != -1 else len(text)) - match.end()
        expanded = prefix.expandtabs(4)
        column = 0
        moved: dict[int, int] = {}
        for index, character in enumerate(prefix):
            moved[rest + len(expanded) - column] = rest + len(prefix) - index
            column += 4 - column % 4 if character == "\t" else 1
        distances[line] = moved
        parts += text[done : match.start()], expanded
        done = match.end()
    return "".join([*parts, text[done:]]), distances
