"""A step changes “the config file” or “relevant files”, and the plan never names them.

## What it does

Looks for instructions whose object is a thing without a name: “update the config file”, “change the relevant files”. Where
neither the step nor its sub-items name a file or an identifier, the phrase gets a remark.

## Why it matters

The one who carries it out picks the wrong one of several, or misses one.

## How to fix it

Name the path or the identifier.

## Known limits

A remark only. A file or identifier anywhere in the same step counts as its name.
"""

import re
from collections.abc import Iterator

from plan_rules.lint.parts import own_lines, quoted, working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Passage, Plan

rule = Rule(
    summary="a change has an object that the plan never names",
    anti_pattern="Vague Generalizations",
    severity="info",
    why="Whoever carries it out picks the wrong one of several, or misses one.",
    how="Name the path or the identifier.",
    yields_to=("vague-generalization",),
    bad=(
        Example(
            "# Plan: choir rota\n\n## Objective\n\nSingers see their next rehearsal.\n\n## Context\n\n- Rehearsals move in Lent, because the hall is let\n\n## Steps\n\n"
            "1. **Show the rehearsal**: Update the config file with the new dates\n   - Success: the page shows 14 March\n",
            (13,),
        ),
    ),
    good=(
        Example(
            "# Plan: choir rota\n\n## Objective\n\nSingers see their next rehearsal.\n\n## Context\n\n- Rehearsals move in Lent, because the hall is let\n\n## Steps\n\n"
            "1. **Show the rehearsal**: Update the config file `rota.toml` with the new dates\n   - Success: the page shows 14 March\n",
        ),
    ),
)

_REFERENCE = re.compile(
    r"\b(?:update|change|modify|edit|adjust|fix|extend|refactor|rewrite|add (?:it |this |them )?to)\b (?:in )?(?:the |all |any |all the )?"
    r"(?:(?:config(?:uration)?|settings|main|helper|utility|util|source|schema|style|test) (?:files?|modules?|class(?:es)?|scripts?)"
    r"|(?:relevant|affected|related|necessary|corresponding|appropriate|respective|other|required) (?:files?|modules?|components?|code|places|functions?|class(?:es)?|services?|scripts?|tests?))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"`[^`\n]+`|(?<![\w/-])[\w/-]++\.\w{1,5}\b|\b[a-z]+_[a-z_]+\b|\b[a-z]+[A-Z]\w+\b|\b\w+\(\)")


def check(plan: Plan, options: Options) -> Iterator[Report]:
    for step in working_steps(plan):
        if _NAME.search(plan.raw(step.body)):
            continue
        for where in own_lines(step):
            if match := _REFERENCE.search(plan.words(where)):
                start = where.start + match.start()
                line = plan.source.line_of(start)
                yield Report(
                    message=f"{quoted(match.group())}: the step names no file or identifier that tells which.",
                    where=Passage(
                        start, where.start + match.end(), line, plan.source.line_of(where.start + match.end() - 1)
                    ),
                    span=(where.line, where.end_line),
                    key=f"{step.title} {match.group()}",
                )
                break
