"""Which lines of a file take a review comment: those of the patch's right side, hunk by hunk."""

import re
from dataclasses import dataclass

_HEADER = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Hunk:
    """Right-side lines `first` to `last` (1-based, inclusive); all of them may carry a comment."""

    first: int
    last: int
    changed: frozenset[int]
    """The added ones among them."""


def hunks(patch: str) -> tuple[Hunk, ...]:
    """The hunks of a patch as GitHub gives it (hunks only, no file header). Hunks without right-side lines are left out."""
    found: list[Hunk] = []
    first = line = 0
    changed: list[int] = []
    inside = False

    def close() -> None:
        if inside and line > first:
            found.append(Hunk(first, line - 1, frozenset(changed)))

    for text in patch.split("\n"):
        if header := _HEADER.match(text):
            close()
            first = line = int(header.group(1))
            changed = []
            inside = True
        elif not inside or text.startswith("\\"):
            continue
        elif text.startswith("+"):
            changed.append(line)
            line += 1
        elif text.startswith(" "):
            line += 1
    close()
    return tuple(found)


def changed_lines(patch: str) -> frozenset[int]:
    """The added lines of a patch, 1-based, in the new file."""
    return frozenset(line for hunk in hunks(patch) for line in hunk.changed)
