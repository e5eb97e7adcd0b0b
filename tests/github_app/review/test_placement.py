"""Any findings and any patch: every comment lies on lines that take one, and nothing is lost."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from github_app.repo_config import parse_config
from github_app.review.compose import Judged, compose
from github_app.review.lines import hunks
from github_app.review.markers import Marks
from github_app.review.model import ChangedFile, PullRequest, Snapshot
from github_app.review.placement import meets
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
