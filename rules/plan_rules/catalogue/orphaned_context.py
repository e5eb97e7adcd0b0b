"""Context asks for something that no step takes up.

## What it does

Looks at context that asks for something: “need a separate channel”, “`import_test.py` is stale”, “must keep both formats”. If no step,
success criterion or test names the thing, and none speaks of the same words, the item gets the finding. So does a decision to
change something that no step names.

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

from plan_rules.lint.finding import Suggestion
from plan_rules.lint.linking import Links, identifiers
from plan_rules.lint.parts import name_of, quoted
from plan_rules.lint.rule import WORK, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage, Plan, Step

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
_ENOUGH_WORDS = 9
_MOST_WORDS = 80
_MOST_DECISIONS = 50
"""Each is looked for in the whole text."""
_ASKS = re.compile(
    r"\b(?:must|should|shall)\b(?! (?:not|never|remain|stay|keep)\b)|\bneeds? (?:to|an?|the|separate|its own|custom|special)\b|\brequires? (?:an?|the|separate)\b|\b(?:have|has) to\b",
    re.IGNORECASE,
)
_ASKS_BY_NAME = re.compile(
    r"\b(?:stale|outdated|out of date|still (?:asserts?|expects?|tests?|uses?|points?|refers?))\b|\bneeds? to (?:test|check|verify|add|update|fix|cover)\b|\bwe need `",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"(?:bump|rename|add|delete|publish|migrate|replace|upgrade|downgrade|split|introduce|write|ship)\b", re.IGNORECASE
)
_LEFT_ALONE = re.compile(
    r"\b(?:raw|log|benefits?|score|out of scope|non-goals?|future|later|deferred|history)\b", re.IGNORECASE
)
_WARNS = re.compile(r"[\W_]*(?:do not|don't|never|avoid)(?![^\W_])", re.IGNORECASE)
_RATIONALE = re.compile(r"\b(?:Rationale|Reason|Why|Date)\b")
_SETTLED = re.compile(
    r"\b(?:already|unchanged|no (?:changes?|action|work) (?:is )?(?:needed|required)|not needed|leave|out of scope|later|future|follow-?up|deferred|nothing to)\b",
    re.IGNORECASE,
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    if not plan.steps:
        return
    steps = Areas(step.body for step in plan.steps)
    items = [
        item.where
        for item in plan.context
        if item.step is None
        and not _LEFT_ALONE.search(item.category)
        and not _RATIONALE.match(item.lead)
        and not steps.meet(item.where)
    ]
    asking = [where for where in items if _ASKS.search(plan.words(where)) or _ASKS_BY_NAME.search(plan.spoken(where))]
    decided = [d for d in plan.decisions if d.verdict == "chosen" and d.step is None and _CHANGES.match(d.subject)]
    if not asking and not decided:
        return
    links = Links(plan)
    for where in asking:
        if not _WARNS.match(plan.spoken(where)) and _is_orphan(plan, links, where):
            yield _report(plan, links, where, plan.raw(where))
    for decision in decided[:_MOST_DECISIONS]:
        said = _RATIONALE.split(plan.spoken(decision.where))[0]
        names = identifiers(said)
        elsewhere = plan.source.text[: decision.where.start] + plan.source.text[decision.where.end :]
        if names and not any(name in elsewhere for name in names):
            yield _report(plan, links, decision.where, said)


def _is_orphan(plan: Plan, links: Links, where: Passage) -> bool:
    text = plan.spoken(where)
    words = len(text.split())
    if words > _MOST_WORDS or _SETTLED.search(text):
        return False
    names = identifiers(text)
    if any(links.names(name) for name in names):
        return False
    if names and _ASKS_BY_NAME.search(text):
        return True
    return words >= _ENOUGH_WORDS and bool(_ASKS.search(plan.words(where))) and links.strength(text) < _UNRELATED


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
