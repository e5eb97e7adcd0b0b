"""Choices that a plan makes and nowhere explains: in its steps, and in what it says before and beside them."""

import re
from collections.abc import Iterator

from plan_rules.language.choices import choices_in
from plan_rules.language.reasons import CAUSE, STRONG_CAUSE, around_sentence, goes_on
from plan_rules.lint.grounds import Grounds
from plan_rules.lint.parts import own_lines, working_steps
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage, Plan

RAW_LOG = re.compile(r"\b(?:raw|discoveries log)\b", re.IGNORECASE)
"""Headings of notes as they were taken, which are not asked for reasons."""
_CONNECTS = re.compile(r"\b(?:rather than|instead of|in favou?r of|in place of|over)\b", re.IGNORECASE)
"""Joins what is chosen to what is not; no reason by itself."""
_SET_OFF = re.compile(
    r"\s[-–—]{1,2}\s+\S.{6,}|\([^()]{8,}\)|[:;] (?:it|they|this|that|the|its|their|we|no|all|each|both|two|one|\d+|half|most|an?|our)\b.{6,}"
    r"|[:;] (?!(?:add|set|use|write|move|put|run|call|change|replace|update|rename|create|delete|remove|see|then|first|in|on|with|from|for|to|by|at|and|as|install|edit)\b)[a-z][\w'’-]+ (?:[\w'’-]+ )+[\w'’-]+",
    re.DOTALL | re.IGNORECASE,
)
"""A remark on what stands before it."""
_NEXT_LABEL = re.compile(r"\n\s*(?:\*\*|[*_])?(?:[A-Z][\w ]{1,20}(?:\*\*|[*_])?:|→|=>)")
"""A line that begins something else, such as a success line of the same paragraph."""
_GROUNDS = re.compile(
    r"\b(?:because|since|so that|due to|avoid|prevent|reduc\w+|slow\w*|fail\w*|broken|break\w*|costs?|confus\w+|duplicat\w+|deprecat\w+"
    r"|unsupported|legacy|risk\w*|needs?|why|reason|motivat\w+|simplif\w+|faster|cheaper|security|obsolete|unmaintained|end of life)\b",
    re.IGNORECASE,
)
_SILENT_ROLES = frozenset(
    {
        "pitfalls",
        "alternatives",
        "non-goals",
        "references",
        "progress",
        "success",
        "testing",
        "failure",
        "open-questions",
    }
)

Unexplained = tuple[Passage, tuple[int, int]]
"""A choice, and the first and last line of the step or item that makes it."""


def unexplained_choices(plan: Plan, grounds: Grounds) -> Iterator[Unexplained]:
    """The first choice of each step and of each item outside them for which no reason stands anywhere."""
    yield from _in_steps(plan, grounds)
    yield from _outside(plan, grounds)


def has_grounds(plan: Plan) -> bool:
    """Whether any word before the steps tells a need, a harm or a cause."""
    return bool(_GROUNDS.search(plan.prose[: plan.steps[0].head.start if plan.steps else len(plan.prose)]))


def _in_steps(plan: Plan, grounds: Grounds) -> Iterator[Unexplained]:
    """The first choice of each step that nothing explains."""
    for step in working_steps(plan):
        explained = bool(step.related or step.markers)
        for line in own_lines(step):
            if found := _unexplained(plan, grounds, line, step.body, plan.spoken(line)):
                if explained and not (
                    _COMPARES.search(plan.spoken(found)) and grounds.only_in(line, plan.spoken(found))
                ):
                    continue
                if not STRONG_CAUSE.search(plan.spoken(step.body)):
                    yield found, (step.body.line, step.body.end_line)
                break


_COMPARES = re.compile(
    r"\b(?:instead of|rather than|in favou?r of|in place of|over|replac\w+|(?:switch|mov|migrat)\w* [^.;\n]{0,60}\bto)\b",
    re.IGNORECASE,
)


def _outside(plan: Plan, grounds: Grounds) -> Iterator[Unexplained]:
    """Choices in what the plan says before and beside its steps."""
    silent = Areas(
        [step.body for step in plan.steps]
        + [s.body for s in plan.sections if s.role in _SILENT_ROLES or RAW_LOG.search(s.title)]
    )
    aim = Areas(plan.objective)
    reasoned = bool(plan.context) or has_grounds(plan)
    for block in plan.document.children:
        for part in block.children if block.kind == "list" else [block] if block.kind == "paragraph" else []:
            where = Passage(part.start, part.end, part.line, part.end_line)
            if silent.meet(where) or (reasoned and aim.meet(where)):
                continue
            found = _unexplained(plan, grounds, where, where, plan.spoken(where))
            before = plan.spoken(Passage(where.start, found.start, 0, 0)) if found else ""
            if found and not CAUSE.search(before) and not goes_on(plan.spoken(Passage(found.start, where.end, 0, 0))):
                yield found, (where.line, where.end_line)


_OVER = re.compile(r"\b(?:instead of|rather than|in place of)\b(.*)", re.IGNORECASE | re.DOTALL)
"""What follows is given up."""


def _unexplained(plan: Plan, grounds: Grounds, line: Passage, around: Passage, text: str) -> Passage | None:
    """The first choice in a line for which no reason stands in the line or elsewhere in the plan."""
    for choice in choices_in(text):
        first, last = around_sentence(text, choice.start, choice.end)
        said = _CONNECTS.sub(" ", text[choice.start : choice.end])
        rest = f"{text[first : choice.start]} {said} {text[choice.end : last]}"
        after = _NEXT_LABEL.split(plan.words(line)[choice.end : last])[0]
        if CAUSE.search(rest) or _SET_OFF.search(after) or grounds.explain(choice.chosen, around):
            continue
        given_up = _OVER.search(re.split(r"[.;\n]", text[choice.start : last], maxsplit=1)[0])
        if given_up and grounds.fault(given_up[1]):
            continue
        start, end = line.start + choice.start, line.start + choice.end
        return Passage(start, end, plan.source.line_of(start), plan.source.line_of(end - 1))
    return None
