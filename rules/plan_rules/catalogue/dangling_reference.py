"""A pointer inside the plan leads nowhere.

## What it does

Follows what the plan says of itself: “see Known Pitfalls”, “listed under Lessons”, “step 9”, “T027”, “per the design doc”, “Appendix B”,
footnotes, links to a heading. Where no such section, step, document, note or anchor exists, the pointer gets the finding.

## Why it matters

The knowledge that the line relies on can't be found, and the reader can't tell whether it ever existed.

## How to fix it

Correct the number or title, or write the part that is missing.

## Known limits

Only pointers within the document are followed. Numbers of another plan's steps are left alone where the line names that plan.
"""

import re
from collections.abc import Iterator

from plan_rules.language.pointers import (
    ANCHOR,
    APPENDIX,
    CAPTIONS,
    DOCUMENT,
    DOCUMENT_NAMES,
    ELSEWHERE,
    FOOTNOTE,
    ITEM,
    NOT_HERE,
    NUMBERED_WORDS,
    REFERENCE_LINK,
    SECTION,
    STEP,
    TITLED_SIGNS,
    TITLED_WORDS,
)
from plan_rules.language.word_classes import words_of
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.lint.targets import Targets
from plan_rules.plan.model import Passage, Plan

rule = Rule(
    summary="a pointer inside the plan leads nowhere",
    anti_pattern="Unlinked Context",
    severity="warning",
    why="The knowledge that the line relies on can't be found.",
    how="Correct the number or title, or write the part that is missing.",
    kinds=PROPOSING,
    bad=(
        Example(
            "# Plan: ferry timetable\n\n## Objective\n\nPassengers see the winter timetable from 1 November.\n\n## Context\n\n"
            "- Two piers close in winter (see the “Closed piers” section)\n\n## Steps\n\n"
            "1. **Load the timetable**: Read `winter.csv`, because the API only knows summer\n   - Success: `pytest tests/load` finds 48 departures\n"
            "2. **Hide closed piers**: Use the list of step 7\n   - Success: pier B is gone from the page\n",
            (9, 15),
        ),
    ),
    good=(
        Example(
            "# Plan: ferry timetable\n\n## Objective\n\nPassengers see the winter timetable from 1 November.\n\n## Closed piers\n\n"
            "- Pier B and pier F close in winter (see the “Steps” section)\n\n## Steps\n\n"
            "1. **Load the timetable**: Read `winter.csv`, because the API only knows summer\n   - Success: `pytest tests/load` finds 48 departures\n"
            "2. **Hide closed piers**: Use the list of step 1, for pier B\n   - Success: pier B is gone from the page\n",
        ),
    ),
)

_SENTENCE = re.compile(r"[.!?;] |\| ")
_NEARBY = 200
"""Characters before and after a pointer that are read with it."""


_ELSE = re.compile(r"[A-Z]{2,8}-\d+")
"""The name of a record, such as a decision's, that has sections of its own."""
_Fault = tuple[re.Match[str], str]


def check(plan: Plan, options: Options) -> Iterator[Report]:
    targets = Targets(plan)
    said: set[str] = set()
    offset = 0
    for number, line in enumerate(plan.spoken_text.split("\n"), 1):
        if not line.lstrip().startswith("#"):
            for match, message in _faults(targets, line):
                if message in said:
                    continue
                said.add(message)
                yield Report(
                    message=message,
                    where=Passage(offset + match.start(), offset + match.end(), number, number),
                    key=match.group(),
                )
        offset += len(line) + 1


def _faults(targets: Targets, line: str) -> Iterator[_Fault]:
    held = words_of(line)
    yield from _links(targets, line)
    yield from _numbers(targets, line, held)
    yield from _titles(targets, line, held)


def _links(targets: Targets, line: str) -> Iterator[_Fault]:
    for match in ANCHOR.finditer(line) if "](#" in line else ():
        if match.group(1).lower() not in targets.anchors:
            yield match, f"No heading has the anchor {quoted('#' + match.group(1))}."
    for match in FOOTNOTE.finditer(line) if "[^" in line else ():
        if match.group(1) not in targets.footnotes:
            yield match, f"No footnote is called {quoted(match.group(1))}."
    for match in REFERENCE_LINK.finditer(line) if "][" in line else ():
        if match.group(1).lower() not in targets.link_names:
            yield match, f"No link is defined for {quoted(match.group(1))}."


def _numbers(targets: Targets, line: str, held: frozenset[str]) -> Iterator[_Fault]:
    for match in STEP.finditer(line) if not held.isdisjoint(NUMBERED_WORDS) else ():
        word, number = match.group(1), match.group(3) or match.group(2)
        if not targets.has_number(word.lower(), int(number)) and not _elsewhere(line, match):
            yield match, f"{quoted(f'{word} {number}')} is pointed to, and the plan has none of that number."
    for match in ITEM.finditer(line) if targets.counting_letters else ():
        if not targets.has_label(match.group(1), int(match.group(2))) and not _elsewhere(line, match):
            yield match, f"{quoted(match.group())} is pointed to, and nothing in the plan bears that label."


def _titles(targets: Targets, line: str, held: frozenset[str]) -> Iterator[_Fault]:
    for match in (
        SECTION.finditer(line)
        if any(sign in line for sign in TITLED_SIGNS) or not held.isdisjoint(TITLED_WORDS)
        else ()
    ):
        title = next(group for group in match.groups() if group)
        if _ELSE.fullmatch(title) or NOT_HERE.match(line, match.end()):
            continue
        if not targets.has_title(title) and not _elsewhere(line, match):
            yield match, f"No section is called {quoted(title)}."
    for match in APPENDIX.finditer(line) if not held.isdisjoint(CAPTIONS) else ():
        if not targets.has_title(match.group(1)) and not _elsewhere(line, match):
            yield match, f"{quoted(match.group(1))} is pointed to, and isn't in the plan."
    for match in DOCUMENT.finditer(line) if not held.isdisjoint(DOCUMENT_NAMES) else ():
        if not targets.has_document(match.group(1)):
            yield match, f"{quoted(match.group())}: the plan neither names nor links that document."


def _elsewhere(line: str, match: re.Match[str]) -> bool:
    """Whether the pointer is quoted, or its sentence speaks of another document or of a thing that has steps of its own."""
    opening = line[: match.start()]
    if opening.count('"') % 2 or opening.count("“") > opening.count("”"):
        return True
    before = _SENTENCE.split(line[max(0, match.start() - _NEARBY) : match.start()])[-1]
    after = _SENTENCE.split(line[match.end() : match.end() + _NEARBY], maxsplit=1)[0]
    return bool(ELSEWHERE.search(f"{before} {after}"))
