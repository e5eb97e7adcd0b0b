"""What we remember of check runs, reviews, repositories and pauses: small statements, each in a transaction."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from github_app.github.pacing import most_ahead, seconds_to_moment
from github_app.jobs.database import checks, fingerprints, marks, places, reviews, take_write_lock, writes
from github_app.jobs.queueing import in_turn, now_ms
from github_app.webhooks.jobs import Place

T = TypeVar("T")
_LAST_PLACE = "last place"


@dataclass(frozen=True, slots=True)
class OpenCheck:
    number: int
    head_sha: str
    check_run_id: int
    open: bool


class Records:
    """Synchronous; call it in a thread from asynchronous code."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def pause(self, installation_id: int, seconds: float) -> None:
        """No work for an installation until then, in all processes."""
        with self._write() as connection:
            row = {"name": f"pause:{installation_id}", "value": now_ms() + int(seconds * 1000)}
            upsert(connection, marks, row, {"value"})

    def paused_seconds(self, installation_id: int) -> float:
        until = self.mark(f"pause:{installation_id}")
        return max(0.0, (until - now_ms()) / 1000)

    def reserve_write(self, installation_id: int, interval_seconds: float, *, reserved: bool = False) -> float:
        """Take the next moment at which any process may write for an installation, unless it is too far off; how many
        seconds away it is."""
        now = now_ms()
        with self._write() as connection:
            in_turn(connection, installation_id)
            own = writes.c.installation_id == installation_id
            connection.execute(sa.delete(writes).where(own, writes.c.at_ms < now - 3_600_000))
            taken = connection.execute(
                sa.select(writes.c.at_ms, writes.c.tells).where(own).order_by(writes.c.at_ms)
            ).all()
            told = max((at / 1000 for at, tells in taken if tells), default=None)
            written = [at / 1000 for at, _ in taken]
            wait = seconds_to_moment(written, told, now / 1000, interval_seconds, reserved=reserved)
            if wait <= most_ahead(reserved=reserved):
                row = {"installation_id": installation_id, "at_ms": now + int(wait * 1000), "tells": not reserved}
                insert_missing(connection, writes, row)
        return wait

    def mark(self, name: str) -> int:
        return self._read(lambda c: c.scalar(sa.select(marks.c.value).where(marks.c.name == name)) or 0)

    def set_mark(self, name: str, value: int) -> None:
        with self._write() as connection:
            upsert(connection, marks, {"name": name, "value": value}, {"value"})

    def claim_mark(self, name: str, least_ms: int) -> bool:
        """Set a mark to now if it is older than that; True for the one process that did."""
        now = now_ms()
        with self._write() as connection:
            insert_missing(connection, marks, {"name": name, "value": 0})
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

    def check_runs(self, heads: Collection[str]) -> dict[tuple[int, int, str], int]:
        """The newest check run of ours by repository id, pull request and head, for these heads."""
        query = sa.select(checks).where(checks.c.head_sha.in_(heads))
        return self._read(
            lambda c: {(row.repository_id, row.number, row.head_sha): row.check_run_id for row in c.execute(query)}
        )

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
            upsert(connection, checks, row, {"check_run_id", "open", "updated_ms"})

    def reviewed(self, repository_id: int, number: int, head_sha: str) -> list[tuple[str, str, int]]:
        """Completed reviews of a head: config hash, engine version, when the reading began."""
        query = sa.select(reviews.c.config_hash, reviews.c.engine, reviews.c.started_ms).where(
            reviews.c.repository_id == repository_id, reviews.c.number == number, reviews.c.head_sha == head_sha
        )
        return self._read(lambda c: list(c.execute(query)))

    def last_review(self, repository_id: int, number: int, head_sha: str = "") -> tuple[str, str, str] | None:
        """Head, config hash and engine version of the pull request's newest completed review, of one head if given."""
        query = (
            sa.select(reviews.c.head_sha, reviews.c.config_hash, reviews.c.engine)
            .where(reviews.c.repository_id == repository_id, reviews.c.number == number)
            .order_by(reviews.c.completed_ms.desc())
            .limit(1)
        )
        if head_sha:
            query = query.where(reviews.c.head_sha == head_sha)
        return self._read(lambda c: next((tuple(row) for row in c.execute(query)), None))

    def known_fingerprints(self, repository_id: int, number: int) -> frozenset[str]:
        query = sa.select(fingerprints.c.fingerprint).where(
            fingerprints.c.repository_id == repository_id, fingerprints.c.number == number
        )
        return self._read(lambda c: frozenset(c.execute(query).scalars()))

    def places_in_turn(self, since_ms: int, most: int) -> list[Place]:
        """Repositories reviewed since then, some at a time: the next call goes on behind the last that this one gave."""
        after = self.mark(_LAST_PLACE)
        query = sa.select(places).where(places.c.seen_ms >= since_ms).order_by(places.c.repository_id)
        rows = self._read(lambda c: list(c.execute(query.where(places.c.repository_id > after).limit(most))))
        if len(rows) < most:
            before = query.where(places.c.repository_id <= after).limit(most - len(rows))
            rows += self._read(lambda c: list(c.execute(before)))
        if rows:
            self.set_mark(_LAST_PLACE, rows[-1].repository_id)
        return [_place(row) for row in rows]

    def places_of(self, installation_id: int) -> list[Place]:
        query = sa.select(places).where(places.c.installation_id == installation_id).order_by(places.c.repository_id)
        return self._read(lambda c: [_place(row) for row in c.execute(query)])

    def is_settled(self, repository_id: int, number: int, head_sha: str) -> bool:
        """Whether a head has a review of ours, or a check run that we know to be completed."""
        of_head = [
            (table.c.repository_id == repository_id) & (table.c.number == number) & (table.c.head_sha == head_sha)
            for table in (reviews, checks)
        ]
        reviewed = sa.select(sa.literal(1)).select_from(reviews).where(of_head[0])
        closed = sa.select(sa.literal(1)).select_from(checks).where(of_head[1], checks.c.open.is_(sa.false()))
        return self._read(lambda c: c.scalar(reviewed.union_all(closed).limit(1)) is not None)

    def _write(self) -> Any:
        return begin_writing(self._engine)

    def _read(self, query: Callable[[sa.Connection], T]) -> T:
        with self._engine.connect() as connection:
            return query(connection)


def _place(row: Any) -> Place:
    return Place(row.installation_id, row.repository_id, row.owner, row.repository)


class begin_writing:  # noqa: N801 - used as a function
    """A writing transaction; on SQLite it takes the write lock at once instead of failing half-way."""

    def __init__(self, engine: sa.Engine) -> None:
        self._context = engine.begin()

    def __enter__(self) -> sa.Connection:
        connection = self._context.__enter__()
        take_write_lock(connection)
        return connection

    def __exit__(self, *error: Any) -> Any:
        return self._context.__exit__(*error)


def upsert(connection: sa.Connection, table: sa.Table, row: dict[str, Any], changed: set[str]) -> None:
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table).values(row)
    keys = [column.name for column in table.primary_key.columns]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_={name: row[name] for name in changed}))


def insert_missing(connection: sa.Connection, table: sa.Table, *rows: dict[str, Any]) -> None:
    """All rows by one statement: building a statement costs more than a row."""
    if rows:
        make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(make(table).on_conflict_do_nothing(), rows)
