"""A claim about how things behave doesn't say how it is known.

## What it does

Looks in steps, decisions and plain sections for claims of experience: “often”, “in practice”, a failure rate, a duration,
undocumented behaviour. One without a sign of how it is known (a measurement, a document, an issue, a file and line) gets a remark.

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
from plan_rules.language.reasons import around_sentence
from plan_rules.language.word_classes import words_of
from plan_rules.lint.parts import own_lines, quoted, working_steps
from plan_rules.lint.rule import WRITTEN, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage, Plan

rule = Rule(
    summary="a claim about how things behave doesn't say how it is known",
    anti_pattern="Context Without Discovery",
    severity="info",
    why="A guess and a finding look alike once they are written down.",
    how="Say how it was found out: what was run, read or measured, or that it is a guess.",
    kinds=WRITTEN,
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
    r"\b\w+ (?:often|frequently|usually|sometimes|occasionally|rarely|seldom|regularly|intermittently|generally|typically|almost always|hardly ever) (?:\w+(?:s|ed|e)\b|\w+ (?:the|an?|their|its|our)\b)|\bin practice,? \w+|\b(?:but|and|servers?|clients?|users?|they|it|which) always \w+s?\b(?= (?:an?|the|its|their)\b)"
    r"|\b(?:rarely|seldom|commonly|frequently|often|hardly ever|infrequently)[- ](?:used|seen|called|hit|needed|changed?|reached|visited)\b|\b(?:is|are) (?:known to|notoriously|undocumented|well known to|reputed)\b|\bundocumented \w+"
    r"|\b\d+(?:\.\d+)? ?% of (?:all |the |our )?(?:requests|users|calls|jobs|runs|cases|messages|files|time|traffic|customers|orders|errors|visitors)\b(?= (?:fail|are|is|have|time|go|come|never|use|take|end))"
    r"|\b(?:takes|requires|costs|needs|spends|uses|lasts|adds) (?:about|around|roughly|some|approximately|up to|~) ?\d+(?:\.\d+)? ?(?:ms|s|seconds?|minutes?|hours?|MB|GB|KB|%)\b|\b(?:one|two|three|\d+) (?:in|out of) (?:\w+|\d+) (?:requests|runs|calls|jobs|users|orders|messages|customers) (?:fail|are|is|get|never|time)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_EXPERIENCE = frozenset(
    [
        "often",
        "frequently",
        "usually",
        "sometimes",
        "occasionally",
        "rarely",
        "seldom",
        "regularly",
        "intermittently",
        "generally",
        "typically",
        "almost",
        "hardly",
        "practice",
        "always",
        "commonly",
        "infrequently",
        "known",
        "notoriously",
        "undocumented",
        "reputed",
        "one",
        "two",
        "three",
    ]
)
"""A claim holds one of these words, or a number."""
_KNOWN_FROM = re.compile(
    r"\b(?:found|discovered|measured|measurements?|observed|observation|saw|seen|tested|trial|tried|profil\w+|benchmark\w*|logs?|metrics?|dashboard|reported|according|docs?|documentation|documented in|manual|handbook|issue|ticket|commit|per (?:the|docs?|spec|rfc|issue|pr|our|their)|verified|confirmed|reproduc\w+|experiments?|sampl\w+|shows?|showed|evidence|guess|assum\w+|probably|estimat\w+|see|says?|said|told|grafana|counted|statistics|survey)\b|https?:|#\d+|\.\w{2,4}:\d+",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:must|should|shall|will|target|require[sd]? (?:to|that|by)|if|when|ensure|at (?:least|most)|user (?:can|may)|expect\w*|timeout|limit|budget|after this)\b",
    re.IGNORECASE,
)
_TELLS_FINDINGS = frozenset(
    {
        "context",
        "pitfalls",
        "references",
        "progress",
        "testing",
        "success",
        "failure",
        "open-questions",
        "alternatives",
        "objective",
    }
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    for step in working_steps(plan) if plan.kind != "finished" else ():
        for where in own_lines(step):
            yield from _claims(plan, where)
    silent = Areas([step.body for step in plan.steps] + [s.body for s in plan.sections if s.role in _TELLS_FINDINGS])
    for block in plan.document.children:
        for part in block.children if block.kind == "list" else [block] if block.kind == "paragraph" else []:
            where = Passage(part.start, part.end, part.line, part.end_line)
            if not silent.meet(where):
                yield from _claims(plan, where)


def _claims(plan: Plan, where: Passage) -> Iterator[Report]:
    words = plan.words(where)
    if words_of(words).isdisjoint(_EXPERIENCE) and not _DIGIT.search(words):
        return
    spoken = plan.spoken(where)
    for start, end in clauses(words):
        clause = words[start:end]
        if (match := _CLAIM.search(clause)) and not _WANTED.search(clause[: match.end()]):
            first, last = around_sentence(spoken, start + match.start(), start + match.end())
            if _KNOWN_FROM.search(spoken[first:last]):
                continue
            first = where.start + start + match.start()
            last = where.start + start + match.end()
            yield Report(
                message=f"{quoted(match.group())} is a claim of experience, and nothing says how it is known.",
                where=Passage(first, last, plan.source.line_of(first), plan.source.line_of(last - 1)),
                key=" ".join(clause.split())[:80],
            )
            return
