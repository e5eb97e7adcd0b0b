"""Decisions: which verdict they have, and what counts as said beside them."""

from plan_rules.plan import read
from plan_rules.plan.model import Plan
from plan_rules.source import Source


def plan_with(reasoning: str) -> Plan:
    return read(Source.from_text(f"# Plan: ferry\n\n## Decisions\n\n{reasoning}\n\n## Steps\n\n1. Add the form\n"))


def test_a_list_under_a_bold_line_holds_its_reasons() -> None:
    plan = plan_with("**Rejected**: one big table\n- Reason: locks for minutes\n- Would need a second index")
    (decision,) = plan.decisions
    assert decision.verdict == "rejected"
    assert len(decision.reasons) == 1
    assert len(decision.consequences) == 1


def test_bold_lines_in_a_row_rule_only_their_own_lists() -> None:
    plan = plan_with("**Rejected**: paper\n- Reason: it gets wet\n\n**Chosen**: a screen\n- It can be read at night")
    assert [d.verdict for d in plan.decisions] == ["rejected", "chosen"]


def test_a_list_under_a_bare_label_names_what_was_rejected() -> None:
    plan = plan_with("**Rejected:**\n\n- paper, because it gets wet\n- chalk")
    assert [(d.verdict, d.subject) for d in plan.decisions] == [
        ("rejected", "paper, because it gets wet"),
        ("rejected", "chalk"),
    ]


def test_items_under_a_heading_of_rejected_things_are_rejected() -> None:
    plan = read(Source.from_text("# Plan\n\n## Rejected alternatives\n\n- paper: it gets wet\n"))
    assert [d.verdict for d in plan.decisions] == ["rejected"]
