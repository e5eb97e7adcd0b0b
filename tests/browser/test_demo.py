"""The demo's page, from which the README's picture comes: comments stand under the lines of a plan."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, faults_of, overflow_of
from tests.browser.serving import ROOT

pytestmark = pytest.mark.browser
_FIRST_PLAN = "#push-0-file-1"


def test_the_demo_shows_comments_on_their_lines(
    tmp_path: Path, open_page: Open, picture: Callable[[Page, str], None]
) -> None:
    shown = tmp_path / "page.html"
    environment = {
        **os.environ,
        "PLANREVIEW_DEMO_PAGE": str(shown),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'rules'}",
    }
    command = [sys.executable, "-m", "github_app", "demo", "--once"]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
    page = open_page(shown.as_uri(), width=900, height=930)
    assert overflow_of(page) == 0
    assert [fault for fault in faults_of(page) if fault.startswith(("serious", "critical"))] == []
    page.locator(_FIRST_PLAN).evaluate("heading => scrollTo(0, heading.offsetTop - 20)")
    line = page.locator(f"{_FIRST_PLAN} + .diff .row", has_text="Steps").first
    comment = line.locator("xpath=following-sibling::*[1]")
    assert comment.get_attribute("class") == "comment"
    assert "Why it matters" in comment.inner_text()
    picture(page, "review")
