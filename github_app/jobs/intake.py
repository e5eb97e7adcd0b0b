"""Deliveries to disk before they are answered: what arrives together is written together."""

import asyncio
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects import postgresql, sqlite

from github_app.jobs.database import connect, deliveries, is_sqlite, jobs, take_write_lock
from github_app.jobs.queueing import NewJob, again, enqueue, in_turn, installation_of, make_client
from github_app.webhooks.jobs import Job

_log = structlog.get_logger("planreview.intake")
Accepted = Literal["queued", "known", "noted"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery after triage; `job` is None where it asks nothing, and `ignored` says why."""

    guid: str
    event: str
    action: str
    repository: str
    number: int | None
    received_ms: int
    job: Job | None
    ignored: str | None = None


@dataclass(slots=True)
class _Waiting:
    delivery: Delivery
    future: "asyncio.Future[Accepted]"
    loop: asyncio.AbstractEventLoop
    given_up: bool = field(default=False)


class Intake:
    """Group commit: one thread writes all that waits in one transaction. Safe for several processes."""

    def __init__(self, url: str, *, wait_seconds: float = 2.0) -> None:
        self._engine = connect(url, wait_seconds=wait_seconds, pool_size=2)
        self._client = make_client(self._engine)
        self._wait_seconds = wait_seconds
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="intake-aside")
        self._most = 256 if is_sqlite(url) else 64
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
        self._thread.start()

    async def put(self, delivery: Delivery) -> Accepted:
        """Return once the delivery is on disk; raises what the database raises. Cancel to give up."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(delivery, loop.create_future(), loop)
        self._queue.put(waiting)
        try:
            return await waiting.future
        except asyncio.CancelledError:
            waiting.given_up = True
            raise

    def reachable(self) -> None:
        """Raises if the database can't be used."""
        with self._engine.connect() as connection:
            connection.execute(sa.select(jobs.c.id).limit(1))

    def close(self) -> None:
        self._queue.put(None)
        self._thread.join(timeout=10)
        self._aside.shutdown()
        self._client.destroy()
        self._engine.dispose()

    def _run(self) -> None:
        while True:
            first = self._queue.get()
            batch = [] if first is None else [first]
            while len(batch) < self._most and not self._queue.empty():
                item = self._queue.get()
                if item is None:
                    first = None
                    break
                batch.append(item)
            self._store([item for item in batch if not item.given_up])
            if first is None:
                return

    def _store(self, batch: list[_Waiting]) -> None:
        if not batch:
            return
        try:
            results: Sequence[Accepted | Exception] = self._write([item.delivery for item in batch])
        except sa.exc.OperationalError as error:
            results = [error] * len(batch)
        except Exception as error:  # noqa: BLE001 - one bad delivery must not refuse its neighbours
            _log.warning("a batch could not be stored at once", deliveries=len(batch), error=str(error)[:300])
            results = [self._write_one(item.delivery) for item in batch]
        for item, result in zip(batch, results, strict=True):
            try:
                item.loop.call_soon_threadsafe(_answer, item.future, result)
            except RuntimeError:
                _log.warning("the answer came after the server's end", delivery=item.delivery.guid)

    def _write_one(self, delivery: Delivery) -> Accepted | Exception:
        try:
            return self._write([delivery])[0]
        except Exception as error:  # noqa: BLE001 - handed to the one who waits
            return error

    def _write(self, batch: Sequence[Delivery]) -> list[Accepted]:
        with self._engine.begin() as connection:
            take_write_lock(connection, self._wait_seconds)
            in_turn(connection, *(installation_of(delivery.job) for delivery in batch if delivery.job))
            results, new = _insert(connection, batch)
            void = enqueue(connection, self._client, new)
        if void:
            self._aside.submit(self._cancel, void)
        return results

    def _cancel(self, workflows: list[str]) -> None:
        try:
            self._client.cancel_workflows(workflows)
        except Exception as error:  # noqa: BLE001 - they see in their own row that they are void
            _log.info("void work was not cancelled", error=str(error)[:300])


def _insert(connection: sa.Connection, batch: Sequence[Delivery]) -> tuple[list[Accepted], list[NewJob]]:
    """Insert the deliveries that are new, or whose job failed; returns an answer for each and the jobs to queue."""
    known = _known(connection, [delivery.guid for delivery in batch])
    results: list[Accepted] = []
    rows: dict[str, dict[str, Any]] = {}
    new: list[NewJob] = []
    for delivery in batch:
        job = NewJob(delivery.job, delivery.guid, delivery.received_ms) if delivery.job else None
        if delivery.guid in known:
            failed = known[delivery.guid]
            if job is None or failed is None:
                results.append("known")
                continue
            job = again(replace(job, created_ms=max(job.created_ms, delivery.received_ms)), failed + 1)
        known[delivery.guid] = None
        rows[delivery.guid] = {
            "guid": delivery.guid,
            "event": delivery.event,
            "action": delivery.action,
            "repository": delivery.repository,
            "number": delivery.number,
            "received_ms": delivery.received_ms,
            "ignored": delivery.ignored,
            "job_id": job.id if job else None,
        }
        if job:
            new.append(job)
        results.append("queued" if job else "noted")
    if not rows:
        return results, []
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    insert = make(deliveries)
    update = insert.on_conflict_do_update(
        index_elements=["guid"],
        set_={"job_id": insert.excluded.job_id, "received_ms": insert.excluded.received_ms},
    )
    connection.execute(update, list(rows.values()))
    return results, new


def _known(connection: sa.Connection, guids: Sequence[str]) -> dict[str, int | None]:
    """Deliveries that are stored: None, or the number of tries where their job failed and may be asked for again."""
    found = connection.execute(
        sa.select(deliveries.c.guid, jobs.c.fate, jobs.c.tries)
        .select_from(deliveries.outerjoin(jobs, jobs.c.id == deliveries.c.job_id))
        .where(deliveries.c.guid.in_(guids))
    )
    return {guid: (tries if fate == "failed" else None) for guid, fate, tries in found}


def _answer(future: "asyncio.Future[Accepted]", result: Accepted | Exception) -> None:
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
