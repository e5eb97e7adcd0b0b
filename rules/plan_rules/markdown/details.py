"""Folds `<details>` … `</details>`, loose HTML blocks to Markdown, into one node around what they enclose."""

import re

from plan_rules.markdown.nodes import Node

MAX_NESTED_DETAILS = 20

_TAG = re.compile(r"<(/?)details(?=[\s>])[^>]*>", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary(?:\s[^>]*)?>(.*?)(?:</summary>|\Z)", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<[^>]*>")


def fold_details(nodes: list[Node]) -> tuple[Node, ...]:
    """Siblings with every complete run of details as one `details` node; its children are the blocks of the run.

    A block that ends one run and starts the next, as two runs without a blank line between them do, goes to the next.
    """
    folded: list[Node] = []
    opened: list[int] = []
    too_deep = 0
    for node in nodes:
        folded.append(node)
        if node.kind != "html_block":
            continue
        here = len(folded) - 1
        start: int | None = None
        for tag in _TAG.finditer(node.text):
            if not tag[1]:
                if len(opened) < MAX_NESTED_DETAILS:
                    opened.append(here)
                else:
                    too_deep += 1
            elif too_deep:
                too_deep -= 1
            elif opened:
                start = opened.pop()
        if start is None:
            continue
        end = here if opened and opened[-1] == here else here + 1
        if start < end:
            folded[start:end] = [_details(folded[start:end])]
            opened = [min(index, len(folded) - 1) for index in opened]
    return tuple(folded)


def _details(run: list[Node]) -> Node:
    first, last = run[0], run[-1]
    summary = _SUMMARY.search(first.text)
    text = " ".join(_ANY_TAG.sub("", summary[1]).split()) if summary is not None else ""
    return Node("details", first.start, last.end, first.line, last.end_line, tuple(run), text)
