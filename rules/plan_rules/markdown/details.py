"""Folds `<details>` … `</details>`, loose HTML blocks to Markdown, into one node around what they enclose."""

import re

from plan_rules.markdown.nodes import Node

_OPENING = re.compile(r"<details(?=[\s>])[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)details(?=[\s>])[^>]*>", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary(?:\s[^>]*)?>(.*?)(?:</summary>|\Z)", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


def fold_details(nodes: list[Node]) -> tuple[Node, ...]:
    """Siblings with every complete run of details as one `details` node; its children are the blocks of the run."""
    if not any(node.kind == "html_block" and _TAG.search(node.text) for node in nodes):
        return tuple(nodes)
    opened: list[tuple[int, int]] = []
    folded: list[Node] = []
    for node in nodes:
        folded.append(node)
        if node.kind != "html_block":
            continue
        opened_before = len(opened)
        for tag in _TAG.finditer(node.text):
            if not tag[1]:
                opened.append((len(folded) - 1, len(opened)))
            elif opened:
                start, _ = opened.pop()
                if len(opened) < opened_before and start < len(folded):
                    folded[start:] = [_details(folded[start:])]
                    opened_before = len(opened)
    return tuple(folded)


def _details(run: list[Node]) -> Node:
    first, last = run[0], run[-1]
    html = "\n".join(node.text for node in run if node.kind == "html_block")
    summary = _SUMMARY.search(html)
    text = " ".join(_TAGS.sub("", summary[1]).split()) if summary is not None else ""
    return Node("details", first.start, last.end, first.line, last.end_line, tuple(run), text)
