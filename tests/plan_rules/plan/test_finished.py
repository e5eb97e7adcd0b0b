"""A plan is finished where it says so of itself, not where it names the status of something else."""

import pytest

from plan_rules.plan import read
from plan_rules.source import Source


@pytest.mark.parametrize(
    "line",
    [
        "**Status**: completed",
        "Status: done",
        "- Status: Implemented",
        "| Status | shipped |",
        "Overall status: finished",
        "COMPLETED: 3 May",
        "✅ DONE",
        "Completed 2026-05-03",
    ],
)
def test_finished(line: str) -> None:
    assert read(Source.from_text(f"# Plan: moles\n\n{line}\n\n## Steps\n\n1. Count them\n")).kind == "finished"


@pytest.mark.parametrize(
    "line",
    [
        "A caught mole has status DONE.",
        "The trap returns status COMPLETED to the office",
        "Each order's status: shipped",
        "Done: every mole wears a ring.",
        "Done when every mole wears a ring.",
        "Completed by the keeper of each garden",
    ],
)
def test_not_finished(line: str) -> None:
    assert read(Source.from_text(f"# Plan: moles\n\n{line}\n\n## Steps\n\n1. Count them\n")).kind == "plan"
