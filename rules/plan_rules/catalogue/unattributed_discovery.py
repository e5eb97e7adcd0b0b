"""A claim about how things behave doesn't say how it is known.

## What it does

Looks in steps for claims of experience: “often”, “in practice”, a failure rate, undocumented behaviour. One without a sign
of how it is known (a measurement, a document, an issue, a file and line) gets a remark.

## Why it matters

A guess and a finding look alike once they are written down, and the next decision rests on either.

## How to fix it

Say how it was found out: what was run, read or measured, or that it is a guess.

## Known limits

A remark only. Claims under a context heading are left alone: the heading says that they were found out.
"""

import re
from collections.abc import Iterator

from plan_rules.language.clauses import clauses
from plan_rules.lint.parts import own_lines, quoted, working_steps
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Passage, Plan

rule = Rule(
    summary="a claim about how things behave doesn't say how it is known",
    anti_pattern="Context Without Discovery",
    severity="info",
    why="A guess and a finding look alike once they are written down.",
    how="Say how it was found out: what was run, read or measured, or that it is a guess.",
    kinds=PROPOSING,
    bad=(
        Example(
            "# Plan: snow reports\n\n## Objective\n\nSkiers see the depth of last night.\n\n## Context\n\n"
            "- Stations report in centimetres because the sensor has no decimals\n\n## Steps\n\n"
            "1. **Read the stations**: The valley station often sends the same report twice\n   - Success: `GET /depth` answers 200\n",
            (13,),
        ),
    ),
    good=(
        Example(
            "# Plan: snow reports\n\n## Objective\n\nSkiers see the depth of last night.\n\n## Context\n\n"
            "- Stations report in centimetres because the sensor has no decimals\n\n## Steps\n\n"
            "1. **Read the stations**: The valley station often sends the same report twice, as the log of January shows\n   - Success: `GET /depth` answers 200\n",
        ),
    ),
)

_CLAIM = re.compile(
    r"\b\w+ (?:often|frequently|usually|sometimes|occasionally|rarely|seldom|regularly|intermittently) \w+s\b|\bin practice,? \w+"
    r"|\b(?:rarely|seldom|commonly|frequently|often) used\b|\b(?:is|are) (?:known to|notoriously|undocumented)\b|\bundocumented \w+"
    r"|\b\d+(?:\.\d+)? ?% of (?:all |the |our )?(?:requests|users|calls|jobs|runs|cases|messages|files)\b(?= (?:fail|are|have|time|go))",
    re.IGNORECASE,
)
_KNOWN_FROM = re.compile(
    r"\b(?:found|discovered|measured|observed|saw|seen|tested|profil\w+|benchmark\w*|logs?|metrics?|reported|according|docs?|documentation|documented in|issue|commit|per|verified|confirmed|reproduc\w+|experiments?|sampl\w+|shows?|showed|evidence|guess|assum\w+|probably|see)\b|https?:|#\d+|\.\w{2,4}:\d+",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:must|should|shall|will|target|require\w*|if|when|ensure|at (?:least|most)|user)\b", re.IGNORECASE
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    for step in working_steps(plan):
        for where in own_lines(step):
            yield from _claims(plan, where)


def _claims(plan: Plan, where: Passage) -> Iterator[Report]:
    words = plan.words(where)
    if _KNOWN_FROM.search(plan.spoken(where)):
        return
    for start, end in clauses(words):
        clause = words[start:end]
        if (match := _CLAIM.search(clause)) and not _WANTED.search(clause):
            first = where.start + start + match.start()
            last = where.start + start + match.end()
            yield Report(
                message=f"{quoted(match.group())} is a claim of experience, and nothing says how it is known.",
                where=Passage(first, last, plan.source.line_of(first), plan.source.line_of(last - 1)),
                key=" ".join(clause.split())[:80],
            )
            return
