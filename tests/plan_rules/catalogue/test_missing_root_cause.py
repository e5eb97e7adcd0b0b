"""What counts as saying where a defect comes from, and what doesn't."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

PLAN = """# Plan: gate counter

## Objective

Fix the {defect} in the turnstile counter.

## Context

- {context}
- The display shows 4 digits

## Steps

1. **Change the counter**: Edit `counter.c`
   - Success: 500 passes show 500
"""


def found(context: str, defect: str = "race condition") -> bool:
    settings = LintSettings(select=frozenset({"missing-root-cause"}))
    return bool(lint(read(Source.from_text(PLAN.format(defect=defect, context=context))), settings).findings)


@pytest.mark.parametrize(
    "cause",
    [
        "Both gates read the old count and then write theirs, one after the other",
        "Root cause: the interrupt fires between load and store",
        "The crash happens when the sensor sends an empty frame",
        "`flush()` never releases the buffer",
        "The second write wins, so a pass is lost",
        "Two gates add to the number without a lock",
        "The handler still holds the old file, so memory grows with each pass",
        "Passes are counted twice when the sensor bounces",
        "The reset runs before the last pass is stored",
        "It's triggered by a reset during a pass",
        "The bug is in `tick()`, which starts a timer for each frame",
        "Counts go missing because the race between gates drops one write",
        "A later message overwrites the earlier number",
    ],
)
def test_any_account_of_how_it_comes_about_counts(cause: str) -> None:
    assert not found(cause)


@pytest.mark.parametrize(
    "other",
    [
        "The gates were built in 1998",
        "Visitors complain about it on Saturdays",
        "Don't use timestamps, the clocks of the gates differ",
        "An integer finds conflicts without locking",
        "A pass takes 2 seconds, because the gate turns slowly",
    ],
)
def test_context_about_something_else_is_no_cause(other: str) -> None:
    assert found(other)


def test_features_need_no_cause() -> None:
    assert not found("The gates were built in 1998", "labels")
