"""The engine: settings, kinds of document, order, suppressions, fingerprints."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_rules.lint.engine import LintResult, lint
from plan_rules.lint.settings import AddedArea, Consideration, LintSettings, RuleSettings
from plan_rules.plan import read
from plan_rules.review import review
from plan_rules.source import Source

POOR = """# Plan: seat map

## Objective

Guests pick their seat.

## Steps

1. **Add the seat endpoint**: `POST /seats`
   - Handle errors properly
2. **Drop the old seats table**
3. **Show the map**: Use a canvas instead of images
"""


def run(text: str, **settings: object) -> LintResult:
    return lint(read(Source.from_text(text)), LintSettings(**settings))  # type: ignore[arg-type]


def names(result: LintResult) -> list[str]:
    return [f.rule for f in result.findings]


def test_findings_come_sorted_and_the_same_each_time() -> None:
    first = run(POOR).findings
    assert first == run(POOR).findings
    places = [(f.anchor.line, f.anchor.column, f.rule) for f in first]
    assert places == sorted(places)


def test_off_silences_a_rule_and_a_severity_moves_it() -> None:
    rules = {"missing-rollback": RuleSettings("off"), "vague-generalization": RuleSettings("error")}
    found = {f.rule: f.severity for f in run(POOR, rules=rules).findings}
    assert "missing-rollback" not in found
    assert found["vague-generalization"] == "error"


def test_all_off_leaves_only_named_rules() -> None:
    result = run(POOR, all_severity="off", rules={"missing-why": RuleSettings("warning")})
    assert set(names(result)) == {"missing-why"}


def test_select_and_ignore() -> None:
    assert set(names(run(POOR, select=frozenset({"missing-rollback"})))) == {"missing-rollback"}
    assert "missing-rollback" not in names(run(POOR, ignore=frozenset({"missing-rollback"})))


def test_allow_and_phrases() -> None:
    allowed = run(POOR, rules={"vague-generalization": RuleSettings(allow=("handle errors",))})
    assert "vague-generalization" not in names(allowed)
    more = run(POOR, rules={"vague-generalization": RuleSettings(phrases=("show the map",))})
    assert names(more).count("vague-generalization") == 2


def test_hazard_area_off_and_added() -> None:
    area = AddedArea(
        "seating", ("seat endpoint",), (Consideration("holds", ("hold", "reserv*"), "Two guests get one seat."),)
    )
    found = [f.hazard for f in run(POOR, hazards_added=(area,)).findings if f.hazard]
    assert [(h.area, h.consideration) for h in found if h.area == "seating"] == [("seating", "holds")]
    assert not [
        f
        for f in run(POOR.replace("pick", "reserve"), hazards_added=(area,)).findings
        if f.hazard and f.hazard.area == "seating"
    ]


def test_next_line_suppression_silences_with_a_reason() -> None:
    text = POOR.replace(
        "2. **Drop",
        "<!-- planreview-disable-next-line missing-rollback, missing-critical-marker: agreed with the owners -->\n2. **Drop",
    )
    result = run(text)
    assert not {"missing-rollback", "missing-critical-marker", "unused-suppression"} & set(names(result))
    assert {s.reason for s in result.silenced} == {"agreed with the owners"}


def test_block_and_file_suppressions() -> None:
    block = POOR.replace("## Steps", "<!-- planreview-disable vague-generalization: a draft -->\n\n## Steps")
    assert "vague-generalization" not in names(run(block))
    ended = block.replace("2. **Drop", "<!-- planreview-enable vague-generalization -->\n\n2. **Drop")
    assert "vague-generalization" not in names(run(ended))
    whole = "<!-- planreview-disable-file: imported -->\n\n" + POOR
    assert names(run(whole)) == []


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("<!-- planreview-disable-next-line missing-rollback -->", "needs a reason"),
        ("<!-- planreview-disable-next-line missing-rolback: typo -->", "is no rule"),
        ("<!-- planreview-disable-next-line missing-context: not here -->", "silences nothing"),
    ],
)
def test_faulty_suppressions_are_reported(comment: str, words: str) -> None:
    result = run(POOR.replace("2. **Drop", f"{comment}\n2. **Drop"))
    assert [f for f in result.findings if f.rule == "unused-suppression" and words in f.message]


def test_suppression_in_a_fence_does_not_count() -> None:
    text = "```html\n<!-- planreview-disable-file: shown only -->\n```\n\n" + POOR
    assert "missing-rollback" in names(run(text))


def test_config_can_forbid_suppressions() -> None:
    text = "<!-- planreview-disable-file: imported -->\n\n" + POOR
    assert "missing-rollback" in names(run(text, suppressions="none"))
    warnings_only = names(run(text, suppressions="warnings"))
    assert "missing-rollback" in warnings_only
    assert "vague-generalization" not in warnings_only


@given(st.integers(1, 60))
@settings(deadline=None)
def test_fingerprints_do_not_know_lines(blank: int) -> None:
    moved = POOR.replace("## Objective", "\n" * blank + "## Objective")
    assert [f.fingerprint for f in run(moved).findings] == [f.fingerprint for f in run(POOR).findings]


def test_equal_findings_have_different_fingerprints() -> None:
    text = POOR.replace("   - Handle errors properly\n", "   - Handle errors properly\n   - Handle errors properly\n")
    prints = [f.fingerprint for f in run(text).findings]
    assert len(prints) == len(set(prints))


def test_what_is_no_plan_is_not_judged() -> None:
    template = (
        "# Plan template\n\n## Objective\n\n[DESCRIBE THE GOAL]\n\n## Steps\n\n1. [FIRST STEP]\n2. [SECOND STEP]\n"
    )
    outcome = review(template.encode())
    assert outcome.status == "not-a-plan"
    assert outcome.reason


def test_unreadable_is_never_a_pass() -> None:
    for data in (b"\xff\xfe# Plan", b"# Plan\x00", b"x" * 300_000):
        outcome = review(data)
        assert outcome.status == "not-analysed"
        assert outcome.reason


def test_a_plan_in_another_language_is_said_to_be_judged_in_part() -> None:
    text = (
        "# Plan: Umzug\n\n## Ziel\n\n"
        + "Die Tabelle wird ohne Unterbrechung des Betriebs in das neue System gebracht und dort geprüft. " * 4
    )
    outcome = review(text.encode())
    assert outcome.status == "checked"
    assert outcome.reason
    assert "not in English" in outcome.reason
