"""A plan of three or more steps records nothing of what its author found out.

## What it does

Looks for a context section under any name, related context in steps, and stated reasons or constraints. A plan with three or
more steps that has neither the sections nor two reasons gets one finding.

## Why it matters

The author learned things while planning: what the tools do, which rules apply, what was ruled out. What isn't written down
is looked for again, or missed.

## How to fix it

Add a section with what took time to find out and would change the implementation.

## Known limits

In a plan that points to a specification, research or design of its own, the finding is only a remark.
"""

import re
from collections.abc import Iterator

from plan_rules.language.phrases import Phrases
from plan_rules.language.pointers import DOCUMENT
from plan_rules.language.reasons import CAUSE
from plan_rules.lint.parts import working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import ContextItem, Passage, Plan, Role, Section
from plan_rules.plan.sections import LEAD_IN_LEVEL, passage

FEWEST_STEPS = 3
ENOUGH_REASONS = 2

rule = Rule(
    summary="a plan of three or more steps records no context",
    anti_pattern="Missing Critical Discoveries",
    severity="error",
    why="What the author found out is looked for again by whoever implements it, or missed.",
    how="Add a section with what took time to find out and would change the implementation.",
    bad=(
        Example(
            "# Plan: faster search page\n\n## Objective\n\nThe search page answers in 200 ms.\n\n## Steps\n\n"
            "1. Add an index on `listing.town`\n   - Success: the plan shows an index scan\n"
            "2. Page the results\n   - Success: 20 results a page\n"
            "3. Load pictures lazily\n   - Success: one request for each visible picture\n",
            (7,),
        ),
    ),
    good=(
        Example(
            "# Plan: faster search page\n\n## Objective\n\nThe search page answers in 200 ms.\n\n"
            "## What we found\n\n- 80 % of the time goes into the sequential scan of `listing` (traced on 3 March)\n"
            "- Offsets over 10,000 are slow in this database, because skipped rows are read all the same\n\n## Steps\n\n"
            "1. Add an index on `listing.town`\n   - Success: the plan shows an index scan\n"
            "2. Page the results by key\n   - Success: 20 results a page\n"
            "3. Load pictures lazily\n   - Success: one request for each visible picture\n",
        ),
    ),
)


_PROBLEM = re.compile(r"\W*(?:the )?(?:problem|symptom|bug|issue|incident|defect|failure)s?\b", re.IGNORECASE)
_FEWEST_PROBLEM_WORDS = 15
_MUCH_PROSE = 110
_PROSE = frozenset({"paragraph", "list", "table", "block_quote"})
_TELLING: frozenset[Role] = frozenset({"other", "steps", "scope"})
_FOUND_OUT = re.compile(
    r"\b(?:found out|turned out|learn(?:t|ed)|discovered|noticed|measured|verified|grounding|so far|why it must|as of today|at present|currently)\b",
    re.IGNORECASE,
)
"""Words with which a text before the work tells what was found out."""
_TRIED = Phrases(
    r"\b(?:we|i|it|they|he|she) (?:have |has )?(?:tried|measured|timed|tested|checked|found|learn(?:ed|t)|saw|noticed)\b|\b(?:it|this|that|which) (?:took|needed|lasted) \d"
)
_CHOSEN_FOR = Phrases(r"\b(?:chosen|selected|picked|preferred|taken) (?:for (?:its|their|the)|because|since|as)\b")
_EXPLORES = re.compile(
    r"\b(?:discovery|research|exploration|findings|investigation|analysis|survey|spike)\b", re.IGNORECASE
)
"""A finished step with such a title has found something out."""
_NO_REASON = re.compile(r"supports?|make sure|gives?|provides|handles", re.IGNORECASE)
"""What the work does, not why."""
_STACK = re.compile(r"\W*(?:tech(?:nology|nical)? )?stack\b|\W*technolog(?:y|ies)\W*\Z", re.IGNORECASE)
_DOCUMENTS = re.compile(
    r"\b(?:guide|docs?|documentation|readme|handbook|article|manual|glossary|tutorial)\b", re.IGNORECASE
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    steps = list(working_steps(plan))
    if len(steps) < FEWEST_STEPS or any(step.related for step in plan.steps):
        return
    if any(_tells(plan, item) for item in plan.context) or (plan.title and _DOCUMENTS.search(plan.raw(plan.title))):
        return
    if _reasons(plan) >= ENOUGH_REASONS or _told_elsewhere(plan) >= _MUCH_PROSE:
        return
    where = plan.steps_heading or plan.title or steps[0].head
    yield Report(
        message=f"The plan has {len(steps)} steps and no context: nothing says what was found out, which constraints hold or why it is done this way.",
        where=where,
        span=(where.line, plan.steps[-1].body.end_line),
        severity="info" if plan.companions or DOCUMENT.search(plan.spoken_text) else None,
        key="context",
    )


def _tells(plan: Plan, item: ContextItem) -> bool:
    """Whether an item of context is more than the names of the technologies used."""
    return not _STACK.match(item.category) or _gives_reason(plan.words(item.where))


def _reasons(plan: Plan) -> int:
    """Stated reasons, decisions and pitfalls, in any place."""
    count = len(plan.decisions) + len(plan.pitfalls)
    blocks: list[Passage] = [*plan.objective]
    for step in plan.steps:
        blocks += [step.head, *(sub.where for sub in step.sub_steps)]
    count += sum(_gives_reason(plan.words(where)) for where in blocks)
    count += sum(bool(_TRIED.search(plan.spoken(where))) for where in blocks)
    count += sum(bool(_CHOSEN_FOR.search(plan.spoken(line))) for step in plan.steps for line in step.lines)
    count += ENOUGH_REASONS * any(step.done and _EXPLORES.search(step.title) for step in plan.steps)
    count += len(_FOUND_OUT.findall(plan.spoken(_before(plan))))
    count += sum(bool(step.markers) for step in plan.steps)
    count += ENOUGH_REASONS * any(_tells_the_problem(plan, section) for section in plan.sections)
    count += sum(section.role in {"context", "decisions", "alternatives", "pitfalls"} for section in plan.sections)
    return count


def _gives_reason(words: str) -> bool:
    return any(not _NO_REASON.fullmatch(found.group()) for found in CAUSE.finditer(words))


def _told_elsewhere(plan: Plan) -> int:
    """Words that stand neither in steps nor under aim, success, test or list of files: what is told there is context too."""
    steps = Areas(step.body for step in plan.steps)
    aims = Areas(plan.objective)
    titled = [section for section in plan.sections if section.level < LEAD_IN_LEVEL]
    at, count = -1, 0
    for block in plan.document.children:
        while at + 1 < len(titled) and titled[at + 1].heading.start <= block.start:
            at += 1
        where = passage(block)
        told = at < 0 or titled[at].role in _TELLING
        if told and block.kind in _PROSE and not steps.meet(where) and not aims.meet(where):
            count += len(plan.spoken(where).split())
    return count


def _before(plan: Plan) -> Passage:
    """What stands between the title and the first heading below it, or the first step."""
    start = plan.title.end if plan.title else 0
    ends = [
        plan.steps[0].head.start,
        *(s.heading.start for s in plan.sections if s.heading.start > start and s.level < LEAD_IN_LEVEL),
    ]
    return Passage(start, max(start, min(ends)), 1, 1)


def _tells_the_problem(plan: Plan, section: Section) -> bool:
    """Whether a section named for the problem says what happens, and not only what is wanted."""
    return bool(_PROBLEM.match(section.title)) and len(plan.words(section.body).split()) >= _FEWEST_PROBLEM_WORDS
