"""MkDocs hooks: pages from outside docs/, links to files of the repository, and the lists of rules and decisions in the menu."""

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = {
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
    "reporting.md": "SECURITY.md",
    "figures.md": "benchmarks/README.md",
}
"""Pages of the site that are files elsewhere in the repository."""
_LINK = re.compile(r"(\[[^\]\n]*\]\()([^)\s#:]+)(#[^)\s]*)?\)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill the menu's entries that end in `/` with that folder's pages, and put pages that it doesn't name at its end."""
    named = str(config.nav)
    config.nav = [_with_folders(entry) for entry in config.nav or ()]
    more = [path.name for path in sorted((ROOT / "docs").glob("*.md")) if f"'{path.name}'" not in named]
    if more:
        config.nav.append({"More": more})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for name, source in OUTSIDE.items():
        files.append(File.generated(config, name, content=(ROOT / source).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, files: Files, **_given: Any) -> str:
    """Links as they are right on GitHub, made right here; a file that is no page of the site becomes its name."""
    name = page.file.src_uri
    here = (ROOT / OUTSIDE[name]).parent if name in OUTSIDE else (ROOT / "docs" / name).parent
    up = "../" * name.count("/")

    def rewritten(match: re.Match[str]) -> str:
        target = (here / match[2]).resolve()
        if not target.is_relative_to(ROOT) or not target.exists():
            return match[0]  # MkDocs complains about it
        inside = target.relative_to(ROOT).as_posix()
        place = {source: page for page, source in OUTSIDE.items()}.get(inside, inside.removeprefix("docs/"))
        if inside == "rules/README.md":
            place = "rules/index.md"
        if files.get_file_from_path(place) is None:
            return f"`{inside}`"
        return f"{match[1]}{up}{place}{match[3] or ''})"

    return _LINK.sub(rewritten, markdown)


def on_post_page(output: str, **_given: Any) -> str:
    """The theme's search is a dialog without a name, for those who hear the page."""
    return output.replace(
        'data-md-component="search" role="dialog"', 'data-md-component="search" role="dialog" aria-label="Search"'
    )


def _with_folders(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {title: _expanded(value) for title, value in entry.items()}


def _expanded(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_folders(entry) for entry in value]
    if not value.endswith("/"):
        return value
    found = sorted((ROOT / "docs" / value).glob("*.md"), key=lambda path: (path.name != "index.md", path.name))
    return [f"{value}{path.name}" for path in found]
