"""Every sentence on GitHub, as recorded; `PLANREVIEW_RECORD=1 make test` records them anew."""

import os
from pathlib import Path

import pytest

from github_app.repo_config import ConfigError, parse_config
from github_app.review.check import config_invalid, failed, no_plan_changed
from github_app.review.compose import Judged, compose
from github_app.review.markers import Marks
from github_app.review.model import CheckRun, Publication, PullRequest, Snapshot
from plan_rules.review import Review, review
from tests.github_app.review.test_lifecycle import BETTER, POOR, posted_by, pushed
from tests.github_app.review.test_review import file_of

RECORDED = Path(__file__).parent / "recorded"
PULL = PullRequest(7, 8, "acme", "shop", 3, "f" * 40, "main", "b" * 40, html_url="https://github.test/acme/shop/pull/3")


def shown(check: CheckRun) -> str:
    annotations = [
        f"[{a.level}] {a.path}:{a.start_line}-{a.end_line} {a.title}\n{a.message}" for a in check.annotations
    ]
    return "\n\n".join([f"{check.conclusion}: {check.title}", check.summary, *annotations])


def everything(publication: Publication) -> str:
    comments = [f"{c.path}:{c.start_line or c.line}-{c.line}\n{c.body}" for c in publication.line_comments]
    edits = [f"edit {e.comment_id}\n{e.body}" for e in publication.edits]
    return "\n\n=====\n\n".join([publication.review_body, *comments, *edits, shown(publication.check)])


def odd_outcomes() -> Publication:
    silenced = POOR.replace(
        "   - Handle", "   <!-- planreview-disable-next-line vague-generalization: agreed -->\n   - Handle"
    )
    reviews = {
        "docs/plans/seats.md": review(silenced.encode()),
        "docs/plans/vast.md": Review("not-analysed", "It is larger than 256 KiB."),
    }
    snapshot = Snapshot(PULL, (file_of(silenced),), {}, None, None, ())
    config = parse_config("fail_on: warning\nmode: shadow\nmax_comments: 1\n")
    judged = Judged(
        reviews,
        config,
        Marks(b"key", 8, 3),
        "https://app.test/rules",
        config_origin=".github/planreview.yml on main",
        config_hash="0123456789abcdef",
        head_config_effect=(3, 5),
    )
    return compose(snapshot, judged)


CASES = {
    "first-push": lambda: everything(pushed({"a/plan.md": POOR})),
    "second-push": lambda: everything(pushed({"a/plan.md": BETTER}, posted_by(pushed({"a/plan.md": POOR})))),
    "odd-outcomes": lambda: everything(odd_outcomes()),
    "no-plan": lambda: shown(no_plan_changed()),
    "config-invalid": lambda: shown(
        config_invalid([ConfigError(".github/planreview.yml", 3, 1, "Unknown key `rulez`.")], "acme/.github")
    ),
    "failed": lambda: shown(failed("GitHub answered 502 five times")),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_wording_is_as_recorded(name: str) -> None:
    path, now = RECORDED / f"{name}.md", CASES[name]() + "\n"
    if os.environ.get("PLANREVIEW_RECORD"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8"), "If the new wording is wanted, record it with PLANREVIEW_RECORD=1."
