"""A step can fail half-way, and nothing says what to do then.

## What it does

Looks for steps that migrate a schema, move data, deploy, or call another system. Where neither the step nor the plan
says what happens on failure (rollback, recovery, retry, clean-up), the step gets a remark.

## Why it matters

The one who carries it out meets the half-done state without instructions, at the worst moment.

## How to fix it

Add “On failure: …” to the step, or a recovery section to the plan.

## Known limits

A remark only. One sentence on failure or retries anywhere in the plan counts for all its steps.
"""

import re
from collections.abc import Iterator

from plan_rules.language.acts import CUTS_OVER, DESTROYS, MOVES, RECOVERS
from plan_rules.language.phrases import Phrases
from plan_rules.lint.parts import beside, name_of, sentence, working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Passage, Plan

rule = Rule(
    summary="a step can fail half-way, and nothing says what to do then",
    anti_pattern="Missing failure path",
    severity="info",
    why="Whoever carries it out meets the half-done state without instructions.",
    how="Add “On failure: …” to the step, or a recovery section to the plan.",
    yields_to=("missing-rollback",),
    bad=(
        Example(
            "# Plan: seat maps\n\n## Objective\n\nEvery hall has a seat map.\n\n## Context\n\n- Halls were drawn by hand, so rows skip letters\n\n## Steps\n\n"
            "1. **Deploy the map service**: Roll it out to production\n   - Success: `GET /maps/1` answers 200\n",
            (13,),
        ),
    ),
    good=(
        Example(
            "# Plan: seat maps\n\n## Objective\n\nEvery hall has a seat map.\n\n## Context\n\n- Halls were drawn by hand, so rows skip letters\n\n## Steps\n\n"
            "1. **Deploy the map service**: Roll it out to production\n   - Success: `GET /maps/1` answers 200\n"
            "   - On failure: point the route back to the old service\n",
        ),
    ),
)

_DEPLOYS = re.compile(
    r"\bdeploy(?:s|ing)?\b[^.;:\n]{0,40}\b(?:to|production|staging|service|stack|cluster|release)\b|\broll(?:s|ing)? (?:it |this )?out\b[^.;:\n]{0,30}\b(?:production|to|users)\b"
    r"|\b(?:run|apply|execute)\b[^.;:\n]{0,30}\bmigrations?\b",
    re.IGNORECASE,
)
_COPES = Phrases(
    r"\b(?:on|upon|in case of|if) (?:\w+ ){0,3}(?:failure|fails|error|failed|breaks|goes wrong)\b|\bretr(?:y|ies|ied)\b|\bfallback\b|\bidempoten\w+|\bre-?run(?:nable)?\b|\bresum(?:e|able|es)\b|\babort\b|\bclean(?:s|ed)? ?up\b"
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    everything = Passage(0, len(plan.source.text), 1, plan.source.line_count)
    text = plan.spoken(everything)
    if plan.failure or any(step.failure for step in plan.steps) or RECOVERS.search(text) or _COPES.search(text):
        return
    for step in working_steps(plan):
        words = plan.spoken(step.head)
        match = next((m for pattern in (_DEPLOYS, MOVES, CUTS_OVER, DESTROYS) if (m := pattern.search(words))), None)
        if match:
            yield Report(
                message=f"{sentence(name_of(step))} can fail half-way{beside(step, match.group())}, and nothing says what to do then.",
                where=step.head,
                span=(step.body.line, step.body.end_line),
                key=step.title,
            )
