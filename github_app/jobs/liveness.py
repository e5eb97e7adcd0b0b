"""Who is alive: every process holds a lock named after itself; a lock that can be taken belongs to the dead.

The job engine never takes over the work of a process that died, and that work keeps its lanes occupied. So each worker
looks twice a second at the owners of running work and takes over what belongs to none that lives.
"""

import fcntl
import hashlib
import os
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Protocol

import sqlalchemy as sa
import structlog

from github_app.jobs.database import connect, is_sqlite, sqlite_file

_log = structlog.get_logger("planreview.liveness")
EVERY_SECONDS = 0.5
_RETURN_SECONDS = 3.0
"""How long after we lost our own lock nobody is called dead: the others lost theirs as well."""


class Locks(Protocol):
    looks: int
    """In a row, at which a process must seem dead before it is."""

    def hold(self, name: str) -> None:
        """Take the lock of a name and keep it until this process ends."""

    def is_dead(self, name: str) -> bool:
        """Whether nobody holds the lock of a name."""

    def close(self) -> None: ...


def executor_id() -> str:
    """A name that no other process, nor a later one in its place, ever has."""
    return f"{socket.gethostname()}-{os.getpid()}-{os.urandom(4).hex()}"


def locks_for(url: str) -> Locks:
    return _FileLocks(sqlite_file(url)) if is_sqlite(url) else _ServerLocks(url)


class _FileLocks:
    """`flock` beside the database file; the kernel frees it when the process ends, however it ends."""

    looks = 1

    def __init__(self, database: Path) -> None:
        self._folder = database.with_name(database.name + "-locks")
        self._held: dict[str, IO[bytes]] = {}

    def hold(self, name: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = (self._folder / name).open("wb")
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._held[name] = file

    def is_dead(self, name: str) -> bool:
        path = self._folder / Path(name).name
        try:
            with path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)
                return True
        except FileNotFoundError:
            return True
        except BlockingIOError:
            return False

    def close(self) -> None:
        for name, file in self._held.items():
            (self._folder / name).unlink(missing_ok=True)
            file.close()
        self._held.clear()


class _ServerLocks:
    """PostgreSQL's advisory locks on a session of their own; the server frees them when the session ends, also in an
    outage of the database; after that everybody takes them again."""

    looks = 3

    def __init__(self, url: str) -> None:
        self._engine = connect(url, wait_seconds=5, pool_size=1)
        self._session: sa.Connection | None = None
        self._names: list[str] = []
        self._nobody_is_dead_until = 0.0
        self._guard = threading.Lock()

    def hold(self, name: str) -> None:
        with self._guard:
            if not self._living_session().scalar(sa.select(sa.func.pg_try_advisory_lock(_key(name)))):
                raise RuntimeError(f"The lock of {name} is held by another process.")
            self._names.append(name)

    def is_dead(self, name: str) -> bool:
        with self._guard:
            if name in self._names:
                return False
            session = self._living_session()
            if time.monotonic() < self._nobody_is_dead_until:
                return False
            if not session.scalar(sa.select(sa.func.pg_try_advisory_lock(_key(name)))):
                return False
            session.execute(sa.select(sa.func.pg_advisory_unlock(_key(name))))
            return True

    def close(self) -> None:
        with self._guard:
            if self._session is not None:
                self._session.invalidate()
                self._session.close()
                self._session = None
            self._engine.dispose()

    def _living_session(self) -> sa.Connection:
        """The session that holds our locks; after a lost connection a new one that takes them again."""
        if self._session is not None:
            try:
                self._session.execute(sa.text("SELECT 1"))
            except sa.exc.DBAPIError:
                self._session.invalidate()
                self._session.close()
                self._session = None
        if self._session is None:
            session = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            try:
                for name in self._names:  # another may hold it for a moment, to see whether we are dead: we wait
                    session.execute(sa.select(sa.func.pg_advisory_lock(_key(name))))
            except sa.exc.DBAPIError:
                session.invalidate()
                session.close()
                raise
            if self._names:
                self._nobody_is_dead_until = time.monotonic() + _RETURN_SECONDS
            self._session = session
        return self._session


class Reaper:
    """A thread that hands the work of dead processes to this one."""

    def __init__(
        self,
        locks: Locks,
        own: str,
        owners: Callable[[], Iterable[str]],
        take_over: Callable[[list[str]], int],
    ) -> None:
        self._locks, self._own, self._owners, self._take_over = locks, own, owners, take_over
        self._seen_dead: Counter[str] = Counter()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reaper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def look(self) -> int:
        """Take over what has belonged to the dead for some looks; returns how many jobs."""
        seem_dead = {name for name in set(self._owners()) - {self._own} if self._locks.is_dead(name)}
        self._seen_dead = Counter({name: self._seen_dead[name] + 1 for name in seem_dead})
        dead = sorted(name for name, looks in self._seen_dead.items() if looks >= self._locks.looks)
        if not dead:
            return 0
        count = self._take_over(dead)
        _log.warning("took over the work of dead processes", processes=dead, jobs=count)
        return count

    def _run(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            try:
                self.look()
            except Exception as error:  # noqa: BLE001 - a lost database must not end the watch
                _log.warning("could not look for dead processes", error=str(error)[:300])


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
