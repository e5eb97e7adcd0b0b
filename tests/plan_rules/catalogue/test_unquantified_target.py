"""Goals and thresholds with a figure and without."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source


def lines(text: str) -> list[int]:
    settings = LintSettings(select=frozenset({"unquantified-target"}))
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), settings).findings]


def plan(bullet: str) -> str:
    return f"# Plan: library\n\n## Goal\n\nReaders find a book.\n\n## Steps\n\n1. **Search**: the catalogue\n   - {bullet}\n2. **Map**: of the shelves\n"


@pytest.mark.parametrize(
    "bullet",
    [
        "Speed up the catalogue search",
        "Make the booking page faster",
        "Imports should finish in good time",
        "Lower the number of failed payments considerably",
        "Drop sessions that have been idle too long",
        "Serve thousands of guests at once",
        "Improve availability",
        "Keep latency down",
        "The feed must respond promptly",
        "High test throughput",
        "Optimise for speed",
        "The list must load quickly",
        "Keep memory usage low",
        "Reduce the loading times of the map",
        "Support many concurrent users",
        "Pages open noticeably faster",
        "The app starts fast on old phones",
        "Alert when the queue gets too long",
        "Purge entries that are too old",
        "Minimal memory footprint",
        "Answer requests within the SLA",
        "As few queries as possible",
        "Start-up performance improvements",
        "The service must be highly available",
    ],
)
def test_goals_without_a_figure(bullet: str) -> None:
    assert lines(plan(bullet)) == [10]


@pytest.mark.parametrize(
    "bullet",
    [
        "Speed up the search to under 200 ms",
        "Make the booking page open within 1 s",
        "Imports finish before 06:00",
        "Halve the number of failed payments",
        "Drop sessions idle for 30 minutes",
        "Serve 4 000 guests at once",
        "99.9 % availability a month",
        "The map is too large for the page, so it gets its own",
        "Improve the wording of the mail",
        "The feed is fast today",
        "Keep rates in memory",
        "The list loads in 1 s",
        "Memory usage stays below 200 MB",
        "The map loads twice as fast",
        "Supports 500 concurrent users",
        "Pages open faster than on the old server",
        "Alert when the queue holds over 100 jobs",
        "Purge entries older than 30 days",
        "Use the fast path of the parser",
        "Store the file in memory",
        "Index `titles` because the search was slow",
        "Cache titles to reduce latency",
        "The number of users is shown",
        "Show a warning when the title is too long for the column",
    ],
)
def test_goals_with_a_figure_and_what_is_no_goal(bullet: str) -> None:
    assert lines(plan(bullet)) == []


def test_ticked_lines_are_judged_one_by_one() -> None:
    text = (
        plan("by title")
        + "\n## Success Criteria\n\n✅ Low memory usage\n✅ First page within 200 ms\n✅ Reliable operation\n"
    )
    assert lines(text) == [15, 17]
