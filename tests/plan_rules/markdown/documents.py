"""Hypothesis strategies for Markdown: token soup for robustness, well-formed documents for conformance."""

from hypothesis import strategies as st

TOKENS = [
    "- ", "-", "* ", "+ ", "1. ", "2) ", "10. ", "> ", ">", "# ", "## ", "   ", "  ", " ", "    ", "```", "~~~", "````py",
    "\n", "\n", "\n", "\n\n", "tide", "two words", "ä€😀", "*", "**", "_", "__", "`", "``", "[x] ", "[ ] ", "[tide]: /u",
    "[tide]", "(u)", '(u "t")', "|", "|-|-|", "a | b", "---", "===", "<div>", "</div>", "<!-- c -->", "<!--", "-->", "<b>",
    "<details>", "</details>", "\\", "&amp;", "~", "~~", "[^n]: ", "[^n]", "![", "[", "](", ")", "https://x.yy/z",
    "www.x.yy", "a_b@x.yy", " \n", "  \n", "\\\n", "***", "kelp\n", "> [!NOTE]\n", "- [ ] ", "<pre>", "</pre>", "<?", "?>",
]  # fmt: skip
ODD_TOKENS = ["\t", "-\t", ">\t", "1.\t", "\r", "\x0c", "\x0b", "\u2028", "\u00a0", "\u3000", "\x85", "\x1c", "\ufeff"]


def soup(*, odd: bool = False, most: int = 40) -> st.SearchStrategy[str]:
    tokens = TOKENS + ODD_TOKENS if odd else TOKENS
    return st.lists(st.sampled_from(tokens), max_size=most).map("".join)


_word = st.sampled_from(["tide", "kelp", "harbour", "gauge", "moored", "ebb", "2026", "naïve"])
_plain = st.lists(_word, min_size=1, max_size=4).map(" ".join)
_inline = st.recursive(
    st.one_of(
        _plain,
        _plain.map(lambda text: f"`{text}`"),
        _plain.map(lambda text: f'[{text}](https://example.org/a "{text}")'),
        _plain.map(lambda text: f"![{text}](img.png)"),
        st.just("<kbd>x</kbd>"),
        _plain.map(lambda text: f"~~{text}~~"),
    ),
    lambda inner: st.one_of(
        inner.map(lambda text: f"**{text}**"),
        inner.map(lambda text: f"*{text}*"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
    ),
    max_leaves=5,
)
_line = st.one_of(
    _inline.filter(lambda text: "***" not in text),
    _plain.map(lambda text: f"{text} https://example.org/path, {text}"),
)
_paragraph = st.lists(_line, min_size=1, max_size=3).map(lambda lines: "\n".join(f"so {line}" for line in lines))
_leaf = st.one_of(
    _paragraph,
    st.tuples(st.integers(1, 6), _line).map(lambda pair: "#" * pair[0] + " " + pair[1]),
    _plain.map(lambda text: f"```yaml\n{text}\n\n# {text}\n```"),
    _plain.map(lambda text: f"{text}\n==="),
    st.just("***"),
    st.just("<div>\nraw *html*\n</div>"),
)


def _indent(text: str, by: str) -> str:
    return "\n".join(by + line if line else line for line in text.split("\n"))


def _bullets(items: list[str]) -> str:
    return "\n".join("- " + _indent(item, "  ").lstrip(" ") for item in items)


def _numbers(items: list[str]) -> str:
    return "\n".join(f"{n}. " + _indent(item, "   ").lstrip(" ") for n, item in enumerate(items, 1))


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


_block = st.recursive(
    _leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("\n\n".join).map(_quote),
        st.lists(inner, min_size=1, max_size=3).map(_bullets),
        st.lists(inner, min_size=1, max_size=3).map(_numbers),
    ),
    max_leaves=6,
)

well_formed = st.lists(_block, min_size=1, max_size=4).map("\n\n".join)
"""Documents as people write them, without what mistune gets wrong."""
