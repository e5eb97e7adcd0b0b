"""Finding the plan's steps: its own top unit of planned work, numbered or titled."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from plan_rules.markdown.nodes import Node
from plan_rules.plan.model import Passage, Section
from plan_rules.plan.roles import heading_role, normalise
from plan_rules.plan.sections import flat, passage, stretch
from plan_rules.source import Source

_KEYWORDS = (
    r"(?P<word>step|task|phase|milestone|stage|part|pr|pull request|unit|batch|node|ws|workstream|sprint|iteration|chunk|slice|wave"
    r"|commit|implementation unit|work item|story|change)"
)
_KEYWORD_TITLE = re.compile(
    rf"[\W_]*(?P<label>{_KEYWORDS}\s*[-#]?\s*(?P<number>\d+(?:\.\d+)*[a-z]?|[A-Z]|[ivx]+))(?=$|[\s:.)—–\-(*_])[\s:.)—–\-]*",
    re.IGNORECASE,
)
_NUMBERED_TITLE = re.compile(r"\s*(?P<label>\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=\S)")
_NUMBERED_WORK = re.compile(
    r"\s*\d{1,2}[.)]\s+(?:add|update|write|extend|create|fix|adapt|rewrite|migrate)\b", re.IGNORECASE
)
_PROCESS = re.compile(r"(?:outline|research|design|planning|discovery|specification)\b", re.IGNORECASE)
"""Phases of making the plan, not of its work."""
_NO_WORK = re.compile(
    r"(?:`[^`]+`|[\w.@*-]*(?:/[\w.@*-]+)+/?|[\w-]+\.\w{1,5})(?: only if .*|[;,.]?)|(?:no|not|never|only) .*", re.DOTALL
)
"""Bullets that name a file or forbid something."""
_ORDER_COLUMN = re.compile(r"(?:#|step|task|phase|no\.?|order)?\Z")
_ANY_COLUMN = re.compile(r"(?:#|step|task|phase|no\.?|order|file|change|\Z)")
_TICKET = re.compile(r"\W*(?P<label>[A-Z]{1,4}-?\d{2,4}[a-z]?)\b")
_OUTER_WORDS = frozenset({"phase", "milestone", "part", "stage", "sprint", "iteration", "wave", "workstream", "story"})
_STRONG = re.compile(
    r"(?:detailed |concrete |implementation |migration |execution |action )*(?:steps|tasks|plan of work|milestones|work ?plan|implementation plan|phases"
    r"|implementation units|roadmap|file[- ]by[- ]file.*|action (?:items|plan|list)|proposed plan)\Z"
)
_MIDDLE = re.compile(
    r"(?:implementation|changes(?: required| to make)?|the plan|plan|rollout|proposed changes|work|migration|execution).*"
)
_BARRED = frozenset(
    {
        "success",
        "testing",
        "progress",
        "references",
        "non-goals",
        "open-questions",
        "alternatives",
        "context",
        "pitfalls",
        "failure",
    }
)
_FEWEST_TICKETS = 3
_FEWEST_RUNNING = 4
_DONE_TITLE = re.compile(
    r"✅|☑|\[[xX]\]|(?i:\((?:done|completed?|finished|shipped)\)|(?:[:–—]| -) (?:done|completed?)\W*$)|\b(?:DONE|COMPLETED?)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A step's place before its parts are read."""

    label: str
    title: str
    head: Passage
    body: Passage
    nodes: tuple[Node, ...]
    """The blocks that make up the step, its head's block first; for a list item, the item."""
    done: bool = False
    phase: str = ""


Finder = Callable[["Scope"], list[Found]]
_Titled = tuple[int, str, int, str, str]
"""A keyword heading: index of its block, keyword, level, label, title."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Top-level blocks `first` up to, not including, `last`, and which of them are barred from being steps."""

    source: Source
    blocks: Sequence[Node]
    first: int
    last: int
    barred: frozenset[int]

    def indexes(self) -> Iterable[int]:
        return (index for index in range(self.first, self.last) if index not in self.barred)


def is_keyword_title(title: str) -> bool:
    """Whether a title counts a unit of work: `Phase 2: …`, `Task 3`."""
    return bool(_KEYWORD_TITLE.match(title))


def find_steps(document: Node, source: Source, sections: Sequence[Section]) -> tuple[list[Found], Passage | None]:
    """The steps in order, and the heading they stand under."""
    blocks = document.children
    starts = {block.start: index for index, block in enumerate(blocks)}
    barred = _barred(blocks, sections)
    whole = Scope(source, blocks, 0, len(blocks), barred)
    if len(tickets := _tickets(whole)) >= _FEWEST_TICKETS:
        return tickets, _heading_of_all(tickets, sections)
    ranked: dict[int, list[Section]] = {3: [], 2: [], 1: []}
    for section in sections:
        titles_the_plan = section is sections[0] and section.level == 1
        if section.role == "steps" and section.heading.start in starts and not titles_the_plan:
            ranked[_strength(section.title)].append(section)
    ranked[1].extend(section for section in sections if section.role == "files" and section.heading.start in starts)

    def inside(section: Section, finders: Sequence[Finder], fewest: int) -> list[Found]:
        first = starts[section.heading.start] + 1
        last = next(
            (index for index in range(first, len(blocks)) if blocks[index].start >= section.body.end), len(blocks)
        )
        scope = Scope(source, blocks, first, max(first, last), barred)
        return _first_of(scope, finders, fewest)

    for section in ranked[3]:
        if found := inside(section, _ALL, 1):
            return found, section.heading
    if len(found := _first_of(whole, (_running_titles, _keyword_headings, _bold_titles, _numbered_headings), 2)) >= 2:
        return found, _heading_above(found, sections)
    for strength in (2, 1):
        for section in ranked[strength]:
            if found := inside(section, _ALL, 2 if strength == 1 else 1):
                return found, section.heading
    found = _first_of(whole, (_ordered_items, _box_items), 2)
    return found, _heading_above(found, sections)


def _first_of(scope: Scope, finders: Sequence[Finder], fewest: int) -> list[Found]:
    for finder in finders:
        if len(found := finder(scope)) >= fewest:
            return found
    return []


def _strength(title: str) -> int:
    name = normalise(title)
    return 3 if _STRONG.match(name) else 2 if _MIDDLE.match(name) else 1


def _heading_of_all(found: Sequence[Found], sections: Sequence[Section]) -> Passage | None:
    """The innermost section, below the title's, that holds all of them."""
    first, last = found[0].head.start, found[-1].head.end
    around = [s for s in sections if s.level > 1 and s.body.start <= first and last <= s.body.end]
    return around[-1].heading if around else None


def _heading_above(found: Sequence[Found], sections: Sequence[Section]) -> Passage | None:
    if not found:
        return None
    first = found[0].head
    around = [s for s in sections if s.heading.start < first.start < s.body.end or s.heading.end == first.start]
    return around[-1].heading if around else None


def _barred(blocks: Sequence[Node], sections: Sequence[Section]) -> frozenset[int]:
    """Blocks under headings that never hold steps; a keyword heading such as `Task 3: Testing` is a step all the same."""
    barred: set[int] = set()
    spans = sorted(
        (s.heading.start, s.body.end)
        for s in sections
        if s.role in _BARRED and s.level < 7 and not _KEYWORD_TITLE.match(s.title) and not _NUMBERED_WORK.match(s.title)
    )
    at = 0
    end = -1
    for index, block in enumerate(blocks):
        while at < len(spans) and spans[at][0] <= block.start:
            end = max(end, spans[at][1])
            at += 1
        if block.start < end:
            barred.add(index)
    return frozenset(barred)


def _heading_steps(scope: Scope, chosen: list[tuple[int, str, str]]) -> list[Found]:
    """Headings with all up to the next heading of their level; `chosen` holds index, label and title."""
    found = []
    blocks = scope.blocks
    picked = {index for index, *_ in chosen}
    for index, label, title in chosen:
        level = blocks[index].level or 7
        end = index + 1
        while (
            end < len(blocks)
            and end not in picked
            and not (blocks[end].kind == "heading" and blocks[end].level <= level)
        ):
            end += 1
        nodes = tuple(blocks[index:end])
        found.append(
            Found(
                label=label,
                title=_clean(title),
                head=passage(blocks[index]),
                body=stretch(scope.source, nodes[0].start, nodes[-1].end),
                nodes=nodes,
                done=bool(_DONE_TITLE.search(flat(blocks[index]))) and "checklist" not in title.lower(),
            )
        )
    return found


def _keyword_headings(scope: Scope) -> list[Found]:
    matches = []
    for index in scope.indexes():
        block = scope.blocks[index]
        if block.kind == "heading" and (match := _KEYWORD_TITLE.match(title := flat(block))):
            matches.append(
                (index, match["word"].lower(), block.level, match["label"].strip(), title[match.end() :] or title)
            )
    if not matches:
        return []
    inner = [m for m in matches if m[1] not in _OUTER_WORDS]
    outer = [m for m in matches if m[1] in _OUTER_WORDS]
    if len(inner) >= 2 and outer and all(_PROCESS.match(m[4]) for m in outer):
        outer = []
    chosen = inner if len(inner) >= 2 and _covers(inner, outer, matches[-1][0]) else outer or inner
    level = min(m[2] for m in chosen)
    chosen = [m for m in chosen if m[2] == level]
    return _heading_steps(scope, [(index, label, title) for index, _, _, label, title in chosen])


def _covers(inner: Sequence[_Titled], outer: Sequence[_Titled], last: int) -> bool:
    """Whether the inner headings stand below the outer ones, not beside them in one place only."""
    if not outer:
        return True
    filled = sum(
        any(o[0] < i[0] < n and i[2] > o[2] for i in inner)
        for o, n in zip(outer, [*(o[0] for o in outer[1:]), last + 1], strict=True)
    )
    return filled * 2 > len(outer)


def _numbered_headings(scope: Scope) -> list[Found]:
    matches = []
    for index in scope.indexes():
        block = scope.blocks[index]
        if block.kind == "heading" and block.level > 1 and (match := _NUMBERED_TITLE.match(title := flat(block))):
            matches.append((index, block.level, match["label"], title[match.end() :]))
    if not matches:
        return []
    level = min(m[1] for m in matches)
    chosen = [m for m in matches if m[1] == level]
    if _numbers_the_document(scope, level, len(chosen)):
        return []
    return _heading_steps(scope, [(index, label, title) for index, _, label, title in chosen])


def _numbers_the_document(scope: Scope, level: int, chosen: int) -> bool:
    """Whether the numbers count the document's sections (1. Goal, 2. Design, 3. Tests), not its work."""
    barred = 0
    for index in range(scope.first, scope.last):
        block = scope.blocks[index]
        if block.kind == "heading" and block.level == level and _NUMBERED_TITLE.match(title := flat(block)):
            barred += index in scope.barred or heading_role(title) not in {"other", "steps", "files"}
    return barred * 3 >= chosen + barred and barred >= 2


def _plain_headings(scope: Scope) -> list[Found]:
    matches = [(i, scope.blocks[i].level) for i in scope.indexes() if scope.blocks[i].kind == "heading"]
    if not matches:
        return []
    level = min(at for _, at in matches)
    return _heading_steps(scope, [(i, "", flat(scope.blocks[i])) for i, at in matches if at == level])


def _bold_titles(scope: Scope) -> list[Found]:
    matches = []
    for index in scope.indexes():
        block = scope.blocks[index]
        if block.kind == "paragraph" and block.children and block.children[0].kind in {"strong", "emphasis"}:
            title = flat(block.children[0])
            match = _KEYWORD_TITLE.match(title) or _NUMBERED_TITLE.match(title)
            if match:
                rest = title[match.end() :].strip() or flat(block)[len(title) :].strip()
                matches.append((index, match["label"], rest))
    return _heading_steps(scope, matches) if len(matches) >= 2 else []


def _running_titles(scope: Scope) -> list[Found]:
    """Bold titles whose numbers run on through the headings above them (1, 2 | 3, 4, 5 | 6): these are the steps."""
    found = _bold_titles(scope)
    numbers = [int(step.label) for step in found if step.label.isdigit()]
    if len(numbers) < max(_FEWEST_RUNNING, len(found)) or numbers != list(range(1, len(numbers) + 1)):
        return []
    headings = [scope.blocks[i].start for i in scope.indexes() if scope.blocks[i].kind == "heading"]
    parted = sum(found[0].head.start < start < found[-1].head.start for start in headings)
    return found if parted else []


def _items(scope: Scope, wanted: Callable[[Node], bool]) -> list[Found]:
    """Items of top-level lists; what stands between two lists of one section belongs to the item before it."""
    lists = [i for i in scope.indexes() if scope.blocks[i].kind == "list" and wanted(scope.blocks[i])]
    found: list[Found] = []
    for place, index in enumerate(lists):
        block = scope.blocks[index]
        following = lists[place + 1] if place + 1 < len(lists) else None
        between: tuple[Node, ...] = ()
        if following is not None and (scope.blocks[following].number or 1) > 1:
            between = tuple(scope.blocks[index + 1 : following])
            if any(node.kind == "heading" for node in between):
                between = ()
        for number, item in enumerate(block.children):
            last = number == len(block.children) - 1
            found.append(_item_step(scope.source, item, block.ordered, between if last else ()))
    return found


def _item_step(source: Source, item: Node, ordered: bool, after: tuple[Node, ...]) -> Found:
    head = item.children[0] if item.children else item
    title = flat(head.children[0]) if head.children and head.children[0].kind == "strong" else flat(head)
    match = _KEYWORD_TITLE.match(title) or _TICKET.match(title)
    label = match["label"] if match else str(item.number) if ordered and item.number is not None else ""
    end = after[-1].end if after else item.end
    rest = title[match.end() :] if match else title
    return Found(
        label=label,
        title=_clean(rest) or _clean(flat(head)[len(title) :]),
        head=Passage(item.start, head.end, item.line, head.end_line),
        body=stretch(source, item.start, end),
        nodes=(item, *after),
        done=bool(item.checked) or bool(head.children and head.children[0].kind == "strikethrough"),
    )


def _ordered_items(scope: Scope) -> list[Found]:
    return _items(scope, lambda block: block.ordered)


def _box_items(scope: Scope) -> list[Found]:
    return _items(scope, lambda block: any(item.checked is not None for item in block.children))


def _bullets(scope: Scope) -> list[Found]:
    found = _items(scope, lambda block: not block.ordered)
    named = sum(bool(_NO_WORK.fullmatch(scope.source.text[s.head.start : s.head.end].lstrip("-*+ "))) for s in found)
    return [] if named * 2 > len(found) else found


def _tickets(scope: Scope) -> list[Found]:
    """spec-kit's `- [ ] T001 [P] …`, with the heading above as phase."""
    found = []
    phase = ""
    for index in range(scope.first, scope.last):
        block = scope.blocks[index]
        if block.kind == "heading":
            phase = flat(block).strip()
        elif block.kind == "list" and index not in scope.barred:
            for item in block.children:
                if item.checked is not None and item.children and _TICKET.match(flat(item.children[0])):
                    step = _item_step(scope.source, item, False, ())
                    found.append(Found(step.label, step.title, step.head, step.body, step.nodes, step.done, phase))
    return found


def _table_rows(scope: Scope) -> list[Found]:
    return _rows(scope, _ANY_COLUMN)


def _rows(scope: Scope, first_column: re.Pattern[str]) -> list[Found]:
    found = []
    for index in scope.indexes():
        block = scope.blocks[index]
        if block.kind == "table" and len(block.children) > 2:
            header = normalise(flat(block.children[0].children[0]))
            if first_column.match(header):
                for row in block.children[1:]:
                    title = " ".join(flat(cell) for cell in row.children[:2])
                    found.append(Found("", _clean(title), passage(row), passage(row), (row,)))
    return found


def _ordered_rows(scope: Scope) -> list[Found]:
    """Rows of a table whose first column counts them."""
    return _rows(scope, _ORDER_COLUMN)


def _paragraph_steps(scope: Scope) -> list[Found]:
    return [
        Found("", _clean(flat(block))[:80], passage(block), passage(block), (block,))
        for block in (scope.blocks[i] for i in scope.indexes())
        if block.kind == "paragraph"
    ]


def _clean(title: str) -> str:
    return " ".join(title.split()).strip(" :.–—-")


_ALL: tuple[Finder, ...] = (
    _running_titles,
    _keyword_headings,
    _numbered_headings,
    _bold_titles,
    _ordered_items,
    _box_items,
    _plain_headings,
    _ordered_rows,
    _bullets,
    _table_rows,
)
