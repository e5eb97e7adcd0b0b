"""From the pieces of a text to inline nodes, each on its exact place in the file."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from plan_rules.markdown.inline import PlacedInlineParser
from plan_rules.markdown.nodes import Kind, Node
from plan_rules.markdown.pieces import LEAF_KINDS, Piece
from plan_rules.markdown.state import PlacedState

MAX_DEPTH = 20

_parser = PlacedInlineParser()


class InlineText:
    """A range of a block's text that holds inline Markdown."""

    def __init__(
        self, state: PlacedState, start: int, end: int, env: Mapping[str, Any], *, in_table: bool = False
    ) -> None:
        self.text = text = state.text(start, end)
        self._env = env
        self._in_table = in_table
        self._file_line_starts = state.file_line_starts
        # Places are measured from the ends of lines: at their starts the markers of containers are missing.
        offset, line = state.locate(end)
        self._shift = offset - len(text)
        self._line = line + 1
        self._starts: list[int] = []
        self._shifts: list[int] = []
        if "\n" in text:
            self._line -= text.count("\n")
            self._starts = [0]
            at = text.find("\n")
            while at != -1:
                self._shifts.append(state.file_line_ends[self._line - 1 + len(self._shifts)] - at)
                self._starts.append(at + 1)
                at = text.find("\n", at + 1)
            self._shifts.append(self._shift)

    def nodes(self) -> tuple[Node, ...]:
        pieces = _parser.pieces(self.text, self._env)
        if not pieces:
            return (self._node("text", 0, len(self.text), (), self.text),) if self.text else ()
        return self._tree(pieces)

    def _tree(self, pieces: list[Piece]) -> tuple[Node, ...]:
        builder = _Builder(self)
        for piece in pieces:
            builder.add(piece)
        return builder.finish()

    def leaf(self, piece: Piece) -> Node:
        if piece.kind in ("soft_break", "hard_break"):
            return self._break(piece)
        text = piece.text
        if self._in_table and piece.kind == "inline_code":
            text = text.replace("\\|", "|")  # the table takes the backslash before a pipe, even inside code
        return self._node(piece.kind, piece.start, piece.end, (), text)  # type: ignore[arg-type]

    def plain(self, start: int, end: int) -> Node:
        return self._node("text", start, end, (), self.text[start:end])

    def _node(self, kind: Kind, start: int, end: int, children: tuple[Node, ...], text: str) -> Node:
        if not self._starts:
            return Node(kind, start + self._shift, end + self._shift, self._line, self._line, children, text)
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        return Node(
            kind,
            start + self._shifts[first],
            end + self._shifts[last],
            self._line + first,
            self._line + last,
            children,
            text,
        )

    def _break(self, piece: Piece) -> Node:
        first = bisect_right(self._starts, piece.start) - 1
        line = self._line + first
        # To the start of the next line in the file: a line end there may have two characters.
        return Node(piece.kind, piece.start + self._shifts[first], self._file_line_starts[line], line, line)  # type: ignore[arg-type]

    def container(self, piece: Piece, children: tuple[Node, ...]) -> Node:
        if not self._starts:
            start, end, first, last = piece.start + self._shift, piece.end + self._shift, self._line, self._line
        else:
            first = bisect_right(self._starts, piece.start) - 1
            last = bisect_right(self._starts, piece.end - 1) - 1
            start, end = piece.start + self._shifts[first], piece.end + self._shifts[last]
            first, last = first + self._line, last + self._line
        return Node(piece.kind, start, end, first, last, children, url=piece.url, title=piece.title)  # type: ignore[arg-type]


class _Builder:
    """Nests pieces, which come in order of their start, and fills the gaps between them with text."""

    def __init__(self, place: InlineText) -> None:
        self._place = place
        self._children: list[Node] = []
        self._stack: list[tuple[Piece, list[Node]]] = []
        self._content_end = len(place.text)
        self._at = 0

    def add(self, piece: Piece) -> None:
        while piece.start >= self._content_end:
            self._close()
        leaf = piece.kind in LEAF_KINDS
        if not leaf and len(self._stack) >= MAX_DEPTH:
            return
        self._text_until(piece.start)
        if not leaf:
            self._stack.append((piece, self._children))
            self._children = []
            self._at, self._content_end = piece.content_start, piece.content_end
            return
        if piece.kind:
            self._children.append(self._place.leaf(piece))
        self._at = piece.end

    def finish(self) -> tuple[Node, ...]:
        while self._stack:
            self._close()
        self._text_until(self._content_end)
        return tuple(self._children)

    def _close(self) -> None:
        self._text_until(self._content_end)
        piece, siblings = self._stack.pop()
        siblings.append(self._place.container(piece, tuple(self._children)))
        self._children = siblings
        self._at = piece.end
        self._content_end = self._stack[-1][0].content_end if self._stack else len(self._place.text)

    def _text_until(self, end: int) -> None:
        if self._at < end:
            self._children.append(self._place.plain(self._at, end))
