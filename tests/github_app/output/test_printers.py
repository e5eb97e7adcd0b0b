"""Printers on findings made by hand: hostile text, wide text, columns, files that could not be analysed."""

import json
from dataclasses import replace

import pytest

from github_app.output import github, rdjson, sarif, text
from github_app.output import json as as_json
from github_app.output.report import CheckedFile, Report
from plan_rules.lint.finding import Finding, Hazard, Suggestion
from plan_rules.review import Review
from plan_rules.source import Span

LINE = "- 写真 für alle: Handle errors properly"
FINDING = Finding(
    "vague-generalization",
    "warning",
    "100% vague, see\nline\x1b[31m 2\u202e",
    Span(1, 16, 1, 38),
    (1, 1),
    "0123456789abcdef",
    "Vague Generalizations",
    "Why.",
    "Name the cases.",
    Hazard("webhook", "order"),
    Suggestion(1, 1, "- Better"),
)
UNREAD = CheckedFile("b,c:d.md", Review("not-analysed", "It is too large."))


def report(*findings: Finding) -> Report:
    return Report((CheckedFile("a b.md", Review("checked", None, findings), (LINE,)), UNREAD), "https://app.test/rules")


def test_nothing_in_a_plan_steers_the_terminal() -> None:
    made = text.render(report(replace(FINDING, message="x\x1b]0;title\x07\x9b2J\u202e y")))
    assert not set(made) & {"\x1b", "\x07", "\x9b", "\u202e"}


def test_carets_stand_under_wide_characters() -> None:
    excerpt, carets = [line for line in text.render(report(FINDING)).split("\n") if " | " in line][:2]
    assert excerpt.endswith(LINE)
    wide = 2
    assert carets.index("^") == excerpt.index("Handle") + wide
    assert carets.count("^") == 22


def shown(line: str, words: str, width: int) -> tuple[str, str]:
    """The excerpt of a line with a finding on those words: the source line and the line of carets."""
    start = line.index(words) + 1
    source, carets = text.excerpt(line, Span(1, start, 1, start + len(words)), width=width)
    return source, carets


def columns(shown: str) -> int:
    """As a terminal counts them, for the characters that are used here."""
    return len(shown) + sum(character in "写真移行" for character in shown) - shown.count("\u0941")


@pytest.mark.parametrize("width", [50, 80, 120])
@pytest.mark.parametrize("filler", ["words ", "写真移行 ", "क\u0941 ", "⚠\ufe0f a "])
@pytest.mark.parametrize(("before", "after"), [(0, 0), (0, 90), (90, 0), (90, 90), (1, 1)])
def test_a_long_line_is_cut_to_the_terminal_around_the_words(width: int, filler: str, before: int, after: int) -> None:
    source, carets = shown(filler * before + "TBD soon" + " " + filler * after, "TBD soon", width)
    assert max(columns(source), columns(carets)) <= width
    assert columns(source[: source.index("TBD soon")]) == carets.index("^")
    assert carets.count("^") == 8
    assert source.startswith("  1 | …") == (before > 1)
    assert source.endswith("…") == (after > 1)
    if before > 1 or after > 1:
        assert columns(source) > width - 5


def test_words_longer_than_the_terminal_are_marked_to_its_edge() -> None:
    source, carets = shown("- " + "x" * 300 + " end", "x" * 300, 80)
    assert source == "  1 | - " + "x" * 70 + "…"
    assert carets == "    |   " + "^" * 70


def test_findings_of_one_place_share_its_excerpt_and_say_each_cure_once() -> None:
    made = text.render(report(FINDING, replace(FINDING, rule="missing-why", severity="error"))).split("\n")
    assert [line.split("]")[0] for line in made[:2]] == [
        "a b.md:1:16: warning [vague-generalization",
        "a b.md:1:16: error [missing-why",
    ]
    assert sum(line.startswith("  1 | ") for line in made) == 1
    assert made.count("  fix: Name the cases.") == 1


def test_a_suggestion_shows_the_lines_it_adds() -> None:
    suggestion = Suggestion(1, 1, f"{LINE}\n  - Reason: …\x1b")
    assert "    + " + "  - Reason: … " in text.render(report(replace(FINDING, suggestion=suggestion))).split("\n")


def test_colours_and_links_only_where_asked_for() -> None:
    assert "\x1b" not in text.render(report(FINDING))
    assert "planreview explain" not in text.render(report(FINDING))
    painted = text.render(report(FINDING), colour=True, links=True)
    assert "planreview explain vague-generalization" in painted
    assert "planreview explain" not in text.render(report(), colour=True)
    assert "\x1b[33m" in painted
    assert "\x1b]8;;https://app.test/rules/vague-generalization" in painted


@pytest.mark.parametrize("printer", [as_json, sarif, rdjson, github, text])
def test_the_same_bytes_each_time_and_nothing_unread_is_left_out(printer: object) -> None:
    made = printer.render(report(FINDING))  # type: ignore[attr-defined]
    assert made == printer.render(report(FINDING))  # type: ignore[attr-defined]
    assert made.endswith("\n")
    assert "It is too large." in made


def test_workflow_commands_stay_on_their_line() -> None:
    finding, unread = github.render(report(FINDING)).splitlines()
    assert finding.startswith("::warning file=a b.md,line=1,endLine=1,col=16,endColumn=38,title=Vague")
    assert "100%25 vague, see%0Aline" in finding
    assert unread.startswith("::error file=b%2Cc%3Ad.md::")


def test_json_has_the_shape_of_the_contract() -> None:
    data = json.loads(as_json.render(report(FINDING)))
    assert data["summary"] == {"error": 0, "warning": 1, "info": 0}
    (finding,) = data["files"][0]["findings"]
    assert finding["hazard"] == {"area": "webhook", "consideration": "order"}
    assert (finding["line"], finding["column"], finding["end_column"], finding["span"]) == (1, 16, 38, [1, 1])
    assert data["files"][1] == {
        "path": "b,c:d.md",
        "status": "not-analysed",
        "reason": "It is too large.",
        "findings": [],
    }


def test_rdjson_counts_columns_in_bytes() -> None:
    first = json.loads(rdjson.render(report(FINDING)))["diagnostics"][0]
    assert first["location"]["range"]["start"] == {"line": 1, "column": len(LINE[:15].encode()) + 1}
    assert first["suggestions"][0]["range"]["end"]["column"] == len(LINE.encode()) + 1


def test_sarif_says_that_a_file_could_not_be_analysed() -> None:
    (run,) = json.loads(sarif.render(report(FINDING)))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.md"
    assert run["results"][0]["partialFingerprints"] == {"planreview/v1": FINDING.fingerprint}


def test_no_address_is_made_up_where_no_server_shows_the_rules() -> None:
    alone = replace(report(FINDING), rule_pages="")
    assert "]8;;" not in text.render(alone, colour=True, links=True)
    assert "helpUri" not in sarif.render(alone)
    assert "url" not in rdjson.render(alone)
    finding = json.loads(as_json.render(alone))["files"][0]["findings"][0]
    assert finding["help_url"] == "/rules/vague-generalization"


@pytest.mark.parametrize(("others", "said"), [(1, "1 file is no plan"), (3, "3 files are no plans")])
def test_files_that_are_no_plans_are_counted(others: int, said: str) -> None:
    letter = CheckedFile("letter.md", Review("not-a-plan", "It does not read as a plan."))
    last = text.render(Report((*report(FINDING).files, *[letter] * others), "")).rstrip("\n").rsplit("\n", 1)[-1]
    assert last == f"1 plan checked: 1 warning; {said}; 1 not analysed"
