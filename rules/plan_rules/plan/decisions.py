"""Decisions: chosen, rejected and stated approaches, each with the reasons and consequences written beside it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from plan_rules.language.rejections import turned_down, without_verdict
from plan_rules.language.statuses import is_only_status
from plan_rules.markdown.nodes import Node
from plan_rules.plan.model import Decision, Passage, Section
from plan_rules.plan.sections import LEAD_IN_LEVEL, flat, lead_in, passage, stretch
from plan_rules.source import Source

_REJECTED = re.compile(
    r"(?:❌\s*)?(?:rejected|discarded|ruled out|dismissed|not chosen|abandoned|declined|won't? use|decided against|considered and rejected)\b",
    re.IGNORECASE,
)
_CHOSEN = re.compile(
    r"(?:✅\s*)?(?:chosen|choice(?! of| between)|selected|decision|decided|adopted|picked|winner|recommended (?:approach|option|solution|design|strategy)|we (?:chose|choose|picked|use))\b(?!-)",
    re.IGNORECASE,
)
_CHOSEN_TITLE = re.compile(
    r"[\W\d]*(?:chosen|selected|recommended|recommendation|decision)(?: (?:approach|option|solution|design|strategy))?\s*[:—–]\s*(?=\w|`)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"(?:reasons?|why(?: not)?|because|rationale|justification|also|reasoning|downside|drawback|problem|cons?|pros?)\b",
    re.IGNORECASE,
)
_REASON_COLUMN = re.compile(
    r"rationale|reason|why|because|justification|trade-?off|rejected because|motivation", re.IGNORECASE
)
_CHOICE_COLUMN = re.compile(
    r"decision|choice|chosen|option|alternative|approach|method|considered|candidate|idea|variant|proposal"
)
_VERDICT_IN_TEXT = re.compile(r"\b(?:rejected|discarded|ruled out|decided against)\b", re.IGNORECASE)
_REJECTING = re.compile(
    r"(?:rejected|discarded|ruled out|why not|alternatives? (?:considered and )?rejected)", re.IGNORECASE
)
_DECIDING = re.compile(r"\b(?:decisions?|choices?)\b", re.IGNORECASE)
_DECIDED = re.compile(r"(?:\w+ ){0,2}decisions? (?:so far|made|taken|already|we )", re.IGNORECASE)
_WEIGHED = re.compile(
    r"\b(?:options?|alternatives?|approach\w*|decisions?|choices?|trade-?offs?|recommend\w*|considered|candidates?|variants?|weighed)\b",
    re.IGNORECASE,
)
_TICKED = re.compile(r"[✅✓✔]")
_CHOSEN_LAST = re.compile(r"(?:[:—–]| -) (?:\*\*)?(?:chosen|selected|picked|our choice|the winner)\W*$", re.IGNORECASE)
_VERDICT_COLUMN = re.compile(r"verdict|status|outcome|result|decision|chosen|selected|adopted|taken|pick")
_REJECTS_ALL = re.compile(r"alternative|rejected")
_DECIDES = re.compile(r"decision|choice|chosen")
_NO = re.compile(
    r"\W*(?:no|not? (?:chosen|taken|used)|rejected|reject|discarded|dropped|dismissed|ruled out|out|declined|abandoned|against|skip(?:ped)?)\b|\s*[❌✗✘👎]",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\W*(?:yes|chosen|selected|picked|adopted|taken|accepted|winner|go|use|recommended)\b|\s*[✅✓✔👍]", re.IGNORECASE
)
_BARE_TABLE = 2
"""Columns of a table that holds verdicts and nothing else; more may tell why in their own way."""
_LONGEST_SUBJECT = 160
_Lines = list[tuple[int, int]]
"""Stretches of lines, neither nested nor overlapping, in order."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the headings say of the lines below them."""

    rejecting: _Lines
    """All below was rejected."""
    deciding: _Lines
    """Each entry below is a decision, whatever its words."""
    weighing: _Lines
    """Options are weighed: here “(recommended)” marks the plan's own choice."""


def ground_of(sections: tuple[Section, ...]) -> Ground:
    """The lines below headings that reject, decide or weigh."""
    titled = [section for section in sections if section.level < LEAD_IN_LEVEL]

    def below(chosen: Iterable[Section]) -> _Lines:
        lines: _Lines = []
        for section in chosen:
            if not lines or section.body.end_line > lines[-1][1]:
                lines.append((section.heading.line, section.body.end_line))
        return lines

    return Ground(
        rejecting=below(s for s in titled if _REJECTING.match(s.title)),
        deciding=below(
            s for s in titled if (s.role == "decisions" and _DECIDING.search(s.title)) or _DECIDED.match(s.title)
        ),
        weighing=below(s for s in titled if _WEIGHED.search(s.title)),
    )


def decisions_in(blocks: Sequence[Node], source: Source, ground: Ground, step: int | None = None) -> Iterator[Decision]:
    """Decisions stated by a lead-in (`Rejected:`, `**Chosen**: …`, `Decision: …`), by a title (`Recommendation: …`), by a row
    of a table with a reason column, or as entries of a section of decisions."""
    group = 0
    stated: Decision | None = None
    titled = False
    for index, block in enumerate(blocks):
        above, stated = stated, None
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
            rejecting = replace(ground, rejecting=[(block.line - 1, block.end_line)]) if rejected else ground
            yield from _in_list(block, source, group, step, rejecting, entries=False)
            continue
        elif block.kind == "list" and above:
            reasons, consequences = _reasons_among((block,), source)
            yield replace(above, reasons=above.reasons + reasons, consequences=above.consequences + consequences)
            continue
        elif block.kind == "list":
            yield from _in_list(block, source, group, step, ground, entries=not titled)
        elif block.kind == "paragraph":
            stated = _stated(block, block, source, group, step, ground)
            if stated is None:
                yield from _told(block, source, group, step, ground)
        elif block.kind == "table":
            yield from _rows(block, group, step)
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
    if not below or not (match or _within(ground.deciding, heading.line)):
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


def _within(lines: _Lines, line: int) -> bool:
    before = bisect_left(lines, (line,))
    return before > 0 and line <= lines[before - 1][1]


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
        if decision := _stated(item, item.children[0], source, group, step, ground):
            if not (_names_nothing(decision) and len(item.children) == 1):
                yield decision
        elif entries and _within(ground.deciding, item.line):
            yield _entry(item, source, group, step)
            yield from _told(item.children[0], source, group, step, ground, item)
        else:
            yield from _told(item.children[0], source, group, step, ground, item)
            for child in item.children[1:]:
                if child.kind == "list":
                    yield from _in_list(child, source, group, step, ground, entries=False)


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
    lead = lead_in(first, source)
    label = lead.label if lead else ""
    text = flat(first) if first.kind == "paragraph" else ""
    rejected = bool(_REJECTED.match(label) or re.search(r"\(rejected\)|— rejected|- rejected$", text, re.IGNORECASE))
    if not rejected and whole.kind == "list_item":
        rejected = bool(text) and _within(ground.rejecting, whole.line)
    chosen = _CHOSEN.match(label) or re.search(r"\((?:chosen|selected)\)", text[:120], re.IGNORECASE)
    chosen = chosen or _CHOSEN_LAST.search(text)
    if _within(ground.weighing, whole.line) or _within(ground.deciding, whole.line):
        rejected = rejected or text.startswith(("❌", "✗", "✘"))
        chosen = chosen or _TICKED.match(text)
    if not chosen and _within(ground.weighing, whole.line):
        chosen = re.search(r"\(recommended\)", text[:120], re.IGNORECASE)
    if not rejected and not chosen:
        return None
    if not rejected and _VERDICT_IN_TEXT.match(text[len(label) :].lstrip(" :")):
        rejected = True
    reasons, consequences = _below(whole, source)
    subject = text[len(label) :].strip(" :") if lead and (_REJECTED.match(label) or _CHOSEN.match(label)) else text
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
    if block.kind != "paragraph":
        return
    weighing = step is None and (_within(ground.weighing, block.line) or _within(ground.deciding, block.line))
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


def _rows(table: Node, group: int, step: int | None) -> Iterator[Decision]:
    header = [flat(cell).strip().lower() for cell in table.children[0].children] if table.children else []
    choice = next((at for at, name in enumerate(header) if _CHOICE_COLUMN.search(name)), None)
    reason = next((at for at, name in enumerate(header) if at != choice and _REASON_COLUMN.search(name)), None)
    verdict = next(
        (at for at, name in enumerate(header) if at not in {choice, reason} and _VERDICT_COLUMN.search(name)), None
    )
    if choice is None or (reason is None and (verdict is None or len(header) > _BARE_TABLE)):
        return
    rejects = bool(_REJECTS_ALL.search(" ".join(header))) and not _DECIDES.search(" ".join(header))
    for row in table.children[1:]:
        cells = row.children
        if len(cells) <= max(choice, reason or 0, verdict or 0) or not flat(cells[choice]).strip():
            continue
        said = flat(cells[verdict]).strip() if verdict is not None else ""
        rejected, chosen = bool(_NO.match(said)), bool(_YES.match(said))
        if reason is None and not rejected and not chosen:
            continue
        why = cells[verdict or 0 if reason is None else reason]
        words = flat(why).strip(" -—–")
        if reason is None:
            words = _YES.sub("", _NO.sub("", words, count=1), count=1)
        filled = not is_only_status(words)
        yield Decision(
            where=passage(row),
            verdict="rejected" if rejected or (rejects and not chosen) else "chosen",
            subject=flat(cells[choice]).strip(),
            reasons=(passage(why),) if filled else (),
            consequences=(),
            group=group,
            step=step,
        )
