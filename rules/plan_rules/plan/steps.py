"""Finding the plan's steps: its own top unit of planned work, numbered or titled."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from plan_rules.markdown.nodes import Node
from plan_rules.plan.areas import Areas
from plan_rules.plan.finders import (
    Finder,
    Found,
    Scope,
    bold_titles,
    clean,
    counted_headings,
    keyword_headings,
    numbered_headings,
    plain_headings,
    running_titles,
    tagged_steps,
)
from plan_rules.plan.list_finders import (
    LISTED,
    TITLED,
    keyword_items,
    keyword_paragraphs,
    lettered,
    lone_items,
    tickets,
    told,
    work_items,
    work_rows,
)
from plan_rules.plan.model import Passage, Section
from plan_rules.plan.sections import LEAD_IN_LEVEL, flat, passage
from plan_rules.plan.titles import KEYWORD_TITLE, is_keyword_title, is_weighed, names_the_steps, strength
from plan_rules.source import Source

_NUMBERED_WORK = re.compile(
    r"\s*\d{1,2}[.)]\s+(?:add|update|write|extend|create|fix|adapt|rewrite|migrate)\b", re.IGNORECASE
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
        "decisions",
    }
)
_FACTS = frozenset({"context", "pitfalls", "decisions", "non-goals", "references"})
"""Roles of what is told before the work; a heading of the work that stands too deep falls under the last of them."""
_FEWEST_TICKETS = 3
_FEWEST_TITLED = 2
_MUCH_LONGER = 2

_Steps = tuple[list[Found], Passage | None]
"""Steps, and the heading they stand under."""


def find_steps(
    document: Node, source: Source, sections: Sequence[Section], in_tags: Sequence[tuple[int, int]] = ()
) -> tuple[list[Found], Passage | None]:
    """The steps in order, and the heading they stand under; those in tags are known already."""
    blocks = document.children
    starts = {block.start: index for index, block in enumerate(blocks)}
    whole = Scope(source, blocks, 0, len(blocks), _barred(blocks, sections))
    if in_tags and (found := tagged_steps(whole, in_tags)):
        return found, _heading_above(found, sections)
    if len(found := tickets(whole)) >= _FEWEST_TICKETS:
        return found, _heading_of_all(found, sections)
    ranked = _ranked(sections, starts)

    def inside(section: Section, finders: Sequence[Finder], fewest: int) -> list[Found]:
        first = starts[section.heading.start] + 1
        last = next(
            (index for index in range(first, len(blocks)) if blocks[index].start >= section.body.end), len(blocks)
        )
        return _first_of(replace(whole, first=first, last=max(first, last)), finders, fewest)

    def in_sections(strengths: Sequence[int], finders: Sequence[Finder], fewest: int) -> list[_Steps]:
        return [
            (found, section.heading)
            for strength in strengths
            for section in ranked[strength]
            if (found := inside(section, _fitting(section, finders), fewest if strength > 1 else 2))
        ]

    def anywhere(finders: Sequence[Finder]) -> list[_Steps]:
        found = _first_of(whole, finders, 2)
        return [(found, _heading_above(found, sections))] if found else []

    titled = keyword_headings(whole)
    strong = in_sections((3,), TITLED, 1)
    tasks = [steps for steps in strong if len(steps[0]) > 1 and _counts_tasks(steps[0])]
    ways: tuple[Callable[[], list[_Steps]], ...] = (
        lambda: [(titled, None)] if _only_task(titled, whole) else [],
        lambda: tasks or [steps for steps in strong if not _is_summary(steps[0], titled)],
        lambda: in_sections((3,), (told,), 2) or in_sections((3,), LISTED, 1),
        lambda: anywhere(
            (
                running_titles,
                keyword_headings,
                counted_headings,
                bold_titles,
                keyword_paragraphs,
                keyword_items,
                numbered_headings,
            )
        ),
        lambda: in_sections((2, 1), TITLED, 1) or in_sections((2, 1), LISTED, 1),
        lambda: anywhere((work_items, work_rows, lettered, lone_items)),
        lambda: _only_change(blocks, starts, ranked),
    )
    return next((steps[0] for way in ways if (steps := way())), ([], None))


def _ranked(sections: Sequence[Section], starts: dict[int, int]) -> dict[int, list[Section]]:
    """The sections that may hold the steps, by how strongly their titles say so."""
    ranked: dict[int, list[Section]] = {3: [], 2: [], 1: []}
    for section in sections:
        titles_the_plan = section is sections[0] and section.level == 1
        outer = [title for title in section.path[:-1] if title != sections[0].title]
        elsewhere = titles_the_plan or any(is_keyword_title(title) or is_weighed(title) for title in outer)
        if section.role == "steps" and section.heading.start in starts and not elsewhere:
            ranked[strength(section.title)].append(section)
    ranked[1].extend(section for section in sections if section.role == "files" and section.heading.start in starts)
    return ranked


def _fitting(section: Section, finders: Sequence[Finder]) -> Sequence[Finder]:
    """Headings below “Project structure” part the files, not the work."""
    return [finder for finder in finders if finder is not plain_headings] if section.role == "files" else finders


def _only_task(titled: Sequence[Found], whole: Scope) -> bool:
    """Whether the plan is one task whose bold titles are the steps within it."""
    if len(titled) != 1:
        return False
    inner = bold_titles(whole)
    return bool(inner) and all(titled[0].body.start < step.head.start < titled[0].body.end for step in inner)


def _is_summary(listed: Sequence[Found], titled: Sequence[Found]) -> bool:
    """Whether a list only sums up what headings of tasks or phases tell at length elsewhere."""
    if len(titled) < _FEWEST_TITLED or listed[0].nodes[0].kind == "heading":
        return False
    if any(a.head.start == b.head.start for a, b in zip(listed, titled, strict=False)):
        return False
    return _length(titled) >= _MUCH_LONGER * _length(listed)


def _length(found: Sequence[Found]) -> int:
    return sum(step.body.end - step.body.start for step in found)


def _counts_tasks(found: Sequence[Found]) -> bool:
    """Whether its steps are called tasks, and not phases or milestones that others detail."""
    return all((match := KEYWORD_TITLE.match(step.label)) and match["word"].lower() == "task" for step in found)


def _first_of(scope: Scope, finders: Sequence[Finder], fewest: int) -> list[Found]:
    for finder in finders:
        if len(found := finder(scope)) >= fewest:
            return found
    return []


def _only_change(blocks: Sequence[Node], starts: dict[int, int], ranked: dict[int, list[Section]]) -> list[_Steps]:
    """The one section that tells the work in a paragraph, in a plan that lists none."""
    for section in (s for rank in (3, 2, 1) for s in ranked[rank] if s.level < LEAD_IN_LEVEL and s.role == "steps"):
        first = starts[section.heading.start]
        nodes = tuple(block for block in blocks[first:] if block.start < section.body.end)
        if len(nodes) > 1 and nodes[1].kind == "paragraph":
            whole = Passage(section.heading.start, section.body.end, section.heading.line, section.body.end_line)
            return [([Found("", clean(flat(nodes[1]))[:80], section.heading, whole, nodes)], section.heading)]
    return []


def _heading_of_all(found: Sequence[Found], sections: Sequence[Section]) -> Passage | None:
    """The innermost section, below the title's, that holds all of them."""
    first, last = found[0].head.start, found[-1].head.end
    around = [s for s in sections if s.level > 1 and s.body.start <= first and last <= s.body.end]
    return around[-1].heading if around else _heading_above(found, sections)


def _heading_above(found: Sequence[Found], sections: Sequence[Section]) -> Passage | None:
    if not found:
        return None
    first = found[0].head
    around = [
        s
        for s in sections
        if s.level > 1 and (s.heading.start < first.start < s.body.end or s.heading.end == first.start)
    ]
    return around[-1].heading if around else None


def _barred(blocks: Sequence[Node], sections: Sequence[Section]) -> frozenset[int]:
    """Blocks under headings that never hold steps; a keyword heading such as `Task 3: Testing` is a step all the same."""
    barred: set[int] = set()
    spans = sorted(
        (s.heading.start, s.body.end)
        for s in sections
        if s.role in _BARRED and s.level < 7 and not KEYWORD_TITLE.match(s.title) and not _NUMBERED_WORK.match(s.title)
    )
    told = Areas(_told_all_the_same(sections))
    at = 0
    end = -1
    for index, block in enumerate(blocks):
        while at < len(spans) and spans[at][0] <= block.start:
            end = max(end, spans[at][1])
            at += 1
        if block.start < end and not told.hold(passage(block)):
            barred.add(index)
    return frozenset(barred)


def _told_all_the_same(sections: Sequence[Section]) -> Iterator[Passage]:
    """What holds steps below a heading that never does: the named steps of what was decided; headings that count work, if they all stand so."""
    off = Areas(s.body for s in sections if s.role in _BARRED and s.level < LEAD_IN_LEVEL)
    facts = Areas(s.body for s in sections if s.role in _FACTS and s.level < LEAD_IN_LEVEL)
    for section in sections:
        named = section.role == "steps" and section.level < LEAD_IN_LEVEL and names_the_steps(section.title)
        if named and off.hold(section.heading):
            yield section.body
    counted = [s for s in sections if s.level < LEAD_IN_LEVEL and KEYWORD_TITLE.match(s.title)]
    if len(counted) >= _FEWEST_TITLED and all(facts.hold(s.heading) for s in counted):
        yield from (Passage(s.heading.start, s.body.end, s.heading.line, s.body.end_line) for s in counted)
