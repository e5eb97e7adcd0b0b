"""Which steps, success lines and tests a passage of context is about: shared identifiers first, then weighted words."""

import re

from plan_rules.language.similarity import Index
from plan_rules.plan.model import Plan, Step

_IDENTIFIER = re.compile(
    r"`([^`\n]{3,60})`|\b(\w+\.(?:py|ts|tsx|js|go|rs|java|rb|md|json|ya?ml|sql|toml|sh))\b|\b([a-z]+_[a-z_]+)\b|\b(\d+\.\d+\.\d+)\b"
)


class Links:
    """The parts of a plan that say what is done and tested, to be asked what some context is used by."""

    def __init__(self, plan: Plan) -> None:
        others = [
            *(criterion.where for criterion in plan.criteria if criterion.step is None),
            *plan.testing,
            *plan.objective,
        ]
        texts = [plan.raw(step.body) for step in plan.steps] + [plan.raw(where) for where in others]
        self._steps = plan.steps
        self._index = Index(texts)
        self._text = "\n".join(texts).lower()

    def strength(self, text: str) -> float:
        """Cosine with the nearest step, criterion, test or aim; 0 where no word is shared."""
        found = self._index.best(text)
        return found[1] if found else 0.0

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
