"""Decisions: chosen, rejected and stated approaches, each with the reasons and consequences written beside it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from plan_rules.language.rejections import turned_down, without_verdict
from plan_rules.markdown.nodes import Node
from plan_rules.plan.decision_rows import decisions_in_rows
from plan_rules.plan.ground import Ground, assesses, within
from plan_rules.plan.model import Decision, Passage
from plan_rules.plan.sections import flat, lead_in, passage, stretch
from plan_rules.plan.verdicts import CHOSEN, CHOSEN_LAST, REJECTED, TAKEN_LAST, TICKED, VERDICT_IN_TEXT
from plan_rules.source import Source

_CHOSEN_TITLE = re.compile(
    r"[\W\d]*(?:chosen|selected|recommended|recommendation|decision)(?: (?:approach|option|solution|design|strategy))?\s*[:—–]\s*(?=\w|`)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"(?:reasons?|why(?: not)?|because|rationale|justification|also|reasoning|downside|drawback|problem|cons?|pros?)\b",
    re.IGNORECASE,
)
_LONGEST_SUBJECT = 160


def decisions_in(blocks: Sequence[Node], source: Source, ground: Ground, step: int | None = None) -> Iterator[Decision]:
    """Decisions stated by a lead-in (`Rejected:`, `**Chosen**: …`, `Decision: …`), by a title (`Recommendation: …`), by a row
    of a table with a reason column, or as entries of a section of decisions."""
    group = 0
    stated: Decision | None = None
    titled = False
    for index, block in enumerate(blocks):
        above, stated = stated, None
        here = ground
        if block.kind == "list" and index and blocks[index - 1].kind == "paragraph":
            here = _assessed(ground, block) if assesses(flat(blocks[index - 1])) else ground
        if block.kind == "heading":
            group += 1
            following = (blocks[at] for at in range(index + 1, len(blocks)))
            below = tuple(takewhile(lambda node: node.kind != "heading", following))
            decision = _titled(block, below, source, ground, group, step)
            titled = decision is not None
            if decision:
                yield decision
        elif block.kind == "list" and above and _names_nothing(above):
            rejected = above.verdict == "rejected"
            rejecting = replace(here, rejecting=[(block.line - 1, block.end_line)]) if rejected else here
            yield from _in_list(block, source, group, step, rejecting, entries=False)
            continue
        elif block.kind == "list" and above:
            reasons, consequences = _reasons_among((block,), source)
            yield replace(above, reasons=above.reasons + reasons, consequences=above.consequences + consequences)
            continue
        elif block.kind == "list":
            yield from _in_list(block, source, group, step, here, entries=not titled)
        elif block.kind == "paragraph":
            stated = _stated(block, block, source, group, step, ground)
            if stated is None:
                yield from _told(block, source, group, step, ground)
        elif block.kind == "table":
            yield from decisions_in_rows(block, group, step)
        if above and not _names_nothing(above):
            yield above
    if stated and not _names_nothing(stated):
        yield stated


def _titled(
    heading: Node, below: Sequence[Node], source: Source, ground: Ground, group: int, step: int | None
) -> Decision | None:
    """`### Recommendation: …` anywhere, and each sub-heading of a section of decisions."""
    title = flat(heading).strip()
    match = _CHOSEN_TITLE.match(title)
    if not below or not (match or within(ground.deciding, heading.line)):
        return None
    reasons, consequences = _reasons_among(below, source)
    return Decision(
        where=passage(heading),
        verdict="chosen" if match else "stated",
        subject=(title[match.end() :] if match else title)[:_LONGEST_SUBJECT],
        reasons=reasons,
        consequences=consequences,
        group=group,
        step=step,
    )


def _names_nothing(decision: Decision) -> bool:
    """A lead-in alone, such as `**Rejected:**`, over a list of what it is about."""
    return not decision.subject.strip(" :*.")


def _in_list(
    block: Node, source: Source, group: int, step: int | None, ground: Ground, *, entries: bool
) -> Iterator[Decision]:
    """Items with a verdict, in nested lists too; with `entries`, each item of a section of decisions."""
    for item in block.children:
        if not item.children:
            continue
        here = _assessed(ground, item) if assesses(flat(item.children[0])) else ground
        if decision := _stated(item, item.children[0], source, group, step, here):
            if not (_names_nothing(decision) and len(item.children) == 1):
                yield decision
        elif entries and within(here.deciding, item.line) and not within(here.assessing, item.line):
            yield _entry(item, source, group, step)
            yield from _told(item.children[0], source, group, step, here, item)
        else:
            yield from _told(item.children[0], source, group, step, here, item)
            for child in item.children[1:]:
                if child.kind == "list":
                    yield from _in_list(child, source, group, step, here, entries=False)


def _assessed(ground: Ground, block: Node) -> Ground:
    """The ground of a block that weighs one option, to read that block by."""
    if within(ground.assessing, block.line):
        return ground
    return replace(ground, assessing=[(block.line - 1, block.end_line)])


def _entry(item: Node, source: Source, group: int, step: int | None) -> Decision:
    first = item.children[0]
    reasons, consequences = _below(item, source)
    return Decision(
        where=Passage(item.start, first.end, item.line, first.end_line),
        verdict="stated",
        subject=" ".join(flat(first).split())[:_LONGEST_SUBJECT],
        reasons=reasons,
        consequences=consequences,
        group=group,
        step=step,
    )


def _stated(whole: Node, first: Node, source: Source, group: int, step: int | None, ground: Ground) -> Decision | None:
    assessing = within(ground.assessing, whole.line)
    weighing = within(ground.weighing, whole.line) and not assessing
    below_rejected = whole.kind == "list_item" and within(ground.rejecting, whole.line) and not assessing
    if not below_rejected and not ground.may_judge(first.start, first.end):
        return None
    lead = lead_in(first, source)
    label = lead.label if lead else ""
    text = flat(first) if first.kind == "paragraph" else ""
    rejected = bool(REJECTED.match(label) or re.search(r"\(rejected\)|— rejected|- rejected$", text, re.IGNORECASE))
    if not rejected and below_rejected:
        rejected = bool(text)
    chosen = CHOSEN.match(label) or re.search(r"\((?:chosen|selected)\)", text[:120], re.IGNORECASE)
    chosen = chosen or CHOSEN_LAST.search(text)
    if weighing or (within(ground.deciding, whole.line) and not assessing):
        rejected = rejected or text.startswith(("❌", "✗", "✘"))
        chosen = chosen or TICKED.match(text) or (TAKEN_LAST.search(text) if step is None else None)
    if not chosen and weighing:
        chosen = re.search(r"\(recommended\)", text[:120], re.IGNORECASE)
    if not rejected and not chosen:
        return None
    if not rejected and VERDICT_IN_TEXT.match(text[len(label) :].lstrip(" :")):
        rejected = True
    reasons, consequences = _below(whole, source)
    subject = text[len(label) :].strip(" :") if lead and (REJECTED.match(label) or CHOSEN.match(label)) else text
    return Decision(
        where=Passage(whole.start, first.end, whole.line, first.end_line),
        verdict="rejected" if rejected else "chosen",
        subject=" ".join(subject.split())[:_LONGEST_SUBJECT],
        reasons=reasons,
        consequences=consequences,
        group=group,
        step=step,
    )


def _told(
    block: Node, source: Source, group: int, step: int | None, ground: Ground, item: Node | None = None
) -> Iterator[Decision]:
    """Sentences of a paragraph, or of a list item's first one, that turn something down."""
    if block.kind != "paragraph" or not ground.may_judge(block.start, block.end):
        return
    weighing = step is None and (within(ground.weighing, block.line) or within(ground.deciding, block.line))
    weighing = weighing and not (item and within(ground.assessing, block.line))
    for start, end, reasoned in turned_down(source.text[block.start : block.end], weighing=weighing):
        where = stretch(source, block.start + start, block.start + end)
        reasons, consequences = _below(item, source) if item else ((), ())
        yield Decision(
            where=where,
            verdict="rejected",
            subject=" ".join(without_verdict(source.text[where.start : where.end]).split())[:_LONGEST_SUBJECT],
            reasons=reasons + ((where,) if reasoned else ()),
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
