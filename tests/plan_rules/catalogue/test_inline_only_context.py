"""Critical points that stand in steps alone: with and without reasons of their own, and beside context of any name."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"inline-only-context"}))

PLAN = """# Plan: beehive scales

## Objective

Keepers see the weight of each hive by the hour.
{}
## Steps

1. **Read the scale**: `scale.py` asks every hive at :05
   {}
   - Success: hive 3 shows 41.2 kg
2. **Draw the curve**: one line for each hive on `/hives`
   {}
   - Success: a week has 168 points
"""


def lines(text: str) -> list[int]:
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), ONLY).findings]


BARE = [
    "[CRITICAL: the cells drift below 4 °C]",
    "[WARNING: hive 9 stands on another radio channel]",
    "**CRITICAL:** ask no hive twice in an hour",
    "**Important:** weights come in pounds",
    "⚠️ the clock of the gateway is UTC",
    "🔴 Keep the raw values",
    "🚨 CRITICAL: tare values stay on the device",
    "CAUTION: the smoker hives answer late",
    "DANGER! Mains voltage in the old gateway",
    "> [!WARNING]\n   > The gateway sleeps at night",
    "**⚠️ CRITICAL**: no more than 40 hives a minute",
    "[IMPORTANT: brood boxes are weighed apart]",
]


@pytest.mark.parametrize("mark", BARE)
def test_one_mark_without_a_reason(mark: str) -> None:
    assert lines(PLAN.format("", mark, "")) == [10]


REASONED = [
    "[CRITICAL: ask no hive twice in an hour, because each answer costs a day of battery]",
    "**CRITICAL:** keep the raw values, since the cells are calibrated in autumn",
    "⚠️ ask the gateways first, otherwise the hives sleep again",
    "**Important:** write to a new file so that the old curve stays",
    "🚨 only after a backup: what the scale has dropped is lost",
    "CAUTION: no tare at night, it can't be undone",
]


@pytest.mark.parametrize("mark", REASONED)
def test_a_single_mark_with_its_reason_is_silent_and_several_are_not(mark: str) -> None:
    assert lines(PLAN.format("", mark, "")) == []
    assert lines(PLAN.format("", mark, "[CRITICAL: no curve over a gap, because keepers read it as theft]")) == [10]


CONTEXT = [
    "\n## Context\n\n- The cells drift below 4 °C (winter log of 2023)\n",
    "\n## What the winter showed\n\n- Cells drift below 4 °C\n",
    "\n## Findings so far\n\n1. Cells drift below 4 °C\n",
    "\n## Background\n\nTwo keepers weighed by hand for a year.\n",
    "\n## Pitfalls\n\n- Do not ask at night: the battery is cold\n",
    "\n## Decisions\n\n- Chosen: polling by the hour, because the radio allows no push\n",
    "\n## Alternatives\n\n- Push from the hive: rejected, the radio allows none\n",
    "\n## Facts to bear in mind\n\n* Hive 9 stands on another channel\n",
    "\n## House rules\n\n- No radio after 22:00\n",
    "\n**Context:** the cells were bought in 2019 and drift in the cold.\n",
    "\n## Remarks\n\n- Weights come in pounds\n",
    "\n## What we learnt\n\n- Weights come in pounds\n",
]


@pytest.mark.parametrize("context", CONTEXT)
def test_context_of_any_name_explains(context: str) -> None:
    assert lines(PLAN.format(context, BARE[0], BARE[1])) == []


def test_related_context_of_one_step_explains() -> None:
    related = "- Related Context:\n     - Cells drift below 4 °C (winter log)"
    assert lines(PLAN.format("", BARE[0], related)) == []


def test_no_marks_no_finding() -> None:
    assert lines(PLAN.format("", "", "")) == []
