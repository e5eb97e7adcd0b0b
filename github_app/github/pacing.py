"""Writing no faster than GitHub asks: one write at a time and installation, at least a second apart, pauses obeyed."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from types import TracebackType

MOST_A_MINUTE = 80
MOST_AN_HOUR = 500
"""Content-creating requests. Source: GitHub's “Rate limits for the REST API”, secondary limits."""


class Pace:
    """Enter it for each write of one installation."""

    def __init__(self, interval: float, reserve: Callable[[], Awaitable[float]] | None = None) -> None:
        """`reserve` takes the next moment that all processes agree on and says how many seconds away it is."""
        self._interval = interval
        self._reserve = reserve
        self._lock = asyncio.Lock()
        self._next = 0.0
        self._written: deque[float] = deque(maxlen=MOST_AN_HOUR)

    def hold(self, seconds: float) -> None:
        """No write for so long."""
        self._next = max(self._next, time.monotonic() + seconds)

    async def __aenter__(self) -> None:
        await self._lock.acquire()
        try:
            shared = await self._reserve() if self._reserve and self._interval else 0.0
            if (wait := max(shared, self._free_at() - time.monotonic())) > 0:
                await asyncio.sleep(wait)
        except BaseException:
            self._lock.release()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        now = time.monotonic()
        self._written.append(now)
        self._next = max(self._next, now + self._interval)
        self._lock.release()

    def _free_at(self) -> float:
        free = self._next
        if self._interval and len(self._written) >= MOST_A_MINUTE:
            free = max(free, self._written[-MOST_A_MINUTE] + 60)
        if self._interval and len(self._written) == MOST_AN_HOUR:
            free = max(free, self._written[0] + 3600)
        return free
