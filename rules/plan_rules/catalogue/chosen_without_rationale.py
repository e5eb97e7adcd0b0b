"""A chosen approach has no reason beside the rejected ones.

## What it does

Looks at choices that stand beside rejected alternatives. A choice with no cause clause, no bullet below it and no further
sentence gets the finding. That something was agreed, when and by whom, is no reason for it.

## Why it matters

Reasons against the others don't say what the chosen one is good for, so nobody can tell when it stops being the right one.

## How to fix it

Add a bullet with what it gains and what it costs.

## Known limits

A choice without rejected alternatives is `missing-why`'s.
"""

import re
from collections.abc import Iterator

from plan_rules.language.reasons import is_empty
from plan_rules.lint.finding import Suggestion
from plan_rules.lint.grounds import does_without, has_reason
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Decision, Plan

rule = Rule(
    summary="a chosen approach has no reason beside the rejected ones",
    anti_pattern='Missing "Why"',
    severity="warning",
    why="Reasons against the others don't say what the chosen one is good for, or when it stops being right.",
    how="Add a bullet with what it gains and what it costs.",
    kinds=PROPOSING,
    bad=(
        Example(
            "# Plan: bus timetable\n\n## Objective\n\nRiders see departures offline.\n\n## Decisions\n\n"
            "- **Rejected**: bundle all timetables\n  - Reason: 90 MB in the first download\n"
            "- **Chosen**: one file for each line\n\n## Steps\n\n"
            "1. **Write the exporter**: one JSON file for each line\n   - Success: 214 files for 214 lines\n",
            (11,),
        ),
    ),
    good=(
        Example(
            "# Plan: bus timetable\n\n## Objective\n\nRiders see departures offline.\n\n## Decisions\n\n"
            "- **Rejected**: bundle all timetables\n  - Reason: 90 MB in the first download\n"
            "- **Chosen**: one file for each line\n  - Riders use 3 lines on average, 400 kB in all\n\n## Steps\n\n"
            "1. **Write the exporter**: one JSON file for each line\n   - Success: 214 files for 214 lines\n",
        ),
    ),
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    rejecting = {decision.group for decision in plan.decisions if decision.verdict == "rejected"}
    for decision in plan.decisions:
        if decision.verdict != "chosen" or decision.group not in rejecting or _reasoned(plan, decision):
            continue
        if does_without(plan, decision):
            continue
        yield Report(
            message=f"{quoted(decision.subject)} is chosen over alternatives, and nothing says what speaks for it.",
            where=decision.where,
            severity="info" if plan.companions else None,
            suggestion=_skeleton(plan, decision),
            key=decision.subject,
        )


def _reasoned(plan: Plan, decision: Decision) -> bool:
    if has_reason(plan, decision):
        return True
    if decision.reasons or decision.consequences:
        return False
    # A paragraph right below a bold line is its explanation.
    after = plan.source.text[decision.where.end : decision.where.end + 300]
    following = re.match(r"\s*\n(?:[ \t]*\n)?(?![ \t]*(?:[-*+]|\d+[.)])\s|#|\||\s*\*\*)(\S[^\n]{20,})", after)
    return bool(following and not is_empty(following.group(1)))


def _skeleton(plan: Plan, decision: Decision) -> Suggestion | None:
    line = plan.source.line_text(decision.where.line)
    item = re.match(r"(\s*[-*+]\s+)\S", line)
    if not item or decision.where.line != decision.where.end_line:
        return None
    indent = " " * len(item.group(1))
    return Suggestion(
        decision.where.line,
        decision.where.line,
        f"{line}\n{indent}- Reason: it gains … and costs … (say how it is known)",
    )
