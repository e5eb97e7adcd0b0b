"""Rule pages and the playground as an author meets them: search, review, switches, dark, narrow, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from plan_rules.lint.registry import rule_ids, rules
from tests.browser.conftest import Open, faults_of, overflow_of
from tests.browser.serving import Serving

pytestmark = pytest.mark.browser
Picture = Callable[[Page, str], None]
PAGES = (
    "/",
    "/rules",
    "/rules?q=rollback",
    "/rules/missing-why",
    "/rules/unaddressed-hazard",
    "/playground",
    "/nothing",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_have_no_accessibility_fault(app: Serving, open_page: Open, path: str, scheme: str) -> None:
    assert faults_of(open_page(app.url + path, scheme=scheme)) == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_phone(app: Serving, open_page: Open, path: str) -> None:
    assert overflow_of(open_page(app.url + path, width=320, height=700)) == 0


def test_dark_is_dark(app: Serving, open_page: Open) -> None:
    page = open_page(f"{app.url}/rules/missing-why", scheme="dark", height=1000)
    red, green, blue = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert max(red, green, blue) < 60


def test_the_search_narrows_while_typing(app: Serving, open_page: Open) -> None:
    page = open_page(f"{app.url}/rules")
    page.keyboard.press("/")
    page.keyboard.type("rollb")
    expect(page.locator("#count")).not_to_have_text(f"{len(rule_ids())} rules")
    assert page.locator(".rules li:visible a").first.get_attribute("href") == "/rules/missing-rollback"
    assert page.locator(".rules li:visible").count() < 6
    page.keyboard.type(" qqq")
    expect(page.locator("#count")).to_have_text("No rule has all these words")
    assert page.locator(".group:visible").count() == 0
    assert page.url == f"{app.url}/rules"


def test_the_search_works_without_javascript(app: Serving, open_page: Open) -> None:
    page = open_page(f"{app.url}/rules", script=False)
    page.fill("#q", "rollback")
    page.click("button:text('Search')")
    assert "q=rollback" in page.url
    assert 0 < page.locator(".rules li").count() < 6
    page.click("a:has-text('missing-rollback')")
    assert page.locator("h1").inner_text() == "missing-rollback"


def test_bad_and_good_stand_side_by_side_and_below_each_other_on_a_phone(
    app: Serving, open_page: Open, picture: Picture
) -> None:
    page = open_page(f"{app.url}/rules/missing-why", height=1000)
    bad, good = (page.locator(f".example.{kind}").bounding_box() for kind in ("bad", "good"))
    assert bad and good
    assert bad["y"] == good["y"] and bad["x"] + bad["width"] <= good["x"]
    picture(page, "rule")
    page.set_viewport_size({"width": 390, "height": 800})
    bad, good = (page.locator(f".example.{kind}").bounding_box() for kind in ("bad", "good"))
    assert bad and good
    assert bad["y"] + bad["height"] <= good["y"]


def test_a_plan_is_reviewed_on_its_lines(app: Serving, open_page: Open, picture: Picture) -> None:
    page = open_page(f"{app.url}/playground?example", width=1400, height=1000)
    page.click("text=Review this plan")
    expect(page.locator("#verdict")).to_contain_text("error")
    expect(page.locator("#verdict")).to_be_focused()
    line = page.locator("#L15")
    assert "Handle errors properly" in line.locator("mark").inner_text()
    assert line.locator(".card").count() >= 1
    assert page.url.endswith("?example")
    assert faults_of(page) == []
    picture(page, "playground")


def test_a_rule_is_switched_off_under_its_finding_and_on_again_in_the_list(app: Serving, open_page: Open) -> None:
    page = open_page(f"{app.url}/playground?rule=vague-generalization")
    page.click("text=Review this plan")
    card = page.locator(".card", has=page.locator("a[href='/rules/vague-generalization']"))
    expect(card).to_have_count(1)
    card.locator("button").click()
    expect(card).to_have_count(0)
    expect(page.locator("#on")).to_have_text(f"{len(rule_ids()) - 1} of {len(rule_ids())}")
    page.click("summary")
    page.check("#rule-vague-generalization")
    expect(card).to_have_count(1)


def test_keyboard_alone_is_enough(app: Serving, open_page: Open) -> None:
    page = open_page(f"{app.url}/playground")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#plan")).to_be_focused()
    page.keyboard.type(
        "# Plan: bread\n\n## Steps\n\n1. **Bake**: handle errors properly\n2. **Sell**: TBD\n3. **Eat**: it\n"
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator("#verdict")).to_be_focused()


_DROP = """async ([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "text/markdown"}));
  document.getElementById("plan").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def test_a_dropped_file_is_reviewed_and_one_too_large_refused(app: Serving, open_page: Open) -> None:
    page = open_page(f"{app.url}/playground")
    page.evaluate(_DROP, ["plan.md", rules()["placeholder-text"].rule.bad[0].text])
    expect(page.locator("a.card-rule[href='/rules/placeholder-text']").first).to_be_visible()
    page.evaluate(_DROP, ["plan.md", "x" * 300_000])
    expect(page.locator("#result [role=alert]")).to_contain_text("a plan may have 262144")


def test_an_opened_file_is_reviewed(app: Serving, open_page: Open) -> None:
    page = open_page(f"{app.url}/playground")
    text = rules()["missing-rollback"].rule.bad[0].text
    page.set_input_files("#file", {"name": "plan.md", "mimeType": "text/markdown", "buffer": text.encode()})
    expect(page.locator("a.card-rule[href='/rules/missing-rollback']").first).to_be_visible()


def test_the_playground_works_without_javascript(app: Serving, open_page: Open) -> None:
    page = open_page(f"{app.url}/playground?rule=vague-generalization", script=False)
    assert not page.locator("text=Open a file").is_visible()
    page.click("text=Review this plan")
    card = page.locator(".card", has=page.locator("a[href='/rules/vague-generalization']"))
    assert card.count() == 1
    card.locator("button").click()
    assert card.count() == 0
    assert "Handle errors gracefully" in page.locator("#plan").input_value()
    assert overflow_of(page) == 0


def test_a_review_fits_a_phone(app: Serving, open_page: Open) -> None:
    page = open_page(f"{app.url}/playground?example", width=390, height=844, scheme="dark")
    page.click("text=Review this plan")
    expect(page.locator("#verdict")).to_be_visible()
    assert overflow_of(page) == 0
    assert faults_of(page) == []


def test_the_server_may_be_gone(app: Serving, open_page: Open) -> None:
    page = open_page(f"{app.url}/playground?example")
    page.route("**/playground", lambda route: route.fulfill(status=502, body="bad gateway"))
    page.click("text=Review this plan")
    expect(page.locator("#result [role=alert]")).to_contain_text("did not answer")
