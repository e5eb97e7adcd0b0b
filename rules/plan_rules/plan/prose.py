"""The plan's own voice: the source with everything else blanked out, same length, line ends kept."""

import re
from collections.abc import Iterator, Sequence

from plan_rules.markdown.nodes import Node

_BLANKED = frozenset(
    {"front_matter", "code_block", "html_block", "html_comment", "inline_html", "inline_code", "image"}
)
_SPOKEN = frozenset({"inline_code", "inline_html", "image", "link"})
"""Foreign words within a sentence: it can't be read without them."""
_WORDS_QUOTED = 12
_QUOTATION = re.compile(r"\"([^\"\n]{1,160})\"|“([^”\n]{1,160})”")
_ADDRESS = re.compile(r"(?:h(?<!\wh)ttps?|f(?<!\wf)tp)://[^\s)>\]]+")
"""Begins with a letter, not with a look behind it: that is found several times as fast."""
_LINE_SIGNS = re.compile(r"\n[ \t]*(?:(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]+|>)+(?:\[[ xX]\][ \t]+)?|#{1,6}[ \t]+)")
_INLINE_SIGNS = re.compile(r"[*_~|]+")
_LONGEST_WORD = 400
_DATA = re.compile(rf"(?<![\w./@+:-])[\w./@+:-]{{{_LONGEST_WORD},}}")
"""Nobody writes a word of this length, and patterns would look for its end again and again."""

Foreign = list[tuple[int, int, str]]
"""Start, end and kind; of a link, its target."""


def blank(text: str) -> str:
    """The same number of characters, all blanks but the line ends."""
    if "\n" not in text:
        return " " * len(text)
    return "\n".join([" " * len(line) for line in text.split("\n")])


def own_voice(text: str, foreign: Foreign) -> str:
    """`text` with code, quotations, link targets, comments, embedded documents and Markdown signs blanked."""
    pieces: list[str] = []
    at = 0
    for start, end, _ in foreign:
        if start < at:
            start = at
        if end <= at:
            continue
        pieces.append(text[at:start])
        pieces.append(blank(text[start:end]))
        at = end
    pieces.append(text[at:])
    prose = "".join(pieces)
    prose = _LINE_SIGNS.sub(_line_signs, "\n" + prose)[1:]
    prose = _ADDRESS.sub(_blanks, prose) if "://" in prose else prose
    prose = _QUOTATION.sub(_quotation, prose)
    return _without_data(_INLINE_SIGNS.sub(_sign, prose))


def without_blocks(text: str, nodes: Sequence[Node], foreign: Foreign) -> str:
    """`text` with code blocks, quotations in blocks, comments and front matter blanked, inline code and quotations kept.

    Underscores that make bold or italic text are blanked too: to patterns they are letters, stars are not.
    """
    blocks = {(start, end) for start, end, kind in foreign if kind not in _SPOKEN}
    pieces: list[str] = []
    at = 0
    for start, end in sorted({*blocks, *_underscores(text, nodes)}):
        if start < at:
            continue
        pieces.append(text[at:start])
        pieces.append(blank(text[start:end]))
        at = end
    pieces.append(text[at:])
    return _without_data("".join(pieces))


def _underscores(text: str, nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    for node in nodes:
        if node.kind in {"strong", "emphasis"} and text.startswith("_", node.start):
            width = 2 if node.kind == "strong" else 1
            yield node.start, node.start + width
            yield node.end - width, node.end


def _without_data(text: str) -> str:
    if max(map(len, text.split()), default=0) < _LONGEST_WORD:
        return text
    return _DATA.sub(lambda found: " " * len(found.group()), text)


def _blanks(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


def _line_signs(found: re.Match[str]) -> str:
    return "\n" + " " * (found.end() - found.start() - 1)


def _sign(found: re.Match[str]) -> str:
    """Blanks for signs of emphasis and tables; what stands inside a word, as in `a_b`, is kept."""
    signs, text = found.group(), found.string
    inside = text[found.start() - 1 : found.start()].isalnum() and text[found.end() : found.end() + 1].isalnum()
    return signs if inside and (len(signs) == 1 or not signs.strip("_")) else " " * len(signs)


def _quotation(found: re.Match[str]) -> str:
    words = (found.group(1) or found.group(2) or "").split()
    return blank(found.group()) if len(words) <= _WORDS_QUOTED else found.group()


def foreign_in(document: Node) -> Foreign:
    """What is not the plan's own voice, in document order."""
    found: Foreign = []
    stack = [document]
    while stack:
        node = stack.pop()
        kind = node.kind
        if kind == "text":
            continue
        if kind in _BLANKED or (kind == "block_quote" and not node.alert and not _is_note(node)):
            found.append((node.start, node.end, kind))
            continue
        if node.children:
            if kind == "link":
                found.append((node.children[-1].end, node.end, kind))
            stack.extend(reversed(node.children))
    return found


def _is_note(quote: Node) -> bool:
    """A quote whose first words are bold is the author's own call-out."""
    first = quote.children[0] if quote.children else None
    return bool(first and first.kind == "paragraph" and first.children and first.children[0].kind == "strong")
