"""Reading a plan: from its Markdown to the value that the rules judge."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from plan_rules.markdown import parse
from plan_rules.markdown.nodes import Node
from plan_rules.plan.blocks import Part, parts_of, wrapped_criteria
from plan_rules.plan.collecting import uncollected
from plan_rules.plan.companions import OPENSPEC, companions_of
from plan_rules.plan.decisions import decisions_in
from plan_rules.plan.fences import with_samples_closed
from plan_rules.plan.files import files_below, files_in
from plan_rules.plan.finders import Found
from plan_rules.plan.finished import with_statuses
from plan_rules.plan.folds import unfolded
from plan_rules.plan.ground import ground_of
from plan_rules.plan.kinds import is_english, kind_of
from plan_rules.plan.markers import alerts_in, markers_in
from plan_rules.plan.model import (
    ContextItem,
    Criterion,
    FileReference,
    Passage,
    Pitfall,
    Plan,
    Role,
    Section,
    Step,
    SubStep,
)
from plan_rules.plan.objective import objective_of
from plan_rules.plan.prose import foreign_in, own_voice, without_blocks
from plan_rules.plan.sections import flat, lead_in, passage, sections_of
from plan_rules.plan.steps import find_steps
from plan_rules.plan.tags import tagged
from plan_rules.plan.unfenced import unfenced
from plan_rules.source import Source

_WARNING = re.compile(
    r"[\W_]*(?:DO NOT|DON'T|Do not|Don't|Do NOT|NEVER|Never|AVOID|Avoid|BEWARE|Beware|Be careful|Watch out|must not|Must not)(?![^\W_])"
)
_COUNTED = re.compile(rf"[A-Z]|{OPENSPEC.pattern}")
_BARE_NAME = re.compile(r"`[^`\n]+`[;,.]?|[\w.@*-]*(?:/[\w.@*-]+)+/?[;,.]?")
_VERIFY_TITLE = re.compile(
    r"\W*(?:verify|verification|validate|validation|test(?:s|ing)?|manual(?:ly)? test\w*|run (?:the )?(?:full |all )?(?:test|check|lint|suite)\w*|qa|smoke[- ]test"
    r"|final (?:check|verification|validation)|check (?:that|whether|everything|the (?:results?|output)))",
    re.IGNORECASE,
)
_MORE_WORK = re.compile(
    r"(?:\+|&|,|/|\band\b)\s*(?:docs?|documentation|readme|examples?|polish|clean-?up|release|deploy\w*|migrat\w+|refactor\w*|config\w*)\b",
    re.IGNORECASE,
)
_COMMIT_TITLE = re.compile(
    r"\W*(?:commit\b[^,;]{0,40}|self-review\b[^,;]{0,40}|(?:open|create|raise|file) (?:a |the )?(?:draft )?(?:pr|pull request)\b[^,;]{0,40}"
    r"|(?:push|merge)(?: (?:the |all |your |my |this |it)?(?:changes?|commits?|branch|tags?|pr|pull request|work|everything|up)?\b(?: ?(?:to|into|and|on|when|after|upstream)\b[^,;]{0,40})?)?)\W*$",
    re.IGNORECASE,
)
_CATEGORIES: frozenset[Role] = frozenset({"context", "pitfalls"})
_MAY_WARN: frozenset[Role] = _CATEGORIES | {"decisions", "alternatives", "objective", "other", "non-goals"}
_TELLING: frozenset[Role] = frozenset({"success", "testing"})
_Owned = tuple[Section | None, Role, Sequence[Part]]


@uncollected()
def read(source: Source) -> Plan:
    """The plan in a source. Never fails on odd input; what can't be told is left empty."""
    written, tags = source, tagged(source.text)
    source = replace(source, text=unfenced(tags.text))
    document = unfolded(parse(replace(source, text=with_samples_closed(source.text))))
    sections = sections_of(document, source)
    nodes = tuple(document.walk())
    foreign = foreign_in(document)
    prose = own_voice(source.text, foreign)
    found, heading = find_steps(document, source, sections, tags.steps)
    found = with_statuses(found, source)
    title = next((b for b in document.children if b.kind == "heading" and b.start not in tags.headings), None)
    if title and tags.steps and title.start >= tags.steps[0][0]:
        title = None  # a step's own, or one within it
    title_text = flat(title) if title else ""
    tickets = bool(found) and found[0].nodes[0].checked is not None and bool(_COUNTED.match(found[0].label))
    kind, reason = kind_of(source, document, title_text, sections, found, tickets)
    code = [(n.start, n.end) for n in nodes if n.kind in {"code_block", "inline_code", "html_comment", "front_matter"}]
    files = tuple(files_in(nodes, source.text))
    parts = [_parts_of_step(step, source) for step in found]
    alerts = [node for node in nodes if node.alert]
    steps = tuple(_step(index, step, parts[index], source, code, files, alerts) for index, step in enumerate(found))
    outside = _outside(document, found)
    owned = tuple(_owned(sections, outside, source))
    context, pitfalls = _context(owned, source)
    ground = ground_of(sections, source.text)
    decisions = tuple(decisions_in(outside, source, ground))
    in_steps = tuple(d for i, step in enumerate(found) for d in decisions_in(step.nodes, source, ground, i))
    pitfalls += tuple(p for i, inner in enumerate(parts) for p in _pitfalls_of_step(inner, i, source))
    return Plan(
        source=written,
        document=document,
        prose=prose,
        kind=kind,
        kind_reason=reason,
        english=is_english(prose),
        spoken_text=without_blocks(source.text, nodes, foreign),
        title=passage(title) if title else None,
        sections=sections,
        objective=objective_of(sections, document, found, title, source),
        context=context,
        decisions=decisions + in_steps,
        pitfalls=pitfalls,
        steps=steps,
        steps_heading=heading,
        criteria=_criteria(owned),
        testing=_bodies(sections, {"testing"}),
        failure=_bodies(sections, {"failure"})
        + tuple(p.where for _, _, parts in owned for p in parts if p.role == "failure" and p.own),
        references=_bodies(sections, {"references"}),
        progress=_bodies(sections, {"progress"}),
        files=files,
        companions=companions_of(source, found, sections),
    )


def _outside(document: Node, found: Sequence[Found]) -> tuple[Node, ...]:
    """Top-level blocks that are no part of a step."""
    spans = [(step.body.start, step.body.end) for step in found]
    inside: set[int] = set()
    at = 0
    for block in document.children:
        while at < len(spans) and spans[at][1] <= block.start:
            at += 1
        if (
            at < len(spans) and spans[at][0] < block.end and block.start < spans[at][1] and spans[at][0] <= block.start
        ) or (at < len(spans) and block.kind in {"list", "table"} and block.start <= spans[at][0] < block.end):
            inside.add(block.start)
    return tuple(block for block in document.children if block.start not in inside)


def _parts_of_step(found: Found, source: Source) -> list[Part]:
    first = found.nodes[0]
    inner = first.children[1:] if first.kind == "list_item" else ()
    return list(parts_of((*inner, *found.nodes[1:]), source))


def _step(
    index: int,
    found: Found,
    parts: list[Part],
    source: Source,
    code: list[tuple[int, int]],
    files: tuple[FileReference, ...],
    alerts: Sequence[Node],
) -> Step:
    first = found.nodes[0]
    within = code[bisect_left(code, (found.body.start, 0)) : bisect_left(code, (found.body.end, 0))]
    related = tuple(
        ContextItem(part.where, part.label, part.label if part.own else "", index)
        for part in parts
        if part.role == "context" and not part.head and part.node.kind != "code_block"
    )
    told = [where for part in parts for where in _told_by(part, source)]
    criteria = tuple(
        Criterion(where, index)
        for where in (*(found.told if first.kind == "table_row" else wrapped_criteria(found.head, source)), *told)
    )
    sub_steps = tuple(
        SubStep(part.where, bool(part.node.checked))
        for part in parts
        if part.role in {"other", "files"} and part.node.kind == "list_item" and part.depth <= 1
    )
    kind: Literal["work", "verify", "commit"] = (
        "commit"
        if _COMMIT_TITLE.match(found.title)
        else "verify"
        if _VERIFY_TITLE.match(found.title) and not _MORE_WORK.search(found.title)
        else "work"
    )
    boxes = [s for s in sub_steps if s.done]
    return Step(
        index=index,
        label=found.label,
        title=found.title,
        head=found.head,
        body=found.body,
        kind=kind,
        done=found.done or (bool(boxes) and len(boxes) == len(sub_steps)),
        sub_steps=sub_steps,
        lines=tuple(
            part.where
            for part in parts
            if part.role in {"other", "files"}
            and part.node.kind in {"list_item", "paragraph", "table_row"}
            and not part.head
        ),
        files=files_below(found.nodes, files),
        markers=markers_in(source, found.body.start, found.body.end, within) + alerts_in(found.nodes, alerts, source),
        related=related,
        criteria=criteria,
        failure=tuple(part.where for part in parts if part.role == "failure"),
        phase=found.phase,
    )


def _told_by(part: Part, source: Source) -> Iterator[Passage]:
    """The success lines that a part of a step is, or holds."""
    if part.role in {"success", "testing"} and not part.head:
        yield part.where
    elif part.node.kind in {"paragraph", "list_item"}:
        yield from wrapped_criteria(part.where, source)


def _context(owned: Sequence[_Owned], source: Source) -> tuple[tuple[ContextItem, ...], tuple[Pitfall, ...]]:
    """Bullets, rows and paragraphs of the sections that hold context, and the warnings among them."""
    context: list[ContextItem] = []
    pitfalls: list[Pitfall] = []
    for section, role, parts in owned:
        if role not in _MAY_WARN:
            continue
        for part in parts:
            if part.depth or part.head or part.node.kind == "code_block" or _only_names(part, source):
                continue
            text = source.text[part.where.start : part.where.end].lstrip("-*+> \t")
            warned = role == "pitfalls" or (role != "non-goals" and bool(_WARNING.match(text)))
            lead = lead_in(part.node, source)
            if warned:
                pitfalls.append(Pitfall(part.whole, lead.label if lead else ""))
            if role in _CATEGORIES or (part.own and part.role == "context"):
                context.append(ContextItem(part.whole, section.title if section else "", lead.label if lead else ""))
    return tuple(context), tuple(pitfalls)


def _only_names(part: Part, source: Source) -> bool:
    """A bullet that is nothing but a path or a symbol tells where to look, not what was found out."""
    return part.node.kind == "list_item" and bool(
        _BARE_NAME.fullmatch(source.text[part.whole.start : part.whole.end].lstrip("-*+0123456789.) \t").rstrip())
    )


def _pitfalls_of_step(parts: Sequence[Part], index: int, source: Source) -> Iterator[Pitfall]:
    for part in parts:
        if part.node.kind not in {"list_item", "paragraph"}:
            continue
        if _WARNING.match(source.text[part.where.start : part.where.end].lstrip("-*+> \t")):
            yield Pitfall(part.whole, "", index)


def _owned(sections: tuple[Section, ...], outside: tuple[Node, ...], source: Source) -> Iterator[_Owned]:
    """The section, its role and the parts of each block but headings."""
    for block, section in _owners(sections, outside):
        if block.kind != "heading":
            role: Role = section.role if section else "other"
            yield section, role, list(parts_of((block,), source, role, section.title if section else ""))


def _owners(sections: tuple[Section, ...], blocks: tuple[Node, ...]) -> Iterator[tuple[Node, Section | None]]:
    """Each block with the innermost section that holds it."""
    stack: list[Section] = []
    at = 0
    for block in blocks:
        while at < len(sections) and sections[at].heading.start <= block.start:
            while stack and stack[-1].body.end <= sections[at].heading.start:
                stack.pop()
            stack.append(sections[at])
            at += 1
        while stack and stack[-1].body.end <= block.start and stack[-1].heading.start != block.start:
            stack.pop()
        yield block, stack[-1] if stack else None


def _criteria(owned: Sequence[_Owned]) -> tuple[Criterion, ...]:
    """Bullets and paragraphs of success and testing sections, and labelled success lines outside the steps."""
    return tuple(
        Criterion(part.where, tests=part.role == "testing")
        for _, role, parts in owned
        if role != "progress"
        for part in parts
        if part.role in _TELLING and not part.head and (part.own or role in _TELLING)
    )


def _bodies(sections: tuple[Section, ...], roles: set[Role]) -> tuple[Passage, ...]:
    return tuple(
        section.body for section in sections if section.role in roles and section.body.end > section.body.start
    )
