"""What all pages share: headers, assets, nothing inline, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from github_app.web import pages, rule_pages
from tests.github_app.web.asking import ask

WEB = Path(pages.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
ROUTES = [*pages.routes(), *rule_pages.routes()]


def test_a_page_forbids_what_it_need_not() -> None:
    headers = ask(ROUTES, "GET", "/rules").headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_assets_bear_their_version_and_may_be_kept_only_with_it() -> None:
    address = re.search(r'href="(/static/planreview\.css\?v=\w+)"', ask(ROUTES, "GET", "/rules").text)
    assert address
    kept = ask(ROUTES, "GET", address[1])
    assert kept.headers["content-type"].startswith("text/css")
    assert "immutable" in kept.headers["cache-control"]
    assert "immutable" not in ask(ROUTES, "GET", "/static/planreview.css?v=old").headers["cache-control"]


@pytest.mark.parametrize("path", ["/static/..%2Fpages.py", "/static/pages.py", "/static/"])
def test_only_assets_are_served(path: str) -> None:
    assert ask(ROUTES, "GET", path).status_code == 404


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_script_or_style_and_nothing_of_other_hosts(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=\"|javascript:", text)
    assert not re.search(r"(?:src|action)=\"(?:https?:)?//|<link[^>]*href=\"(?:https?:)?//", text)
    assert "|safe" not in text.replace(" ", "")


def test_stylesheet_and_scripts_load_nothing() -> None:
    for file in (WEB / "static").iterdir():
        text = file.read_text().replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "://" not in text
        assert "@import" not in text
