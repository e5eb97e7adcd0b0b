"""Starting and ending the processes: `serve` (web and worker), `web`, `worker`."""

import asyncio
import contextlib
import ctypes
import gc
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import sqlalchemy as sa
import structlog
import uvicorn

from github_app import logs
from github_app.jobs.analysis import Analyser
from github_app.jobs.database import connect, create_tables, jobs
from github_app.jobs.engine import prepare
from github_app.jobs.intake import Accepted, Delivery, Intake
from github_app.jobs.ledger import Ledger
from github_app.jobs.worker import Worker
from github_app.settings import Settings, SettingsInvalid, load_settings
from github_app.web import playground, rule_pages, setup
from github_app.web.app import create_app, create_watch
from github_app.web.services import WebServices

_log = structlog.get_logger("planreview.server")
_PROCESSES = 2
_AGAIN = -1
"""Instead of an exit status: the settings have changed, begin again with them."""
_LAST_ANSWER_SECONDS = 1.0
"""How long the set-up page's last answer has to arrive before the server starts anew."""
_M_TRIM_THRESHOLD, _M_ARENA_MAX = -1, -8
"""Source: glibc's malloc.h."""
_SWITCH_SECONDS = 0.0005
"""How soon a busy worker thread yields to the one that answers webhooks; Python's own is ten times that."""


def serve(*, host: str | None = None, port: int | None = None, workers: int | None = None) -> int:
    """Web and worker in one process; returns the exit status."""
    return _with_settings(lambda settings: _run(settings, worker_processes=workers or _PROCESSES), host, port)


def web(*, host: str | None = None, port: int | None = None) -> int:
    """Only the web side."""
    return _with_settings(lambda settings: _run(settings, worker_processes=0), host, port)


def worker(*, workers: int | None = None) -> int:
    """Only the worker, until SIGTERM or SIGINT."""
    return _with_settings(lambda settings: _work(settings, workers or _PROCESSES), None, None)


def _with_settings(run: Callable[[Settings], int], host: str | None, port: int | None) -> int:
    given: dict[str, Any] = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    while True:
        try:
            settings = load_settings(**given)
        except SettingsInvalid as invalid:
            for line in invalid.lines:
                sys.stderr.write(f"planreview: {line}\n")
            return 2
        logs.set_up(settings.log_level, settings.log_format)
        _give_memory_back()
        status = run(settings)
        if status != _AGAIN:
            return status


def _give_memory_back() -> None:
    """Ask glibc to share two heaps among our many threads, and to return what is free; elsewhere nothing happens."""
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, 2)
        library.mallopt(_M_TRIM_THRESHOLD, 128 * 1024)


def _leave_out_what_stays() -> None:
    """Keep the garbage collector from walking all modules again and again: each walk stops every thread for 60 ms."""
    gc.collect()
    gc.freeze()


def _run(settings: Settings, worker_processes: int) -> int:
    with ExitStack() as ending:
        worker_alive: Callable[[], bool] = lambda: True  # noqa: E731
        if worker_processes and settings.configured:
            working = Worker(settings, processes=worker_processes)
            working.start()
            ending.callback(working.stop, settings.shutdown_seconds)
            worker_alive = lambda: working.alive  # noqa: E731
        else:
            prepare(settings.database_url)
        inbox = Intake(settings.database_url)
        ending.callback(inbox.close)
        database = connect(settings.database_url, wait_seconds=5, pool_size=2)
        ending.callback(database.dispose)
        create_tables(database)
        ledger = Ledger(database)
        services = WebServices(settings, inbox, ledger, worker_alive)
        checker = ending.enter_context(Analyser(1, settings.analysis_seconds, settings.analysis_memory_mb * 2**20))
        again = threading.Event()

        def stored() -> None:
            again.set()
            asyncio.get_running_loop().call_later(_LAST_ANSWER_SECONDS, server.handle_exit, signal.SIGTERM, None)

        pages = [*rule_pages.routes(), *(playground.routes(checker) if settings.playground else playground.closed())]
        if not settings.configured:
            passes = setup.Passes()
            pages += setup.routes(settings, passes, stored)
            _say_address(settings, setup.setup_address(settings, passes))
        app = create_app(services, pages)
        sys.setswitchinterval(_SWITCH_SECONDS)
        _leave_out_what_stays()
        _log.info(
            "listening",
            address=f"http://{settings.host}:{settings.port}",
            worker=bool(worker_processes and settings.configured),
        )
        server = _Server(
            uvicorn.Config(
                app,
                host=settings.host,
                port=settings.port,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=max(1, int(settings.shutdown_seconds)),
            )
        )
        server.run()
        if again.is_set():
            return _AGAIN
        return 0 if server.started else 1


def _say_address(settings: Settings, address: str) -> None:
    """In the log, whatever its level."""
    logs.set_up("info", settings.log_format)
    _log.warning(f"no GitHub App is set up. Open this address, it works once: {address}")
    logs.set_up(settings.log_level, settings.log_format)


class _Server(uvicorn.Server):
    """uvicorn raises the signal again once it has ended, which would kill us before running reviews are done."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _work(settings: Settings, processes: int) -> int:
    if not settings.configured:
        sys.stderr.write("planreview: PLANREVIEW_APP_ID is missing: a worker needs the App's id, key and secret\n")
        return 2
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with ExitStack() as ending:
        working = Worker(settings, processes=processes)
        working.start()
        _leave_out_what_stays()
        ending.callback(working.stop, settings.shutdown_seconds)
        if settings.metrics_port is not None:
            ending.enter_context(_watched(settings, settings.metrics_port, working))
        while not ended.wait(1.0):
            if not working.alive:
                _log.error("the worker ended by itself")
                return 1
    return 0


@contextmanager
def _watched(settings: Settings, port: int, working: Worker) -> Iterator[None]:
    """Health and metrics of a worker, on a port of their own."""
    database = connect(settings.database_url, wait_seconds=5, pool_size=1)
    services = WebServices(settings, _NoInbox(database), Ledger(database), lambda: working.alive)
    config = uvicorn.Config(
        create_watch(services),
        host=settings.host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="watch", daemon=True)
    thread.start()
    _log.info("metrics", address=f"http://{settings.host}:{port}/metrics")
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(5)
        database.dispose()


class _NoInbox:
    """A worker takes no deliveries; it only looks whether the database can be reached."""

    def __init__(self, database: sa.Engine) -> None:
        self._database = database

    async def put(self, delivery: Delivery) -> Accepted:
        raise NotImplementedError("a worker takes no deliveries")

    def reachable(self) -> None:
        with self._database.connect() as connection:
            connection.execute(sa.select(jobs.c.id).limit(1))
