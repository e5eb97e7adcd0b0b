"""The deliveries page in a browser: the token, the list, a replay."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ADMIN_TOKEN, Open, faults_of, overflow_of
from tests.browser.serving import Serving
from tests.standin import StandIn

pytestmark = pytest.mark.browser


def test_a_delivery_is_seen_and_replayed(
    app: Serving, github: StandIn, open_page: Open, picture: Callable[[Page, str], None]
) -> None:
    repository = github.state.repository("orchard/shop")
    repository.git.commit({"README.md": "# shop\n"})
    repository.git.commit({"docs/plans/till.md": "# Plan: till\n\n1. **Count**: it\n"}, branch="topic", start="main")
    pull = github.state.open_pull_request(repository, "topic")
    for action in ("opened", "labeled"):
        github.deliver(app.url, "pull_request", github.payload(repository, pull, action))
    page = open_page(f"{app.url}/deliveries")
    assert faults_of(page) == []
    page.fill("#token", "wrong")
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert]")).to_have_text("That is not the token.")
    page.fill("#token", ADMIN_TOKEN)
    page.keyboard.press("Enter")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    for _ in range(100):
        if page.locator("td .severity:text-is('reviewed')").count():
            break
        page.wait_for_timeout(100)
        page.reload()
    reviewed = rows.filter(has=page.locator(".severity:text-is('reviewed')"))
    expect(reviewed.get_by_role("link", name="orchard/shop#1")).to_have_attribute(
        "href", f"{github.url}/orchard/shop/pull/1"
    )
    expect(reviewed.get_by_role("link", name="check")).to_have_count(1)
    assert faults_of(page) == []
    reviewed.get_by_role("button").click()
    expect(page.locator("[role=status]")).to_contain_text("queued once more")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("replay")
    picture(page, "deliveries")
    page.set_viewport_size({"width": 320, "height": 800})
    assert overflow_of(page) == 0
    assert faults_of(page) == []
    page.click("text=Leave")
    expect(page.locator("#token")).to_be_visible()
