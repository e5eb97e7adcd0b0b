"""Tables of GitHub Flavored Markdown, with the place of every cell."""

import re
from collections.abc import Callable

from plan_rules.markdown.columns import BLANKS, code_indent_at
from plan_rules.markdown.state import PlacedState, Token

# GFM 4.10: a delimiter row needs a pipe or a colon, or else it underlines a heading. Nothing is given back (`*+`):
# neighbouring blanks could be shared out in many ways.
_DELIMITER_ROW = re.compile(
    r" {0,3}(?=[ \t-]*+[|:])\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$", re.MULTILINE
)

Interrupts = Callable[[PlacedState, int], bool]


def split_row(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of a row's cells, blanks trimmed. A pipe after a backslash belongs to its cell."""
    while start < end and text[start] in BLANKS:
        start += 1
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    if start < end and text[start] == "|":
        start += 1
    cells = []
    cell = start
    at = text.find("|", start, end)
    while at != -1:
        backslashes = 0
        while at - backslashes > cell and text[at - backslashes - 1] == "\\":
            backslashes += 1
        if backslashes % 2 == 0:
            cells.append(_trim(text, cell, at))
            cell = at + 1
        at = text.find("|", at + 1, end)
    if cell < end:
        cells.append(_trim(text, cell, end))
    return cells


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in BLANKS:
        start += 1
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    return start, end


def table_header(state: PlacedState, start: int, line_end: int) -> Token | None:
    """The header row, if the line is one and the next line is its delimiter row."""
    delimiters = _DELIMITER_ROW.match(state.src, line_end)
    if delimiters is None or line_end in state.lazy_line_starts:
        return None
    cells = split_row(state.src, start, line_end)
    if len(cells) != len(split_row(state.src, line_end, delimiters.end())):
        return None
    return row(start, line_end, cells)


def row(start: int, end: int, cells: list[tuple[int, int]]) -> Token:
    return {"type": "table_row", "start": start, "end": end, "cells": cells}


def parse_table(state: PlacedState, line_end: int, interrupts: Interrupts) -> int:
    """Reads a table whose header row is the line at the cursor, which ends at `line_end`; 0 if there is none."""
    source, size = state.src, state.cursor_max
    if source[line_end] not in "|:- \t" or state.cursor in state.lazy_line_starts:
        return 0
    header = table_header(state, state.cursor, line_end)
    if header is None:
        return 0
    header["header"] = True
    rows = [header]
    at = source.find("\n", line_end) + 1 or size
    while at < size and at not in state.lazy_line_starts and not code_indent_at(source, at):
        if interrupts(state, at):
            break
        end = source.find("\n", at) + 1 or size
        rows.append(row(at, end, split_row(source, at, end)))
        at = end
    state.append_token({"type": "table", "rows": rows, "start": state.cursor, "end": at})
    return at
