"""Linting in processes that can be killed: a plan that takes too long or too much memory harms nobody else."""

import asyncio
import contextlib
import multiprocessing
import resource
from collections.abc import Mapping
from concurrent.futures import TimeoutError as OutOfTime
from dataclasses import replace
from typing import Self

import structlog
from pebble import ProcessExpired, ProcessPool

from plan_rules.lint.settings import LintSettings
from plan_rules.review import Review

_log = structlog.get_logger("planreview.analysis")
SECONDS = 10.0
MEMORY_BYTES = 1024 * 1024 * 1024
"""Address space, which is several times what is resident: Python with its libraries maps about 200 MB."""


class Analyser:
    """A pool of worker processes. `restarts` counts those that had to be killed or died."""

    def __init__(self, processes: int = 2, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._seconds = seconds
        self._pool = ProcessPool(
            max_workers=processes,
            max_tasks=2000,
            initializer=_prepare,
            initargs=[memory_bytes],
            context=multiprocessing.get_context("forkserver"),
        )
        self.restarts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        del self._pool  # its locks are given back to the system with it

    async def review_all(self, plans: Mapping[str, bytes], settings: Mapping[str, LintSettings]) -> dict[str, Review]:
        """Each plan's review by path; settings by path."""
        paths = sorted(plans)
        found = await asyncio.gather(*(self.review(path, plans[path], settings[path]) for path in paths))
        return dict(zip(paths, found, strict=True))

    async def review(self, path: str, data: bytes, settings: LintSettings) -> Review:
        """One plan. What could not be analysed says why, and is never a pass."""
        plain = replace(settings, rules=dict(settings.rules))  # a read-only mapping can't travel to a process
        future = self._pool.schedule(_review, args=[data, plain], timeout=self._seconds)
        try:
            return await asyncio.wrap_future(future)
        except (OutOfTime, TimeoutError):
            self.restarts += 1
            reason = f"It took longer than {self._seconds:g} seconds."
        except MemoryError:
            reason = "It took more memory than a review is given."
        except ProcessExpired as died:
            self.restarts += 1
            _log.warning("a checking process died", path=path, status=died.exitcode)
            reason = "The process that checked it died."
        except Exception as error:  # noqa: BLE001 - a fault of a rule must not pass the plan
            _log.exception("a rule failed", path=path)
            reason = f"A rule failed on it ({type(error).__name__}). This is a fault of planreview."
        return Review("not-analysed", reason)


def _prepare(memory_bytes: int) -> None:
    from plan_rules.lint.registry import rules

    rules()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _review(data: bytes, settings: LintSettings) -> Review:
    from plan_rules.review import review

    return review(data, settings)
