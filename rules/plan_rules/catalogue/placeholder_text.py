"""Unfinished text stands in the plan's own voice.

## What it does

Looks for markers of text still to be written: TODO, TBD and FIXME as markers, `[fill in …]`, `<your …>`,
NEEDS CLARIFICATION, prompts of a template. Prompts left over in HTML comments are a remark only.

## Why it matters

What the author left open is decided by whoever reaches the line first, often without noticing that it was open.

## How to fix it

Write the missing words, or take the line out and list the question under open questions.

## Known limits

Placeholders in code, commands and paths are taken as variables. The words as object of work (“remove the TODO in the parser”)
are left alone, and so are sections of a living document that are filled on completion.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from plan_rules.language.unfinished import (
    ABOUT,
    BLANK,
    BLANK_SIGN,
    BLANK_WORDS,
    MARKER,
    MARKER_SIGN,
    PROMPT,
    PROMPT_IN_STEP,
    SIGNS,
    SLOT,
    SLOT_SIGN,
)
from plan_rules.language.word_classes import words_of
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import WRITTEN, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.lint.statements import statements
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage, Plan, Role

rule = Rule(
    summary="unfinished text stands in the plan's own voice",
    anti_pattern="Vague Generalizations",
    severity="error",
    why="What the author left open is decided by whoever reaches the line first, often without noticing.",
    how="Write the missing words, or list the question under open questions.",
    kinds=WRITTEN,
    reads_english=False,
    bad=(
        Example(
            "# Plan: tide table\n\n## Objective\n\nThe harbour page shows the next tide.\n\n## Context\n\n"
            "- Data source: TBD\n- [describe the time zone here]\n\n## Steps\n\n"
            "1. **Read the table**: Parse `tides.csv`\n   - Success: the page shows 14:20\n",
            (9, 10),
        ),
    ),
    good=(
        Example(
            "# Plan: tide table\n\n## Objective\n\nThe harbour page shows the next tide.\n\n## Context\n\n"
            "- The harbour office publishes `tides.csv` in local time\n\n## Steps\n\n"
            "1. **Read the table**: Parse `tides.csv` and remove the TODO comment in `page.py`\n   - Success: the page shows 14:20\n",
        ),
    ),
)

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LEFT_OVER = re.compile(
    r"\bACTION REQUIRED\b|\breplace (?:the|this) (?:content|section|text|placeholder)\b|\bfill (?:in|out) (?:the|this|each)\b",
    re.IGNORECASE,
)
_MASK = "ǂ"
"""A letter that no plan is written with."""
_CODE = re.compile(r"`[^`\n]*`|\"[^\"\n]*\"|“[^”“\n]{0,300}”|\]\([^)\n]{0,300}\)")
_BEFORE, _AFTER = 50, 30
"""Characters around the words in which the line may say that it speaks of such markers."""
_PROMPTED: frozenset[Role] = frozenset({"objective", "context", "decisions", "alternatives", "pitfalls", "failure"})


def check(plan: Plan, options: Options) -> Iterator[Report]:
    offset = 0
    text = plan.spoken_text.lower()
    signs = [sign for sign in SIGNS if sign in text]
    later, states = _filled_later(plan), _States(plan)
    for number, line in enumerate(plan.spoken_text.split("\n"), 1):
        small = line.lower()
        if any(sign in small for sign in signs) and (match := _unfinished(line)):
            start = offset + match.start() + len(match.group()) - len(match.group().lstrip(" \t-*+>|#:(—–=."))
            end = max(start + 1, offset + match.start() + len(match.group().rstrip()))
            where = Passage(start, end, number, number)
            if not later.hold(where) and not states.tell(number, line, match):
                yield Report(
                    message=f"{quoted(plan.raw(where).strip(' -*+>|#:(—–='))} is left to be written.",
                    where=where,
                    key=line.strip(),
                )
        offset += len(line) + 1
    yield from _left_over(plan)
    yield from _prompts(plan)


class _States:
    """Where TODO and TBD tell how far the work is: on a title with a text below it, and before a sentence beside finished ones."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._titled = {section.heading.line: section.body for section in plan.sections}

    @cached_property
    def _some_done(self) -> bool:
        return bool(_DONE_ITEM.search(self._plan.source.text))

    def tell(self, number: int, line: str, match: re.Match[str]) -> bool:
        """Whether the words found in the line with this number do."""
        if not _STATE.search(match.group()):
            return False
        if line.lstrip().startswith("#"):
            below = self._plan.spoken(self._titled[number])[:_LOOKED_AT] if number in self._titled else ""
            return len(below.split()) >= _FEWEST_WORDS
        return bool(_STATUS_TODO.match(line)) and self._some_done


_STATE = re.compile(r"\bT(?:ODO|BD)\b", re.IGNORECASE)
_STATUS_TODO = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\W*TODO\W*(?:\s+\w[\w`/.-]*){2,}")
_DONE_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\W*(?:DONE|COMPLETED?|✅|\[x\])", re.MULTILINE)
_FEWEST_WORDS = 8
_LOOKED_AT = 1000
"""Characters below a title in which a text that stands there has begun."""


def _unfinished(line: str) -> re.Match[str] | None:
    # Same length, so that columns hold; code and quotations speak of placeholders, they aren't any.
    plain = _CODE.sub(lambda found: _MASK * len(found.group()), line)
    for pattern, there in (
        (SLOT, SLOT_SIGN.search(plain)),
        (MARKER, MARKER_SIGN.search(plain)),
        (BLANK, BLANK_SIGN.search(plain) or not words_of(plain).isdisjoint(BLANK_WORDS)),
    ):
        for match in pattern.finditer(plain) if there else ():
            around = (
                plain[max(0, match.start() - _BEFORE) : match.start()] + " " + plain[match.end() : match.end() + _AFTER]
            )
            if not ABOUT.search(around):
                return match
    return None


def _prompts(plan: Plan) -> Iterator[Report]:
    """What a template asks of the author, left where the answer belongs."""
    for statement in statements(plan) if plan.english else ():
        if statement.step:
            match = PROMPT_IN_STEP.search(plan.spoken(statement.where))
        else:
            match = PROMPT.match(plan.words(statement.where)) if statement.role in _PROMPTED else None
        if match:
            yield Report(
                message=f"{quoted(plan.raw(statement.where))} asks for words that aren't there.",
                where=statement.where,
                key=match.group(),
            )


def _filled_later(plan: Plan) -> Areas:
    """Open questions, and the parts of a living document that are filled as the work goes on."""
    roles = {"open-questions"} | ({"progress", "success", "context"} if plan.kind == "living" else {"progress"})
    return Areas(section.body for section in plan.sections if section.role in roles)


def _left_over(plan: Plan) -> Iterator[Report]:
    text = plan.source.text
    for comment in _COMMENT.finditer(text, 0, text.rfind("-->") + 3):  # no further: open ones are searched to the end
        if plan.spoken_text[comment.start() : comment.end()].strip():
            continue
        if match := _LEFT_OVER.search(comment.group()):
            start = comment.start() + match.start()
            line = plan.source.line_of(start)
            yield Report(
                message=f"The template's prompt {quoted(match.group())} is left in a comment.",
                where=Passage(start, comment.start() + match.end(), line, line),
                span=(plan.source.line_of(comment.start()), plan.source.line_of(comment.end() - 1)),
                severity="info",
                key=comment.group()[:120],
            )
