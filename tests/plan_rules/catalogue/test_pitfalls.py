"""Warnings in many words: bare ones, those that say enough, and orders and bounds that warn of nothing."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"pitfall-without-consequence"}))


def lines(text: str) -> list[int]:
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), ONLY).findings]


def under(heading: str, item: str) -> str:
    return (
        f"# Plan: bee hives\n\n## {heading}\n\n- {item}\n\n## Steps\n\n1. Weigh the hives\n   - Success: 12 weights\n"
    )


BARE = [
    "Avoid readings on Saturdays",
    "Nobody may edit the file by hand.",
    "Must not run twice",
    "Never open a hive from the front.",
    "Don't smoke the hives at noon",
    "DO NOT weigh a hive while bees fly out",
    "Avoid `tare()`.",
    "Keep out of the calibration registers.",
    "Stay away from hive 9",
    "Beware of the third scale",
    "The queen must not be marked twice.",
    "Under no circumstances reset the scale by hand.",
    "**Never** let two scales share one power line.",
    "Hands off the middle frame!",
    "Honey supers are off limits during the trial.",
    "You must never trust the first reading",
    "Refrain from weighing at night",
    "Do not use the battery's voltage\n  as a sign of its charge.",
    "Steer clear of the old firmware",
]
ENOUGH = [
    "Never mark the queen in red, white paint is enough.",
    "Never open a hive from the front: the guards sting at once.",
    "Don't smoke the hives at noon, do it at six.",
    "DO NOT weigh a hive while bees fly out. A third of the colony is missing then.",
    "Avoid `tare()`; it blocks for 4 s.",
    "Keep out of the calibration registers (a wrong byte bricks the scale).",
    "Stay away from hive 9\n  - its colony is aggressive",
    "Beware of the third scale, which shows 300 g too much.",
    "The queen must not be marked twice, as the paint closes her spiracles.",
    "Never reset the scale by hand – use `scale reset`.",
    "Don't trust the first reading; take the median of five.",
    "Weigh before sunrise instead, never at noon.",
    "Do not use the battery's voltage as a sign of its charge. It stays flat until the last hour.",
    "Never weigh in rain because wet wood is heavier.",
    "Don't move a hive by a metre: move it by 3 km or not at all.",
]
SILENT = [
    ("Non-goals", "Do not weigh the bumble bees"),
    ("Scope", "Never more than 12 hives"),
    ("Context", "Do not change the scale's firmware"),
    ("Context", "Never prints the keeper's name"),
    ("Context", "Don't optimise the sampling in this phase"),
    ("Known Pitfalls", "Scales drift in the first hour"),
    ("Known Pitfalls", "The second hive has two queens"),
    ("Context", "The firmware may not answer for 2 s"),
    ("Context", "Readings cannot be negative"),
    ("Testing", "Never weigh after rain"),
    ("Context", "Avoids a second cable"),
    ("Context", "Bees don't fly below 10 °C"),
]


@pytest.mark.parametrize("item", BARE)
def test_a_bare_warning(item: str) -> None:
    assert lines(under("Known Pitfalls", item)) == [5]


@pytest.mark.parametrize("item", ENOUGH)
def test_a_warning_that_says_enough(item: str) -> None:
    assert lines(under("Known Pitfalls", item)) == []


@pytest.mark.parametrize(("heading", "item"), SILENT)
def test_what_warns_of_nothing(heading: str, item: str) -> None:
    assert lines(under(heading, item)) == []


def test_the_line_above_may_say_what_to_do() -> None:
    text = under("Known Pitfalls", "Always weigh at six\n- Never weigh at noon")
    assert lines(text) == []
    assert lines(text.replace("Always weigh at six", "Scales drift")) == [6]
