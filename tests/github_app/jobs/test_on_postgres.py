"""What only a database server does: it restarts under living workers, and must notice machines that vanish."""

from pathlib import Path

import sqlalchemy as sa

from github_app.jobs.liveness import locks_for
from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.outages import control_postgres
from tests.github_app.jobs.serving import Process, Story, wait_for
from tests.github_app.jobs.test_database_gone import PLAN
from tests.standin import StandIn


def test_a_restart_of_the_server_takes_no_work_from_the_living(tmp_path: Path) -> None:
    with StandIn(tmp_path / "git") as github:
        url = empty_database(tmp_path)
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
        with (
            Process(github, url, tmp_path, "web") as web,
            Process(github, url, tmp_path / "one", "worker") as one,
            Process(github, url, tmp_path / "two", "worker") as two,
        ):
            story = Story(github)
            pulls = [story.pull({f"docs/plans/p{n}.md": PLAN}) for n in range(6)]
            # Until it is taken away: a job that was put off before it came here would never be at work with the others.
            held_up = github.fail("GET", "*/files", delay=8.0, times=1000)
            for pull in pulls:
                story.deliver(web.address, pull)
            wait_for(lambda: github.state.now_running >= len(pulls), seconds=40, what="all at work")
            control_postgres("-m", "immediate", "restart")
            held_up.times = 0
            for pull in pulls:
                wait_for(lambda pull=pull: story.completed(story.head(pull)), 60, f"#{pull.number}")  # type: ignore[misc]
                assert len(story.reviews(pull)) == 1
                assert len(story.checks(story.head(pull))) == 1
            logs = one.log.read_text() + two.log.read_text()
            assert "took over" not in logs


def test_the_server_is_told_to_notice_soon_that_a_machine_has_vanished(prepared: str) -> None:
    locks = locks_for(prepared)
    locks.hold("somebody")
    try:
        session = locks._living_session()  # type: ignore[attr-defined]
        told = [int(session.scalar(sa.text(f"SHOW tcp_keepalives_{name}"))) for name in ("idle", "interval", "count")]
        assert told[0] + told[1] * told[2] <= 4
    finally:
        locks.close()
