"""What real plans say that only sounds like a defect, and what is only remarked on."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.plan import read
from plan_rules.source import Source

PLAN = "# Harbour plan\n\n## Objective\n\nShips find a berth.\n\n## Steps\n\n1. **Signals**: light the mole\n{}\n2. **Fence**: along the quay\n   - Success: no gap wider than 10 cm\n{}"


def severities(rule: str, inside: str, after: str = "") -> list[str]:
    return [f.severity for f in lint(read(Source.from_text(PLAN.format(inside, after)))).findings if f.rule == rule]


@pytest.mark.parametrize(
    "line",
    [
        "   - ✅ Created comprehensive tests for the lamps",
        "   - Catch all exceptions and return 5xx with the reason",
        "   - Pilots can adjust it later if desired",
    ],
)
def test_reports_outcomes_and_deferrals_are_not_vague(line: str) -> None:
    assert severities("vague-generalization", line) == []


def test_a_phrase_that_a_section_spells_out_is_only_remarked_on() -> None:
    vague = "   - Test error handling"
    listed = "\n## Error Handling\n\n- Lamp broken: the buoy blinks\n- No power: the battery takes over\n- Fog: the horn sounds\n"
    assert severities("vague-generalization", vague) == ["warning"]
    assert severities("vague-generalization", vague, listed) == ["info"]


@pytest.mark.parametrize(
    "line",
    [
        "   - Success: `/api/lamps` works",
        "   - Success: changes are committed and pushed",
        "   - Success: the signals are stored as JSON",
        "   ```sh\n   make light\n   ```\n   Expected: successful build",
    ],
)
def test_addresses_git_formats_and_commands_can_be_looked_at(line: str) -> None:
    assert severities("tautological-success", line) == []


def test_a_warning_outside_a_section_of_pitfalls_is_only_remarked_on() -> None:
    bare = "- Never touch the old horn\n"
    assert severities("pitfall-without-consequence", "   - x", f"\n## Pitfalls\n\n{bare}") == ["warning"]
    assert severities(
        "pitfall-without-consequence", "   - x", "\n## Background\n\n- The quay is old.\n- Avoid global limits.\n"
    ) == ["info"]
    assert (
        severities("pitfall-without-consequence", "   - x", "\n## Pitfalls\n\n- Don't show the horn to visitors\n")
        == []
    )


def test_todo_may_be_a_status() -> None:
    body = "\n### Dredging (TODO)\n\nRemove two metres of sand from the eastern basin before May.\n"
    assert severities("placeholder-text", "   - x", body) == []
    assert severities("placeholder-text", "   - x", "\n### Dredging (TODO)\n") == ["error"]


def test_a_step_that_enters_a_hazard_in_its_details_only_is_remarked_on() -> None:
    assert "warning" in severities(
        "unaddressed-hazard", "   - x\n3. **Push positions over a WebSocket**: to the pilots"
    )
    found = severities("unaddressed-hazard", "   - Push positions to the pilots over a WebSocket")
    assert found
    assert set(found) == {"info"}


def test_a_blank_in_a_title_is_one_whatever_stands_below_and_a_state_in_it_is_none() -> None:
    below = "\n\nThe lamps on the mole have to be seen from three miles away, also in fog.\n"
    assert severities("placeholder-text", "   - x", f"\n## [Fill in the phase]{below}") == ["error"]
    assert severities("placeholder-text", "   - x", f"\n## <your harbour>{below}") == ["error"]
    assert severities("placeholder-text", "   - x", f"\n## Questions / TBD{below}") == []
    assert severities("placeholder-text", "   - x", "\n## Questions / TBD\n") == ["error"]


def test_the_named_alternative_beside_a_solution_leaves_nothing_open() -> None:
    second = "Alternative: carry the oil up by hand or use the crane"
    assert severities("undecided-choice", f"   - {second}") == ["warning"]
    solved = f"\n## Oil\n\n**Solution:** a pump at the foot of the tower\n\n{second}\n"
    assert severities("undecided-choice", "   - x", solved) == []


def test_a_button_called_confirm_tests_nothing() -> None:
    work = "1. **Form**: add a page `lamp.py` with a form for the keeper\n   - {}\n2. **List**: add a page for the harbour master\n"
    text = "# Lamp pages\n\n## Objective\n\nKeepers note lamps.\n\n## Steps\n\n" + work
    silent = [f.rule for f in lint(read(Source.from_text(text.format("Confirm that lamp 4 is in the list")))).findings]
    button = [f.rule for f in lint(read(Source.from_text(text.format("Confirm button saves the lamp")))).findings]
    assert "missing-testing" not in silent
    assert "missing-testing" in button


def test_a_unit_that_is_no_piece_of_work_and_a_record_with_sections_lead_somewhere_else() -> None:
    assert severities("dangling-reference", "   - The lamp of unit 7 and of unit 8 goes out") == []
    assert severities("dangling-reference", "   - Follow the ADR-001 section on lamps") == []
    assert severities("dangling-reference", "   - Wire it as in step 9") == ["warning"]


@pytest.mark.parametrize(
    "line",
    [
        "   - Explain an empty berth in a meaningful way",
        "   - Tell the skipper in a user-friendly manner",
        "   - Publish it once the data quality is adequate",
        "   - Refine the user experience based on feedback",
        "   - Address remaining performance issues",
    ],
)
def test_manners_qualities_and_issues_that_say_nothing(line: str) -> None:
    assert severities("vague-generalization", line) == ["warning"]


def test_what_a_spike_is_to_decide_is_its_work() -> None:
    line = "- Decide which lamps keep their shutters\n"
    assert severities("undecided-choice", "   - x", f"\n## Scope of work\n\n{line}") == ["warning"]
    assert severities("undecided-choice", "   - x", f"\n## Inventory and decision points\n\n{line}") == []
