"""From nothing to a review in a browser: the address from the log, GitHub's page (the stand-in's), and back."""

import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, faults_of, overflow_of
from tests.browser.serving import Serving
from tests.standin import StandIn

pytestmark = pytest.mark.browser


def test_the_app_is_registered_and_reviews(
    tmp_path: Path, open_page: Open, picture: Callable[[Page, str], None]
) -> None:
    (tmp_path / "app").mkdir()
    with (
        StandIn(tmp_path / "github") as github,
        Serving(tmp_path / "app", {"PLANREVIEW_GITHUB_API_URL": github.url}) as app,
    ):
        assert httpx.get(f"{app.url}/readyz").json()["set_up"] is False
        home = open_page(app.url)
        expect(home.locator(".note")).to_contain_text("one-time code")
        page = open_page(app.setup_address, height=1080)
        assert urlsplit(page.url).query == ""
        assert faults_of(page) == []
        assert page.input_value("#github") == urlsplit(github.url).netloc
        illustrate(page, picture)
        page.fill("#public_url", app.url)
        page.fill("#github", urlsplit(github.url).netloc)
        page.fill("#name", "choir-plans")
        page.set_viewport_size({"width": 320, "height": 700})
        assert overflow_of(page) == 0
        page.click("text=Continue")
        expect(page.locator("h1")).to_have_text("What the App asks for")
        assert faults_of(page) == []
        assert overflow_of(page) == 0
        page.set_viewport_size({"width": 1200, "height": 900})
        page.click("text=Register on GitHub >> visible=true >> nth=-1")
        page.click("text=Create GitHub App for ada")
        expect(page.locator("h1")).to_have_text("choir-plans is registered")
        assert faults_of(page) == []
        install = page.locator("a.button").get_attribute("href")
        assert install == f"{github.url}/apps/choir-plans/installations/new"
        env = app.folder / ".env"
        assert stat.S_IMODE(env.stat().st_mode) == 0o600

        app.wait_until_set_up()
        assert httpx.get(app.setup_address).status_code == 404
        assert httpx.get(f"{app.url}/setup/registered?code=x&state=y").status_code == 404
        review(github, app)
        assert github.secret not in app.log
        assert "PRIVATE KEY" not in app.log


def illustrate(page: Page, picture: Callable[[Page, str], None]) -> None:
    """A picture with the answers of a server in a container, not of this test."""
    page.fill("#public_url", "https://plans.example.com")
    page.fill("#github", "github.com")
    page.locator("label[for=keep-file] code").evaluate("code => code.textContent = '/data/.env'")
    page.locator("h1").click()
    picture(page, "setup")


def review(github: StandIn, app: Serving) -> None:
    """A webhook signed with the secret that GitHub handed over ends in a completed check run."""
    repository = github.state.repository("choir/songs")
    repository.git.commit({"README.md": "# songs\n"})
    repository.git.commit(
        {"docs/plans/move.md": "# Plan: move\n\n1. **Drop the table**: `songs`\n"}, branch="topic", start="main"
    )
    pull = github.state.open_pull_request(repository, "topic")
    assert github.deliver(app.url, "pull_request", github.payload(repository, pull, "opened")).status_code == 202
    import time

    for _ in range(600):
        if any(run["status"] == "completed" for run in repository.checks.values()):
            return
        time.sleep(0.05)
    raise AssertionError(app.log[-3000:])
