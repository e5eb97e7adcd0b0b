"""Sensitivity: a good plan with one quality less, or one defect more, gets exactly the finding it should."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.plan import read
from plan_rules.source import Source
from tests.plan_rules.mutants import GoodPlan, Mutant, good_plans, mutants

FEWEST_OPERATORS = 25
FEWEST_PLANS = 4


def posted(text: str) -> list[tuple[str, str, str]]:
    """Rule, line and hazard of each finding that would be posted as a comment."""
    plan = read(Source.from_text(text))
    return [
        (
            finding.rule,
            plan.source.line_text(finding.anchor.line).strip(),
            f"{finding.hazard.area}: {finding.hazard.consideration}" if finding.hazard else "",
        )
        for finding in lint(plan).findings
        if finding.severity in {"error", "warning"}
    ]


@pytest.mark.parametrize("plan", [pytest.param(plan, id=name) for name, plan in good_plans().items()])
def test_good_plans_are_left_alone(plan: GoodPlan) -> None:
    assert posted(plan.text) == []


@pytest.mark.parametrize("mutant", [pytest.param(m, id=f"{m.plan}: {m.operator}") for m in mutants()])
def test_each_loss_and_each_defect_is_found_and_nothing_else(mutant: Mutant) -> None:
    assert posted(mutant.text) == [(mutant.expected.rule, mutant.expected.line.strip(), mutant.expected.hazard)]


def test_there_are_operators_and_plans_enough() -> None:
    assert len(list(mutants())) >= FEWEST_OPERATORS
    assert len(good_plans()) >= FEWEST_PLANS
    assert len({mutant.expected.rule for mutant in mutants()}) >= 12
