"""A success line only restates its step, or names nothing that could be observed.

## What it does

Looks at success lines. One that says no more than “works correctly”, “is implemented” or “field added” gets the finding. So
does one all of whose words are the step's own. A named value, command, status code, file or message makes it observable.

## Why it matters

Whoever carries out the step ticks such a line whatever happened.

## How to fix it

Say what can be seen when it worked: a command and its output, a status code, a number, a state of the screen.

## Known limits

Reads English only. Lines that close a phase, and steps that write documents, are left alone: there the existence of the
thing is the outcome.
"""

import re
from collections.abc import Iterator

from plan_rules.language.concrete import is_specific
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Passage, Plan, Step

rule = Rule(
    summary="a success line restates its step or names nothing observable",
    anti_pattern="Vague Generalizations",
    severity="warning",
    why="Whoever carries out the step ticks such a line whatever happened.",
    how="Say what can be seen when it worked: a command and its output, a status code, a number, a state of the screen.",
    bad=(
        Example(
            "# Plan: bird counter\n\n## Objective\n\nVolunteers enter counts on the phone.\n\n## Context\n\n"
            "- Reed beds have no signal, so counts are stored first\n\n## Steps\n\n"
            "1. **Add count form**: Species and number\n   - Success: Form added\n"
            "2. **Send stored counts**: On the next connection\n   - Success: Sending works correctly\n",
            (14, 16),
        ),
    ),
    good=(
        Example(
            "# Plan: bird counter\n\n## Objective\n\nVolunteers enter counts on the phone.\n\n## Context\n\n"
            "- Reed beds have no signal, so counts are stored first\n\n## Steps\n\n"
            "1. **Add count form**: Species and number\n   - Success: a count of 3 herons survives a restart of the app\n"
            "2. **Send stored counts**: On the next connection\n   - Success: the server lists the 3 herons once\n",
        ),
    ),
)

_LABEL = re.compile(
    r"^\W*(?:\[[ xX]\]\s*)?(?:\*\*|__)?(?:success(?: criteri(?:a|on))?|expected(?: (?:output|result|outcome))?|verify|verification|acceptance(?: criteria)?|done(?: when)?|outcome|result|check)(?:\*\*|__)?\s*[:–—-]\s*(?:\*\*|__)?",
    re.IGNORECASE,
)
_FILLER_TEXT = (
    "a an the is are was were be been being it its this that these those all any every and or of to in on for with by as from into at new now has have will can should must"
    " successfully success successful correctly correct properly proper well fine expected intended planned required designed cleanly smoothly fully complete completed completely"
    " works work working functions function functional functioning operates operational behaves runs run running implemented added created updated done finished made built set up installed"
    " exists exist available ready place everything changes change feature step task code implementation up tested migrated dropped removed linked written defined configured"
    " integrated integration deployed enabled applied introduced established appropriately gracefully good"
)
_FILLER = frozenset(_FILLER_TEXT.split())
_EMPTY = re.compile(
    r"\b(?:works?|working|functions?|functional|functioning|behaves?|operates?|operational|implemented|added|created|updated|done|finished|complete[d]?|successful(?:ly)?|correct(?:ly)?|properly|as expected|installed|built|defined|configured|integrated|migrated|removed|dropped|available|ready|in place)\b",
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"\b(?:docs?|document\w*|readme|changelog|guide|adr|runbook|diagram|spec|write|draft)\b", re.IGNORECASE
)
_GATE = re.compile(r"\b(?:checkpoint|phase|story|milestone|all (?:tests|checks|tasks)|tests?|gate)\b", re.IGNORECASE)
_MOST_WORDS = 8
# Said of anything named, these words still leave open what is seen.
_FLAT = re.compile(
    r"(?:\b(?:works|functions|behaves|is (?:working|functional))(?: (?:correctly|properly|as expected|well|fine|as intended))?"
    r"|\b\w+ed (?:correctly|properly|as expected|appropriately))\W*$",
    re.IGNORECASE,
)
_DONE = re.compile(r"^(?:[\w-]+ ){1,4}\w{2,}(?:ed|en)\W*$", re.IGNORECASE)
"""A participle at the end: whether it says more than the step is seen by comparing the two."""
_PRAISED = r"(?:clean|composable|minimal|simple|elegant|robust|readable|maintainable|modular|scalable|solid|good|well[- ](?:structured|organi[sz]ed|documented|designed|tested|factored)|high[- ]quality|reusable|extensible|consistent|idiomatic|intuitive|smooth|seamless)"
_PRAISE = re.compile(
    rf"(?:the )?{_PRAISED}(?:(?:,| and|, and) {_PRAISED})* (?:implementation|code(?:base)?|design|architecture|solution|apis?|structure|integration|(?:user )?experience|ui|interface)(?: (?:with|and) {_PRAISED} (?:duplication|complexity|structure|code|overhead))?\W*"
    rf"|(?:the )?(?:implementation|code(?:base)?|design|architecture|solution|api|structure|(?:user )?experience|ui|interface) (?:is|are|remains) {_PRAISED}(?:(?:,| and|, and) {_PRAISED})*\W*",
    re.IGNORECASE,
)
_TICK = re.compile(r"\s*[✅☑✓✔]")
_CONDITION = re.compile(
    r"\b(?:when|if|without|no|not|after|before|with|via|on|in|under|while|even|only|from|using|via|same|both)\b",
    re.IGNORECASE,
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    owned = [(c, step) for step in plan.steps for c in step.criteria if step.kind == "work" and not step.done]
    overall = [(c, None) for c in plan.criteria]
    seen: set[int] = set()
    for criterion, step in (*owned, *overall):
        for where in _ticked_lines(plan, criterion.where):
            if where.start not in seen and _says_nothing(plan, where, step):
                seen.add(where.start)
                restates = step is not None and _restates(plan, where, step)
                yield Report(
                    message=f"{quoted(_text(plan, where))} {f'only restates {_label(step)}' if step and restates else 'names nothing that can be observed'}: what can be seen when it worked?",
                    where=where,
                )


def _ticked_lines(plan: Plan, where: Passage) -> Iterator[Passage]:
    """A paragraph whose lines each begin with a tick, line by line; anything else as it is."""
    if where.line == where.end_line or not _TICK.match(plan.raw(where)):
        yield where
        return
    start = where.start
    for number, line in enumerate(plan.raw(where).split("\n"), where.line):
        yield Passage(start, start + len(line.rstrip()), number, number)
        start += len(line) + 1


def _label(step: Step) -> str:
    return f"step {step.label}" if step.label.isdigit() else "its step"


def _text(plan: Plan, where: Passage) -> str:
    return _LABEL.sub("", plan.spoken(where).strip()).strip(" *_-[]✅☑✓✔\ufe0f\n")


def _stems(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {_stem(word) for word in words if word not in _FILLER}


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > 4 else word.rstrip("s")


def _restates(plan: Plan, where: Passage, step: Step) -> bool:
    return bool(_stems(_text(plan, where)) & _stems(plan.spoken(step.head)))


def _says_nothing(plan: Plan, where: Passage, step: Step | None) -> bool:
    text = _text(plan, where)
    if _PRAISE.fullmatch(text):
        return True
    if not text or len(text.split()) > _MOST_WORDS or not (_EMPTY.search(text) or _DONE.search(text)):
        return False
    if _FLAT.search(text) and not _CONDITION.search(text) and not re.search(r"\d|:|;", text):
        return not _nested(plan, where)
    if is_specific(text) or re.search(r"`|\d", text) or _GATE.search(text) or _WRITES.search(text):
        return False
    if "```" in plan.raw(where) or ":" in text or "," in text or _nested(plan, where):
        return False
    own = _stems(text)
    if step is None:
        return len(own) <= 1 and not re.search(r"\b(?:no|not|never|without)\b", text, re.IGNORECASE)
    return not _WRITES.search(plan.spoken(step.head)) and own <= _stems(plan.spoken(step.head))


def _nested(plan: Plan, where: Passage) -> bool:
    """Whether something deeper stands below: then the line is a heading of observations."""
    if where.end_line >= plan.source.line_count:
        return False
    own, below = plan.source.line_text(where.line), plan.source.line_text(where.end_line + 1)
    return bool(below.strip()) and len(below) - len(below.lstrip()) > len(own) - len(own.lstrip())
