"""A stop in the middle of work, a GitHub that is down."""

import time
import uuid
from pathlib import Path

from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import Process, Story, wait_for
from tests.standin import StandIn


def test_a_stop_drains_what_runs_and_leaves_the_rest_for_the_next_start(tmp_path: Path) -> None:
    with StandIn(tmp_path / "git") as github:
        story = Story(github)
        app = Process(github, empty_database(tmp_path), tmp_path, shutdown_seconds="2")
        warm, short, long = story.pull(), story.pull({"docs/plans/a-plan.md": "# Plan\n\n1. Do it\n"}), story.pull()
        github.fail("GET", f"/repos/letters/office/pulls/{short.number}/files", when="after", delay=1.0)
        github.fail("GET", f"/repos/letters/office/pulls/{long.number}/files", when="after", status=502, delay=30)
        with app:
            story.deliver(app.address, warm)
            wait_for(lambda: story.completed(story.head(warm)), what="a token")
            for pull in (short, long):
                story.deliver(app.address, pull)
            wait_for(lambda: story.checks(story.head(short)) and story.checks(story.head(long)), what="both at work")
            assert app.stop() == 0
        assert not story.completed(story.head(long))
        with app:
            wait_for(lambda: story.completed(story.head(short)), what="the short one")
            wait_for(lambda: story.completed(story.head(long)), what="the long one taken up")
            assert len(story.checks(story.head(long))) == 1


def test_github_down_for_a_while_ends_in_a_review(tmp_path: Path) -> None:
    with StandIn(tmp_path / "git") as github, Process(github, empty_database(tmp_path), tmp_path) as app:
        story = Story(github)
        pull, guid = story.pull(), str(uuid.uuid4())
        fault = github.fail("*", "*", status=503, times=10_000)
        story.deliver(app.address, pull, guid=guid)
        wait_for(lambda: app.fate(guid) == "queued" and fault.times < 10_000, what="put off")
        time.sleep(1)
        calls = len(github.state.calls)
        time.sleep(1)
        assert len(github.state.calls) - calls < 5, "a hot loop"
        fault.times = 0
        wait_for(lambda: story.completed(story.head(pull)), 40, "made good")
