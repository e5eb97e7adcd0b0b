"""A risky step stands without any context.

## What it does

Looks for steps in a risk category: moved data, concurrency, security, another company's interface, a cut-over. One with no related
context, critical marker or reason, to which no context item relates, gets a remark.

## Why it matters

These are the steps in which what isn't written down costs most.

## How to fix it

Add a “Related Context” below the step with what was found out about it.

## Known limits

A remark only. One reason anywhere in the step counts.
"""

import re
from collections.abc import Iterator

from plan_rules.language.acts import CUTS_OVER, MOVES
from plan_rules.language.phrases import Phrases
from plan_rules.language.reasons import gives_reason
from plan_rules.lint.parts import beside, name_of, own_lines, sentence, working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Plan, Step

rule = Rule(
    summary="a risky step stands without any context",
    anti_pattern="Unlinked Context",
    severity="info",
    why="These are the steps in which what isn't written down costs most.",
    how="Add a “Related Context” below the step with what was found out about it.",
    yields_to=("unaddressed-hazard", "missing-critical-marker", "missing-why", "missing-context"),
    bad=(
        Example(
            "# Plan: swimming courses\n\n## Objective\n\nParents book courses.\n\n## Context\n\n"
            "- Pools close for cleaning on Mondays, because staff are short\n\n## Steps\n\n"
            "1. **List pools**: Show which are open on Mondays\n   - Success: pool 3 is missing on Monday\n"
            "2. **Store password hashes**: Hash the login password with bcrypt\n   - Success: `pytest tests/login` passes\n",
            (15,),
        ),
    ),
    good=(
        Example(
            "# Plan: swimming courses\n\n## Objective\n\nParents book courses.\n\n## Context\n\n"
            "- Pools close for cleaning on Mondays, because staff are short\n\n## Steps\n\n"
            "1. **List pools**: Show which are open on Mondays\n   - Success: pool 3 is missing on Monday\n"
            "2. **Store password hashes**: Hash the login password with bcrypt, because the old club stored it so\n   - Success: `pytest tests/login` passes\n",
        ),
    ),
)

_RISKY = Phrases(
    r"\b(?:password|credential|signature|csrf|oauth|jwt|encrypt\w*|decrypt\w*|access control)\b[^.\n]{0,40}"
    r"|\b(?:mutex|deadlock|optimistic lock\w*|distributed lock\w*|race condition|thread[- ]safe\w*|concurrent(?:ly)? (?:\w+ )?(?:write|edit|update|access)\w*)\b"
    r"|\bthird[- ]party (?:api|service)\b|\bpayment (?:provider|gateway|intent)s?\b",
)
_WORD = re.compile(r"[a-z]{5,}")
_SHARED = 2


def check(plan: Plan, options: Options) -> Iterator[Report]:
    if plan.companions:
        return
    for step in working_steps(plan):
        if step.related or step.markers or gives_reason(plan.spoken(step.body)):
            continue
        lines = [plan.words(where) for where in own_lines(step)]
        match = _first_match((_RISKY,), lines[:1]) or _first_match((MOVES, CUTS_OVER), lines)
        if match and not _related(plan, step):
            yield Report(
                message=f"{sentence(name_of(step))} is risky{beside(step, match.group().strip())}, and no context, marker or reason goes with it.",
                where=step.head,
                span=(step.body.line, step.body.end_line),
                key=step.title,
            )


def _first_match(patterns: tuple[Phrases, ...], lines: list[str]) -> re.Match[str] | None:
    return next((m for line in lines for pattern in patterns if (m := pattern.search(line))), None)


def _related(plan: Plan, step: Step) -> bool:
    """Whether a context item, decision or pitfall shares words with the step."""
    own = {stem for where in own_lines(step) for stem in _stems(plan.raw(where))}
    others = (
        [item.where for item in plan.context] + [d.where for d in plan.decisions] + [p.where for p in plan.pitfalls]
    )
    return any(len(own & _stems(plan.raw(where))) >= _SHARED for where in others)


def _stems(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(text.lower())}
