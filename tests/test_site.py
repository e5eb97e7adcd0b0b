"""The documentation site is built without a warning, and nothing in it comes from another host."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `make site` builds it: a dead link, a dead anchor or a page that no menu holds is an error."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return folder


class _Loaded(HTMLParser):
    """What a browser would fetch for a page without being asked by a click."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}.get(
            tag
        )
        if name and given.get("rel") != "canonical" and (address := given.get(name)):
            self.addresses.append(address)


def test_every_page_is_there(site: Path) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    expected = {
        path.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for path in (ROOT / "docs").rglob("*.md")
    }
    assert expected <= pages
    assert {"changelog.html", "contributing.html", "reporting.html", "figures.html"} <= pages
    assert (site / "schemas" / "check.schema.json").is_file()


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for page in site.rglob("*.html"):
        loaded = _Loaded()
        loaded.feed(page.read_text("utf-8"))
        assert loaded.addresses
        assert [address for address in loaded.addresses if re.match(r"(\w+:)?//", address)] == [], page
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", sheet.read_text("utf-8")), sheet


def test_links_between_files_of_the_repository_work_on_the_site(site: Path) -> None:
    contributing = (site / "contributing.html").read_text("utf-8")
    assert 'href="architecture.html"' in contributing
    assert "docs/architecture.md" not in contributing
    assert 'href="decisions/markdown-positions.html"' in (site / "figures.html").read_text("utf-8")
    assert "<code>app.yml</code>" in (site / "install.html").read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "benchmarks/README.md"]
)
def test_links_to_files_lead_somewhere_on_github_too(name: str) -> None:
    document = ROOT / name
    for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", document.read_text("utf-8")):
        assert target.startswith("https://") or (document.parent / target).exists(), target
