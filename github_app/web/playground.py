"""The playground: a plan comes in, is shown with its findings, and is forgotten."""

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from github_app.review.wording import title
from github_app.web.forms import FormRefused, read_form
from github_app.web.pages import message, page
from github_app.web.rate import Rate, caller_of
from github_app.web.rule_views import rule_views
from github_app.web.sheet import Line, sheet
from plan_rules.lint.engine import Silenced
from plan_rules.lint.finding import Finding
from plan_rules.lint.settings import DEFAULT, LintSettings
from plan_rules.review import Review
from plan_rules.source import MAX_BYTES

A_MINUTE = 30
A_MINUTE_FOR_ALL = 120
MOST_WAITING = 4
MOST_LINES = 4000
MOST_FINDINGS = 300
"""What one page shows: a hostile plan could have a quarter of a million lines, or a finding on each."""
_RANK = {"error": 0, "warning": 1, "info": 2, "off": 3}
_MOST_FORM_BYTES = 3 * MAX_BYTES + 16 * 1024
"""A form writes one byte as up to three."""


class Checker(Protocol):
    """The killable processes in which plans are checked."""

    async def review(self, path: str, data: bytes, settings: LintSettings) -> Review: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """One review as the page shows it."""

    word: str
    tone: str
    counts: str
    reason: str | None
    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]
    lines: tuple[Line, ...]
    left_out: str


def routes(checker: Checker, rate: Rate | None = None) -> list[Route]:
    playground = _Playground(checker, rate or Rate(A_MINUTE, A_MINUTE_FOR_ALL))
    return [
        Route("/playground", playground.show, methods=["GET"]),
        Route("/playground", playground.review, methods=["POST"]),
    ]


def closed() -> list[Route]:
    """What stands in its place where it is turned off, since pages link to it."""

    async def off(_: Request) -> Response:
        text = "This server has turned it off. `planreview check` says the same of a plan, on your own machine."
        return message("There is no playground here", text, 404)

    return [Route("/playground", off, methods=["GET", "POST"])]


class _Playground:
    def __init__(self, checker: Checker, rate: Rate) -> None:
        self._checker = checker
        self._rate = rate
        self._waiting = 0

    async def show(self, request: Request) -> Response:
        """The empty page; `?rule=` puts that rule's bad example on it, `?example` a longer one."""
        view = rule_views().get(request.query_params.get("rule", ""))
        text = view.bad[0].text if view else _example() if "example" in request.query_params else ""
        return _page(text, rule_views())

    async def review(self, request: Request) -> Response:
        host = request.client.host if request.client else ""
        wait = self._rate.wait_seconds(caller_of(host))
        if wait > 0:
            return _refused(429, f"That was too often. Try again in {_seconds(wait)}.", wait)
        try:
            fields = await read_form(request, _MOST_FORM_BYTES)
        except FormRefused as refused:
            return _refused(refused.status, _about_size(refused))
        text = next((value for name, value in fields if name == "plan"), "").replace("\r\n", "\n")
        on = _on(fields)
        data = text.encode("utf-8", "replace")
        if len(data) > MAX_BYTES:
            return _page("", on, fault=_TOO_LARGE, status=413)
        if not text.strip():
            return _page(
                text, on, fault="There is no text to review yet: paste a plan, or use the example.", status=422
            )
        if self._waiting >= MOST_WAITING:
            return _refused(503, "Many plans are being reviewed. Try again in a few seconds.", 5)
        self._waiting += 1
        try:
            settings = replace(DEFAULT, ignore=frozenset(rule_views()) - on)
            made = await self._checker.review("the playground", data, settings)
        finally:
            self._waiting -= 1
        return await run_in_threadpool(lambda: _page(text, on, outcome=_outcome(text, made)))


_TOO_LARGE = f"A plan may have {MAX_BYTES // 1024} KiB, and this one has more. Split it into several plans."


def _on(fields: list[tuple[str, str]]) -> frozenset[str]:
    """The rules to run: all, but for the boxes left empty and those switched off under a finding."""
    off = {value for name, value in fields if name == "off"}
    ticked = {value for name, value in fields if name == "rule"}
    chosen = ticked if any(name == "chosen" for name, _ in fields) else set(rule_views())
    return frozenset(rule_views()) & (chosen - off)


def _outcome(text: str, review: Review) -> Outcome:
    count = Counter(finding.severity for finding in review.findings)
    counts = title(count["error"], count["warning"], count["info"])
    if review.status == "not-analysed":
        word, tone, counts = "not analysed", "error", "The plan could not be analysed"
    elif review.status == "not-a-plan":
        word, tone, counts = "not judged", "plain", "This does not read as a plan"
    elif count["error"]:
        word, tone = "would be blocked", "error"
    elif count["warning"]:
        word, tone = "passes", "warning"
    else:
        word, tone = "passes", "good"
    shown = _gravest(review.findings)
    return Outcome(
        word, tone, counts, review.reason, shown, review.silenced[:MOST_FINDINGS], *_lines(text, shown, review)
    )


def _gravest(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """As many as a page shows, in the plan's order."""
    kept = sorted(range(len(findings)), key=lambda at: _RANK[findings[at].severity])[:MOST_FINDINGS]
    return tuple(findings[at] for at in sorted(kept))


def _lines(text: str, shown: tuple[Finding, ...], review: Review) -> tuple[tuple[Line, ...], str]:
    """The plan's lines, as many as a page shows, and a sentence about what is left out."""
    parts = text.split("\n")
    cut = "\n".join(parts[:MOST_LINES])
    said = []
    if len(parts) > MOST_LINES:
        said.append(f"The first {MOST_LINES:,} of {len(parts):,} lines are shown; later findings stand at the end.")
    if left := len(review.findings) - len(shown):
        said.append(f"{left:,} more findings are not shown.")
    return sheet(cut, shown), " ".join(said)


def _page(
    text: str,
    on: Collection[str],
    *,
    outcome: Outcome | None = None,
    fault: str = "",
    status: int = 200,
    wait: float = 0,
) -> Response:
    values = {
        "text": text,
        "on": on,
        "rules": list(rule_views().values()),
        "outcome": outcome,
        "fault": fault,
        "most_bytes": MAX_BYTES,
        "here": "playground",
    }
    headers = {"Retry-After": str(math.ceil(wait))} if wait else {}
    return page("playground.html", values, status, headers=headers)


def _refused(status: int, fault: str, wait: float = 0) -> Response:
    return _page("", rule_views(), fault=fault, status=status, wait=wait)


def _about_size(refused: FormRefused) -> str:
    return _TOO_LARGE if refused.status == 413 else str(refused)


def _seconds(wait: float) -> str:
    whole = math.ceil(wait)
    return f"{whole} second{'' if whole == 1 else 's'}"


@cache
def _example() -> str:
    return (Path(__file__).parent / "example_plan.md").read_text(encoding="utf-8")
