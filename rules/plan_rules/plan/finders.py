"""Finders: the shapes in which steps are written, each a function from a scope to the steps it finds there."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from plan_rules.markdown.nodes import Node
from plan_rules.plan.model import Passage
from plan_rules.plan.sections import LEAD_IN_LEVEL, flat, passage, stretch
from plan_rules.plan.titles import (
    ABOUT_THE_ORDER,
    ABOUT_THE_PLAN,
    CODED_TITLE,
    COUNTED_OTHERWISE,
    COUNTED_TITLE,
    KEYWORD_TITLE,
    NUMBERED_TITLE,
    OUTER_WORDS,
    names_a_part,
)
from plan_rules.source import Source

_FIRST = 2
_FEWEST_RUNNING = 4
_LONGEST_TITLE = 80
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
    told: tuple[Passage, ...] = ()
    """Cells of a table row that tell how to know that it worked."""


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
                title=clean(title),
                head=passage(blocks[index]),
                body=stretch(scope.source, nodes[0].start, nodes[-1].end),
                nodes=nodes,
                done=bool(_DONE_TITLE.search(flat(blocks[index]))) and "checklist" not in title.lower(),
            )
        )
    return found


def tagged_steps(scope: Scope, places: Sequence[tuple[int, int]]) -> list[Found]:
    """The headings that were tags of steps, each with what stands before its tag is closed."""
    found = []
    starts = [block.start for block in scope.blocks]
    for start, end in places:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        nodes = tuple(scope.blocks[first:last])
        if not nodes or nodes[0].kind != "heading":
            continue
        title = flat(nodes[0])
        match = KEYWORD_TITLE.match(title)
        rest = title[match.end() :] if match else title
        if not any(map(str.isalpha, rest)) or all(node.kind == "inline_code" for node in nodes[0].children):
            below = next((node for node in nodes[1:] if node.kind in {"paragraph", "list"}), nodes[0])
            while below.kind in {"list", "list_item"} and below.children:
                below = below.children[0]
            rest = " ".join(flat(below).split())[:_LONGEST_TITLE]
        found.append(
            Found(
                label=match["label"].strip() if match else "",
                title=clean(rest),
                head=passage(nodes[0]),
                body=stretch(scope.source, nodes[0].start, nodes[-1].end),
                nodes=nodes,
            )
        )
    return found


def keyword_headings(scope: Scope) -> list[Found]:
    matches = []
    for index in scope.indexes():
        block = scope.blocks[index]
        if block.kind == "heading" and (match := KEYWORD_TITLE.match(title := flat(block))):
            matches.append(
                (index, match["word"].lower(), block.level, match["label"].strip(), title[match.end() :] or title)
            )
    matches = _without_document_parts(matches)
    if not matches:
        return []
    if any(m[1] == "file" for m in matches):
        matches = [m for m in matches if m[1] != "change"]
    inner = [m for m in matches if m[1] not in OUTER_WORDS]
    outer = [m for m in matches if m[1] in OUTER_WORDS]
    if len(inner) >= 2 and outer and all(ABOUT_THE_PLAN.match(m[4]) for m in outer):
        outer = []
    chosen = inner if len(inner) >= 2 and _covers(inner, outer, matches[-1][0]) else outer or inner
    level = min(m[2] for m in chosen)
    chosen = [m for m in chosen if m[2] == level]
    found = _heading_steps(scope, [(index, label, title) for index, _, _, label, title in chosen])
    return _numbered_within(scope, found) or found


def _without_document_parts(matches: list[_Titled]) -> list[_Titled]:
    """Without `Part 1: Analysis`, `Part 2: …` around further counted headings, where some of them are no work by their names."""
    parts = [m for m in matches if m[1] == "part"]
    others = [m for m in matches if m[1] != "part"]
    named = sum(names_a_part(m[4]) for m in parts)
    return others if len(others) >= 2 and named >= 2 else matches


def _numbered_within(scope: Scope, found: Sequence[Found]) -> list[Found]:
    """The numbered headings within steps that have no title of their own: `Phase 1`, and below it `1. …`, `2. …`."""
    if any(step.title.lower() != step.label.lower() for step in found):
        return []
    inner: list[Found] = []
    starts = [block.start for block in scope.blocks]
    for step in found:
        first = bisect_left(starts, step.body.start) + 1
        below = numbered_headings(replace(scope, first=first, last=first + len(step.nodes) - 1))
        if not below:
            return []
        inner.extend(below)
    return inner


def counted_headings(scope: Scope) -> list[Found]:
    """Headings that count by a word of the author's own: `Tool 1: …`, `Slice 2 — …`; what is weighed or tested is not counted so."""
    groups: dict[tuple[str, int], list[tuple[int, str, str]]] = {}
    for index in scope.indexes():
        block = scope.blocks[index]
        if block.kind == "heading" and (match := COUNTED_TITLE.match(title := flat(block))) and block.level > 1:
            word = match["word"].lower()
            if word not in COUNTED_OTHERWISE:
                groups.setdefault((word, block.level), []).append((index, match["label"], title[match.end() :]))
    for chosen in groups.values():
        numbers = [int(label.split()[-1]) for _, label, _ in chosen]
        if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] < _FIRST:
            return _heading_steps(scope, chosen)
    return []


def _covers(inner: Sequence[_Titled], outer: Sequence[_Titled], last: int) -> bool:
    """Whether the inner headings stand below the outer ones, or are told before them, not beside them in one place only."""
    if not outer or (inner[-1][0] < outer[0][0] and inner[0][2] <= outer[0][2]):
        return True
    outer = _first_of_each(outer)
    filled = sum(
        any(o[0] < i[0] < n and i[2] > o[2] for i in inner)
        for o, n in zip(outer, [*(o[0] for o in outer[1:]), last + 1], strict=True)
    )
    return filled * 2 > len(outer)


def _first_of_each(outer: Sequence[_Titled]) -> list[_Titled]:
    """Without those that only come back to one told before (`Success by phase: Phase 1 …`)."""
    firsts: dict[str, _Titled] = {}
    for titled in outer:
        firsts.setdefault(titled[3].lower(), titled)
    return list(firsts.values())


def numbered_headings(scope: Scope) -> list[Found]:
    matches = []
    for index in scope.indexes():
        block = scope.blocks[index]
        if block.kind == "heading" and block.level > 1 and (match := NUMBERED_TITLE.match(title := flat(block))):
            matches.append((index, block.level, match["label"], title[match.end() :]))
    if not matches:
        return []
    level = min(m[1] for m in matches)
    chosen = [m for m in matches if m[1] == level]
    if len(chosen) > _FIRST:
        chosen = [m for m in chosen if not ABOUT_THE_ORDER.match(m[3])]
    if _numbers_the_document(scope, level, len(chosen)):
        return []
    return _heading_steps(scope, [(index, label, title) for index, _, label, title in chosen])


def _numbers_the_document(scope: Scope, level: int, chosen: int) -> bool:
    """Whether the numbers count the document's sections (1. Goal, 2. Design, 3. Tests), not its work."""
    barred = 0
    for index in range(scope.first, scope.last):
        block = scope.blocks[index]
        if block.kind == "heading" and block.level == level and NUMBERED_TITLE.match(title := flat(block)):
            barred += index in scope.barred or names_a_part(title)
    return barred * 3 >= chosen + barred and barred >= 2


def plain_headings(scope: Scope) -> list[Found]:
    matches = [(i, scope.blocks[i].level) for i in scope.indexes() if scope.blocks[i].kind == "heading"]
    if not matches:
        return []
    level = min(at for _, at in matches)
    chosen = []
    for index in (i for i, at in matches if at == level):
        title = flat(scope.blocks[index])
        coded = CODED_TITLE.match(title)
        chosen.append((index, coded["label"] if coded else "", title[coded.end() :] if coded else title))
    return _heading_steps(scope, chosen)


def bold_titles(scope: Scope) -> list[Found]:
    return _bold(scope, (KEYWORD_TITLE, NUMBERED_TITLE))


def coded_titles(scope: Scope) -> list[Found]:
    """`**C2. Charge**`: a code counts findings and risks as well, so that only where steps stand it counts steps."""
    return _bold(scope, (CODED_TITLE,))


def _bold(scope: Scope, patterns: Sequence[re.Pattern[str]]) -> list[Found]:
    matches = []
    for index in scope.indexes():
        block = scope.blocks[index]
        if block.kind == "paragraph" and block.children and block.children[0].kind in {"strong", "emphasis"}:
            title = flat(block.children[0])
            match = next((found for pattern in patterns if (found := pattern.match(title))), None)
            if match:
                rest = title[match.end() :].strip() or flat(block)[len(title) :].strip()
                matches.append((index, match["label"], rest))
    return _heading_steps(scope, matches) if len(matches) >= 2 else []


def running_titles(scope: Scope) -> list[Found]:
    """Bold titles or headings whose numbers run on through other headings (1, 2 | 3, 4, 5 | 6): these are the steps."""
    for found in (bold_titles(scope), numbered_headings(scope)):
        numbers = [int(step.label) for step in found if step.label.isdigit()]
        if len(numbers) < max(_FEWEST_RUNNING, len(found)) or not _runs_on(numbers):
            continue
        level = found[0].nodes[0].level or LEAD_IN_LEVEL
        between = (
            block.level < level and found[0].head.start < block.start < found[-1].head.start
            for block in scope.blocks[scope.first : scope.last]
            if block.kind == "heading"
        )
        if any(between):
            return found
    return []


def clean(title: str) -> str:
    return " ".join(title.split()).strip(" :.–—-")


def _runs_on(numbers: Sequence[int]) -> bool:
    """Whether they count upwards from 1; one in four may be missing, as where a sample swallows a title."""
    steps = [after - before for before, after in pairwise(numbers)]
    return numbers[0] == 1 and all(step > 0 for step in steps) and steps.count(1) * 4 >= len(steps) * 3
