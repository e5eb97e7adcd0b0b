"""Writes that are still under way when somebody looks whether they happened: none is made twice."""

import asyncio
import contextlib
from collections.abc import Iterator

import pytest

from github_app.github.checks import start_check
from github_app.jobs.check_runs import CheckOfJob
from github_app.jobs.handler import Jobs
from github_app.jobs.ledger import Attempt
from github_app.jobs.queueing import NewJob, now_ms
from github_app.jobs.workshop import client_for, pull_request_of
from github_app.webhooks.jobs import Place, ReviewPullRequest
from tests.github_app.jobs.reviewing import Case, Desk
from tests.github_app.jobs.serving import wait_for
from tests.standin import StandIn

PLAN = "docs/plans/lighthouse.md"
POOR = "# Plan: lighthouse\n\n## Steps\n\n1. **Drop the old `lamps` table**\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with StandIn(folder / "git") as github, Desk(github, folder) as made:
        yield made


@pytest.fixture
def case(desk: Desk) -> Iterator[Case]:
    yield desk.pull_request({PLAN: POOR})
    desk.github.state.faults.clear()


def at(case: Case, rest: str) -> str:
    return f"/repos/{case.repository.full_name}/{rest}"


def assert_once(case: Case) -> None:
    assert [run["status"] for run in case.checks] == ["completed"]
    assert len(case.repository.reviews) == 1
    marks = [comment["body"].rsplit("\n", 1)[-1] for comment in case.comments]
    assert marks
    assert len(marks) == len(set(marks))


def test_a_check_run_is_not_left_under_way_where_reading_fails(case: Case) -> None:
    case.desk.github.fail("POST", at(case, "check-runs"), when="after", delay=1.0)
    case.desk.github.fail("GET", at(case, "git/blobs/*"), status=404)
    case.review("opened")
    case.desk.run(asyncio.sleep(1.2))
    assert_once(case)


@pytest.mark.parametrize("path", ["check-runs", "pulls/*/reviews"])
def test_what_happens_after_github_told_of_a_failure_is_not_made_again(case: Case, path: str) -> None:
    case.desk.github.fail("POST", at(case, path), late=0.7)
    case.review("opened")
    case.desk.run(asyncio.sleep(1.0))
    assert_once(case)


def test_what_a_dead_process_had_sent_is_not_made_again(case: Case) -> None:
    desk = case.desk
    place = Place(
        case.state.installation_of(case.repository), case.repository.id, *case.repository.full_name.split("/")
    )
    job = ReviewPullRequest(place, case.pull.number, case.head, "main", str(case.git.head("main")))
    new = NewJob(job, "killed", now_ms())
    desk.ledger.queue([new])
    attempt = desk.ledger.begin(new.id)
    assert isinstance(attempt, Attempt)
    fault = desk.github.fail("POST", at(case, "check-runs"), when="after", delay=1.2)
    external_id = CheckOfJob(desk.shop, attempt, job).external_id

    async def dies_and_another_goes_on() -> None:
        sending = asyncio.create_task(start_check(client_for(desk.shop, place), pull_request_of(job), external_id))
        await asyncio.to_thread(wait_for, lambda: not fault.times)
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sending
        await Jobs(desk.shop, now_ms)(new.id)

    desk.run(dies_and_another_goes_on())
    desk.run(asyncio.sleep(1.2))
    assert_once(case)
