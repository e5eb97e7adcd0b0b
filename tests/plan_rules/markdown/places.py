"""What must hold of every node's place, whatever the text: shared by the tests and the fuzzer."""

import re
from collections.abc import Iterator

from plan_rules.markdown import Node, parse
from plan_rules.source import Source

LOOKS = {
    "front_matter": r"---[ \t]*\n(?s:.*)(?:---|\.\.\.)[ \t]*\Z",
    "heading": r"#{1,6}(?:[ \t]|\Z)|(?s:.*)\n[ \t>]*(?:=+|-+)\Z",
    "block_quote": r">",
    "list": r"[-+*]|\d{1,9}[.)]",
    "list_item": r"[-+*]|\d{1,9}[.)]",
    "html_block": r"<",
    "html_comment": r"<!--(?s:.*)>\Z",
    "details": r"<(?s:.*)>",
    "thematic_break": r"(?:-[ \t]*){3,}\Z|(?:_[ \t]*){3,}\Z|(?:\*[ \t]*){3,}\Z",
    "definition": r"\[(?s:.*)\]:",
    "footnote_definition": r"\[\^[^\]\s]*(?s:.*)\]:",
    "text": r"[^\n]+\Z",
    "emphasis": r"\*(?s:.*)\*\Z|_(?s:.*)_\Z",
    "strong": r"\*\*(?s:.*)\*\*\Z|__(?s:.*)__\Z",
    "strikethrough": r"~(?s:.*)~\Z",
    "inline_code": r"`(?s:.*)`\Z",
    "link": r"\[(?s:.*)[\])]\Z|<[^<>\s]*>\Z|(?i:https?://|www\.)|[^\s]+@[^\s]+\Z",
    "image": r"!\[(?s:.*)[\])]\Z",
    "inline_html": r"<(?s:.*)>\Z",
    "footnote_reference": r"\[\^(?s:.*)\]\Z",
    "soft_break": r"[ \t]*\n\Z",
    "hard_break": r"(?:\\|[ \t]*  )\n\Z",
}
LEAVES = {"text", "inline_code", "inline_html", "soft_break", "hard_break", "thematic_break", "code_block"}


def misplaced(source: Source) -> list[str]:
    """Every node whose place can't be right, as a sentence."""
    return list(_faults(parse(source), source))


def _told(node: Node, content: str) -> str | None:
    """What the node's text must be by its place; None where the markers of a container stand between its lines."""
    if node.kind == "text":
        return content
    if node.kind == "front_matter":
        return content + "\n" * (len(node.text) - len(node.text.rstrip("\n")))
    if "\n" in content:
        return None
    if node.kind in {"inline_html", "html_block", "html_comment"}:
        return content
    if node.kind == "inline_code":
        inner = content.strip("`")
        return inner[1:-1] if inner.strip(" ") and inner[0] == inner[-1] == " " else inner
    if node.kind in {"definition", "footnote_definition", "footnote_reference"}:
        return node.text if node.text in content else ""
    return None


def _faults(root: Node, source: Source) -> Iterator[str]:
    text = source.text
    for node in root.walk():
        name = f"{node.kind} on line {node.line}"
        if not 0 <= node.start <= node.end <= len(text):
            yield f"{name}: outside the text: {node.start}, {node.end}"
            continue
        content = text[node.start : node.end].replace("\r\n", "\n").replace("\r", " ")
        if node is not root:
            if node.line != source.line_of(node.start) or node.end_line != source.line_of(
                max(node.start, node.end - 1)
            ):
                yield f"{name}: lines {node.line}-{node.end_line} are not those of its offsets"
            if not content and node.kind != "table_cell":
                yield f"{name}: empty"
        if node.kind in LOOKS and not re.match(LOOKS[node.kind], content):
            yield f"{name}: does not look like it: {content!r}"
        told = _told(node, content)
        if told is not None and told not in (node.text, node.text.replace("|", "\\|")):  # in a table a pipe is escaped
            yield f"{name}: {told!r} instead of {node.text!r}"
        if node.kind in LEAVES and node.children:
            yield f"{name}: a leaf with children"
        at = node.start
        for child in node.children:
            if child.start < at:
                yield f"{name}: {child.kind} on line {child.line} overlaps what stands before it"
            at = child.end
        if at > node.end:
            yield f"{name}: the last child ends outside"
    covered = {line for block in root.children for line in range(block.line, block.end_line + 1)}
    for line in range(1, source.line_count + 1):
        if line not in covered and any(character.isalnum() for character in source.line_text(line)):
            yield f"line {line} is in no block: {source.line_text(line)!r}"
