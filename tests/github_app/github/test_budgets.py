"""How many calls a review costs, counted by the stand-in, with the token made before."""

from collections.abc import Iterator

import pytest

from github_app.review.markers import is_fixed
from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import GOOD, POOR, Process, Story, wait_for
from tests.standin import StandIn


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Process, Story]]:
    folder = tmp_path_factory.mktemp("app")
    with StandIn(folder / "git") as github, Process(github, empty_database(folder), folder) as process:
        story = Story(github)
        costs(process, story, story.pull({"docs/notes.md": GOOD}))
        yield process, story


def costs(process: Process, story: Story, pull: object, action: str = "opened") -> tuple[int, int]:
    """Reads and writes of one delivery, until its check is completed."""
    state = story.github.state
    before = len(state.calls)
    assert story.deliver(process.address, pull, action).status_code == 202
    wait_for(lambda: story.completed(story.head(pull)), what="a completed check")
    calls = [call for call in state.calls[before:] if "access_tokens" not in call.path]
    writes = sum(call.writes for call in calls)
    return len(calls) - writes, writes


def test_a_first_review_costs_six_calls_of_which_three_write(app: tuple[Process, Story]) -> None:
    process, story = app
    reads, writes = costs(process, story, story.pull())
    assert reads <= 3
    assert writes == 3


def test_a_pull_request_first_heard_of_at_a_push_costs_seven_calls(app: tuple[Process, Story]) -> None:
    """Nobody knows whether our records of it were lost: its reviews are read for what a person deleted."""
    process, story = app
    assert sum(costs(process, story, story.pull(), "synchronize")) <= 7


def test_a_review_after_a_push_costs_seven_calls(app: tuple[Process, Story]) -> None:
    process, story = app
    pull = story.pull()
    costs(process, story, pull)
    story.push(pull, {"docs/plans/newsletter.md": POOR + "4. Drop the `bounces` table\n"})
    assert sum(costs(process, story, pull, "synchronize")) <= 7


def test_a_push_that_mends_all_that_was_commented_costs_seven_calls(app: tuple[Process, Story]) -> None:
    process, story = app
    pull = story.pull()
    costs(process, story, pull)
    assert len(story.comments(pull)) >= 3
    mended = "# Plan: move the newsletter\n\n## Steps\n\n1. Drop the `clicks` table\n"
    story.push(pull, {"docs/plans/newsletter.md": mended})
    assert sum(costs(process, story, pull, "synchronize")) <= 7
    assert sum(is_fixed(comment["body"]) for comment in story.comments(pull)) >= 3


def test_an_owner_that_was_never_heard_of_costs_no_more(app: tuple[Process, Story]) -> None:
    """It has no configuration, neither there nor in its `.github` repository."""
    process, _ = app
    boats = Story(app[1].github, "boats/quay", installation=78)
    reads, writes = costs(process, boats, boats.pull())
    assert (reads <= 3, writes) == (True, 3)
    trains = Story(app[1].github, "trains/yard", installation=79)
    assert sum(costs(process, trains, trains.pull({"docs/other.md": GOOD}))) <= 3


def test_no_plan_changed_costs_two_calls_with_the_configuration_kept(app: tuple[Process, Story]) -> None:
    process, story = app
    assert costs(process, story, story.pull({"docs/other.md": GOOD})) == (1, 1)


def test_sixty_plans_cost_a_read_each_and_twelve_calls(app: tuple[Process, Story]) -> None:
    process, story = app
    plans = {
        f"docs/plans/boat-{n}.md": f"# Plan: paint boat {n}\n\n## Steps\n\n1. Drop the `hulls` table\n"
        for n in range(60)
    }
    reads, writes = costs(process, story, story.pull(plans))
    assert reads + writes - 60 <= 12  # more where findings fill more than a few requests of fifty annotations
    assert story.github.state.most_running <= 10
