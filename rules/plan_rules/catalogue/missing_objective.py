"""The plan never says what it is for.

## What it does

Looks for an objective, goal, problem or summary before the first step, under a heading or as plain sentences. A plan that has
none, and whose title doesn't say it either, gets the finding.

## Why it matters

Without the aim nobody can tell which parts of the plan are needed and when it is done.

## How to fix it

Add a sentence under the title: who can do what when the plan is carried out.

## Known limits

A title of three or more words that begins with, or holds, what is to be done counts as an objective.
"""

import re
from collections.abc import Iterator

from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Passage, Plan

rule = Rule(
    summary="neither the title nor a sentence before the first step says what the plan is for",
    anti_pattern='Missing "Why"',
    severity="warning",
    why="Without the aim nobody can tell which parts of the plan are needed and when it is done.",
    how="Add a sentence under the title: who can do what when the plan is carried out.",
    bad=(
        Example(
            "# Plan\n\n## Steps\n\n1. **Parse the feed**: Read `feed.xml`, because the API is closed\n   - Success: `pytest tests/feed` finds 12 entries\n"
            "2. **Store the entries**: Write them to `entries`\n   - Success: a second run adds 0 rows\n",
            (1,),
        ),
    ),
    good=(
        Example(
            "# Plan\n\nThe reading list shows new articles of the feed within an hour.\n\n## Steps\n\n"
            "1. **Parse the feed**: Read `feed.xml`, because the API is closed\n   - Success: `pytest tests/feed` finds 12 entries\n"
            "2. **Store the entries**: Write them to `entries`\n   - Success: a second run adds 0 rows\n",
        ),
    ),
)

_FRAME = re.compile(
    r"\b(?:implementation|plan|planning|tasks?|task list|the|a|an|of|for|to|my|our|new|draft|version|v?\d[\d.]*|phases?|part|work|project|todo|list|steps?|summary|details?|document|roadmap|milestones?|sprint|execution|development)\b|[^\w\s]",
    re.IGNORECASE,
)
_TELLING_WORDS = 2
_SENTENCE_WORDS = 6


def check(plan: Plan, options: Options) -> Iterator[Report]:
    if not plan.steps or plan.objective or _says_aim(plan) or _introduced(plan):
        return
    where = plan.title or plan.steps_heading or plan.steps[0].head
    yield Report(
        message=f"Neither {quoted(plan.raw(where))} nor a sentence before the first step says what the plan is for.",
        where=where,
        severity="info" if plan.companions else None,
        key="objective",
    )


def _says_aim(plan: Plan) -> bool:
    return (
        bool(plan.title) and len(_FRAME.sub(" ", plan.raw(plan.title)).split()) >= _TELLING_WORDS
        if plan.title
        else False
    )


def _introduced(plan: Plan) -> bool:
    """Whether a sentence or a section with the aim stands before the first step, or a context part tells the problem."""
    if any(section.role in {"objective", "scope"} for section in plan.sections):
        return True
    start = plan.title.end if plan.title else 0
    end = next((s.heading.start for s in plan.sections if s.role == "context"), plan.steps[0].head.start)
    before = plan.words(Passage(start, max(start, min(end, plan.steps[0].head.start)), 1, 1))
    return any(len(line.split()) >= _SENTENCE_WORDS and not line.rstrip().endswith(":") for line in before.split("\n"))
