"""The plan's own voice: the source with everything else blanked out, same length, line ends kept."""

import re
from collections.abc import Iterator

from plan_rules.markdown.nodes import Node

_BLANKED = frozenset(
    {"front_matter", "code_block", "html_block", "html_comment", "inline_html", "inline_code", "image"}
)
_WORDS_QUOTED = 12
_QUOTATION = re.compile(r"\"([^\"\n]{1,160})\"|“([^”\n]{1,160})”")
_ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s)>\]]+")
_LINE_SIGNS = re.compile(
    r"^[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]+|>)+(?:\[[ xX]\][ \t]+)?|^[ \t]*#{1,6}[ \t]+", re.MULTILINE
)
_INLINE_SIGNS = re.compile(r"[*_~|]+")
_LONGEST_WORD = 400
_DATA = re.compile(rf"(?<![\w./@+:-])[\w./@+:-]{{{_LONGEST_WORD},}}")
"""Nobody writes a word of this length, and patterns would look for its end again and again."""
_NOT_A_LINE_END = re.compile(r"[^\n]")


def blank(text: str) -> str:
    """The same number of characters, all blanks but the line ends."""
    return _NOT_A_LINE_END.sub(" ", text)


def own_voice(text: str, document: Node) -> str:
    """`text` with code, quotations, link targets, comments, embedded documents and Markdown signs blanked."""
    pieces: list[str] = []
    at = 0
    for start, end in _foreign(document):
        if start < at:
            start = at
        if end <= at:
            continue
        pieces.append(text[at:start])
        pieces.append(blank(text[start:end]))
        at = end
    pieces.append(text[at:])
    prose = "".join(pieces)
    for pattern in (_LINE_SIGNS, _ADDRESS):
        prose = pattern.sub(lambda found: blank(found.group()), prose)
    prose = _QUOTATION.sub(_quotation, prose)
    return _without_data(_INLINE_SIGNS.sub(_sign, prose))


def without_blocks(text: str, document: Node) -> str:
    """`text` with code blocks, quotations in blocks, comments and front matter blanked, inline code and quotations kept.

    Underscores that make bold or italic text are blanked too: to patterns they are letters, stars are not.
    """
    blocks = _foreign(document, _BLANKED - {"inline_code", "inline_html", "image"}, links=False)
    pieces: list[str] = []
    at = 0
    for start, end in sorted({*blocks, *_underscores(text, document)}):
        if start < at:
            continue
        pieces.append(text[at:start])
        pieces.append(blank(text[start:end]))
        at = end
    pieces.append(text[at:])
    return _without_data("".join(pieces))


def _underscores(text: str, document: Node) -> Iterator[tuple[int, int]]:
    for node in document.walk():
        if node.kind in {"strong", "emphasis"} and text.startswith("_", node.start):
            width = 2 if node.kind == "strong" else 1
            yield node.start, node.start + width
            yield node.end - width, node.end


def _without_data(text: str) -> str:
    if max(map(len, text.split()), default=0) < _LONGEST_WORD:
        return text
    return _DATA.sub(lambda found: " " * len(found.group()), text)


def _sign(found: re.Match[str]) -> str:
    """Blanks for signs of emphasis and tables; what stands inside a word, as in `a_b`, is kept."""
    signs, text = found.group(), found.string
    inside = text[found.start() - 1 : found.start()].isalnum() and text[found.end() : found.end() + 1].isalnum()
    return signs if inside and (len(signs) == 1 or not signs.strip("_")) else " " * len(signs)


def _quotation(found: re.Match[str]) -> str:
    words = (found.group(1) or found.group(2) or "").split()
    return blank(found.group()) if len(words) <= _WORDS_QUOTED else found.group()


def _foreign(node: Node, kinds: frozenset[str] = _BLANKED, *, links: bool = True) -> list[tuple[int, int]]:
    """What is not the plan's own voice, in document order."""
    found: list[tuple[int, int]] = []
    stack = [node]
    while stack:
        node = stack.pop()
        if node.kind in kinds or (node.kind == "block_quote" and not node.alert and not _is_note(node)):
            found.append((node.start, node.end))
            continue
        if links and node.kind == "link" and node.children:
            found.append((node.children[-1].end, node.end))
        stack.extend(reversed(node.children))
    return found


def _is_note(quote: Node) -> bool:
    """A quote whose first words are bold is the author's own call-out."""
    first = quote.children[0] if quote.children else None
    return bool(first and first.kind == "paragraph" and first.children and first.children[0].kind == "strong")
