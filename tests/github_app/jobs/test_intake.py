"""A delivery is on disk before it is answered, and is worked on once."""

import asyncio
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from github_app.jobs.database import deliveries, jobs
from github_app.jobs.intake import Intake
from github_app.jobs.ledger import Attempt, Ledger
from github_app.jobs.queueing import FAIR_SHARE
from tests.github_app.jobs.examples import cancel_job, delivery, review_job
from tests.github_app.jobs.serving import wait_for


@pytest.fixture
def intake(prepared: str) -> Iterator[Intake]:
    made = Intake(prepared)
    yield made
    made.close()


def put(intake: Intake, *given: object) -> list[object]:
    async def all_at_once() -> list[object]:
        return list(await asyncio.gather(*(intake.put(one) for one in given)))  # type: ignore[arg-type]

    return asyncio.run(all_at_once())


def workflows(database: sa.Engine) -> dict[str, str]:
    schema = "" if database.dialect.name == "sqlite" else "dbos."
    with database.connect() as connection:
        rows = connection.exec_driver_sql(f"SELECT workflow_uuid, status FROM {schema}workflow_status")
        return {name: status for name, status in rows if "/" in name}


def states(database: sa.Engine) -> dict[str, str]:
    with database.connect() as connection:
        rows = connection.execute(sa.select(jobs.c.head_sha, jobs.c.state, jobs.c.fate))
        return {head[:1]: f"{state} {fate or ''}".strip() for head, state, fate in rows}


def test_a_delivery_and_its_workflow_are_stored_together(intake: Intake, database: sa.Engine) -> None:
    assert put(intake, delivery(review_job())) == ["queued"]
    assert list(workflows(database).values()) == ["ENQUEUED"]
    assert states(database) == {"a": "queued"}


def test_an_ignored_delivery_is_noted_without_work(intake: Intake, database: sa.Engine, ledger: Ledger) -> None:
    assert put(intake, delivery(None, ignored="no command")) == ["noted"]
    assert workflows(database) == {}
    assert ledger.recent_deliveries()[0]["ignored"] == "no command"


def test_a_guid_is_taken_once_also_within_one_batch(intake: Intake, database: sa.Engine) -> None:
    one = delivery(review_job(), guid="same-guid-1")
    assert sorted(str(r) for r in put(intake, one, one, one)) == ["known", "known", "queued"]
    assert put(intake, one) == ["known"]
    assert len(workflows(database)) == 1


def test_a_redelivery_after_a_failed_job_is_worked_on_again(
    intake: Intake, database: sa.Engine, ledger: Ledger
) -> None:
    put(intake, delivery(review_job(), guid="same-guid-2"))
    (job_id,) = workflows(database)
    assert isinstance(ledger.begin(job_id), Attempt)
    ledger.end(job_id, "failed", "GitHub was down")
    assert put(intake, delivery(review_job(), guid="same-guid-2")) == ["queued"]
    assert len(workflows(database)) == 2


def test_a_redelivery_after_a_finished_job_is_not(intake: Intake, database: sa.Engine, ledger: Ledger) -> None:
    put(intake, delivery(review_job(), guid="same-guid-3"))
    (job_id,) = workflows(database)
    ledger.begin(job_id)
    ledger.end(job_id, "reviewed")
    assert put(intake, delivery(review_job(), guid="same-guid-3")) == ["known"]


def test_a_newer_push_makes_waiting_reviews_void(intake: Intake, database: sa.Engine) -> None:
    for head in "abc":
        put(intake, delivery(review_job(head=head * 40)))
    assert states(database) == {"a": "done superseded", "b": "done superseded", "c": "queued"}
    wait_for(lambda: sorted(workflows(database).values()) == ["CANCELLED", "CANCELLED", "ENQUEUED"])


def test_another_pull_request_is_left_alone(intake: Intake, database: sa.Engine) -> None:
    put(intake, delivery(review_job(number=1, head="a" * 40)), delivery(review_job(number=2, head="b" * 40)))
    assert states(database) == {"a": "queued", "b": "queued"}


def test_a_forced_review_yields_only_to_a_forced_one(intake: Intake, database: sa.Engine) -> None:
    put(intake, delivery(review_job(head="a" * 40, forced=True)))
    put(intake, delivery(review_job(head="b" * 40)))
    assert states(database)["a"] == "queued"
    put(intake, delivery(review_job(head="c" * 40, forced=True)))
    assert states(database) == {"a": "done superseded", "b": "done superseded", "c": "queued"}


def test_closing_makes_everything_void(intake: Intake, database: sa.Engine) -> None:
    put(intake, delivery(review_job(head="a" * 40, forced=True)))
    put(intake, delivery(cancel_job()))
    assert states(database)["a"] == "done superseded"


def test_an_installation_s_overflow_waits_in_its_own_queue(intake: Intake, database: sa.Engine) -> None:
    put(intake, *(delivery(review_job(number=n)) for n in range(1, FAIR_SHARE + 6)))
    put(intake, delivery(review_job(number=1, installation=78)))
    query = sa.select(jobs.c.installation_id, jobs.c.queue, sa.func.count()).group_by(
        jobs.c.installation_id, jobs.c.queue
    )
    with database.connect() as connection:
        found = {(one, queue): count for one, queue, count in connection.execute(query)}
    assert found == {(77, "reviews"): FAIR_SHARE, (77, "backlog"): 5, (78, "reviews"): 1}


def test_a_lane_never_lies_in_two_queues(intake: Intake, database: sa.Engine) -> None:
    put(intake, *(delivery(review_job(number=n)) for n in range(1, FAIR_SHARE + 6)))
    put(intake, *(delivery(review_job(number=n, head="b" * 40)) for n in range(1, FAIR_SHARE + 6)))
    with database.connect() as connection:
        query = sa.select(jobs.c.lane, sa.func.count(sa.distinct(jobs.c.queue))).group_by(jobs.c.lane)
        assert {count for _, count in connection.execute(query)} == {1}


def test_a_burst_is_stored_in_few_transactions_and_completely(intake: Intake, database: sa.Engine) -> None:
    assert put(intake, *(delivery(review_job(number=n)) for n in range(200))) == ["queued"] * 200
    with database.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(deliveries)) == 200
    assert len(workflows(database)) == 200


def test_one_bad_delivery_does_not_refuse_its_neighbours(intake: Intake) -> None:
    bad = delivery(review_job(), repository=None)  # type: ignore[arg-type]

    async def both() -> list[object]:
        return list(
            await asyncio.gather(intake.put(bad), intake.put(delivery(review_job(number=2))), return_exceptions=True)
        )

    refused, stored = asyncio.run(both())
    assert isinstance(refused, sa.exc.IntegrityError)
    assert stored == "queued"


def test_two_processes_agree_on_a_delivery(prepared: str, intake: Intake, database: sa.Engine) -> None:
    other = Intake(prepared)
    try:
        given = [delivery(review_job(number=n), guid=f"both-have-{n:03d}") for n in range(40)]

        async def both() -> list[object]:
            return list(await asyncio.gather(*(i.put(d) for d in given for i in (intake, other))))

        results = asyncio.run(both())
    finally:
        other.close()
    assert results.count("queued") == 40
    assert len(workflows(database)) == 40
