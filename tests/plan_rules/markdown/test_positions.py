"""Every node is where it says it is, in any text."""

from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings

from plan_rules.markdown import Node, parse
from plan_rules.source import Source
from tests.plan_rules.markdown.documents import soup, well_formed
from tests.plan_rules.markdown.places import misplaced

Shape = tuple[object, ...]


def facts(node: Node) -> Shape:
    """All of a node but its place."""
    return (node.kind, node.text, node.level, node.ordered, node.number, node.checked, node.fenced, node.closed,
            node.info, node.url, node.title, node.alert, len(node.children))  # fmt: skip


def placed(text: str, *, lines: int = 0, columns: int = 0) -> Iterator[Shape]:
    """Every node below the root with its span, moved by some lines and columns."""
    source = Source.from_text(text)
    for node in parse(source).walk():
        if node.kind != "document":
            span = source.span(node.start, node.end)
            yield (
                *facts(node),
                span.line + lines,
                span.column + columns,
                span.end_line + lines,
                _end_column(source, span.end_line, span.end_column) + columns,
            )


def _end_column(source: Source, line: int, column: int) -> int:
    """The column, not beyond the end of the line: breaks contain their line end, however long that is."""
    return min(column, len(source.line_text(line)) + 1)


@given(soup(odd=True))
@settings(max_examples=400, deadline=None)
def test_no_node_is_misplaced(text: str) -> None:
    assert misplaced(Source.from_text(text)) == []


@given(well_formed)
@settings(max_examples=60, deadline=None)
def test_no_node_is_misplaced_in_ordinary_documents(text: str) -> None:
    assert misplaced(Source.from_text(text)) == []


@given(soup())
@settings(max_examples=150, deadline=None)
def test_lines_before_move_lines(text: str) -> None:
    assume(not text.startswith("---"))  # front matter stands on the first line only
    before = "Fog\nlifts\n\n"
    moved = [node for node in placed(before + text) if node[-4] > 2]  # type: ignore[operator]
    assert moved == list(placed(text, lines=3))


@given(soup())
@settings(max_examples=150, deadline=None)
def test_quoting_moves_columns(text: str) -> None:
    assume(not text.startswith("---") and "[!NOTE]" not in text and text.strip())
    quoted = "".join(f"> {line}" for line in text.splitlines(keepends=True))
    quote, *inside = placed(quoted)
    assert quote[0] == "block_quote"
    assert inside == list(placed(text, columns=2))


@given(soup())
@settings(max_examples=150, deadline=None)
def test_line_ends_of_windows_change_nothing(text: str) -> None:
    assert list(placed(text.replace("\n", "\r\n"))) == list(placed(text))


@given(soup())
@settings(max_examples=50, deadline=None)
def test_a_byte_order_mark_changes_nothing(text: str) -> None:
    assert list(placed("\ufeff" + text)) == list(placed(text))


@pytest.mark.parametrize("separator", ["\r", "\x0c", "\x0b", "\u2028", "\u2029", "\x85", "\x1c"])
def test_only_line_feeds_end_lines(separator: str) -> None:
    source = Source.from_text(f"one{separator}two\n\n- three{separator}\n- four\n")
    tree = parse(source)
    assert [(node.kind, node.line, node.end_line) for node in tree.children] == [("paragraph", 1, 1), ("list", 3, 4)]
    assert misplaced(source) == []


def test_columns_count_characters_beyond_the_basic_plane_once() -> None:
    source = Source.from_text("😀 *tide*\n")
    emphasis = next(node for node in parse(source).walk() if node.kind == "emphasis")
    assert source.span(emphasis.start, emphasis.end).column == 3
