"""Writing no faster than GitHub asks: one write at a time and installation, at least a second apart, pauses obeyed."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from github_app.github.errors import Throttled

MOST_A_MINUTE = 80
MOST_AN_HOUR = 500
"""Content-creating requests. Source: GitHub's “Rate limits for the REST API”, secondary limits."""
KEPT_BACK = 0.1
"""Part of both limits that only check runs may use: comments can wait, a required check can't."""
LONGEST_WAIT = 60.0
"""Seconds waited here for the limits; longer waits go back to the queue of jobs."""


class Pace:
    """Takes turns at writing for one installation."""

    def __init__(
        self,
        interval: float,
        reserve: Callable[[], Awaitable[float]] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`reserve` takes the next moment that all processes agree on and says how many seconds away it is."""
        self._interval = interval
        self._reserve = reserve
        self._clock = clock
        self._lock = asyncio.Lock()
        self._next = 0.0
        self._written: deque[float] = deque(maxlen=MOST_AN_HOUR)

    def hold(self, seconds: float) -> None:
        """No write for so long."""
        self._next = max(self._next, self._clock() + seconds)

    @asynccontextmanager
    async def turn(self, *, reserved: bool = False) -> AsyncIterator[None]:
        """Enter it for one write; `reserved` may use what is kept back. Raises `Throttled` where it would take long."""
        await self._within_limits(reserved=reserved)
        async with self._lock:
            shared = await self._reserve() if self._reserve and self._interval else 0.0
            if (wait := max(shared, self._next - self._clock())) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                now = self._clock()
                self._written.append(now)
                self._next = max(self._next, now + self._interval)

    async def _within_limits(self, *, reserved: bool) -> None:
        """Waits outside the lock, so that comments that wait don't keep a check run from being completed."""
        while (wait := self.seconds_to_limits(reserved=reserved)) > 0 or self._next - self._clock() > LONGEST_WAIT:
            if (wait := max(wait, self._next - self._clock())) > LONGEST_WAIT:
                raise Throttled("no write is within GitHub's limits for this installation yet", wait)
            await asyncio.sleep(wait)

    def seconds_to_limits(self, *, reserved: bool) -> float:
        """How long until one more write is within the limits; 0 where pacing is off."""
        if not self._interval:
            return 0.0
        part = 1.0 if reserved else 1 - KEPT_BACK
        minute, hour = int(MOST_A_MINUTE * part), int(MOST_AN_HOUR * part)
        free = 0.0
        if len(self._written) >= minute:
            free = self._written[-minute] + 60
        if len(self._written) >= hour:
            free = max(free, self._written[-hour] + 3600)
        return max(0.0, free - self._clock())
