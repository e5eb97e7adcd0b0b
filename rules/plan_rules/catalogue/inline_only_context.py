"""Critical points are marked in the steps, and nothing explains them.

## What it does

Looks for critical markers in steps of a plan that has no context section, no related context and no decision. A single marker that
gives its own reason explains itself; where several stand alone, the steps carry all the context that there is.

## Why it matters

A marker without its ground is followed to the letter where it doesn't fit, and dropped where it does.

## How to fix it

Add a context section or a “Related Context” list under the step that says how the point is known and what breaks.

## Known limits

Any context section counts, whether or not it speaks of the marked point.
"""

import re
from collections.abc import Iterator

from plan_rules.language.reasons import CAUSE
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Marker, Plan

rule = Rule(
    summary="critical points are marked in steps and explained nowhere",
    anti_pattern="Inline-Only or Subsection-Only",
    severity="warning",
    why="A marker without its ground is followed to the letter where it doesn't fit, and dropped where it does.",
    how="Add context that says how the point is known and what breaks.",
    yields_to=("missing-context",),
    bad=(
        Example(
            "# Plan: boat rental\n\n## Objective\n\nBoats are booked by the hour.\n\n## Steps\n\n"
            "1. **Add the booking form**: `POST /bookings`\n   [CRITICAL: the harbour clock is UTC+1 all year]\n   - Success: answers 201\n"
            "2. **Show free boats**: `GET /boats?free=1`\n   - Success: a booked boat is not listed\n",
            (10,),
        ),
    ),
    good=(
        Example(
            "# Plan: boat rental\n\n## Objective\n\nBoats are booked by the hour.\n\n## Context\n\n"
            "- The harbour's locks know no summer time (asked the harbour master), so hours shift in the form only\n\n## Steps\n\n"
            "1. **Add the booking form**: `POST /bookings`\n   [CRITICAL: the harbour clock is UTC+1 all year]\n   - Success: answers 201\n"
            "2. **Show free boats**: `GET /boats?free=1`\n   - Success: a booked boat is not listed\n",
        ),
    ),
)

_GROUND = re.compile(
    r"\birreversibl\w+|\bback-?ups?\b|\bcan(?:no|')t be (?:undone|taken back)|\b(?:data )?loss\b|\bpoint of no return|\bonly after\b",
    re.IGNORECASE,
)


_SEVERAL = 2
"""Markers from which the steps are taken to hold all that is known, reasons or not."""


def check(plan: Plan, options: Options) -> Iterator[Report]:
    if plan.context or plan.decisions or plan.companions or any(step.related for step in plan.steps):
        return
    if any(section.role in {"context", "decisions", "alternatives", "pitfalls"} for section in plan.sections):
        return
    markers = [marker for step in plan.steps if not step.done for marker in step.markers]
    if not markers or (len(markers) < _SEVERAL and _grounded(markers[0])):
        return
    first = min(markers, key=lambda marker: marker.where.start)
    said = "stands in the steps alone, and no context anywhere says how it is known or what lies behind it"
    if len(markers) > 1:
        said = f"and {len(markers) - 1} more stand in the steps alone, and no context anywhere says how they are known or what lies behind them"
    yield Report(
        message=f"{quoted(first.text)} {said}.",
        where=first.where,
    )


def _grounded(marker: Marker) -> bool:
    return bool(CAUSE.search(marker.text) or _GROUND.search(marker.text))
