"""Whether a container's last line left a paragraph open, which a line without the container's marker may continue.

A line-by-line reading that knows containers and the kind of the last leaf, and nothing else: CommonMark's "phase 1".
"""

import re
from re import Pattern
from typing import NamedTuple

from plan_rules.markdown.columns import blank_line_at, indent_at
from plan_rules.markdown.html import html_block_start
from plan_rules.markdown.state import MAX_NESTED_CONTAINERS
from plan_rules.markdown.tables import split_row

_MARKER = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \n]|\Z)|(\[\^(?:[^\\\[\]\s]|\\.){1,999}\]:)")
_HEADING = re.compile(r"#{1,6}(?=[ \n]|\Z)")
_FENCE = re.compile(r"(`{3,})[^`\n]*(?:\n|\Z)|(~{3,})")
_UNDERLINE = re.compile(r"(?:=+|-+) *(?:\n|\Z)")
_BREAK = re.compile(r"(?:- *- *-[- ]*|_ *_ *_[_ ]*|\* *\* *\*[* ]*)(?:\n|\Z)")
_DELIMITERS = re.compile(r"(?=[ :-]*+[|:])\|? *+:?-++:? *+(?:\| *+:?-++:? *+)*+\|? *+(?:\n|\Z)")
_CODE_INDENT = 4
_FOOTNOTE_WIDTH = 4


class _Container(NamedTuple):
    """`width` is how far a line must be indented to stay inside; 0 is a quote, which wants its marker instead."""

    width: int
    empty: bool = False


class ParagraphTracker:
    """Fed a container's lines one by one; `open` tells whether the deepest block in it is an open paragraph."""

    def __init__(self) -> None:
        self.open = False
        self._containers: list[_Container] = []
        self._in_table = False
        self._fence = ""
        self._html_end: Pattern[str] | None = None
        self._in_html = False
        self._last_text = ""

    def feed(self, line: str) -> None:
        line = line.expandtabs(_CODE_INDENT)
        kept, at = self._continued(line)
        all_kept = kept == len(self._containers)
        if blank_line_at(line, at):
            self._blank(kept)
        elif not (all_kept and self._inside_literal(line, at)):
            self._text(line, at, kept, all_kept=all_kept)

    def feed_lazy(self) -> None:
        """A line without the container's marker: it leaves the paragraph open, and heads no table."""
        self._last_text = ""

    def _continued(self, line: str) -> tuple[int, int]:
        """How many of the open containers the line continues, and the offset after their markers."""
        at = 0
        for kept, container in enumerate(self._containers):
            indent = indent_at(line, at).end() - at
            if container.width:
                if blank_line_at(line, at):
                    if container.empty:
                        return kept, at
                elif indent >= container.width:
                    at += container.width
                else:
                    return kept, at
            elif indent < _CODE_INDENT and line.startswith(">", at + indent):
                at += indent + 1 + line.startswith(" ", at + indent + 1)
            else:
                return kept, at
        return len(self._containers), at

    def _blank(self, kept: int) -> None:
        if kept < len(self._containers):
            self._end_leaf(kept)
        self.open = self._in_table = False
        if self._html_end is None:
            self._in_html = False

    def _inside_literal(self, line: str, at: int) -> bool:
        """Whether the line belongs to an open fence or HTML block."""
        if self._fence:
            rest = line[at:].strip()
            if (
                rest.startswith(self._fence)
                and not rest.strip(rest[0])
                and indent_at(line, at).end() - at < _CODE_INDENT
            ):
                self._fence = ""
            return True
        if self._in_html:
            self._in_html = self._html_end is None or self._html_end.search(line, at) is None
            return True
        return False

    def _text(self, line: str, at: int, kept: int, *, all_kept: bool) -> None:
        opened = False
        while (marker := self._marker(line, at, interrupting=all_kept and self.open and not opened)) is not None:
            if not opened:
                self._end_leaf(kept)
            opened = True
            container, at = marker
            if len(self._containers) >= MAX_NESTED_CONTAINERS:
                break
            self._containers.append(container)
        if blank_line_at(line, at):
            return
        start = indent_at(line, at).end()
        code = start - at >= _CODE_INDENT
        if not all_kept and not opened:
            if self.open and (code or not self._starts_block(line, start)):
                return
            self._end_leaf(kept)
        if not code:
            self._leaf(line, start)

    def _marker(self, line: str, at: int, *, interrupting: bool) -> tuple[_Container, int] | None:
        """The container that starts at `at`, and where its content does."""
        start = indent_at(line, at).end()
        if start - at >= _CODE_INDENT:
            return None
        if line.startswith(">", start):
            return _Container(0), start + 1 + line.startswith(" ", start + 1)
        marker = _MARKER.match(line, start)
        if marker is None or _BREAK.match(line, start):
            return None
        end = marker.end()
        if marker[2]:
            return _Container(_FOOTNOTE_WIDTH), indent_at(line, end).end()
        empty = blank_line_at(line, end) is not None
        if interrupting and (empty or marker[1] not in (None, "1")):
            return None
        gap = indent_at(line, end).end() - end
        gap = 1 if empty or gap > _CODE_INDENT else gap
        return _Container(end + gap - at, empty), min(end + gap, len(line))

    def _end_leaf(self, kept: int) -> None:
        del self._containers[kept:]
        self.open = self._in_table = self._in_html = False
        self._fence = ""

    def _starts_block(self, line: str, at: int) -> bool:
        return bool(
            _HEADING.match(line, at)
            or _BREAK.match(line, at)
            or _FENCE.match(line, at)
            or (line[at] == "<" and html_block_start(line, at, in_paragraph=False) is not None)
        )

    def _leaf(self, line: str, at: int) -> None:
        if fence := _FENCE.match(line, at):
            self._fence = fence[1] or fence[2]
            self.open = False
        elif line[at] == "<" and (start := html_block_start(line, at, in_paragraph=self.open)) is not None:
            self._html_end, search_from = start
            self._in_html = self._html_end is None or self._html_end.search(line, search_from) is None
            self.open = False
        elif _HEADING.match(line, at) or _BREAK.match(line, at) or (self.open and _UNDERLINE.match(line, at)):
            self.open = False
        elif self.open and self._heads_a_table(line, at):
            self._in_table = True
            self.open = False
        elif not self._in_table:
            self.open = True
            self._last_text = line[at:]

    def _heads_a_table(self, line: str, at: int) -> bool:
        header = self._last_text
        return _DELIMITERS.match(line, at) is not None and (
            len(split_row(header, 0, len(header))) == len(split_row(line, at, len(line)))
        )
