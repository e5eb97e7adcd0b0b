"""A fault at every endpoint, before the effect, after it and in the middle of the answer: the same end as without.

Each fault has a repository of its own, and all go through the same story at the same time.
"""

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from github_app.metrics import endpoint
from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import Process, Story, wait_for
from tests.standin import StandIn

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
]
ONLY_AFTER_A_FAULT = {
    ("GET", "/repos/{owner}/{repo}/pulls/{id}/comments"),
    ("GET", "/repos/{owner}/{repo}/commits/{id}/check-runs"),
    ("GET", "/repos/{owner}/{repo}/issues/{id}/comments"),
}
"""What is looked at before a write is repeated; test_disorder has faults there."""
OF_NO_REPOSITORY = {("GET", "/app"), ("POST", "/graphql")}
"""One path for all, so that no fault there has a voyage of its own; test_review_life has faults there."""
FULL = os.environ.get("PLANREVIEW_TORTURE", "") not in {"", "0"}
KINDS: dict[str, dict[str, Any]] = {"502 before": {}, "cut off after": {"when": "after", "cut": True}}
if FULL:
    KINDS |= {"502, then the effect": {"late": 0.5}}
    KINDS |= {"502 after": {"when": "after"}, "500 after": {"when": "after", "status": 500}, "cut off": {"cut": True}}
PATH = "docs/plans/ferry.md"
FILLER = "".join(f"The pier has a bench number {n}.\n\n" for n in range(12))
OLD = f"# Plan: ferry times\n\n## Steps\n\n1. **Drop the old `piers` table**\n\n## Notes\n\n{FILLER}\n## Later\n\n"
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


@pytest.fixture(scope="module")
def voyages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[StandIn, Process, dict[str, Voyage]]]:
    folder = tmp_path_factory.mktemp("every-endpoint")
    with StandIn(folder / "git") as github, Process(github, empty_database(folder), folder) as app:
        github.state.permissions["contents"] = "write"  # so that threads are resolved
        found = {"fair": Voyage(Story(github, "lake/fair", 5000), "fair")}
        for method, path in ENDPOINTS:
            for kind, fault in KINDS.items():
                name = f"{method} {path} {kind}"
                story = Story(github, f"lake/ferry-{len(found):03d}", 5000 + len(found))
                at = path.replace("{owner}/{repo}", story.repository.full_name).replace("{path}", "*")
                at = at.replace("installations/{id}", f"installations/{5000 + len(found)}").replace("{id}", "*")
                github.fail(method, at, **fault)
                found[name] = Voyage(story, name)
        sail(github, app, list(found.values()))
        yield github, app, found


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
    for one in voyages:
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
        "answers": len(repository.issue_comments),
        "reactions": sorted({(r["comment"], r["content"]) for r in repository.reactions}),
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_a_fault_changes_nothing_of_the_end(
    voyages: tuple[StandIn, Process, dict[str, Voyage]], method: str, path: str, kind: str
) -> None:
    github, _, found = voyages
    one = found[f"{method} {path} {kind}"]
    left = [f for f in github.state.faults if f.times and one.story.repository.full_name in f.path]
    assert left == [], "the story never came to this call"
    assert end_of(one) == end_of(found["fair"])


def test_no_endpoint_is_left_out(voyages: tuple[StandIn, Process, dict[str, Voyage]]) -> None:
    github = voyages[0]
    called = {(call.method, endpoint(call.path)) for call in github.state.calls if "/hook/" not in call.path}
    assert called - set(ENDPOINTS) - ONLY_AFTER_A_FAULT - OF_NO_REPOSITORY == set()


def test_the_fair_voyage_is_worth_the_comparison(
    voyages: tuple[StandIn, Process, dict[str, Voyage]], tmp_path: Path
) -> None:
    end = end_of(voyages[2]["fair"])
    assert len(end["checks"]) == 5
    assert end["all"] == ["completed"]
    assert {kind for _, _, _, kind, _ in end["comments"]} == {"line", "file"}
    assert (end["answers"], len(end["reactions"])) == (1, 2)
