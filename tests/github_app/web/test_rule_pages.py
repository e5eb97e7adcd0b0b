"""The rules' pages: every rule has one, escaped, under a strict policy; the search works without JavaScript."""

import re

import httpx
import pytest

from github_app.web import rule_pages
from github_app.web.rule_views import rule_views
from plan_rules.lint.registry import rule_ids
from tests.github_app.web.asking import ask


def get(path: str) -> httpx.Response:
    return ask(rule_pages.routes(), "GET", path)


def listed(html: str) -> set[str]:
    return set(re.findall(r'<a href="/rules/([a-z-]+)">', html))


def test_the_list_links_every_rule() -> None:
    assert listed(get("/rules").text) == set(rule_ids())


def test_the_search_keeps_rules_that_have_all_words() -> None:
    found = listed(get("/rules?q=Rollback").text)
    assert "missing-rollback" in found
    assert len(found) < 6
    assert listed(get("/rules?q=missing+rollback+irreversible").text) <= found


def test_a_search_without_result_says_so_and_echoes_nothing_raw() -> None:
    page = get("/rules?q=<script>alert(1)</script>").text
    assert listed(page) == set()
    assert "0 rules" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("rule", sorted(rule_ids()))
def test_each_rule_has_a_page_with_its_examples(rule: str) -> None:
    answer = get(f"/rules/{rule}")
    assert answer.status_code == 200
    for heading in ("What it does", "Why it matters", "Bad", "Good", "How to fix it"):
        assert f"<h2>{heading}</h2>" in answer.text
    bad, good = answer.text.split("<h2>Good</h2>")
    assert "<mark" in bad
    assert '<article class="card' in bad
    assert "<mark" not in good
    view = rule_views()[rule]
    assert re.search(r'class="line \w+ new"', good) or len(view.good[0].text) < len(view.bad[0].text)
    assert "<script" not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_an_unknown_rule_is_not_found_and_not_echoed() -> None:
    answer = get("/rules/%3Cscript%3E")
    assert answer.status_code == 404
    assert "script>" not in answer.text
