"""What the steps of a plan do that is hard to take back: the words that say it, in lines that do the work."""

from collections.abc import Iterator
from dataclasses import dataclass

from plan_rules.language.acts import DESTROYS, PUBLISHES, RELEASES, TAKES_NAMED
from plan_rules.language.beyond_recall import BY_MIGRATION
from plan_rules.language.doing import BUILDS, NOT_DONE, ONLY_WRITES
from plan_rules.language.phrases import Phrases
from plan_rules.lint.hazards import sentences
from plan_rules.lint.parts import about_data, done_by
from plan_rules.plan.model import Plan, Step

_LATER = (PUBLISHES, RELEASES)
"""What a tool that is built does when somebody runs it."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a step does itself, to be asked for several kinds of deeds."""

    sentences: tuple[tuple[str, bool], ...]
    """Each with whether its line speaks of a migration. None in a step that only writes a document or tests."""
    builds: bool
    """Whether it makes a tool, which does its deeds later."""


def work_of(plan: Plan, step: Step) -> Work:
    if ONLY_WRITES.search(step.title):
        return Work((), builds=False)
    told: list[tuple[str, bool]] = []
    for line in done_by(plan, step):
        by_migration = bool(BY_MIGRATION.search(line))
        told.extend((one, by_migration) for one in sentences(line) if not NOT_DONE.match(one))
    return Work(tuple(told), bool(BUILDS.match(step.title)))


def deeds(plan: Plan, work: Work, *patterns: Phrases) -> Iterator[str]:
    """The words of a step's own sentences that match a pattern and are about somebody's data."""
    for one, by_migration in work.sentences:
        for pattern in patterns:
            if work.builds and pattern in _LATER:
                continue
            yield from (match.group() for match in pattern.finditer(one) if about_data(plan, match.group()))
            if by_migration and pattern is DESTROYS:
                yield from (match.group() for match in TAKES_NAMED.finditer(one))
