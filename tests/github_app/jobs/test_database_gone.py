"""The database can't be written: a full disk, a server that is down. Answers are 503, nothing is half accepted, and what
ran and what waits goes on when it is back."""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.github_app.jobs.databases import POSTGRES, empty_database
from tests.github_app.jobs.outages import control_postgres, small_disk
from tests.github_app.jobs.serving import Process, Story, wait_for
from tests.standin import StandIn

PLAN = "# Plan: move the archive\n\n## Steps\n\n1. Drop the `letters` table\n2. Handle errors appropriately\n"
Outage = tuple[Callable[[], None], Callable[[], None]]
"""Begin and end."""


@contextmanager
def on_a_full_disk(folder: Path, github: StandIn) -> Iterator[tuple[Process, Outage]]:
    with small_disk(folder / "disk") as disk:
        app = Process(github, f"sqlite:///{disk.folder / 'planreview.sqlite3'}", folder)
        with app:
            yield app, (lambda: disk.fill(app.pid), lambda: disk.free(app.pid))


@contextmanager
def on_a_stopped_server(folder: Path, github: StandIn) -> Iterator[tuple[Process, Outage]]:
    with Process(github, empty_database(folder), folder) as app:
        try:
            yield app, (lambda: control_postgres("-m", "immediate", "stop"), lambda: control_postgres("start"))
        finally:
            control_postgres("restart")


def test_an_outage_of_the_database_refuses_loses_nothing_and_ends(tmp_path: Path) -> None:
    outage = on_a_stopped_server if POSTGRES else on_a_full_disk
    with StandIn(tmp_path / "git") as github, outage(tmp_path, github) as (app, (begin, end)):
        story = Story(github)
        warm, running, waiting, refused = (story.pull({f"docs/plans/p{n}.md": PLAN}) for n in range(4))
        story.deliver(app.address, warm)
        wait_for(lambda: story.completed(story.head(warm)), what="a review before")
        fault = github.fail("GET", f"/repos/letters/office/pulls/{running.number}/files", delay=2.0, when="after")
        guids = [str(uuid.uuid4()) for _ in range(3)]
        assert story.deliver(app.address, running, guid=guids[0]).status_code == 202
        wait_for(lambda: fault.times == 0, what="one at work")
        assert story.deliver(app.address, waiting, guid=guids[1]).status_code == 202
        begin()
        time.sleep(1)
        for _ in range(3):
            began = time.monotonic()
            answer = story.deliver(app.address, refused, guid=guids[2])
            assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
            assert time.monotonic() - began < 2.6
        assert httpx.get(f"{app.address}/healthz", timeout=5).status_code == 200
        time.sleep(4)
        end()
        wait_for(lambda: story.deliver(app.address, refused, guid=guids[2]).status_code == 202, 30, "accepted again")
        for pull in (running, waiting, refused):
            wait_for(lambda pull=pull: story.completed(story.head(pull)), 60, f"#{pull.number} completed")  # type: ignore[misc]
            assert len(story.checks(story.head(pull))) == 1
            assert len(story.reviews(pull)) == 1
        wait_for(lambda: all(app.fate(guid) == "reviewed" for guid in guids), what="ends that are noted")
        assert httpx.get(f"{app.address}/readyz", timeout=5).status_code == 200
