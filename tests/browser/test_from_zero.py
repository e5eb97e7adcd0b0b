"""The way of docs/install.md and docs/adoption.md, from an empty folder to a check that blocks, and how long the machine's part takes."""

import stat
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.serving import ROOT, Serving
from tests.standin import StandIn
from tests.standin.state import PullRequest, Repository

pytestmark = pytest.mark.browser
MOST_SECONDS = 120.0
"""Of ten minutes; the rest is for a person to read, answer and click."""
BAD = "# Plan: move the songs\n\n## Steps\n\n1. **Drop the `songs` table**\n   - Success: `songs` is gone\n"
GOOD = """\
# Plan: count the songs

## Objective

Show how many songs the choir knows.

## Steps

1. **Print the count** in `songs/count.py`
   - Success: `python -m songs count` prints 12 for the test data

## Testing

- `pytest tests/test_count.py` passes
"""


def test_from_an_empty_folder_to_a_check_that_blocks(
    tmp_path: Path, open_page: Open, record_property: Callable[[str, object], None]
) -> None:
    walk = Walk()
    (tmp_path / "app").mkdir()
    with StandIn(tmp_path / "github") as github:
        walk.reaches("1. Start the server")
        with Serving(tmp_path / "app", {"PLANREVIEW_GITHUB_API_URL": github.url}) as app:
            walk.reaches("2. Register the App")
            register(github, app, open_page)
            walk.reaches("3. Look whether all is well")
            status, said = app.command("doctor")
            assert status == 0, said
            assert "0 to cure" in said
            walk.reaches("4. Install it on a repository")
            repository = github.state.repository("choir/songs")
            repository.git.commit({"README.md": "# songs\n"})
            pull = push(github, app, repository, BAD)
            assert judged(repository, github, pull, app)["conclusion"] == "failure"
            walk.reaches("5. Make the check required")
            assert github.state.merge_waits_for(repository, pull, {"planreview"}) == {"planreview"}
            walk.reaches("")
            push(github, app, repository, GOOD, pull)
            assert judged(repository, github, pull, app)["conclusion"] == "success"
            assert github.state.merge_waits_for(repository, pull, {"planreview"}) == set()
    assert walk.headings == [
        line[3:] for line in (ROOT / "docs" / "install.md").read_text().split("\n") if line[:3] == "## "
    ]
    for heading, seconds in walk.seconds().items():
        record_property(heading, seconds)
        print(f"{seconds:6.1f} s  {heading}")  # noqa: T201
    assert sum(walk.seconds().values()) < MOST_SECONDS


class Walk:
    def __init__(self) -> None:
        self._reached: list[tuple[str, float]] = []

    def reaches(self, heading: str) -> None:
        """A section of the page; empty when the last is done."""
        self._reached.append((heading, time.monotonic()))

    @property
    def headings(self) -> list[str]:
        return [heading for heading, _ in self._reached if heading]

    def seconds(self) -> dict[str, float]:
        pairs = zip(self._reached, self._reached[1:], strict=False)
        return {heading: until - since for (heading, since), (_, until) in pairs}


def register(github: StandIn, app: Serving, open_page: Open) -> None:
    """The address from the log, five answers, GitHub's page, and back; then the server starts anew by itself."""
    page = open_page(app.setup_address)
    page.fill("#public_url", app.url)
    page.fill("#github", urlsplit(github.url).netloc)
    page.fill("#name", "choir-plans")
    page.click("text=Continue")
    page.click("text=Register on GitHub >> visible=true >> nth=-1")
    page.click("text=Create GitHub App for ada")
    expect(page.locator("h1")).to_have_text("choir-plans is registered")
    assert stat.S_IMODE((app.folder / ".env").stat().st_mode) == 0o600
    app.wait_until_set_up()
    assert httpx.get(app.setup_address).status_code == 404


def push(
    github: StandIn, app: Serving, repository: Repository, plan: str, pull: PullRequest | None = None
) -> PullRequest:
    """The plan in a pull request, opened if there is none, and its webhook delivered where the App was registered for it."""
    repository.git.commit({"docs/plans/songs.md": plan}, branch="topic", start="topic" if pull else "main")
    action = "synchronize" if pull else "opened"
    pull = pull or github.state.open_pull_request(repository, "topic")
    assert github.registration.hook["url"] == f"{app.url}/webhooks/github"
    answer = github.deliver(app.url, "pull_request", github.payload(repository, pull, action))
    assert answer.status_code == 202
    return pull


def judged(repository: Repository, github: StandIn, pull: PullRequest, app: Serving) -> dict[str, object]:
    """The completed check run of the pull request's head."""
    head = repository.git.head(pull.branch)
    for _ in range(1200):
        for run in repository.checks.values():
            if (run["head_sha"], run["status"]) == (head, "completed"):
                return run
        time.sleep(0.05)
    raise AssertionError(app.log[-3000:])
