"""What the ledger promises: one try at a time counted, work put off and taken up, keys, pauses, a shared pace."""

import pytest
import sqlalchemy as sa

from github_app.jobs.database import writes
from github_app.jobs.ledger import Attempt, Ledger, TakenOver, WorkKey
from github_app.jobs.queueing import NewJob, now_ms
from github_app.webhooks.jobs import CancelReview, ReviewPullRequest
from tests.github_app.jobs.examples import cancel_job, review_job


def queued(ledger: Ledger, number: int = 1, head: str = "a" * 40, origin: str = "one", **given: object) -> str:
    new = NewJob(review_job(number, head, **given), origin, now_ms())  # type: ignore[arg-type]
    ledger.queue([new])
    return new.id


def begun(ledger: Ledger, job_id: str) -> Attempt:
    attempt = ledger.begin(job_id)
    assert isinstance(attempt, Attempt)
    return attempt


def test_every_try_is_counted_also_those_that_never_ended(ledger: Ledger) -> None:
    job_id = queued(ledger)
    assert [begun(ledger, job_id).tries for _ in range(3)] == [1, 2, 3]


def test_an_ended_job_is_not_begun_again(ledger: Ledger) -> None:
    job_id = queued(ledger)
    begun(ledger, job_id)
    ledger.end(job_id, "reviewed")
    assert ledger.begin(job_id) == "done"
    assert ledger.begin("never seen") == "done"


def test_a_job_put_off_comes_back_as_another_workflow(ledger: Ledger) -> None:
    job_id = queued(ledger)
    ledger.again(begun(ledger, job_id), 0.5, "GitHub is down")
    assert ledger.queue_depth()[:2] == (1, 0)
    assert begun(ledger, job_id).retries == 1


def test_queueing_twice_is_queueing_once(ledger: Ledger) -> None:
    new = NewJob(review_job(), "one", now_ms())
    ledger.queue([new])
    ledger.queue([new])
    assert ledger.queue_depth()[0] == 1


def test_a_running_review_sees_the_newest_that_waits(ledger: Ledger) -> None:
    attempt = begun(ledger, queued(ledger, head="a" * 40))
    assert ledger.newer(attempt) is None
    ledger.queue([NewJob(review_job(head="b" * 40), "two", now_ms() + 1)])
    newer = ledger.newer(attempt)
    assert isinstance(newer, ReviewPullRequest)
    assert newer.head_sha == "b" * 40
    ledger.queue([NewJob(cancel_job(), "three", now_ms() + 2)])
    assert isinstance(ledger.newer(attempt), CancelReview)


def test_a_process_that_was_thought_dead_learns_that_its_job_is_another_s(ledger: Ledger) -> None:
    job_id = queued(ledger)
    first, second = begun(ledger, job_id), begun(ledger, job_id)
    assert ledger.newer(second) is None
    with pytest.raises(TakenOver):
        ledger.newer(first)
    ledger.again(first, 0.5, "too late")
    assert ledger.queue_depth()[:2] == (0, 1)


def test_a_job_without_its_workflow_is_restarted_once(ledger: Ledger) -> None:
    job_id = queued(ledger)
    assert ledger.unfinished_workflows(now_ms() + 1000) == {job_id: (job_id, 0)}
    assert [ledger.restart(job_id, 0) for _ in range(2)] == [True, False]
    assert ledger.unfinished_workflows(now_ms() + 1000) == {f"{job_id}~001": (job_id, 1)}
    assert begun(ledger, job_id).retries == 1


def test_a_completed_review_is_known_by_its_key(ledger: Ledger) -> None:
    attempt = begun(ledger, queued(ledger))
    ledger.save_check(500, 1, "a" * 40, 9001, open=True)
    key = WorkKey(500, 1, "a" * 40, "defaults", "1")
    ledger.complete(attempt, key, conclusion="success", posted=["f1", "f2"])
    assert ledger.reviewed(500, 1, "a" * 40) == [("defaults", "1", attempt.started_ms)]
    assert ledger.known_fingerprints(500, 1) == {"f1", "f2"}
    assert [check.open for check in ledger.checks_of(500, 1)] == [False]
    assert ledger.numbers_of(500, "a" * 40) == [1]
    assert ledger.begin(attempt.job_id) == "done"


def test_a_pause_holds_for_one_installation(ledger: Ledger) -> None:
    ledger.pause(77, 30)
    assert ledger.paused_seconds(77) == pytest.approx(30, abs=1)
    assert ledger.paused_seconds(78) == 0


def test_writes_of_one_installation_get_moments_of_their_own(ledger: Ledger) -> None:
    assert [round(ledger.reserve_write(77, 1.0)) for _ in range(4)] == [0, 1, 2, 3]
    assert ledger.reserve_write(78, 1.0) == 0


def test_check_runs_pass_comments_that_wait_and_a_comment_far_behind_takes_no_moment(ledger: Ledger) -> None:
    assert [ledger.reserve_write(77, 1.0, reserved=True) for _ in range(6)] == [0] * 6
    assert [round(ledger.reserve_write(77, 1.0)) for _ in range(6)] == [0, 1, 2, 3, 4, 4]
    assert ledger.reserve_write(77, 1.0, reserved=True) == 0


def test_the_hour_s_limit_holds_over_processes_and_restarts(database: sa.Engine) -> None:
    one, other = Ledger(database), Ledger(database)
    with database.begin() as connection:
        moments = [{"installation_id": 77, "at_ms": now_ms() - 3_000_000 + 5000 * n, "tells": True} for n in range(450)]
        connection.execute(sa.insert(writes), moments)
    assert other.reserve_write(77, 1.0) == pytest.approx(600, abs=2)
    assert one.reserve_write(77, 1.0, reserved=True) == 0
    one.close()
    other.close()


def test_repositories_are_looked_through_in_turn(ledger: Ledger) -> None:
    for repository in (500, 501, 502, 503, 504):
        new = NewJob(review_job(repository=repository), f"one-{repository}", now_ms())
        ledger.queue([new])
        begun(ledger, new.id)
    turns = [[place.repository_id for place in ledger.places_in_turn(0, 2)] for _ in range(3)]
    assert turns == [[500, 501], [502, 503], [504, 500]]
    assert len(ledger.places_of(77)) == 5
    assert ledger.places_in_turn(now_ms() + 1000, 2) == []


def test_a_head_is_settled_by_a_review_or_a_completed_check_run(ledger: Ledger) -> None:
    assert not ledger.is_settled(500, 1, "a" * 40)
    ledger.save_check(500, 1, "a" * 40, 9001, open=True)
    assert not ledger.is_settled(500, 1, "a" * 40)
    ledger.save_check(500, 1, "a" * 40, 9001, open=False)
    assert ledger.is_settled(500, 1, "a" * 40)
    assert not ledger.is_settled(500, 2, "a" * 40)


def test_jobs_that_came_to_nothing_are_counted(ledger: Ledger) -> None:
    for origin, fate in (("one", "failed"), ("two", "gone"), ("three", "reviewed")):
        ledger.end(queued(ledger, origin=origin), fate)
    assert ledger.in_vain("500:1", "a" * 40, now_ms() - 10_000) == 2
    assert ledger.in_vain("500:1", "a" * 40, now_ms() + 10_000) == 0
