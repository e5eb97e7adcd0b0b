"""What a finding is known by from push to push: its rule, the headings above it and its words, never its line."""

import hashlib
import re
from bisect import bisect_left
from collections import Counter

from plan_rules.plan.model import Passage, Plan
from plan_rules.plan.sections import LEAD_IN_LEVEL

_NOISE = re.compile(r"[\W_]+")
_LENGTH = 16


class Fingerprints:
    """Makes the fingerprints of one plan's findings; equal ones are told apart by their order."""

    def __init__(self, plan: Plan) -> None:
        headings = [section for section in plan.sections if section.level < LEAD_IN_LEVEL]
        self._starts = [section.heading.start for section in headings]
        self._paths = [section.path for section in headings]
        self._seen: Counter[str] = Counter()

    def of(self, rule: str, where: Passage, key: str) -> str:
        """Fingerprint of a finding of `rule` at `where`; `key` is the text that identifies it."""
        # The last heading above a place always holds it: its section ends at the next heading of its level or higher.
        above = bisect_left(self._starts, where.start) - 1
        path = [_normal(title) for title in self._paths[above]] if above >= 0 else []
        identity = "\n".join((rule, *path, "", _normal(key)))
        occurrence = self._seen[identity]
        self._seen[identity] += 1
        return hashlib.sha256(f"{identity}\n{occurrence}".encode()).hexdigest()[:_LENGTH]


def _normal(text: str) -> str:
    return _NOISE.sub(" ", text).strip().casefold()
