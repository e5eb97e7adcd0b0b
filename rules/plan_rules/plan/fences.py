"""Fences as authors mean them: a sample Markdown file may hold code fences of its own.

CommonMark ends the outer fence at the first inner closing one, and what follows would be read as the plan's own voice.
"""

import re
from collections.abc import Sequence

_FENCE = re.compile(r"(?P<indent>[ \t>]*)(?P<run>`{3,}|~{3,})[ \t]*(?P<info>[^`\r\n]*)")
_FENCES = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
_FEWEST_FENCES = 4
_SAMPLE = re.compile(r"(?:markdown|md|mdx)\b", re.IGNORECASE)
_LONGEST_SAMPLE = 600
"""Lines; an unbalanced fence is not followed further."""
_MOST_INDENT = 3
"""Columns; a fence that stands further in than this is text of the block around it."""
_HIDDEN = str.maketrans("`~", "''")


def with_samples_closed(text: str) -> str:
    """The text, same length, in which the fences inside a fenced Markdown sample don't end it."""
    if text.count("```") + text.count("~~~") < _FEWEST_FENCES or len(_FENCES.findall(text)) < _FEWEST_FENCES:
        return text
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        if fence:
            inner, at = _inside(lines, at, fence)
            for index in inner:
                lines[index] = lines[index].translate(_HIDDEN)
        at += 1
    return "\n".join(lines)


def _inside(lines: Sequence[str], start: int, opening: re.Match[str]) -> tuple[list[int], int]:
    """The fence lines inside a sample, and the line that closes it; none where it holds no fences or is unbalanced."""
    run, sample = opening["run"], bool(_SAMPLE.match(opening["info"]))
    first_close = len(lines)
    inner: list[int] = []
    depth = 1
    for index in range(start + 1, min(len(lines), start + _LONGEST_SAMPLE) if sample else len(lines)):
        fence = _FENCE.match(lines[index])
        if not fence or fence["run"][0] != run[0] or len(fence["run"]) < len(run):
            continue
        if len(fence["indent"]) > len(opening["indent"]) + _MOST_INDENT:
            continue
        if fence["info"].strip():
            depth += sample
        else:
            first_close = min(first_close, index)
            depth -= 1
        if depth == 0:
            return inner, index
        inner.append(index)
    return [], first_close
