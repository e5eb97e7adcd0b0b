"""HTML blocks as CommonMark delimits them: what starts one, and what ends it."""

import re
from re import Pattern

from mistune.helpers import BLOCK_TAGS, HTML_ATTRIBUTES, HTML_TAGNAME, PRE_TAGS

# CommonMark 0.31.2, "HTML blocks", condition 6: mistune's list has two tags that are not in it and lacks one.
_BLOCK_TAGS = (set(BLOCK_TAGS) - {"meta", "source"}) | {"search"}

_START = re.compile(
    r" {0,3}<(?:(?P<literal>(?:" + "|".join(PRE_TAGS) + r")(?=[ \t>\n]|\Z))"
    r"|(?P<comment>!--)"
    r"|(?P<instruction>\?)"
    r"|(?P<cdata>!\[CDATA\[)"
    r"|(?P<declaration>![A-Za-z])"
    r"|(?P<block>/?(?:" + "|".join(sorted(_BLOCK_TAGS)) + r")(?=[ \t\n>]|/>|\Z))"
    r")",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(
    r" {0,3}<(?:(?!(?:"
    + "|".join(PRE_TAGS)
    + r")\b)"
    + HTML_TAGNAME
    + HTML_ATTRIBUTES
    + r"\s*/?>|/"
    + HTML_TAGNAME
    + r"\s*>)[ \t]*\Z",
    re.IGNORECASE,
)
_LITERAL_END = re.compile(r"</(?:" + "|".join(PRE_TAGS) + r")>", re.IGNORECASE)
_ENDS: dict[str, Pattern[str]] = {
    "literal": _LITERAL_END,
    "comment": re.compile("-->"),
    "instruction": re.compile(r"\?>"),
    "cdata": re.compile(r"\]\]>"),
    "declaration": re.compile(">"),
}
_BLANK_LINE = re.compile(r"^[ \t\v\f]*$", re.MULTILINE)
_ONE_COMMENT = re.compile(r"<!--(?:>|->|(?:(?!-->).)*-->)\Z", re.DOTALL)


def html_block_start(text: str, at: int, *, in_paragraph: bool) -> tuple[Pattern[str] | None, int] | None:
    """What ends the HTML block that starts on the line at `at`, and where to look for it from; None: no block.

    The end is a pattern that the last line holds; None means a blank line after it.
    """
    match = _START.match(text, at)
    if match is not None:
        kind = match.lastgroup
        if kind is None or kind == "block":
            return None, match.end()
        # `<!-->` ends where it starts: the two characters after `<!` may belong to the end as well.
        return _ENDS[kind], match.end() - 2 if kind == "comment" else match.end()
    if not in_paragraph:
        line_end = text.find("\n", at)
        match = _ANY_TAG.match(text, at, line_end if line_end != -1 else len(text))
        if match is not None:
            return None, match.end()
    return None


def html_block_end(text: str, end: Pattern[str] | None, at: int) -> int:
    """The offset after the last line of an HTML block."""
    if end is None:
        blank = _BLANK_LINE.search(text, at)
        return blank.start() if blank is not None else len(text)
    found = end.search(text, at)
    if found is None:
        return len(text)
    line_end = text.find("\n", found.end())
    return line_end + 1 if line_end != -1 else len(text)


def is_one_comment(html: str) -> bool:
    return _ONE_COMMENT.match(html) is not None
