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


@pytest.mark.parametrize(
    "ending",
    [
        "---\n\n**Status**: IMPLEMENTED\n",
        "## Checklist\n\n- [x] Mole one\n- [x] Mole two\n- [x] Mole three\n",
    ],
)
def test_finished_at_its_end(ending: str) -> None:
    text = f"# Plan: moles\n\n## Steps\n\n### 1. Count\n\nThem.\n\n### 2. Ring\n\nThem.\n\n## Afterwards\n\nRest.\n\n{ending}"
    assert read(Source.from_text(text)).kind == "finished"


def test_finished_where_each_step_says_so() -> None:
    steps = "".join(f"## Milestone {n}: Garden {n}\n\n- Status: `Completed`\n- Ring the moles\n\n" for n in (1, 2))
    assert read(Source.from_text(f"# Plan: moles\n\n{steps}")).kind == "finished"
    half = steps.replace("`Completed`", "`Open`", 1)
    assert [step.done for step in read(Source.from_text(f"# Plan: moles\n\n{half}")).steps] == [False, True]


def test_items_that_say_done() -> None:
    text = "# Plan: moles\n\n## Milestones\n\n- **Phase 1 — Traps.** ✅ Done. Set.\n- **Phase 2 — Rings.** ✅ Done. Worn.\n"
    assert read(Source.from_text(text)).kind == "finished"


def test_finished_under_a_status_heading() -> None:
    text = "# Plan: moles\n\n## Status\n\n- Current: `Completed`\n- Next: rest\n\n## Steps\n\n1. Count\n"
    assert read(Source.from_text(text)).kind == "finished"


@pytest.mark.parametrize(
    "more",
    [
        "Status: implemented in the north garden.\n\nRemaining before winter: step 2.\n",
        "## Progress\n\n- [x] One\n- [x] Two\n- [x] Three\n\n## Remaining work\n\nGarden four.\n",
        "## Deliverables\n\n- [x] One\n- [x] Two\n- [x] Three\n",
    ],
)
def test_a_plan_with_work_left_is_not_finished(more: str) -> None:
    text = f"# Plan: moles\n\n{more}\n## Steps\n\n1. Count them\n2. Ring them\n"
    assert read(Source.from_text(text)).kind == "plan"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# Review: the plan for moles\n\n## Issues\n\n1. Trap two contradicts trap one.\n", "not-a-plan"),
        ("# Deferred gardens\n\n## North — waiting for rain\n\nWet soil is needed.\n", "not-a-plan"),
        (
            "## Context\n\nMoles dig.\n\n## Goals / Non-Goals\n\nFewer hills.\n\n## Decisions\n\n### Traps\n\nNo poison.\n\n## Risks / Trade-offs\n\nRain.\n\n"
            "## Migration plan\n\n- Set traps\n",
            "proposal",
        ),
        ("# Review queue: implementation plan\n\n## Steps\n\n1. Count them\n2. Ring them\n", "plan"),
    ],
)
def test_reports_and_designs(text: str, kind: str) -> None:
    assert read(Source.from_text(text)).kind == kind
