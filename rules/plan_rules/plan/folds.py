"""Opening folds: what a `<details>` holds is read where it stands when it is part of the plan, not an aside."""

from plan_rules.markdown.nodes import Node


def unfolded(document: Node) -> Node:
    """The document with every fold that holds headings replaced by its blocks; a fold without headings stays one block."""
    if not any(block.kind == "details" for block in document.children):
        return document
    return document._replace(children=tuple(_open(document.children)))


def _open(blocks: tuple[Node, ...]) -> list[Node]:
    opened: list[Node] = []
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if block.kind == "details" and any(child.kind in {"heading", "details"} for child in block.children):
            waiting.extend(reversed(block.children))
        else:
            opened.append(block)
    return opened
