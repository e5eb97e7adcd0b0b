"""A context item concerns nothing that the plan does.

## What it does

Takes the context items under the plan's own context headings and looks for what they are about (files, symbols, uncommon words)
in the steps, success criteria, tests and decisions. An item that shares no identifier and hardly a word with any of them gets the finding.

## Why it matters

Either a step is missing that the author had in mind, or the item distracts from those that matter.

## How to fix it

Name the item in the step it concerns, add the missing step, or take the item out.

## Known limits

A remark only. Words are compared by their stems, so an item that says the same in other words may be reported. Items that limit the whole plan, say what
stays as it is, or point to later work are left alone.
"""

import re
from collections.abc import Iterator

from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import ContextItem, Plan

rule = Rule(
    summary="a context item concerns nothing that the plan does",
    anti_pattern="Unlinked Context",
    severity="info",
    why="Either a step is missing that the author had in mind, or the item distracts from those that matter.",
    how="Name the item in the step it concerns, add the missing step, or take the item out.",
    bad=(
        Example(
            "# Plan: allotment waiting list\n\n## Objective\n\nApplicants see their rank.\n\n## Context\n\n"
            "- Ranks change only at the monthly meeting, because the committee decides there\n"
            "- The letter template `offer.odt` breaks when a surname holds an apostrophe\n\n## Steps\n\n"
            "1. **Compute ranks**: Number the applicants by the date of the monthly meeting\n   - Success: applicant 7 sees rank 7\n"
            "2. **Show ranks**: Put the rank on the applicant's page\n   - Success: `pytest tests/rank` passes\n",
            (10,),
        ),
    ),
    good=(
        Example(
            "# Plan: allotment waiting list\n\n## Objective\n\nApplicants see their rank.\n\n## Context\n\n"
            "- Ranks change only at the monthly meeting, because the committee decides there\n\n## Steps\n\n"
            "1. **Compute ranks**: Number the applicants by the date of the monthly meeting\n   - Success: applicant 7 sees rank 7\n"
            "2. **Show ranks**: Put the rank on the applicant's page\n   - Success: `pytest tests/rank` passes\n",
        ),
    ),
)

_COMMON_TEXT = (
    "this that these those with from into have will they them then than when where which while what also only just each every some any all both such more most"
    " must should could would does done make made need used uses using user users test tests file files code data work works system current currently existing"
    " same other another after before because since through between within without about over under there their being been were very well still already because"
    " change changes changed value values name names type types first second last next call calls called here like line lines note plan step steps time way"
)
_COMMON = frozenset(_COMMON_TEXT.split())
_LIMITS = re.compile(
    r"\b(?:must not|do not|don'?t|never|no change|unchanged|untouched|out of scope|later|future|follow-?up|leave|stays?|remain(?:s)?|keep|only|all |every|entire|whole|none|n/?a|not (?:needed|required|applicable)|no longer|already (?:done|fixed|handled|exists?)"
    r"|backwards?[- ]compat\w*|compatib\w+|convention|style|version|project|repository|codebase|team|deadline|language|framework|runtime)\b",
    re.IGNORECASE,
)
_RAW_LOG = re.compile(
    r"\b(?:log|raw|session|discover\w*|definitions?|glossary|terms|references?|files?|history|existing|technical|prior|research|evidence|assumptions?|notes?|principles|summary)\b",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"`([^`\n]{3,60})`")
_FEWEST_WORDS = 5
_FEWEST_STEPS = 2


def check(plan: Plan, options: Options) -> Iterator[Report]:
    if len(plan.steps) < _FEWEST_STEPS:
        return
    work = _work(plan)
    items = [item for item in plan.context if item.step is None]
    orphans = [item for item in items if _is_orphan(plan, item, work)]
    # Where most items share nothing with the steps, the two are worded differently: that says nothing of the items.
    if len(orphans) * 3 > len(items) + 2:
        return
    for item in orphans:
        yield Report(
            message=f"Nothing in the steps, criteria or tests concerns {quoted(item.lead or _first_words(plan, item))}.",
            where=item.where,
        )


def _first_words(plan: Plan, item: ContextItem) -> str:
    return re.sub(r"^\s*[-*+\d.]+\s+", "", plan.raw(item.where)).strip()


def _work(plan: Plan) -> str:
    """All that is not context: what the plan does, checks, decides and names, code included, in small letters."""
    text = list(plan.source.text)
    for item in plan.context:
        if item.step is None:
            for place in range(item.where.start, item.where.end):
                text[place] = " "
    return "".join(text).lower()


def _is_orphan(plan: Plan, item: ContextItem, work: str) -> bool:
    words = plan.words(item.where)
    if (
        _LIMITS.search(words)
        or _RAW_LOG.search(item.category)
        or "](" in plan.raw(item.where)
        or "|" in plan.raw(item.where)
    ):
        return False
    if item.where.end_line - item.where.line > 3 or _referred(plan, item):
        return False
    names = {part for found in _IDENTIFIER.findall(plan.raw(item.where)) for part in _parts(found)}
    stems = {_stem(word) for word in re.findall(r"[a-z]{4,}", words.lower()) if word not in _COMMON}
    if len(stems) < _FEWEST_WORDS:
        return False
    if any(name in work for name in names):
        return False
    known = sum(1 for stem in stems if re.search(rf"\b{re.escape(stem)}", work))
    return known * 5 <= len(stems)


def _parts(identifier: str) -> list[str]:
    """An identifier and its telling parts, in small letters."""
    return [
        part
        for part in re.split(r"[^a-z0-9]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", identifier).lower())
        if len(part) > 3
    ]


def _stem(word: str) -> str:
    return re.sub(r"(?:ations?|ings?|ed|es|s|e|ly|ment|ies|y)$", "", word)[:7] if len(word) > 4 else word


def _referred(plan: Plan, item: ContextItem) -> bool:
    """Whether a step points to the section that the item stands in."""
    title = item.category.strip()
    if len(title) < 4:
        return False
    return any(title.lower() in plan.raw(step.body).lower() for step in plan.steps)
