"""Two heads of one pull request whose jobs were put off in turn: the newest is reviewed, whichever comes back first."""

from collections.abc import Iterator

import pytest

from github_app.jobs.handler import Jobs
from github_app.jobs.ledger import Attempt
from github_app.jobs.queueing import NewJob, now_ms
from github_app.webhooks.jobs import Place, ReviewPullRequest
from tests.github_app.jobs.reviewing import Case, Desk
from tests.standin import StandIn

PLAN = "docs/plans/orchard.md"
POOR = "# Plan: orchard\n\n## Steps\n\n1. **Drop the old `trees` table**\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with StandIn(folder / "git") as github, Desk(github, folder) as made:
        yield made


def job_of(case: Case, origin: str) -> NewJob:
    owner, _, name = case.repository.full_name.partition("/")
    place = Place(case.state.installation_of(case.repository), case.repository.id, owner, name)
    return NewJob(
        ReviewPullRequest(place, case.pull.number, case.head, "main", str(case.git.head("main"))), origin, now_ms()
    )


def one_try(desk: Desk, new: NewJob) -> str:
    return str(desk.run(Jobs(desk.shop, now_ms)(new.id)))


def older_put_off_then_newer(desk: Desk) -> tuple[Case, NewJob, NewJob]:
    """The older job was at work when the newer push came, so nothing made it void; then both are put off."""
    case = desk.pull_request({PLAN: POOR})
    older = job_of(case, "a-older")
    desk.ledger.queue([older])
    attempt = desk.ledger.begin(older.id)
    assert isinstance(attempt, Attempt)
    case.push({PLAN: POOR + "2. Plant new ones as needed\n"})
    newer = job_of(case, "b-newer")
    desk.ledger.queue([newer])
    desk.ledger.again(attempt, 1, "put off")
    desk.github.fail("GET", f"/repos/{case.repository.full_name}/git/blobs/*", status=404)
    assert one_try(desk, newer) == "again"
    assert [run["status"] for run in case.checks] == ["in_progress"]
    return case, older, newer


def assert_reviewed(case: Case) -> None:
    (run,) = case.checks
    assert (run["status"], run["conclusion"]) == ("completed", "failure")
    assert [review["commit_id"] for review in case.repository.reviews.values()] == [case.head]
    assert case.comments


def test_an_older_head_that_comes_back_leaves_the_newest_head_s_check_run_alone(desk: Desk) -> None:
    case, older, newer = older_put_off_then_newer(desk)
    assert one_try(desk, older) == "superseded"
    assert [run["status"] for run in case.checks] == ["in_progress"], "a neutral check would let it be merged unseen"
    assert one_try(desk, newer) == "reviewed"
    assert_reviewed(case)


def test_a_check_run_that_somebody_ended_without_a_verdict_does_not_stand_for_the_review(desk: Desk) -> None:
    case, _, newer = older_put_off_then_newer(desk)
    (run,) = case.checks
    run |= {"status": "completed", "conclusion": "neutral", "output": {"title": "Superseded", "summary": ""}}
    assert one_try(desk, newer) == "reviewed"
    assert_reviewed(case)
