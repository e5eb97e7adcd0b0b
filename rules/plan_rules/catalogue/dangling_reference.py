"""A pointer inside the plan leads nowhere.

## What it does

Follows what the plan says of itself: “see Known Pitfalls”, “step 9”, links to a heading. Where no such section exists, the plan
has fewer steps, or no heading has that anchor, the pointer gets the finding.

## Why it matters

The knowledge that the line relies on can't be found, and the reader can't tell whether it ever existed.

## How to fix it

Correct the number or title, or write the part that is missing.

## Known limits

Only pointers within the document are followed. Numbers of another plan's steps are left alone where the line names that plan.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Passage, Plan
from plan_rules.plan.sections import flat

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

_STEP = re.compile(
    r"\b(?:(?:see|in|from|of|after|before|until|by|per|at|with|to|as in)\s+|\()(?:the )?(step|task|phase|milestone)\s+#?(\d{1,3})(?![\w.]*\d|-\d)\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\b(?:see|refer to|listed in|described in|explained in|documented in|covered in|as per)\s+(?:also )?(?:the )?(?:[\"“*_]{1,2}([A-Z][^\"”*_\n]{2,50})[\"”*_]{1,2}(?: (?:section|heading))?|((?:[A-Z][\w&/-]*)(?: (?:[A-Z][\w&/-]*|and|of|the|for|to)){0,5}) section)(?: (?:above|below))?",
)
_SECTION_AFTER = re.compile(r"\s*(?:in|of|on|at|from)\s+(?!this|the plan)", re.IGNORECASE)
_ANCHOR = re.compile(r"\]\(#([^()\s]+)\)")
_ELSEWHERE = re.compile(
    r"\b(?:objective #?\d+|parent|other plan|another plan|original plan|previous plan|source plan|spec(?:ification)?|issue|pr|runbook|skill|guide|readme|claude\.md|agents\.md|docs?|documentation|workflow|command|template|wizard|user|screen|checkout|install(?:er|ation)?|tutorial|algorithm|pipeline)\b|https?:|\.md\b|#\d{2,}|`",
    re.IGNORECASE,
)
_SLUG_DROPPED = re.compile(r"[^\w\- ]")
_MOST_TITLES = 100
"""Each title pointed to costs a search of the whole plan; none points to more."""


def check(plan: Plan, options: Options) -> Iterator[Report]:
    targets = _Targets(plan)
    offset = 0
    for number, line in enumerate(plan.spoken_text.split("\n"), 1):
        if not line.lstrip().startswith("#"):
            for match, message in _faults(targets, line):
                yield Report(
                    message=message,
                    where=Passage(offset + match.start(), offset + match.end(), number, number),
                    key=match.group(),
                )
        offset += len(line) + 1


def _faults(targets: "_Targets", line: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _ANCHOR.finditer(line):
        if match.group(1).lower() not in targets.anchors:
            yield match, f"No heading has the anchor {quoted('#' + match.group(1))}."
    if _ELSEWHERE.search(line):
        return
    for match in _STEP.finditer(line):
        if not targets.has_number(match.group(1).lower(), int(match.group(2))):
            yield (
                match,
                f"{quoted(match.group(1) + ' ' + match.group(2))} is pointed to, and the plan has none of that number.",
            )
    for match in _SECTION.finditer(line):
        title = match.group(1) or match.group(2)
        if not _SECTION_AFTER.match(line, match.end()) and not targets.has_title(title):
            yield match, f"No section is called {quoted(title)}."


class _Targets:
    """What a plan's pointers may lead to, each kind gathered once and only if something points there."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._named: dict[str, frozenset[int]] = {}
        self._titled: dict[str, bool] = {}

    def has_number(self, word: str, number: int) -> bool:
        """Whether something in the plan bears the number; a plan that numbers nothing gives no ground to judge."""
        if not self._labels or number <= len(self._plan.steps) or number in self._numbers:
            return True
        if word not in self._named:
            pattern = rf"^[ \t>#*\-+\[\]|]*{word}s?\s+#?(\d{{1,3}})\b"
            named = re.findall(pattern, self._plan.source.text, re.MULTILINE | re.IGNORECASE)
            self._named[word] = frozenset(map(int, named))
        return number in self._named[word]

    def has_title(self, title: str) -> bool:
        if title not in self._titled:
            self._titled[title] = len(self._titled) >= _MOST_TITLES or self._is_titled(title)
        return self._titled[title]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """GitHub's anchors of all headings, and the ids set by HTML."""
        slugs = {
            _SLUG_DROPPED.sub("", flat(node).strip().lower()).replace(" ", "-")
            for node in self._plan.document.walk()
            if node.kind == "heading"
        }
        bare = {slug.strip("-") for slug in slugs}
        ids = re.findall(r"(?:id|name)=[\"']([^\"'\n]{1,200})[\"']", self._plan.source.text.lower())
        numbered = {f"{slug}-{count}" for slug in slugs for count in range(1, 10)}
        return frozenset(slugs | bare | set(ids) | numbered)

    @cached_property
    def _labels(self) -> frozenset[int]:
        return _numbers_in(step.label + " " + step.phase for step in self._plan.steps)

    @cached_property
    def _numbers(self) -> frozenset[int]:
        numbered = re.findall(r"^[ \t>]*(?:[-*+] )?(?:\*\*)?(\d{1,3})[.)]", self._plan.source.text, re.MULTILINE)
        return self._labels | _numbers_in(section.title for section in self._plan.sections) | set(map(int, numbered))

    @cached_property
    def _section_words(self) -> list[set[str]]:
        return [set(re.findall(r"\w+", section.title.lower())) for section in self._plan.sections]

    def _is_titled(self, title: str) -> bool:
        wanted = set(re.findall(r"\w+", title.lower())) - {"the", "and", "of", "section", "above", "below"}
        if not wanted or any(wanted <= words or len(wanted & words) * 2 > len(wanted) for words in self._section_words):
            return True
        pattern = rf"^[ \t>*\-+#|]*{re.escape(title)}\b"
        return bool(re.search(pattern, self._plan.source.text, re.MULTILINE | re.IGNORECASE))


def _numbers_in(texts: Iterable[str]) -> frozenset[int]:
    return frozenset(int(found) for text in texts for found in re.findall(r"\d{1,9}", text))
