"""The Markdown tree: our own stable node type, with the exact place of every node in the source."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal[
    # blocks
    "document",
    "front_matter",
    "heading",
    "paragraph",
    "block_quote",  # `alert` names a GitHub alert: note, tip, important, warning, caution
    "list",
    "list_item",
    "code_block",  # `fenced`, `info`
    "html_block",
    "html_comment",  # an HTML block or inline that is one comment
    "details",  # a <details> … </details> run of blocks, `text` is its summary
    "thematic_break",
    "table",
    "table_row",  # `level` 0 is the header row
    "table_cell",
    "definition",  # a link reference definition
    "footnote_definition",
    # inline
    "text",
    "emphasis",
    "strong",
    "strikethrough",
    "inline_code",
    "link",
    "image",
    "inline_html",
    "footnote_reference",
    "soft_break",
    "hard_break",
]


class Node(NamedTuple):
    """One node, a named tuple because a frozen dataclass of this size takes five times as long to make.

    `start` and `end` are offsets into the source text, `line` and `end_line` its 1-based lines.

    `text` is the literal content of a leaf (text, code, HTML, the label of a definition or footnote) and empty
    for nodes that have children.
    """

    kind: Kind
    start: int
    end: int
    line: int
    end_line: int
    children: tuple["Node", ...] = ()
    text: str = ""
    level: int = 0
    """Heading level 1 to 6."""
    ordered: bool = False
    number: int | None = None
    """The number an ordered list starts with, or of the item itself."""
    checked: bool | None = None
    """State of a task box; None for an item without one."""
    fenced: bool = False
    closed: bool = True
    """False for a fence that runs to the end of its container without a closing fence."""
    info: str = ""
    """Info string of a fence."""
    url: str = ""
    title: str = ""
    alert: str = ""

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))
