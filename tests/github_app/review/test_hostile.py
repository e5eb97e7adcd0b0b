"""Hostile text in plans, paths, branches and configurations, in everything that we write: it stays text."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from github_app.repo_config import ConfigError, ConfigInvalid, parse_config
from github_app.review.check import config_invalid, failed
from github_app.review.compose import Judged, compose
from github_app.review.markers import Marks, is_fixed
from github_app.review.model import (
    Annotation,
    ChangedFile,
    ConfigFile,
    PostedComment,
    Publication,
    PullRequest,
    Snapshot,
)
from plan_rules.review import review
from tests.github_app.review.test_lifecycle import whole

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = Marks(b"key", 8, 3)
PAGES = "https://app.test/rules"
SITE = "https://github.test/acme/shop"
OURS = re.compile(r"<!-- planreview:(?:v1 [0-9a-f]{16} [0-9a-f]{32}|fixed) -->|</?(?:sub|details|summary)>")
HOSTILE = {
    "a mention": "@acme/everyone",
    "a mention in an entity": "&#64;acme &commat;acme",
    "a mention in code": "`@acme`",
    "a reference": "see #12, acme/shop#3, GH-7 and fixes #1",
    "a commit": "as in deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
    "an address": "https://evil.example/x and www.evil.example and ftp://evil.example",
    "a link": "[free money](https://evil.example) [x](javascript:alert`1`) <https://evil.example>",
    "a reference link": "[x][y] [y]: https://evil.example",
    "an image": "![x](https://evil.example/pixel.png)",
    "html": "<img src=x onerror=alert(1)> <script>x</script> </details></sub>",
    "a comment that opens": "<!-- everything after this is hidden",
    "a marker": MARKS.mark("0123456789abcdef"),
    "a forged marker": "<!-- planreview:v1 0123456789abcdef 00000000000000000000000000000000 -->",
    "a mark of being fixed": "<!-- planreview:fixed -->",
    "a fence": "``` ~~~ ````suggestion",
    "backticks": "` `` ``` ` ``",
    "a table": "a | b || c |---|",
    "a heading": "# big ## bigger",
    "directions": "\u202egnorw\u202c \u2066x\u2069 \u200bhidden\u200b \ufeff",
    "controls": "bell \x07 escape \x1b[31m line\u2028line",
    "emphasis": "**bold** __bold__ ~~gone~~ *x*",
}
PATHS = [
    "docs/plans/a#b?c=d&e.md",
    "docs/plans/../../secret.md",
    "docs/plans/./x.md",
    "docs/plans/with spaces (and) [signs].md",
    "docs/plans/größe-計画-🚢.md",
    "docs/plans/line\nbreak\r\nand\ttab.md",
    "docs/plans/`code`|pipe.md",
    "docs/plans/@acme/team.md",
    "docs/plans/<img src=x>.md",
    "docs/plans/](https://evil.example).md",
    "docs/plans/%2e%2e%2fx.md",
]


def plan(words: str) -> str:
    return f"# Plan: {words}\n\n## Objective\n\nGuests pick a seat.\n\n## Steps\n\n1. **Add {words}**\n   - Handle errors properly {words}\n2. **Drop the `{words}` table**\n   <!-- planreview-disable-next-line missing-why: {words.replace('--', '')} -->\n"


def published(text: str, path: str = "docs/plans/seats.md", branch: str = "main", **judging: Any) -> Publication:
    config = parse_config(judging.pop("config", "fail_on: warning\nmax_comments: 50\n"))
    pull = PullRequest(7, 8, "acme", "shop", 3, "f" * 40, branch, "b" * 40, html_url=f"{SITE}/pull/3")
    file = ChangedFile(path, "added", "c" * 40, judging.pop("patch", whole(text)), additions=9)
    base = ConfigFile(f".github/planreview.yml on {branch}", "x", "", "")
    snapshot = Snapshot(pull, (file,), {path: text.encode()}, base, None, judging.pop("posted", ()))
    reviews = {path: review(text.encode(), config.settings_for(path))}
    return compose(snapshot, Judged(reviews, config, MARKS, PAGES, config_origin=base.origin, **judging))


def written(made: Publication) -> list[str]:
    bodies = [c.body for c in (*made.line_comments, *made.file_comments, *made.edits)]
    return [made.review_body, made.check.summary, *bodies]


def tokens(markdown: str) -> Iterator[Token]:
    for token in MARKDOWN.parse(markdown):
        yield token
        yield from token.children or ()


def assert_harmless(markdown: str) -> None:
    for token in tokens(OURS.sub("", markdown)):
        assert token.type not in {"image", "html_inline", "html_block"}, token
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith((PAGES, f"{SITE}/blob/")), token
            assert "/../" not in str(token.attrs["href"])
        if token.type in {"text", "code_inline", "fence", "code_block"}:
            assert not re.search(r"@[A-Za-z0-9]", token.content), token
        if token.type == "text":
            assert not re.search(r"#\d|GH-\d|\b[0-9a-f]{7,40}\b(?<!fffffff)|https?://|ftp://|www\.\w", token.content), (
                token
            )
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\u2028\u2029]", markdown)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_in_a_plan(words: str) -> None:
    made = published(plan(words))
    assert made.line_comments
    for markdown in written(made):
        assert_harmless(markdown)
    for comment in made.line_comments:
        assert MARKS.fingerprint(comment.body) == comment.fingerprint
        assert comment.body.count("planreview:v1") == 1 + comment.body.count("planreview:v1 01")
        assert not is_fixed(comment.body)
    for annotation in made.check.annotations:
        assert_plain(annotation)


def assert_plain(annotation: Annotation) -> None:
    for text in (annotation.title, annotation.message):
        assert not re.search(r"@[A-Za-z0-9]|[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", text)
    assert len(annotation.title) <= 255


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_in_a_comment_that_is_edited_or_stands_on_a_file(words: str) -> None:
    first = published(plan(words))
    posted = tuple(PostedComment(n, "", c.path, c.line, c.body) for n, c in enumerate(first.line_comments))
    silenced = plan(words).replace(
        "   - Handle",
        f"   <!-- planreview-disable-next-line vague-generalization: {words.replace('--', '')} -->\n   - Handle",
    )
    for text in ("# Plan: nothing\n\n## Objective\n\nNothing is left to do here.\n", silenced):
        made = published(text, posted=posted)
        for markdown in written(made):
            assert_harmless(markdown)
    whole_file = published(plan(words), patch=None)
    assert whole_file.file_comments
    for markdown in written(whole_file):
        assert_harmless(markdown)


@pytest.mark.parametrize("path", PATHS)
def test_hostile_paths(path: str) -> None:
    made = published(plan("seats"), path)
    assert {c.path for c in made.line_comments} == {path}
    for markdown in written(made):
        assert_harmless(markdown)
    rows = [line for line in made.check.summary.split("\n") if line.startswith(("| warning", "| error", "| info"))]
    assert len(rows) == len(made.check.annotations)
    linked = [row for row in rows if "[line " in row]
    assert bool(linked) is (not {".", ".."} & set(path.split("/")))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_branches_and_configurations(words: str) -> None:
    made = published(plan("seats"), branch=words)
    assert_harmless(made.check.summary)
    quoted = words.replace("\\", "").replace('"', "").replace("\x07", "").replace("\x1b", "").replace("\x00", "")
    with pytest.raises(ConfigInvalid) as raised:
        parse_config(f'"{quoted}": 1\nrules: {{"{quoted}": error}}\nfail_on: "{quoted}"\n')
    check = config_invalid(raised.value.errors, f".github/planreview.yml of {words}")
    assert_harmless(check.summary)
    made = published(plan("seats"), head_config_errors=raised.value.errors)
    assert_harmless(made.check.summary)
    for annotation in made.check.annotations:
        assert_plain(annotation)
    assert_harmless(failed(f"GitHub said {words}").summary)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_hazards_of_a_configuration(words: str) -> None:
    quoted = re.sub(r"[\\\"\x00-\x1f]", "", words)
    config = f'hazards:\n  seats:\n    triggers: ["seat"]\n    considerations:\n      - name: "{quoted}"\n        satisfied_by: ["never said"]\n        why: "{quoted}"\n'
    made = published(plan("a seat"), config=config)
    assert any(a.title.endswith("(unaddressed-hazard)") for a in made.check.annotations)
    for markdown in written(made):
        assert_harmless(markdown)


def test_a_repair_that_holds_a_mention_or_a_comment_is_not_offered() -> None:
    offered = published(plan("seats"))
    assert any("```suggestion" in c.body for c in offered.line_comments)
    for words in ("@acme", "<!-- x", "\u202ex"):
        made = published(plan("seats").replace("**Drop the", f"**{words} Drop the"))
        assert not any("suggestion\n" in c.body and words in c.body for c in made.line_comments)


def test_the_longest_texts_stay_within_github_s_sizes() -> None:
    made = published(plan("ä" * 60_000))
    for comment in made.line_comments:
        assert len(comment.body) <= 65_536
        assert MARKS.fingerprint(comment.body) == comment.fingerprint
    assert len(made.check.summary.encode()) <= 65_535
    assert all(len(a.message.encode()) <= 64 * 1024 and len(a.title) <= 255 for a in made.check.annotations)
    long = config_invalid([ConfigError("x" * 9_000, 1, 1, "é" * 90_000)] * 20, "y" * 90_000)
    assert len(long.summary.encode()) <= 65_535
    many = published(plan("seats"), head_config_errors=tuple([ConfigError("x.yml", 1, 1, "é" * 900)] * 3_000))
    assert len(many.check.summary.encode()) <= 65_535
    assert len(many.check.annotations) < 100
    assert len(failed("é" * 90_000).summary.encode()) <= 65_535
