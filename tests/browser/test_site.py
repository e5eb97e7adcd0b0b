"""The documentation site as a reader meets it: search, dark mode, narrow width, and nothing asked of another host."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.conftest import Open, faults_of, overflow_of

ROOT = Path(__file__).parent.parent.parent


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_rule_is_found_by_the_words_on_its_page(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/index.html")
    result = page.locator('.md-search-result__link[href*="rules/missing-rollback.html"]').first
    _search(page, "rollback backup restore", result)
    result.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("missing-rollback", timeout=30_000)


def _search(page: Page, words: str, result: Locator) -> None:
    """Type the words, again and again: what is typed before the page's scripts and its index are there is not heard."""
    field = page.get_by_placeholder("Search")
    for _ in range(12):
        field.click()
        field.fill("")
        field.press_sequentially(words)
        with contextlib.suppress(PlaywrightTimeoutError):
            result.wait_for(state="visible", timeout=10_000)
            return
    expect(result).to_be_visible()


@pytest.mark.parametrize("name", ["index", "adoption", "architecture", "reference/configuration", "rules/missing-why"])
def test_pages_ask_nothing_of_another_host(site: str, open_page: Open, name: str) -> None:
    page = open_page(f"{site}/{name}.html")
    page.wait_for_load_state("networkidle")
    asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert any(address.endswith(".css") for address in asked)
    assert [address for address in asked if not address.startswith(site)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "adoption", "contributing", "reference/configuration", "rules/missing-why"])
def test_pages_fit_a_phone_and_are_readable(site: str, open_page: Open, name: str, scheme: str) -> None:
    page = open_page(f"{site}/{name}.html", width=390, scheme=scheme)
    assert overflow_of(page) == 0
    assert [fault for fault in faults_of(page) if fault.startswith(("serious", "critical"))] == []
