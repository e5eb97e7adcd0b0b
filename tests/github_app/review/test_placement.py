"""Any findings and any patch: every comment lies on lines that take one, and nothing is lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from github_app.repo_config import parse_config
from github_app.review.compose import Judged, compose
from github_app.review.lines import hunks, touched_lines
from github_app.review.markers import Marks
from github_app.review.model import ChangedFile, PullRequest, Snapshot
from github_app.review.placement import meets, place
from plan_rules.lint.finding import Finding, Severity, Suggestion
from plan_rules.review import Review
from plan_rules.source import Span

PULL = PullRequest(7, 8, "acme", "shop", 3, "f" * 40, "main", "b" * 40)
FINDING = Finding(
    "missing-why", "warning", "Say why.", Span(1, 1, 1, 5), (1, 1), "0" * 16, "Missing “Why”", "Why.", "How."
)
LAST = 60
severities: st.SearchStrategy[Severity] = st.sampled_from(["error", "warning", "info"])


@st.composite
def patches(draw: st.DrawFn) -> str:
    """Hunks of context, added and removed lines, in order, apart from each other."""
    parts, line = [], draw(st.integers(1, 9))
    for _ in range(draw(st.integers(0, 3))):
        signs = draw(st.lists(st.sampled_from(" +-"), min_size=1, max_size=8))
        right = sum(sign != "-" for sign in signs)
        parts += [f"@@ -{line},{len(signs)} +{line},{right} @@", *(sign + "@@ -1 +1 @@" for sign in signs)]
        line += right + draw(st.integers(1, 9))
    return "\n".join(parts)


@st.composite
def findings(draw: st.DrawFn) -> tuple[Finding, ...]:
    made = []
    for number in range(draw(st.integers(0, 9))):
        first, second, third, fourth = sorted(draw(st.lists(st.integers(1, LAST), min_size=4, max_size=4)))
        made.append(
            replace(
                FINDING,
                severity=draw(severities),
                fingerprint=f"{number:016x}",
                span=(first, fourth),
                anchor=Span(second, 1, third, 5),
                suggestion=draw(st.sampled_from([None, Suggestion(second, third, "Better words.")])),
            )
        )
    return tuple(made)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.none(), patches()), findings(), st.integers(0, 4), st.booleans())
def test_comments_lie_where_they_may_and_nothing_is_lost(
    patch: str | None, found: tuple[Finding, ...], most: int, whole_file: bool
) -> None:
    file = ChangedFile("plan.md", "modified", "c" * 40, patch, additions=3)
    snapshot = Snapshot(PULL, (file,), {"plan.md": b""}, None, None, ())
    config = parse_config(f"max_comments: {most}\nreport: {'file' if whole_file else 'changed'}\n")
    judged = Judged({"plan.md": Review("checked", None, found)}, config, Marks(b"k", 8, 3), "https://app.test/rules")
    made = compose(snapshot, judged)
    open_hunks = hunks(patch or "")
    for comment in made.line_comments:
        first = comment.start_line or comment.line
        assert any(hunk.first <= first <= comment.line <= hunk.last for hunk in open_hunks)
        assert comment.start_line is None or comment.start_line < comment.line
        if "```suggestion" in comment.body:
            finding = found[int(comment.fingerprint, 16)]
            assert finding.suggestion
            assert (first, comment.line) == (finding.suggestion.line, finding.suggestion.end_line)
    assert len(made.line_comments) + len(made.file_comments) <= most
    touched = frozenset(line for hunk in open_hunks for line in hunk.touched)
    wanted = [f for f in found if whole_file or patch is None or meets(f, touched)]
    assert len(made.check.annotations) == len(wanted)
    assert sum(line.startswith(("| error", "| warning", "| info")) for line in made.check.summary.split("\n")) == len(
        wanted
    )
    assert len({c.fingerprint for c in (*made.line_comments, *made.file_comments)}) == len(
        (*made.line_comments, *made.file_comments)
    )


@pytest.mark.parametrize(
    ("patch", "touched"),
    [
        ("@@ -1,3 +1,2 @@\n a\n-b\n c", {1}),  # what stood there belonged to the line above
        ("@@ -1,3 +1,3 @@\n a\n-b\n+B\n c", {2}),  # another line took its place
        ("@@ -1,4 +1,3 @@\n a\n \n-b\n c", {1}),  # not to a blank one
        ("@@ -1,2 +1,1 @@\n-a\n b", {1}),  # nothing above: the line below
        ("@@ -1,3 +1,2 @@\n-a\n \n b", {2}),
        ("@@ -5,3 +5,1 @@\n-a\n \n-b", {5}),
        ("@@ -1,5 +1,3 @@\n a\n-b\n c\n-d\n e", {1, 2}),
        ("@@ -1,2 +0,0 @@\n-a\n-b", set()),
        ("@@ -3,4 +3,3 @@ ## Steps\n a\n-b\n c\n d\n\\ No newline at end of file", {3}),
    ],
)
def test_deleted_lines_touch_the_line_that_they_belonged_to(patch: str, touched: set[int]) -> None:
    assert touched_lines(patch) == touched
    assert all(hunk.touched <= set(range(hunk.first, hunk.last + 1)) for hunk in hunks(patch))


PATCH = "@@ -1,4 +1,5 @@\n a\n+b\n c\n d\n e\n@@ -20,3 +21,3 @@\n x\n-y\n+Y\n z"


@pytest.mark.parametrize(
    ("anchor", "span", "kind", "lines"),
    [
        ((2, 2), (2, 2), "line", (None, 2)),  # on its line
        ((2, 4), (2, 4), "line", (2, 4)),  # on all its lines, which one hunk holds
        ((4, 9), (4, 9), "line", (4, 5)),  # as far as the hunk goes
        ((10, 10), (10, 22), "line", (None, 22)),  # the nearest touched line of what it is about
        ((30, 30), (1, 40), "line", (None, 22)),
        ((10, 10), (10, 12), "summary", (None, 0)),
    ],
)
def test_where_a_finding_goes(
    anchor: tuple[int, int], span: tuple[int, int], kind: str, lines: tuple[int | None, int]
) -> None:
    file = ChangedFile("plan.md", "modified", "c" * 40, PATCH, additions=2)
    finding = replace(FINDING, anchor=Span(anchor[0], 1, anchor[1], 5), span=span)
    placed = place(file, finding)
    assert (placed.kind, (placed.start_line, placed.line)) == (kind, lines)
    assert place(replace(file, patch=None), finding).kind == "file"
    assert place(file, replace(finding, severity="info")).kind == "summary"


def test_a_repair_is_offered_only_where_the_comment_stands_on_its_lines() -> None:
    file = ChangedFile("plan.md", "modified", "c" * 40, PATCH, additions=2)
    here = replace(FINDING, anchor=Span(3, 1, 3, 5), span=(3, 3), suggestion=Suggestion(2, 4, "Better."))
    assert (place(file, here).start_line, place(file, here).line) == (2, 4)
    for elsewhere in (Suggestion(22, 22, "Better."), Suggestion(3, 9, "Better.")):
        placed = place(file, replace(here, suggestion=elsewhere))
        assert (placed.line, placed.suggestion) == (3, None)
