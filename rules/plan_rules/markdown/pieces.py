"""What inline parsing finds in a text: ranges with a kind. Everything that no piece covers is text."""

from typing import NamedTuple

LEAF_KINDS = frozenset({"", "inline_code", "inline_html", "footnote_reference", "soft_break", "hard_break"})
"""Without content. The empty kind is a backslash that only escapes, and becomes no node."""


class Piece(NamedTuple):
    """`start` to `end` is the whole with its markers, `content_start` to `content_end` what stands between them.

    The content of a leaf is empty; that of a break starts after its line end.
    """

    start: int
    end: int
    kind: str
    content_start: int
    content_end: int
    text: str = ""
    url: str = ""
    title: str = ""
    literal: bool = False
    """A bare address: inside a link's text it is no link of its own."""
