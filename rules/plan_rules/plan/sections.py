"""Sections: headings, and bold lead-ins that act as headings, with what stands under them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plan_rules.markdown.nodes import Node
from plan_rules.plan.model import Passage, Role, Section
from plan_rules.plan.roles import heading_role, label_role
from plan_rules.plan.titles import is_keyword_title, names_the_steps
from plan_rules.source import Source

LEAD_IN_LEVEL = 7
_INHERITED: frozenset[Role] = frozenset(
    {
        "context",
        "decisions",
        "alternatives",
        "pitfalls",
        "success",
        "testing",
        "failure",
        "non-goals",
        "references",
        "progress",
        "open-questions",
    }
)
_LABEL = re.compile(r"(?:\[[ xX]\]\s+)?(\[?[A-Z][\w&/'’-]*(?: [\w&/'’(),-]+){0,6}?\]?)\s?:(?=\s|$)")

_SMALL_LABEL = re.compile(
    r"(?:\[[ xX]\]\s+)?((?:ok|okay|good|done|fine|ready|works|accepted|verified|check|expect(?:ed)?|success|test|result|proof|rollback|reason|why)(?: (?:if|when|it|this|that)){0,2})\s?:(?=\s)"
)
"""Lead-ins that people write without a capital: `ok if: …`."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block's lead-in: its text, and where the rest of the block begins."""

    label: str
    rest: int


def passage(node: Node) -> Passage:
    return Passage(node.start, node.end, node.line, node.end_line)


def stretch(source: Source, start: int, end: int) -> Passage:
    """The passage from `start` to `end` without blanks at its ends."""
    text = source.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Passage(start, end, source.line_of(start), source.line_of(max(start, end - 1)))


def flat(node: Node) -> str:
    """The node's words without markup."""
    if node.kind in {"soft_break", "hard_break"}:
        return " "
    if len(node.children) == 1:
        return flat(node.children[0])
    if node.children:
        return "".join(flat(child) for child in node.children)
    return node.text if node.kind in {"text", "inline_code"} else ""


def lead_in(block: Node, source: Source) -> Labelled | None:
    """The bold or plain lead-in of a paragraph: `**Goal:** …`, `**Goal**: …`, `**Goal**`, `Success: …`."""
    if block.kind == "list_item":
        block = block.children[0] if block.children else block
    if block.kind != "paragraph" or not block.children:
        return None
    first = block.children[0]
    text = source.text
    if first.kind in {"strong", "emphasis"}:
        label = flat(first)
        rest = first.end
        if label.rstrip().endswith((":", ".")) or text[rest : rest + 1] == ":" or rest >= block.end:
            return Labelled(label.strip().rstrip(":."), rest + (text[rest : rest + 1] == ":"))
        after = text[rest : rest + 3].lstrip()
        if after[:1] in {"—", "–", "-", "("}:
            return Labelled(label.strip(), rest)
        return None
    if first.kind != "text" or text.find(":", block.start, block.end) == -1:
        return None
    found = _LABEL.match(text, block.start, block.end) or _SMALL_LABEL.match(text, block.start, block.end)
    return Labelled(found.group(1), found.end()) if found else None


def sections_of(document: Node, source: Source) -> tuple[Section, ...]:
    """All sections in document order; a role the title does not give is taken from the section around it."""
    blocks = document.children
    lone_title = _lone_title(blocks)
    opens: list[tuple[int, int, str, Node, Role]] = []
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            title = flat(block).strip()
            role = "other" if block is lone_title else heading_role(title)
            opens.append((index, block.level, title, block, role))
        elif block.kind == "paragraph" and (lead := lead_in(block, source)) and block.children[0].kind == "strong":
            role = label_role(lead.label)
            role = heading_role(lead.label) if role in {"other", "context", "files"} else role
            if role != "other":
                opens.append((index, LEAD_IN_LEVEL, lead.label, block, role))
    ends = _ends([(index, level) for index, level, *_ in opens], len(blocks))
    result: list[Section] = []
    stack: list[Section] = []
    for number, (index, level, title, block, role) in enumerate(opens):
        while stack and stack[-1].level >= level:
            stack.pop()
        end_index = ends[number]
        start = block.end if level < LEAD_IN_LEVEL else block.children[0].end
        end = blocks[end_index - 1].end if end_index > index + 1 or level == LEAD_IN_LEVEL else start
        if (
            role in {"other", "steps", "files"}
            and stack
            and stack[-1].role in _INHERITED
            and not _for_itself(title, stack[-1].role)
        ):
            role = stack[-1].role
        section = Section(
            role=role,
            title=title,
            heading=passage(block) if level < LEAD_IN_LEVEL else passage(block.children[0]),
            body=stretch(source, start, max(start, end)),
            level=level,
            path=(*(outer.title for outer in stack), title),
        )
        result.append(section)
        stack.append(section)
    return tuple(result)


def _for_itself(title: str, around: Role) -> bool:
    """Whether a title needs no role from around it: it counts a step, or names the steps of what was chosen."""
    return is_keyword_title(title) or (around == "decisions" and names_the_steps(title))


def _lone_title(blocks: Sequence[Node]) -> Node | None:
    """The one heading of the first level, if it stands first: the plan's title, which gives no section a role."""
    headings = [block for block in blocks if block.kind == "heading"]
    firsts = [block for block in headings if block.level == 1]
    return firsts[0] if len(firsts) == 1 and headings[0] is firsts[0] and len(headings) > 1 else None


def _ends(opens: list[tuple[int, int]], last: int) -> list[int]:
    """For each section, the index of the block that ends it: the next section of its level or a higher one."""
    ends = [last] * len(opens)
    waiting: list[int] = []
    for number, (index, level) in enumerate(opens):
        while waiting and opens[waiting[-1]][1] >= level:
            ends[waiting.pop()] = index
        waiting.append(number)
    return ends
