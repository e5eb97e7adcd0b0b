"""Jobs from their first try to their end, and what a completed review leaves behind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from github_app.jobs.database import checks, deliveries, fingerprints, jobs, places, reviews, writes
from github_app.jobs.queueing import NewJob, enqueue, make_client, now_ms, start, workflow_id
from github_app.jobs.records import Records, insert_missing, upsert
from github_app.webhooks.jobs import Job, Place, job_from_json

if TYPE_CHECKING:
    from dbos import DBOSClient


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a job, as it begins."""

    job_id: str
    job: Job
    lane: str
    created_ms: int
    started_ms: int
    tries: int
    """Counts this one, and those that a killed process never ended."""
    retries: int


class TakenOver(Exception):
    """Another process has begun this job anew."""


@dataclass(frozen=True, slots=True)
class WorkKey:
    repository_id: int
    number: int
    head_sha: str
    config_hash: str
    engine: str


class Ledger(Records):
    """Synchronous; call it in a thread from asynchronous code. The records of earlier work come with it."""

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__(engine)
        self._client: DBOSClient = make_client(engine)

    def close(self) -> None:
        self._client.destroy()

    def queue(self, new: Sequence[NewJob]) -> None:
        """Queue jobs; those that are known by their id are left alone."""
        with self._write() as connection:
            known = set(
                connection.execute(sa.select(jobs.c.id).where(jobs.c.id.in_([one.id for one in new]))).scalars()
            )
            void = enqueue(connection, self._client, [one for one in new if one.id not in known])
        if void:
            self._client.cancel_workflows(void)

    def begin(self, job_id: str) -> Attempt | str:
        """Count a try, or say why there is nothing to do: done already, superseded, unknown."""
        with self._write() as connection:
            row = connection.execute(
                sa.update(jobs)
                .where(jobs.c.id == job_id, jobs.c.state != "done")
                .values(state="running", tries=jobs.c.tries + 1, started_ms=now_ms())
                .returning(jobs)
            ).one_or_none()
            if row is None:
                return "done"
            job = job_from_json(row.data)
            if place := getattr(job, "place", None):
                upsert(connection, places, _place_row(place), {"installation_id", "owner", "repository", "seen_ms"})
        return Attempt(row.id, job, row.lane, row.created_ms, row.started_ms, row.tries, row.retries)

    def end(self, job_id: str, fate: str, reason: str = "") -> None:
        with self._write() as connection:
            connection.execute(
                sa.update(jobs)
                .where(jobs.c.id == job_id)
                .values(state="done", fate=fate, reason=reason, finished_ms=now_ms())
            )

    def again(self, attempt: Attempt, delay_seconds: float, reason: str) -> None:
        """Put the job off: it leaves its lane and its slot, and comes back after the delay."""
        with self._write() as connection:
            row = connection.execute(
                sa.update(jobs)
                .where(jobs.c.id == attempt.job_id, jobs.c.state == "running", jobs.c.tries == attempt.tries)
                .values(state="queued", retries=jobs.c.retries + 1, reason=reason)
                .returning(jobs.c.queue, jobs.c.retries)
            ).one_or_none()
            if row is not None:
                start(
                    connection,
                    self._client,
                    attempt.job_id,
                    lane=attempt.lane,
                    queue=row.queue,
                    retry=row.retries,
                    delay_seconds=delay_seconds,
                )

    def unfinished_workflows(self, before_ms: int) -> dict[str, tuple[str, int]]:
        """Workflows that must be waiting or at work, of jobs older than that: each with its job and its retries."""
        query = sa.select(jobs.c.id, jobs.c.retries).where(jobs.c.state != "done", jobs.c.created_ms < before_ms)
        return self._read(lambda c: {workflow_id(one, retries): (one, retries) for one, retries in c.execute(query)})

    def restart(self, job_id: str, retries: int) -> bool:
        """Queue a job anew whose workflow came to an end without it, unless something moved meanwhile."""
        with self._write() as connection:
            row = connection.execute(
                sa.update(jobs)
                .where(jobs.c.id == job_id, jobs.c.state != "done", jobs.c.retries == retries)
                .values(state="queued", retries=retries + 1, reason="its workflow had ended without it")
                .returning(jobs.c.lane, jobs.c.queue)
            ).one_or_none()
            if row is None:
                return False
            start(connection, self._client, job_id, lane=row.lane, queue=row.queue, retry=retries + 1)
        return True

    def newer(self, attempt: Attempt) -> Job | None:
        """A job waiting in the same lane behind this one, the newest. Raises `TakenOver` where another process, which
        thought this one dead, has begun the job anew: it must not post."""
        tries = sa.select(jobs.c.tries).where(jobs.c.id == attempt.job_id)
        behind = (
            sa.select(jobs.c.data)
            .where(jobs.c.lane == attempt.lane, jobs.c.state == "queued", jobs.c.id > attempt.job_id)
            .order_by(jobs.c.id.desc())
            .limit(1)
        )
        now, data = self._read(lambda c: (c.scalar(tries), c.scalar(behind)))
        if now not in {None, attempt.tries}:
            raise TakenOver(attempt.job_id)
        return job_from_json(data) if data else None

    def follows_others(self, attempt: Attempt) -> bool:
        """Whether a review of another head came in before this one: deliveries may come in any order."""
        query = sa.select(jobs.c.id).where(
            jobs.c.lane == attempt.lane,
            jobs.c.id < attempt.job_id,
            jobs.c.head_sha.not_in(["", getattr(attempt.job, "head_sha", "")]),
        )
        return self._read(lambda c: c.scalar(query.limit(1)) is not None)

    def awaits(self, lane: str, head_sha: str) -> bool:
        """Whether a review of that head is queued or at work."""
        query = sa.select(jobs.c.id).where(jobs.c.lane == lane, jobs.c.head_sha == head_sha, jobs.c.state != "done")
        return self._read(lambda c: c.scalar(query.limit(1)) is not None)

    def doubts(self, attempt: Attempt, repository_id: int) -> dict[str, bool]:
        """Heads on which an earlier job of the lane was put off or killed and then ended without a review, so that what
        it wrote may be noted nowhere; each with whether its check run was noted, or looked for, after that end."""
        noted = sa.exists().where(
            checks.c.repository_id == repository_id,
            checks.c.number == getattr(attempt.job, "number", 0),
            checks.c.head_sha == jobs.c.head_sha,
            sa.or_(checks.c.updated_ms >= jobs.c.finished_ms, checks.c.open),
        )
        query = sa.select(jobs.c.head_sha, noted).where(
            jobs.c.lane == attempt.lane,
            jobs.c.state == "done",
            jobs.c.id < attempt.job_id,
            jobs.c.fate != "reviewed",
            sa.or_(jobs.c.tries > 1, jobs.c.retries > 0),
            jobs.c.head_sha != "",
        )
        found: dict[str, bool] = {}
        for sha, known in self._read(lambda c: c.execute(query).all()):
            found[sha] = found.get(sha, True) and bool(known)
        return found

    def complete(
        self,
        attempt: Attempt,
        key: WorkKey,
        *,
        conclusion: str,
        posted: Iterable[str],
        outlived: Iterable[str] = (),
        fate: str = "reviewed",
        reason: str = "",
    ) -> None:
        """One transaction: the review is done, its check closed, its comments known, its job ended."""
        now = now_ms()
        place = {"repository_id": key.repository_id, "number": key.number}
        review = {
            **place,
            "head_sha": key.head_sha,
            "config_hash": key.config_hash,
            "engine": key.engine,
            "conclusion": conclusion,
            "started_ms": attempt.started_ms,
            "completed_ms": now,
        }
        with self._write() as connection:
            upsert(connection, reviews, review, {"conclusion", "started_ms", "completed_ms"})
            connection.execute(
                sa.update(checks)
                .where(
                    checks.c.repository_id == key.repository_id,
                    checks.c.number == key.number,
                    checks.c.head_sha == key.head_sha,
                )
                .values(open=sa.false(), updated_ms=now)
            )
            for fingerprint in outlived:  # no comment bears it any more, so that its absence tells nothing
                connection.execute(
                    sa.delete(fingerprints).where(
                        fingerprints.c.repository_id == key.repository_id,
                        fingerprints.c.number == key.number,
                        fingerprints.c.fingerprint == fingerprint,
                    )
                )
            told = [{**place, "fingerprint": one, "posted_ms": now} for one in dict.fromkeys(posted)]
            insert_missing(connection, fingerprints, *told)
            connection.execute(
                sa.update(jobs)
                .where(jobs.c.id == attempt.job_id)
                .values(state="done", fate=fate, reason=reason or conclusion, finished_ms=now)
            )

    def unfinished(self, lane: str) -> bool:
        query = sa.select(jobs.c.id).where(jobs.c.lane == lane, jobs.c.state != "done").limit(1)
        return self._read(lambda c: c.scalar(query) is not None)

    def in_vain(self, lane: str, head_sha: str, since_ms: int) -> int:
        """How many jobs on a head ended since then without a check run that says so."""
        query = sa.select(sa.func.count()).where(
            jobs.c.lane == lane,
            jobs.c.head_sha == head_sha,
            jobs.c.fate.in_(["failed", "gone"]),
            jobs.c.created_ms >= since_ms,
        )
        return self._read(lambda c: c.scalar(query) or 0)

    def queue_depth(self) -> tuple[int, int, float]:
        """Jobs queued, jobs running, and the age in seconds of the oldest that waits."""
        query = sa.select(jobs.c.state, sa.func.count(), sa.func.min(jobs.c.created_ms)).where(jobs.c.state != "done")
        rows = self._read(
            lambda c: {state: (count, oldest) for state, count, oldest in c.execute(query.group_by(jobs.c.state))}
        )
        queued, oldest = rows.get("queued", (0, None))
        age = (now_ms() - oldest) / 1000 if oldest else 0.0
        return queued, rows.get("running", (0, None))[0], age

    def recent_deliveries(self, most: int = 100, guid: str | None = None) -> list[dict[str, Any]]:
        """The newest deliveries with their fate, for people."""
        query = (
            sa.select(
                deliveries,
                jobs.c.state,
                jobs.c.fate,
                jobs.c.reason,
                jobs.c.tries,
                jobs.c.finished_ms,
                jobs.c.data,
            )
            .select_from(deliveries.outerjoin(jobs, jobs.c.id == deliveries.c.job_id))
            .order_by(deliveries.c.received_ms.desc())
            .limit(most)
        )
        if guid is not None:
            query = query.where(deliveries.c.guid == guid)
        return self._read(lambda c: [dict(row) for row in c.execute(query).mappings()])

    def delete_before(self, finished_ms: int) -> int:
        """Forget finished work; how many jobs."""
        with self._write() as connection:
            old = sa.delete(jobs).where(jobs.c.state == "done", jobs.c.finished_ms < finished_ms)
            gone = int(connection.execute(old).rowcount)
            for table, column in (
                (deliveries, deliveries.c.received_ms),
                (checks, checks.c.updated_ms),
                (reviews, reviews.c.completed_ms),
                (places, places.c.seen_ms),
                (writes, writes.c.at_ms),
            ):
                connection.execute(sa.delete(table).where(column < finished_ms))
            still_known = sa.exists().where(
                checks.c.repository_id == fingerprints.c.repository_id, checks.c.number == fingerprints.c.number
            )
            connection.execute(sa.delete(fingerprints).where(fingerprints.c.posted_ms < finished_ms, ~still_known))
        return gone


def _place_row(place: Place) -> dict[str, Any]:
    return {
        "repository_id": place.repository_id,
        "installation_id": place.installation_id,
        "owner": place.owner,
        "repository": place.repository,
        "seen_ms": now_ms(),
    }
