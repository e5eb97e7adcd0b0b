"""A step does something that can't be taken back, and nothing in it stands out as a warning.

## What it does

Looks at what a step itself does: dropping or deleting stored data, pushing with force, rewriting history, publishing,
revoking or rotating secrets. Such a step needs a critical marker: `[CRITICAL: …]`, a bold or capital WARNING, a GitHub
alert. A step that names its backup or its way back needs none.

## Why it matters

Steps are carried out one by one, often by somebody who reads only that step.

## How to fix it

Add a line `[CRITICAL: …]` to the step that says what must be true before it runs.

## Known limits

Removing code under version control never counts.
"""

import re
from collections.abc import Iterator

from plan_rules.language.destruction import DESTROYS, NO_DATA, PUBLISHES, RECOVERS, REVOKES
from plan_rules.lint.finding import Suggestion
from plan_rules.lint.parts import beside, name_of, own_lines, sentence, working_steps
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


def check(plan: Plan, options: Options) -> Iterator[Report]:
    for step in working_steps(plan):
        if step.markers or (plan.kind == "task-list" and plan.companions):
            continue
        words = _irreversible(plan, step)
        if words and not RECOVERS.search(plan.spoken(step.body)):
            yield Report(
                message=f"{sentence(name_of(step))} can't be taken back{beside(step, words)}, and nothing in it warns of that.",
                where=step.head,
                span=(step.body.line, step.body.end_line),
                key=step.title,
                suggestion=_marked(plan, step, words),
            )


def _irreversible(plan: Plan, step: Step) -> str:
    for where in own_lines(step):
        text = plan.spoken(where)
        for pattern in (DESTROYS, PUBLISHES, REVOKES):
            for match in pattern.finditer(text):
                if not NO_DATA.search(match.group()):
                    return match.group()
    return ""


def _marked(plan: Plan, step: Step, words: str) -> Suggestion | None:
    """The step's first line followed by a marker; only where the head is one line of a list item."""
    line = plan.source.line_text(step.head.line)
    item = re.match(r"(\s*(?:[-*+]|\d+[.)])\s+)(?:\[[ xX]\]\s+)?\S", line)
    if not item or step.head.end_line != step.head.line or "|" in line[:1]:
        return None
    indent = " " * len(item.group(1).expandtabs(4))
    what = " ".join(words.split()).strip("`* ")
    return Suggestion(
        step.head.line,
        step.head.line,
        f"{line}\n{indent}[CRITICAL: irreversible ({what}). Run it only after a backup was restored on trial]",
    )
