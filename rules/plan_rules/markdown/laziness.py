"""Whether a container's last line left a paragraph open, which a line without the container's marker may continue."""

import re

from plan_rules.markdown.columns import blank_line_at, indent_at
from plan_rules.markdown.html import html_block_start
from plan_rules.markdown.state import MAX_NESTED_CONTAINERS

_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t\n]|\Z)")
_HEADING = re.compile(r"#{1,6}(?=[ \t\n]|\Z)")
_FENCE = re.compile(r"(`{3,})[^`\n]*$|(~{3,})", re.MULTILINE)
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$", re.MULTILINE)
_BREAK = re.compile(r"(?:-[ \t]*-[ \t]*-[- \t]*|_[ \t]*_[ \t]*_[_ \t]*|\*[ \t]*\*[ \t]*\*[* \t]*)$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^(?:[^\\\[\]\s]|\\.){1,999}\]:")
_DELIMITERS = re.compile(r"(?=[ \t:-]*[|:])\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)


class ParagraphTracker:
    """Fed a container's lines one by one, tells whether the deepest block in it is a paragraph that is still open.

    Containers inside the container are followed by their markers and columns, just far enough for this question.
    """

    def __init__(self) -> None:
        self.open = False
        self._fence: tuple[str, int, int] | None = None
        self._html_end: re.Pattern[str] | None = None
        self._in_html = False
        self._in_table = False
        self._columns: list[int] = []

    def feed(self, line: str) -> None:
        at, column, quotes = self._enter(line)
        if self._fence is not None and self._inside_fence(line, at, column, quotes):
            return
        if blank_line_at(line, at):
            self.open = self._in_table = False
            if self._html_end is None:
                self._in_html = False
            return
        if self._in_html:
            self._in_html = self._html_end is None or self._html_end.search(line, at) is None
            return
        at, column = self._markers(line, at, column)
        if not blank_line_at(line, at):
            self._leaf(line, at, column, quotes)

    def _enter(self, line: str) -> tuple[int, int, int]:
        """The offset and column after the quote markers of a line, and how many they were."""
        at = indent_at(line, 0).end()
        quotes = 0
        while line.startswith(">", at):
            quotes += 1
            at = indent_at(line, at + 1).end()
        return at, len(line[:at].expandtabs(4)), quotes

    def _inside_fence(self, line: str, at: int, column: int, quotes: int) -> bool:
        assert self._fence is not None
        marker, fence_column, fence_quotes = self._fence
        blank = blank_line_at(line, at) is not None
        if quotes < fence_quotes or (not blank and column < fence_column):
            self._fence = None
            return False
        rest = line[at:].rstrip()
        if rest and rest.strip(marker[0]) == "" and len(rest) >= len(marker):
            self._fence = None
        return True

    def _markers(self, line: str, at: int, column: int) -> tuple[int, int]:
        """The offset and column after the markers of items, footnotes and quotes in them; deeper ones are text."""
        while self._columns and column < self._columns[-1]:
            self._columns.pop()
        base = self._columns[-1] if self._columns else 0
        for _ in range(MAX_NESTED_CONTAINERS):
            if column - base >= 4 or _BREAK.match(line, at):
                break
            if self._columns and line.startswith(">", at):
                at = indent_at(line, at + 1).end()
                column = base = len(line[:at].expandtabs(4))
                continue
            footnote = _FOOTNOTE.match(line, at)
            marker = footnote or _MARKER.match(line, at)
            if marker is None:
                break
            after = indent_at(line, marker.end()).end()
            empty = blank_line_at(line, after) is not None
            if footnote is None and self.open and (empty or marker[0][:-1] not in ("", "1")) and not self._columns:
                break
            self.open = self._in_table = False
            base = len(line[: marker.end()].expandtabs(4)) + 1
            self._columns.append(base)
            if empty:
                return after, base
            at, column = after, len(line[:after].expandtabs(4))
            if column - base >= 4:
                break
            self._columns[-1] = base = column
        return at, column

    def _leaf(self, line: str, at: int, column: int, quotes: int) -> None:
        base = self._columns[-1] if self._columns else 0
        if column - base >= 4 and not quotes:
            return
        if fence := _FENCE.match(line, at):
            self.open = False
            self._fence = (fence[1] or fence[2], base, quotes)
            return
        if line[at] == "<" and (start := html_block_start(line, at, in_paragraph=self.open)) is not None:
            end, search_from = start
            self.open = False
            self._html_end = end
            self._in_html = end is None or end.search(line, search_from) is None
            return
        if _HEADING.match(line, at) or _BREAK.match(line, at) or (self.open and _UNDERLINE.match(line, at)):
            self.open = False
        elif self.open and _DELIMITERS.match(line, at):
            self._in_table = True
            self.open = False
        elif not self.open and self._in_table:
            self.open = False
        else:
            self.open = True
