"""Tabs after markers count from the line, and places stay those of the file."""

import pytest

from plan_rules.markdown import Node, parse
from plan_rules.markdown.tabs import without_tabs_after_markers
from plan_rules.source import Source
from tests.plan_rules.markdown.places import misplaced


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("-\ttide\n", "-   tide\n"),
        (">\t-\ttide", ">   -   tide"),
        ("  -\ta\n\t1.\tb\n", "  - a\n    1.  b\n"),
        ("\tcode\n", "\tcode\n"),
        ("tide\t- ebb\n", "tide\t- ebb\n"),
        ("-\n\ttide\n", "-\n\ttide\n"),
        ("- a\tb\n", "- a\tb\n"),
    ],
)
def test_only_tabs_after_markers_become_spaces(text: str, rewritten: str) -> None:
    assert without_tabs_after_markers(text)[0] == rewritten


def test_nested_items_behind_tabs() -> None:
    source = Source.from_text("- a\n  -\tb\n    -\tc\n")
    items = [node for node in parse(source).walk() if node.kind == "list_item"]
    assert [source.span(item.start, item.end).column for item in items] == [1, 3, 5]
    assert misplaced(source) == []


def test_code_keeps_its_tabs() -> None:
    def code(node: Node) -> str:
        return next(part.text for part in node.walk() if part.kind == "code_block")

    assert code(parse(Source.from_text("```make\nall:\n\techo tide\n```\n"))) == "all:\n\techo tide\n"
