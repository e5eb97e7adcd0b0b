"""Ticks, crosses and bullets that speak for or against one option decide nothing by themselves."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

RULES = frozenset({"chosen-without-rationale", "rejected-without-reason", "missing-why"})


def found(heading: str, text: str) -> list[tuple[str, int]]:
    plan = (
        f"# Plan: bee yard\n\n## Objective\n\nKeepers see the weight of each hive.\n\n## {heading}\n\n{text}\n\n## Steps\n\n"
        "1. Mount the scales\n   - Success: hive 4 shows 31 kg\n"
    )
    findings = lint(read(Source.from_text(plan)), LintSettings(select=RULES)).findings
    return [(finding.rule, finding.anchor.line) for finding in findings]


TICKS = "- ✅ Runs on one battery\n- ✅ Matches the scales of the other yard\n- ❌ Needs a mast"
LABELS = [
    *("**Pros:**", "**Cons**:", "**Advantages**", "**Drawbacks:**", "**Benefits**", "**Costs:**", "Trade-offs:"),
    *(
        "**Low Risk:**",
        "**Status**",
        "**Current state:**",
        "**Pros and cons**",
        "**What speaks for it:**",
        "**Upsides**",
    ),
    *("#### Pros", "### Disadvantages of LoRa", "#### Strengths", "### Risk Assessment", "### Trade-offs"),
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("heading", ["Options", "Decisions", "Approaches considered"])
def test_ticks_under_a_label_of_reasons(label: str, heading: str) -> None:
    assert found(heading, f"### Option A: LoRa radio (recommended)\n\n{label}\n\n{TICKS}") == []


@pytest.mark.parametrize(
    "text",
    [
        f"### Option 1: LoRa\n\n{TICKS}\n\n### Option 2: a SIM card\n\n{TICKS}",
        f"**Option B: a SIM card**\n\n{TICKS}",
        "- LoRa\n  - Pros:\n    - ✅ Runs on one battery\n  - Cons:\n    - ❌ Needs a mast",
        "**Cons:**\n\n- No readings in the valley\n- Only one scale a minute",
        "**Pros:**\n\n+ Runs on one battery\n+ No contract",
        "**Cons:**\n\n- − Needs a mast\n- − No contract for less than a year",
        "**Rejected: a SIM card**\n\n**Cons:**\n\n- ❌ Needs a contract\n- ❌ No net behind the wood",
    ],
)
def test_what_is_said_of_an_option(text: str) -> None:
    assert found("Options", text) == []


def test_reasons_against_what_was_rejected_are_no_alternatives() -> None:
    text = "### A SIM card\n\n**Cons:**\n\n- A contract\n- Flat batteries"
    assert found("Rejected", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- ❌ A SIM card\n- ✅ LoRa, because no hive has a socket", [("rejected-without-reason", 9)]),
        ("- ✅ LoRa\n- ❌ A SIM card, because it costs 4 € a month", [("chosen-without-rationale", 9)]),
        ("### Trade-offs\n\n- **Rejected**: a SIM card", [("rejected-without-reason", 11)]),
        ("### Option 1: LoRa\n\n- **Rejected**: a mast of steel", [("rejected-without-reason", 11)]),
    ],
)
def test_ticks_decide_where_options_are_listed(text: str, expected: list[tuple[str, int]]) -> None:
    assert found("Options", text) == expected
