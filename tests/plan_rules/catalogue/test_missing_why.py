"""Reasons that are none, and choices stated in the objective."""

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"missing-why"}))


def lines(text: str) -> list[int]:
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), ONLY).findings]


def table(rationale: str) -> str:
    return (
        "# Plan: greenhouse\n\n## Decisions\n\n| Decision | Rationale |\n|---|---|\n"
        f"| Measure with `sht31` probes | {rationale} |\n\n## Steps\n\n1. Mount the probes\n"
    )


def test_a_status_is_no_rationale() -> None:
    assert lines(table("Done; two probes on the bench")) == [7]
    assert lines(table("Shipped")) == [7]


def test_a_reason_after_the_status_is_one() -> None:
    assert lines(table("Done; the old ones drift, because they corrode")) == []


def test_a_filled_cell_is_a_rationale() -> None:
    assert lines(table("2 % humidity error, half the price")) == []


def objective(text: str) -> str:
    return f"# Plan: greenhouse\n\n## Objective\n\n{text}\n\n## Steps\n\n1. Mount the probes\n2. Take down the hoses\n"


def test_an_aim_that_replaces_something_needs_a_ground() -> None:
    assert lines(objective("All beds use only the drip lines of the north wall.")) == [5]
    assert lines(objective("All beds use only the drip lines, because the hoses leak.")) == []


def test_a_branch_of_the_work_is_no_decision() -> None:
    text = objective("Beds are watered at dawn.") + "3. If the pump is late, use the old tank instead of the hose\n"
    assert lines(text) == []


def test_a_raw_log_is_not_asked_for_reasons() -> None:
    log = "## Raw Discoveries Log\n\n- Decided: probes at 20 cm\n"
    assert lines(f"# Plan: greenhouse\n\n{log}\n## Steps\n\n1. Mount the probes\n") == []
