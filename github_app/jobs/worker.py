"""The worker: a thread with an event loop of its own, so that no review delays the answer to a webhook."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from functools import partial

import structlog

from github_app.github.app import App, AppKey
from github_app.github.configs import Configs
from github_app.github.errors import GitHubError
from github_app.jobs.analysis import Analyser
from github_app.jobs.database import connect, create_tables
from github_app.jobs.engine import POLL_SECONDS, Engine
from github_app.jobs.handler import Jobs
from github_app.jobs.ledger import Ledger
from github_app.jobs.queueing import now_ms
from github_app.jobs.sweeps import Sweep
from github_app.jobs.threads import in_thread
from github_app.jobs.workshop import Workshop
from github_app.metrics import CHECKER_RESTARTS, observe_call
from github_app.review.markers import marks_key
from github_app.settings import Settings
from plan_rules.lint.registry import rules

_log = structlog.get_logger("planreview.worker")
_START_SECONDS = 120


class Worker:
    """Start and stop it from outside its loop."""

    def __init__(self, settings: Settings, *, processes: int = 2) -> None:
        self._settings, self._processes = settings, processes
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None
        self._failure: BaseException | None = None
        self._grace = 20.0

    def start(self) -> None:
        """Returns once jobs are taken; raises what kept it from starting."""
        self._thread.start()
        if not self._ready.wait(_START_SECONDS):
            raise TimeoutError("the worker did not start")
        if self._failure is not None:
            raise self._failure

    def stop(self, grace_seconds: float = 20.0) -> None:
        """Let running jobs end for so long; the rest is taken up at the next start or by another process."""
        self._grace = grace_seconds
        if self._loop is not None and self._ended is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(timeout=grace_seconds + 20)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive() and self._ready.is_set()

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=_fast_loop()) as runner:
                runner.run(self._main())
        except BaseException as error:  # noqa: BLE001 - told to whoever waits for the start
            self._failure = error
            if self._ready.is_set():
                _log.exception("the worker ended")
        finally:
            self._ready.set()

    async def _main(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        settings = self._settings
        assert settings.app_id is not None and settings.private_key is not None
        private_key = settings.private_key.get_secret_value()
        database = connect(settings.database_url, wait_seconds=30)
        create_tables(database)
        ledger = Ledger(database)
        key = AppKey(settings.app_id, private_key, settings.github_api_url)
        with Analyser(self._processes, settings.analysis_seconds, settings.analysis_memory_mb * 2**20) as analyser:
            reserve = partial(_reserve, ledger, settings.write_interval)
            async with App(key, write_interval=settings.write_interval, observe=observe_call, reserve=reserve) as app:
                shop = Workshop(
                    app=app,
                    ledger=ledger,
                    configs=Configs(time.monotonic),
                    analyser=analyser,
                    marks_key=marks_key(private_key),
                    rule_pages=f"{settings.address}/rules",
                    former_marks_keys=tuple(map(marks_key, settings.former_keys)),
                )
                engine = Engine(
                    settings.database_url, Jobs(shop, now_ms), poll_seconds=settings.poll_interval or POLL_SECONDS
                )
                await asyncio.to_thread(rules)  # read once, before many reviews ask for them at the same time
                await engine.start()
                sweep = Sweep(shop, engine, settings.sweep_interval, settings.retention_days)
                sweeping = asyncio.create_task(self._sweep(sweep, analyser))
                self._ready.set()
                await self._ended.wait()
                sweeping.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await sweeping
                await asyncio.to_thread(engine.stop, self._grace)
        ledger.close()
        database.dispose()

    async def _sweep(self, sweep: Sweep, analyser: Analyser) -> None:
        at_once = True
        with contextlib.suppress(GitHubError):
            await sweep.shop.app.permissions()
        while True:
            try:
                await sweep.run(at_once=at_once)
                at_once = False
            except Exception:  # noqa: BLE001 - the next one may begin
                _log.exception("a sweep could not begin")
            CHECKER_RESTARTS.set(analyser.restarts)
            await asyncio.sleep(min(60.0, self._settings.sweep_interval / 4))


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's event loop where there is one, as the web side has it too."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _reserve(ledger: Ledger, interval: float, installation_id: int, reserved: bool) -> float | None:
    """The pace that several workers keep together; one that can't ask keeps its own."""
    try:
        return await in_thread(ledger.reserve_write, installation_id, interval, reserved=reserved)
    except Exception as error:  # noqa: BLE001 - a lost database shows elsewhere
        _log.warning("the shared pace is unknown", error=str(error)[:300])
        return None
