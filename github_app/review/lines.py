"""Which lines of a file take a review comment, and which of them a change touched: the patch's right side, hunk by hunk."""

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Hunk:
    """Right-side lines `first` to `last` (1-based, inclusive); all of them may carry a comment."""

    first: int
    last: int
    touched: frozenset[int]
    """The added ones among them, and those that stand where lines were deleted and nothing took their place."""


def hunks(patch: str) -> tuple[Hunk, ...]:
    """The hunks of a patch as GitHub gives it (hunks only, no file header). Hunks without right-side lines are left out."""
    found: list[Hunk] = []
    reading: _Reading | None = None
    for text in patch.split("\n"):
        if header := _HEADER.match(text):
            found += reading.hunks() if reading else ()
            reading = _Reading(int(header.group(1)))
        elif reading and not text.startswith("\\"):
            reading.take(text)
    found += reading.hunks() if reading else ()
    return tuple(found)


def touched_lines(patch: str) -> frozenset[int]:
    """The lines of the new file that a patch touched, 1-based: added ones, and those beside a mere deletion."""
    return frozenset(line for hunk in hunks(patch) for line in hunk.touched)


@dataclass(slots=True)
class _Reading:
    """One hunk while its lines are read."""

    first: int
    texts: list[str] = field(default_factory=list)
    added: set[int] = field(default_factory=set)
    gaps: list[int] = field(default_factory=list)
    """For each run of deleted lines that no added line follows or precedes, how many right-side lines stand above it."""
    _deleted: bool = False
    _replaced: bool = False

    def take(self, text: str) -> None:
        if text.startswith("-"):
            self._deleted = True
        elif text.startswith("+"):
            self._replaced = True
            self.added.add(self.first + len(self.texts))
            self.texts.append(text[1:])
        elif text.startswith(" "):
            self._close()
            self.texts.append(text[1:])

    def hunks(self) -> list[Hunk]:
        self._close()
        if not self.texts:
            return []
        touched = self.added | {self.first + self._beside(gap) for gap in self.gaps}
        return [Hunk(self.first, self.first + len(self.texts) - 1, frozenset(touched))]

    def _close(self) -> None:
        if self._deleted and not self._replaced:
            self.gaps.append(len(self.texts))
        self._deleted = self._replaced = False

    def _beside(self, gap: int) -> int:
        """The line that deleted lines belonged to: the nearest above that is not blank, else below."""
        above = (n for n in range(gap - 1, -1, -1) if self.texts[n].strip())
        below = (n for n in range(gap, len(self.texts)) if self.texts[n].strip())
        return next(above, next(below, min(gap, len(self.texts) - 1)))
