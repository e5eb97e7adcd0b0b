"""A step enters a hazard area, and the plan never mentions what such steps need.

## What it does

Knows a table of hazard areas (receiving webhooks, moving data, concurrent writes, …). A step enters an area by what it does,
not by a word alone. Each area has considerations; the plan addresses one by mentioning it anywhere. One finding for each
area and consideration, on the step that enters it.

## Why it matters

The people who implement a plan do what it says. What it never mentions is discovered in production: the second delivery of
an event, the row that doesn't convert, the writer who came in between.

## How to fix it

Say in one line what the plan does about it, best where the step is. “Not needed, because …” is an answer.

## Known limits

A step that enters an area only in its details, and not in its first line, gets remarks. Mentioning a consideration counts as addressing it; whether the answer is good is for people to judge.
"""

import re
from collections.abc import Iterator

from plan_rules.language.doing import NOT_DONE, ONLY_WRITES
from plan_rules.lint.finding import Hazard
from plan_rules.lint.hazard_table import AREAS
from plan_rules.lint.hazards import CompiledArea, CompiledNeed, Line, areas_for, lines_of, sentences
from plan_rules.lint.parts import done_by, name_of, sentence, unwrapped, working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Plan, Step

rule = Rule(
    summary="a step enters a hazard area whose needs the plan never mentions",
    anti_pattern="Missing Critical Discoveries",
    severity="warning",
    why="What a plan does not mention is rediscovered by its implementer, or shipped as a bug.",
    how="Say in one line what the plan does about it, or why it isn't needed.",
    bad=(
        Example(
            "# Plan: parcel tracking\n\n## Objective\n\nShow customers where their parcel is.\n\n## Steps\n\n"
            "1. **Add a carrier webhook endpoint**: `POST /hooks/carrier` stores each status\n"
            "   - Success: a test delivery appears in `parcel_status`\n",
            (9,),
            "Nothing says who may call it, what a repeated delivery does, or what an early one does.",
        ),
    ),
    good=(
        Example(
            "# Plan: parcel tracking\n\n## Objective\n\nShow customers where their parcel is.\n\n## Steps\n\n"
            "1. **Add a carrier webhook endpoint**: `POST /hooks/carrier` stores each status\n"
            "   - Check the HMAC signature over the raw body first, because anybody can call the address\n"
            "   - The carrier repeats deliveries: insert by event id, a duplicate changes nothing\n"
            "   - Deliveries come out of order: a status older than the stored one is kept but not shown\n"
            "   - Success: a test delivery appears in `parcel_status` once, however often it is sent\n",
        ),
    ),
)


_BARE = re.compile(r"(?:#|\*\*)\W*(?:[\w`'’.:/-]+\W+){0,7}[\w`'’]*\W*")
"""A heading of few words, which the first sentence below it explains."""
_ITEM_OR_LABEL = re.compile(r"\s*(?:[-*+|>]\s|\d+[.)]\s|`[^`]*`\s*(?:,|$)|\W*[A-Z][\w /-]{1,30}:)")
_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z0-9])[_-](?=[A-Za-z0-9])|(?<=\w)\.(?=[a-z]{3,})")


def check(plan: Plan, options: Options) -> Iterator[Report]:
    steps = [(step, _own(plan, step)) for step in working_steps(plan) if not ONLY_WRITES.search(step.title)]
    work = "\n".join(line.text for _, lines in steps for line in lines)
    said = unwrapped(plan.spoken_text)
    aim = " ".join(plan.spoken(where) for where in (*((plan.title,) if plan.title else ()), *plan.objective))
    for area in areas_for(AREAS, options):
        able = area.possible(work, plan.spoken_text, aim)
        entering = [(step, lines) for step, lines in steps if able.triggers and able.entered_by(lines)]
        for need in area.needs:
            if (found := _first(able, need, entering)) and not need.addressed_in(
                unwrapped(plan.spoken(found[0].body)), said
            ):
                yield _report(plan, area, need, *found)


def _own(plan: Plan, step: Step) -> list[Line]:
    """What the step does: the sentences of its head, then those below it."""
    head, *lines = (" ".join(text.split()) for text in done_by(plan, step))
    title, *more = sentences(head)
    first = [title, *more]
    below = [one for line in lines for one in sentences(line)]
    if not more and _BARE.fullmatch(title.strip()) and _goes_on_in_prose(plan, step):
        first, below = first + below[:1], below[1:]
    first, below = ([one for one in texts if not NOT_DONE.match(one)] for texts in (first, below))
    apart = [parted for one in first + below if (parted := _told_apart(one)) != one]
    return [*lines_of(title, first, by_head=True), *lines_of(title, below + apart, by_head=False)]


def _goes_on_in_prose(plan: Plan, step: Step) -> bool:
    return bool(step.lines) and not _ITEM_OR_LABEL.match(plan.source.line_text(step.lines[0].line))


def _told_apart(line: str) -> str:
    """The line with the words of its identifiers apart: `ParcelHookController` speaks of a hook and a controller."""
    return _JOINT.sub(" ", line)


def _first(area: CompiledArea, need: CompiledNeed, entering: list[tuple[Step, list[Line]]]) -> tuple[Step, bool] | None:
    """The first step whose head enters the area, else the first that has a line which does; and whether its head did."""
    able = [
        (step, lines)
        for step, lines in entering
        if need.trigger is None or any(need.trigger.search(line.text) for line in lines)
    ]
    for step, lines in able:
        if area.entered_by(line for line in lines if line.by_head):
            return step, True
    return (able[0][0], False) if able else None


def _report(plan: Plan, compiled: CompiledArea, need: CompiledNeed, step: Step, by_head: bool) -> Report:
    what = need.need
    return Report(
        message=f"{sentence(name_of(step))} {compiled.area.enters}, and the plan never says {what.asks}.",
        where=step.head,
        span=(step.body.line, step.body.end_line),
        severity="info" if plan.companions or not by_head else what.severity,
        hazard=Hazard(compiled.area.id, what.id),
        why=f"{what.why[0].upper()}{what.why[1:]}.",
        key=step.title,
    )
