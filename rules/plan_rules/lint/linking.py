"""Which steps, success lines and tests a passage of context is about: shared identifiers first, then weighted words."""

import re

from plan_rules.language.similarity import Index, rarity
from plan_rules.language.stems import stems
from plan_rules.plan.model import Plan, Step

_IDENTIFIER = re.compile(
    r"`([^`\n]{3,60})`|\b(\w+\.(?:py|ts|tsx|js|go|rs|java|rb|md|json|ya?ml|sql|toml|sh))\b|\b([a-z]+_[a-z_]+)\b|\b(\d+\.\d+\.\d+)\b"
)


_REFERS = re.compile(
    r"\b(?:steps?|tasks?|milestones?|phases?|packages?|parts?|units?|stages?|items?|prs?|wps?|changes?)\s+#?(?:\d+(?:\.\d+)*|[A-Z]|one|two|three|four|five|six)\b|\(\s?#?\d+(?:\.\d+)+\s?\)|\b(?:first|second|third|fourth|fifth|last|next|final|previous|following|same) (?:step|task|milestone|phase|package|part|change)s?\b"
    r"|\bT\d{3}\b|\b[UR]\d{1,2}\b|\b(?:relevant|matters?|needed|see) (?:for|to|in|below|above)? ?#?\d+(?:\.\d+)*\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"\b(?:so|thus|hence|therefore|which is why|that is why|that's why|because|since|accordingly|consequently|as a result|for this reason|this means|which means|implication|otherwise|or else)\b|, or (?:the|they|it|we|an?|all|some|one|else)\b|→|=>",
    re.IGNORECASE,
)
_WEIGHTY = 5.0
"""Bits from which a word counts towards what a step covers."""


def refers(text: str) -> bool:
    """Whether a text names a step: “matters in step 2”, “(7.3)”, “the second task”."""
    return bool(_REFERS.search(text))


def concludes(text: str) -> bool:
    """Whether a text itself says what follows from it."""
    return bool(_CONCLUDES.search(text))


class Links:
    """The parts of a plan that say what is done and tested, to be asked what some context is used by."""

    def __init__(self, plan: Plan) -> None:
        others = [
            *(criterion.where for criterion in plan.criteria if criterion.step is None),
            *plan.testing,
        ]
        texts = [plan.raw(step.body) for step in plan.steps] + [plan.raw(where) for where in others]
        self._steps = plan.steps
        self._work = len(texts)
        texts += [plan.raw(where) for where in plan.objective]
        self._index = Index(texts)
        self._text = "\n".join(texts).lower()

    def apart(self, text: str) -> float:
        """Cosine with the nearest step, criterion or test, aims left out."""
        scores = self._index.scores(text)
        return max((score for number, score in scores.items() if number < self._work), default=0.0)

    def strength(self, text: str) -> float:
        """Cosine with the nearest step, criterion, test or aim; 0 where no word is shared."""
        found = self._index.best(text)
        return found[1] if found else 0.0

    def covered(self, text: str) -> float:
        """The share of a text's words, weighted by rarity, that the step, criterion, test or aim nearest to it holds."""
        weights = {stem: rarity(stem) for stem in stems(text) if rarity(stem) >= _WEIGHTY}
        total = sum(weights.values())
        if not total:
            return 1.0
        held = (
            sum(weight for stem, weight in weights.items() if stem in near) / total for near in self._index.near(text)
        )
        return max(held, default=0.0)

    def nearest(self, text: str) -> tuple[Step, float] | None:
        """The step nearest to a text, and its cosine; the earlier of equals."""
        scores = self._index.scores(text)
        steps = [(scores[step.index], -step.index) for step in self._steps if step.index in scores]
        if not steps:
            return None
        score, index = max(steps)
        return self._steps[-index], score

    def names(self, identifier: str) -> bool:
        """Whether a step, criterion, test or aim holds this identifier."""
        return identifier.lower() in self._text


def identifiers(text: str) -> tuple[str, ...]:
    """Code spans, file names, snake-case names and version numbers of a text, in order."""
    return tuple(next(group for group in match.groups() if group) for match in _IDENTIFIER.finditer(text))
