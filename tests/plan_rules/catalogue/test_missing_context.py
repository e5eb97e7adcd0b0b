"""What counts as context, and what doesn't."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"missing-context"}))

PLAN = """# Plan: cloakroom tickets

{}

## Steps

1. Print a number on both halves
   - Success: both show 214
2. {}
   - Success: 214 is listed as taken
3. Free the number when the coat is handed out
   - Success: 214 is free again
{}"""


def severities(text: str) -> list[str]:
    return [finding.severity for finding in lint(read(Source.from_text(text)), ONLY).findings]


NONE = [
    "",
    "**Goal:** Every coat is found within a minute.",
    "**Tech Stack:** Elixir, Phoenix, Postgres",
    "**Goal:** Coats are found.\n\n**Technologies:** Elixir and Postgres",
    "## Objective\n\nGuests get their coats back quickly and let the staff support the bar.",
    "## Objective\n\nMake sure that every coat has a number.",
    "## Problem\n\nCoats are handed to the wrong guest on busy nights.",
    "We want tickets for coats.",
    "**Status:** draft\n\n**Date:** 3 May",
    "## Scope\n\nThe main cloakroom.",
    "## Files\n\n- `tickets.ex`\n- `coats.ex`",
    "## Goal\n\nThe staff gives out numbers and the guest provides them again.",
]


@pytest.mark.parametrize("head", NONE)
def test_plans_that_tell_nothing(head: str) -> None:
    assert severities(PLAN.format(head, "Store the number", "")) == ["error"]


SOME = [
    "## What the evening showed\n\n- Half of the guests lose their half of the ticket",
    "## What I learnt behind the counter\n\n- Guests lose their half",
    "## Prior findings\n\n1. Guests lose their half",
    "## Starting point\n\nNumbers are written by hand with chalk.",
    "## Things that came up\n\n* Chalk comes off on fur",
    "## Known so far\n\n- Guests lose their half",
    "## The present system\n\nChalk numbers on a board.",
    "**Architecture:** One table of numbers, and the printer takes the next free one, because two counters share it.",
    "## Results of our survey\n\n- 31 of 80 guests had lost their half",
    "## Found on the way\n\n- The printer cuts at 80 mm",
    "## To bear in mind\n\n- Fur coats hang in the other room",
    "## Before you start\n\n- The printer cuts at 80 mm",
]


@pytest.mark.parametrize("head", SOME)
def test_context_under_any_name(head: str) -> None:
    assert severities(PLAN.format(head, "Store the number", "")) == []


def test_what_was_tried_in_a_step_and_a_reason_are_enough() -> None:
    head = "Numbers are written with chalk. With tickets no guest can read another's number, because they are torn."
    assert severities(PLAN.format(head, "Store the number; we tried it with 900 coats and it took 40 ms", "")) == []


def test_a_finished_step_of_research_is_context() -> None:
    done = "# Plan: tickets\n\n## Phase 0: Research (DONE)\n\nThe printer cuts at 80 mm.\n\n"
    work = "".join(f"## Phase {n}: Build part {n}\n\nWrite `part{n}.ex`.\n\n" for n in (1, 2, 3))
    assert severities(done + work) == []
    assert severities("# Plan: tickets\n\n" + work) == ["error"]


def test_a_plan_of_a_document_needs_none() -> None:
    assert (
        severities(PLAN.format("", "Store the number", "").replace("cloakroom tickets", "guide to the cloakroom")) == []
    )


def test_a_design_document_that_is_named_makes_it_a_remark() -> None:
    assert severities(PLAN.format("", "Store the number as described in the design doc", "")) == ["info"]


def test_tables_and_lists_before_the_steps_are_told() -> None:
    table = "| Hook | State | Kind of coat |\n|---|---|---|\n" + "".join(
        f"| {n} | bent by the weight of wet coats | fur and leather only |\n" for n in range(12)
    )
    assert severities(PLAN.format(table, "Store the number", "")) == []
