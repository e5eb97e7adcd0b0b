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
_BROKEN = r"(?:bug|race(?: condition)?|leak|regression|flak\w+|crash|deadlock|corruption|hang|segfault|panic|loop|problem|issue|defect|failure|fault|duplicate)s?"
_NAMES_CAUSE = re.compile(
    rf"\broot[- ]cause|\bcaused by\b|\bcauses? (?:of|is|was)\b|\bthe cause\b|\bcause:|\bculprit\b|\bstems? from\b|\btriggered (?:by|when)\b|\b(?:happens?|occurs?|arises?|appears?|comes?|results?) (?:when|if|since|because|from)\b"
    rf"|\b(?:the|this|our|each|every) {_BROKEN} (?:is|was|were|are|lies|sits|exists|starts)\b|\b{_BROKEN}\b[^.\n]{{0,60}}\b(?:because|due to|since)\b|\b(?:because|due to)\b[^.\n]{{0,60}}\b{_BROKEN}\b",
    re.IGNORECASE,
)
_TELLS_STORY = re.compile(
    r"\bboth \w+\b[^.\n]{0,80}\b(?:and|then|before|at once)\b|\b(?:second|later|other|last) (?:\w+ ){1,2}(?:wins?|overwrites?|replaces?|clobbers?|finds?|fails?|sees?)\b|\boverw(?:rites|rote|ritten)\b"
    r"|\bnever (?:\w+ ){0,2}(?:released?|closed?|freed?|removed|awaited|checked|set|reset|cleared|called|unsubscribed?|cancelled|joined|flushed|invalidated)"
    r"|\bwithout (?:a |an |any )(?:lock|check|guard|validation|timeout|transaction|cleanup)\w*|\b(?:there is|has|with|takes) no (?:lock|check|guard|validation|synchroni[sz]ation|timeout|transaction|cleanup)\b|\bbetween (?:the |its |a )?(?:read|check|load|fetch|select|lookup|query)\w*\b"
    r"|\b(?:reads|loads|opens|checks|runs|fires|returns|starts)\b[^.\n]{0,60}\b(?:before|while|although|even (?:if|when|though)|twice|again)\b"
    r"|\b(?:forgets? to|fails to|does not|doesn'?t|do not|don'?t|isn'?t|is not|wasn'?t|never|still|wrong(?:ly)?|incorrectly|missing|assum(?:es|ed|ing)|instead of|ignores?|swallows?|shar(?:es|ed|ing)|keeps?|holds?)\b[^.\n]{0,90}\b(?:crash\w*|los[est]\w*|lost|stale|fail\w*|leak\w*|corrupt\w*|hang\w*|flak\w*|twice|double\w*|duplicat\w*|empty|null|none|wrong|race\w*|break\w*|exhaust\w*|grow\w*|block\w*)\b"
    r"|\b(?:crash\w*|lost|stale|fail\w*|leak\w*|corrupt\w*|hang\w*|flak\w*|twice|double\w*|duplicat\w*|wrong|break\w*|grow\w*|block\w*)\b[^.\n]{0,60}\b(?:because|due to|since|when(?:ever)?|if|as)\b",
    re.IGNORECASE,
)
"""How a defect comes about, told without the word “cause”; believed only where a plan says what it found out."""
_ANALYSIS = re.compile(
    r"\b(?:problem|cause|analysis|diagnos\w+|investigation|symptoms?|bugs?|what (?:goes|went) wrong|current behaviou?r)\b",
    re.IGNORECASE,
)
_TOLD_AT_LENGTH = 12
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
    """Whether any words tell how the defect comes about, or a step is to find it out."""
    if _NAMES_CAUSE.search(plan.spoken_text):
        return True
    if any(_TELLS_STORY.search(plan.spoken(item.where)) for item in plan.context):
        return True
    if any(_TELLS_STORY.search(_CURES.sub("", plan.spoken(where))) for where in plan.objective):
        return True
    if any(
        _ANALYSIS.search(section.title) and len(plan.spoken(section.body).split()) >= _TOLD_AT_LENGTH
        for section in plan.sections
        if section.role in {"context", "other"}
    ):
        return True
    return any(_FINDS_IT.search(plan.words(step.head)) for step in plan.steps)
