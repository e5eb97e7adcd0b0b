"""The rules' pages: every rule has one, escaped, under a strict policy."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette

from github_app.web import rule_pages
from plan_rules.lint.registry import rules


def get(path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=rule_pages.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://app.test") as client:
            return await client.get(path)

    return asyncio.run(ask())


def test_the_list_links_every_rule() -> None:
    page = get("/rules").text
    assert all(f'href="/rules/{rule}"' in page for rule in rules())


@pytest.mark.parametrize("rule", sorted(rules()))
def test_each_rule_has_a_page_with_its_examples(rule: str) -> None:
    answer = get(f"/rules/{rule}")
    assert answer.status_code == 200
    assert "Why it matters" in answer.text
    assert "<mark>" in answer.text
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_an_unknown_rule_is_not_found_and_not_echoed() -> None:
    answer = get("/rules/%3Cscript%3E")
    assert answer.status_code == 404
    assert "script" not in answer.text
