"""Periodic repair: deliveries that failed, pull requests without a check, finished work that is old."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import structlog

from github_app.github.errors import PASSING, GitHubError, NotFound, Rejected, Throttled, Unavailable
from github_app.jobs.queueing import now_ms
from github_app.jobs.reconcile import reconcile
from github_app.jobs.threads import in_thread
from github_app.jobs.workshop import Workshop
from github_app.metrics import SWEEP_RESCUES, SWEEP_TIME
from github_app.webhooks.jobs import Place

_log = structlog.get_logger("planreview.sweep")
_DAY_MS = 24 * 60 * 60 * 1000
REDELIVERY_DAYS = 3
"""GitHub forgets deliveries after that. Source: GitHub's “Redelivering webhooks”."""
_OVERLAP_MS = 5 * 60 * 1000
_MOST_PAGES = 50
_MOST_ATTEMPTS = 5
_MOST_FAULTS = 3
_ACTIVE_DAYS = 7
_MOST_PLACES = 100
"""Repositories looked at in one sweep, a call each; the next one goes on where it ended."""
_STRANDED_MS = 60_000
WAITS = (5.0, 10.0, 20.0, 40.0, 80.0, 160.0)
"""Seconds before a part that GitHub's fault stopped is tried again; after the last it is left to the next sweep. Its
turn would come in ten minutes, and until then nobody else looks for what GitHub lost."""


class Part(Protocol):
    """One of the sweep's repairs."""

    __name__: str

    def __call__(self) -> Awaitable[None]: ...


class Workflows(Protocol):
    """The part of the job engine that a sweep needs."""

    def forget(self, before_ms: int) -> int: ...

    def ended(self, workflows: Sequence[str]) -> set[str]: ...


@dataclass(slots=True)
class Sweep:
    """One process at a time does it; the database says whose turn it is."""

    shop: Workshop
    engine: Workflows
    every_seconds: float = 600.0
    retention_days: float = 14.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _asked: Counter[str] = field(default_factory=Counter)
    _left: tuple[Place, ...] | None = None
    """Repositories that this sweep still has to look through; None before it knows."""

    async def run(self, *, at_once: bool = False) -> bool:
        """Sweep if it is time. Errors of one part don't keep the others from running, and what a passing fault of
        GitHub stopped is tried again within this turn."""
        least = int(self.every_seconds * 900)
        if not await in_thread(self.shop.ledger.claim_mark, "sweep", 0 if at_once else least):
            return False
        ends = time.monotonic() + least / 1000
        self._left = None
        parts: Sequence[Part] = (self._restart, self._redeliver, self._reconcile, self._forget)
        for wait in (*WAITS, 0.0):
            stopped = {part: pause for part in parts if (pause := await self._try(part)) is not None}
            seconds = max(wait, *stopped.values()) if stopped else 0.0
            if not stopped or not wait or time.monotonic() + seconds > ends:
                break
            await self.sleep(seconds)
            parts = tuple(stopped)
        SWEEP_TIME.set_to_current_time()
        return True

    async def _try(self, part: Part) -> float | None:
        """Seconds to wait at least before it is worth another try; None where it is done, or no try would help."""
        name = part.__name__.strip("_")
        try:
            await part()
        except PASSING as error:
            _log.warning("a sweep stopped early", part=name, error=str(error))
            return error.retry_after if isinstance(error, Throttled) else 0.0
        except GitHubError as error:
            _log.warning("a part of the sweep can't be done", part=name, error=str(error))
        except Exception:  # noqa: BLE001 - the other parts still run
            _log.exception("a sweep failed", part=name)
        return None

    async def _restart(self) -> None:
        """Jobs whose workflow came to an end without them, as no fault that we know of leaves them, begin anew."""
        waiting = await in_thread(self.shop.ledger.unfinished_workflows, now_ms() - _STRANDED_MS)
        for workflow in await in_thread(self.engine.ended, list(waiting)) if waiting else ():
            if await in_thread(self.shop.ledger.restart, *waiting[workflow]):
                SWEEP_RESCUES.labels("job").inc()
                _log.error("a job had lost its workflow and begins anew", job=waiting[workflow][0])

    async def _redeliver(self) -> None:
        """Ask GitHub again for each delivery since the last look that never succeeded: one call when all is well."""
        ledger, client = self.shop.ledger, self.shop.app.as_app()
        began = now_ms()
        since = max(await in_thread(ledger.mark, "deliveries"), began - REDELIVERY_DAYS * _DAY_MS) - _OVERLAP_MS
        items: list[dict[str, Any]] = []
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            more = {"cursor": cursor} if cursor else {}
            page, cursor = await client.page("/app/hook/deliveries", per_page=100, **more)
            items += [item for item in page if _delivered_ms(item) >= since]
            if not cursor or not page or _delivered_ms(page[-1]) < since:
                break
        wanted = lost(items)
        self._asked = Counter({guid: self._asked[guid] for guid in wanted})
        faults: list[Unavailable] = []
        for guid, delivery_id in wanted.items():
            if self._asked[guid] >= _MOST_ATTEMPTS:
                continue
            try:
                await client.write("POST", f"/app/hook/deliveries/{delivery_id}/attempts")
            except Unavailable as error:  # it may have happened; the delivery's GUID makes a second one harmless
                faults.append(error)
                if len(faults) < _MOST_FAULTS:
                    continue
                break
            except (NotFound, Rejected) as error:
                _log.warning("a delivery can't be asked for again", delivery=guid, error=str(error))
                self._asked[guid] += 1
                continue
            self._asked[guid] += 1
            SWEEP_RESCUES.labels("delivery").inc()
            _log.warning("asked again for a lost delivery", delivery=guid)
        if faults:
            raise faults[-1]
        await in_thread(ledger.set_mark, "deliveries", began)

    async def _reconcile(self) -> None:
        if self._left is None:
            since = now_ms() - _ACTIVE_DAYS * _DAY_MS
            self._left = tuple(await in_thread(self.shop.ledger.places_in_turn, since, _MOST_PLACES))
        looked = await reconcile(self.shop, self._left)
        self._left = looked.left
        if looked.fault is not None:
            raise looked.fault

    async def _forget(self) -> None:
        before = now_ms() - int(self.retention_days * _DAY_MS)
        jobs = await in_thread(self.shop.ledger.delete_before, before)
        workflows = await in_thread(self.engine.forget, before)
        if jobs or workflows:
            _log.info("finished work forgotten", jobs=jobs, workflows=workflows)


def lost(items: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Newest attempt of each delivery none of whose attempts succeeded, by GUID; the oldest first, as they happened.

    GitHub's own filter `status=failure` leaves out those that got no answer at all, so the test is ours.
    """
    arrived = {item["guid"] for item in items if item.get("status") == "OK" or 200 <= item.get("status_code", 0) < 400}
    newest: dict[str, int] = {}
    for item in sorted(items, key=lambda one: int(one["id"])):
        if item["guid"] not in arrived:
            newest[item["guid"]] = max(newest.get(item["guid"], 0), int(item["id"]))
    return newest


def _delivered_ms(item: dict[str, Any]) -> int:
    return int(datetime.fromisoformat(item["delivered_at"]).timestamp() * 1000)
