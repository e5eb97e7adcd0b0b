"""A plan that cures a defect never says what causes it.

## What it does

Looks at plans whose title or objective is to fix a bug, race, leak, crash, regression or flaky test. One that nowhere names
the cause gets one finding, at the objective.

## Why it matters

A fix for an unknown cause treats the symptom; nobody can tell whether the steps cure it or only move it.

## How to fix it

Say in a sentence how the defect comes about: which code, which order of events, which input.

## Known limits

Reads English only. Any sentence that explains how the defect comes about counts, wherever it stands; it isn't judged whether
the explanation is right.
"""

import re
from collections.abc import Iterator

from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Passage, Plan

rule = Rule(
    summary="a plan that cures a defect never says what causes it",
    anti_pattern='Missing "Why"',
    severity="warning",
    why="A fix for an unknown cause treats the symptom, and nobody can tell whether the steps cure it.",
    how="Say how the defect comes about: which code, which order of events, which input.",
    bad=(
        Example(
            "# Plan: printer queue\n\n## Objective\n\nFix the crash when two labels are printed at once.\n\n## Steps\n\n"
            "1. **Restart the spooler**: Call `spooler.restart()` before each job\n"
            "   - Success: `print_two.py` prints 2 labels\n",
            (5,),
        ),
    ),
    good=(
        Example(
            "# Plan: printer queue\n\n## Objective\n\nFix the crash when two labels are printed at once.\n\n## Context\n\n"
            "- Both jobs open `/dev/lp0`; the second open fails because the first holds it\n\n## Steps\n\n"
            "1. **Queue the jobs**: Send jobs through one worker, so only one process opens the device\n"
            "   - Success: `print_two.py` prints 2 labels\n",
        ),
    ),
)

_DEFECT = (
    r"(?:bugs?|race(?: conditions?|s)?|(?:memory |resource |connection |handle )?leaks?|regressions?|flak(?:y|iness|es?)(?: \w+)?"
    r"|crash(?:es|ing)?|deadlocks?|(?:data )?corruption|lost updates?|hangs?|segfaults?|panics?|infinite loops?|data loss|double[- ](?:charg|bill|book)\w+"
    r"|intermittent(?:ly)? \w+|duplicates?)"
)
_CURES = re.compile(
    rf"\b(?:fix|resolve|solve|cure|eliminate|repair|debug|get rid of|stop|prevent|hotfix)(?:es|ed|ing|s)?\b(?: [\w'’/-]+){{0,8}}? {_DEFECT}\b"
    rf"|\b{_DEFECT}(?: [\w-]+)? (?:fix|hotfix)\b",
    re.IGNORECASE,
)
_NAMES_CAUSE = re.compile(
    r"\broot[- ]cause|\bcaus(?:e|es|ed|ing)\b|\bbecause\b|\bdue to\b|\breasons?\b|\bcomes? from\b|\bstems? from\b|\btriggered (?:by|when)\b|\bhappens (?:when|if|since)\b"
    r"|\boccurs (?:when|if|since)\b|\bculprit\b|\bas a result\b|\bresults? in\b|\bleads? to\b|\bwhich (?:means|makes|leaves|breaks|lets|fails)\b|\bnever (?:\w+ ){0,2}(?:released?|closed?|freed?|removed|awaited|checked|set|reset|cleared|called|unsubscribed?)"
    r"|\b(?:problem|issue|bug|defect) is (?:that|in|a|the)\b|\b(?:still|also|both|each|first|second|then) \w+s\b|\b(?:does not|doesn'?t|isn'?t|is not|cannot|can'?t|fails to|forgets? to|without (?:a |any )?(?:lock|check|await|clos|releas|synchron)\w*)\b"
    r"|\bassum(?:es|ed|ing)\b|\bno (?:lock|check|guard|validation|synchroni[sz]ation|timeout|transaction|cleanup)\b|\bwhile (?:the|another|it|a)\b|\bmissing\b|\bincorrectly\b|\bwrong(?:ly)?\b|\binstead of\b|\bhypothes[ie]s\b|\bdiagnos\w+",
    re.IGNORECASE,
)
_FINDS_IT = re.compile(
    r"\b(?:reproduce|investigate|diagnose|bisect|find|identify|trace|profile|locate)\b[^.\n]{0,60}", re.IGNORECASE
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    found = next(((where, match) for where in _aims(plan) if (match := _CURES.search(plan.words(where)))), None)
    if found is None or _explained(plan):
        return
    where, match = found
    yield Report(
        message=f"{quoted(' '.join(match.group().split()))} is the aim, and nothing in the plan says what causes the defect.",
        where=where,
        severity="info" if plan.companions else None,
        key=match.group(),
    )


def _aims(plan: Plan) -> Iterator[Passage]:
    """Where the plan says what it is for: the objective first, as the more telling place."""
    yield from plan.objective
    if plan.title:
        yield plan.title


def _explained(plan: Plan) -> bool:
    """Whether a context part exists, or any words outside the aim tell how the defect comes about."""
    if plan.context or any(step.related for step in plan.steps):
        return True
    text = plan.spoken(Passage(0, len(plan.source.text), 1, plan.source.line_count))
    if _NAMES_CAUSE.search(text):
        return True
    return any(_FINDS_IT.search(plan.words(step.head)) for step in plan.steps)
