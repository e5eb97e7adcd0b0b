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

from plan_rules.language.outcome import (
    ACCOMPLISHED,
    ARTEFACTS,
    EXPECTED,
    FILLER,
    FLAT,
    LABEL,
    OBSERVED,
    OPENERS,
    PRAISE,
    RIGHT,
    STATE,
    UNTROUBLED,
)
from plan_rules.language.stems import stem
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.lint.statements import NAME, Flow, flow_of
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage, Plan, Step
from plan_rules.plan.sections import stretch

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

_WRITES = re.compile(
    r"\b(?:docs?|documentation|documenting|document (?:the|how|all|each|every|this)|readme|changelog|guide|adr|runbook|diagram|spec|draft|report|article|page of|manual|glossary)\b",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"\b(?:checkpoint|phase|story|milestone|gate|ci|pass(?:es|ed|ing)?|fail\w*|compil\w+|lint\w*|type-?checks?)\b|\b(?:tests?|builds?|suites?|checks)\b (?:\w+ )?(?:pass\w*|green|run\w*|work\w*|succeed\w*|clean\w*|ok)\b|\bboth\b",
    re.IGNORECASE,
)
_MOST_WORDS = 12
_MOST_WORDS_OF_ALL = 8
_MOST_WORDS_OF_ARTEFACT = 5
_MOST_WORDS_NAMED = 4
"""A line this short that repeats a number of its step is still its echo."""
_SHARED = 5
_ENDING = 2
"""Two words are one in two forms (subscribe, subscription) when they share so many letters, all but so many of the shorter."""
_FIRST_WORD = re.compile(r"^[^\w\n]{0,20}([^\W\d_]{2,12})\b", re.MULTILINE)
_TICKED = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[[xX]\]\s")
_TICK = re.compile(r"\s*[✅☑✓✔]")
_NEXT_ITEM = re.compile(r"\n[ \t]*(?:\n|[-*+] |\d{1,2}[.)] |#|\||>|`{3}|~{3}|[*_]{0,2}[A-Z][\w ]{1,30}:)|\Z")
_BARE_NAME = re.compile(r"`[\w.]+` (?:is|are|has been|was|exists?|gets?)(?: \w+){0,2}\W*")
"""“`seats` exists”: the step names it, and that it is there is all that is said."""
_ORDER = re.compile(r"\W*(?:run|execute|test|try|open|call|start|check|verify|confirm|ensure|make)\b", re.IGNORECASE)
_COMMAND = re.compile(r"`[^`\n]*(?: |--|\()[^`\n]*`|`[^`\n]+` (?:command|script|cli)\b")


def check(plan: Plan, options: Options) -> Iterator[Report]:
    seen: set[int] = set()
    for line, step in sorted(_success_lines(plan), key=lambda pair: pair[0].start):
        for where in _ticked_lines(plan, line):
            flow = _without_label(plan, where)
            if where.line in seen or not flow.text or _nested(plan, where):
                continue
            seen.add(where.line)
            if _TICKED.match(plan.raw(where)) or _OBSERVABLE.search(plan.raw(where)) or _follows_code(plan, where):
                continue
            restates = _restates(plan, flow, step)
            if restates or _names_nothing(flow):
                yield Report(
                    message=f"{quoted(flow.raw)} {f'only restates {_label(step)}' if step and restates else 'names nothing that can be observed'}: what can be seen when it worked?",
                    where=where,
                    severity="info" if _shown_by_code(plan, step) or _is_qualitative(plan, where) else None,
                )


_OBSERVABLE = re.compile(
    r"\b(?:GET|POST|PUT|PATCH|DELETE) /|/[\w/-]{3,}`? (?:returns?|answers?|responds?|works?|is up)\b|\b(?:committed|pushed|commits?)\b|\b(?:stdout|stderr|exit codes?|status codes?)\b|\bas (?:JSON|CSV|XML|YAML|PDF)\b"
)
"""An address with its answer, the state of git, a format: each can be looked at."""


def _follows_code(plan: Plan, where: Passage) -> bool:
    """Whether the line stands right below a block of commands: their exit tells."""
    above = next((n for n in range(where.line - 1, max(0, where.line - 3), -1) if plan.source.line_text(n).strip()), 0)
    return above > 0 and plan.source.line_text(above).strip().startswith(("```", "~~~"))


def _shown_by_code(plan: Plan, step: Step | None) -> bool:
    """Whether the step holds code that shows what its success line says in short."""
    return step is not None and "```" in plan.raw(step.body)


def _is_qualitative(plan: Plan, where: Passage) -> bool:
    return any("qualitative" in s.title.lower() and s.body.start <= where.start < s.body.end for s in plan.sections)


def _success_lines(plan: Plan) -> Iterator[tuple[Passage, Step | None]]:
    """Success lines with their step: as the plan's reader found them, and those told by their first words alone."""
    done = Areas(step.body for step in plan.steps if step.done or step.kind == "commit")
    for step in plan.steps:
        for criterion in step.criteria:
            if not done.hold(criterion.where):
                yield criterion.where, step
    yield from ((criterion.where, None) for criterion in plan.criteria)
    for step in plan.steps:
        start, end = step.body.start, step.body.end
        for first in _FIRST_WORD.finditer(plan.spoken_text, start, end) if not done.hold(step.body) else ():
            found = LABEL.match(plan.spoken_text, first.start(), end) if first.group(1).lower() in OPENERS else None
            if not found:
                continue
            stop = _NEXT_ITEM.search(plan.spoken_text, found.end(), end)
            where = stretch(plan.source, found.start(), stop.start() if stop else end)
            if where.start > step.head.start:
                yield where, step


def _ticked_lines(plan: Plan, where: Passage) -> Iterator[Passage]:
    """A paragraph whose lines each begin with a tick, line by line; anything else as it is."""
    if where.line == where.end_line or not _TICK.match(plan.raw(where)):
        yield where
        return
    start = where.start
    for number, line in enumerate(plan.raw(where).split("\n"), where.line):
        yield Passage(start, start + len(line.rstrip()), number, number)
        start += len(line) + 1


def _without_label(plan: Plan, where: Passage) -> Flow:
    label = LABEL.match(plan.spoken_text, where.start, where.end)
    start = label.end() if label else where.start
    flow = flow_of(plan, stretch(plan.source, start, where.end))
    blanks = len(flow.text) - len(flow.text.lstrip(" ✅☑✓✔\ufe0f"))
    return flow.after(blanks)


def _label(step: Step) -> str:
    return f"step {step.label}" if step.label.isdigit() else "its step"


def _restates(plan: Plan, flow: Flow, step: Step | None) -> bool:
    """Whether every word of the line is its step's own, or says only that it was done."""
    words = flow.text.split()
    if _ORDER.match(flow.text):
        return False
    if len(words) > (_MOST_WORDS if step else _MOST_WORDS_OF_ALL) or not STATE.search(flow.text):
        return False
    if (
        re.search(r"[:;,?]\s|[<>=]", flow.text)
        or OBSERVED.search(flow.text)
        or _GATE.search(flow.text)
        or _WRITES.search(flow.text)
    ):
        return False
    if step is None:
        if NAME in flow.text or re.search(r"\d", flow.text):
            return False
        own = _words(flow.text)
        return not own or any(_covered(own, _words(plan.spoken(other.head))) for other in plan.steps if len(own) > 1)
    if NAME in flow.text and not _BARE_NAME.fullmatch(flow.raw):
        return False
    if any(number not in plan.raw(step.head) for number in re.findall(r"\d+", flow.text)):
        return False
    if re.search(r"\d", flow.text) and len(words) > _MOST_WORDS_NAMED:
        return False
    if _WRITES.search(plan.spoken(step.head)):
        return False
    own = _words(flow.raw)
    if len(words) <= _MOST_WORDS_OF_ARTEFACT:
        own -= ARTEFACTS
    return _covered(own, _words("\n".join(_told(plan, step))))


def _told(plan: Plan, step: Step) -> Iterator[str]:
    """The lines of a step's head and body that are no success lines."""
    for part in (step.head, *step.lines):
        for line in plan.spoken(part).split("\n"):
            if not LABEL.match(line):
                yield line


def _names_nothing(flow: Flow) -> bool:
    if PRAISE.fullmatch(flow.text) or UNTROUBLED.fullmatch(flow.text):
        return True
    if not _words(flow.text) and RIGHT.search(flow.text) and NAME not in flow.text:
        return True
    if re.search(r"\d|[:;<>=]", flow.text) or _COMMAND.search(flow.raw) or _WRITES.search(flow.text):
        return False
    if OBSERVED.search(RIGHT.sub("", flow.text)) or _GATE.search(flow.text):
        return False
    return bool(FLAT.fullmatch(flow.text) or ACCOMPLISHED.fullmatch(flow.text) or EXPECTED.fullmatch(flow.text))


def _words(text: str) -> set[str]:
    """The words that carry content, in lower case; identifiers are taken apart."""
    spread = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", text)
    return {word for word in re.findall(r"[a-z0-9]+", spread.lower()) if word not in FILLER}


def _covered(own: set[str], others: set[str]) -> bool:
    stems = {stem(other) for other in others}
    return all(stem(word) in stems or any(_akin(word, other) for other in others) for word in own)


def _akin(word: str, other: str) -> bool:
    """Whether two words are forms of one: they begin alike, but for their ends."""
    shared = max(_SHARED, min(len(word), len(other)) - _ENDING)
    return len(word) >= shared and word[:shared] == other[:shared]


def _nested(plan: Plan, where: Passage) -> bool:
    """Whether something deeper stands below: then the line is a heading of observations."""
    if where.end_line >= plan.source.line_count:
        return False
    own, below = plan.source.line_text(where.line), plan.source.line_text(where.end_line + 1)
    return bool(below.strip()) and len(below) - len(below.lstrip()) > len(own) - len(own.lstrip())
