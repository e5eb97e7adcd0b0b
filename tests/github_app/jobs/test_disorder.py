"""Deliveries out of order, and what a job left behind that could not be sure of what it had written."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import POOR, Process, Story, wait_for
from tests.standin import StandIn

PLAN = "docs/plans/newsletter.md"


@pytest.fixture(scope="module")
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn(tmp_path_factory.mktemp("github") / "git") as made:
        yield made


@pytest.fixture(scope="module")
def app(github: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    folder = tmp_path_factory.mktemp("app")
    with Process(github, empty_database(folder), folder) as made:
        yield made


@pytest.fixture
def story(github: StandIn) -> Iterator[Story]:
    yield Story(github, f"letters/office-{uuid.uuid4().hex[:8]}")
    github.state.faults.clear()


def send(app: Process, github: StandIn, payload: dict[str, Any]) -> str:
    guid = str(uuid.uuid4())
    assert github.deliver(app.address, "pull_request", payload, guid).status_code == 202
    return guid


def two_pushes(story: Story) -> tuple[Any, dict[str, Any], dict[str, Any], str, str]:
    """A pull request with the deliveries of its first and its second head."""
    pull = story.pull()
    first, old = story.github.payload(story.repository, pull, "opened"), story.head(pull)
    story.push(pull, {PLAN: POOR + "4. Tell the subscribers\n"})
    second, new = story.github.payload(story.repository, pull, "synchronize"), story.head(pull)
    return pull, first, second, old, new


def test_an_older_push_that_is_told_of_later_does_not_displace_the_newest(
    app: Process, story: Story, github: StandIn
) -> None:
    pull, first, second, old, new = two_pushes(story)
    github.fail("GET", f"/repos/{story.repository.full_name}/pulls/{pull.number}/files", delay=0.5, when="after")
    late = [send(app, github, payload) for payload in (second, first)]
    wait_for(lambda: all(app.fate(guid) in {"reviewed", "superseded"} for guid in late), what="both at their end")
    wait_for(lambda: story.completed(new), what="a check of the newest head")
    assert len(story.checks(new)) == 1
    assert all(run["status"] == "completed" for run in story.checks(old))
    assert [review["commit_id"] for review in story.reviews(pull)] == [new]


def test_an_older_push_told_of_after_the_newest_was_reviewed_changes_nothing(
    app: Process, story: Story, github: StandIn
) -> None:
    pull, first, second, old, new = two_pushes(story)
    send(app, github, second)
    wait_for(lambda: story.completed(new))
    before = story.comments(pull)
    stale = send(app, github, first)
    wait_for(lambda: app.fate(stale) == "superseded", what="the end of the stale one")
    assert story.comments(pull) == before
    assert (len(story.checks(new)), len(story.checks(old))) == (1, 0)


def test_the_check_run_of_a_head_that_an_older_push_displaced_for_a_while_shows_its_review(
    app: Process, story: Story, github: StandIn
) -> None:
    pull, first, second, _, new = two_pushes(story)
    name = story.repository.full_name
    away = github.fail("GET", f"/repos/{name}/pulls/{pull.number}/files", status=503, delay=1, times=50)
    put_off = send(app, github, second)
    wait_for(lambda: away.times < 50 and app.fate(put_off) == "queued" and story.checks(new), what="put off")
    late = send(app, github, first)
    away.times = 0
    wait_for(lambda: all(app.fate(g) == "superseded" for g in (put_off, late)), what="both displaced")
    wait_for(
        lambda: [run["conclusion"] for run in story.checks(new)] == ["failure"], what="one check run with a verdict"
    )
    assert [review["commit_id"] for review in story.reviews(pull)] == [new]


def uncertain_start(story: Story, app: Process, github: StandIn, payload: dict[str, Any]) -> str:
    """A job whose check run was made, and who could not learn that; it is put off."""
    name = story.repository.full_name
    made = github.fail("POST", f"/repos/{name}/check-runs", when="after")
    unseen = github.fail("GET", f"/repos/{name}/commits/*/check-runs", status=503, times=50)
    guid = send(app, github, payload)
    wait_for(lambda: made.times == 0 and app.fate(guid) == "queued", what="put off")
    unseen.times = 0
    return guid


def test_a_check_run_that_nobody_noted_is_taken_up_by_the_next_job_on_its_head(
    app: Process, story: Story, github: StandIn
) -> None:
    pull = story.pull()
    payload = github.payload(story.repository, pull, "opened")
    uncertain_start(story, app, github, payload)
    send(app, github, payload)
    wait_for(lambda: story.completed(story.head(pull)))
    assert len(story.checks(story.head(pull))) == 1
    assert len(story.reviews(pull)) == 1


def test_a_check_run_that_nobody_noted_is_completed_when_a_newer_push_comes(
    app: Process, story: Story, github: StandIn
) -> None:
    pull = story.pull()
    old = story.head(pull)
    uncertain_start(story, app, github, github.payload(story.repository, pull, "opened"))
    story.push(pull, {PLAN: POOR + "4. Tell the subscribers\n"})
    send(app, github, github.payload(story.repository, pull, "synchronize"))
    wait_for(lambda: story.completed(story.head(pull)))
    assert [run["status"] for run in story.checks(old)] == ["completed"]
    assert [run["output"]["title"] for run in story.checks(old)] == ["Superseded"]


def test_a_check_run_that_nobody_noted_is_completed_when_the_pull_request_is_closed(
    app: Process, story: Story, github: StandIn
) -> None:
    pull = story.pull()
    uncertain_start(story, app, github, github.payload(story.repository, pull, "opened"))
    closed = send(app, github, github.payload(story.repository, pull, "closed"))
    wait_for(lambda: app.fate(closed) == "closed")
    assert [run["status"] for run in story.checks(story.head(pull))] == ["completed"]


def test_comments_that_nobody_noted_are_not_posted_again_by_the_next_job(
    app: Process, story: Story, github: StandIn
) -> None:
    pull, name = story.pull(), story.repository.full_name
    payload = github.payload(story.repository, pull, "opened")
    posted = github.fail("POST", f"/repos/{name}/pulls/*/reviews", when="after")
    unseen = github.fail("GET", f"/repos/{name}/pulls/*/comments", status=503, times=50)
    guid = send(app, github, payload)
    wait_for(lambda: posted.times == 0 and app.fate(guid) == "queued", what="put off")
    unseen.times = 0
    send(app, github, payload)
    wait_for(lambda: story.completed(story.head(pull)))
    assert len(story.reviews(pull)) == 1
    marks = [comment["body"].rsplit("\n", 1)[-1] for comment in story.comments(pull)]
    assert len(marks) == len(set(marks))
