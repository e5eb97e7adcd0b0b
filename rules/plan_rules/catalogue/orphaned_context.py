"""Context asks for something that no step takes up.

## What it does

Looks at context that asks for something: “need a separate channel”, “`import_test.py` is stale”, “must keep both formats”. If no step,
success criterion or test names the thing, and none speaks of the same words, the item gets the finding. So does a decision to
change something that no step names, and what a list of risks promises and no step does.

In a plan that links nearly all of its context, by naming steps, by saying what follows or by its words, a fact that shares nothing
with the work gets the finding too.

Words are weighted by how rare they are in technical English; sharing one common word is no link.

## Why it matters

Whoever works through the steps never meets what the author found out.

## How to fix it

Put the item under the step it concerns, add the step it asks for, or say that it needs none.

## Known limits

Reads no synonyms: a step that does the work in entirely different words is not seen. Logs of raw discoveries, aims left for
later and things that stay unchanged are left alone.
"""

import re
from collections.abc import Iterator

from plan_rules.language.demands import (
    ASKS,
    ASKS_BY_NAME,
    ASKS_FOR_TESTS,
    FOUND_OUT,
    FRAGMENT,
    SETTLED,
    STATES,
    WRITES_TESTS,
    promises,
)
from plan_rules.lint.finding import Suggestion
from plan_rules.lint.linking import Links, concludes, identifiers, refers
from plan_rules.lint.parts import name_of, quoted
from plan_rules.lint.rule import WORK, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import ContextItem, Passage, Plan, Step

rule = Rule(
    summary="context asks for something that no step takes up",
    anti_pattern="Unlinked Context",
    severity="warning",
    why="Whoever works through the steps never meets what the author found out.",
    how="Put it under the step it concerns, add the step it asks for, or say that it needs none.",
    kinds=WORK | {"finished"},
    bad=(
        Example(
            "# Plan: museum guide\n\n## Objective\n\nVisitors learn about the picture in front of them.\n\n## Context\n\n"
            "- Beacons report a distance that is wrong by up to 4 m, so the two nearest rooms are compared\n"
            "- Old headphones mute themselves during phone calls. Need a vibration pattern for hearing aids.\n\n## Steps\n\n"
            "1. **Find the room**: Read the distance of all beacons and compare the two nearest rooms\n"
            "   - Success: 19 of 20 rooms are right on the test walk\n"
            "2. **Play the text**: Start `room.mp3` when the room was the same for 3 s\n   - Success: it plays within 4 s\n",
            (10,),
        ),
    ),
    good=(
        Example(
            "# Plan: museum guide\n\n## Objective\n\nVisitors learn about the picture in front of them.\n\n## Context\n\n"
            "- Beacons report a distance that is wrong by up to 4 m, so the two nearest rooms are compared\n\n## Steps\n\n"
            "1. **Find the room**: Read the distance of all beacons and compare the two nearest rooms\n"
            "   - Success: 19 of 20 rooms are right on the test walk\n"
            "2. **Play the text**: Start `room.mp3` when the room was the same for 3 s\n   - Success: it plays within 4 s\n",
        ),
    ),
)

_UNRELATED = 0.11
"""Cosine under which two texts share nothing to speak of."""
_RELATED = 0.22
"""Cosine from which two texts speak of the same thing."""
_BARELY_COVERED = 0.36
"""Share of a demand's words that the nearest step holds, under which it isn't about the demand's object."""
_HARDLY_COVERED = 0.24
"""The same for what a list of risks promises against them."""
_ENOUGH_WORDS = 9
_FACT_WORDS = 8
_MOST_WORDS = 80
_MOST_DECISIONS = 50
"""Each is looked for in the whole text."""
_MOSTLY = 0.75
"""Share of linked items from which a plan is taken to link what it needs."""
_CHANGES = re.compile(
    r"(?:bump|rename|add|delete|publish|migrate|replace|upgrade|downgrade|split|introduce|write|ship)\b", re.IGNORECASE
)
_LEFT_ALONE = re.compile(
    r"\b(?:raw|log|benefits?|score|out of scope|non-goals?|future|later|deferred|history)\b", re.IGNORECASE
)
_OR_ELSE = re.compile(r", or (?:the|they|it|we|an?|all|some|one|else)\b|\botherwise\b|\bor else\b", re.IGNORECASE)
_RISKS = re.compile(r"\b(?:risks?|mitigations?|edge cases|considerations)\b", re.IGNORECASE)
_WARNS = re.compile(r"[\W_]*(?:do not|don't|never|avoid)(?![^\W_])", re.IGNORECASE)
_RECORD = re.compile(r"[\W_]*(?:observation|evidence)\b", re.IGNORECASE)
"""Begins an entry of a log, which asks for nothing."""
_RATIONALE = re.compile(r"\b(?:Rationale|Reason|Why|Date)\b")


def check(plan: Plan, options: Options) -> Iterator[Report]:
    if not plan.steps:
        return
    steps = Areas(step.body for step in plan.steps)
    items = [
        item
        for item in plan.context
        if item.step is None
        and not _LEFT_ALONE.search(item.category)
        and not _RATIONALE.match(item.lead)
        and not steps.meet(item.where)
    ]
    decided = [d for d in plan.decisions if d.verdict == "chosen" and d.step is None and _CHANGES.match(d.subject)]
    if not items and not decided:
        return
    links = Links(plan)
    facts = {where.start for where in _odd_facts(plan, links, items)}
    tested = WRITES_TESTS.search("\n".join(plan.raw(step.body) for step in plan.steps))
    for item in items:
        where = item.where
        text = plan.spoken(where)
        asks = ASKS.search(plan.words(where)) or ASKS_BY_NAME.search(text)
        untested = bool(ASKS_FOR_TESTS.search(plan.words(where))) and not tested and not plan.testing
        if _WARNS.match(text) or SETTLED.search(text) or len(text.split()) > _MOST_WORDS:
            continue
        unkept = _RISKS.search(item.category) and any(links.covered(p) < _HARDLY_COVERED for p in promises(text))
        if (
            untested
            or unkept
            or where.start in facts
            or (asks and not _OR_ELSE.search(text) and _is_orphan(plan, links, where))
        ):
            yield _report(plan, links, where, plan.raw(where))
    for decision in decided[:_MOST_DECISIONS]:
        said = _RATIONALE.split(plan.spoken(decision.where))[0]
        names = identifiers(said)
        elsewhere = plan.source.text[: decision.where.start] + plan.source.text[decision.where.end :]
        if names and not any(name in elsewhere for name in names):
            yield _report(plan, links, decision.where, said)


def _odd_facts(plan: Plan, links: Links, items: list[ContextItem]) -> Iterator[Passage]:
    """Items that nothing takes up, in a plan that links nearly all others: by naming a step, by what follows, by words."""
    warned = {pitfall.where.start for pitfall in plan.pitfalls}
    told = [
        item for item in items if item.where.start not in warned and len(plan.spoken(item.where).split()) >= _FACT_WORDS
    ]
    named = [refers(plan.spoken(item.where)) for item in told]
    linked = [name or _is_linked(plan, links, item.where) for name, item in zip(named, told, strict=True)]
    others = len(told) - 1
    for at, item in enumerate(told):
        text = plan.spoken(item.where)
        share = (sum(linked) - linked[at]) / others if others else 0.0
        if named[at] or share < _MOSTLY or not FOUND_OUT.search(item.category):
            continue
        if (
            not STATES.search(text)
            or FRAGMENT.match(text)
            or _RECORD.match(text)
            or concludes(text)
            or any(map(links.names, identifiers(text)))
        ):
            continue
        asks = sum(named) >= others / 2 and others > 1 and bool(ASKS.search(plan.words(item.where)))
        if (links.apart(text) < _UNRELATED and not linked[at]) or (asks and links.covered(text) < _BARELY_COVERED):
            yield item.where


def _is_linked(plan: Plan, links: Links, where: Passage) -> bool:
    text = plan.spoken(where)
    return concludes(text) or any(map(links.names, identifiers(text))) or links.apart(text) >= _RELATED


def _is_orphan(plan: Plan, links: Links, where: Passage) -> bool:
    text = plan.spoken(where)
    words = len(text.split())
    names = identifiers(text)
    if any(links.names(name) for name in names):
        return False
    if names and ASKS_BY_NAME.search(text):
        return True
    return words >= _ENOUGH_WORDS and bool(ASKS.search(plan.words(where))) and links.strength(text) < _UNRELATED


def _report(plan: Plan, links: Links, where: Passage, text: str) -> Report:
    near = links.nearest(plan.spoken(where))
    hint = f" The nearest is {name_of(near[0])}." if near else ""
    return Report(
        message=f"No step, success line or test seems to take up {quoted(text.lstrip('-*+ '))}.{hint}",
        where=where,
        suggestion=_linked(plan, near[0], where) if near else None,
    )


def _linked(plan: Plan, step: Step, where: Passage) -> Suggestion | None:
    """The item repeated below the nearest step; only for a step that is a list item, and an item of one bullet."""
    item = re.match(r"(\s*(?:[-*+]|\d+[.)])\s+)\S", plan.source.line_text(step.head.line))
    text = plan.raw(where)
    if not item or not re.match(r"[-*+]\s+\S", text) or re.search(r"\n\s*(?:[-*+]|\d+[.)])\s", text):
        return None
    indent = " " * len(item.group(1).expandtabs(4))
    last = plan.source.line_text(step.body.end_line)
    bullet = " ".join(text[1:].split())
    return Suggestion(step.body.end_line, step.body.end_line, f"{last}\n\n{indent}Related Context:\n{indent}- {bullet}")
