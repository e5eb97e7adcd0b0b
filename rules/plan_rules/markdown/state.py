"""Block states that know where their text comes from.

The text of a container (quote, list item, footnote) is made of whole lines of its parent, in order and without gaps,
and only the front of a line is ever rewritten: markers and indentation go, tabs become spaces. So the distance from a
character to the end of its line is the same in the container's text and in the file, and one number, the line that
the text starts on, is enough to place every character. Only markers with a tab after them need more (tabs.py).
"""

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from mistune.core import BlockState

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from plan_rules.markdown.tabs import Distances

Token = dict[str, Any]

MAX_NESTED_CONTAINERS = 20
"""mistune's default. What is nested deeper is text, so that no reader of the tree recurses far."""

NONE_LAZY: "Set[int]" = frozenset()


class PlacedState(BlockState):
    """A block state with the way from offsets in its text to offsets in the file.

    `first_line` is the 0-based line of the file that the text starts on; `file_line_starts` and `file_line_ends` are the
    offsets in the file of each line's start and of its line end.
    """

    def __init__(self, parent: "PlacedState | None" = None) -> None:
        # Not mistune's own: the way to the parent would make cycles, which keep a whole tree for the collector.
        self.parent = None
        self.src = ""
        self.tokens: list[Token] = []
        self.cursor = self.cursor_max = 0
        self.lazy_line_starts: Set[int] = NONE_LAZY  # type: ignore[assignment] # only read
        self.first_line = 0
        self.open_paragraph: Token | None = None
        self.after_definition = False
        self._line_ends: list[int] | None = None
        if parent is None:
            self.env = {"ref_links": {}, "footnotes": set()}
            self.level = 0
            self.file_line_starts: Sequence[int] = ()
            self.file_line_ends: Sequence[int] = ()
            self.file_text = ""
            self.rewritten: Distances = {}
        else:
            self.env = parent.env
            self.level = parent.level + 1
            self.file_line_starts = parent.file_line_starts
            self.file_line_ends = parent.file_line_ends
            self.file_text = parent.file_text
            self.rewritten = parent.rewritten

    def depth(self) -> int:
        return self.level

    def last_token(self) -> Token | None:
        """The paragraph that the next line may continue: all that mistune's rules ask for."""
        return self.open_paragraph

    @property
    def in_paragraph(self) -> bool:
        """Whether the next line would have to interrupt a paragraph to start a block.

        For CommonMark, link reference definitions are the start of a paragraph.
        """
        return self.after_definition or self.open_paragraph is not None

    def close_paragraph(self) -> None:
        self.open_paragraph = None
        self.after_definition = False

    def append_token(self, token: Token) -> None:
        self.open_paragraph = None
        self.after_definition = token["type"] == "definition"
        self.tokens.append(token)

    def add_paragraph_line(self, start: int, end: int) -> None:
        if self.open_paragraph is None:
            token = {"type": "paragraph", "start": start, "end": end}
            self.tokens.append(token)
            self.open_paragraph = token
        else:
            self.open_paragraph["end"] = end

    def nested(self, lines: list[str], first_line: int, lazy_line_starts: "Set[int]") -> "PlacedState":
        """The state of a container whose text is `lines`, the first of them from `first_line` of this state."""
        child = PlacedState(self)
        child.process("".join(lines))
        child.first_line = self.first_line + first_line
        child.lazy_line_starts = lazy_line_starts
        return child

    @property
    def line_ends(self) -> list[int]:
        if self._line_ends is None:
            ends = []
            find = self.src.find
            at = find("\n")
            while at != -1:
                ends.append(at)
                at = find("\n", at + 1)
            ends.append(len(self.src))
            self._line_ends = ends
        return self._line_ends

    def line_index(self, offset: int) -> int:
        """The 0-based line of this state's text that holds `offset`."""
        return bisect_left(self.line_ends, offset)

    def locate(self, offset: int) -> tuple[int, int]:
        """The offset in the file and the 0-based line of the file."""
        ends = self._line_ends or self.line_ends
        index = bisect_left(ends, offset)
        line = self.first_line + index
        distance = ends[index] - offset
        if self.rewritten and line in self.rewritten:
            distance = self.rewritten[line].get(distance, distance)
        return self.file_line_ends[line] - distance, line

    def text(self, start: int, end: int) -> str:
        """The text between two offsets, with the tabs that were taken for a marker's and turn out to be text."""
        text = self.src[start:end]
        if not self.rewritten:
            return text
        lines = text.split("\n")
        for number, line in enumerate(lines):
            index = self.line_index(start)
            moved = self.rewritten.get(self.first_line + index)
            first = start + len(line) - len(line.lstrip(" "))
            if moved is not None and self.line_ends[index] - first in moved:
                original = self.file_text[self.locate(first)[0] : self.locate(start + len(line))[0]]
                lines[number] = line[: first - start] + original.replace("\r", " ")
            start += len(line) + 1
        return "\n".join(lines)
