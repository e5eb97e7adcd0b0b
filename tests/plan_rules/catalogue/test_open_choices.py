"""Choices left open or settled: by whoever works on it, between two orders, in a remark."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"undecided-choice"}))


def lines(text: str) -> list[int]:
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), ONLY).findings]


def step(bullet: str) -> str:
    return f"# Plan: puppet theatre\n\n## Steps\n\n1. **Sell seats**: by row\n   - {bullet}\n"


@pytest.mark.parametrize(
    "bullet",
    [
        "Show the plan of seats as an overlay, whichever the developer prefers",
        "Draw the rows in SVG, or as the team prefers",
        "Number the rows however the programmer likes",
        "Name the table whatever the implementer wants",
        "An overlay, a side bar, whichever suits the developer",
        "The colours are to the developer's liking",
        "Keep the hall generic: either seats drawn once for all or a small grid model",
        "Build the queue, either one table for all halls or a list in each hall, not a service",
        "Make the price flexible: either a rule per hall or rates of the season",
        "Store seats in rows. Decide which is simpler later",
        "See which is easier, and take that",
        "Two ways are left; which is best must be decided",
    ],
)
def test_left_open(bullet: str) -> None:
    assert lines(step(bullet)) == [6]


@pytest.mark.parametrize(
    "bullet",
    [
        "You always send the hall with the seat, which is good",
        "Use the grid of the hall, which is simpler",
        "The seats come from one file, which is best for a single hall",
        "Draw SVG, which works better on phones",
        "Store the seat's state: either free or sold",
        "Handle the answer: either free or sold",
        "Let `seat` take the hall (or a `&Hall`)",
        "Change `free` to take the row (or a `RowRef`)",
        "Change the row to a number or use its letter. Cleanest: the letter, as it is printed",
        "Keep the row or drop it. Simplest change: keep it, as tickets show it",
        "Guests sit wherever the team leads them",
        "The puppet does what the story wants",
    ],
)
def test_not_left_open(bullet: str) -> None:
    assert lines(step(bullet)) == []


def test_an_alternative_beside_the_recommended_way() -> None:
    text = "# Plan: puppet theatre\n\n## Steps\n\n### Step 1: Sell seats\n\n**Way of packing (rows {}):**\n\n- **Rows**: quick\n- Alternative: a grid with one cell for each seat\n"
    assert lines(text.format("recommended")) == []
    assert lines(text.format("and grids")) == [10]


@pytest.mark.parametrize("title", ["Constraints", "Technical notes", "Requirements"])
def test_two_orders_among_what_the_work_must_keep_to(title: str) -> None:
    text = f"# Plan: puppet theatre\n\n## {title}\n\n- {{}}\n\n## Steps\n\n1. Sell seats\n   - Success: row 4 is sold\n"
    assert lines(
        text.format("Old tickets stay valid. Add a version letter or use the existing stripe to tell them apart")
    ) == [5]
    for innocent in (
        "Do not add or remove seats",
        "A ticket is void when it is torn or has the wrong date",
        "Store at most 40 seats or 2 kB",
        "If a row is full, add a chair or close the row",
        "Guests add a seat or change the row by phone",
    ):
        assert lines(text.format(innocent)) == []
