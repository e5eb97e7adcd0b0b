"""What a person sees at a terminal, and what a pipe gets instead: the command in a pseudo-terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

PLANREVIEW = str(Path(sys.executable).parent / "planreview")
POOR = "# Plan: seats\n\n## Objective\n\nGuests pick a seat.\n\n## Steps\n\n1. **Add the page**\n   - Handle errors properly\n2. **Announce it**\n"


def at_a_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """All that a terminal gets to show."""
    master, slave = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "PLANREVIEW_PUBLIC_URL"}}
    given = kept | {"TERM": "xterm-256color", "COLUMNS": "100"} | environment
    process = subprocess.Popen([PLANREVIEW, *arguments], cwd=folder, stdin=slave, stdout=slave, stderr=slave, env=given)
    os.close(slave)
    shown = b""
    try:
        while piece := os.read(master, 65536):
            shown += piece
    except OSError:  # Linux says that the other end is closed with an error
        pass
    finally:
        os.close(master)
    process.wait(timeout=60)
    return shown.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.md").write_text(POOR)
    return tmp_path


def test_colours_are_for_terminals_and_links_for_those_with_a_server(folder: Path) -> None:
    shown = at_a_terminal(folder, "check", "plan.md")
    assert "\x1b[33mwarning\x1b[0m" in shown
    assert "\x1b]8;;" not in shown
    linked = at_a_terminal(folder, "check", "plan.md", PLANREVIEW_PUBLIC_URL="https://plans.test")
    assert "\x1b]8;;https://plans.test/rules/vague-generalization\x1b\\" in linked


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colours_gets_none(folder: Path, environment: dict[str, str]) -> None:
    assert "\x1b" not in at_a_terminal(folder, "check", "plan.md", **environment)


def test_a_rule_is_laid_out_at_a_terminal_and_is_markdown_elsewhere(folder: Path) -> None:
    shown = at_a_terminal(folder, "explain", "missing-why")
    assert "## Why it matters" not in shown
    assert "Why it matters" in shown
    piped = subprocess.run([PLANREVIEW, "explain", "missing-why"], capture_output=True, text=True, check=True).stdout
    assert "## Why it matters" in piped
    assert "\x1b" not in piped
