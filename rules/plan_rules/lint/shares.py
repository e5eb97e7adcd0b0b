"""What a step shares with a passage of context: the object both speak of, and how much of the rest the step takes up."""

import re
from dataclasses import dataclass

from plan_rules.language.similarity import rarity
from plan_rules.language.stems import stems
from plan_rules.lint.linking import identifiers
from plan_rules.plan.model import Plan, Step

_TELLING = 7.0
"""Bits from which a word may name an object."""
_NAMED = 12.0
"""Bits of shared words from which a step is about a passage's object."""
_TITLE = 1.6
"""Weight of a word in a step's title against one below it."""
_TITLE_WORDS = 8
_TITLE_ENDS = re.compile(r"[:;,.(](?=\s|\Z)|\s[-–—]\s")
_MOST_NAMES = 6
"""Names in code that are looked for in all steps."""
_MOST = 0.5
"""Share of the steps from which a word tells none of them apart."""
_FEW = 2
_MOST_STEPS = 50
"""A word in more steps than this is counted for none, which keeps the cost linear."""


@dataclass(frozen=True, slots=True)
class Share:
    step: Step
    bits: float
    """Of the words shared, those of the title counting more."""
    covered: float
    """Share of the passage's words, weighted by rarity, that the step holds."""

    @property
    def named(self) -> bool:
        return self.bits >= _NAMED


class Shares:
    """The steps of a plan, without the context below them, to be asked what they share with a passage."""

    def __init__(self, plan: Plan) -> None:
        self._steps = [(step, told(plan, step)) for step in plan.steps]
        self._topic = frozenset(stems(plan.raw(plan.title))) if plan.title else frozenset()
        self._titles = [frozenset(stems(_name(step))) for step, _ in self._steps]
        self._stems = [frozenset(stems(text)) for _, text in self._steps]
        self._naming: dict[str, list[int]] = {}
        for number, (_, text) in enumerate(self._steps):
            for name in set(identifiers(text)):
                self._naming.setdefault(name, []).append(number)
        self._holding: dict[str, list[int]] = {}
        for number, held in enumerate(self._stems):
            for stem in held:
                self._holding.setdefault(stem, []).append(number)

    def of(self, text: str) -> list[Share]:
        """What each step shares that shares anything, the most first."""
        weights = {stem: rarity(stem) for stem in stems(text) if stem not in self._topic}
        total = sum(weights.values())
        bits: dict[int, float] = {}
        held: dict[int, float] = {}
        common = min(_MOST_STEPS, max(_FEW, len(self._steps) * _MOST))
        for stem, weight in weights.items():
            holding = self._holding.get(stem, ())
            for number in holding if len(holding) <= common else ():
                held[number] = held.get(number, 0.0) + weight
                if weight >= _TELLING:
                    telling = weight * (_TITLE if stem in self._titles[number] else 1.0) / len(holding) ** 0.5
                    bits[number] = bits.get(number, 0.0) + telling
        for name in identifiers(text)[:_MOST_NAMES]:
            naming = self._naming.get(name, ())
            for number in naming if len(naming) <= _FEW else ():
                bits[number] = bits.get(number, 0.0) + _NAMED / len(naming)
                held.setdefault(number, 0.0)
        order = sorted(held, key=lambda number: (-bits.get(number, 0.0), number))
        return [Share(self._steps[number][0], bits.get(number, 0.0), held[number] / (total or 1.0)) for number in order]

    def takes_up(self, step: Step, clause: str) -> float:
        """The share of a clause's words, weighted by rarity, that a step holds."""
        weights = {stem: rarity(stem) for stem in stems(clause) if stem not in self._topic}
        held = sum(weight for stem, weight in weights.items() if stem in self._stems[step.index])
        return held / (sum(weights.values()) or 1.0)


def _name(step: Step) -> str:
    """The first words of a title, which may be a whole paragraph."""
    return " ".join(_TITLE_ENDS.split(step.title, maxsplit=1)[0].split()[:_TITLE_WORDS])


def told(plan: Plan, step: Step) -> str:
    """A step's text without its related context."""
    text = plan.spoken(step.body)
    for item in step.related:
        start, end = item.where.start - step.body.start, item.where.end - step.body.start
        text = text[:start] + " " * (end - start) + text[end:]
    return text
