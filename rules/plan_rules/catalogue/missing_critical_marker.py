"""A step does something that can't be taken back, and nothing in it stands out as a warning.

## What it does

Looks at what a step itself does: dropping or deleting stored data, pushing with force, rewriting history, publishing,
revoking or rotating secrets. Such a step needs a critical marker: `[CRITICAL: …]`, a bold or capital WARNING, a GitHub
alert. A step that names its backup or its way back needs none.

In a plan that marks its other critical steps, a step is asked for one too (a warning) when it is irreversible with a way
back, when it turns callers away by signature or permission, or when it states an order or a transaction that must be kept.

## Why it matters

Steps are carried out one by one, often by somebody who reads only that step.

## How to fix it

Add a line `[CRITICAL: …]` to the step that says what must be true before it runs.

## Known limits

Removing code under version control never counts.
"""

from collections.abc import Iterator

from plan_rules.language.acts import DESTROYS, PUBLISHES, RELEASES, REVOKES, recovers
from plan_rules.language.forms import forms, whole
from plan_rules.language.phrases import Phrases
from plan_rules.lint.deeds import Work, deeds, work_of
from plan_rules.lint.finding import Severity
from plan_rules.lint.parts import beside, marked, name_of, sentence, working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Plan, Step

rule = Rule(
    summary="an irreversible step carries no critical marker",
    anti_pattern="Inline-Only or Subsection-Only",
    severity="error",
    why="Steps are carried out one by one, often by somebody who reads only that step.",
    how="Add a line `[CRITICAL: …]` to the step that says what must be true before it runs.",
    bad=(
        Example(
            "# Plan: retire the legacy ledger\n\n## Objective\n\nOne ledger instead of two.\n\n## Steps\n\n"
            "1. **Compare both ledgers**\n   - Success: no difference for 7 days\n"
            "2. **Drop the legacy ledger tables**\n   - Success: only `ledger_v2` is left\n\n"
            "## Rollback\n\nUp to step 2, switch reads back to the legacy ledger.\n",
            (11,),
        ),
    ),
    good=(
        Example(
            "# Plan: retire the legacy ledger\n\n## Objective\n\nOne ledger instead of two.\n\n## Steps\n\n"
            "1. **Compare both ledgers**\n   - Success: no difference for 7 days\n"
            "2. **Drop the legacy ledger tables**\n   [CRITICAL: only after step 1 was clean for 7 days; this can't be undone]\n"
            "   - Success: only `ledger_v2` is left\n\n## Rollback\n\nUp to step 2, switch reads back to the legacy ledger.\n",
        ),
    ),
)


_ENFORCES = whole(
    r"(?:signature|hmac) (?:verification|checks?|validation)",
    rf"{forms('check', 'verify', 'validate', 'compare', 'authenticate')} (?:[^\s.;]+ ){{0,4}}(?:signatures?|hmac|mac|digest|certificates?|shared secret)",
    rf"(?:signatures?|hmac) (?:[^\s.;]+ ){{0,4}}(?:is|are|gets?) {forms('check', 'verify', 'validate', 'compare')}",
    r"(?:answers?|returns?|responds? with|replies with|with) 40[13]", r"reject\w* (?:[^\s.;]+ ){0,4}(?:unsigned|forged|unauthori[sz]ed|mismatch\w*)",
    r"requires? (?:[^\s.;]+ ){0,3}(?:permission|role|scope|grant)",
)  # fmt: skip
"""Turns callers away."""
_ORDERS = whole(
    r"conditional (?:update|statement|write|insert)", r"one (?:sql |conditional |single )?statement",
    r"(?:in|within) (?:one|a single|the same) transaction", r"atomic(?:ally)?", r"in order of", r"in (?:exactly )?this order", r"strictly (?:before|after)",
    r"(?:must|has to|have to|needs? to) (?:[^\s.;]+ ){0,5}(?:before|first|ahead of)", r"only (?:after|once|when)[^.;\n]{0,60}(?:done|finished|ended|drained|empty|verified|green|signed|passed|stopped)",
    r"(?:before|ahead of) (?:any|every|each|all) (?:other )?(?:parsing|middleware|write|read|step|call)",
)  # fmt: skip
"""States an order or a transaction."""
_CONVENTION = 2
"""So many other marked steps make markers the plan's own convention."""


def check(plan: Plan, options: Options) -> Iterator[Report]:
    marks = sum(bool(step.markers) for step in plan.steps) >= _CONVENTION
    for step in working_steps(plan):
        if step.markers:
            continue
        work = work_of(plan, step)
        words = _words(plan, work, DESTROYS, PUBLISHES, RELEASES, REVOKES)
        comes_back = recovers(plan.spoken(step.body))
        if words and (marks or not comes_back):
            yield _report(plan, step, words, "can't be taken back", "warning" if comes_back else None)
        elif marks and (words := _words(plan, work, _ENFORCES)):
            yield _report(plan, step, words, "decides who is let in", "warning")
        elif marks and (words := _words(plan, work, _ORDERS)):
            yield _report(plan, step, words, "depends on an order or a transaction", "warning")


def _report(plan: Plan, step: Step, words: str, does: str, severity: Severity | None) -> Report:
    return Report(
        message=f"{sentence(name_of(step))} {does}{beside(step, words)}, and nothing in it warns of that.",
        where=step.head,
        span=(step.body.line, step.body.end_line),
        severity=severity,
        key=step.title,
        suggestion=None if severity else marked(plan, step, _warning(words)),
    )


def _words(plan: Plan, work: Work, *patterns: Phrases) -> str:
    """The first words of the step's own lines that match a pattern and are about somebody's data."""
    return next(deeds(plan, work, *patterns), "")


def _warning(words: str) -> str:
    what = " ".join(words.split()).strip("`* ")
    return f"irreversible ({what}). Run it only after a backup was restored on trial"
