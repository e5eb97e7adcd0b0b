"""What GitHub failed to deliver is asked for again; what nobody told us of is found; what is old is forgotten."""

import time
import uuid
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from github_app.jobs.database import jobs
from github_app.jobs.ledger import Attempt, Ledger, WorkKey
from github_app.jobs.queueing import NewJob, now_ms
from github_app.jobs.sweeps import lost
from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.examples import review_job
from tests.github_app.jobs.serving import Process, Story, wait_for
from tests.standin import StandIn


def item(guid: str, number: int, status: str = "failed", code: int = 502) -> dict[str, object]:
    return {"guid": guid, "id": number, "status": status, "status_code": code}


def test_a_delivery_is_lost_when_no_attempt_succeeded() -> None:
    items = [item("a", 1), item("a", 5), item("b", 2), item("b", 3, "OK", 202), item("c", 4, "timed out", 0)]
    assert lost(items) == {"a": 5, "c": 4}


def test_a_webhook_lost_while_the_app_was_down_is_made_good(tmp_path: Path) -> None:
    with StandIn(tmp_path / "git") as github:
        story, process = Story(github), Process(github, empty_database(tmp_path), tmp_path)
        with process:
            story.deliver(process.address, story.pull())
            wait_for(lambda: story.completed(story.head(story.repository.pulls[1])))
        missed, unheard = story.pull(), story.pull()
        with pytest.raises(httpx.ConnectError):
            story.deliver(process.address, missed, guid=str(uuid.uuid4()))
        with process:
            wait_for(lambda: story.completed(story.head(missed)), what="asked for again")
            wait_for(lambda: story.completed(story.head(unheard)), what="found without any delivery")
            time.sleep(0.5)
        for pull in (missed, unheard):
            assert len(story.reviews(pull)) == 1
            assert len(story.checks(story.head(pull))) == 1


def test_a_sweep_with_nothing_to_do_asks_once(tmp_path: Path) -> None:
    with StandIn(tmp_path / "git") as github, Process(github, empty_database(tmp_path), tmp_path):
        wait_for(lambda: any(call.path != "/app" for call in github.state.calls))
        time.sleep(0.5)
        # A worker asks once, as it starts, what the App may do; the sweep's own call is the other.
        assert [call.path for call in github.state.calls if call.path != "/app"] == ["/app/hook/deliveries"]


def test_one_process_at_a_time_sweeps(ledger: Ledger) -> None:
    assert ledger.claim_mark("sweep", 1000)
    assert not ledger.claim_mark("sweep", 1000)
    ledger.set_mark("sweep", now_ms() - 1001)
    assert ledger.claim_mark("sweep", 1000)


def test_finished_work_is_forgotten_and_waiting_work_is_not(ledger: Ledger, database: sa.Engine) -> None:
    for number in (1, 2):
        ledger.queue([NewJob(review_job(number), f"origin{number}", now_ms())])
    with database.connect() as connection:
        done, _ = sorted(connection.execute(sa.select(jobs.c.id)).scalars())
    ledger.begin(done)
    ledger.end(done, "reviewed")
    assert ledger.delete_before(now_ms() - 1000) == 0
    assert ledger.delete_before(now_ms() + 1000) == 1
    with database.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(jobs)) == 1


def test_what_a_pull_request_left_is_forgotten_once_it_is_quiet(ledger: Ledger) -> None:
    new = NewJob(review_job(1), "origin", now_ms())
    ledger.queue([new])
    attempt = ledger.begin(new.id)
    assert isinstance(attempt, Attempt)
    ledger.save_check(500, 1, "a" * 40, 9001, open=True)
    ledger.complete(attempt, WorkKey(500, 1, "a" * 40, "defaults", "1"), conclusion="success", posted=["f1"])
    ledger.delete_before(now_ms() - 1000)
    assert ledger.known_fingerprints(500, 1) == {"f1"}
    ledger.delete_before(now_ms() + 1000)
    assert ledger.known_fingerprints(500, 1) == frozenset()
    assert ledger.reviewed(500, 1, "a" * 40) == []


def test_what_a_sweep_has_seen_it_does_not_ask_for_again(tmp_path: Path) -> None:
    with (
        StandIn(tmp_path / "git") as github,
        Process(github, empty_database(tmp_path), tmp_path, sweep_interval="1") as app,
    ):
        story = Story(github)
        known = story.pull({"docs/plans/known.md": "# Plan\n"})
        head = story.head(known)
        made = {"name": "planreview", "head_sha": head, "status": "completed", "conclusion": "success"}
        github.state.create_check(story.repository, made)
        warm = story.pull()
        story.deliver(app.address, warm)
        wait_for(lambda: story.completed(story.head(warm)))
        wait_for(lambda: sum(call.path.endswith("/pulls") for call in github.state.calls) >= 3, what="three sweeps")
        looks = [call for call in github.state.calls if call.path.endswith(f"/commits/{head}/check-runs")]
        assert len(looks) == 1
        assert len(story.checks(head)) == 1
        assert not story.reviews(known)
