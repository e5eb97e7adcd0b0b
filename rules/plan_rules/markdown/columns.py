"""Indentation in columns: a tab reaches the next multiple of four (CommonMark, "Tabs")."""

import re
from re import Match

BLANKS = " \t\r\n\f\v"
"""What is trimmed off both ends of a block: ASCII only, so that a Unicode blank stays text."""

_INDENT = re.compile(r"[ \t]*")
_CODE_INDENT = re.compile(r" {4}| {0,3}\t")
_BLANK_LINE = re.compile(r"[ \t\v\f]*(?:\n|\Z)")


def indent_at(text: str, at: int) -> Match[str]:
    """The blanks at `at`, possibly none."""
    match = _INDENT.match(text, at)
    assert match is not None
    return match


def blank_line_at(text: str, at: int) -> Match[str] | None:
    return _BLANK_LINE.match(text, at)


def code_indent_at(text: str, at: int) -> Match[str] | None:
    """The indentation of a line that is indented far enough to be code."""
    return _CODE_INDENT.match(text, at)


def width(blanks: str, column: int = 0) -> int:
    """How many columns blanks take that start at `column`."""
    if "\t" not in blanks:
        return len(blanks)
    start = column
    for character in blanks:
        column += 4 - column % 4 if character == "\t" else 1
    return column - start


def spaces_for_tabs(line: str, column: int) -> str:
    """The line with the tabs of its indentation, which starts at `column`, turned into spaces."""
    if line[:1] not in (" ", "\t"):
        return line
    indent = indent_at(line, 0)
    if "\t" not in indent[0]:
        return line
    return " " * width(indent[0], column) + line[indent.end() :]


def without_columns(text: str, at: int, end: int, columns: int) -> str | None:
    """The line at `at` without its first `columns` blank columns; None if it is not indented that far."""
    if text.startswith(" " * columns, at):
        return spaces_for_tabs(text[at + columns : end], columns)
    indent = indent_at(text, at)
    if "\t" not in indent[0] or (indented := width(indent[0])) < columns:
        return None
    return " " * (indented - columns) + text[indent.end() : end]
