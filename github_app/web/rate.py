"""How often something may be done: a bucket that fills again with time, for each caller and for all of them."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_CALLERS = 2000


class Rate:
    """At most `most` in any burst, and `most` a minute in the long run, for each caller; `most_of_all` for all."""

    def __init__(self, most: int, most_of_all: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._all = _Bucket(most_of_all, clock())
        self._callers: OrderedDict[str, _Bucket] = OrderedDict()

    def wait_seconds(self, caller: str) -> float:
        """Take one: 0 where it may be done now, else in how many seconds."""
        now = self._clock()
        mine = self._callers.pop(caller, None) or _Bucket(self._most, now)
        self._callers[caller] = mine
        if len(self._callers) > _MOST_CALLERS:
            self._callers.popitem(last=False)
        wait = max(mine.wait(now), self._all.wait(now))
        if wait == 0:
            mine.take()
            self._all.take()
        return wait


class _Bucket:
    def __init__(self, most: int, now: float) -> None:
        self._most = most
        self._held = float(most)
        self._seen = now

    def wait(self, now: float) -> float:
        self._held = min(self._most, self._held + (now - self._seen) * self._most / 60)
        self._seen = now
        return 0.0 if self._held >= 1 else (1 - self._held) * 60 / self._most

    def take(self) -> None:
        self._held -= 1


def caller_of(host: str) -> str:
    """Whom to count as one: an IPv4 address, or an IPv6 network of 64 bits, which is one household's."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
