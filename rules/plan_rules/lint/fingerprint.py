"""What a finding is known by from push to push: its rule, the headings above it and its words, never its line."""

import hashlib
import re
from collections import Counter

from plan_rules.plan.model import Passage, Plan

_NOISE = re.compile(r"[\W_]+")
_LENGTH = 16


class Fingerprints:
    """Makes the fingerprints of one plan's findings; equal ones are told apart by their order."""

    def __init__(self, plan: Plan) -> None:
        self._sections = [(s.heading.start, s.body.end, s.title) for s in plan.sections if s.level < 7]
        self._seen: Counter[str] = Counter()

    def of(self, rule: str, where: Passage, key: str) -> str:
        """Fingerprint of a finding of `rule` at `where`; `key` is the text that identifies it."""
        path = [_normal(title) for start, end, title in self._sections if start < where.start < end]
        identity = "\n".join((rule, *path, "", _normal(key)))
        occurrence = self._seen[identity]
        self._seen[identity] += 1
        return hashlib.sha256(f"{identity}\n{occurrence}".encode()).hexdigest()[:_LENGTH]


def _normal(text: str) -> str:
    return _NOISE.sub(" ", text).strip().casefold()
