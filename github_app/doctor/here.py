"""What can be looked at on this machine: the key and the database."""

import os
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from github_app.doctor.verdict import Verdict, doubtful, ill, well
from github_app.jobs.database import connect, is_sqlite, sqlite_file
from github_app.settings import Settings

_PATIENCE_SECONDS = 5.0


def key(private_key: str) -> Verdict:
    cure = "Make a new key on the App's settings page and give its PEM text as PLANREVIEW_PRIVATE_KEY."
    try:
        loaded = load_pem_private_key(private_key.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return ill("private key", "can't be read", cure)
    if not isinstance(loaded, RSAPrivateKey):
        return ill("private key", "is no RSA key", cure)
    return well("private key", f"RSA, {loaded.key_size} bits")


def database(url: str) -> Verdict:
    """Whether it can be used; nothing is made or changed."""
    if is_sqlite(url):
        return _sqlite(sqlite_file(url))
    engine = connect(url, wait_seconds=_PATIENCE_SECONDS, pool_size=1)
    try:
        with engine.connect() as connection:
            version = connection.exec_driver_sql("SHOW server_version").scalar_one()
    except sa.exc.SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
        return ill(
            "database", f"PostgreSQL can't be used: {said}", "Check PLANREVIEW_DATABASE_URL and that the server runs."
        )
    finally:
        engine.dispose()
    return well("database", f"PostgreSQL {version}")


def env_file(file: Path = Path(".env")) -> Iterator[Verdict]:
    if file.is_file() and file.stat().st_mode & 0o077:
        yield doubtful(".env", "others on this machine can read it", f"chmod 600 {file.absolute()}")


def tokens(settings: Settings) -> Iterator[Verdict]:
    if settings.admin_token is None:
        cure = "Set PLANREVIEW_ADMIN_TOKEN to see each delivery and its fate at /deliveries."
        yield doubtful("deliveries page", "is off", cure)


def _sqlite(file: Path) -> Verdict:
    cure = "Give the user that runs planreview the right to write there, or set PLANREVIEW_DATABASE_URL."
    folder = file.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return ill("database", f"the folder {folder} can't be written", cure)
    if not file.exists():
        return well("database", f"SQLite, will be made at {file}")
    if not os.access(file, os.W_OK):
        return ill("database", f"{file} can't be written", cure)
    engine = connect(f"sqlite:///{file}", wait_seconds=_PATIENCE_SECONDS, pool_size=1)
    try:
        with engine.connect() as connection:
            sound = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    except sa.exc.SQLAlchemyError as error:
        sound = str(getattr(error, "orig", None) or error)
    finally:
        engine.dispose()
    if sound != "ok":
        return ill("database", f"{file}: {sound}", "Put a back-up in its place (docs: Back up and restore).")
    return well("database", f"SQLite at {file}")
