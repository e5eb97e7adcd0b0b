"""What only a file does: another program holds its lock."""

import sqlite3
import time
import uuid
from pathlib import Path

from tests.github_app.jobs.serving import Process, Story, wait_for
from tests.standin import StandIn


def test_a_database_that_can_t_be_written_is_a_503_within_its_time_and_work_resumes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'planreview.sqlite3'}"
    with StandIn(tmp_path / "git") as github, Process(github, url, tmp_path) as app:
        story = Story(github)
        pull, guid = story.pull(), str(uuid.uuid4())
        blocker = sqlite3.connect(tmp_path / "planreview.sqlite3", isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        answer = story.deliver(app.address, pull, guid=guid)
        assert time.monotonic() - begun < 2.5
        assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
        blocker.execute("ROLLBACK")
        blocker.close()
        wait_for(lambda: story.deliver(app.address, pull, guid=guid).status_code == 202)
        wait_for(lambda: story.completed(story.head(pull)))
        assert len(story.reviews(pull)) == 1
