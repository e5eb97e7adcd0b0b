"""Reviewing plans for the App: in processes that can be killed, so that no plan delays another's review."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Self

import structlog

from github_app.killable import MEMORY_BYTES, SECONDS, KillablePool, is_fault
from plan_rules.lint.settings import LintSettings
from plan_rules.review import Review

_log = structlog.get_logger("planreview.analysis")


class Analyser:
    """A pool of worker processes. `restarts` counts those that had to be killed or died."""

    def __init__(self, processes: int = 2, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._pool = KillablePool(processes, seconds, memory_bytes, start="forkserver")

    def __enter__(self) -> Self:
        self._pool.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.__exit__(*error)

    @property
    def restarts(self) -> int:
        return self._pool.killed

    async def review_all(self, plans: Mapping[str, bytes], settings: Mapping[str, LintSettings]) -> dict[str, Review]:
        """Each plan's review by path; settings by path."""
        paths = sorted(plans)
        found = await asyncio.gather(*(self.review(path, plans[path], settings[path]) for path in paths))
        return dict(zip(paths, found, strict=True))

    async def review(self, path: str, data: bytes, settings: LintSettings) -> Review:
        """One plan. What could not be analysed says why, and is never a pass."""
        plain = replace(settings, rules=dict(settings.rules))  # a read-only mapping can't travel to a process
        try:
            return await asyncio.wrap_future(self._pool.schedule(_review, data, plain))
        except Exception as error:  # noqa: BLE001 - a fault of a rule must not pass the plan
            reason = self._pool.reason(error)
            if is_fault(error):
                _log.exception("a rule failed", path=path)
            else:
                _log.warning("a plan was not analysed", path=path, reason=reason)
            return Review("not-analysed", reason)


def _review(data: bytes, settings: LintSettings) -> Review:
    from plan_rules.review import review

    return review(data, settings)
