"""A consequential choice is made, and the plan names no alternative it ruled out.

## What it does

Looks for steps that bind the project for long: another company's service, concurrency control, moved data, storage,
a protocol. A plan that takes such a step without naming one approach it decided against gets one remark.

## Why it matters

What was ruled out, and why, is the knowledge most often found out twice: the next person tries it again.

## How to fix it

Name the approach that suggests itself and say why it won't do.

## Known limits

A remark only: for many choices there is no alternative worth naming.
"""

import re
from collections.abc import Iterator

from plan_rules.language.acts import MOVES
from plan_rules.language.remedies import remedy_in
from plan_rules.language.technologies import is_product
from plan_rules.lint.causes import cure_of
from plan_rules.lint.parts import beside, name_of, quoted, sentence, working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Passage, Plan, Step

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

_SERVICE = re.compile(
    r"\b(?:[Ww]ith|[Vv]ia|[Tt]hrough|[Uu]sing|[Bb]y|[Ff]rom|[Ii]ntegrate|[Aa]dd|[Ss]ync|[Cc]onnect(?: to)?|[Aa]dopt|[Ii]nto|[Tt]o|[Pp]lan:) (?:the |our )?([A-Z][A-Za-z0-9]+)(?:'s)?\b(?![ -](?:[Pp]lug-?ins?|[Ee]xtensions?|[Aa]dd-?ons?|[Tt]hemes?|[Ss]kills?|[Pp]roject|[Rr]epo\w*)\b)"
    r"|\b(?:relay|provider|courier|carrier|gateway|acquirer|bank|partner|vendor|supplier|exchange) \(([A-Z][A-Za-z0-9]+)\)"
)
"""Another company's service, as a title or an objective names it."""
_OFFERS = re.compile(
    r"\b(?:sdk|api|apis|web-?hooks?|callbacks?|client|gem|package|pushe?s?|push notifications?|notices|access tokens?|app|credentials|sandbox|subscription)\b|/hooks?/|/callbacks?/",
    re.IGNORECASE,
)
"""What such a service is used through."""
_CONTROL = re.compile(
    r"\b(?:add|introduce|implement|use|check|install|integrate|adopt|connect|set up|bring in)\b[^.;:\n]{0,40}\b(?:sdk|third[- ]party|payment (?:provider|gateway)|identity provider|message (?:broker|queue)|kafka|rabbitmq|redis|mongodb|postgres(?:ql)?|dynamodb|elasticsearch|graphql|grpc|mqtt|websockets?|web sockets?|server-sent events)\b"
    r"|\b(?:add|introduce|implement|use|check|give|keep|put|attach)\b[^.;:\n]{0,40}\b(?:version (?:numbers?|field|column)|revisions?|etags?|optimistic lock\w*|pessimistic lock\w*|distributed lock\w*|mutex|crdts?|operational transform\w*)\b"
    r"|\b(?:migrate|move|switch)\b[^.;:\n]{0,30}\b(?:to|from) (?:postgres(?:ql)?|mysql|mongodb|dynamodb|sqlite|grpc|graphql|s3|kafka|redis)\b",
    re.IGNORECASE,
)
_FILLS = re.compile(
    r"\b(?:copy|copies|back-?fill|assign|fill|populate|move|convert|migrate|import|transfer)\b[^.;\n]{0,50}\b(?:existing|old|past|legacy|all|both|the members|rows|records|entries|from (?:the )?`?[a-z]+[._][a-z_]+|in batches|per batch|a batch|at a time|into `?[a-z_]+`?)\b",
    re.IGNORECASE,
)
_RULES_OUT = re.compile(
    r"\balternatives?\b|\brejected\b|\bruled out\b|\binstead of\b|\brather than\b|\bnot chosen\b|\bdecided against\b|\bwe considered\b|\bconsidered\b|\btrade-?offs?\b|\bcompared (?:to|with)\b|\bunlike\b|\bon the (?:list|table)\b|\bwhy \w+ and not\b|\bwe (?:also )?tried\b|\bturned down\b|\bdismissed\b|\bis no option\b|\bnot an option\b",
    re.IGNORECASE,
)


_BY_HAND = re.compile(
    r"\W*(?:task \w+: ?)?(?:add|create|generate|enter|store|set up|initiali[sz]e|obtain|get|register|configure) (?:\w+ ){0,4}?(?:passwords?|secrets?|credentials|tokens?|api keys?|accounts?|entitlements?|xcode|certificates?)\b|[^\n]*\b(?:user|you|owner|operator) must (?:add|create|generate|enter|paste|set)\b",
    re.IGNORECASE,
)
"""Titles of what a person enters or sets up somewhere: it follows from a choice made before."""


def check(plan: Plan, options: Options) -> Iterator[Report]:
    if _weighs(plan):
        return
    found = next((choice for choice in (_service(plan), _work(plan)) if choice), None)
    if found is None:
        return
    step, words = found
    if step is None:
        yield Report(
            message=f"{quoted(words)} is a service the plan binds itself to, and it names no alternative that it ruled out.",
            where=plan.title or plan.objective[0],
            key=words,
        )
        return
    yield Report(
        message=f"{sentence(name_of(step))} is a choice of consequence{beside(step, words)}, and the plan names no alternative that it ruled out.",
        where=step.head,
        span=(step.body.line, step.body.end_line),
        key=step.title,
    )


_Choice = tuple[Step | None, str]
"""The step that makes a choice, None for the plan as a whole; and the words for what is chosen."""


def _service(plan: Plan) -> _Choice | None:
    """Another company's service that the plan is about, with the first step that names it."""
    about = [where for where in (plan.title, *plan.objective) if where]
    names = [name for where in about for found in _SERVICE.findall(plan.words(where)) for name in found if name]
    whole = plan.spoken_text
    for name in dict.fromkeys(names):
        own = plan.title and re.search(rf"(?:\A|: ?|plan )\W*{name} with\b", plan.words(plan.title))
        common = not is_product(name) and len(re.findall(rf"(?<![\w./@-]){name.lower()}(?![\w./@-])", whole)) > 1
        if own or common:
            continue
        near = re.compile(rf"\b{name}\b[^.\n]{{0,60}}", re.IGNORECASE)
        if not any(_OFFERS.search(found.group()) for found in near.finditer(whole)) and not is_product(name):
            continue
        if not _OFFERS.search(whole):
            continue
        steps = (step for step in working_steps(plan) if _brings_in(plan, step, name))
        receiving = (step for step in working_steps(plan) if _OFFERS.search(plan.spoken(step.body)))
        named = next(steps, None)
        if named or plan.title:
            return named or (None if plan.title else next(receiving, None)), name
    return None


def _brings_in(plan: Plan, step: Step, name: str) -> bool:
    return bool(re.search(rf"\b{name}\b", plan.words(step.body))) and not _BY_HAND.match(step.title)


def _work(plan: Plan) -> _Choice | None:
    """The first step that moves existing data, controls concurrency or brings in a store or protocol."""
    cures = cure_of(plan) is not None
    for step in working_steps(plan):
        spoken = plan.spoken(step.body)
        if _BY_HAND.match(step.title):
            continue
        found = _CONTROL.search(plan.spoken(step.head)) or MOVES.search(spoken) or _FILLS.search(spoken)
        words = (
            found.group() if found else (cures and (remedy_in(step.title) or remedy_in(plan.spoken(step.head)))) or ""
        )
        if words:
            return step, words
    return None


def _weighs(plan: Plan) -> bool:
    if plan.companions or any(decision.verdict == "rejected" for decision in plan.decisions):
        return True
    if any(section.role in {"alternatives", "decisions"} for section in plan.sections):
        return True
    return bool(_RULES_OUT.search(plan.spoken(Passage(0, len(plan.source.text), 1, plan.source.line_count))))
