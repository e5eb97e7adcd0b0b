"""Faults at calls that are no part of one repository's story, or rarely one: the same end as without."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from github_app.github.app import App, AppKey
from github_app.github.registration import register
from tests.github_app.jobs.reviewing import Case, Desk
from tests.standin import StandIn

KINDS: dict[str, dict[str, Any]] = {
    "before": {},
    "after": {"when": "after"},
    "cut off before": {"cut": True},
    "cut off after": {"cut": True, "when": "after"},
}
OF_READS = ("before", "cut off after")
PLAN = "docs/plans/locks.md"
POOR = "# Plan: locks\n\n## Objective\n\nBoats pass.\n\n## Steps\n\n1. **Open the gate**\n   - Handle errors properly\n"
BETTER = POOR.replace("Handle errors properly", "On `GATE_STUCK` ring the keeper")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with StandIn(folder / "git") as github, Desk(github, folder) as made:
        yield made


def resolved_thread(case: Case) -> object:
    """A push that mends what was commented, by a worker that hasn't asked yet what the App may do."""
    case.state.permissions["contents"] = "write"
    case.desk.shop.app.forget(77)
    case.review("opened")
    case.desk.shop.app.forget(77)
    case.push({PLAN: BETTER})
    check = case.review()
    return check["conclusion"], len(case.comments), len(case.repository.resolved)


def large_merge_group(case: Case) -> object:
    """More than the three hundred files that a comparison tells of."""
    files = {f"data/{n:03}.txt": f"{n}\n" for n in range(310)} | {PLAN: POOR}
    head = case.git.commit(files, branch="queue", start="main")
    base = {"base_sha": case.git.head("main"), "base_ref": "refs/heads/main"}
    case.event("merge_group", "checks_requested", merge_group={"head_sha": head, **base})
    return [(r["status"], r["conclusion"], r["output"]["annotations_count"]) for r in case.repository.checks.values()]


@pytest.mark.parametrize("times", [1, 4])  # repeated at once; put off and repeated
@pytest.mark.parametrize("kind", OF_READS)
@pytest.mark.parametrize(
    ("path", "story"),
    [
        ("/app", resolved_thread),
        ("/app/installations/77", resolved_thread),
        ("/repos/*/git/trees/*", large_merge_group),
    ],
)
def test_a_review_comes_to_the_same(
    desk: Desk, path: str, story: Callable[[Case], object], kind: str, times: int
) -> None:
    fair = story(desk.pull_request({PLAN: POOR}))
    fault = desk.github.fail("GET", path, times=times, **KINDS[kind])
    try:
        assert story(desk.pull_request({PLAN: POOR})) == fair
        assert fault.times == 0, "the story never came to this call"
    finally:
        desk.github.state.faults.clear()
        desk.github.state.permissions["contents"] = "read"


@pytest.mark.parametrize("kind", OF_READS)
@pytest.mark.parametrize("path", ["/app/hook/config", "/app/installations", "/app/hook/deliveries"])
def test_what_the_doctor_reads_is_read_again(desk: Desk, path: str, kind: str) -> None:
    async def read() -> list[Any]:
        key = AppKey(desk.github.state.app_id, desk.github.private_key, desk.github.url)
        async with App(key) as app:
            return [await app.as_app().get(path) for _ in range(2)]

    fault = desk.github.fail("GET", path, **KINDS[kind])
    first, second = asyncio.run(read())
    assert (first, fault.times) == (second, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_app_gets_its_webhook_secret_or_its_key_would_be_lost(tmp_path: Path, kind: str) -> None:
    with StandIn(tmp_path / "git") as github:
        registration = github.registration
        registration.secret = None
        registration.codes["a-code"] = time.time() + 60
        registration.manifest = {"name": "locks", "url": "http://127.0.0.1:9", "hook_attributes": {"url": github.url}}
        fault = github.fail("PATCH", "/app/hook/config", **KINDS[kind])
        made = asyncio.run(register(github.url, "a-code"))
        assert made.webhook_secret
        assert (registration.secret, fault.times) == (made.webhook_secret, 0)
