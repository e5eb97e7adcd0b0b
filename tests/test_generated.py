"""Generated documents are up to date and complete."""

from pathlib import Path

from github_app.settings import Settings
from tools import docs_pages, reference_pages

ROOT = Path(__file__).parent.parent


def test_generated_pages_are_what_their_sources_say() -> None:
    assert [path.relative_to(ROOT).as_posix() for path in docs_pages.stale()] == [], "run `make docs`"


def test_every_setting_and_every_option_is_explained() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
    for line in reference_pages.commands().splitlines():
        if line.startswith("| `"):
            assert not line.endswith("|  |"), line


def test_every_licence_is_stated() -> None:
    assert "not stated" not in reference_pages.licences()
