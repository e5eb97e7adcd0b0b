"""A warning says neither what breaks nor what to do instead.

## What it does

Looks at “do not …”, “never …”, “avoid …”, “keep out of …”, “… must not …” in pitfalls, context and steps. A warning with no cause, no consequence and nothing to do
instead gets the finding.

## Why it matters

A bare prohibition is the first thing to be dropped when it is in the way.

## How to fix it

Add what breaks, or what to do instead.

## Known limits

A warning outside a section of pitfalls is only remarked on.

Non-goals and bounds of scope (“don't change the public API”) are no pitfalls.
"""

import re
from collections.abc import Iterator

from plan_rules.language.reasons import explains
from plan_rules.language.warnings import BOUNDS, FORBIDDEN, FORBIDS, HABIT, answers, says_enough
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage, Plan

rule = Rule(
    summary="a warning says neither what breaks nor what to do instead",
    anti_pattern='Missing "Why"',
    severity="warning",
    why="A bare prohibition is the first thing to be dropped when it is in the way.",
    how="Add what breaks, or what to do instead.",
    kinds=PROPOSING,
    bad=(
        Example(
            "# Plan: weather widget\n\n## Objective\n\nVisitors see the forecast.\n\n## Known Pitfalls\n\n"
            "- DO NOT call the forecast service from the template\n\n## Steps\n\n"
            "1. **Fetch the forecast**: every 10 minutes, into `forecast.json`\n   - Success: the file is younger than 11 minutes\n",
            (9,),
        ),
    ),
    good=(
        Example(
            "# Plan: weather widget\n\n## Objective\n\nVisitors see the forecast.\n\n## Known Pitfalls\n\n"
            "- DO NOT call the forecast service from the template: a slow answer would hold up the page\n\n## Steps\n\n"
            "1. **Fetch the forecast**: every 10 minutes, into `forecast.json`\n   - Success: the file is younger than 11 minutes\n",
        ),
    ),
)

_EMPHASIS = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")


_INTERFACE = re.compile(r"\W*(?:do not|don['’]?t|never|avoid)\W+(?:show|render|display|list)(?:ing)?\b", re.IGNORECASE)
"""What a page shows is behaviour to build, not a warning."""
_NEAR = 3


def check(plan: Plan, options: Options) -> Iterator[Report]:
    barred = Areas(s.body for s in plan.sections if s.role in {"non-goals", "scope", "references", "progress"})
    warned = Areas(s.body for s in plan.sections if s.role == "pitfalls")
    seen: set[int] = set()
    for where in sorted(_candidates(plan), key=lambda passage: passage.start):
        if where.start in seen or barred.hold(where):
            continue
        seen.add(where.start)
        listed = warned.hold(where)
        if _is_bare(plan, where, listed=listed):
            yield Report(
                message=f"{quoted(plan.raw(where).lstrip('-*+> '))} says neither what breaks nor what to do instead.",
                where=where,
                severity="info" if plan.companions or not listed else None,
            )


def _candidates(plan: Plan) -> Iterator[Passage]:
    yield from (pitfall.where for pitfall in plan.pitfalls)
    yield from (item.where for item in plan.context if item.step is None)


def _is_bare(plan: Plan, where: Passage, *, listed: bool) -> bool:
    """Whether a warning, with all that stands in its item, only forbids; `listed`: under a heading of pitfalls."""
    text = _EMPHASIS.sub("", plan.spoken(where)).lstrip(" \t-+>*")
    match = FORBIDS.match(text) or (FORBIDDEN.search(text.split(". ")[0]) if listed else None)
    if not match or _INTERFACE.match(text) or HABIT.match(text) or (not listed and BOUNDS.match(text)):
        return False
    rest = text[match.end() :]
    if says_enough(rest, condition=not listed) or explains(text[: match.start()]):
        return False
    last = plan.source.line_count
    below = next((n for n in range(where.end_line + 1, last + 1) if plan.source.line_text(n).strip()), last + 1)
    lines = (where.line - 1, min(below, where.end_line + _NEAR))
    return not any(answers(plan.source.line_text(number)) for number in lines if 1 <= number <= last)
