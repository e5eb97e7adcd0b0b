"""Passages asked together whether one of them holds or meets another, in logarithmic time each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from plan_rules.plan.model import Passage


class Areas:
    """Some passages, nested or not, in any order."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        ordered = sorted((passage.start, passage.end) for passage in passages)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def hold(self, where: Passage) -> bool:
        """Whether one of them covers the whole passage."""
        before = bisect_right(self._starts, where.start)
        return before > 0 and self._furthest[before - 1] >= where.end

    def meet(self, where: Passage) -> bool:
        """Whether one of them shares a character with the passage."""
        before = bisect_left(self._starts, where.end)
        return before > 0 and self._furthest[before - 1] > where.start
