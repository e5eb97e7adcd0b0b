"""`<details>` around Markdown becomes one node."""

from plan_rules.markdown import Node, parse
from plan_rules.source import Source


def document(text: str) -> Node:
    return parse(Source.from_text(text))


def test_a_run_of_blocks() -> None:
    tree = document("a\n\n<details>\n<summary>Low <b>tide</b></summary>\n\n- one\n\n```\nx\n```\n</details>\n\nb\n")
    assert [node.kind for node in tree.children] == ["paragraph", "details", "paragraph"]
    details = tree.children[1]
    assert (details.text, details.line, details.end_line) == ("Low tide", 3, 11)
    assert [node.kind for node in details.children] == ["html_block", "list", "code_block", "html_block"]


def test_details_in_one_block() -> None:
    (details,) = document("<details><summary>Low</summary>\ntext\n</details>\n").children
    assert (details.kind, details.text) == ("details", "Low")
    assert [node.kind for node in details.children] == ["html_block"]


def test_nested_details() -> None:
    text = "<details>\n<summary>A</summary>\n\n<details>\n<summary>B</summary>\n\nb\n\n</details>\n\na\n\n</details>\n"
    (outer,) = document(text).children
    assert [node.kind for node in outer.children] == ["html_block", "details", "paragraph", "html_block"]
    assert (outer.text, outer.children[1].text) == ("A", "B")


def test_two_in_a_row() -> None:
    text = "<details>\n\na\n\n</details>\n\n<details open>\n\nb\n\n</details>\n"
    assert [(node.kind, node.line, node.end_line) for node in document(text).children] == [
        ("details", 1, 5),
        ("details", 7, 11),
    ]


def test_never_closed_details_stay_html() -> None:
    assert [node.kind for node in document("<details>\n\ntext\n").children] == ["html_block", "paragraph"]


def test_a_stray_end_stays_html() -> None:
    assert [node.kind for node in document("text\n\n</details>\n").children] == ["paragraph", "html_block"]


def test_details_in_an_item() -> None:
    (items,) = document("- a\n\n  <details>\n\n  b\n\n  </details>\n- c\n").children
    assert [node.kind for node in items.children[0].children] == ["paragraph", "details"]


def test_other_elements_are_left_alone() -> None:
    assert [node.kind for node in document("<details-list>\n\n</details-list>\n").children] == [
        "html_block",
        "html_block",
    ]


def test_two_runs_without_a_blank_line_between_them() -> None:
    text = "<details>\n\na\n\n</details>\n<details>\n<summary>B</summary>\n\nb\n\n</details>\n"
    assert [(node.kind, node.text, node.line, node.end_line) for node in document(text).children] == [
        ("details", "", 1, 3),
        ("details", "B", 5, 11),
    ]


def test_nesting_has_a_limit() -> None:
    def depth(node: Node) -> int:
        return 1 + max((depth(child) for child in node.children), default=0)

    assert 20 < depth(document("<details>\n\n" * 100 + "x\n\n" + "</details>\n\n" * 100)) < 30
