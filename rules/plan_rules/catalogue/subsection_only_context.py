"""A grave warning stands below a step, and the step itself doesn't carry it.

## What it does

Looks at the related context of steps for warnings of something irreversible, of security, lost data or being locked out. Where the
step has no critical marker and its own text doesn't name the thing warned about, the step gets a remark.

## Why it matters

Whoever works from the steps alone skips the notes below them, and this one must not be skipped.

## How to fix it

Put the warning into the step, as `[CRITICAL: …]`.

## Known limits

A remark only. Two words that step and warning share count as the warning being named.
"""

import re
from collections.abc import Iterator

from plan_rules.lint.parts import name_of, own_lines, quoted, sentence, working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Plan, Step

rule = Rule(
    summary="a grave warning stands below a step that doesn't carry it",
    anti_pattern="Subsection-Only Context",
    severity="info",
    why="Whoever works from the steps alone skips the notes below them.",
    how="Put the warning into the step, as `[CRITICAL: …]`.",
    yields_to=("missing-critical-marker",),
    bad=(
        Example(
            "# Plan: film archive\n\n## Objective\n\nReels are listed by year.\n\n## Steps\n\n"
            "1. **Tidy the listing**: Sort reels by year\n   - Related Context:\n"
            "     - Never close the vault while copying: a half-written index causes data loss\n"
            "   - Success: reel 12 stands under 1931\n",
            (9,),
        ),
    ),
    good=(
        Example(
            "# Plan: film archive\n\n## Objective\n\nReels are listed by year.\n\n## Steps\n\n"
            "1. **Tidy the listing**: Sort reels by year\n   - [CRITICAL: keep the vault open while the index is copied]\n   - Related Context:\n"
            "     - Never close the vault while copying: a half-written index causes data loss\n"
            "   - Success: reel 12 stands under 1931\n",
        ),
    ),
)

_WARNS = re.compile(
    r"\b(?:never|must not|must never|do not|don'?t|must|before|only after|careful|danger\w*)\b", re.IGNORECASE
)
_GRAVE = re.compile(
    r"\b(?:irreversibl\w+|cannot be undone|can'?t be undone|permanent(?:ly)? (?:lost|deleted|gone)|data loss|lose(?:s)? (?:all )?data|corrupt\w*|lock(?:s|ed)? (?:\w+ )?out|lock-?out|security hole|vulnerab\w+|leak(?:s|ed)? (?:secrets?|credentials|tokens?|passwords?))\b",
    re.IGNORECASE,
)
_SHARED = 2


def check(plan: Plan, options: Options) -> Iterator[Report]:
    for step in working_steps(plan):
        if step.markers:
            continue
        said = _stems(" ".join(plan.raw(where) for where in own_lines(step)))
        for item in step.related:
            words = plan.words(item.where)
            grave = _GRAVE.search(words)
            if grave and _WARNS.search(words) and len(said & _stems(words)) < _SHARED:
                yield _report(step, grave.group())
                break


def _report(step: Step, words: str) -> Report:
    return Report(
        message=f"{sentence(name_of(step))} has a warning of {quoted(words)} only in its context; the step itself doesn't carry it.",
        where=step.head,
        span=(step.body.line, step.body.end_line),
        key=step.title,
    )


def _stems(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[a-z]{5,}", text.lower())}
