"""What we know of jobs, check runs and reviews: small statements, each in a transaction of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from github_app.jobs.database import checks, deliveries, fingerprints, jobs, marks, places, reviews, take_write_lock
from github_app.jobs.queueing import NewJob, enqueue, make_client, now_ms, start
from github_app.webhooks.jobs import Job, Place, job_from_json

if TYPE_CHECKING:
    from dbos import DBOSClient

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class OpenCheck:
    number: int
    head_sha: str
    check_run_id: int
    open: bool


@dataclass(frozen=True, slots=True)
class WorkKey:
    repository_id: int
    number: int
    head_sha: str
    config_hash: str
    engine: str


class Ledger:
    """Synchronous; call it in a thread from asynchronous code (`run`)."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
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
                _upsert(connection, places, _place_row(place), {"installation_id", "owner", "repository", "seen_ms"})
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
                .where(jobs.c.id == attempt.job_id, jobs.c.state == "running")
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

    def newer(self, attempt: Attempt) -> Job | None:
        """A job waiting in the same lane behind this one, the newest."""
        return self._read(
            lambda c: next(
                (
                    job_from_json(data)
                    for data in c.execute(
                        sa.select(jobs.c.data)
                        .where(jobs.c.lane == attempt.lane, jobs.c.state == "queued", jobs.c.id > attempt.job_id)
                        .order_by(jobs.c.id.desc())
                        .limit(1)
                    ).scalars()
                ),
                None,
            )
        )

    def pause(self, installation_id: int, seconds: float) -> None:
        """No work for an installation until then, in all processes."""
        with self._write() as connection:
            row = {"name": f"pause:{installation_id}", "value": now_ms() + int(seconds * 1000)}
            _upsert(connection, marks, row, {"value"})

    def paused_seconds(self, installation_id: int) -> float:
        until = self.mark(f"pause:{installation_id}")
        return max(0.0, (until - now_ms()) / 1000)

    def reserve_write(self, installation_id: int, interval_seconds: float) -> float:
        """Take the next moment at which any process may write for an installation; how many seconds away it is."""
        name, now, step = f"write:{installation_id}", now_ms(), int(interval_seconds * 1000)
        with self._write() as connection:
            _insert_missing(connection, marks, {"name": name, "value": 0})
            taken = connection.execute(
                sa.update(marks)
                .where(marks.c.name == name)
                .values(value=sa.case((marks.c.value > now, marks.c.value), else_=now) + step)
                .returning(marks.c.value)
            ).scalar_one()
        return float(max(0.0, (taken - step - now) / 1000))

    def mark(self, name: str) -> int:
        return self._read(lambda c: c.scalar(sa.select(marks.c.value).where(marks.c.name == name)) or 0)

    def set_mark(self, name: str, value: int) -> None:
        with self._write() as connection:
            _upsert(connection, marks, {"name": name, "value": value}, {"value"})

    def claim_mark(self, name: str, least_ms: int) -> bool:
        """Set a mark to now if it is older than that; True for the one process that did."""
        now = now_ms()
        with self._write() as connection:
            _insert_missing(connection, marks, {"name": name, "value": 0})
            changed = connection.execute(
                sa.update(marks).where(marks.c.name == name, marks.c.value <= now - least_ms).values(value=now)
            )
        return bool(changed.rowcount)

    def checks_of(self, repository_id: int, number: int) -> list[OpenCheck]:
        """Newest check run of each head of a pull request, newest head first."""
        return self._read(
            lambda c: [
                OpenCheck(row.number, row.head_sha, row.check_run_id, row.open)
                for row in c.execute(
                    sa.select(checks)
                    .where(checks.c.repository_id == repository_id, checks.c.number == number)
                    .order_by(checks.c.updated_ms.desc())
                )
            ]
        )

    def numbers_of(self, repository_id: int, head_sha: str) -> list[int]:
        """Pull requests that had this head; the way for forks, whose checks name none."""
        query = sa.select(checks.c.number).where(
            checks.c.repository_id == repository_id, checks.c.head_sha == head_sha, checks.c.number > 0
        )
        return self._read(lambda c: list(c.execute(query).scalars()))

    def save_check(self, repository_id: int, number: int, head_sha: str, check_run_id: int, *, open: bool) -> None:  # noqa: A002
        row = {
            "repository_id": repository_id,
            "number": number,
            "head_sha": head_sha,
            "check_run_id": check_run_id,
            "open": open,
            "updated_ms": now_ms(),
        }
        with self._write() as connection:
            _upsert(connection, checks, row, {"check_run_id", "open", "updated_ms"})

    def reviewed(self, repository_id: int, number: int, head_sha: str) -> list[tuple[str, str, int]]:
        """Completed reviews of a head: config hash, engine version, when the reading began."""
        query = sa.select(reviews.c.config_hash, reviews.c.engine, reviews.c.started_ms).where(
            reviews.c.repository_id == repository_id, reviews.c.number == number, reviews.c.head_sha == head_sha
        )
        return self._read(lambda c: list(c.execute(query)))

    def known_fingerprints(self, repository_id: int, number: int) -> frozenset[str]:
        query = sa.select(fingerprints.c.fingerprint).where(
            fingerprints.c.repository_id == repository_id, fingerprints.c.number == number
        )
        return self._read(lambda c: frozenset(c.execute(query).scalars()))

    def complete(
        self,
        attempt: Attempt,
        key: WorkKey,
        *,
        conclusion: str,
        posted: Iterable[str],
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
            _upsert(connection, reviews, review, {"conclusion", "started_ms", "completed_ms"})
            connection.execute(
                sa.update(checks)
                .where(
                    checks.c.repository_id == key.repository_id,
                    checks.c.number == key.number,
                    checks.c.head_sha == key.head_sha,
                )
                .values(open=sa.false(), updated_ms=now)
            )
            for fingerprint in posted:
                _insert_missing(connection, fingerprints, {**place, "fingerprint": fingerprint, "posted_ms": now})
            connection.execute(
                sa.update(jobs)
                .where(jobs.c.id == attempt.job_id)
                .values(state="done", fate=fate, reason=reason or conclusion, finished_ms=now)
            )

    def recent_places(self, since_ms: int, most: int) -> list[Place]:
        query = sa.select(places).where(places.c.seen_ms >= since_ms).order_by(places.c.seen_ms.desc()).limit(most)
        return self._read(
            lambda c: [Place(r.installation_id, r.repository_id, r.owner, r.repository) for r in c.execute(query)]
        )

    def forget_installation(self, installation_id: int) -> None:
        with self._write() as connection:
            connection.execute(sa.delete(places).where(places.c.installation_id == installation_id))

    def unfinished(self, lane: str) -> bool:
        query = sa.select(jobs.c.id).where(jobs.c.lane == lane, jobs.c.state != "done").limit(1)
        return self._read(lambda c: c.scalar(query) is not None)

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

    def delete_before(self, finished_ms: int) -> list[str]:
        """Forget finished work; returns the workflows to delete with it."""
        with self._write() as connection:
            old = connection.execute(
                sa.delete(jobs)
                .where(jobs.c.state == "done", jobs.c.finished_ms < finished_ms)
                .returning(jobs.c.id, jobs.c.retries)
            )
            gone = [(job_id, retries) for job_id, retries in old]
            for table, column in (
                (deliveries, deliveries.c.received_ms),
                (checks, checks.c.updated_ms),
                (reviews, reviews.c.completed_ms),
                (places, places.c.seen_ms),
            ):
                connection.execute(sa.delete(table).where(column < finished_ms))
        return [f"{job_id}~{n:03d}" if n else job_id for job_id, retries in gone for n in range(retries + 1)]

    def _write(self) -> Any:
        return _begin(self._engine)

    def _read(self, query: Callable[[sa.Connection], T]) -> T:
        with self._engine.connect() as connection:
            return query(connection)


class _begin:  # noqa: N801 - used as a function
    """A writing transaction; on SQLite it takes the write lock at once instead of failing half-way."""

    def __init__(self, engine: sa.Engine) -> None:
        self._context = engine.begin()

    def __enter__(self) -> sa.Connection:
        connection = self._context.__enter__()
        take_write_lock(connection)
        return connection

    def __exit__(self, *error: Any) -> Any:
        return self._context.__exit__(*error)


def _place_row(place: Place) -> dict[str, Any]:
    return {
        "repository_id": place.repository_id,
        "installation_id": place.installation_id,
        "owner": place.owner,
        "repository": place.repository,
        "seen_ms": now_ms(),
    }


def _upsert(connection: sa.Connection, table: sa.Table, row: dict[str, Any], changed: set[str]) -> None:
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table).values(row)
    keys = [column.name for column in table.primary_key.columns]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_={name: row[name] for name in changed}))


def _insert_missing(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> None:
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(make(table).values(row).on_conflict_do_nothing())
