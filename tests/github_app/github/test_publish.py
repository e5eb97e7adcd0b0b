"""Publishing while GitHub fails: whatever goes wrong between, each thing stands there once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from github_app.github.app import App, AppKey
from github_app.github.changes import change
from github_app.github.checks import finish_check, start_check
from github_app.github.client import Client
from github_app.github.errors import HeadMoved, Unavailable
from github_app.github.publish import Published, publish
from github_app.review.model import (
    Annotation,
    CheckRun,
    CommentEdit,
    FileComment,
    LineComment,
    Publication,
    PullRequest,
)
from tests.standin import StandIn

PLAN = "docs/plans/boats.md"
WORK = "1/0123"
CHECK = CheckRun(
    "failure", "1 error", "Summary", tuple(Annotation(PLAN, 1, 1, "warning", "T", f"M{n}") for n in range(120))
)


@pytest.fixture
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn(tmp_path_factory.mktemp("github")) as standin:
        repository = standin.state.repository("acme/boats")
        repository.git.commit({"README.md": "x\n"})
        repository.git.commit({PLAN: "# Plan\n\nOne.\nTwo.\n"}, branch="topic", start="main")
        standin.state.open_pull_request(repository, "topic")
        yield standin


def run(github: StandIn, use: Callable[[Client, PullRequest], Awaitable[Any]]) -> Any:
    async def inside() -> Any:
        repository = github.state.repository("acme/boats")
        head = repository.git.head("topic") or ""
        place = PullRequest(77, repository.id, "acme", "boats", 1, head, "main", "")
        key = AppKey(github.state.app_id, github.private_key, github.url)
        async with App(key, write_interval=0) as app:
            return await use(app.repository(77, repository.id), place)

    return asyncio.run(inside())


def line(number: int, mark: str, path: str = PLAN) -> LineComment:
    return LineComment(path, number, f"Words\n\n<!-- {mark} -->", mark)


def publication(*lines: LineComment, edits: tuple[CommentEdit, ...] = ()) -> Publication:
    return Publication("A review.", lines, (FileComment(PLAN, "On it\n\n<!-- f -->", "f"),), edits, CHECK)


async def all_of_it(client: Client, place: PullRequest, *lines: LineComment) -> Published:
    check_id = await start_check(client, place, WORK)
    return await publish(client, place, publication(*lines), WORK, check_id)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "*/check-runs"), ("POST", "*/reviews"), ("POST", "*/pulls/1/comments"), ("PATCH", "*/check-runs/*")],
)
@pytest.mark.parametrize("times", [1, 2])
def test_a_write_of_uncertain_outcome_is_looked_for_before_it_is_repeated(
    github: StandIn, method: str, path: str, when: Any, times: int
) -> None:
    github.fail(method, path, when=when, times=times)
    run(github, lambda client, place: all_of_it(client, place, line(3, "a"), line(4, "b")))
    repository = github.state.repository("acme/boats")
    (check,) = repository.checks.values()
    assert check["status"] == "completed"
    assert [annotation["message"] for annotation in check["annotations"]] == [f"M{n}" for n in range(120)]
    assert len(repository.reviews) == 1
    assert sorted(c["body"].rsplit("<!-- ")[-1] for c in repository.comments.values()) == ["a -->", "b -->", "f -->"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_an_ended_check_run_said_before_is_not_taken_for_the_new_verdict(github: StandIn, when: Any) -> None:
    superseded = CheckRun("neutral", "Superseded", "A newer push came.")
    verdict = CheckRun("failure", "planreview.yml is invalid", "Line 3.")

    async def again(client: Client, place: PullRequest) -> None:
        check_id = await start_check(client, place, WORK)
        await finish_check(client, place, superseded, WORK, check_id)
        github.fail("PATCH", "*/check-runs/*", when=when)
        await finish_check(client, place, verdict, WORK, check_id)

    run(github, again)
    (check,) = github.state.repository("acme/boats").checks.values()
    assert (check["conclusion"], check["output"]["title"]) == ("failure", verdict.title)


def test_a_check_run_taken_up_later_gets_only_the_annotations_that_lack(github: StandIn) -> None:
    async def use(client: Client, place: PullRequest) -> None:
        check_id = await start_check(client, place, WORK)
        github.fail("PATCH", "*/check-runs/*", when="after", times=1)
        github.fail("PATCH", "*/check-runs/*", when="before", times=3)
        with pytest.raises(Unavailable):
            await finish_check(client, place, CHECK, WORK, check_id)
        await finish_check(client, place, CHECK, WORK, check_id)

    run(github, use)
    (check,) = github.state.repository("acme/boats").checks.values()
    assert [annotation["message"] for annotation in check["annotations"]] == [f"M{n}" for n in range(120)]


def test_one_bad_anchor_loses_no_review_and_the_summary_says_so(github: StandIn) -> None:
    published = run(github, lambda client, place: all_of_it(client, place, line(3, "a"), line(99, "far")))
    assert (published.fingerprints, published.dropped) == (("a", "f"), 1)
    repository = github.state.repository("acme/boats")
    (check,) = repository.checks.values()
    assert "refused the place of 1 comment" in check["output"]["summary"]


def test_a_refused_review_of_an_old_head_is_given_up(github: StandIn) -> None:
    async def use(client: Client, place: PullRequest) -> None:
        repository = github.state.repository("acme/boats")
        repository.git.commit({PLAN: "# Plan\n"}, branch="topic")
        with pytest.raises(HeadMoved):
            await publish(client, place, publication(line(99, "a")), WORK, None)

    run(github, use)
    repository = github.state.repository("acme/boats")
    assert not repository.reviews
    assert not repository.comments
    assert not repository.checks


def test_an_edit_of_a_comment_that_somebody_deleted_is_left_out(github: StandIn) -> None:
    gone = CommentEdit(123456, "", "Fixed.", fixed=True)
    published = run(github, lambda client, place: publish(client, place, publication(edits=(gone,)), WORK, None))
    assert published == Published(("f",), 0)


@pytest.mark.parametrize("status", [0, 404, 502, 200])
def test_many_edits_are_one_call_and_single_ones_where_graphql_fails(github: StandIn, status: int) -> None:
    async def use(client: Client, place: PullRequest) -> None:
        await publish(client, place, publication(line(2, "a"), line(3, "b"), line(4, "c")), WORK, None)
        comments = list(github.state.repository("acme/boats").comments.values())
        edits = tuple(CommentEdit(c["id"], c["node_id"], f"Fixed {c['id']}", fixed=True) for c in comments[:3])
        github.state.delete_comment(github.state.repository("acme/boats"), comments[1]["id"])
        if status:
            github.fail("POST", "/graphql", status=status, body={"message": "odd"}, times=2)
        before = len(github.state.calls)
        await change(client, place, edits)
        made = [call.path for call in github.state.calls[before:]]
        assert len(made) == {0: 1, 502: 5}.get(status, 4)  # 502 may be over: the one call is tried once more

    run(github, use)
    bodies = [c["body"] for c in github.state.repository("acme/boats").comments.values()]
    assert [body.startswith("Fixed ") for body in bodies] == [True, True, False]


def test_a_person_s_comment_with_our_mark_is_not_taken_for_ours(github: StandIn) -> None:
    repository = github.state.repository("acme/boats")
    repository.comments[1] = {
        "id": 1, "pull_request_number": 1, "path": PLAN, "line": None, "commit_id": "", "edits": 0,
        "body": "<!-- a -->", "user": {"login": "eve", "id": 6, "type": "User"},
    }  # fmt: skip
    github.fail("POST", "*/reviews", when="before", times=1)
    run(github, lambda client, place: all_of_it(client, place, line(3, "a")))
    assert len(repository.reviews) == 1
