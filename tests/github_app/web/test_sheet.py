"""A plan with its findings: every character is shown once, on its line, marked where it is meant."""

from hypothesis import given
from hypothesis import strategies as st

from github_app.web.sheet import sheet
from plan_rules.lint.finding import Finding, Severity
from plan_rules.source import Source, Span


def finding(line: int, column: int, end_line: int, end_column: int, severity: Severity = "warning") -> Finding:
    anchor = Span(line, column, end_line, end_column)
    return Finding("a-rule", severity, "Said.", anchor, (line, end_line), "f", "Name", "Why.", "How.")


def test_words_are_marked_and_the_finding_stands_below_their_last_line() -> None:
    lines = sheet("one two\nthree\n", [finding(1, 5, 1, 8)])
    assert [(piece.text, piece.severity) for piece in lines[0].pieces] == [("one ", ""), ("two", "warning")]
    assert [len(line.findings) for line in lines] == [1, 0]


def test_a_mark_over_lines_leaves_their_margins_out() -> None:
    lines = sheet("- one\n  two\n", [finding(1, 3, 2, 6)])
    assert [piece.text for piece in lines[1].pieces if piece.severity] == ["two"]
    assert len(lines[1].findings) == 1


def test_the_gravest_mark_wins_and_its_finding_comes_first() -> None:
    (line,) = sheet("drop it", [finding(1, 1, 1, 8, "info"), finding(1, 1, 1, 5, "error")])
    assert [(piece.text, piece.severity) for piece in line.pieces] == [("drop", "error"), (" it", "info")]
    assert [found.severity for found in line.findings] == ["error", "info"]


def test_a_number_sign_in_a_fence_is_no_heading() -> None:
    kinds = [line.kind for line in sheet("# Plan\n```\n# note\n```\n", [])]
    assert kinds == ["heading", "text", "text", "text"]


_TEXTS = st.text(st.sampled_from("ab \t\n#`é𝄞"), max_size=60)
_NUMBERS = st.integers(1, 12)
_FINDINGS = st.builds(finding, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS, st.sampled_from(["error", "warning", "info"]))


@given(_TEXTS, st.lists(_FINDINGS, max_size=5))
def test_nothing_of_the_text_is_lost(text: str, findings: list[Finding]) -> None:
    source = Source.from_text(text)
    lines = sheet(text, findings)
    shown = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert shown == [source.line_text(number) for number in range(1, source.line_count + 1)]
    assert sum(len(line.findings) for line in lines) == len(findings)
