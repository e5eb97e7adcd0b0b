"""New jobs into the tables and the engine's queues, in the caller's transaction."""

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from dbos import DBOSClient, EnqueueOptions
from dbos import DBOSPortableJSONSerializer as Serializer

from github_app.jobs.database import jobs
from github_app.webhooks.jobs import CancelReview, Job, RerunCheck, ReviewPullRequest, RunCommand, job_to_json

APPLICATION = "planreview"
VERSION = "planreview-1"
"""Constant: the engine never runs the work of another version, so a new one would strand what is queued.
Workflow code changes only so that it can go on with the rows an older release left."""
WORKFLOW = "planreview.job"
QUEUES = ("reviews", "backlog")
FAIR_SHARE = 20
"""Unfinished jobs of one installation in the first queue; what is beyond waits in the second, with its own workers."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to queue. `origin` makes its id unique: the delivery's GUID, or what else asked for it."""

    job: Job
    origin: str
    created_ms: int

    @property
    def id(self) -> str:
        return f"{lane_of(self.job)}/{self.created_ms:013d}/{self.origin}"


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def lane_of(job: Job) -> str:
    """Jobs of one lane run one at a time; commands don't wait for the review they ask about."""
    if isinstance(job, RunCommand):
        return f"command:{job.lane}:{job.comment_id}"
    if isinstance(job, RerunCheck):
        return f"rerun:{job.lane}"
    return job.lane


def make_client(engine: sa.Engine) -> DBOSClient:
    """The engine's client on our connections: it only writes where a transaction of ours is open."""
    return DBOSClient(
        system_database_engine=engine,
        serializer=Serializer(),
        application_name=APPLICATION,
        retry_connection_errors=False,
        lazy=True,
    )


def enqueue(connection: sa.Connection, client: DBOSClient, new: Sequence[NewJob]) -> list[str]:
    """Queue jobs in the open transaction. Returns workflows that became void, to be cancelled after the commit."""
    if not new:
        return []
    in_turn(connection, *(installation_of(item.job) for item in new))
    lanes = {lane_of(item.job) for item in new}
    installations = {installation_of(item.job) for item in new}
    unfinished = jobs.c.state != "done"
    busy = _pairs(connection, sa.select(jobs.c.lane, jobs.c.queue).where(jobs.c.lane.in_(lanes), unfinished))
    backlog = _pairs(
        connection,
        sa.select(jobs.c.installation_id, sa.func.count())
        .where(jobs.c.installation_id.in_(installations), unfinished)
        .group_by(jobs.c.installation_id),
    )
    rows = []
    shared: set[str] = set()
    for item in new:
        installation, lane = installation_of(item.job), lane_of(item.job)
        share = backlog[installation] = backlog.get(installation, 0) + 1
        if lane in busy:
            shared.add(lane)
        queue = busy.setdefault(lane, QUEUES[share > FAIR_SHARE])
        rows.append(_row(item, lane, queue, installation))
    connection.execute(sa.insert(jobs), rows)
    for row in rows:
        start(connection, client, str(row["id"]), lane=str(row["lane"]), queue=str(row["queue"]))
    return _void(connection, [item for item in new if lane_of(item.job) in shared])


def in_turn(connection: sa.Connection, *installations: int) -> None:
    """Let one process at a time queue work, or take a moment to write, for an installation: two must agree on a lane's
    queue, on a delivery and on the pace. SQLite has one writer anyway."""
    if connection.dialect.name != "postgresql":
        return
    for installation in sorted(set(installations)):
        key = int.from_bytes(hashlib.sha256(f"installation {installation}".encode()).digest()[:8], "big", signed=True)
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def start(
    connection: sa.Connection,
    client: DBOSClient,
    job_id: str,
    *,
    lane: str,
    queue: str,
    retry: int = 0,
    delay_seconds: float = 0,
) -> None:
    """Queue the workflow of a job whose row exists; a repeated attempt is a workflow of its own."""
    options: EnqueueOptions = {
        "workflow_name": WORKFLOW,
        "queue_name": queue,
        "workflow_id": workflow_id(job_id, retry),
        "queue_partition_key": lane,
        "app_version": VERSION,
    }
    if delay_seconds > 0:
        options["delay_seconds"] = delay_seconds
    client.enqueue_in_transaction(connection, options, job_id)


def workflow_id(job_id: str, retry: int) -> str:
    return f"{job_id}~{retry:03d}" if retry else job_id


def origin_of(job_id: str) -> str:
    """The GUID of the delivery that asked for a job, or what else did."""
    return job_id.rsplit("/", 1)[-1]


def again(item: NewJob, attempt: int) -> NewJob:
    """The same work under a new id, for a delivery that is asked for again after its job failed."""
    return replace(item, origin=f"{item.origin}+{attempt}")


def _pairs(connection: sa.Connection, query: sa.Select[Any]) -> dict[Any, Any]:
    return dict(connection.execute(query).all())


def _row(item: NewJob, lane: str, queue: str, installation: int) -> dict[str, object]:
    return {
        "id": item.id,
        "lane": lane,
        "queue": queue,
        "installation_id": installation,
        "head_sha": getattr(item.job, "head_sha", ""),
        "forced": bool(getattr(item.job, "forced", False)),
        "data": job_to_json(item.job),
        "state": "queued",
        "created_ms": item.created_ms,
        "tries": 0,
        "retries": 0,
    }


def _void(connection: sa.Connection, new: Iterable[NewJob]) -> list[str]:
    """Mark what a newer review or a closed pull request makes void; a forced review yields only to a forced one."""
    newest: dict[str, NewJob] = {}
    for item in new:
        if isinstance(item.job, ReviewPullRequest | CancelReview):
            lane = lane_of(item.job)
            newest[lane] = max(newest.get(lane, item), item, key=lambda one: one.id)
    void: list[str] = []
    for lane, item in newest.items():
        older = [jobs.c.lane == lane, jobs.c.state == "queued", jobs.c.id < item.id]
        if isinstance(item.job, ReviewPullRequest) and not item.job.forced:
            older.append(jobs.c.forced.is_(sa.false()))
        rows = connection.execute(
            sa.update(jobs)
            .where(*older)
            .values(
                state="done",
                fate="superseded",
                finished_ms=now_ms(),
                reason="closed" if isinstance(item.job, CancelReview) else "a newer push",
            )
            .returning(jobs.c.id, jobs.c.retries)
        )
        void += [workflow_id(job_id, retries) for job_id, retries in rows]
    return void


def installation_of(job: Job) -> int:
    """GitHub's id of the installation that a job belongs to."""
    return job.installation_id if not hasattr(job, "place") else job.place.installation_id
