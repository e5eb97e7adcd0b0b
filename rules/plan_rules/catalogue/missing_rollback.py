"""A plan destroys, moves or rewrites data, or cuts over live traffic, and says nothing about the way back.

## What it does

Looks for a step that drops, deletes, overwrites, moves or converts stored data or schema, or that moves live traffic. If the
plan nowhere mentions a rollback, a backup, a restore, keeping the old data, or a safe way to run it again, the most dangerous
of these steps gets the finding.

## Why it matters

Whoever runs the plan meets the failure at the worst moment, with half of it done, and has to invent the way back.

## How to fix it

Say how to get back from each stage, and until when that is possible.

## Known limits

Removing code, documents or test data under version control never counts; git is the way back.
"""

import re
from collections.abc import Iterator

from plan_rules.language.acts import CUTS_OVER, DESTROYS, MOVES, PUBLISHES, RELEASES, REVOKES, recovers
from plan_rules.language.cut_overs import KEEPS_BOTH, TURNS_OVER
from plan_rules.language.phrases import Phrases
from plan_rules.lint.deeds import Work, deeds, work_of
from plan_rules.lint.parts import beside, name_of, sentence, working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Plan

rule = Rule(
    summary="a plan that destroys or moves data, or moves live traffic, has no way back",
    anti_pattern="Missing rollback strategy",
    severity="error",
    why="A failure half-way leaves the system in a state nobody planned for.",
    how="Say how to get back from this step, and until when that is possible.",
    bad=(
        Example(
            "# Plan: one address book\n\n## Objective\n\nKeep contacts in one place.\n\n## Steps\n\n"
            "1. **Copy the existing contacts** into `people`, 500 rows at a time\n   - Success: counts agree\n"
            "2. **Drop the contacts table**\n   - Success: the table is gone\n",
            (11,),
        ),
    ),
    good=(
        Example(
            "# Plan: one address book\n\n## Objective\n\nKeep contacts in one place.\n\n## Steps\n\n"
            "1. **Copy the existing contacts** into `people`, 500 rows at a time\n   - New contacts go to both tables meanwhile; what can't be converted is listed in `people_odd`\n   - Success: counts agree\n"
            "2. **Drop the contacts table**\n   - Rollback: restore `contacts` from the dump taken before this step\n"
            "## Testing\n\n- Run both steps on a copy and open every contact in the staging app\n",
        ),
    ),
)


_ONLY_ADDS = re.compile(r"back-?fill", re.IGNORECASE)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    if recovers(plan.spoken_text):
        return
    works = [(step, work_of(plan, step)) for step in working_steps(plan)]
    for pattern, does in (
        (DESTROYS, "destroys data"),
        (MOVES, "moves or converts stored data"),
        (CUTS_OVER, "moves live traffic"),
        (TURNS_OVER, "turns live work over to something new"),
        (RELEASES, "reaches everybody at once"),
        (PUBLISHES, "rewrites history or makes it public"),
        (REVOKES, "takes access away"),
    ):
        for step, work in works:
            if words := _matched(plan, work, pattern):
                if pattern is TURNS_OVER and KEEPS_BOTH.search(plan.spoken_text):
                    break
                yield Report(
                    message=f"{sentence(name_of(step))} {does}{beside(step, words)}, and the plan names no way back: no rollback, backup or restore.",
                    where=step.head,
                    span=(step.body.line, step.body.end_line),
                    key=step.title,
                )
                return


def _matched(plan: Plan, work: Work, pattern: Phrases) -> str:
    return next((words for words in deeds(plan, work, pattern) if not _ONLY_ADDS.match(words)), "")
