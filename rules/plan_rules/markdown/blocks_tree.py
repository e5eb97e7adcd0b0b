"""From mistune's block tokens to nodes on their exact place in the file."""

import re
from collections.abc import Iterable

from plan_rules.markdown.columns import BLANKS
from plan_rules.markdown.details import fold_details
from plan_rules.markdown.html import is_one_comment
from plan_rules.markdown.inline import is_plain
from plan_rules.markdown.inline_tree import InlineText
from plan_rules.markdown.nodes import Node
from plan_rules.markdown.state import PlacedState, Token

_TASK_BOX = re.compile(r"\[([ \txX])\](?:[ \t]+(?=[^\s])|[ \t]*\n[ \t]*(?=[^\s]))")
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n[ \t]*|\Z)", re.IGNORECASE)


def block_nodes(state: PlacedState, *, skip: int = 0) -> tuple[Node, ...]:
    """The nodes of a state's tokens. The first `skip` characters of the first paragraph are left out."""
    nodes = [node for token in state.tokens if (node := _block(state, token, skip)) is not None]
    return fold_details(nodes) if any(node.kind == "html_block" for node in nodes) else tuple(nodes)


def _block(state: PlacedState, token: Token, skip: int) -> Node | None:
    kind = token["type"]
    if kind == "paragraph":
        return _paragraph(state, token, skip)
    if kind == "heading":
        return _heading(state, token)
    if kind == "list":
        return _list(state, token)
    if kind == "block_quote":
        return _quote(state, token)
    if kind == "footnote_definition":
        return _container(state, token, "footnote_definition", block_nodes(token.pop("state")), text=token["raw"])
    if kind == "table":
        return _table(state, token)
    return _leaf(state, token)


def _leaf(state: PlacedState, token: Token) -> Node:
    kind = token["type"]
    start, line, end, end_line = _place(state, token["start"], token["end"])
    if kind == "block_code":
        if "style" in token:
            return Node("code_block", start, end, line, end_line, (), token["raw"], fenced=True,
                        closed=token["closed"], info=token["info"])  # fmt: skip
        return Node("code_block", start, end, line, end_line, (), token["raw"])
    if kind == "block_html":
        html = token["raw"].strip(BLANKS)
        return Node("html_comment" if is_one_comment(html) else "html_block", start, end, line, end_line, (), html)
    if kind == "definition":
        return Node("definition", start, end, line, end_line, (), token["raw"], url=token["url"], title=token["title"])
    return Node("thematic_break", start, end, line, end_line)


def _place(state: PlacedState, start: int, end: int) -> tuple[int, int, int, int]:
    """Offset and line of the first and after the last character that is not blank."""
    start, end = _trim(state, start, end)
    first, line = state.locate(start)
    last, end_line = state.locate(end)
    return first, line + 1, last, end_line + 1


def _trim(state: PlacedState, start: int, end: int) -> tuple[int, int]:
    source = state.src
    end = min(end, len(source))
    while end > start and source[end - 1] in BLANKS:
        end -= 1
    while start < end and source[start] in BLANKS:
        start += 1
    return start, end


def _paragraph(state: PlacedState, token: Token, skip: int) -> Node | None:
    start, end = _trim(state, token["start"], token["end"])
    if token is state.tokens[0]:
        start += skip
    if start >= end:
        return None
    first, line = state.locate(start)
    last, end_line = state.locate(end)
    text = state.src[start:end]
    if is_plain(text) and not state.rewritten:  # most often, and then there is nothing to place
        children: tuple[Node, ...] = (Node("text", first, last, line + 1, end_line + 1, (), text),)
    else:
        children = InlineText(state, start, end, state.env).nodes()
    return Node("paragraph", first, last, line + 1, end_line + 1, children)


def _heading(state: PlacedState, token: Token) -> Node:
    level = token["attrs"]["level"]
    if "content" in token:
        content = token["content"]
        start, line, end, end_line = _place(state, token["start"], token["end"])
    else:
        content = (token["start"], token["end"])
        start, line, end, end_line = _place(state, token["start"], token["underline"])
    children = InlineText(state, *_trim(state, *content), state.env).nodes()
    return Node("heading", start, end, line, end_line, children, level=level)


def _container(state: PlacedState, token: Token, kind: str, children: tuple[Node, ...], **fields: object) -> Node:
    marker_end, marker_line = state.locate(token["marker_end"])
    start, line = state.locate(_trim(state, token["start"], token["marker_end"])[0])
    end, end_line = (children[-1].end, children[-1].end_line) if children else (marker_end, marker_line + 1)
    return Node(kind, start, end, line + 1, end_line, children, **fields)  # type: ignore[arg-type]


def _quote(state: PlacedState, token: Token) -> Node:
    child: PlacedState = token.pop("state")
    skip, alert = 0, ""
    if child.tokens and child.tokens[0]["type"] == "paragraph":
        start, end = _trim(child, child.tokens[0]["start"], child.tokens[0]["end"])
        if (match := _ALERT.match(child.src, start, end)) is not None:
            skip, alert = match.end() - start, match[1].lower()
    return _container(state, token, "block_quote", block_nodes(child, skip=skip), alert=alert)


def _list(state: PlacedState, token: Token) -> Node:
    items = [_item(state, item) for item in token["children"]]
    number = token["number"]
    first, last = items[0], items[-1]
    return Node(
        "list", first.start, last.end, first.line, last.end_line, tuple(items),
        ordered=number is not None, number=number,
    )  # fmt: skip


def _item(state: PlacedState, token: Token) -> Node:
    child: PlacedState = token.pop("state")
    skip = 0
    checked: bool | None = None
    if child.tokens and child.tokens[0]["type"] == "paragraph":
        start, end = _trim(child, child.tokens[0]["start"], child.tokens[0]["end"])
        if (match := _TASK_BOX.match(child.src, start, end)) is not None:
            skip, checked = match.end() - start, match[1] in "xX"
    number = token["number"]
    return _container(
        state, token, "list_item", block_nodes(child, skip=skip), ordered=number is not None, number=number,
        checked=checked,
    )  # fmt: skip


def _table(state: PlacedState, token: Token) -> Node:
    rows = tuple(_row(state, row) for row in token["rows"])
    start, line, end, end_line = _place(state, token["start"], token["end"])
    return Node("table", start, end, line, end_line, rows)


def _row(state: PlacedState, row: Token) -> Node:
    start, line, end, end_line = _place(state, row["start"], row["end"])
    cells = tuple(_cells(state, row["cells"]))
    return Node("table_row", start, end, line, end_line, cells, level=0 if "header" in row else 1)


def _cells(state: PlacedState, cells: Iterable[tuple[int, int]]) -> Iterable[Node]:
    for start, end in cells:
        first, line = state.locate(start)
        children = InlineText(state, start, end, state.env, in_table=True).nodes()
        yield Node("table_cell", first, first + end - start, line + 1, line + 1, children)
