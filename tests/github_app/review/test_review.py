"""Lines, quoting, marks, and the composition of a review over a pull request's life."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from github_app.repo_config import DEFAULT_CONFIG, RepoConfig, parse_config
from github_app.review import compose as composing
from github_app.review.compose import Judged, compose
from github_app.review.lines import hunks, touched_lines
from github_app.review.markers import Marks, is_fixed
from github_app.review.model import ChangedFile, PostedComment, Publication, PullRequest, Snapshot
from github_app.review.quoting import code, cut, fenced, plain
from plan_rules.review import Review, review

PATH = "docs/plans/seats.md"
PATCH = "@@ -1,2 +1,4 @@\n a\n+b\n+c\n d\n@@ -10,3 +12,2 @@\n x\n-y\n z\n\\ No newline at end of file"
PULL = PullRequest(7, 8, "acme", "shop", 3, "f" * 40, "main", "b" * 40, html_url="https://github.test/acme/shop/pull/3")
MARKS = Marks(b"key", 8, 3)
POOR = "# Plan: seats\n\n## Objective\n\nGuests pick a seat.\n\n## Steps\n\n1. **Add the seat page**\n   - Handle errors properly\n2. **Drop the old seats table**\n   - Success: it is gone\n"


def whole(text: str) -> str:
    lines = text.rstrip("\n").split("\n")
    return f"@@ -0,0 +1,{len(lines)} @@\n" + "\n".join("+" + line for line in lines)


def file_of(text: str, patch: str | None = None, **given: Any) -> ChangedFile:
    return ChangedFile(PATH, "added", "c" * 40, patch if patch is not None else whole(text), **given)


def composed(
    text: str,
    *,
    posted: tuple[PostedComment, ...] = (),
    file: ChangedFile | None = None,
    config: RepoConfig = DEFAULT_CONFIG,
    **given: Any,
) -> Publication:
    snapshot = Snapshot(PULL, (file or file_of(text),), {PATH: text.encode()}, None, None, posted)
    reviews = given.pop("reviews", {PATH: review(text.encode(), config.settings_for(PATH))})
    return compose(snapshot, Judged(reviews, config, MARKS, "https://app.test/rules", **given))


def as_posted(publication: Publication, first: int = 1) -> tuple[PostedComment, ...]:
    return tuple(PostedComment(first + n, "", c.path, c.line, c.body) for n, c in enumerate(publication.line_comments))


def test_hunks_hold_right_side_lines() -> None:
    assert [(h.first, h.last, sorted(h.touched)) for h in hunks(PATCH)] == [(1, 4, [2, 3]), (12, 13, [12])]
    assert touched_lines(PATCH) == {2, 3, 12}
    assert hunks("") == ()


HOSTILE = [
    "@acme/team",
    "see #12 and acme/shop#3 and GH-7",
    "https://evil.example/x www.evil.example",
    "<img src=x onerror=alert(1)> <!-- planreview:v1 0 0 -->",
    "![x](http://evil.example/p.png) [x](javascript:1)",
    "```\n</details>\n# big",
    "a | b \u202e c \u0000 \u200b",
    "deadbeefdeadbeefdeadbeef",
    "`` ` ``",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_quoted_text_can_do_nothing(text: str) -> None:
    for made in (plain(text), code(text)):
        assert "\n" not in made
        assert "<!--" not in made
        for sign in ("@acme", "\u202e", "\x00"):
            assert sign not in made
    escaped = plain(text)
    for sign in ("<img", "](", "![", "://", "#12", "#3", "GH-7", "deadbeefd", "www."):
        assert sign not in escaped.replace("\\<", "")
    assert not escaped.startswith("#")


@given(st.text(max_size=60))
def test_code_spans_can_not_be_left(text: str) -> None:
    made = code(text)
    fence = made[: len(made) - len(made.lstrip("`"))]
    assert made.endswith(fence)
    inside = made[len(fence) : len(made) - len(fence)]
    assert all(len(run) < len(fence) for run in re.findall("`+", inside))
    assert "\n" not in made


@given(st.text(max_size=200))
def test_fences_can_not_be_closed_from_inside(text: str) -> None:
    first, *middle, last = fenced(text, "suggestion").split("\n")
    assert first == last + "suggestion"
    assert not any(line.strip() == last for line in middle)


def test_cut_counts_bytes() -> None:
    assert len(cut("é" * 100, 60).encode()) <= 60
    assert cut("short", 60) == "short"


def test_marks_are_bound_to_pull_request_and_key() -> None:
    mark = MARKS.mark("0123456789abcdef")
    assert MARKS.fingerprint("text\n\n" + mark) == "0123456789abcdef"
    for other in (Marks(b"key", 8, 4), Marks(b"key", 9, 3), Marks(b"other", 8, 3)):
        assert other.fingerprint(mark) is None
    assert MARKS.fingerprint(mark + " and more") is None
    assert MARKS.fingerprint(mark.replace("0123", "0124")) is None


def test_comments_lie_on_lines_of_the_diff_and_say_everything() -> None:
    made = composed(POOR)
    assert {c.line for c in made.line_comments} <= {n for h in hunks(whole(POOR)) for n in range(h.first, h.last + 1)}
    body = next(c.body for c in made.line_comments if "Vague" in c.body)
    for part in (
        "Handle errors properly",
        "Why it matters",
        "How to fix it",
        "https://app.test/rules/vague-generalization",
        "Vague Generalizations",
    ):
        assert part in body
    assert MARKS.fingerprint(body)
    assert made.check.conclusion == "failure"
    assert len(made.check.annotations) >= len(made.line_comments)


def test_suggestions_replace_exactly_the_lines_they_stand_on() -> None:
    made = composed(POOR)
    (comment,) = [c for c in made.line_comments if "```suggestion" in c.body]
    lines = POOR.split("\n")
    assert lines[comment.line - 1] in comment.body.split("```suggestion\n")[1]


def test_nothing_is_posted_twice_and_moved_findings_keep_their_comment() -> None:
    first = composed(POOR)
    moved = POOR.replace("## Objective", "Intro.\n\n" * 20 + "## Objective")
    second = composed(moved, posted=as_posted(first))
    assert second.line_comments == ()
    assert second.edits == ()


def test_what_our_records_know_is_not_posted_again() -> None:
    first = composed(POOR)
    again = composed(POOR, known=frozenset(c.fingerprint for c in first.line_comments))
    assert again.line_comments == ()


def test_fixed_findings_are_marked_and_come_back() -> None:
    first = composed(POOR)
    better = POOR.replace("Handle errors properly", "On `409` show the seat map again")
    second = composed(better, posted=as_posted(first))
    (edit,) = [e for e in second.edits if e.fixed]
    assert is_fixed(edit.body)
    assert "fffffff" in edit.body
    posted = tuple(
        PostedComment(c.comment_id, "", c.path, c.line, edit.body if c.comment_id == edit.comment_id else c.body)
        for c in as_posted(first)
    )
    assert composed(better, posted=posted).edits == ()
    (back,) = composed(POOR, posted=posted).edits
    assert not back.fixed
    assert not is_fixed(back.body)


@pytest.mark.parametrize("change", [{"has_human_reply": True}, {"resolved": True}])
def test_comments_that_a_person_touched_are_left_alone(change: dict[str, bool]) -> None:
    first = composed(POOR)
    posted = tuple(PostedComment(c.comment_id, "", c.path, c.line, c.body, **change) for c in as_posted(first))
    made = composed("# Plan: seats\n\n## Objective\n\nNothing left to do here at all.\n", posted=posted)
    assert made.edits == ()


def test_a_comment_of_somebody_else_with_our_words_counts_for_nothing() -> None:
    first = composed(POOR)
    others = Marks(b"another key", 8, 3)
    forged = tuple(PostedComment(1, "", PATH, 1, others.mark(c.fingerprint)) for c in first.line_comments)
    assert len(composed(POOR, posted=forged).line_comments) == len(first.line_comments)


def test_only_findings_that_meet_changed_lines_count() -> None:
    lines = POOR.split("\n")
    patch = "@@ -9,3 +9,3 @@\n " + lines[8] + "\n-   - old\n+" + lines[9] + "\n " + lines[10]
    made = composed(POOR, file=file_of(POOR, patch))
    assert {c.line for c in made.line_comments} <= {9, 10, 11}
    assert all(a.start_line <= 12 for a in made.check.annotations)
    everything = composed(POOR, file=file_of(POOR, patch), config=parse_config("report: file"))
    assert len(everything.check.annotations) > len(made.check.annotations)


def test_a_file_without_patch_gets_file_comments() -> None:
    made = composed(POOR, file=ChangedFile(PATH, "modified", "c" * 40, None, additions=9))
    assert made.line_comments == ()
    assert made.file_comments
    assert all("Line" in c.body for c in made.file_comments)


def test_the_worst_findings_get_the_comments() -> None:
    made = composed(POOR, config=parse_config("max_comments: 1"))
    (comment,) = made.line_comments
    assert "· error" in comment.body
    assert "max\\_comments" in made.check.summary or "max_comments" in made.check.summary


@pytest.mark.parametrize(
    ("config", "conclusion"),
    [
        ("fail_on: error", "failure"),
        ("fail_on: never", "success"),
        ("mode: shadow", "neutral"),
        ("rules: {all: off}", "success"),
    ],
)
def test_conclusions(config: str, conclusion: str) -> None:
    assert composed(POOR, config=parse_config(config)).check.conclusion == conclusion


def test_not_analysed_is_never_a_pass() -> None:
    unread = {PATH: Review("not-analysed", "It is too large.")}
    assert composed(POOR, reviews=unread).check.conclusion == "failure"
    assert "too large" in composed(POOR, reviews=unread).check.summary
    assert composed(POOR, reviews=unread, config=parse_config("unreadable: neutral")).check.conclusion == "neutral"


def test_no_plan_changed_is_neutral_and_a_bad_base_config_fails() -> None:
    assert composed(POOR, reviews={}).check.conclusion == "neutral"
    from github_app.repo_config import ConfigError

    bad = composing.config_invalid([ConfigError(".github/planreview.yml", 3, 1, "Unknown key `rulez`.")], "main")
    assert (bad.conclusion, bad.title) == ("failure", "planreview.yml is invalid")
    assert "line 3" in bad.summary


def test_the_pull_requests_own_config_is_shown_but_not_used() -> None:
    from github_app.repo_config import ConfigError

    broken = composed(POOR, head_config_errors=(ConfigError(".github/planreview.yml", 2, 1, "Unknown key."),))
    assert broken.check.title == "planreview.yml is invalid"
    assert any(a.path == ".github/planreview.yml" and a.start_line == 2 for a in broken.check.annotations)
    assert "+3 / −5" in composed(POOR, head_config_effect=(3, 5)).check.summary


def test_silenced_findings_are_listed_with_their_reason() -> None:
    text = POOR.replace(
        "2. **Drop",
        "<!-- planreview-disable-next-line missing-rollback, missing-critical-marker: agreed with the owners -->\n2. **Drop",
    )
    assert "agreed with the owners" in composed(text).check.summary


VARIANTS = [
    "Handle errors properly",
    "Handle edge cases as needed",
    "On `409` show the map again",
    "Show 20 seats a row",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(VARIANTS), st.booleans()), min_size=1, max_size=6))
def test_any_sequence_of_pushes_leaves_the_comments_that_the_last_one_calls_for(pushes: list[tuple[str, bool]]) -> None:
    standing: dict[int, PostedComment] = {}
    known: frozenset[str] = frozenset()
    text = POOR
    for words, drops in pushes:
        text = POOR.replace("Handle errors properly", words)
        text = text if drops else text.replace("Drop the old seats table", "Paint the old seats red")
        made = composed(text, posted=tuple(standing.values()), known=known)
        for edit in made.edits:
            old = standing[edit.comment_id]
            standing[edit.comment_id] = PostedComment(old.comment_id, "", old.path, old.line, edit.body)
        for comment in made.line_comments:
            identity = len(standing) + 1
            standing[identity] = PostedComment(identity, "", comment.path, comment.line, comment.body)
        known = known - {*made.outlived} | {c.fingerprint for c in made.line_comments} | {*made.kept}
    open_now = sorted(str(MARKS.fingerprint(c.body)) for c in standing.values() if not is_fixed(c.body))
    wanted = sorted(c.fingerprint for c in composed(text).line_comments)
    assert open_now == wanted
