"""A goal of speed, scale or reliability has no number.

## What it does

Looks for goals such as “improve performance”, “scale to many users”, “highly available”, and thresholds such as “too low”,
in objectives, steps and success lines. Without a number or a comparison in the same clause the goal gets a remark.

## Why it matters

Nobody can tell when such a goal is reached, so the work either never ends or ends at once.

## How to fix it

Give the number and how it is measured, or what it is compared with.

## Known limits

A remark only. A number anywhere in the same paragraph counts.
"""

import re
from collections.abc import Iterator

from plan_rules.language.clauses import clauses
from plan_rules.language.targets import GOAL, GOAL_WORDS, MEASURED
from plan_rules.language.word_classes import words_of
from plan_rules.lint.parts import own_lines, quoted, working_steps
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.lint.statements import statements
from plan_rules.plan.model import Passage, Plan

rule = Rule(
    summary="a goal of speed, scale or reliability has no number",
    anti_pattern="Vague Generalizations",
    severity="info",
    why="Nobody can tell when such a goal is reached.",
    how="Give the number and how it is measured, or what it is compared with.",
    kinds=PROPOSING,
    yields_to=("vague-generalization",),
    bad=(
        Example(
            "# Plan: museum search\n\n## Objective\n\nImprove the performance of the catalogue search.\n\n## Context\n\n"
            "- Titles are stored in four languages, so one word matches four rows\n\n## Steps\n\n"
            "1. **Index titles**: Add `idx_titles`\n   - Success: `EXPLAIN` shows `idx_titles`\n",
            (5,),
        ),
    ),
    good=(
        Example(
            "# Plan: museum search\n\n## Objective\n\nImprove the performance of the catalogue search: first page within 200 ms.\n\n## Context\n\n"
            "- Titles are stored in four languages, so one word matches four rows\n\n## Steps\n\n"
            "1. **Index titles**: Add `idx_titles`\n   - Success: `EXPLAIN` shows `idx_titles`\n",
        ),
    ),
)

_TICK = re.compile(r"\s*[✅☑✓✔]")
_TELLS_TODAY = re.compile(r"\b(?:currently|today|was|were|because|so that|which)\b", re.IGNORECASE)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    seen: set[int] = set()
    for where in _places(plan):
        for start, end in _clauses(plan, where):
            if start in seen:
                continue
            seen.add(start)
            words = plan.prose[start:end]
            match = None if words_of(words).isdisjoint(GOAL_WORDS) else GOAL.search(words)
            # “Caches rows to improve performance” tells a purpose, it sets no goal.
            purpose = match and words[: match.start()].rstrip().endswith(" to") and where not in plan.objective
            if (
                match
                and not purpose
                and not MEASURED.search(plan.spoken_text, start, end)
                and not _TELLS_TODAY.search(words)
            ):
                yield _report(plan, start + match.start(), start + match.end())
                if not _TICK.match(plan.raw(where)):
                    break


def _clauses(plan: Plan, where: Passage) -> Iterator[tuple[int, int]]:
    """Offsets in the source of the clauses of a passage; of lines that each begin with a tick, line by line."""
    words = plan.words(where)
    if where.line < where.end_line and _TICK.match(plan.raw(where)):
        start = where.start
        for line in words.split("\n"):
            yield start, start + len(line)
            start += len(line) + 1
        return
    for start, end in clauses(words):
        yield where.start + start, where.start + end


def _report(plan: Plan, start: int, end: int) -> Report:
    goal = " ".join(plan.prose[start:end].split()).lstrip("/")
    return Report(
        message=f"{quoted(goal)} has no number: how much, measured how?",
        where=Passage(start, end, plan.source.line_of(start), plan.source.line_of(end - 1)),
        key=goal,
    )


def _places(plan: Plan) -> Iterator[Passage]:
    yield from plan.objective
    for step in working_steps(plan):
        yield from own_lines(step)
        yield from (criterion.where for criterion in step.criteria)
    yield from (criterion.where for criterion in plan.criteria)
    yield from (statement.where for statement in statements(plan) if statement.role == "scope")
