"""A fault at every endpoint, before the effect, after it and in the middle of the answer: the same end as without.

Each fault has a repository of its own, and all go through the same story at the same time.
"""

import os
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from github_app.metrics import endpoint
from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import Process, Story, wait_for
from tests.standin import Fault, StandIn
from tests.standin.server import ROUTES

ENDPOINTS = [
    ("POST", "/app/installations/{id}/access_tokens"),
    ("GET", "/app/installations/{id}"),
    ("GET", "/repos/{owner}/{repo}/pulls/{id}"),
    ("GET", "/repos/{owner}/{repo}/pulls/{id}/files"),
    ("POST", "/repos/{owner}/{repo}/pulls/{id}/reviews"),
    ("POST", "/repos/{owner}/{repo}/pulls/{id}/comments"),
    ("PATCH", "/repos/{owner}/{repo}/pulls/comments/{id}"),
    ("GET", "/repos/{owner}/{repo}/commits/{id}/pulls"),
    ("GET", "/repos/{owner}/{repo}/contents/{path}"),
    ("GET", "/repos/{owner}/{repo}/git/blobs/{id}"),
    ("GET", "/repos/{owner}/{repo}/compare/{id}"),
    ("POST", "/repos/{owner}/{repo}/check-runs"),
    ("PATCH", "/repos/{owner}/{repo}/check-runs/{id}"),
    ("GET", "/repos/{owner}/{repo}/collaborators/{id}/permission"),
    ("POST", "/repos/{owner}/{repo}/issues/{id}/comments"),
    ("POST", "/repos/{owner}/{repo}/issues/comments/{id}/reactions"),
    ("POST", "/graphql query("),
    ("POST", "/graphql mutation("),
]
"""GraphQL has one path for all; what a call says tells them apart."""
AFTER_A_LOST_ANSWER = {
    ("GET", "/repos/{owner}/{repo}/pulls/{id}/comments"): ("POST", "/repos/{owner}/{repo}/pulls/{id}/reviews"),
    ("GET", "/repos/{owner}/{repo}/commits/{id}/check-runs"): ("POST", "/repos/{owner}/{repo}/check-runs"),
    ("GET", "/repos/{owner}/{repo}/issues/{id}/comments"): ("POST", "/repos/{owner}/{repo}/issues/{id}/comments"),
}
"""What is looked at before a write is repeated, and that write: its answer is lost first."""
ELSEWHERE = {
    ("GET", "/app"): "test_app_faults.py",
    ("GET", "/app/hook/config"): "test_app_faults.py",
    ("PATCH", "/app/hook/config"): "test_app_faults.py",
    ("GET", "/app/installations"): "test_app_faults.py",
    ("GET", "/repos/{owner}/{repo}/git/trees/{id}"): "test_app_faults.py",
    ("GET", "/app/hook/deliveries"): "test_sweep_faults.py",
    ("POST", "/app/hook/deliveries/{id}/attempts"): "test_sweep_faults.py",
    ("GET", "/repos/{owner}/{repo}/pulls"): "test_sweep_faults.py",
}
"""Calls that are no part of one repository's story, and the tests that have faults there."""
NEVER_CALLED = {("GET", "/repos/{owner}/{repo}/pulls/{id}/reviews")}
FULL = os.environ.get("PLANREVIEW_TORTURE", "") not in {"", "0"}
KINDS: dict[str, dict[str, Any]] = {"502 before": {}, "cut off after": {"when": "after", "cut": True}}
if FULL:
    KINDS |= {"502, then the effect": {"late": 0.5}}
    KINDS |= {"502 after": {"when": "after"}, "500 after": {"when": "after", "status": 500}, "cut off": {"cut": True}}
TRIES_OF_A_READ = 3
"""Fewer faults are repaired by the client at once; then the job is put off."""
PATH = "docs/plans/ferry.md"
FILLER = "".join(f"The pier has a bench number {n}.\n\n" for n in range(12))
OLD = f"# Plan: ferry times\n\n## Steps\n\n1. **Drop the old `piers` table**\n\n## Notes\n\n{FILLER}\n## Later\n\n"
SEVERE = "report: file\nrules: {vague-generalization: error}\n"
QUAY = OLD.replace("piers", "quays").replace("ferry", "quay")
"""Only renamed, so that GitHub shows no lines of it that a comment could stand on."""
FIRST = OLD + "1. Handle errors appropriately\n2. Count the tickets as needed\n"
SECOND = OLD + "1. For `PIER_CLOSED` show the next pier, because guests wait there\n2. Count the tickets as needed\n"


@dataclass
class Voyage:
    """One repository's story, with one fault in it."""

    story: Story
    name: str
    pull: Any = None
    other: Any = None
    faults: list[Fault] = field(default_factory=list)


@pytest.fixture(scope="module")
def voyages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[StandIn, Process, dict[str, Voyage]]]:
    folder = tmp_path_factory.mktemp("every-endpoint")
    with StandIn(folder / "git") as github:
        github.state.permissions["contents"] = "write"  # so that threads are resolved; asked for as the worker starts
        with Process(github, empty_database(folder), folder) as app:
            found = voyages_of(github)
            sail(github, app, list(found.values()))
            yield github, app, found


def voyages_of(github: StandIn) -> dict[str, Voyage]:
    found = {"fair": Voyage(Story(github, "lake/fair", 5000), "fair")}
    for method, path in [*ENDPOINTS, *AFTER_A_LOST_ANSWER]:
        for kind, fault in KINDS.items():
            name = f"{method} {path} {kind}"
            one = Voyage(Story(github, f"lake/ferry-{len(found):03d}", 5000 + len(found)), name)
            fail(github, one, method, path, times=TRIES_OF_A_READ if method == "GET" else 1, **fault)
            if write := AFTER_A_LOST_ANSWER.get((method, path)):
                fail(github, one, *write, when="after")
            found[name] = one
    return found


def fail(github: StandIn, one: Voyage, method: str, path: str, **fault: Any) -> None:
    """A fault that only this voyage meets."""
    repository = one.story.repository
    at, _, says = path.partition(" ")
    at = at.replace("{owner}/{repo}", repository.full_name).replace("{path}", "*")
    at = at.replace("installations/{id}", f"installations/{github.state.installation_of(repository)}")
    of_one = {"says": says, "repository": repository.id} if says else {}
    one.faults.append(github.fail(method, at.replace("{id}", "*"), **of_one, **fault))


def sail(github: StandIn, app: Process, voyages: list[Voyage]) -> None:
    """Open, push, press Re-run twice, give commands, queue for merging: all voyages together, step by step."""
    for one in voyages:
        git = one.story.repository.git
        git.commit({PATH: OLD, "docs/plans/quay.md": QUAY, ".github/planreview.yml": "report: file\n"})
        one.story.repository.collaborators["ada"] = "write"
        one.pull = one.story.pull({PATH: FIRST, "docs/plans/quay.md": None, "docs/plans/wharf.md": QUAY})
        one.story.deliver(app.address, one.pull)
    together(voyages, lambda one: one.story.completed(one.story.head(one.pull)), "opened")
    for one in voyages:
        one.story.push(one.pull, {PATH: SECOND})
        one.story.deliver(app.address, one.pull, "synchronize")
    together(voyages, lambda one: one.story.completed(one.story.head(one.pull)), "pushed")
    for one in voyages:
        head = one.story.head(one.pull)
        (run,) = one.story.checks(head)
        pressed = {"name": "planreview", "head_sha": head, "external_id": run["external_id"], "pull_requests": []}
        send(github, app, one, "check_run", "rerequested", check_run=pressed)
        one.other = one.story.pull({"docs/plans/buoys.md": FIRST})
        suite = {"head_sha": one.story.head(one.other), "pull_requests": []}
        send(github, app, one, "check_suite", "rerequested", check_suite=suite)
    together(voyages, lambda one: one.story.completed(one.story.head(one.pull), count=2), "run again")
    together(voyages, lambda one: one.story.completed(one.story.head(one.other)), "found by its commit")
    for one in voyages:  # a finding that weighs otherwise from now on: its comment is worded anew
        one.story.repository.git.commit({".github/planreview.yml": SEVERE})
        issue = {"number": one.pull.number, "pull_request": {}}
        for number, text in ((5001, "/planreview explain missing-why"), (5002, "/planreview rerun")):
            comment = {"id": number, "body": text, "user": {"login": "ada", "type": "User"}}
            send(github, app, one, "issue_comment", "created", issue=issue, comment=comment)
        git = one.story.repository.git
        group = git.commit({"docs/plans/queue.md": FIRST}, branch="queue", start="main")
        base = {"base_sha": git.head("main"), "base_ref": "refs/heads/main"}
        send(github, app, one, "merge_group", "checks_requested", merge_group={"head_sha": group, **base})
    together(voyages, lambda one: one.story.completed(one.story.head(one.pull), count=3), "commanded")
    together(voyages, lambda one: one.story.completed(str(one.story.repository.git.head("queue"))), "queued")
    together(voyages, lambda one: len(one.story.repository.reactions) >= 2, "receipts")


def send(github: StandIn, app: Process, one: Voyage, event: str, action: str, **more: Any) -> None:
    payload = github.payload(one.story.repository, one.pull, action, **more)
    assert github.deliver(app.address, event, payload, str(uuid.uuid4())).status_code == 202


def together(voyages: list[Voyage], done: Callable[[Voyage], bool], what: str) -> None:
    wait_for(lambda: all(done(one) for one in voyages), 90, f"{what}: {[v.name for v in voyages if not done(v)]}")


def end_of(one: Voyage) -> dict[str, Any]:
    """All that stands on GitHub at the end, without what numbers and times differ in."""
    repository = one.story.repository
    heads = {one.story.head(one.pull): "pull", one.story.head(one.other): "other"}
    heads[str(repository.git.head("queue"))] = "queue"
    runs = [run for run in repository.checks.values() if run["head_sha"] in heads]
    return {
        "checks": sorted((heads[r["head_sha"]], r["name"], r["status"], str(r["conclusion"])) for r in runs),
        "annotations": sorted(
            (heads[r["head_sha"]], a["path"], a["start_line"], a["title"]) for r in runs for a in r["annotations"]
        ),
        "all": sorted({run["status"] for run in repository.checks.values()}),
        "reviews": len(repository.reviews),
        "comments": sorted(
            (c["pull_request_number"], c["path"], c["line"] or 0, c["subject_type"], c["body"].split("\n", 1)[0])
            for c in repository.comments.values()
        ),
        "resolved": len(repository.resolved),
        "answers": len(repository.issue_comments),
        "reactions": sorted({(r["comment"], r["content"]) for r in repository.reactions}),
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("method", "path"), [*ENDPOINTS, *AFTER_A_LOST_ANSWER])
def test_a_fault_changes_nothing_of_the_end(
    voyages: tuple[StandIn, Process, dict[str, Voyage]], method: str, path: str, kind: str
) -> None:
    found = voyages[2]
    one = found[f"{method} {path} {kind}"]
    assert not any(fault.times for fault in one.faults), "the story never came to this call"
    assert end_of(one) == end_of(found["fair"])


def test_no_endpoint_is_left_out(voyages: tuple[StandIn, Process, dict[str, Voyage]]) -> None:
    github, here = voyages[0], {(method, path.partition(" ")[0]) for method, path in [*ENDPOINTS, *AFTER_A_LOST_ANSWER]}
    called = {(call.method, endpoint(call.path)) for call in github.state.calls}
    assert called - here <= ELSEWHERE.keys()
    known = {(method, endpoint(re.sub(r"{\w+(:\w+)?}", "1", path))) for method, path in ROUTES}
    assert known == here | ELSEWHERE.keys() | NEVER_CALLED


def test_the_fair_voyage_is_worth_the_comparison(
    voyages: tuple[StandIn, Process, dict[str, Voyage]], tmp_path: Path
) -> None:
    end = end_of(voyages[2]["fair"])
    assert len(end["checks"]) == 5
    assert end["all"] == ["completed"]
    assert {kind for _, _, _, kind, _ in end["comments"]} == {"line", "file"}
    assert (end["answers"], len(end["reactions"])) == (1, 2)
    assert end["resolved"] == 1
