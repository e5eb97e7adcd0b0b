"""Front matter: a YAML mapping between `---` lines at the very start of a file, which Markdown itself doesn't know."""

import re

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(
    r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s#&*!|>'"%@`{\[,\]}:-][^\n:]*+(?::[^\s][^\n:]*+)*)[ \t]*+:(?:[ \t\n]|\Z)"""
)


def front_matter_end(text: str) -> int:
    """The offset after the closing line; 0 if the text has no front matter.

    A thematic break on the first line looks the same, so what stands between must look like a mapping.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return 0
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return 0
    lines = text[opening.end() : closing.start()].splitlines(keepends=True)
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            return closing.end() if _KEY.match(line) else 0
    return closing.end()
