"""Front matter is a mapping at the very start; anything else that looks like it is Markdown."""

import pytest

from plan_rules.markdown import parse
from plan_rules.source import Source


def front_matter(text: str) -> tuple[int, int] | None:
    first = next(iter(parse(Source.from_text(text)).children), None)
    return (first.line, first.end_line) if first is not None and first.kind == "front_matter" else None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("---\ntitle: Tide\n---\n# Head\n", (1, 3)),
        ("---\ntitle: Tide\n...\n", (1, 3)),
        ("---\n# comment\n\ntags:\n  - a\n---", (1, 6)),
        ('---\n"quoted key": 1\n---\n', (1, 3)),
        ("---\nurl:with:colons: x\n---\n", (1, 3)),
        ("---\r\ntitle: Tide\r\n---\r\ntext\r\n", (1, 3)),
        ("\ufeff---\ntitle: Tide\n---\n", (1, 3)),
        ("---\n---\n", (1, 2)),
    ],
)
def test_front_matter(text: str, lines: tuple[int, int]) -> None:
    assert front_matter(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "---\nA sentence between breaks.\n---\n",
        "---\n\n# Heading\n\ntext\n\n---\n",
        "---\n- item\n---\n",
        "---\ntitle: never closed\n",
        "\n---\ntitle: Tide\n---\n",
        "----\ntitle: Tide\n---\n",
        "--- x\ntitle: Tide\n---\n",
        "text\n---\ntitle: Tide\n---\n",
        "",
    ],
)
def test_no_front_matter(text: str) -> None:
    assert front_matter(text) is None


def test_what_follows_is_on_its_line_of_the_file() -> None:
    tree = parse(Source.from_text("---\ntitle: Tide\n---\n# Head\n- item\n"))
    assert [(node.kind, node.line) for node in tree.children] == [("front_matter", 1), ("heading", 4), ("list", 5)]
