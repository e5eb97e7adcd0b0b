"""An alternative was rejected, and the plan doesn't say why.

## What it does

Finds alternatives that the plan calls rejected, discarded or ruled out, in a list, in a table with verdicts or in a sentence (“we
decided against …”, “… is not an option”), and looks for a reason: in the same line, in the sentences around it, in the bullets
below, in a table's reason column.

## Why it matters

Without the reason the next reader tries it again, or the plan is changed back to it.

## How to fix it

Add one bullet with the specific technical reason.

## Known limits

A reason need not be a good one; that is for people to judge.
"""

import re
from collections.abc import Iterator

from plan_rules.language.reasons import explains
from plan_rules.language.rejections import verdict_in, without_verdict
from plan_rules.lint.finding import Suggestion
from plan_rules.lint.grounds import does_without, has_reason
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Decision, Plan

rule = Rule(
    summary="a rejected alternative has no reason",
    anti_pattern="Explain Rejected Alternatives",
    severity="error",
    why="Without the reason the next reader tries it again.",
    how="Add a bullet with the specific technical reason.",
    kinds=PROPOSING,
    bad=(
        Example(
            "# Plan: nightly report\n\n## Objective\n\nSend the sales report at six.\n\n## Decisions\n\n"
            "- **Rejected**: A materialized view\n- **Chosen**: A summary table, because it can be filled hour by hour\n",
            (9,),
        ),
    ),
    good=(
        Example(
            "# Plan: nightly report\n\n## Objective\n\nSend the sales report at six.\n\n## Decisions\n\n"
            "- **Rejected**: A materialized view\n  - Reason: its refresh locks out readers for four minutes\n"
            "- **Chosen**: A summary table, because it can be filled hour by hour\n",
        ),
    ),
)
_FEW_WORDS = 16
_VERDICT = re.compile(r"(?:[:—–]| -) (?:chosen|selected|picked|taken)\b", re.IGNORECASE)
"""A line about another way, with its own verdict."""


def check(plan: Plan, options: Options) -> Iterator[Report]:
    for decision in plan.decisions:
        if decision.verdict != "rejected" and does_without(plan, decision) and not has_reason(plan, decision):
            yield _report(plan, decision)
            continue
        if decision.verdict != "rejected" or decision.reasons or decision.consequences:
            continue
        if (
            explains(without_verdict(plan.raw(decision.where)))
            or len(decision.subject.split()) > _FEW_WORDS
            or _said_after(plan, decision)
        ):
            continue
        yield _report(plan, decision)


def _report(plan: Plan, decision: Decision) -> Report:
    return Report(
        message=f"{quoted(decision.subject)} is rejected without a reason.",
        where=decision.where,
        suggestion=_skeleton(plan, decision),
        key=decision.subject,
    )


def _said_after(plan: Plan, decision: Decision) -> bool:
    """A paragraph of its own right below a heading or bold line that names the alternative."""
    after = plan.source.text[decision.where.end : decision.where.end + 400]
    following = re.match(r"\s*\n\s*\n?(?![ \t]*(?:[-*+]|\d+[.)])\s|#)(\S[^\n]{20,})", after)
    said = following.group(1) if following else ""
    return explains(said) and not verdict_in(said, weighing=True) and not _VERDICT.search(said)


def _goes_on(plan: Plan, decision: Decision) -> bool:
    """Whether the item's paragraph has further lines, which a bullet must not part."""
    number = decision.where.end_line + 1
    below = plan.source.line_text(number) if number <= plan.source.line_count else ""
    return bool(below.strip()) and not re.match(r"\s*(?:[-*+#|>]|\d+[.)])", below)


def _skeleton(plan: Plan, decision: Decision) -> Suggestion | None:
    line = plan.source.line_text(decision.where.line)
    item = re.match(r"(\s*[-*+]\s+)\S", line)
    if not item or decision.where.line != decision.where.end_line or _goes_on(plan, decision):
        return None
    indent = " " * len(item.group(1))
    return Suggestion(
        decision.where.line,
        decision.where.line,
        f"{line}\n{indent}- Reason: it fails when … (say what was tried or measured)",
    )
