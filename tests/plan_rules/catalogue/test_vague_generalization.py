"""Where vague words are a defect, and what rescues them."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"vague-generalization"}))


def found(bullet: str) -> int:
    text = f"# Plan: toll gate\n\n## Steps\n\n1. **Read the plates**: with the new camera\n   - {bullet}\n"
    return len(lint(read(Source.from_text(text)), ONLY).findings)


@pytest.mark.parametrize(
    "bullet",
    [
        "Handle API errors properly",
        "Escape plate strings properly",
        "Test each camera if possible",
        "Clean up the reader, adding unit tests as appropriate",
        "Update the reader; add unit tests as needed (Milestone 3)",
    ],
)
def test_phrases_that_leave_the_work_open(bullet: str) -> None:
    assert found(bullet) == 1


@pytest.mark.parametrize(
    "bullet",
    [
        "Handle errors: `DARK` retries with the flash, `BLURRED` asks the driver",
        "Handles the race condition where two cars pass at once",
        "Escape plate strings properly: `-` and blanks are dropped",
        "If the format differs from `AB-12-CD`, update accordingly",
        "The guide renders correctly in the viewer of the gate",
    ],
)
def test_phrases_that_are_spelled_out(bullet: str) -> None:
    assert found(bullet) == 0


def test_a_table_cell_is_judged_by_itself() -> None:
    text = (
        "# Plan: toll gate\n\n## Phase 1: Callers\n\n| file | line | change |\n|---|---|---|\n"
        "| `gate.py` | 12 | return None |\n| `lane.py` | 30 | needs error handling added |\n\n## Phase 2: Lanes\n\nOpen `lane 4`.\n"
    )
    assert [f.anchor.line for f in lint(read(Source.from_text(text)), ONLY).findings] == [8]


def test_bullets_of_work_beside_the_steps_are_read() -> None:
    text = (
        "# Plan: toll gate\n\n## Plan of Work\n\n1. Mount the camera\n2. Read the plates\n\n"
        "## Concrete Steps\n\n- Run `mount.sh`\n- Handle errors gracefully\n"
    )
    assert [f.anchor.line for f in lint(read(Source.from_text(text)), ONLY).findings] == [11]
