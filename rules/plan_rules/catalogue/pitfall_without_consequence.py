"""A warning says neither what breaks nor what to do instead.

## What it does

Looks at “do not …”, “never …”, “avoid …” in pitfalls, context and steps. A warning with no cause, no consequence and nothing to do
instead gets the finding.

## Why it matters

A bare prohibition is the first thing to be dropped when it is in the way.

## How to fix it

Add what breaks, or what to do instead.

## Known limits

Non-goals and bounds of scope (“don't change the public API”) are no pitfalls.
"""

import re
from collections.abc import Iterator

from plan_rules.language.concrete import is_specific
from plan_rules.language.reasons import explains
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage, Pitfall, Plan

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

_EMPHASIS = re.compile(r"[*_]")
_WARNS = re.compile(r"\W*(?:DO NOT|DON'T|Do not|Don't|Do NOT|NEVER|Never|AVOID|Avoid)\b")
_HABIT = re.compile(r"\W*never\s+\w+s\b", re.IGNORECASE)
"""“Never prints …” says how a thing behaves."""
_BOUND = re.compile(
    r"(?:do not|don't|never|avoid)\s+(?:change|modify|touch|edit|alter|break|refactor|add (?:new )?(?:dependenc|feature)|introduce (?:new )?dependenc|rename|commit|push|include|expand|implement|remove existing|preserve|create (?:new )?(?:files?|docs?))",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:instead|if|when|while|use|only|rather|unless|until|prefer|always|before|keep|must|should|except|without|just|let|leave|stay|reuse|go through)\b",
    re.IGNORECASE,
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    barred = Areas(s.body for s in plan.sections if s.role in {"non-goals", "scope", "references", "progress"})
    warned = Areas(s.body for s in plan.sections if s.role == "pitfalls")
    seen: set[int] = set()
    for pitfall in plan.pitfalls:
        where = pitfall.where
        if where.start in seen or barred.hold(where):
            continue
        seen.add(where.start)
        if (found := _bare(plan, pitfall, bounds=not warned.hold(where))) is not None:
            yield Report(
                message=f"{quoted(plan.raw(found).lstrip('-*+> '))} says neither what breaks nor what to do instead.",
                where=found,
                severity="info" if plan.companions else None,
            )


def _bare(plan: Plan, pitfall: Pitfall, *, bounds: bool) -> Passage | None:
    """The warning's own lines if nothing in or after it explains it; `bounds`: "don't touch X" only limits the work."""
    first = _EMPHASIS.sub("", plan.spoken(pitfall.where)).lstrip(" \t-+>")
    match = _WARNS.match(first)
    if not match or _HABIT.match(first) or (bounds and _BOUND.match(first)):
        return None
    rest = first[match.end() :]
    if explains(rest) or _INSTEAD.search(rest) or re.search(r"[:(→]|\.\s+\S|\n\s*\S", rest.strip()):
        return None
    if len(rest.split()) > 3 and is_specific(rest) and "`" not in rest:
        return None
    return pitfall.where
