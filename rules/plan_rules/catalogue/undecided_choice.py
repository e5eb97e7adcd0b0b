"""A step or decision leaves the choice to whoever implements it.

## What it does

Looks for “use either A or B”, “decide later”, “needs a decision”, “… . Or update it to …”, and for options side by side of which
none is chosen.

## Why it matters

Two people choose differently, and later steps rest on one of the answers.

## How to fix it

Choose now and say why, or move it to an open-questions section with who decides and when.

## Known limits

Open-question sections, “optionally”, “and/or” and examples are left alone.
"""

import re
from collections.abc import Iterator

from plan_rules.lint.parts import own_lines, quoted, working_steps
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage, Plan

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

_OPEN = re.compile(
    r"\b(?:use|choose|pick|implement|add|create|store|write|put|place|adopt|go with|do|add it|keep|move|update|introduce)\s+(?:(?!(?:for|by|if|when|from|with|to|of|in)\b)\w+\s+){0,2}either\b[^.;\n]{2,80}?\bor\b[^.;\n]{2,60}"
    r"|\b(?:decide|determine|figure out|choose|settle) (?:\w+ )?(?:later|during implementation|when implementing|while implementing|at implementation time)\b"
    r"|\b(?:to be decided|still undecided|not (?:yet )?decided(?: yet)?|may need (?:an? )?(?:\w+ )?decision|needs? (?:an? )?(?:architectural |design |product |further )?decision)\b"
    r"|\bshould (?:this|it|we|the|these)\b[^.;\n?]{3,90}?,? or should (?:it|we|this|the|they)\b[^.;\n?]{2,80}\??"
    r"|\b(?:whichever|whatever) (?:is|seems|works|turns out(?: to be)?|feels) (?:easier|simpler|best|better|cleaner|more \w+|easiest|simplest)\b"
    r"|\b(?:left|up) to the (?:implementer|implementor|developer|implementing agent)\b",
    re.IGNORECASE,
)
_SECOND_THOUGHT = re.compile(
    r"(?<=[.;] )Or (?:just |simply |maybe |else )?(?:add|update|use|keep|move|make|write|create|change|drop|remove|leave|replace|extend|put|skip|switch|rename|refactor)\b[^.;\n]{3,60}"
)
_EXAMPLE = re.compile(
    r"\b(?:e\.g\.|for example|such as|optional(?:ly)?|and/or)\b|\b(?:user|caller|client|operator|customer|reader)s? (?:can|may|decides?|chooses?|picks?)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:recommend\w*|we (?:choose|chose|use|pick)|chosen|decision:|decided|prefer(?:red)?|go(?:ing)? with|default to)\b",
    re.IGNORECASE,
)
_OPTION = re.compile(r"\W{0,6}Option (?P<name>[1-9A-D])\b(?P<rest>[^\n]{0,200})")
_ANSWERED = re.compile(
    r"\b(?:recommend\w*|chosen|selected|preferred|we(?:'ll| will)? (?:go|use|choose|chose|pick)|decision|decided|rejected|go with|selecting|prefer|best)\b|✅|❌",
    re.IGNORECASE,
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    barred = Areas(
        s.body
        for s in plan.sections
        if s.role in {"open-questions", "non-goals", "references", "progress", "alternatives"}
    )
    after = 0
    for where in _places(plan):
        if where.start < after or barred.hold(where):
            continue
        words = plan.words(where)
        for pattern in (_OPEN, _SECOND_THOUGHT):
            match = pattern.search(words)
            if (
                match
                and not _EXAMPLE.search(words[max(0, match.start() - 40) : match.end()])
                and not _SETTLED.search(words)
            ):
                after = where.end
                start, end = where.start + match.start(), where.start + match.end()
                yield Report(
                    message=f"{quoted(plan.raw(Passage(start, end, 0, 0)))} leaves the choice open. Say which, and why.",
                    where=Passage(start, end, plan.source.line_of(start), plan.source.line_of(end - 1)),
                    span=(where.line, where.end_line),
                )
                break
    yield from _options(plan, barred)


def _places(plan: Plan) -> Iterator[Passage]:
    places: dict[int, Passage] = {}
    for step in working_steps(plan):
        for where in (*own_lines(step), *(item.where for item in step.related)):
            places.setdefault(where.start, where)
    for where in (*(item.where for item in plan.context), *(d.where for d in plan.decisions)):
        places.setdefault(where.start, where)
    yield from (places[start] for start in sorted(places))


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
