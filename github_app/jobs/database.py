"""Connections and tables of our own, in the same database as the job engine's."""

import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()
_LOOK_SECONDS = 0.0005
_STATEMENTS = 32
_CACHE_KIB = 256
"""SQLite's own page cache for each connection; the operating system keeps the file's pages as well."""
_ALIVE = {"keepalives_idle": "2", "keepalives_interval": "1", "keepalives_count": "2", "tcp_user_timeout": "4000"}
"""Both ends of a connection notice within 4 s that the other's machine has vanished; left alone they wait for hours. The
server then frees the locks of the dead."""
_ALIVE_SERVER = " ".join(f"-c tcp_{name.removeprefix('tcp_')}={value}" for name, value in _ALIVE.items())

deliveries = sa.Table(
    "planreview_deliveries",
    metadata,
    sa.Column("guid", sa.Text, primary_key=True),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("repository", sa.Text, nullable=False),
    sa.Column("number", sa.Integer),
    sa.Column("received_ms", sa.BigInteger, nullable=False, index=True),
    sa.Column("ignored", sa.Text),
    sa.Column("job_id", sa.Text, index=True),
)
"""One row a delivery. `ignored` holds the reason of those that ask nothing; the fate of the others is their job's."""

jobs = sa.Table(
    "planreview_jobs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("lane", sa.Text, nullable=False),
    sa.Column("queue", sa.Text, nullable=False),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("head_sha", sa.Text, nullable=False),
    sa.Column("forced", sa.Boolean, nullable=False),
    sa.Column("data", sa.JSON, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_ms", sa.BigInteger, nullable=False),
    sa.Column("started_ms", sa.BigInteger),
    sa.Column("finished_ms", sa.BigInteger, index=True),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Column("retries", sa.Integer, nullable=False, default=0),
    sa.Column("fate", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Index("planreview_jobs_lane", "lane", "state"),
    sa.Index("planreview_jobs_installation", "installation_id", "state"),
)
"""One row a job. Ids sort by age within a lane. `state`: queued, running, done. `tries` counts begun attempts, also
those that a killed process never ended; `retries` counts the attempts put off."""

checks = sa.Table(
    "planreview_checks",
    metadata,
    sa.Column("repository_id", sa.BigInteger, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("head_sha", sa.Text, primary_key=True),
    sa.Column("check_run_id", sa.BigInteger, nullable=False),
    sa.Column("open", sa.Boolean, nullable=False),
    sa.Column("updated_ms", sa.BigInteger, nullable=False, index=True),
    sa.Index("planreview_checks_sha", "repository_id", "head_sha"),
)
"""The newest check run of ours for each head."""

reviews = sa.Table(
    "planreview_reviews",
    metadata,
    sa.Column("repository_id", sa.BigInteger, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("head_sha", sa.Text, primary_key=True),
    sa.Column("config_hash", sa.Text, primary_key=True),
    sa.Column("engine", sa.Text, primary_key=True),
    sa.Column("conclusion", sa.Text, nullable=False),
    sa.Column("started_ms", sa.BigInteger, nullable=False),
    sa.Column("completed_ms", sa.BigInteger, nullable=False, index=True),
)
"""Completed reviews by their work key."""

fingerprints = sa.Table(
    "planreview_fingerprints",
    metadata,
    sa.Column("repository_id", sa.BigInteger, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("fingerprint", sa.Text, primary_key=True),
    sa.Column("posted_ms", sa.BigInteger, nullable=False, index=True),
)
"""Which findings were posted on a pull request, also where a person has deleted the comment."""

marks = sa.Table(
    "planreview_marks",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)
"""Single numbers: until when deliveries were looked through, when a sweep began."""

writes = sa.Table(
    "planreview_writes",
    metadata,
    sa.Column("installation_id", sa.BigInteger, primary_key=True),
    sa.Column("at_ms", sa.BigInteger, primary_key=True),
    sa.Column("tells", sa.Boolean, primary_key=True),
)
"""The last hour's writes to GitHub: all processes keep one pace for each installation."""

places = sa.Table(
    "planreview_places",
    metadata,
    sa.Column("repository_id", sa.BigInteger, primary_key=True),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("repository", sa.Text, nullable=False),
    sa.Column("seen_ms", sa.BigInteger, nullable=False, index=True),
)
"""Repositories that were reviewed lately: where the reconcile sweep looks."""


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def sqlite_file(url: str) -> Path:
    """The file of an SQLite URL."""
    return Path(sa.make_url(url).database or "planreview.sqlite3").resolve()


def engine_url(url: str) -> str:
    """The URL as the job engine takes it: an absolute SQLite file, or plain `postgresql://`."""
    if is_sqlite(url):
        return f"sqlite:///{sqlite_file(url)}"
    given = sa.make_url(url).set(drivername="postgresql")
    return given.set(query={**_ALIVE, **given.query}).render_as_string(hide_password=False)


def connect(url: str, *, wait_seconds: float = 30.0, pool_size: int = 4) -> sa.Engine:
    """An engine for our own statements; `wait_seconds` bounds the wait for a lock, a connection and a statement."""
    if not is_sqlite(url):
        milliseconds = int(wait_seconds * 1000)
        return sa.create_engine(
            sa.make_url(url).set(drivername="postgresql+psycopg"),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=wait_seconds,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": max(1, int(wait_seconds)),
                "options": f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds} {_ALIVE_SERVER}",
                "application_name": "planreview",
                **_ALIVE,
            },
        )
    engine = sa.create_engine(engine_url(url), pool_size=pool_size, connect_args={"timeout": wait_seconds})

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = "IMMEDIATE"
        connection.execute(f"PRAGMA busy_timeout={int(wait_seconds * 1000)}")
        connection.execute("PRAGMA synchronous=FULL")

    return engine


@sa.event.listens_for(sa.Engine, "connect")
def _keep_small(connection: Any, _record: Any) -> None:
    """The job engine opens dozens of connections; 2 MB of pages kept by each would be most of our memory."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")


@sa.event.listens_for(sa.Engine, "do_connect")
def _keep_few_statements(dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> None:
    """For the same reason: lists of every length are statements of their own, and each connection kept 128 of them."""
    if dialect.name == "sqlite":
        parameters.setdefault("cached_statements", _STATEMENTS)


def take_write_lock(connection: sa.Connection, wait_seconds: float = 30.0) -> None:
    """Begin a writing transaction at once instead of failing half-way; on PostgreSQL there is nothing to do.

    SQLite's own wait sleeps up to 100 ms between two looks; ours looks every half millisecond, so that a webhook gets the
    lock as soon as a worker leaves it.
    """
    if connection.dialect.name != "sqlite":
        return
    deadline = time.monotonic() + wait_seconds
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            except sa.exc.OperationalError as error:
                if "locked" not in str(error.orig) or time.monotonic() > deadline:
                    raise
            time.sleep(_LOOK_SECONDS)
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(wait_seconds * 1000)}")


def create_tables(engine: sa.Engine) -> None:
    """Make what is missing; on SQLite also turn on the write-ahead log, which the file keeps."""
    if engine.dialect.name == "sqlite":
        file = engine.url.database
        assert file is not None
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        metadata.create_all(engine)
        return
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7310523)")
        metadata.create_all(connection)
