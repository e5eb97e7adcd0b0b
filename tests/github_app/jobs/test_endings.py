"""Each way in which GitHub stops working for us has an end, and none of them loses work for good."""

import uuid
from collections.abc import Iterator

import pytest

from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import Process, Story, wait_for
from tests.standin import StandIn


@pytest.fixture(scope="module")
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn(tmp_path_factory.mktemp("github") / "git") as made:
        yield made


@pytest.fixture(scope="module")
def app(github: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    folder = tmp_path_factory.mktemp("app")
    with Process(github, empty_database(folder), folder, sweep_interval="3600") as made:
        yield made


@pytest.fixture
def story(github: StandIn, request: pytest.FixtureRequest) -> Iterator[Story]:
    """A repository of an installation of its own."""
    made = Story(github, f"letters/office-{uuid.uuid4().hex[:8]}", 1000 + len(github.state.installations))
    yield made
    github.state.faults.clear()


def installation_event(github: StandIn, app: Process, story: Story, action: str) -> str:
    guid = str(uuid.uuid4())
    payload = {"action": action, "installation": {"id": github.state.installation_of(story.repository)}}
    assert github.deliver(app.address, "installation", payload, guid).status_code == 202
    return guid


def deliver(app: Process, story: Story, pull: object) -> str:
    guid = str(uuid.uuid4())
    assert story.deliver(app.address, pull, guid=guid).status_code == 202
    return guid


def ends(app: Process, guid: str, fate: str, seconds: float = 25) -> str:
    """The reason of a delivery that comes to this fate."""
    wait_for(lambda: app.fate(guid) == fate, seconds, fate)
    return next(str(d["reason"]) for d in app.deliveries() if d["guid"] == guid)


def test_a_suspended_app_ends_its_work_and_makes_it_good_when_it_is_back(
    app: Process, story: Story, github: StandIn
) -> None:
    installation = github.state.installation_of(story.repository)
    pull = story.pull()
    github.state.suspended.add(installation)
    assert "suspended" in ends(app, deliver(app, story, pull), "gone")
    calls = len(github.state.calls)
    installation_event(github, app, story, "suspend")
    github.state.suspended.discard(installation)
    installation_event(github, app, story, "unsuspend")
    wait_for(lambda: story.completed(story.head(pull)), what="made good")
    assert len(story.reviews(pull)) == 1
    assert len(github.state.calls) - calls < 30


def test_an_app_suspended_in_mid_review_ends_it(app: Process, story: Story, github: StandIn) -> None:
    installation = github.state.installation_of(story.repository)
    pull = story.pull()
    fault = github.fail("GET", f"/repos/{story.repository.full_name}/git/blobs/*", status=502, delay=0.5, when="after")
    guid = deliver(app, story, pull)
    wait_for(lambda: fault.times == 0)
    github.state.suspended.add(installation)
    ends(app, guid, "gone")
    github.state.suspended.discard(installation)
    installation_event(github, app, story, "unsuspend")
    wait_for(lambda: story.completed(story.head(pull)), what="the check run completed after all")
    assert len(story.checks(story.head(pull))) == 1


def test_a_revoked_installation_ends_its_work(app: Process, story: Story, github: StandIn) -> None:
    installation = github.state.installation_of(story.repository)
    payload = github.payload(story.repository, story.pull(), "opened")
    held = github.state.installations.pop(installation)
    guid = str(uuid.uuid4())
    github.deliver(app.address, "pull_request", payload, guid)
    assert "404" in ends(app, guid, "gone")
    github.state.installations[installation] = held


def test_a_deleted_pull_request_ends_its_work(app: Process, story: Story, github: StandIn) -> None:
    pull = story.pull()
    payload = github.payload(story.repository, pull, "opened")
    del story.repository.pulls[pull.number]
    guid = str(uuid.uuid4())
    github.deliver(app.address, "pull_request", payload, guid)
    ends(app, guid, "failed")
    assert all(run["status"] == "completed" for run in story.repository.checks.values())


def test_a_token_refused_again_and_again_for_a_while_is_waited_out(app: Process, story: Story, github: StandIn) -> None:
    pull = story.pull()
    github.fail("GET", f"/repos/{story.repository.full_name}/pulls/*/files", status=401, times=4)
    ends(app, deliver(app, story, pull), "reviewed")
    assert len(story.checks(story.head(pull))) == 1


def test_a_key_that_github_refuses_for_a_while_is_waited_out(app: Process, story: Story, github: StandIn) -> None:
    pull = story.pull()
    github.fail("POST", "*/access_tokens", status=401, times=2)
    guid = deliver(app, story, pull)
    assert "PRIVATE" not in ends(app, guid, "reviewed")
    assert len(story.reviews(pull)) == 1


def test_a_file_that_github_can_t_find_for_a_moment_is_waited_for(app: Process, story: Story, github: StandIn) -> None:
    pull = story.pull()
    github.fail("GET", f"/repos/{story.repository.full_name}/git/blobs/*", status=404, times=1)
    ends(app, deliver(app, story, pull), "reviewed")
    assert [run["status"] for run in story.checks(story.head(pull))] == ["completed"]
