"""What the steps of a plan do that is hard to take back: the words that say it, in lines that do the work."""

from collections.abc import Iterator

from plan_rules.language.acts import DESTROYS, PUBLISHES, RELEASES, TAKES_NAMED
from plan_rules.language.beyond_recall import BY_MIGRATION
from plan_rules.language.doing import BUILDS, NOT_DONE, ONLY_WRITES
from plan_rules.language.phrases import Phrases
from plan_rules.lint.hazards import sentences
from plan_rules.lint.parts import about_data, done_by
from plan_rules.plan.model import Plan, Step

_LATER = (PUBLISHES, RELEASES)
"""What a tool that is built does when somebody runs it."""


def deeds(plan: Plan, step: Step, *patterns: Phrases) -> Iterator[str]:
    """The words of a step's own lines that match a pattern and are about somebody's data.

    A step that only writes a document or tests does nothing of the kind.
    """
    if ONLY_WRITES.search(step.title):
        return
    builds = bool(BUILDS.match(step.title))
    for text in done_by(plan, step):
        named = DESTROYS in patterns and bool(BY_MIGRATION.search(text))
        for one in sentences(text):
            if NOT_DONE.match(one):
                continue
            for pattern in patterns:
                if builds and pattern in _LATER:
                    continue
                yield from (match.group() for match in pattern.finditer(one) if about_data(plan, match.group()))
                if named and pattern is DESTROYS:
                    yield from (match.group() for match in TAKES_NAMED.finditer(one))
