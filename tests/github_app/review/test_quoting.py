"""Quoted text, read again as Markdown: it is text, whatever it holds."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from github_app.review.quoting import code, plain

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = st.lists(
    st.sampled_from(
        [*"\\`*_{}[]()<>#|~!&@:/\n\t -+=.1a\u202e\u00a0\u200b\ufeff", "http://", "<!--", "-->", "&#64;", "&lt;"]
    )
).map("".join)
HARMLESS = {"text", "softbreak", "text_special"}


def inline_types(markdown: str) -> set[str]:
    tokens = MARKDOWN.parse("Said: " + markdown)
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    return {child.type for child in tokens[1].children or ()}


@settings(max_examples=300, deadline=None)
@given(SIGNS | st.text(max_size=40))
@example("&commat;team &#64;team")
@example("<a href=//evil.example>x</a>")
@example("[x]: http://evil.example")
@example("\\[x](javascript:alert(1))")
@example("**`*`**")
def test_plain_text_reads_as_text_alone(text: str) -> None:
    assert inline_types(plain(text)) <= HARMLESS


@settings(max_examples=300, deadline=None)
@given(SIGNS | st.text(max_size=40))
@example("`` ` ``")
@example("\\`")
@example("`")
def test_code_reads_as_one_code_span(text: str) -> None:
    made = code(text)
    if made != "``":
        tokens = MARKDOWN.parse(f"Said: {made} and more")
        assert [child.type for child in tokens[1].children or ()] == ["text", "code_inline", "text"]


@given(SIGNS)
def test_entities_can_not_make_a_mention(text: str) -> None:
    (inline,) = [t for t in MARKDOWN.parse("Said: " + plain(text)) if t.type == "inline"]
    shown = "".join(child.content for child in inline.children or ())
    assert all(shown[n + 1 : n + 2] == "\u200b" for n, sign in enumerate(shown) if sign == "@")
