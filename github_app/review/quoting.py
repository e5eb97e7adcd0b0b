"""Making text from a plan, path or branch harmless inside our comments: it can't mention, link, embed or break out."""

import re
import unicodedata

_ZERO_WIDTH_SPACE = "\u200b"
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#|~!&])")
_REFERENCE = re.compile(r"(?i)(?<![\w])(?:gh-(?=\d)|(?=https?://)|(?=www\.))")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MOST_FENCED = 15_000
_HEX = re.compile(r"\b[0-9a-f]{7,40}\b", re.IGNORECASE)


def visible(text: str) -> str:
    """One line of text without control, format and direction characters."""
    text = "".join(" " if c in "\t\n\r\x0b\x0c\x85\u2028\u2029" else c for c in text)
    return " ".join("".join(c for c in text if unicodedata.category(c) not in _HIDDEN).split())


def plain(text: str) -> str:
    """Text as text: every sign of Markdown escaped, mentions, references and addresses broken."""
    text = visible(text)
    text = (
        text.replace("@", f"@{_ZERO_WIDTH_SPACE}")
        .replace("://", f":{_ZERO_WIDTH_SPACE}//")
        .replace("www.", f"www{_ZERO_WIDTH_SPACE}.")
    )
    text = re.sub(r"(?i)\bGH-(?=\d)", f"GH{_ZERO_WIDTH_SPACE}-", text)
    text = re.sub(r"#(?=\d)", f"#{_ZERO_WIDTH_SPACE}", text)
    text = _HEX.sub(lambda found: _ZERO_WIDTH_SPACE.join(re.findall(".{1,6}", found.group())), text)
    return _SPECIAL.sub(r"\\\1", text)


def code(text: str) -> str:
    """Text as inline code, with a fence longer than any run of backticks inside; mentions broken all the same."""
    text = (
        visible(text)
        .replace("@", f"@{_ZERO_WIDTH_SPACE}")
        .replace("<!--", f"<{_ZERO_WIDTH_SPACE}!--")
        .replace("|", "\u2223")
    )
    if not text:
        return "``"
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def inert(text: str) -> str:
    """Text for a place that shows no Markdown: one line, nothing hidden in it, and no mention even in a mail of it."""
    return visible(text).replace("@", f"@{_ZERO_WIDTH_SPACE}")


def harmless(text: str) -> bool:
    """Whether text may stand word for word in a fence: short, nothing hidden, no mention, no comment that opens HTML."""
    hidden = any(unicodedata.category(sign) in _HIDDEN and sign not in "\n\t" for sign in text)
    return not hidden and "@" not in text and "<!--" not in text and len(text.encode()) < _MOST_FENCED


def fenced(text: str, info: str) -> str:
    """Lines as a fenced block that nothing inside can close."""
    fence = "`" * max(3, max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    return f"{fence}{info}\n{text}\n{fence}"


def cut(text: str, most_bytes: int, note: str = "\n\n… (cut)") -> str:
    """At most so many bytes of UTF-8; a cut text ends with a note."""
    data = text.encode()
    if len(data) <= most_bytes:
        return text
    return data[: most_bytes - len(note.encode())].decode("utf-8", "ignore") + note
