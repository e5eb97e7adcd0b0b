"""A plan that cures a defect never says what causes it.

## What it does

Looks at plans whose title or objective is to fix a bug, race, leak, crash, regression or flaky test, or tells a symptom (“orders
vanish”, “eats memory”). One that nowhere names the cause gets one finding, at the objective. How often it shows and who
reported it is no cause.

## Why it matters

A fix for an unknown cause treats the symptom; nobody can tell whether the steps cure it or only move it.

## How to fix it

Say in a sentence how the defect comes about: which code, which order of events, which input.

## Known limits

Reads English only. Any sentence that explains how the defect comes about counts, wherever it stands; it isn't judged whether
the explanation is right.
"""

from collections.abc import Iterator

from plan_rules.lint.causes import cure_of, tells_cause
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Plan

rule = Rule(
    summary="a plan that cures a defect never says what causes it",
    anti_pattern='Missing "Why"',
    severity="warning",
    why="A fix for an unknown cause treats the symptom, and nobody can tell whether the steps cure it.",
    how="Say how the defect comes about: which code, which order of events, which input.",
    bad=(
        Example(
            "# Plan: printer queue\n\n## Objective\n\nFix the crash when two labels are printed at once.\n\n## Steps\n\n"
            "1. **Restart the spooler**: Call `spooler.restart()` before each job\n"
            "   - Success: `print_two.py` prints 2 labels\n",
            (5,),
        ),
    ),
    good=(
        Example(
            "# Plan: printer queue\n\n## Objective\n\nFix the crash when two labels are printed at once.\n\n## Context\n\n"
            "- Both jobs open `/dev/lp0`; the second open fails because the first holds it\n\n## Steps\n\n"
            "1. **Queue the jobs**: Send jobs through one worker, so only one process opens the device\n"
            "   - Success: `print_two.py` prints 2 labels\n",
        ),
    ),
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    cure = cure_of(plan)
    if cure is None or tells_cause(plan):
        return
    yield Report(
        message=f"{quoted(cure.words)} is what the plan is to cure, and nothing in it says what causes the defect.",
        where=cure.where,
        severity="info" if plan.companions else None,
        key=cure.words,
    )
