"""A sweep that GitHub's fault stops goes on soon, for a while, and then leaves the rest to the next."""

import json
import time
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from github_app.jobs.handler import Jobs
from github_app.jobs.queueing import NewJob, lane_of, now_ms
from github_app.jobs.reruns import review_of
from github_app.jobs.sweeps import WAITS, Sweep
from github_app.review.model import PullRequest
from github_app.webhooks.triage import triage
from tests.github_app.jobs.reviewing import Case, Desk
from tests.standin import StandIn

PLAN = {"docs/plans/moorings.md": "# Plan: moorings\n\n## Steps\n\n1. Drop the `berths` table\n"}
DELIVERIES, ATTEMPTS, PULLS = "/app/hook/deliveries", "/app/hook/deliveries/*/attempts", "/repos/*/pulls"
LIMITED = {"message": "You have exceeded a secondary rate limit."}


class NoWorkflows:
    def forget(self, before_ms: int) -> int:
        return 0

    def ended(self, workflows: Sequence[str]) -> set[str]:
        return set()


@pytest.fixture
def desk(tmp_path: Any) -> Iterator[Desk]:
    with StandIn(tmp_path / "git") as github, Desk(github, tmp_path) as made:
        yield made


class Swept:
    """A pull request that we know, one that nobody told us of, and a delivery that failed."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.state = desk, desk.github.state
        self.known = desk.pull_request(PLAN)
        self.known.review("opened")
        self.unheard = unheard(self.known)
        self.fail_delivery()
        self.waited: list[float] = []
        self.sweep = Sweep(desk.shop, NoWorkflows(), sleep=self._sleep)

    def fail_delivery(self) -> None:
        self.state.deliveries.append(
            {
                "id": next(self.state.ids),
                "guid": str(uuid.uuid4()),
                "event": "pull_request",
                "delivered_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "status": "failed",
                "status_code": 502,
                "_payload": {},
                "_to": "http://127.0.0.1:9",
            }
        )

    async def _sleep(self, seconds: float) -> None:
        self.waited.append(seconds)

    def run(self) -> None:
        self.waited.clear()
        assert self.desk.run(self.sweep.run(at_once=True))

    @property
    def queued(self) -> bool:
        return self.desk.ledger.awaits(self.lane, self.unheard.head_sha)

    @property
    def lane(self) -> str:
        return lane_of(review_of(self.unheard, forced=False))

    def asked(self) -> int:
        """Deliveries that were asked for again, and GitHub said yes."""
        return sum(call.path.endswith("/attempts") and call.status == 202 for call in self.state.calls)

    def calls(self, ending: str) -> int:
        return sum(call.path.endswith(ending) for call in self.state.calls)


def unheard(known: Case) -> PullRequest:
    known.git.commit({"docs/plans/berths.md": "# Plan\n"}, branch="other", start="main")
    pull = known.state.open_pull_request(known.repository, "other")
    repository = known.repository
    head = str(known.git.head("other"))
    return PullRequest(77, repository.id, repository.owner, repository.name, pull.number, head, "main", "")


@pytest.mark.parametrize(
    "fault",
    [
        {"times": 3},  # a read is tried three times before it counts as failed
        {"when": "after", "times": 3},
        {"cut": True, "when": "after", "times": 3},
        {"status": 401, "body": {"message": "Bad credentials"}, "times": 2},
        {"status": 403, "headers": {"retry-after": "1"}, "body": LIMITED},
        {"status": 429, "headers": {"retry-after": "1"}, "body": LIMITED},
    ],
    ids=["502 before", "502 after", "cut off after", "401", "403 limit", "429"],
)
@pytest.mark.parametrize(("method", "path"), [("GET", DELIVERIES), ("POST", ATTEMPTS), ("GET", PULLS)])
def test_what_a_passing_fault_stopped_is_made_good_in_the_same_turn(
    desk: Desk, method: str, path: str, fault: dict[str, Any]
) -> None:
    swept = Swept(desk)
    given = desk.github.fail(method, path, **fault)
    swept.run()
    assert given.times == 0
    assert swept.asked() >= 1
    assert swept.queued
    assert desk.ledger.mark("deliveries")
    assert sum(swept.waited) <= 40
    assert swept.waited


def test_what_was_done_is_not_done_again_with_it(desk: Desk) -> None:
    swept = Swept(desk)
    desk.github.fail("GET", DELIVERIES, cut=True, times=3)
    swept.run()
    assert swept.calls("/pulls") == 1


def test_it_gives_up_until_the_next_turn_and_asks_each_time_less_often(desk: Desk) -> None:
    swept = Swept(desk)
    fault = desk.github.fail("*", "/app/hook/*", status=503, times=10_000)
    swept.run()
    assert swept.waited == list(WAITS)
    assert swept.queued, "the other parts were done"
    assert 10_000 - fault.times < 25
    fault.times = 0
    swept.run()
    assert (swept.waited, swept.asked()) == ([], 1)


def test_a_long_pause_of_github_s_leaves_the_rest_to_the_next_turn(desk: Desk) -> None:
    swept = Swept(desk)
    desk.github.fail("GET", PULLS, status=403, headers={"retry-after": "900"}, body=LIMITED)
    swept.run()
    assert swept.waited == []
    swept.run()
    assert swept.queued


def test_one_delivery_that_fails_does_not_keep_the_others_from_being_asked_for(desk: Desk) -> None:
    swept = Swept(desk)
    swept.fail_delivery()
    bad, good = (one["id"] for one in swept.state.deliveries[-2:])
    desk.github.fail("POST", f"/app/hook/deliveries/{bad}/attempts", status=500, times=10_000)
    swept.run()
    assert any(call.path.endswith(f"/{good}/attempts") for call in swept.state.calls)


def test_repositories_that_fail_are_looked_through_later_and_alone(desk: Desk) -> None:
    swept = Swept(desk)
    for _ in range(5):
        desk.pull_request(PLAN).review("opened")
    at = f"/repos/{swept.known.repository.full_name}/pulls"
    desk.github.fail("GET", at, cut=True, times=3)
    swept.run()
    assert swept.queued
    assert swept.calls("/pulls") == 6 + 3


def test_a_github_that_is_down_is_not_asked_for_each_repository(desk: Desk) -> None:
    swept = Swept(desk)
    for _ in range(5):
        desk.pull_request(PLAN).review("opened")
    fault = desk.github.fail("GET", PULLS, cut=True, times=10_000)
    swept.run()
    assert 10_000 - fault.times == 3 * 3 * (len(WAITS) + 1)
    fault.times = 0
    swept.run()
    assert swept.queued


def test_an_installation_that_is_back_is_looked_through_despite_a_fault(desk: Desk) -> None:
    swept = Swept(desk)
    job = triage("installation", json.dumps({"action": "unsuspend", "installation": {"id": 77}}).encode())
    new = NewJob(job, "back", now_ms())  # type: ignore[arg-type]
    desk.ledger.queue([new])
    desk.github.fail("GET", PULLS, cut=True, times=3)
    assert desk.run(Jobs(desk.shop, now_ms)(new.id)) == "again"
    assert desk.run(Jobs(desk.shop, now_ms)(new.id)) == "done"
    assert swept.queued
