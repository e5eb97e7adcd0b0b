"""Linting in worker processes that can be killed: a deadline, a memory limit, and one plan can't delay another."""

import asyncio
import multiprocessing
import resource
from concurrent.futures import Future
from typing import Any

from pebble import ProcessExpired, ProcessPool

from plan_rules.lint.settings import LintSettings
from plan_rules.review import Review, review

DEADLINE = 10.0
"""Seconds for one plan; the slowest known input of 256 KiB takes a third of it."""
MEMORY = 1 << 30
_RENEWED_AFTER = 500


class Analysts:
    """A pool of worker processes."""

    def __init__(self, workers: int, deadline: float = DEADLINE) -> None:
        self._deadline = deadline
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=_RENEWED_AFTER,
            initializer=_limit_memory,
            context=multiprocessing.get_context("forkserver"),
        )

    async def review(self, data: bytes, settings: LintSettings) -> Review:
        """The review of one plan; what could not be finished is `not-analysed`."""
        future: Future[Any] = self._pool.schedule(review, args=(data, settings), timeout=self._deadline)
        try:
            result: Review = await asyncio.wrap_future(future)
        except TimeoutError:
            return Review(
                "not-analysed", f"Reading it took longer than {self._deadline:g} seconds. Make it simpler or split it."
            )
        except (ProcessExpired, MemoryError):
            return Review("not-analysed", "Reading it needed too much memory. Make it simpler or split it.")
        except Exception as error:  # noqa: BLE001 - a rule's own fault must not pass the plan
            return Review(
                "not-analysed", f"The rules failed on it ({type(error).__name__}). This is a fault of planreview."
            )
        return result

    def close(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join(5)


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
