"""The job engine: starts and ends it, knows its queues, and is the only place that names its parts.

`DBOS._recover_pending_workflows` is not public; a test of ours holds it in place.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import sqlalchemy as sa
import structlog
from dbos import DBOS, DBOSConfig
from dbos import DBOSPortableJSONSerializer as Serializer

from github_app.jobs.database import connect, create_tables, engine_url, is_sqlite
from github_app.jobs.liveness import Reaper, executor_id, locks_for
from github_app.jobs.queueing import APPLICATION, QUEUES, VERSION, WORKFLOW
from github_app.metrics import TAKEOVERS

_log = structlog.get_logger("planreview.engine")
POLL_SECONDS = 0.25
WORKERS = {"reviews": 48, "backlog": 16}
"""Jobs at once in this process; most of their time they wait for GitHub."""
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 15.0
_ACTIVE = frozenset({"PENDING", "ENQUEUED", "DELAYED"})
_A_BATCH = 500
_MOST_RECOVERIES = 1000
"""The engine's own limit on restarts. Ours is lower, and says so in the check run."""

_handle: Callable[[str], Awaitable[str]] | None = None
_idle = threading.Event()


@DBOS.workflow(name=WORKFLOW, max_recovery_attempts=_MOST_RECOVERIES)
async def _run(job_id: str) -> str:
    """One attempt at a job. Without steps: after a crash it begins anew, and every write looks first.

    The engine never runs again what raises, and what raises here is the database: so we wait for it and begin anew.
    """
    assert _handle is not None, "the engine was not started"
    wait = _FIRST_WAIT
    while True:
        try:
            return await _handle(job_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the job was promised an end
            _log.warning("begun anew once the database is back", job=job_id, error=str(error)[:300])
        await asyncio.sleep(wait)
        wait = min(_LONGEST_WAIT, 2 * wait)


def prepare(url: str) -> None:
    """Create or migrate all tables. Safe from several processes at once."""
    engine = connect(url)
    try:
        create_tables(engine)
    finally:
        engine.dispose()
    DBOS(config=_config(url, "migration"))
    try:
        DBOS.listen_queues(["none"])  # this process runs no jobs
        DBOS.launch()
    finally:
        DBOS.destroy()


class Engine:
    """The worker side: runs jobs with `handle` until it is stopped."""

    def __init__(
        self,
        url: str,
        handle: Callable[[str], Awaitable[str]],
        *,
        poll_seconds: float = POLL_SECONDS,
        workers: dict[str, int] | None = None,
    ) -> None:
        self._url, self._handle = url, handle
        self._poll, self._workers = poll_seconds, workers or WORKERS
        self._locks = locks_for(url)
        self.executor = executor_id()
        self._engine = connect(url, wait_seconds=10, pool_size=1)
        names = ("workflow_uuid", "status", "executor_id", "created_at", "updated_at")
        columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in names]
        self._status = sa.table("workflow_status", *columns, schema=None if is_sqlite(url) else "dbos").c
        self._reaper = Reaper(self._locks, self.executor, self._owners, self._take_over)

    async def start(self) -> None:
        """Start on the running loop: jobs run there."""
        global _handle
        create_tables(self._engine)
        self._locks.hold(self.executor)
        _handle = self._handle
        DBOS(config=_config(self._url, self.executor))
        DBOS.launch()
        for name in QUEUES:
            await DBOS.register_queue_async(
                name,
                partition_concurrency=1,
                worker_concurrency=self._workers[name],
                polling_interval_sec=self._poll,
                on_conflict="always_update",
            )
        self._reaper.start()
        _log.info("worker started", executor=self.executor)

    def stop(self, grace_seconds: float = 20.0) -> None:
        """Let running jobs end within the grace period; what is left goes on in another process or at the next start.

        Call it in another thread than the loop's, which must go on running.
        """
        self._reaper.stop()
        DBOS.destroy(workflow_completion_timeout_sec=int(grace_seconds))
        self._locks.close()
        self._engine.dispose()
        _log.info("worker stopped", executor=self.executor)

    def forget(self, before_ms: int) -> int:
        """Delete the workflows that ended before then, also those whose job a lost process had already deleted; how many."""
        status = self._status
        query = sa.select(status.workflow_uuid).where(
            status.created_at < before_ms, status.updated_at < before_ms, status.status.not_in(_ACTIVE)
        )
        count = 0
        while some := self._read(query.limit(_A_BATCH)):
            DBOS.delete_workflows(some)
            count += len(some)
        return count

    def ended(self, workflows: Sequence[str]) -> set[str]:
        """Those that will not run any more: ended in any way, or unknown."""
        active: set[str] = set()
        for first in range(0, len(workflows), _A_BATCH):
            some = list(workflows[first : first + _A_BATCH])
            query = sa.select(self._status.workflow_uuid)
            active |= set(
                self._read(query.where(self._status.workflow_uuid.in_(some), self._status.status.in_(_ACTIVE)))
            )
        return set(workflows) - active

    def _owners(self) -> list[str]:
        query = sa.select(self._status.executor_id).where(self._status.status == "PENDING").distinct()
        return [name for name in self._read(query) if name]

    def _read(self, query: sa.Select[Any]) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def _take_over(self, dead: list[str]) -> int:
        count = len(DBOS._recover_pending_workflows(dead))  # noqa: SLF001 - the public way resets the count of tries
        TAKEOVERS.inc(count)
        return count


def _config(url: str, executor: str) -> DBOSConfig:
    config: dict[str, Any] = {
        "name": APPLICATION,
        "system_database_url": engine_url(url),
        "application_version": VERSION,
        "executor_id": executor,
        "serializer": Serializer(),
        "enable_otlp": False,
        "log_level": "WARNING",
    }
    return config  # type: ignore[return-value]
