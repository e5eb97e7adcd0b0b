"""What nodes say besides their place."""

from collections.abc import Iterator

import pytest

from plan_rules.markdown import Kind, Node, parse
from plan_rules.source import Source


def document(text: str) -> Node:
    return parse(Source.from_text(text))


def nodes(text: str, kind: Kind) -> list[Node]:
    return [node for node in document(text).walk() if node.kind == kind]


def kinds(text: str) -> list[str]:
    return [node.kind for node in document(text).children]


def plain(node: Node) -> str:
    return "".join(part.text for part in node.walk() if part.kind in {"text", "inline_code"})


def test_an_empty_document() -> None:
    assert document("") == Node("document", 0, 0, 1, 1)
    assert document("\n\n").children == ()


def test_headings() -> None:
    assert [(node.level, plain(node)) for node in nodes("# One\n### Three ###\nTwo\n---\n", "heading")] == [
        (1, "One"),
        (3, "Three"),
        (2, "Two"),
    ]


def test_lists() -> None:
    ordered, bullets = nodes("3. c\n4. d\n\n- e\n", "list")
    assert (ordered.ordered, ordered.number, bullets.ordered, bullets.number) == (True, 3, False, None)
    assert [item.number for item in ordered.children] == [3, 4]


def test_task_boxes() -> None:
    text = "- [ ] open\n- [x] done\n- [X] *done*\n- plain\n- [ ]\n- [ ]tight\n1. [ ] counted\n"
    items = nodes(text, "list_item")
    assert [item.checked for item in items] == [False, True, True, None, None, None, False]
    assert [plain(item) for item in items[:3]] == ["open", "done", "done"]
    assert items[0].children[0].start == text.index("open")


def test_fences() -> None:
    first, second = nodes('```py title="x"\nx = 1\n```\n\n~~~\nopen\n', "code_block")
    assert (first.fenced, first.closed, first.info, first.text) == (True, True, 'py title="x"', "x = 1\n")
    assert (second.fenced, second.closed, second.info, second.text) == (True, False, "", "open\n")


def test_a_fence_closed_by_the_end_of_its_container_is_not_closed() -> None:
    assert [node.closed for node in nodes("- ```\n  x\n\ntext\n", "code_block")] == [False]


def test_a_closing_fence_without_line_end_closes() -> None:
    assert [node.closed for node in nodes("```\nx\n```", "code_block")] == [True]


def test_an_empty_fence_at_the_end_is_not_closed() -> None:
    assert [(node.closed, node.text) for node in nodes("```\n", "code_block")] == [(False, "")]


def test_indented_code_keeps_what_is_indented_further() -> None:
    (code,) = nodes("    one\n\n      two\n\n\ntext\n", "code_block")
    assert (code.fenced, code.text, code.end_line) == (False, "one\n\n  two", 3)


def test_headings_inside_a_fence_are_none() -> None:
    assert kinds("````markdown\n# a\n```py\n# b\n```\n````\n") == ["code_block"]


def test_tables() -> None:
    (table,) = nodes("| A | B |\n|---|--:|\n| `x\\|y` | z \\| w |\n| only |\n", "table")
    assert [row.level for row in table.children] == [0, 1, 1]
    assert [[plain(cell) for cell in row.children] for row in table.children] == [
        ["A", "B"],
        ["x|y", "z | w"],
        ["only"],
    ]


def test_footnotes() -> None:
    text = "Low[^tide] tide[^none].\n\n[^tide]: Spring *ebb*.\n"
    assert [node.text for node in nodes(text, "footnote_reference")] == ["tide"]
    (definition,) = nodes(text, "footnote_definition")
    assert (definition.text, plain(definition), definition.line) == ("tide", "Spring ebb.", 3)


def test_link_definitions() -> None:
    text = '[a]: /one "Title"\n[A]: /two\n\n[a] [b](</x y>)\n'
    assert [(node.text, node.url, node.title) for node in nodes(text, "definition")] == [
        ("a", "/one", "Title"),
        ("A", "/two", ""),
    ]
    assert [(node.url, node.title) for node in nodes(text, "link")] == [("/one", "Title"), ("/x%20y", "")]


@pytest.mark.parametrize("name", ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "Note"])
def test_alerts(name: str) -> None:
    (quote,) = nodes(f"> [!{name}]\n> Mind the ebb.\n", "block_quote")
    assert quote.alert == name.lower()
    assert [(node.kind, node.line, plain(node)) for node in quote.children] == [("paragraph", 2, "Mind the ebb.")]


@pytest.mark.parametrize("line", ["[!NOTE] and more", "[!HINT]", "[NOTE]"])
def test_other_quotes_are_no_alerts(line: str) -> None:
    (quote,) = nodes(f"> {line}\n> text\n", "block_quote")
    assert quote.alert == ""
    assert quote.children[0].line == 1


def test_html_comments_are_nodes_of_their_own() -> None:
    text = "<!-- one -->\n\n<!-- two\n\nlines -->\ntext <!-- three -->\n\n<!-- a --> <!-- b -->\n"
    assert [node.text for node in nodes(text, "html_comment")] == ["<!-- one -->", "<!-- two\n\nlines -->"]
    assert [node.text for node in nodes(text, "inline_html")] == ["<!-- three -->"]
    assert [node.text for node in nodes(text, "html_block")] == ["<!-- a --> <!-- b -->"]


def test_inline_leaves_hold_their_content() -> None:
    text = "`` a ` b `` <kbd title='x'> \\*c\\* &amp; d\n"
    assert [node.text for node in nodes(text, "inline_code")] == ["a ` b"]
    assert [node.text for node in nodes(text, "inline_html")] == ["<kbd title='x'>"]
    assert [node.text for node in nodes(text, "text")] == [" ", " ", "*c", "* &amp; d"]


def test_addresses_without_markup_are_links() -> None:
    text = "See https://a.example/x. Or www.b.example, or me_too@c.example; [https://d.example](e).\n"
    assert [node.url for node in nodes(text, "link")] == [
        "https://a.example/x",
        "http://www.b.example",
        "mailto:me_too@c.example",
        "e",
    ]


def test_containers_nest_to_a_limit_and_then_are_text() -> None:
    def depth(node: Node) -> int:
        return 1 + max((depth(child) for child in node.children), default=0)

    assert depth(document("> " * 200 + "x")) < 30
    assert depth(document("- " * 200 + "x")) < 50
    assert depth(document("*a **b " * 60 + "c** d*" * 60)) < 30
    assert depth(document("[" * 200 + "x" + "](y)" * 200)) < 30


def test_trees_with_the_same_text_are_equal() -> None:
    text = "# a\n\n- b *c*\n"
    assert document(text) == document(text)


def leaves(node: Node) -> Iterator[Node]:
    return (part for part in node.walk() if not part.children)


def test_walk_goes_in_document_order() -> None:
    starts = [leaf.start for leaf in leaves(document("# a\n\n- b *c* d\n  > e\n\nf\n"))]
    assert starts == sorted(starts)
