"""Blocks that hold blocks: quotes, lists and footnote definitions, each cut out of its parent line by line."""

import re
from collections.abc import Callable, Set
from re import Match
from typing import TYPE_CHECKING

from mistune.util import unikey

from plan_rules.markdown.columns import blank_line_at, indent_at, spaces_for_tabs, width, without_columns
from plan_rules.markdown.laziness import ParagraphTracker
from plan_rules.markdown.state import NONE_LAZY, PlacedState, Token

if TYPE_CHECKING:
    from plan_rules.markdown.blocks import PlacedBlockParser

_QUOTE_MARKER = re.compile(r" {0,3}>")
_ITEM_MARKER = re.compile(r"( {0,3})([-+*]|\d{1,9}[.)])(?=[ \t\n]|\Z)")
THEMATIC_BREAK = r"^ {0,3}(?:-[ \t]*-[ \t]*-[- \t]*|_[ \t]*_[ \t]*_[_ \t]*|\*[ \t]*\*[ \t]*\*[* \t]*)$"
"""mistune's own pattern takes 500 bytes of memory for every character of a long run."""

_THEMATIC_BREAK = re.compile(THEMATIC_BREAK, re.MULTILINE)
_FOOTNOTE_INDENT = 4

Inner = Callable[[int, int], str | None]
"""What the line between two offsets holds inside a container; None if it doesn't have the container's marker."""


class _Lines:
    """The lines of a container so far."""

    __slots__ = ("_size", "_tracked", "_tracker", "lazy_line_starts", "lines")

    def __init__(self, first: str | None = None) -> None:
        self.lines = [first] if first is not None else []
        self.lazy_line_starts: Set[int] = NONE_LAZY
        self._size = len(first) if first is not None else 0
        self._tracker: ParagraphTracker | None = None
        self._tracked = 0

    def add(self, line: str) -> None:
        self.lines.append(line)
        self._size += len(line)

    def add_lazy(self, line: str) -> None:
        self._track().feed_lazy()
        self._tracked += 1
        if not isinstance(self.lazy_line_starts, set):
            self.lazy_line_starts = set()
        self.lazy_line_starts.add(self._size)
        self.add(line)

    def open_paragraph(self) -> bool:
        """Whether a paragraph is open at the end. Every line is looked at once, and only if somebody asks."""
        return self._track().open

    def _track(self) -> ParagraphTracker:
        tracker = self._tracker
        if tracker is None:
            tracker = self._tracker = ParagraphTracker()
        for line in self.lines[self._tracked :]:
            tracker.feed(line)
        self._tracked = len(self.lines)
        return tracker


def _collect(block: "PlacedBlockParser", state: PlacedState, lines: _Lines, at: int, inner: Inner) -> int:
    """Adds the lines from `at` on that belong to a container, lazy ones too; returns where it ends."""
    source, size = state.src, state.cursor_max
    while at < size:
        end = source.find("\n", at) + 1 or size
        if at in state.lazy_line_starts:
            lines.add_lazy(source[at:end])
        elif (line := inner(at, end)) is not None:
            lines.add(line)
        elif lines.lines[-1] != "\n" and not block.interrupts(state, at) and lines.open_paragraph():
            lines.add_lazy(source[at:end])
        else:
            break
        at = end
    return at


def _parse_inside(block: "PlacedBlockParser", state: PlacedState, token: Token, lines: _Lines, start: int) -> Token:
    child = state.nested(lines.lines, state.line_index(start), lines.lazy_line_starts)
    block.parse(child)
    token["state"] = child
    return token


def parse_block_quote(block: "PlacedBlockParser", state: PlacedState, start: int) -> int:
    source = state.src

    def inner(at: int, end: int) -> str | None:
        marker = _QUOTE_MARKER.match(source, at)
        if marker is None:
            return None
        content = spaces_for_tabs(source[marker.end() : end], marker.end() - at)
        return content[1:] if content[:1] == " " else content

    lines = _Lines()
    end = _collect(block, state, lines, start, inner)
    token = {"type": "block_quote", "marker_end": source.index(">", start) + 1}
    state.append_token(_parse_inside(block, state, token, lines, start))
    return end


def parse_list(block: "PlacedBlockParser", state: PlacedState, start: int) -> int | None:
    source, size = state.src, state.cursor_max
    item = _ITEM_MARKER.match(source, start)
    assert item is not None
    number = _number(item)
    if state.in_paragraph and (number not in (None, 1) or blank_line_at(source, item.end())):
        return None
    bullet = item[2][-1]
    items: list[Token] = []
    at = start
    while item is not None and item[2][-1] == bullet and not _THEMATIC_BREAK.match(source, at):
        child, end = _parse_item(block, state, item, at)
        items.append(child)
        at = end
        item = _ITEM_MARKER.match(source, at) if at < size else None
    state.append_token({"type": "list", "children": items, "number": number})
    return at


def _parse_item(block: "PlacedBlockParser", state: PlacedState, item: Match[str], start: int) -> tuple[Token, int]:
    source = state.src
    end = source.find("\n", start) + 1 or state.cursor_max
    marker_width = item.end() - start
    empty = blank_line_at(source, item.end()) is not None
    if empty:
        columns = marker_width + 1
        lines = _Lines("\n")
    else:
        gap = width(indent_at(source, item.end())[0], marker_width)
        gap = gap if gap < 5 else 1  # five columns or more: one belongs to the marker, the rest makes it code
        columns = marker_width + gap
        lines = _Lines(spaces_for_tabs(source[item.end() : end], marker_width)[gap:])
    second_line = end

    def inner(at: int, end: int) -> str | None:
        nonlocal empty
        if blank_line_at(source, at) is not None:
            return "\n"
        line = without_columns(source, at, end, columns)
        if empty and line is not None:
            # An item can begin with at most one blank line (CommonMark, "List items", rule 3).
            if at != second_line:
                return None
            empty = False
        return line

    after = _collect(block, state, lines, end, inner)
    token = {"type": "list_item", "start": start, "end": after, "number": _number(item), "marker_end": item.end()}
    return _parse_inside(block, state, token, lines, start), after


def _number(item: Match[str]) -> int | None:
    return int(item[2][:-1]) if len(item[2]) > 1 else None


def parse_footnote_definition(block: "PlacedBlockParser", m: Match[str], state: PlacedState) -> int:
    source, start = state.src, m.start()
    end = source.find("\n", start) + 1 or state.cursor_max

    def inner(at: int, end: int) -> str | None:
        if blank_line_at(source, at) is not None:
            return "\n"
        return without_columns(source, at, end, _FOOTNOTE_INDENT)

    lines = _Lines(source[m.end() : end])
    after = _collect(block, state, lines, end, inner)
    label = m.group("footnote_1")
    state.env["footnotes"].add(unikey(label))
    token = {"type": "footnote_definition", "raw": label, "marker_end": source.index("]:", start) + 2}
    state.append_token(_parse_inside(block, state, token, lines, start))
    return after
