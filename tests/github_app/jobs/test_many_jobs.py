"""Many jobs in the real engine: what is finished leaves nothing behind, and no installation makes another wait."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace

import sqlalchemy as sa

from github_app.jobs.engine import WORKERS, Engine
from github_app.jobs.intake import Intake
from github_app.jobs.ledger import Attempt, Ledger, WorkKey
from github_app.jobs.queueing import now_ms
from github_app.jobs.sweeps import Sweep
from tests.github_app.jobs.examples import delivery, review_job
from tests.github_app.jobs.test_intake import workflows

REVIEWS, ROUNDS = 60, 4
MOST_BYTES = {"sqlite": 16 * 1024, "postgresql": 64 * 1024}
"""Of the database for one review, with its delivery, its job and the engine's rows, while it is kept; a server's also holds dead rows until it cleans up."""


def rows(database: sa.Engine) -> dict[str, int]:
    """Rows of every table, ours and the engine's."""
    looked = sa.inspect(database)
    schemas = [None] if database.dialect.name == "sqlite" else ["public", "dbos"]
    tables = [sa.table(name, schema=schema) for schema in schemas for name in looked.get_table_names(schema)]
    with database.connect() as connection:
        return {one.name: connection.scalar(sa.select(sa.func.count()).select_from(one)) or 0 for one in tables}


def bytes_of(database: sa.Engine) -> int:
    """Of the whole database, free pages included."""
    ask = "SELECT pg_database_size(current_database())"
    if database.dialect.name == "sqlite":
        ask = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    with database.connect() as connection:
        return int(connection.exec_driver_sql(ask).scalar_one())


async def until(done: Callable[[], bool], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(done):  # noqa: ASYNC110 - what is waited for is in a database
            await asyncio.sleep(0.05)


def reviewing(ledger: Ledger) -> Callable[[str], Awaitable[str]]:
    """A job that leaves what a review leaves: a check run, a review, fingerprints, a pace, its end."""

    def review(job_id: str) -> str:
        attempt = ledger.begin(job_id)
        assert isinstance(attempt, Attempt)
        if attempt.retries == 0 and attempt.lane.endswith("7"):
            ledger.again(attempt, 0.01, "put off once")
            return "again"
        number, head = int(attempt.lane.rpartition(":")[2]), "a" * 40
        ledger.save_check(500, number, head, 9000 + number, open=True)
        key = WorkKey(500, number, head, "defaults@main", "1")
        ledger.complete(attempt, key, conclusion="success", posted=[f"{number:032}{n}" for n in range(5)])
        return "reviewed"

    async def handle(job_id: str) -> str:
        return await asyncio.to_thread(review, job_id)

    return handle


def test_finished_work_leaves_no_row_and_the_database_does_not_grow(
    prepared: str, database: sa.Engine, ledger: Ledger
) -> None:
    async def rounds() -> tuple[list[int], list[dict[str, int]]]:
        engine, intake = Engine(prepared, reviewing(ledger), poll_seconds=0.05), Intake(prepared)
        sweep = Sweep(SimpleNamespace(ledger=ledger), engine, retention_days=0)  # type: ignore[arg-type]
        sizes, left = [bytes_of(database)], []
        await engine.start()
        for _ in range(ROUNDS):
            new = [delivery(review_job(n), received_ms=now_ms()) for n in range(1, REVIEWS + 1)]
            await asyncio.gather(*map(intake.put, new))
            await until(lambda: ledger.queue_depth()[:2] == (0, 0))
            await until(lambda: set(workflows(database).values()) == {"SUCCESS"})
            sizes.append(bytes_of(database))
            await asyncio.sleep(0.01)  # a millisecond later than the last end
            await until(lambda: now_ms() > newest(database))
            await sweep._forget()
            left.append(rows(database))
        await asyncio.to_thread(engine.stop, 5)
        intake.close()
        return sizes, left

    sizes, left = asyncio.run(rounds())
    ours = {name: count for name, count in left[-1].items() if name.startswith("planreview_")}
    assert set(ours.values()) == {0}, ours
    assert left[-1] == left[0]
    assert left[-1]["workflow_status"] == 0
    assert (sizes[1] - sizes[0]) / REVIEWS <= MOST_BYTES[database.dialect.name], sizes
    if database.dialect.name == "sqlite":  # the server gives pages back when it likes
        assert sizes[-1] <= sizes[1] * 1.05, sizes


def newest(database: sa.Engine) -> int:
    """When the engine last touched a workflow; SQLite of Python 3.11 tells whole seconds."""
    schema = "" if database.dialect.name == "sqlite" else "dbos."
    with database.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT max(updated_at) FROM {schema}workflow_status").scalar_one())


def test_workflows_whose_jobs_a_killed_process_had_forgotten_are_forgotten_too(
    prepared: str, database: sa.Engine, ledger: Ledger
) -> None:
    async def story() -> tuple[int, int]:
        engine, intake = Engine(prepared, reviewing(ledger), poll_seconds=0.05), Intake(prepared)
        await engine.start()
        await intake.put(delivery(review_job(1)))
        await until(lambda: set(workflows(database).values()) == {"SUCCESS"})
        ledger.delete_before(now_ms() + 1000)  # and then the process is killed
        early = await asyncio.to_thread(engine.forget, now_ms() - 60_000)
        late = await asyncio.to_thread(engine.forget, now_ms() + 60_000)
        await asyncio.to_thread(engine.stop, 5)
        intake.close()
        return early, late

    assert asyncio.run(story()) == (0, 1)
    assert workflows(database) == {}


def test_jobs_of_one_installation_that_never_end_do_not_keep_another_s_from_beginning(
    prepared: str, database: sa.Engine, ledger: Ledger
) -> None:
    begun: dict[int, int] = {77: 0, 78: 0}

    async def story() -> dict[int, int]:
        go_on, other = asyncio.Event(), asyncio.Event()

        async def handle(job_id: str) -> str:
            attempt = await asyncio.to_thread(ledger.begin, job_id)
            assert isinstance(attempt, Attempt)
            installation = attempt.job.place.installation_id  # type: ignore[union-attr]
            begun[installation] += 1
            if installation == 77:
                await go_on.wait()
            else:
                other.set()
            await asyncio.to_thread(ledger.end, job_id, "reviewed")
            return "reviewed"

        engine, intake = Engine(prepared, handle, poll_seconds=0.05), Intake(prepared)
        await asyncio.gather(*(intake.put(delivery(review_job(n), received_ms=now_ms())) for n in range(1, 201)))
        await engine.start()
        async with asyncio.timeout(60):
            while begun[77] < 36:  # noqa: ASYNC110 - all that one installation may have at work: 20 and the backlog's 16
                await asyncio.sleep(0.02)
        await intake.put(delivery(review_job(1, installation=78, repository=600), received_ms=now_ms()))
        async with asyncio.timeout(60):
            await other.wait()
        at_work = dict(begun)
        go_on.set()
        await asyncio.to_thread(engine.stop, 5)
        intake.close()
        return at_work

    at_work = asyncio.run(story())
    assert at_work == {77: 36, 78: 1}, WORKERS
