"""A grave warning about a step stands only in the context, and the step itself doesn't carry it.

## What it does

Looks for warnings in context, pitfalls and related context that name loss, a security hole, a lock-out or an order that must
be kept, together with what happens otherwise. Such a warning is about the step whose names it shares. That step must carry a
critical marker, or say itself what the warning asks for: the order, the backup, the protection.

## Why it matters

Whoever works from the steps alone skips the notes around them.

## How to fix it

Put the warning into the step, as `[CRITICAL: …]`.

## Known limits

A remark, and a warning in plans that mark their other critical steps. A warning that shares no name with a step is not looked at.
"""

import re
from collections.abc import Iterator

from plan_rules.language.forms import whole
from plan_rules.lint.linking import identifiers
from plan_rules.lint.parts import marked, name_of, own_lines, quoted, sentence
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Passage, Plan, Step

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

_HARM = re.compile(
    r"\b(?:otherwise|or else|the other way round|los(?:e|es|t|s)|fail\w*|break\w*|broken?|empty|crash\w*|corrupt\w*|missing|wrong|refus\w+|reject\w+|stale|white|blank|errors?|hang\w*|leak\w*"
    r"|overwrit\w+|wip(?:e|es|ed)|random|drops?|lock\w*|shuts?|expos\w+|forg(?:e|es|ed)|hole|vulnerab\w+|gone|deleted?|undone|irreversib\w+|duplicat\w+|twice)\b",
    re.IGNORECASE,
)
"""Signs that the warning says what happens."""
_KINDS = (
    (
        whole(r"(?:comes? up|runs?|starts?|is|are|be|goes|exists?|created|installed|done|there|loaded|applied|deployed|finished|mounted) (?:\w+ ){0,3}(?:before|after|ahead of)", r"(?:must|has to|have to|needs? to) (?:[^\s.;]+ ){0,6}(?:before|after|first|last)",
              r"only (?:after|once)", r"must(?: not|n't)? (?:[^\s.;]+ ){0,6}(?:before|until)", r"the other way round", r"in (?:this|that|the right|the wrong) order", r"before (?:the |its |any )?[^.;\n]{3,60} (?:are|is|has|have|exists?)"),
        whole(r"before", r"after(?:wards)?", r"first", r"then", r"once", r"until", r"wait\w*", r"order", r"last", r"only when", r"finally", r"ahead of"),
        "an order",
    ),
    (
        whole(r"irreversibl\w+", r"(?:cannot|can't|can not) be (?:undone|restored|taken back|recovered)", r"(?:permanently|for good|forever|irretrievably)", r"data loss", r"los(?:e|es|ing|t) (?:all |the |every |any |our |their )*(?:data|rows|records|history|writes|edits|orders|moves|files|\w+)", r"overwrit\w+", r"corrupt\w*", r"wip(?:e|es|ed|ing)"),
        whole(r"irreversibl\w+", r"undo\w*", r"back-?ups?", r"dump\w*", r"snapshots?", r"los(?:s|e|es|t)", r"restor\w+", r"cop(?:y|ies) (?:it |them )?first", r"never", r"overwrit\w+", r"keep\w*"),
        "a loss",
    ),
    (
        whole(r"lock(?:s|ed|ing)? (?:\w+ ){0,3}out", r"lock-?out", r"shut(?:s|ting)? (?:\w+ ){0,3}out", r"nobody (?:can|could) (?:log|sign|get) (?:\w+ )?in"),
        whole(r"lock\w*", r"admin\w*", r"access", r"stay(?:s)? (?:in|logged)", r"shut"),
        "a lock-out",
    ),
    (
        whole(r"security hole", r"vulnerab\w+", r"leak(?:s|ed|ing)? (?:the |our |all )?(?:secrets?|credentials|tokens?|passwords?|keys?|addresses|personal)", r"expos(?:e|es|ed|ing) (?:the |our |all )?(?:secrets?|credentials|tokens?|passwords?|keys?|personal|customer)", r"forg(?:e|es|ed|ery)", r"anybody (?:can|could|may)"),
        whole(r"secrets?", r"sign\w*", r"encrypt\w*", r"redact\w*", r"mask\w*", r"verif\w+", r"authenticat\w+", r"never", r"private"),
        "a security hole",
    ),
)  # fmt: skip
"""Warning words, words of a step that heeds it, and what it warns of."""
_CONVENTION = 2
_MOST_STEPS = 2
"""A name that stands in more steps than this tells no step apart."""


def check(plan: Plan, options: Options) -> Iterator[Report]:
    marks = sum(bool(step.markers) for step in plan.steps) >= _CONVENTION
    told: set[int] = set()
    for step, where in _warnings(plan):
        if step.index in told or step.markers or step.done or step.kind != "work":
            continue
        text = " ".join(plan.spoken(where).split())
        said = " ".join(plan.spoken(line) for line in own_lines(step))
        for warns, heeds, what in _KINDS:
            found = warns.search(text)
            if found and _HARM.search(text) and not heeds.search(said):
                told.add(step.index)
                yield Report(
                    message=f"{sentence(name_of(step))} has a warning of {what} only in the context ({quoted(found.group())}, line {where.line}); the step itself doesn't carry it.",
                    where=step.head,
                    span=(step.body.line, step.body.end_line),
                    severity="warning" if marks else None,
                    key=step.title,
                    suggestion=marked(plan, step, _hoisted(text)),
                )
                break


def _hoisted(text: str) -> str:
    """The warning as a marker holds it: without its bullet, brackets and last stop."""
    return re.sub(r"[\[\]]", "", text).strip(" -*+>_.")


def _warnings(plan: Plan) -> Iterator[tuple[Step, Passage]]:
    """Context and pitfalls, each with the step it is about."""
    steps = [(step, plan.raw(step.body)) for step in plan.steps]
    for item in plan.context:
        if item.step is None and (step := _about(plan, item.where, steps)):
            yield step, item.where
    for pitfall in plan.pitfalls:
        if pitfall.step is None and (step := _about(plan, pitfall.where, steps)):
            yield step, pitfall.where
    for step in plan.steps:
        for item in step.related:
            yield step, item.where


def _about(plan: Plan, where: Passage, steps: list[tuple[Step, str]]) -> Step | None:
    """The first of at most two steps that hold one of the names in a passage."""
    for name in identifiers(plan.raw(where)):
        holding = [step for step, text in steps if name in text]
        if 0 < len(holding) <= _MOST_STEPS:
            return holding[0]
    return None
