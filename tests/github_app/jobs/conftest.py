"""Fixtures of the job tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from github_app.jobs.database import connect, create_tables
from github_app.jobs.ledger import Ledger
from tests.github_app.jobs.databases import POSTGRES, prepared_database

collect_ignore = ["test_on_sqlite.py" if POSTGRES else "test_on_postgres.py"]


@pytest.fixture
def prepared(tmp_path: Path) -> str:
    """The URL of a database with all tables."""
    return prepared_database(tmp_path)


@pytest.fixture
def database(prepared: str) -> Iterator[sa.Engine]:
    engine = connect(prepared)
    create_tables(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def ledger(database: sa.Engine) -> Iterator[Ledger]:
    made = Ledger(database)
    yield made
    made.close()
