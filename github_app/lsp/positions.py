"""The way between our lines and columns and an editor's positions. Pure.

Ours: 1-based, lines end at LF, columns in code points, no byte order mark. The protocol's: 0-based, lines end at LF, CRLF
or CR, characters in the units that client and server agreed on (Language Server Protocol 3.17, “Text Documents”).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from lsprotocol import types

from plan_rules.source import BYTE_ORDER_MARK, Source, Span

_LINE_END = re.compile(r"\r\n|\n|\r")
_BYTES = {types.PositionEncodingKind.Utf8: "utf-8", types.PositionEncodingKind.Utf16: "utf-16-le"}


@dataclass(frozen=True, slots=True)
class Positions:
    """One version of a document's text."""

    text: str
    encoding: str
    """As negotiated: `utf-8`, `utf-16` or `utf-32`."""
    _source: Source = field(repr=False)
    _starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str, encoding: str) -> "Positions":
        starts = (0, *(match.end() for match in _LINE_END.finditer(text)))
        return cls(text, encoding, Source.from_text(text), starts)

    def range(self, span: Span) -> types.Range:
        """The editor's range of a span of ours."""
        return types.Range(
            self._position(self._offset(span.line, span.column)),
            self._position(self._offset(span.end_line, span.end_column)),
        )

    def lines(self, first: int, last: int) -> types.Range:
        """The editor's range of whole lines of ours, without the last line end."""
        start, end = self._offset(first, 1), self._offset(last, 1) + len(self._source.line_text(last))
        return types.Range(self._position(start), self._position(end))

    def line_of(self, position: types.Position) -> int:
        """Our line at an editor's position."""
        return self._source.line_of(max(0, self.offset(position) - self._mark))

    def offset(self, position: types.Position) -> int:
        """The index into `text` of an editor's position; past the end of a line, or of the text, is that end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        end = self._starts[position.line + 1] if position.line + 1 < len(self._starts) else len(self.text)
        line = self.text[start:end].rstrip("\r\n")
        if self.encoding == types.PositionEncodingKind.Utf32:
            return start + min(position.character, len(line))
        units = 0
        for index, character in enumerate(line):
            if units >= position.character:
                return start + index
            units += self._units(character)
        return start + len(line)

    @property
    def line_end(self) -> str:
        """The line end that the document uses."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def line_text(self, line: int) -> str:
        return self._source.line_text(line)

    @property
    def _mark(self) -> int:
        return int(self.text.startswith(BYTE_ORDER_MARK))

    def _offset(self, line: int, column: int) -> int:
        return min(self._source.line_starts[line - 1] + column - 1 + self._mark, len(self.text))

    def _position(self, offset: int) -> types.Position:
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, self._units(self.text[self._starts[line] : offset]))

    def _units(self, text: str) -> int:
        if self.encoding == types.PositionEncodingKind.Utf32:
            return len(text)
        width = 1 if self.encoding == types.PositionEncodingKind.Utf8 else 2
        return len(text.encode(_BYTES[types.PositionEncodingKind(self.encoding)], "surrogatepass")) // width
