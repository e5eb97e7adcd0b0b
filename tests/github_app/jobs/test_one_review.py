"""One piece of work is one review: its key, one at a time for a pull request, and a newer push stops the running one."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from github_app.jobs import reading
from github_app.jobs.engine import Engine
from github_app.jobs.intake import Intake
from github_app.jobs.ledger import Attempt, Ledger
from github_app.jobs.queueing import NewJob, now_ms
from github_app.webhooks.jobs import Place, ReviewPullRequest
from tests.github_app.jobs.examples import delivery, review_job
from tests.github_app.jobs.reviewing import Case, Desk
from tests.standin import Fault, StandIn

PLAN = "docs/plans/weirs.md"
POOR = "# Plan: weirs\n\n## Steps\n\n1. **Drop the `levels` table**\n   - Handle errors properly\n"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with StandIn(tmp_path / "git") as github, Desk(github, tmp_path) as desk:
        yield desk.pull_request({PLAN: POOR})


def test_the_same_commit_is_judged_again_only_by_another_engine_configuration_or_base(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    for change in ("", "again", "engine", "again", "configuration", "again", "base", "again"):
        if change == "engine":
            monkeypatch.setattr(reading, "ENGINE", "another")
        elif change == "configuration":
            case.git.commit({".github/planreview.yml": "fail_on: never\n"})
        elif change == "base":
            case.git.commit({"README.md": "# weirs\n"}, branch="release", start="main")
            case.pull.base_ref = "release"
        case.review("opened")
        counts.append(len(case.checks))
    assert counts == [1, 1, 2, 2, 3, 3, 4, 4]
    assert len(case.repository.reviews) == 1


def test_a_push_while_a_review_reads_stops_it_before_it_posts(case: Case) -> None:
    old = case.head

    def push_meanwhile(method: str, path: str) -> Fault | None:
        if "/git/blobs/" in path and case.head == old:
            case.push({PLAN: POOR + "2. **Paint the gates**\n"})
            place = Place(77, case.repository.id, case.repository.owner, case.repository.name)
            job = ReviewPullRequest(place, case.pull.number, case.head, "main", str(case.git.head("main")))
            case.desk.ledger.queue([NewJob(job, "meanwhile", now_ms() + 1)])
        return None

    case.state.weather = push_meanwhile
    case.review("opened")
    assert {review["commit_id"] for review in case.repository.reviews.values()} == {case.head}
    ended = {run["head_sha"]: run["output"]["title"] for run in case.repository.checks.values()}
    assert ended[old] == "Superseded"
    assert {run["status"] for run in case.repository.checks.values()} == {"completed"}


def test_a_pull_request_s_next_review_waits_for_the_running_one_and_another_s_does_not(
    prepared: str, ledger: Ledger
) -> None:
    async def story() -> list[str]:
        go_on, began = asyncio.Event(), asyncio.Queue[str]()

        async def handle(job_id: str) -> str:
            attempt = await asyncio.to_thread(ledger.begin, job_id)
            assert isinstance(attempt, Attempt)
            await began.put(f"{attempt.lane} {getattr(attempt.job, 'head_sha', '')[:1]}")
            if attempt.lane == "500:1":
                await go_on.wait()
            await asyncio.to_thread(ledger.end, job_id, "reviewed")
            return "reviewed"

        engine, intake = Engine(prepared, handle, poll_seconds=0.05), Intake(prepared)
        await engine.start()
        order = []
        async with asyncio.timeout(60):
            for job in (
                review_job(1, "a" * 40),
                review_job(1, "b" * 40),
                *(review_job(n, "c" * 40) for n in (2, 3, 4)),
            ):
                await intake.put(delivery(job))
                if job.head_sha[0] != "b":
                    order.append(await began.get())
            go_on.set()
            order.append(await began.get())
        await asyncio.to_thread(engine.stop, 5)
        intake.close()
        return order

    assert asyncio.run(story()) == ["500:1 a", "500:2 c", "500:3 c", "500:4 c", "500:1 b"]


def test_what_is_answered_with_202_is_flushed_to_the_disk(prepared: str, database: sa.Engine) -> None:
    intake = Intake(prepared)
    try:
        for engine in (database, intake._engine):
            with engine.connect() as connection:
                if database.dialect.name == "sqlite":
                    found = [
                        connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                        for name in ("synchronous", "journal_mode")
                    ]
                    assert found == [2, "wal"]
                else:
                    assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    finally:
        intake.close()
