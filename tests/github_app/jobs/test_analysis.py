"""A plan that takes too long, too much memory or a process's life is not analysed, and the next one is."""

import asyncio
import os
import time
from collections.abc import Iterator
from types import MappingProxyType

import pytest

from github_app.jobs import analysis
from github_app.jobs.analysis import Analyser
from plan_rules.lint.settings import DEFAULT, LintSettings, RuleSettings
from plan_rules.review import Review
from tests.odd_files import ODD_FILES

PLAN = b"# Plan\n\n## Steps\n\n1. Add a table\n2. Handle errors appropriately\n"


def stand_for_a_review(data: bytes, settings: LintSettings) -> Review:
    """Does what its text says, in the worker process."""
    if data == b"slow":
        time.sleep(60)
    if data == b"greedy":
        bytearray(8 << 30)
    if data == b"deadly":
        os._exit(3)
    if data == b"faulty":
        raise KeyError("of a rule")
    return Review("checked", None)


@pytest.fixture
def analyser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Analyser]:
    monkeypatch.setattr(analysis, "_review", stand_for_a_review)
    with Analyser(1, seconds=1.0) as made:
        yield made


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"slow", "It took longer than 1 seconds."),
        (b"greedy", "It took more memory than a review is given."),
        (b"deadly", "The process that checked it died."),
        (b"faulty", "A rule failed on it (KeyError). This is a fault of planreview."),
    ],
)
def test_what_can_t_be_analysed_says_why_and_harms_nobody(analyser: Analyser, text: bytes, reason: str) -> None:
    async def both() -> tuple[Review, Review]:
        return await analyser.review("a.md", text, DEFAULT), await analyser.review("b.md", b"fine", DEFAULT)

    bad, good = asyncio.run(both())
    assert (bad.status, bad.reason) == ("not-analysed", reason)
    assert good.status == "checked"


def test_real_plans_are_reviewed_under_their_own_settings() -> None:
    silent = LintSettings(rules=MappingProxyType({"missing-why": RuleSettings("off")}), all_severity="off")
    with Analyser(1) as real:
        found = asyncio.run(
            real.review_all(
                {"a.md": PLAN, "b.md": PLAN, "c.md": b"\xff"}, {"a.md": DEFAULT, "b.md": silent, "c.md": DEFAULT}
            )
        )
    assert found["a.md"].findings
    assert not found["b.md"].findings
    assert found["c.md"].status == "not-analysed"


def test_each_odd_file_has_its_outcome() -> None:
    with Analyser(1) as real:
        plans = {name: odd.data for name, odd in ODD_FILES.items()}
        found = asyncio.run(real.review_all(plans, dict.fromkeys(plans, DEFAULT)))
    for name, odd in ODD_FILES.items():
        review = found[name]
        assert review.status == odd.status, name
        assert odd.words in (review.reason or ""), name
        assert not odd.rule or (odd.rule, odd.line) in {(f.rule, f.anchor.line) for f in review.findings}, name
