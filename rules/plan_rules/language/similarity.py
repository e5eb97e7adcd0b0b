"""How much two texts speak of the same thing: cosine of stems weighted by how rare they are in technical English."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from math import log2, sqrt

from plan_rules.language.background import LEVELS, PASSAGES
from plan_rules.language.stems import stems

_RARE = log2(PASSAGES) + 1
_NEAR = 20
_MOST_TEXTS = 200
"""A stem in more texts than this tells none of them apart; leaving it out keeps the cost linear."""


class Index:
    """Some texts, by number, to be asked which of them another text is about."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._postings: dict[str, list[tuple[int, float]]] = {}
        self._stems: list[frozenset[str]] = []
        for number, text in enumerate(texts):
            vector = _vector(text)
            self._stems.append(frozenset(vector))
            for stem, weight in vector.items():
                self._postings.setdefault(stem, []).append((number, weight))

    def scores(self, text: str) -> Mapping[int, float]:
        """Cosine with each text that shares a stem, 0 to 1."""
        found: dict[int, float] = {}
        for stem, weight in _vector(text).items():
            postings = self._postings.get(stem, ())
            if len(postings) <= _MOST_TEXTS:
                for number, other in postings:
                    found[number] = found.get(number, 0.0) + weight * other
        return found

    def near(self, text: str) -> list[frozenset[str]]:
        """The stems of the texts nearest to this one, at most twenty, the nearest first."""
        found = self.scores(text)
        return [self._stems[number] for number in sorted(found, key=lambda n: (-found[n], n))[:_NEAR]]

    def best(self, text: str) -> tuple[int, float] | None:
        """The text nearest to this one, and its cosine."""
        found = self.scores(text)
        return max(found.items(), key=lambda pair: (pair[1], -pair[0]), default=None)


def rarity(stem: str) -> float:
    """Bits of information in a stem; an unknown one is rarer than all known."""
    return _rarities().get(stem, _RARE)


@cache
def _rarities() -> dict[str, float]:
    return {stem: float(level) for level, members in LEVELS.items() for stem in members.split()}


def _vector(text: str) -> dict[str, float]:
    """Weights of a text's stems, of length 1."""
    rarities = _rarities()
    weights = {
        stem: (1.0 + log2(count)) * rarities.get(stem, _RARE) for stem, count in sorted(Counter(stems(text)).items())
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / length for stem, weight in weights.items()}
