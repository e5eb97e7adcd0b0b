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
from plan_rules.lint.parts import own_lines, quoted, working_steps
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
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

_GOAL = re.compile(
    r"\b(?:improve|increase|optimi[sz]e|boost|maximi[sz]e|enhance)(?:s|d|ing)?\b (?:the |its |our |overall )?(?:[\w-]+ ){0,2}?(?:performance|throughput|latency|speed|scalability|reliability|availability|memory|response times?|load times?|uptime|cpu)\b"
    r"|\b(?:must|should|shall|has to|needs to) (?:be|scale|perform|respond|load|handle) (?:very |more |highly )?(?:fast(?:er)?|performant|scalable|highly available|responsive|quickly|well under load|to many|many|lots of|large numbers? of)\b"
    r"|\b(?:reduce|decrease|minimi[sz]e|lower)(?:s|d|ing)?\b (?:the |its |our )?(?:[\w-]+ ){0,1}?(?:latency|response times?|load times?|memory (?:usage|footprint|consumption)|cpu usage|downtime)\b"
    r"|(?:\b(?:is|are|drops?|falls?|gets?|if|when|or) |/)too (?:low|high|slow|large)\b|\b(?:set )?sufficiently(?: (?:fast|large|small|high|low|similar|long)\b|(?=\s*[,.;:]|\s*$))",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"(?<![\w.])(?!(?:\d+\.)+\d+\b)\d|\b(?:than|half|double|twice|one|two|(?<!non-)zero|by caching|no worse|at least|at most|baseline|linear|constant|O\()\b",
    re.IGNORECASE,
)
_TELLS_TODAY = re.compile(r"\b(?:currently|today|was|were|because|so that|which)\b", re.IGNORECASE)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    seen: set[int] = set()
    for where in _places(plan):
        if where.start in seen:
            continue
        seen.add(where.start)
        words, spoken = plan.words(where), plan.spoken(where)
        for start, end in clauses(words):
            match = _GOAL.search(words, start, end)
            # “Caches rows to improve performance” tells a purpose, it sets no goal.
            purpose = match and words[start : match.start()].rstrip().endswith(" to") and where not in plan.objective
            if (
                match
                and not purpose
                and not _MEASURED.search(spoken, start, end)
                and not _TELLS_TODAY.search(words, start, end)
            ):
                yield _report(plan, where.start + match.start(), where.start + match.end())
                break


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
