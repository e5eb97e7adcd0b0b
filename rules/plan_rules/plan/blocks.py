"""Walking the blocks of a step or section as labelled parts: `Success: …`, `Related Context:` with its list, bullets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plan_rules.markdown.nodes import Node
from plan_rules.plan.model import Passage, Role
from plan_rules.plan.roles import heading_role, label_role
from plan_rules.plan.sections import Labelled, flat, lead_in, passage, stretch
from plan_rules.source import Source


@dataclass(frozen=True, slots=True)
class Part:
    """One bullet, paragraph, table row or code block, with the label that governs it."""

    node: Node
    where: Passage
    """The block's own first paragraph; for a bullet without its nested list."""
    whole: Passage
    """With its nested blocks."""
    role: Role
    label: str
    """The lead-in that gives the role: its own, or that of the paragraph or bullet above."""
    own: bool
    """Whether the label is its own lead-in."""
    depth: int
    head: bool = False
    """A label that only introduces the list below it."""


def parts_of(
    nodes: Sequence[Node], source: Source, role: Role = "other", label: str = "", depth: int = 0
) -> Iterator[Part]:
    """All parts of some blocks in document order; a label governs the block right after it, and what is nested in it."""
    pending: tuple[Role, str] | None = None
    for node in nodes:
        if node.kind == "heading":
            title = flat(node)
            given = heading_role(title)
            pending = None
            role, label = (given, title) if given != "other" else (role if depth else "other", title)
        elif node.kind == "list":
            given_role, given_label = pending or (role, label)
            pending = None
            for item in node.children:
                yield from _item(item, source, given_role, given_label, depth)
        elif node.kind == "paragraph":
            lead = lead_in(node, source)
            own_role = _own_role(lead, node, source)
            alone = bool(lead) and not source.text[lead.rest : node.end].strip(" :*\n\r\t") if lead else False
            ends_open = source.text[node.start : node.end].rstrip().rstrip("*_").endswith(":")
            if own_role != "other" or alone:
                name = lead.label if lead else label
                yield Part(node, passage(node), passage(node), own_role, name, True, depth, alone)
                pending = (own_role, name) if alone or ends_open else None
            else:
                given_role, given_label = pending or (role, label)
                yield Part(node, passage(node), passage(node), given_role, given_label, False, depth)
                pending = None
        elif node.kind == "table":
            given_role, given_label = pending or (role, label)
            for row in node.children[1:]:
                yield Part(row, passage(row), passage(row), given_role, given_label, False, depth)
            pending = None
        elif node.kind in {"block_quote", "details", "footnote_definition"}:
            yield from parts_of(node.children, source, *(pending or (role, label)), depth)
            pending = None
        elif node.kind == "code_block":
            given_role, given_label = pending or (role, label)
            yield Part(node, passage(node), passage(node), given_role, given_label, False, depth)


def _item(item: Node, source: Source, role: Role, label: str, depth: int) -> Iterator[Part]:
    if not item.children:
        return
    first = item.children[0]
    lead = lead_in(item, source)
    own_role = _own_role(lead, first, source)
    if own_role != "other":
        role, label = own_role, lead.label if lead else label
    where = Passage(item.start, first.end, item.line, first.end_line) if first.kind == "paragraph" else passage(item)
    alone = bool(lead and not source.text[lead.rest : first.end].strip(" :*\n\r\t"))
    yield Part(item, where, passage(item), role, lead.label if lead else label, own_role != "other", depth, alone)
    yield from parts_of(item.children[1:], source, role, label, depth + 1)


def _own_role(lead: Labelled | None, block: Node, source: Source) -> Role:
    """The role its lead-in gives a block; `Test: path/to/file` names a file."""
    if not lead:
        return "success" if _TELLS.match(source.text, block.start, block.end) else "other"
    role = label_role(lead.label)
    named = role == "testing" and _PATH.fullmatch(source.text[lead.rest : block.end].strip(" :*"))
    return "files" if named else role


_PATH = re.compile(r"`[^`\s]*[./][^`\s]*`|[\w.-]+(?:/[\w.-]+)+")
_TELLS = re.compile(
    r"(?:ok|okay|good|fine|done|passed|works|accepted|ready|finished|complete) (?:if|when|once)\b", re.IGNORECASE
)
"""A line that begins so tells success without a colon."""
_LATER_LINE = re.compile(
    r"\n[ \t]*((?:(?:\*\*|__|[*_])?(?P<label>[A-Za-z][A-Za-z' ]{1,30})(?:\*\*|__|[*_])?:(?:\*\*|__|[*_])?|(?:→|⇒|⟹|=>|->|✓|✔|☑|▸|▶|›|»))[ \t]+\S.*)"
    r"|[ \t](?:[—–-]|\|)[ \t]+((?P<inline>[A-Z][a-z]+(?: [a-z]+)?):[ \t]+\S.*)"
)


def wrapped_criteria(where: Passage, source: Source) -> Iterator[Passage]:
    """Success lines within a paragraph, as in “Run: … / Expected: …” without a blank line between the two, or after an arrow."""
    for found in _LATER_LINE.finditer(source.text, where.start, where.end):
        label = found["label"] or found["inline"]
        if not label or label_role(label) in {"success", "testing"}:
            start = found.start(1) if found[1] else found.start(3)
            yield stretch(source, start, found.end())
