"""No check run stays in progress that a job left behind which was put off or killed, and then had nothing to say any more."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from github_app.github.errors import Unavailable
from github_app.jobs.check_runs import CheckOfJob
from github_app.jobs.endings import SUPERSEDED
from github_app.jobs.handler import Jobs
from github_app.jobs.ledger import Attempt
from github_app.jobs.queueing import NewJob, now_ms
from github_app.webhooks.jobs import Place, ReviewPullRequest
from tests.github_app.jobs.reviewing import Desk
from tests.standin import StandIn

PLAN = "docs/plans/lighthouse.md"
POOR = "# Plan: lighthouse\n\n## Steps\n\n1. **Drop the old `lamps` table**\n"


@pytest.fixture
def desk(tmp_path: Any) -> Iterator[Desk]:
    with StandIn(tmp_path / "git") as github, Desk(github, tmp_path) as made:
        yield made


class Lane:
    """A pull request's jobs, run by hand."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.case = desk, desk.pull_request({PLAN: POOR})
        self.old = self.case.head
        self.case.push({PLAN: POOR + "2. **Paint the tower**\n"})
        self.new = self.case.head
        self.clock = now_ms() - 60_000

    def queue(self, head: str, name: str) -> str:
        case = self.case
        place = Place(77, case.repository.id, case.repository.owner, case.repository.name)
        job = ReviewPullRequest(place, case.pull.number, head, "main", str(case.git.head("main")))
        self.clock += 1000
        new = NewJob(job, name, self.clock)
        self.desk.ledger.queue([new])
        return new.id

    def begin(self, job_id: str) -> Attempt:
        attempt = self.desk.ledger.begin(job_id)
        assert isinstance(attempt, Attempt)
        return attempt

    def run(self, job_id: str) -> str:
        return str(self.desk.run(Jobs(self.desk.shop, now_ms)(job_id)))

    def put_off_with_a_check_run_that_nobody_noted(self, head: str, name: str) -> None:
        attempt = self.begin(self.queue(head, name))
        assert isinstance(attempt.job, ReviewPullRequest)
        made = {"name": "planreview", "head_sha": head, "status": "in_progress"}
        origin = CheckOfJob(self.desk.shop, attempt, attempt.job).external_id
        self.case.state.create_check(self.case.repository, {**made, "external_id": origin})
        self.desk.ledger.again(attempt, 5.0, "no answer in time")

    def statuses(self, head: str) -> list[str]:
        return [run["status"] for run in self.case.repository.checks.values() if run["head_sha"] == head]


def test_a_job_that_another_review_covers_looks_all_the_same(desk: Desk) -> None:
    lane = Lane(desk)
    reviewing = lane.queue(lane.new, "first")
    lane.begin(reviewing)  # and its process is killed
    lane.put_off_with_a_check_run_that_nobody_noted(lane.old, "late")
    again = lane.queue(lane.new, "again")
    assert lane.run(reviewing) == "reviewed"
    assert lane.run(again) == "reviewed"
    assert lane.statuses(lane.old) == ["completed"]
    assert lane.statuses(lane.new) == ["completed"]


def test_what_was_left_after_an_earlier_look_is_found_by_the_next(desk: Desk) -> None:
    lane = Lane(desk)
    lane.desk.ledger.save_check(lane.case.repository.id, lane.case.pull.number, lane.old, 0, open=False)
    lane.put_off_with_a_check_run_that_nobody_noted(lane.old, "late")
    assert lane.run(lane.queue(lane.new, "newest")) == "reviewed"
    assert lane.statuses(lane.old) == ["completed"]
    calls = len(lane.case.state.calls)
    assert lane.run(lane.queue(lane.new, "once more")) == "reviewed"
    looks = [c for c in lane.case.state.calls[calls:] if c.path.endswith(f"/commits/{lane.old}/check-runs")]
    assert looks == [], "one look is enough"


@pytest.mark.parametrize("fault", [{"when": "after"}, {"late": 0.5}, {"cut": True, "when": "after"}])
def test_a_check_run_that_was_opened_again_unseen_is_completed_by_a_newer_push(
    desk: Desk, fault: dict[str, Any]
) -> None:
    lane = Lane(desk)
    case, ledger = lane.case, desk.ledger
    ended = {"name": "planreview", "head_sha": lane.old, "status": "completed", "conclusion": "neutral"}
    output = {"title": SUPERSEDED.title, "summary": SUPERSEDED.summary}
    attempt = lane.begin(lane.queue(lane.old, "late"))
    assert isinstance(attempt.job, ReviewPullRequest)
    check = CheckOfJob(desk.shop, attempt, attempt.job)
    run = case.state.create_check(case.repository, {**ended, "external_id": f"{check.external_id}x", "output": output})
    ledger.save_check(case.repository.id, case.pull.number, lane.old, run["id"], open=False)
    desk.github.fail("PATCH", f"/repos/{case.repository.full_name}/check-runs/*", **fault)

    async def opened_again() -> None:
        await check.find()
        with pytest.raises(Unavailable):
            await check.start()
        await asyncio.sleep(0.7)

    desk.run(opened_again())
    assert lane.statuses(lane.old) == ["in_progress"]
    ledger.again(attempt, 5.0, "no answer in time")
    assert lane.run(lane.queue(lane.new, "newest")) == "reviewed"
    assert lane.statuses(lane.old) == ["completed"]
