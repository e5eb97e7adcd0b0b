"""Nobody could tell that a step worked.

## What it does

Looks for a way to tell that a step worked: a success line, expected output, a check to run, a checkpoint of its phase, the
complete content to write. Criteria or a testing section for the whole plan count for all steps. Where most steps lack one,
there is a single finding for the plan.

## Why it matters

Without it “done” is whatever the implementer believes.

## How to fix it

Add a line that names something observable: an output, a count, a behaviour.

## Known limits

Whether a criterion is a good one is the business of `tautological-success`.
"""

import re
from collections.abc import Iterator, Sequence

from plan_rules.lint.parts import name_of, working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Plan, Step

rule = Rule(
    summary="nothing tells that a step worked",
    anti_pattern="Missing success criteria",
    severity="warning",
    why="Without a way to tell, done is whatever the implementer believes.",
    how="Add a line that names something observable: an output, a count, a behaviour.",
    bad=(
        Example(
            "# Plan: dark theme\n\n## Objective\n\nReaders can switch to a dark theme.\n\n## Context\n\n"
            "- Colours are spread over 14 files, because there were no variables\n\n## Steps\n\n"
            "1. Move the colours into variables in `theme.css`\n2. Add the second set of values\n3. Add the switch to the header\n",
            (11,),
        ),
    ),
    good=(
        Example(
            "# Plan: dark theme\n\n## Objective\n\nReaders can switch to a dark theme.\n\n## Context\n\n"
            "- Colours are spread over 14 files, because there were no variables\n\n## Steps\n\n"
            "1. Move the colours into variables in `theme.css`\n2. Add the second set of values\n3. Add the switch to the header\n\n"
            "## Done when\n\n- No colour is written outside `theme.css`, and the switch survives a reload\n",
        ),
    ),
)
_TELLS = re.compile(
    r"\b(?:success|expect(?:ed|s)?|verif\w+|assert\w*|tests? (?:pass|that|for|should|must)|passes|passing|should (?:see|show|return|print|output|pass|fail)|returns? \d|exit code|confirm\w*"
    r"|acceptance|done when|must (?:pass|return|show)|make sure|ensure that|check that|run:? |pytest|npm (?:test|run)|cargo test|go test|make test|ci (?:is )?green|screenshot|no (?:errors?|regressions?)|ensure|remains?|still works?|functional|no longer"
    r"|you(?:'ll| will) (?:know|see)|(?:must|should|has to|have to) (?:match|equal|show|come up|stay|still|agree|finish|take)|to the digit|in under|reads? it back|smoke)\b",
    re.IGNORECASE,
)
_TESTS = re.compile(
    r"\b(?:add|write|extend|update|rewrite|create|run)\b[^.;\n]{0,40}\b(?:tests?|specs?|suite)\b|\b(?:full|test|whole|entire) suite\b|\btests? in\b",
    re.IGNORECASE,
)
"""A step that writes or runs tests tells it of the others too."""
_MENTIONS = re.compile(
    r"\b(?:verify|verifi\w+|validat\w+|metrics?|thresholds?|monitor\w*|alerts?|acceptance|criteria|test(?:s|ed|ing)?|smoke)\b",
    re.IGNORECASE,
)
"""A plan that speaks of checking at all gets a remark only: how, may be said where we don't look."""
_CONTENT_LINES = 3
_MOST = 0.5


def check(plan: Plan, options: Options) -> Iterator[Report]:
    if plan.criteria or plan.testing or plan.kind == "living":
        return
    steps = list(working_steps(plan))
    if any(step.kind == "verify" or _TESTS.search(plan.spoken(step.body)) for step in plan.steps) or not steps:
        return
    lacking = [step for step in steps if not _tells(plan, step)]
    if not lacking:
        return
    severity = "info" if plan.companions or _MENTIONS.search(plan.source.text) else None
    if len(lacking) == len(steps) or (len(lacking) > 1 and len(lacking) > len(steps) * _MOST):
        where = plan.steps_heading or lacking[0].head
        yield Report(
            message=f"{_said(lacking, len(steps))}, and the plan as a whole doesn't say it either.",
            where=where,
            span=(where.line, steps[-1].body.end_line),
            severity=severity,  # type: ignore[arg-type]
            key="steps",
        )
        return
    for step in lacking:
        yield Report(
            message=f"Nothing tells that {name_of(step)} worked.",
            where=step.head,
            span=(step.body.line, step.body.end_line),
            severity="info" if plan.companions or len(lacking) < len(steps) else None,
            key=step.title,
        )


def _said(lacking: Sequence[Step], steps: int) -> str:
    first = name_of(lacking[0])
    if steps == 1:
        return f"Nothing tells that {first} worked"
    if len(lacking) == steps:
        return f"None of the {steps} steps says how to tell that it worked, beginning with {first}"
    return f"{len(lacking)} of {steps} steps don't say how to tell that they worked, beginning with {first}"


def _tells(plan: Plan, step: Step) -> bool:
    raw = plan.raw(step.body)
    if step.criteria or _TELLS.search(raw):
        return True
    return raw.count("\n") > _CONTENT_LINES and ("```" in raw or "~~~" in raw)
