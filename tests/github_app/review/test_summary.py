"""The summary stays within GitHub's bytes, worst first, and counts what it leaves out."""

from dataclasses import replace

import pytest

from github_app.repo_config import DEFAULT_CONFIG
from github_app.review.compose import Judged, compose
from github_app.review.markers import Marks
from github_app.review.model import ChangedFile, PullRequest, Snapshot
from plan_rules.lint.finding import Finding
from plan_rules.review import Review
from plan_rules.source import Span
from tests.github_app.review.test_lifecycle import whole

PULL = PullRequest(7, 8, "acme", "shop", 3, "f" * 40, "main", "b" * 40, html_url="https://github.test/acme/shop/pull/3")
FINDING = Finding("missing-why", "warning", "…", Span(1, 1, 1, 5), (1, 1), "0" * 16, "Missing “Why”", "Why.", "How.")


def summary_of(findings: tuple[Finding, ...], path: str = "plan.md") -> str:
    text = "line\n" * 300
    snapshot = Snapshot(PULL, (ChangedFile(path, "added", None, whole(text)),), {path: text.encode()}, None, None, ())
    judged = Judged(
        {path: Review("checked", None, findings)}, DEFAULT_CONFIG, Marks(b"k", 8, 3), "https://app.test/rules"
    )
    check = compose(snapshot, judged).check
    assert len(check.annotations) == min(len(findings), 1_000)
    return check.summary


def numbered(count: int, message: str) -> tuple[Finding, ...]:
    return tuple(
        replace(FINDING, message=message, fingerprint=f"{n:016x}", anchor=Span(n + 1, 1, n + 1, 5), span=(n + 1, n + 1))
        for n in range(count)
    )


def test_long_messages_leave_room_for_what_stands_below_the_table() -> None:
    made = summary_of(numbered(50, "é" * 3_000))
    assert len(made.encode()) <= 65_000
    assert "more findings are annotations only:" in made
    assert "got no comment of their own" in made
    assert made.endswith("</sub>")


def test_the_worst_stand_at_the_top_and_the_rest_is_counted() -> None:
    findings = (
        *numbered(90, "Words."),
        replace(FINDING, rule="missing-rollback", severity="error", fingerprint="f" * 16),
    )
    rows = [line for line in summary_of(findings).split("\n") if line.startswith("| ")]
    assert rows[1].startswith("| error | [missing-rollback]")
    assert len(rows) == 61
    assert "31 more findings are annotations only: 31 missing-why." in summary_of(findings)


def test_hostile_paths_and_messages_stay_in_their_cell() -> None:
    finding = replace(FINDING, message="a | b\n| c @team <img src=x> ![x](https://evil.example)")
    made = summary_of((finding,), "plans/a|b\n# `@team` <b>.md")
    (row,) = [line for line in made.split("\n") if line.startswith("| warning")]
    assert row.replace("\\|", "").count("|") == 5
    assert "@team" not in made
    assert "\n# " not in made
    assert "<img" not in made.replace("\\<", "")


def test_a_flood_of_findings_keeps_the_worst_and_counts_the_rest() -> None:
    many = tuple(replace(one, anchor=Span(1, 1, 1, 5), span=(1, 1)) for one in numbered(1_500, "Words."))
    assert "1440 more findings: 1440 missing-why. The worst 1,000 of all are annotations." in summary_of(many)


@pytest.mark.parametrize(
    ("count", "said"),
    [(61, "1 more finding is an annotation only: 1 missing-why."), (62, "2 more findings are annotations only:")],
)
def test_what_the_table_leaves_out_is_counted(count: int, said: str) -> None:
    assert said in summary_of(numbered(count, "Words."))


@pytest.mark.parametrize(
    ("count", "said"), [(21, "1 finding got no comment of its own"), (22, "2 findings got no comment of their own")]
)
def test_findings_without_a_comment_are_counted(count: int, said: str) -> None:
    assert said in summary_of(numbered(count, "Words."))


@pytest.mark.parametrize(
    ("judged", "said"), [(0, "**Not analysed**: 1 changed plan."), (2, "**Not analysed**: 1 of 3 changed plans.")]
)
def test_of_one_plan_nobody_counts_the_part(judged: int, said: str) -> None:
    reviews = {f"plan{n}.md": Review("checked", None) for n in range(judged)} | {
        "vast.md": Review("not-analysed", "Vast.")
    }
    files = tuple(ChangedFile(path, "added", None, whole("line\n")) for path in reviews)
    snapshot = Snapshot(PULL, files, dict.fromkeys(reviews, b"line\n"), None, None, ())
    check = compose(snapshot, Judged(reviews, DEFAULT_CONFIG, Marks(b"k", 8, 3), "https://app.test/rules")).check
    assert said in check.summary
