"""Comments over pushes: twins of one text, renamed plans, silenced findings, the cap over several pushes."""

from github_app.repo_config import DEFAULT_CONFIG, RepoConfig, parse_config
from github_app.review.compose import Judged, compose
from github_app.review.markers import Marks, as_fixed, is_fixed
from github_app.review.model import ChangedFile, PostedComment, Publication, PullRequest, Snapshot
from plan_rules.review import Review, review

PULL = PullRequest(7, 8, "acme", "shop", 3, "f" * 40, "main", "b" * 40, html_url="https://github.test/acme/shop/pull/3")
MARKS = Marks(b"key", 8, 3)
POOR = "# Plan: kiosk\n\n## Objective\n\nGuests check in alone.\n\n## Steps\n\n1. **Add the kiosk page**\n   - Handle errors properly\n"
BETTER = POOR.replace("Handle errors properly", "Show the number of the desk")


def pushed(
    plans: dict[str, str],
    posted: tuple[PostedComment, ...] = (),
    config: RepoConfig = DEFAULT_CONFIG,
    *,
    known: frozenset[str] = frozenset(),
    renamed: dict[str, str] | None = None,
    unread: tuple[str, ...] = (),
) -> Publication:
    files = tuple(
        ChangedFile(path, "added", "c" * 40, whole(text), (renamed or {}).get(path), additions=9)
        for path, text in plans.items()
    )
    reviews = {
        path: Review("not-analysed", "Too slow.")
        if path in unread
        else review(text.encode(), config.settings_for(path))
        for path, text in plans.items()
    }
    snapshot = Snapshot(PULL, files, {path: text.encode() for path, text in plans.items()}, None, None, posted)
    return compose(snapshot, Judged(reviews, config, MARKS, "https://app.test/rules", known=known))


def whole(text: str) -> str:
    lines = text.rstrip("\n").split("\n")
    return f"@@ -0,0 +1,{len(lines)} @@\n" + "\n".join("+" + line for line in lines)


def posted_by(publication: Publication, **state: bool) -> tuple[PostedComment, ...]:
    return tuple(PostedComment(n, "", c.path, c.line, c.body, **state) for n, c in enumerate(publication.line_comments))


def told(publication: Publication) -> frozenset[str]:
    return frozenset(c.fingerprint for c in publication.line_comments)


def test_plans_of_one_text_have_comments_of_their_own() -> None:
    first = pushed({"a/plan.md": POOR, "b/plan.md": POOR})
    half = len(first.line_comments) // 2
    assert [c.path for c in first.line_comments] == ["a/plan.md"] * half + ["b/plan.md"] * half
    second = pushed({"a/plan.md": POOR, "b/plan.md": BETTER}, posted_by(first), known=told(first))
    assert second.line_comments == ()
    (edit,) = second.edits
    assert posted_by(first)[edit.comment_id].path == "b/plan.md"


def test_a_copy_made_later_is_told_too() -> None:
    first = pushed({"a/plan.md": POOR})
    second = pushed({"a/plan.md": POOR, "b/plan.md": POOR}, posted_by(first), known=told(first))
    assert {c.path for c in second.line_comments} == {"b/plan.md"}
    assert second.edits == ()


def test_a_renamed_plan_keeps_its_comments() -> None:
    first = pushed({"a/plan.md": POOR})
    second = pushed({"b/plan.md": POOR}, posted_by(first), known=told(first))
    assert (second.line_comments, second.edits) == ((), ())
    third = pushed({"b/plan.md": POOR, "a/plan.md": BETTER}, posted_by(first), renamed={"b/plan.md": "a/plan.md"})
    assert all(c.path == "b/plan.md" for c in third.line_comments)


def test_a_comment_that_a_person_deleted_stays_away() -> None:
    first = pushed({"a/plan.md": POOR})
    assert pushed({"a/plan.md": POOR}, (), known=told(first)).line_comments == ()


def test_a_comment_posted_twice_is_not_called_fixed_while_its_finding_stands() -> None:
    first = pushed({"a/plan.md": POOR})
    twice = tuple(PostedComment(n, "", c.path, c.line, c.body) for n in range(2) for c in first.line_comments)
    twice = tuple(PostedComment(n, "", c.path, c.line, c.body) for n, c in enumerate(twice))
    assert pushed({"a/plan.md": POOR}, twice).edits == ()
    assert len([e for e in pushed({"a/plan.md": BETTER}, twice).edits if e.fixed]) == 2


def test_a_plan_that_left_the_pull_request_or_was_silenced_is_not_called_fixed() -> None:
    first = pushed({"a/plan.md": POOR})
    gone = pushed({}, posted_by(first))
    assert len(gone.edits) == len(first.line_comments)
    assert all("no longer changes the plan" in edit.body for edit in gone.edits)
    assert gone.check.conclusion == "neutral"
    silenced = POOR.replace(
        "   - Handle",
        "   <!-- planreview-disable-next-line vague-generalization: see @everyone in #4 -->\n   - Handle",
    )
    (edit,) = pushed({"a/plan.md": silenced}, posted_by(first)).edits
    assert "**Silenced** in the plan as of fffffff" in edit.body
    assert "@everyone" not in edit.body


def test_nothing_is_called_fixed_while_a_plan_can_not_be_analysed() -> None:
    first = pushed({"a/plan.md": POOR})
    second = pushed({"a/plan.md": POOR}, posted_by(first), unread=("a/plan.md",))
    assert (second.line_comments, second.edits, second.check.conclusion) == ((), (), "failure")


def test_the_cap_counts_the_comments_that_stand() -> None:
    config = parse_config("max_comments: 1")
    first = pushed({"a/plan.md": POOR}, config=config)
    assert len(first.line_comments) == 1
    second = pushed({"a/plan.md": POOR}, posted_by(first), config, known=told(first))
    assert second.line_comments == ()
    resolved = pushed({"a/plan.md": POOR}, posted_by(first, resolved=True), config, known=told(first))
    assert len(resolved.line_comments) == 1
    assert not told(resolved) & told(first)


def test_a_renamed_file_without_changes_has_no_findings_that_count() -> None:
    file = ChangedFile("a/plan.md", "renamed", "c" * 40, None, "b/plan.md")
    snapshot = Snapshot(PULL, (file,), {"a/plan.md": POOR.encode()}, None, None, ())
    made = compose(snapshot, Judged({"a/plan.md": review(POOR.encode())}, DEFAULT_CONFIG, MARKS, "https://app.test"))
    assert (made.line_comments, made.file_comments, made.check.annotations) == ((), (), ())
    assert made.check.conclusion == "success"


def test_a_fixed_comment_offers_nothing_to_apply_and_keeps_its_mark() -> None:
    body = "Words.\r\n\r\n```suggestion\r\nx\r\n```\r\n\r\n" + MARKS.mark("0123456789abcdef")
    made = as_fixed("✅ Fixed.", body)
    assert is_fixed(made)
    assert "suggestion" not in made
    assert MARKS.fingerprint(made) == "0123456789abcdef"
