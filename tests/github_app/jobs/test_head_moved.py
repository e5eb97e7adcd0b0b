"""A push while a review is being posted, before its webhook has come."""

from pathlib import Path

from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import POOR, Process, Story, wait_for
from tests.standin import StandIn


def test_a_review_that_github_refuses_for_a_newer_push_ends_as_superseded(tmp_path: Path) -> None:
    with StandIn(tmp_path / "git") as github, Process(github, empty_database(tmp_path), tmp_path) as app:
        story = Story(github)
        pull = story.pull()
        old = story.head(pull)
        fault = github.fail("POST", "*/reviews", status=422, delay=1.0)
        story.deliver(app.address, pull)
        wait_for(lambda: fault.times == 0, what="a review on its way")
        story.push(pull, {"docs/plans/newsletter.md": POOR + "4. Tell the subscribers\n"})
        wait_for(lambda: story.completed(old), what="the end of the old head's check")
        assert [run["output"]["title"] for run in story.checks(old)] == ["Superseded"]
        assert not story.reviews(pull)
        story.deliver(app.address, pull, "synchronize")
        wait_for(lambda: story.completed(story.head(pull)), what="a review of the new head")
        assert len(story.reviews(pull)) == 1
