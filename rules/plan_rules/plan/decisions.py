"""Decisions: chosen and rejected approaches, each with the reasons and consequences written beside it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from plan_rules.markdown.nodes import Node
from plan_rules.plan.model import Decision, Passage, Section
from plan_rules.plan.sections import LEAD_IN_LEVEL, flat, lead_in, passage
from plan_rules.source import Source

_REJECTED = re.compile(
    r"(?:❌\s*)?(?:rejected|discarded|ruled out|dismissed|not chosen|abandoned|declined|won'?t use|decided against|considered and rejected)\b",
    re.IGNORECASE,
)
_CHOSEN = re.compile(
    r"(?:✅\s*)?(?:chosen|choice|selected|decision|decided|adopted|picked|winner|we (?:chose|choose|picked|use))\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"(?:reasons?|why(?: not)?|because|rationale|justification|also|reasoning|downside|drawback|problem|cons?|pros?)\b",
    re.IGNORECASE,
)
_REASON_COLUMN = re.compile(
    r"rationale|reason|why|because|justification|trade-?off|rejected because|motivation", re.IGNORECASE
)
_VERDICT_IN_TEXT = re.compile(r"\b(?:rejected|discarded|ruled out|decided against)\b", re.IGNORECASE)


def decisions_in(
    blocks: Iterable[Node], source: Source, rejecting: list[tuple[int, int]], step: int | None = None
) -> Iterator[Decision]:
    """Decisions stated by a lead-in (`Rejected:`, `**Chosen**: …`, `Decision: …`) or as rows of a table with a reason column."""
    group = 0
    stated: Decision | None = None
    for block in blocks:
        above, stated = stated, None
        if block.kind == "heading":
            group += 1
        elif block.kind == "list" and above and _names_nothing(above):
            verdicts = [(block.line - 1, block.end_line)] if above.verdict == "rejected" else []
            yield from _in_list(block, source, group, step, rejecting + verdicts)
            continue
        elif block.kind == "list" and above:
            reasons, consequences = _reasons_among((block,), source)
            yield replace(above, reasons=above.reasons + reasons, consequences=above.consequences + consequences)
            continue
        elif block.kind == "list":
            yield from _in_list(block, source, group, step, rejecting)
        elif block.kind == "paragraph":
            stated = _stated(block, block, source, group, step, rejecting)
        elif block.kind == "table":
            yield from _rows(block, group, step)
        if above and not _names_nothing(above):
            yield above
    if stated and not _names_nothing(stated):
        yield stated


def _names_nothing(decision: Decision) -> bool:
    """A lead-in alone, such as `**Rejected:**`, over a list of what it is about."""
    return not decision.subject.strip(" :*")


def rejecting_lines(sections: tuple[Section, ...]) -> list[tuple[int, int]]:
    """Lines under a heading that says that all below it was rejected."""
    return [
        (section.heading.line, section.body.end_line)
        for section in sections
        if section.level < LEAD_IN_LEVEL
        and re.match(
            r"(?:rejected|discarded|ruled out|why not|alternatives? (?:considered and )?rejected)",
            section.title,
            re.IGNORECASE,
        )
    ]


def _in_list(
    block: Node, source: Source, group: int, step: int | None, rejecting: list[tuple[int, int]]
) -> Iterator[Decision]:
    for item in block.children:
        if not item.children:
            continue
        if decision := _stated(item, item.children[0], source, group, step, rejecting):
            yield decision
        else:
            for child in item.children[1:]:
                if child.kind == "list":
                    yield from _in_list(child, source, group, step, rejecting)


def _stated(
    whole: Node, first: Node, source: Source, group: int, step: int | None, rejecting: list[tuple[int, int]]
) -> Decision | None:
    lead = lead_in(first, source)
    label = lead.label if lead else ""
    text = flat(first) if first.kind == "paragraph" else ""
    rejected = bool(_REJECTED.match(label) or re.search(r"\(rejected\)|— rejected|- rejected$", text, re.IGNORECASE))
    if not rejected and whole.kind == "list_item":
        rejected = bool(text) and any(first_line < whole.line <= last for first_line, last in rejecting)
    chosen = _CHOSEN.match(label) or re.search(r"\((?:chosen|selected|recommended)\)", text[:120], re.IGNORECASE)
    if not rejected and not chosen:
        return None
    if not rejected and _VERDICT_IN_TEXT.match(text[len(label) :].lstrip(" :")):
        rejected = True
    reasons, consequences = _below(whole, source)
    subject = text[len(label) :].strip(" :") if lead and (_REJECTED.match(label) or _CHOSEN.match(label)) else text
    return Decision(
        where=Passage(whole.start, first.end, whole.line, first.end_line),
        verdict="rejected" if rejected else "chosen",
        subject=" ".join(subject.split())[:160],
        reasons=reasons,
        consequences=consequences,
        group=group,
        step=step,
    )


def _below(whole: Node, source: Source) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Nested bullets and paragraphs: labelled ones as reasons, the others as consequences."""
    return _reasons_among(whole.children[1:] if whole.kind == "list_item" else (), source)


def _reasons_among(blocks: Iterable[Node], source: Source) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    reasons: list[Passage] = []
    consequences: list[Passage] = []
    for child in blocks:
        for item in child.children if child.kind == "list" else (child,):
            if item.kind == "code_block":
                continue
            lead = lead_in(item, source)
            (reasons if lead and _REASON.match(lead.label) else consequences).append(passage(item))
    return tuple(reasons), tuple(consequences)


def _rows(table: Node, group: int, step: int | None) -> Iterator[Decision]:
    header = [flat(cell).strip().lower() for cell in table.children[0].children] if table.children else []
    reason = next((at for at, name in enumerate(header) if _REASON_COLUMN.search(name)), None)
    choice = next(
        (
            at
            for at, name in enumerate(header)
            if re.search(r"decision|choice|chosen|option|alternative|approach", name)
        ),
        None,
    )
    if reason is None or choice is None:
        return
    rejected = re.search(r"alternative|rejected", " ".join(header)) and not re.search(
        r"decision|choice|chosen", " ".join(header)
    )
    for row in table.children[1:]:
        cells = row.children
        if len(cells) <= max(reason, choice) or not flat(cells[choice]).strip():
            continue
        filled = flat(cells[reason]).strip(" -—–") not in {"", "n/a", "tbd", "todo", "accepted", "done"}
        yield Decision(
            where=passage(row),
            verdict="rejected" if rejected else "chosen",
            subject=flat(cells[choice]).strip(),
            reasons=(passage(cells[reason]),) if filled else (),
            consequences=(),
            group=group,
            step=step,
        )
