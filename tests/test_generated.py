"""Generated documents are up to date."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_rule_pages_are_what_the_rule_files_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from tools import rule_pages

    stale = [
        path.name
        for path, text in rule_pages.pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `make docs`"
    assert sys.modules["tools.rule_pages"]
