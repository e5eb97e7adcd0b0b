"""A grave warning about a step stands only in the context, and the step itself doesn't carry it.

## What it does

Looks for warnings in context, pitfalls and related context, in whatever form they stand (bullets, tables, numbered facts, labels, bold
lead-ins), that name loss, a security hole, a lock-out or an order that must be kept, together with what brings it about. Such a
warning is about the step that the item points to, or whose names and rarer words it shares. That step must carry a critical marker, or
say itself what the warning says.

## Why it matters

Whoever works from the steps alone skips the notes around them.

## How to fix it

Put the warning into the step, as `[CRITICAL: …]`.

## Known limits

A remark, and a warning where it is a loss in a plan that marks its other critical steps. A warning that shares no rare word with a
step is not looked at; neither are sections on problems, causes and risks, which tell what the plan is to cure or weighs by itself.
"""

import re
from collections.abc import Iterator
from itertools import islice

from plan_rules.language.dangers import Danger, danger_in
from plan_rules.language.phrases import Phrases
from plan_rules.lint.parts import marked, name_of, quoted, sentence
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.lint.shares import Share, Shares, told
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import ContextItem, Passage, Pitfall, Plan, Step

rule = Rule(
    summary="a grave warning stands below a step that doesn't carry it",
    anti_pattern="Subsection-Only Context",
    severity="info",
    why="Whoever works from the steps alone skips the notes below them.",
    how="Put the warning into the step, as `[CRITICAL: …]`.",
    kinds=PROPOSING,
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

_TAKEN_UP = 0.35
_ALL = 0.62
"""Shares of a warning's words, weighted by rarity, from which a step carries it, with some of what happens and whatever it is."""
_SOME = 0.15
_MOST_WORDS = 70
"""Longer passages tell a story; what they warn of is no warning to one step."""
_MOST_WARNINGS = 200
"""Each is held against the steps; what stands below so many is read by nobody."""
_CONVENTION = 2
_FAULTS = re.compile(
    r"\b(?:risks?|problems?|symptoms?|causes?|current|today|fail(?:ing|ure|s|ed)|motivation|why|issues?|bugs?|diagnos\w+|as[- ]is|status quo|architecture|tech\w*|rationale|summary|incident|mitigations?)\b",
    re.IGNORECASE,
)
"""Titles and labels of what the plan is to cure, or weighs by itself."""
_WORK = r"(?:steps?|tasks?|phases?|milestones?|parts?|packages?|stages?|work(?: items?)?|items?|changes?|wp|no\.?|#)"
_REFERS = re.compile(
    rf"(?:\||[(\[]|\b(?:matters?|relevant|concerns?|affects?|applies|important|for|about|see)\b[ :]*(?:for|to|in)?[ :]*)\s*(?P<steps>{_WORK} ?[A-Z]?\d{{1,3}}(?:(?:, | and | & |/)(?:{_WORK} ?)?[A-Z]?\d{{1,3}}){{0,5}})\s*(?=[|)\].;]|\Z)",
    re.IGNORECASE,
)
"""A pointer to the steps that a passage is for: “| task 1, task 4 |”, “(step 3)”, “Matters for step 2.”"""
_TELLS_OF = re.compile(rf"\b(?:{_WORK} ?[A-Z]?\d{{1,3}}|[UR]\d{{1,2}}|T\d{{3}})\b", re.IGNORECASE)
"""A passage that speaks of a step in any other way says itself what the step does about it."""
_LABEL = re.compile(r"[\s|*_>(\[-]*(?P<label>[A-Z]{1,4}-?\d{1,3}|\d{1,2})(?=[.):|*\s\]])")
_ORDERED = Phrases(
    r"\b(?:before(?:hand)?|after(?:wards)?|first(?! \d)|then|once|until|wait(?:s|ing)?|in (?:this|that|the) order|reverse order|last(?! \d)|only when|finally|ahead of|prior to)\b"
)
"""A step that says in which order it goes."""
_POINTS = r"\b(?:findings?|facts?|notes?|points?|pitfalls?|observations?|remarks?|warnings?|traps?|nos?\.?|#) ?(?:\d{{1,2}}(?:, | and | & ))*{}\b"


def check(plan: Plan, options: Options) -> Iterator[Report]:
    warnings = list(islice(_warnings(plan), _MOST_WARNINGS))
    if not warnings:
        return
    marks = sum(bool(step.markers) for step in plan.steps) >= _CONVENTION
    shares = Shares(plan)
    reported: set[int] = set()
    for where, own, danger in warnings:
        text = plan.spoken(where)
        for step in _about(plan, shares, text, own, danger):
            if step.index in reported or step.markers or step.done or step.kind != "work" or _points(plan, step, text):
                continue
            if danger.kind == "an order" and _ORDERED.search(told(plan, step)):
                continue
            reported.add(step.index)
            yield Report(
                message=f"{sentence(name_of(step))} has a warning of {danger.kind} only in the context ({quoted(danger.words)}, line {where.line}); the step itself doesn't carry it.",
                where=step.head,
                span=(step.body.line, step.body.end_line),
                severity="warning" if marks and danger.kind == "a loss" else None,
                key=step.title,
                suggestion=marked(plan, step, _hoisted(" ".join(text.split()))),
            )


def _warnings(plan: Plan) -> Iterator[tuple[Passage, Step | None, Danger]]:
    """Context and pitfalls that warn of something grave, with the step below which they stand, if any."""
    seen: set[int] = set()
    decided = {decision.where.start for decision in plan.decisions}
    faults = Areas(section.body for section in plan.sections if section.path[1:] and _FAULTS.search(section.title))
    title = plan.spoken(plan.title).strip(" #") if plan.title else ""
    told: tuple[ContextItem | Pitfall, ...] = (*plan.context, *plan.pitfalls)
    items = [(item, None) for item in told if item.step is None]
    own = [(item, step) for step in plan.steps for item in step.related]
    for item, step in (*items, *own):
        where = item.where
        category = item.category if isinstance(item, ContextItem) else ""
        if where.start in seen or where.start in decided or faults.meet(where) or category == title:
            continue
        seen.add(where.start)
        text = plan.spoken(where)
        if len(text.split()) <= _MOST_WORDS and not _FAULTS.match(item.lead) and (danger := danger_in(text)):
            yield where, step, danger


def _about(plan: Plan, shares: Shares, text: str, own: Step | None, danger: Danger) -> Iterator[Step]:
    """The steps that a warning is about and that don't take it up."""
    found = shares.of(text)
    taken = {share.step.index for share in found if _takes_up(shares, share, danger)}
    named = [own] if own else list(_named(plan, text))
    if named or _TELLS_OF.search(text):
        yield from (step for step in named if step.index not in taken)
    elif not taken and found and found[0].named:
        yield found[0].step


def _takes_up(shares: Shares, share: Share, danger: Danger) -> bool:
    consequence = shares.takes_up(share.step, danger.clause)
    most = _TAKEN_UP if danger.asks or consequence >= _SOME else _ALL
    return share.covered >= most


def _named(plan: Plan, text: str) -> Iterator[Step]:
    """The steps whose number or title a passage bears as a pointer."""
    flat = " ".join(text.split())
    pointed = " ".join(found["steps"] for found in _REFERS.finditer(flat)).upper()
    numbers = set(re.findall(r"[A-Z]?\d+", pointed))
    cells = {cell.strip(" *_").lower() for cell in flat.split("|")[1:]}
    for step in plan.steps:
        label = re.sub(r"\A\w*[a-z]\w*\W+", "", step.label).upper()
        title = step.title.partition(". ")[0].lower()
        if (label and label in numbers) or (title and title in cells):
            yield step


def _points(plan: Plan, step: Step, text: str) -> bool:
    """Whether the step names the warning by its label: “finding 2”, “PF-3”."""
    label = _LABEL.match(text)
    if not label:
        return False
    name = re.escape(label["label"])
    said = plan.spoken(step.body)
    return bool(re.search(_POINTS.format(name) if name.isdigit() else rf"(?<!\w){name}(?!\w)", said, re.IGNORECASE))


def _hoisted(text: str) -> str:
    """The warning as a marker holds it: without its bullet, cells, brackets and last stop."""
    return re.sub(r"[\[\]]", "", re.sub(r"\s*\|\s*", " ", text)).strip(" -*+>_.")
