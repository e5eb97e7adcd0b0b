"""Our tree is plain mistune's, except where mistune is repaired (examples.json)."""

from typing import Any

import mistune
from hypothesis import given, settings

from plan_rules.markdown import Node, parse
from plan_rules.source import Source
from tests.plan_rules.markdown.documents import well_formed

Tree = tuple[Any, ...]

_plain_mistune = mistune.create_markdown(renderer=None, plugins=["strikethrough", "url"])
_NAMES = {
    "block_text": "paragraph",
    "block_html": "html",
    "inline_html": "html",
    "codespan": "inline_code",
    "linebreak": "hard_break",
    "softbreak": "soft_break",
    "html_block": "html",
    "html_comment": "html",
    "block_code": "code_block",
}


def from_mistune(token: dict[str, Any]) -> Tree:
    kind = _NAMES.get(token["type"], token["type"])
    attributes = token.get("attrs", {})
    if "children" not in token:
        info = (attributes.get("info", "") or "") if kind == "code_block" else ""
        return (kind, token.get("raw", "").strip("\n"), info)
    details = (attributes.get("level", 0), attributes.get("ordered", False), attributes.get("url", ""))
    return (kind, *details, *merged([from_mistune(child) for child in token["children"]]))


def from_node(node: Node) -> Tree:
    kind = _NAMES.get(node.kind, node.kind)
    if kind in {"text", "html", "inline_code", "hard_break", "soft_break", "thematic_break", "code_block"}:
        return (kind, node.text.strip("\n"), node.info)
    ordered = node.ordered and kind == "list"
    return (kind, node.level, ordered, node.url, *merged([from_node(child) for child in node.children]))


def merged(trees: list[Tree]) -> list[Tree]:
    """Trees with neighbouring texts as one, and without mistune's blank lines."""
    result: list[Tree] = []
    for tree in trees:
        if tree[0] == "blank_line":
            continue
        if result and tree[0] == "text" and result[-1][0] == "text":
            result[-1] = ("text", result[-1][1] + tree[1], "")
        else:
            result.append(tree)
    return result


@given(well_formed)
@settings(max_examples=150, deadline=None)
def test_ordinary_documents_read_as_by_mistune(text: str) -> None:
    tokens = _plain_mistune(text)
    assert isinstance(tokens, list)
    ours = merged([from_node(node) for node in parse(Source.from_text(text)).children])
    assert ours == merged([from_mistune(token) for token in tokens])  # type: ignore[arg-type]
