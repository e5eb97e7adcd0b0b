"""A consequential choice is made, and the plan names no alternative it ruled out.

## What it does

Looks for steps that bind the project for long: another company's service, concurrency control, moved data, storage,
a protocol. A plan that takes such a step without context of any kind, and without naming one approach it decided against, gets
one remark.

## Why it matters

What was ruled out, and why, is the knowledge most often found out twice: the next person tries it again.

## How to fix it

Name the approach that suggests itself and say why it won't do.

## Known limits

A remark only: for many choices there is no alternative worth naming.
"""

import re
from collections.abc import Iterator

from plan_rules.lint.parts import beside, name_of, sentence, working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Passage, Plan

rule = Rule(
    summary="a consequential choice stands without any alternative ruled out",
    anti_pattern='Missing "Why"',
    severity="info",
    why="Approaches that were ruled out silently are tried again by whoever implements or reviews the plan.",
    how="Name the approach that suggests itself, and say why it won't do.",
    bad=(
        Example(
            "# Plan: parcel tracking\n\n## Objective\n\nCustomers see where their parcel is.\n\n## Steps\n\n"
            "1. **Add the carrier's SDK**: Install `parcelkit`\n   - Success: `import parcelkit` works in the shell\n"
            "2. **Show the position**: Add the map\n   - Success: the demo parcel shows Lyon\n",
            (9,),
        ),
    ),
    good=(
        Example(
            "# Plan: parcel tracking\n\n## Objective\n\nCustomers see where their parcel is.\n\n## Context\n\n"
            "- Polling the carrier's site was ruled out, because it blocks more than 10 requests a minute\n\n## Steps\n\n"
            "1. **Add the carrier's SDK**: Install `parcelkit`\n   - Success: `parcelkit ping` answers 200\n",
        ),
    ),
)

_CHOICE = re.compile(
    r"\b(?:add|install|integrate|adopt|introduce|use|connect|set up|bring in|wire up|plug in)\b[^.;:\n]{0,40}\b(?:sdk|third[- ]party|payment (?:provider|gateway)|identity provider|message (?:broker|queue)|kafka|rabbitmq|redis|mongodb|postgres(?:ql)?|dynamodb|elasticsearch|graphql|grpc|mqtt|websockets?|web sockets?|server-sent events)\b"
    r"|\b(?:add|create|expose|receive|accept|register|subscribe to|listen to|handle|open|offer)\b[^.;\n]{0,60}(?:\bweb-?hooks?\b|\bcallbacks?\b|/hooks?/|/callbacks?/|\bpush notifications from\b)"
    r"|\b(?:add|introduce|implement|use|check|give|keep|put|attach|compare|look at)\b[^.;:\n]{0,40}\b(?:version (?:numbers?|field|column)|revisions?|etags?|row locks?|optimistic lock\w*|pessimistic lock\w*|distributed lock\w*|mutex|leases?|crdts?|operational transform\w*)\b"
    r"|\b(?:migrate|move|convert|copy|back-?fill|transfer|import)\b[^.;:\n]{0,30}\b(?:existing|production|legacy|old|historical|everything|all) (?:\w+ ){0,2}(?:data|rows|records|roles|users|accounts|tables?|documents|orders|customers|entries|history)\b"
    r"|\b(?:migrate|move|switch)\b[^.;:\n]{0,30}\b(?:to|from) (?:postgres(?:ql)?|mysql|mongodb|dynamodb|sqlite|grpc|graphql|s3|kafka|redis)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:integrat\w+ (?:with )?[A-Z]\w+|(?:relay|provider|courier|carrier|gateway|acquirer|bank|partner|vendor|supplier|exchange)(?:'s)?\b[^.\n]{0,40}\b(?:push\w*|post\w*|send\w*|call\w*|notif\w+|webhooks?|callbacks?|notices?|api|sdk)|web-?hooks?|payment processing)\b"
)
"""Another company's service as what the whole plan is about."""
_RULES_OUT = re.compile(
    r"\balternatives?\b|\brejected\b|\bruled out\b|\binstead of\b|\brather than\b|\bnot chosen\b|\bdecided against\b|\bwe considered\b|\bconsidered\b|\btrade-?offs?\b|\bcompared (?:to|with)\b|\bunlike\b",
    re.IGNORECASE,
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    if _weighs(plan):
        return
    for step in working_steps(plan):
        if match := _CHOICE.search(plan.spoken(step.head)):
            about = next((w for w in plan.objective if _OUTSIDE.search(plan.spoken(w))), None)
            yield Report(
                message=f"{sentence(name_of(step))} is a choice of consequence{beside(step, match.group())}, and the plan names no alternative that it ruled out.",
                where=plan.title if about and plan.title else step.head,
                span=None if about and plan.title else (step.body.line, step.body.end_line),
                key=step.title,
            )
            return


def _weighs(plan: Plan) -> bool:
    if plan.companions or any(decision.verdict == "rejected" for decision in plan.decisions):
        return True
    if any(section.role in {"alternatives", "decisions"} for section in plan.sections):
        return True
    return bool(_RULES_OUT.search(plan.spoken(Passage(0, len(plan.source.text), 1, plan.source.line_count))))
