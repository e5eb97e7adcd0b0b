"""A step or decision leaves the choice to whoever implements it.

## What it does

Looks for choices that are put off (“decide later”, “to be seen”), left to somebody (“whichever is easier”, “at your discretion”), called
equal (“either is fine”), or set as the work itself (“decide whether”, “choose a suitable library”), for two ways side by side in an
instruction (“store it in a table or a file”, “keep or drop the column”), and for options of which none is chosen.

## Why it matters

Two people choose differently, and later steps rest on one of the answers.

## How to fix it

Choose now and say why, or move it to an open-questions section with who decides and when.

## Known limits

Reads English only. Open-question sections, “optionally”, “and/or”, examples, conditions that the data decides and choices that users make
are left alone, and so is a choice that the following lines settle.
"""

import re
from collections.abc import Iterator

from plan_rules.language.open_choices import (
    DATA,
    DEFERRED,
    DENIED,
    GIVEN,
    LEFT,
    LEFT_WORDS,
    NO_MATTER,
    NO_MATTER_WORDS,
    OPEN_TASK,
    PUT_OFF_WORDS,
    SETTLED,
    TASK_WORDS,
    TWO_ORDERS,
    TWO_WAYS,
    TWO_WAYS_WORDS,
)
from plan_rules.language.word_classes import words_of
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.lint.statements import Flow, Statement, flow_of, statements
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Plan, Role

rule = Rule(
    summary="a step or decision leaves the choice open",
    anti_pattern='Missing "Why"',
    severity="warning",
    why="Two people choose differently, and later steps rest on one of the answers.",
    how="Choose and say why, or list it as an open question with who decides and when.",
    kinds=PROPOSING,
    bad=(
        Example(
            "# Plan: recipe import\n\n## Objective\n\nCooks import recipes from a photo.\n\n## Context\n\n"
            "- Photos are up to 8 MB, so the upload needs a progress bar\n\n## Steps\n\n"
            "1. **Keep the photos**: Use either the local disk or an object store\n"
            "   - Success: a photo is still there after a restart\n",
            (13,),
        ),
    ),
    good=(
        Example(
            "# Plan: recipe import\n\n## Objective\n\nCooks import recipes from a photo.\n\n## Context\n\n"
            "- Photos are up to 8 MB, so the upload needs a progress bar\n\n## Steps\n\n"
            "1. **Keep the photos**: Use the object store, because two servers must see them\n"
            "   - Success: a photo is still there after a restart\n",
        ),
    ),
)

_USERS = re.compile(
    r"\b(?:user|caller|client|operator|customer|reader|admin|visitor|player|consumer|guest|member|tenant)s? (?:can|may|decides?|chooses?|picks?|could|might|must|should|will|to)\b|\blet(?:s|ting)? (?:the )?(?:user|caller|client|operator|customer|reader|admin|visitor|player)s?\b",
    re.IGNORECASE,
)
_OPTION = re.compile(r"\W{0,6}Option (?P<name>[1-9A-D])\b(?P<rest>[^\n]{0,200})")
_ANSWERED = re.compile(
    r"\b(?:recommend\w*|chosen|selected|preferred|we(?:'ll| will)? (?:go|use|choose|chose|pick)|decision|decided|rejected|go with|selecting|prefer|best)\b|✅|❌",
    re.IGNORECASE,
)


_BARRED: frozenset[Role] = frozenset({"open-questions", "non-goals", "references", "progress", "alternatives"})
_WORK: frozenset[Role] = frozenset({"other", "steps", "files", "scope", "decisions"})
"""Where two ways side by side are two ways of doing the work."""
_RULES = re.compile(r"\b(?:constraints?|requirements?|considerations?|guidelines?|principles|notes)\b", re.IGNORECASE)
"""Titles of what the work must keep to: there an order with two ways leaves one of them open too."""
_BEFORE, _AFTER = 60, 40
"""Characters around the words in which a condition, or users who choose, are looked for."""
_ANYWHERE = ((PUT_OFF_WORDS, DEFERRED), (LEFT_WORDS, LEFT), (NO_MATTER_WORDS, NO_MATTER))
_SIGNS = PUT_OFF_WORDS | LEFT_WORDS | NO_MATTER_WORDS | TASK_WORDS | TWO_WAYS_WORDS
_DECIDING = re.compile(
    r"\b(?:decision (?:points?|check-?points?|gates?)|to decide|inventory|discovery|spikes?|exploration|research|investigation)\b",
    re.IGNORECASE,
)
"""Titles of the work that is to bring the decision."""
_FIRST = re.compile(
    r"^[^\w\n]{0,8}(?:solution|chosen|approach|recommend\w*|decision|fix|selected|preferred|proposal|option 1)\b|\([^()\n]{0,60}\b(?:recommended|preferred|chosen|default)\b[^()\n]{0,30}\)",
    re.IGNORECASE | re.MULTILINE,
)
_SECOND = re.compile(r"\W*(?:an? )?(?:alternative(?:ly)?|another (?:way|option)|fallback|plan b)\b", re.IGNORECASE)
"""What begins like this is the other way beside one that was called the solution."""
_NEARBY = 400
"""Characters after a statement in which its choice may be settled."""


def check(plan: Plan, options: Options) -> Iterator[Report]:
    barred = Areas(s.body for s in plan.sections if s.role in _BARRED or _DECIDING.search(s.title))
    for statement in statements(plan):
        if statement.role in _BARRED or barred.hold(statement.where):
            continue
        held = words_of(plan.words(statement.where))
        if held.isdisjoint(_SIGNS):
            continue
        flow = flow_of(plan, statement.where)
        if _SECOND.match(flow.text) and _FIRST.search(
            plan.spoken_text, max(0, statement.where.start - 1000), statement.where.start
        ):
            continue
        if (found := _left_open(statement, flow, held)) and not _settled(plan, statement, flow, beyond=found[2]):
            start, end, _ = found
            start += len(flow.text[start:end]) - len(flow.text[start:end].lstrip(" .,;:|(→"))
            yield Report(
                message=f"{quoted(flow.raw[start:end])} leaves the choice open. Say which, and why.",
                where=flow.passage(plan, start, end),
                span=(statement.where.line, statement.where.end_line),
            )
    yield from _options(plan, barred)


def _left_open(statement: Statement, flow: Flow, held: frozenset[str]) -> tuple[int, int, bool] | None:
    """Where the words stand that leave a choice open, and whether what follows the statement may settle it."""
    for signs, pattern in _ANYWHERE:
        for match in pattern.finditer(flow.text) if not held.isdisjoint(signs) else ():
            if not _USERS.search(flow.text, max(0, match.start() - _BEFORE), match.end()):
                return *match.span(), False
    if statement.role not in _WORK:
        return _two_orders(flow) if _RULES.search(statement.title) else None
    for match in OPEN_TASK.finditer(flow.text) if not held.isdisjoint(TASK_WORDS) else ():
        users = _USERS.search(flow.text, max(0, match.start() - _BEFORE), match.end())
        if not users and not DATA.search(flow.text, match.end(), match.end() + _NEARBY):
            return *match.span(), False
    for match in TWO_WAYS.finditer(flow.text) if not held.isdisjoint(TWO_WAYS_WORDS) else ():
        first = max(flow.text.rfind(". ", 0, match.start() + 2) + 1, match.start() - _BEFORE, 0)
        if flow.text[match.start() : match.start() + 1] == ",":
            first = match.start()
        if not GIVEN.search(flow.text, first, match.end() + _AFTER) and not DENIED.search(
            flow.text[first : match.start() + 1]
        ):
            return *match.span(), True
    return None


def _two_orders(flow: Flow) -> tuple[int, int, bool] | None:
    for match in TWO_ORDERS.finditer(flow.text):
        if not GIVEN.search(flow.text, match.start(), match.end() + _AFTER):
            return *match.span(), True
    return None


def _settled(plan: Plan, statement: Statement, flow: Flow, *, beyond: bool) -> bool:
    """Whether the statement, what stands below it, or what follows says which way is taken."""
    last = max(statement.whole.end, statement.where.end + _NEARBY if beyond else 0)
    return bool(SETTLED.search(flow.text) or SETTLED.search(plan.prose, statement.where.end, last))


def _options(plan: Plan, barred: Areas) -> Iterator[Report]:
    """Options under headings or bold lead-ins, of which nothing is said to be the chosen one."""
    found = [
        (section, match)
        for section in plan.sections
        if (match := _OPTION.match(section.title)) and not barred.hold(section.heading)
    ]
    if len({match["name"] for _, match in found}) < 2 or _ANSWERED.search(plan.prose):
        return
    first = found[0][0]
    yield Report(
        message=f"{quoted(first.title)} and the options beside it are described, and none is chosen.",
        where=first.heading,
        span=(first.heading.line, found[-1][0].body.end_line),
    )
