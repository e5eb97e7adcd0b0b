"""Pointers that lead nowhere, and pointers that lead somewhere or out of the plan."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source


def lines(text: str) -> list[int]:
    settings = LintSettings(select=frozenset({"dangling-reference"}))
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), settings).findings]


def plan(bullet: str) -> str:
    return (
        f"# Plan: lift\n\n## Goal\n\nA lift.\n\n## Steps\n\n1. **Dig**: a pit\n   - {bullet}\n2. **Lift**: the motor\n"
    )


@pytest.mark.parametrize(
    "bullet",
    [
        "Use the list of step 7",
        "Use the mapping of step 14",
        'As explained under "Vendor quirks"',
        "See the Rate Rules section",
        "Blocked by phase 7",
        "Sizes as in Table 5",
        "Details in [the annex](#annex)",
        "Compare with task 22",
        "Colours follow the brand document",
        'See "Why two feeds" for the reasoning',
        "Take the sizes from step 11",
        'The reasons are under "Why not pull"',
        "Sizes are in Table 3",
        "Do it before phase 6 begins",
        "As told in the Carrier Rules section",
        "See [above](#carrier-rules)",
        "Wait for task 14",
        "This is what the migration report says: follow the migration report",
        "Follow the steps given in Annex B",
        "The exception is described in “Odd sizes”",
        "Start once step 9 is through",
        "Needs phases 3 and 8",
        "Lock the gate when task 12 is done",
        'Mind the warning listed under "Lessons of spring"',
        "See “Broken bolts” for the sizes",
        "As described in **Spare parts**, oil the chain",
        "The sizes are set out in the Bolt Sizes section",
        "Follow the order in Appendix C",
        "Compare with Figure 4",
        "Paint it per the design doc",
        "See the attached drawing",
        "The bolts are metric [^bolts]",
        "Use [the long list][longlist]",
        "See [the sizes](#bolt-sizes)",
        'The wires are explained under "Wiring"',
    ],
)
def test_pointers_that_lead_nowhere(bullet: str) -> None:
    assert lines(plan(bullet)) == [10]


@pytest.mark.parametrize(
    "bullet",
    [
        "Use the list of step 2",
        "Use the mapping of step 2",
        'As explained under "Goal"',
        "Step 12 of the vendor's guide tells how",
        "See chapter 9 of the manual",
        "Blocked by phase 7 of the vendor's roadmap",
        'Put the list under the heading "Rates" in the README',
        "Guests in step 4 of the booking wizard see it",
        "Add a section “Fees” to the page",
        "Table 5 in the restaurant is reserved",
        "Task 22 of ticket #441 is done",
        "Take the sizes from step 1",
        "Step 7 of the carrier's guide shows the plug",
        'The sign reads "see section Exit"',
        "Wait for the next phase",
        "The belt moves in phase 1",
        'See "Goal" above',
        "Task 99 of the hub's own plan does that",
        "A table 3 m long stands in bay 9",
        "Turn the dial to step 5 on the screen",
        'The manual has a "Plugs" section',
        "Start once step 1 is through",
        "See “Goal” for the reason",
        "Follow phase 9 of the parent plan",
        "Do as in step 12 of the runbook",
        "See step 8 in `lift.md`",
        'Add a "Broken bolts" section to the manual',
        "Rename the “Wiring” heading in README.md",
        "The checkout wizard goes from step 3 to step 5",
        'Print "see Figure 4" below the drawing',
        "Compare T34 with the older tank",
        "Needs 12 steps of 3 cm",
        "Phase 3 power comes from the grid",
        "The motor turns in steps of 5 degrees",
        "Read [the manual](https://example.org/manual#step-12)",
        "Follow the design",
        "Take the next step 20 cm further",
    ],
)
def test_pointers_that_lead_somewhere(bullet: str) -> None:
    assert lines(plan(bullet)) == []


def test_labels_of_tasks() -> None:
    text = "# Tasks: lift\n\n## Phase 1\n\n- [ ] T001 Dig the pit\n- [ ] T002 Set the motor, once T009 is done\n- [ ] T003 Hang the cabin after T002\n"
    assert lines(text) == [6]
    assert lines(text.replace("T009", "T001")) == []


def test_a_document_that_is_linked() -> None:
    text = plan("Paint it per the design doc")
    assert lines(text + "\n## References\n\n- docs/lift-design.md\n") == []
    assert lines(text + "\n## References\n\n- https://example.org/lift\n") == []


def test_notes_links_and_captions_that_are_there() -> None:
    text = plan("The bolts are metric [^bolts], see [the long list][longlist] and Appendix C")
    assert lines(text) == [10, 10, 10]
    assert lines(text + "\n[^bolts]: M8\n\n[longlist]: https://example.org/list\n\n## Appendix C: sizes\n\nM8\n") == []


def test_labels_of_another_plan_s_series_are_no_pointers_of_ours() -> None:
    steps = "".join(f"- [ ] T{number:03} Paint berth {number}\n" for number in (1, 2, 3))
    text = f"# Harbour\n\n## Objective\n\nPaint it.\n\n{steps}\nThe old list's T011 dredged, T012 fenced and T014 lit the mole.\n"
    assert [f for f in lint(read(Source.from_text(text))).findings if f.rule == "dangling-reference"] == []


def test_a_pointer_that_leads_nowhere_is_reported_once() -> None:
    steps = "".join(f"- [ ] T{number:03} Paint berth {number}\n" for number in (1, 2, 3))
    text = (
        f"# Harbour\n\n## Objective\n\nPaint it.\n\n{steps}\nOnce T009 is through, rest.\n\nAfter T009 open the gate.\n"
    )
    found = [f.anchor.line for f in lint(read(Source.from_text(text))).findings if f.rule == "dangling-reference"]
    assert found == [11]
