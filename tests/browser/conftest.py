"""Pages in Debian's Chromium. Without a Chromium on the machine these tests are left out, and the report's head says so."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import Serving
from tests.standin import StandIn

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage

CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    collect_ignore_glob = ["test_*.py"]
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ADMIN_TOKEN = "a token for the operator"
Open = Callable[..., Page]


def pytest_report_header() -> str:
    return "browser tests: " + (CHROMIUM or "left out, there is no `chromium` on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a module: Playwright keeps an event loop running, which other tests can't have."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn(tmp_path_factory.mktemp("github")) as stand_in:
        yield stand_in


@pytest.fixture(scope="session")
def app(github: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server that is set up."""
    environment = {**github.environment, "PLANREVIEW_ADMIN_TOKEN": ADMIN_TOKEN}
    with Serving(tmp_path_factory.mktemp("app"), environment) as serving:
        yield serving


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a page in a context of its own; what its console or a script complains of fails the test."""
    contexts = []
    complaints: list[str] = []

    def complain(message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"} and not re.search(r"status of [45]\d\d", message.text):
            complaints.append(message.text)

    def opened(
        address: str, *, width: int = 1200, height: int = 900, scheme: str = "light", script: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            device_scale_factor=1.5 if os.environ.get("PLANREVIEW_PICTURES") else 1,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keeps a picture for README and docs where PLANREVIEW_PICTURES names a folder (`make pictures`)."""

    def take(page: Page, name: str) -> None:
        if folder := os.environ.get("PLANREVIEW_PICTURES"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled", caret="hide")

    return take


def faults_of(page: Page) -> list[str]:
    """What axe finds, of any weight, with the place."""
    found = Axe().run(page).response["violations"]
    return [f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def overflow_of(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
