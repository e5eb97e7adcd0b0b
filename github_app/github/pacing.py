"""Writing no faster than GitHub asks: one write at a time and installation, a second between two that notify, pauses obeyed."""

import asyncio
import time
from bisect import insort
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from github_app.github.errors import Throttled

MOST_A_MINUTE = 80
MOST_AN_HOUR = 500
"""Content-creating requests. Source: GitHub's “Rate limits for the REST API”, secondary limits."""
KEPT_BACK = 0.1
"""Part of both limits that only check runs may use: comments can wait, a required check can't."""
LONGEST_WAIT = 60.0
"""Seconds waited here for a moment to write; longer waits go back to the queue of jobs."""
_AHEAD = 3.0
"""Seconds ahead that a comment may take its moment: check runs must not queue behind all comments that wait."""
Take = Callable[[bool], Awaitable[float | None]]
"""Takes an installation's next moment to write, which all processes agree on, if it is at most `most_ahead` away; says
in how many seconds it is. True for a check run. None where the others can't be asked."""


def seconds_to_moment(
    written: Sequence[float], told: float | None, now: float, interval: float, *, reserved: bool
) -> float:
    """How long until one more write keeps its distance and is within both limits; `written` are the moments of the last
    hour's writes in order, also those that are taken and still to come, `told` the last of those that notify people.
    All in seconds. Check runs keep no distance: they notify nobody, and people wait for them."""
    part = 1.0 if reserved else 1 - KEPT_BACK
    minute, hour = int(MOST_A_MINUTE * part), int(MOST_AN_HOUR * part)
    free = now if reserved or told is None else told + interval
    if len(written) >= minute:
        free = max(free, written[-minute] + 60)
    if len(written) >= hour:
        free = max(free, written[-hour] + 3600)
    return max(0.0, free - now)


def most_ahead(*, reserved: bool) -> float:
    """How many seconds ahead a moment may be taken."""
    return LONGEST_WAIT if reserved else _AHEAD


class Pace:
    """Takes turns at writing for one installation. An interval of 0 turns pacing off, for tests."""

    def __init__(self, interval: float, take: Take | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval = interval
        self._shared = take
        self._clock = clock
        self._lock = asyncio.Lock()
        self._held_until = 0.0
        self._written: list[float] = []
        self._told: float | None = None

    def hold(self, seconds: float) -> None:
        """No write for so long."""
        self._held_until = max(self._held_until, self._clock() + seconds)

    @asynccontextmanager
    async def turn(self, *, reserved: bool = False) -> AsyncIterator[None]:
        """Enter it for one write; `reserved` may use what is kept back. Raises `Throttled` where it would take long."""
        while True:
            held = self._held_until - self._clock()
            wait = held if held > 0 else await self._take(reserved)
            if wait > LONGEST_WAIT:
                raise Throttled("no write is within GitHub's limits for this installation yet", wait)
            taken = held <= 0 and wait <= most_ahead(reserved=reserved)
            if wait > 0:
                await asyncio.sleep(wait)
            if taken:
                break
        async with self._lock:
            yield

    async def _take(self, reserved: bool) -> float:
        if not self._interval:
            return 0.0
        if self._shared is not None and (told := await self._shared(reserved)) is not None:
            return told
        now = self._clock()
        self._written = [at for at in self._written if at > now - 3600]
        wait = seconds_to_moment(self._written, self._told, now, self._interval, reserved=reserved)
        if wait <= most_ahead(reserved=reserved):
            insort(self._written, now + wait)
            self._told = self._told if reserved else now + wait
        return wait
