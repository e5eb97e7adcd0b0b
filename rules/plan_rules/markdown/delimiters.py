"""Which runs of `*`, `_` and `~` open and close emphasis: CommonMark's delimiter algorithm on positions alone."""

import unicodedata
from dataclasses import dataclass

from plan_rules.markdown.pieces import Piece


@dataclass(slots=True)
class Run:
    """A run of one delimiter character; `start` and `end` shrink as its characters are used."""

    character: str
    start: int
    end: int
    length: int
    can_open: bool
    can_close: bool


def delimiter_run(text: str, start: int, end: int) -> Run | None:
    """The run at `start`, or None if it can neither open nor close anything."""
    character = text[start]
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    space_before, space_after = before.isspace(), after.isspace()
    punctuation_before, punctuation_after = _is_punctuation(before), _is_punctuation(after)
    left = not space_after and (not punctuation_after or space_before or punctuation_before)
    right = not space_before and (not punctuation_before or space_after or punctuation_after)
    if character == "_":
        can_open = left and (not right or punctuation_before)
        can_close = right and (not left or punctuation_after)
    elif character == "~" and end - start > 2:
        return None
    else:
        can_open, can_close = left, right
    if not can_open and not can_close:
        return None
    return Run(character, start, end, end - start, can_open, can_close)


def _is_punctuation(character: str) -> bool:
    if character.isascii():
        return not character.isalnum() and character > " " and character != "\x7f"
    return unicodedata.category(character)[0] in "PS"


def match_runs(runs: list[Run], pieces: list[Piece]) -> None:
    """Adds the emphasis that `runs`, in text order, form. Linear: a closer never looks twice below a failed search."""
    openers: list[Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for closer in runs:
        if closer.can_close:
            _close(closer, openers, bottoms, pieces)
        if closer.can_open and closer.start < closer.end:
            openers.append(closer)


def _close(closer: Run, openers: list[Run], bottoms: dict[tuple[str, bool, int], int], pieces: list[Piece]) -> None:
    key = (closer.character, closer.can_open, closer.length if closer.character == "~" else closer.length % 3)
    while closer.start < closer.end:
        index = len(openers) - 1
        bottom = bottoms.get(key, -1)
        while index >= 0 and openers[index].start > bottom and not _match(openers[index], closer):
            index -= 1
        if index < 0 or openers[index].start <= bottom:
            bottoms[key] = closer.start - 1
            return
        opener = openers[index]
        del openers[index + 1 :]
        if closer.character == "~":
            width, kind = closer.length, "strikethrough"
        elif min(opener.end - opener.start, closer.end - closer.start) >= 2:
            width, kind = 2, "strong"
        else:
            width, kind = 1, "emphasis"
        pieces.append(Piece(opener.end - width, closer.start + width, kind, opener.end, closer.start))
        opener.end -= width
        closer.start += width
        if opener.start == opener.end:
            openers.pop()


def _match(opener: Run, closer: Run) -> bool:
    if opener.character != closer.character:
        return False
    if closer.character == "~":
        return opener.length == closer.length
    if opener.can_close or closer.can_open:
        return (opener.length + closer.length) % 3 != 0 or closer.length % 3 == 0
    return True
