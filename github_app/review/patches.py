"""The patch between two texts, as GitHub gives it: hunks only, three lines around each change."""

from difflib import unified_diff


def patch_between(before: str, after: str) -> str:
    """Empty where nothing changed. Lines end at line feeds only, as git counts them."""
    lines = unified_diff(_lines(before), _lines(after), lineterm="", n=3)
    return "\n".join(list(lines)[2:])


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []
