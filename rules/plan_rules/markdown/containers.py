"""Blocks that hold blocks: quotes, lists and footnote definitions, each cut out of its parent line by line."""

import re
from re import Match
from typing import TYPE_CHECKING

from mistune.util import unikey

from plan_rules.markdown.laziness import ParagraphTracker
from plan_rules.markdown.state import PlacedState, Token

if TYPE_CHECKING:
    from plan_rules.markdown.blocks import PlacedBlockParser

_QUOTE = re.compile(r" {0,3}>( ?)(\t?)")
_ITEM = re.compile(r"( {0,3})([-+*]|\d{1,9}[.)])(?=[ \t\n]|\Z)")
_BREAK = re.compile(r" {0,3}(?:-[ \t]*-[ \t]*-[- \t]*|_[ \t]*_[ \t]*_[_ \t]*|\*[ \t]*\*[ \t]*\*[* \t]*)$", re.MULTILINE)
_INDENT = re.compile(r"[ \t]*")
_BLANK_LINE = re.compile(r"[ \t\v\f]*(?:\n|\Z)")


class _Lines:
    """The lines of a container so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.lazy_line_starts: set[int] = set()
        self._size = 0
        self._tracker = ParagraphTracker()
        self._lazy: list[bool] = []

    def add(self, line: str, *, lazy: bool = False) -> None:
        if lazy:
            self.lazy_line_starts.add(self._size)
        self.lines.append(line)
        self._lazy.append(lazy)
        self._size += len(line)

    def open_paragraph(self) -> bool:
        """Whether a paragraph is open at the end. Lines are looked at once, and only if somebody asks."""
        looked_at = len(self.lines) - len(self._lazy)
        for line, lazy in zip(self.lines[looked_at:], self._lazy, strict=True):
            self._tracker.feed(line, lazy=lazy)
        self._lazy.clear()
        return self._tracker.open


def parse_block_quote(block: "PlacedBlockParser", state: PlacedState, start: int) -> int:
    source, size = state.src, state.cursor_max
    at = start
    lines = _Lines()
    while at < size:
        end = source.find("\n", at) + 1 or size
        if at in state.lazy_line_starts:
            lines.add(source[at:end], lazy=True)
        elif (marker := _QUOTE.match(source, at)) is not None:
            # A tab after the marker reaches the next tab stop, one column of which belongs to the marker.
            lines.add(_after_quote_marker(source, marker, at, end))
        elif lines.open_paragraph() and not block.interrupts(state, at):
            lines.add(source[at:end], lazy=True)
        else:
            break
        at = end
    _parse_child(block, state, {"type": "block_quote", "marker_end": source.index(">", start) + 1}, lines, start)
    return at


def _after_quote_marker(source: str, marker: Match[str], at: int, end: int) -> str:
    if marker.end(1) > marker.start(1) or not marker[2]:
        content = source[marker.end(1) : end]
        return _expand_indent(content, marker.end(1) - at) if content[:1] in " \t" else content
    column = marker.start(2) - at
    return " " * (3 - column % 4) + _expand_indent(source[marker.end() : end], column + 4 - column % 4)


def parse_list(block: "PlacedBlockParser", state: PlacedState, start: int) -> int | None:
    source, size = state.src, state.cursor_max
    at = start
    item = _ITEM.match(source, at)
    assert item is not None
    bullet = item[2][-1]
    number = int(item[2][:-1]) if item[2][:-1] else None
    if state.open_paragraph is not None and (
        _BLANK_LINE.match(source, item.end()) is not None or number not in (None, 1)
    ):
        return None
    token: Token = {"type": "list", "children": [], "number": number}
    while item is not None:
        at = _parse_item(block, state, token, item, at)
        if at >= size:
            break
        item = _ITEM.match(source, at)
        if item is not None and (item[2][-1] != bullet or _BREAK.match(source, at)):
            item = None
    state.append_token(token)
    return at


def _parse_item(block: "PlacedBlockParser", state: PlacedState, token: Token, item: Match[str], start: int) -> int:
    source, size = state.src, state.cursor_max
    end = source.find("\n", start) + 1 or size
    marker_width = item.end() - start
    lines = _Lines()
    text = _INDENT.match(source, item.end())
    assert text is not None
    empty = text.end() >= end or source[text.end()] == "\n"
    if empty:
        width = marker_width + 1
        lines.add("\n")
    else:
        gap = _columns(text[0], marker_width)
        width = marker_width + (gap if gap < 5 else 1)
        lines.add(_expand_indent(source[item.end() : end], marker_width)[width - marker_width :])
    at = end
    blank = False
    while at < size:
        end = source.find("\n", at) + 1 or size
        if at in state.lazy_line_starts:
            lines.add(source[at:end], lazy=True)
        elif _BLANK_LINE.match(source, at) is not None:
            if empty and len(lines.lines) == 1:
                at = end
                break
            lines.add("\n")
            blank = True
            at = end
            continue
        elif source.startswith(" " * width, at):
            line = source[at + width : end]
            lines.add(_expand_indent(line, width) if line[:1] in " \t" else line)
        elif (indent := _tabbed_indent(source, at, width)) is not None:
            lines.add(" " * (_columns(indent[0]) - width) + source[indent.end() : end])
        elif not blank and lines.open_paragraph() and not block.interrupts(state, at):
            lines.add(source[at:end], lazy=True)
        else:
            break
        blank = False
        at = end
    number = int(item[2][:-1]) if item[2][:-1] else None
    child: Token = {"type": "list_item", "start": start, "end": at, "number": number, "marker_end": item.end()}
    _parse_child(block, state, child, lines, start, into=token["children"])
    return at


def parse_footnote_definition(block: "PlacedBlockParser", m: Match[str], state: PlacedState) -> int:
    source, size = state.src, state.cursor_max
    start = state.cursor
    at = source.find("\n", start) + 1 or size
    lines = _Lines()
    lines.add(source[m.end() : at])
    blank = False
    while at < size:
        end = source.find("\n", at) + 1 or size
        indent = _INDENT.match(source, at)
        assert indent is not None
        if at in state.lazy_line_starts:
            lines.add(source[at:end], lazy=True)
        elif _BLANK_LINE.match(source, at) is not None:
            lines.add("\n")
            blank = True
            at = end
            continue
        elif (columns := _columns(indent[0])) >= 4:
            lines.add(" " * (columns - 4) + source[indent.end() : end])
        elif not blank and lines.open_paragraph() and not block.interrupts(state, at):
            lines.add(source[at:end], lazy=True)
        else:
            break
        blank = False
        at = end
    label = m.group("footnote_1")
    state.env.setdefault("footnotes", set()).add(unikey(label))
    marker_end = source.index("]:", start) + 2
    _parse_child(block, state, {"type": "footnote_definition", "raw": label, "marker_end": marker_end}, lines, start)
    return at


def _parse_child(
    block: "PlacedBlockParser",
    state: PlacedState,
    token: Token,
    lines: _Lines,
    start: int,
    into: list[Token] | None = None,
) -> None:
    child = state.nested(lines.lines, state.line_index(start), lines.lazy_line_starts)
    block.parse(child)
    token["state"] = child
    if into is None:
        state.append_token(token)
    else:
        into.append(token)


def _tabbed_indent(source: str, at: int, width: int) -> Match[str] | None:
    indent = _INDENT.match(source, at)
    return indent if indent is not None and "\t" in indent[0] and _columns(indent[0]) >= width else None


def _columns(blanks: str, column: int = 0) -> int:
    """How many columns blanks take that start at `column`; a tab reaches the next multiple of four."""
    if "\t" not in blanks:
        return len(blanks)
    start = column
    for character in blanks:
        column += 4 - column % 4 if character == "\t" else 1
    return column - start


def _expand_indent(line: str, column: int) -> str:
    """The line with the tabs of its indentation, which starts at `column`, turned into spaces."""
    indent = _INDENT.match(line)
    assert indent is not None
    if "\t" not in indent[0]:
        return line
    return " " * _columns(indent[0], column) + line[indent.end() :]
