"""A fresh database for each test: SQLite, or PostgreSQL where `make test-postgres` has started one."""

import os
import shutil
import uuid
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import sqlalchemy as sa

from github_app.jobs.engine import prepare

POSTGRES = os.environ.get("PLANREVIEW_TEST_POSTGRES", "")
"""URL of a server's maintenance database; empty for SQLite."""


def empty_database(folder: Path) -> str:
    """The URL of a database without tables."""
    return _create("") if POSTGRES else f"sqlite:///{folder / 'planreview.sqlite3'}"


def prepared_database(folder: Path) -> str:
    """The URL of a database with all tables, copied from one that is made once."""
    if POSTGRES:
        return _create(sa.make_url(_template()).database or "")
    url = empty_database(folder)
    shutil.copy(_template().removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
    return url


@cache
def _template() -> str:
    url = empty_database(Path(mkdtemp(prefix="planreview-template-")))
    prepare(url)
    return url


def _create(template: str) -> str:
    name = f"test_{uuid.uuid4().hex[:12]}"
    server = sa.make_url(POSTGRES).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    engine.dispose()
    return sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
