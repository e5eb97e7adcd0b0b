"""A decision stands without its reason.

## What it does

Looks at decisions: what the plan calls chosen or decided, “X instead of Y”, “switch from X to Y”. One without a cause clause, a
consequence, a reason bullet, a filled rationale cell or related context gets the finding. In a plan that cures a problem, the
step that brings in the remedy (a lock, a version number, a retry, a cache, …) is a decision too: something must say why it
cures the cause.

## Why it matters

Without the reason a decision can be neither kept when things change nor questioned when it is wrong.

## How to fix it

Add “because …”, or a bullet with the reason.

## Known limits

A plan that points to a specification or design of its own has its reasons there; then it is only a remark.
"""

import re
from collections.abc import Iterator

from plan_rules.language.reasons import CAUSE, explains
from plan_rules.lint.finding import Suggestion
from plan_rules.lint.parts import covers, name_of, own_lines, quoted, sentence, working_steps
from plan_rules.lint.rule import PROPOSING, Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Decision, Passage, Plan, Step

rule = Rule(
    summary="a decision has no reason",
    anti_pattern='Missing "Why"',
    severity="warning",
    why="Without its reason a decision can be neither kept when things change nor questioned when it is wrong.",
    how="Add “because …”, or a bullet with the reason.",
    kinds=PROPOSING,
    bad=(
        Example(
            "# Plan: invoice numbers\n\n## Objective\n\nNo two invoices share a number.\n\n## Steps\n\n"
            "1. **Draw numbers from a sequence**: Use a database sequence instead of counting rows\n"
            "   - Success: 1,000 parallel inserts give 1,000 numbers\n",
            (9,),
        ),
    ),
    good=(
        Example(
            "# Plan: invoice numbers\n\n## Objective\n\nNo two invoices share a number.\n\n## Steps\n\n"
            "1. **Draw numbers from a sequence**: Use a database sequence instead of counting rows, because two\n"
            "   transactions count the same rows\n   - Success: 1,000 parallel inserts give 1,000 numbers\n",
        ),
    ),
)

_CHOICE = re.compile(
    r"\b(?:use|using|adopt|choose|pick|prefer|introduce|go with|implement)\b [^.;\n]{2,60}?\b(?:instead of|rather than|in place of|over)\b [^.;\n]{2,60}"
    r"|\b(?:switch|migrate|move|change)(?:ing)? (?:\w+ ){0,3}from [^.;\n]{2,50}? to [^.;\n]{2,50}"
    r"|\b(?:replace)\b [^.;\n]{2,50}? (?:with|by) [^.;\n]{2,50}",
    re.IGNORECASE,
)
_TEXT_EDIT = re.compile(
    r"`[^`]*`\s*(?:→|->|with|to|by|instead of)\s*`[^`]*`|\b(?:import|reference|wording|text|string|link|name|mention|occurrence|terminology|typo|call(?:s| ?site)?)s?\b",
    re.IGNORECASE,
)
_STRUCTURAL = re.compile(r"\b(?:instead of|rather than|in place of)\b", re.IGNORECASE)
_CURES = re.compile(
    r"\b(?:fix(?:es|ed|ing)?|bugs?|race conditions?|leaks?|flak(?:y|es?)|regressions?|crash(?:es)?|deadlocks?|corrupt\w*|lost updates?|data loss|outages?|hangs?|double[- ]\w+ing|intermittent|time-?outs?|slow\w*)\b",
    re.IGNORECASE,
)
_REMEDY = re.compile(
    r"\b(?:add|introduce|use|implement|put|wrap|create|enable|set up|apply)\w*\b[^.;\n]{0,40}\b(?:locks?|locking|mutex|semaphore|version (?:numbers?|field|column|check)|versions?|revision (?:numbers?|counter)|etags?|retr(?:y|ies)|cach(?:e|ing)|queue|index(?:es)?"
    r"|flag|debounc\w+|throttl\w+|time-?outs?|back-?off|sequence numbers?|idempotency keys?|transactions?|unique constraint|batch\w*|buffer\w*|pool\w*|rate limit\w*|counter|token|heartbeat|circuit breaker)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\W*(?:\w+ ){0,2}(?:shipped|done|completed?|green|accepted|approved|merged|pending|in progress|planned|landed|released)\b(?:\s*[;.,:—–-]|\s*$)",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\b(?:use|using|run on|rely on|depend on) only\b[^.;\n]{2,40}"
    r"|\b(?:switch|move|redirect|port)(?:ing)? (?:\w+ ){0,5}?(?:from [^.;\n]{2,50}? )?to\b [^.;\n]{2,40}\b(?:only|backend|instead)\b",
    re.IGNORECASE,
)
_GROUNDS = re.compile(
    r"\b(?:because|since|so that|due to|problem|currently|today|avoid|prevent|reduc\w+|slow\w*|fail\w*|broken|break\w*|costs?|confus\w+|duplicat\w+|deprecat\w+"
    r"|unsupported|legacy|risk\w*|needs?|why|reason|motivat\w+|simplif\w+|faster|cheaper|security|obsolete|unmaintained|end of life)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|when|once|unless)\b[^.;\n]*$", re.IGNORECASE)
_RAW_LOG = re.compile(r"\b(?:raw|discoveries log)\b", re.IGNORECASE)
_SAME_ANSWER_LINES = 2


def check(plan: Plan, options: Options) -> Iterator[Report]:
    lowered = "info" if plan.companions else None
    reported: list[Passage] = []
    rejecting = {decision.group for decision in plan.decisions if decision.verdict == "rejected"}
    logs = Areas(s.body for s in plan.sections if _RAW_LOG.search(s.title))
    for decision in plan.decisions:
        if (
            decision.verdict == "chosen"
            and not logs.hold(decision.where)
            and decision.group not in rejecting
            and not _decided_with_reason(plan, decision)
        ):
            reported.append(decision.where)
            yield Report(
                message=f"{quoted(decision.subject)} is decided without a reason.",
                where=decision.where,
                severity=lowered,  # type: ignore[arg-type]
                suggestion=_skeleton(plan, decision),
                key=decision.subject,
            )
    for step in working_steps(plan):
        if _explained(step):
            continue
        if (where := _choice(plan, step)) and not any(covers(done, where) for done in reported):
            yield Report(
                message=f"{quoted(plan.raw(where))} is a choice, and nothing says why it was made.",
                where=where,
                span=(step.body.line, step.body.end_line),
                severity=lowered,  # type: ignore[arg-type]
                key=plan.raw(where),
            )
    yield from _remedies(plan)
    yield from _aim(plan)


def _decided_with_reason(plan: Plan, decision: Decision) -> bool:
    if any(not _is_status(plan.raw(reason)) for reason in (*decision.reasons, *decision.consequences)):
        return True
    if decision.reasons:
        return False
    line = decision.where.end_line
    after = "\n".join(
        plan.source.line_text(n)
        for n in range(line + 1, min(line + 1 + _SAME_ANSWER_LINES, plan.source.line_count) + 1)
    )
    return explains(plan.raw(decision.where)) or bool(
        re.match(
            r"\s*(?:[-*]\s*)?(?:\*\*)?(?:why|reason|rationale|because|consequence|trade-?off)", after, re.IGNORECASE
        )
    )


def _is_status(text: str) -> bool:
    """Whether a rationale only says how far the work is."""
    return bool(_STATUS.match(text)) and not CAUSE.search(text)


def _explained(step: Step) -> bool:
    return bool(step.related or step.markers)


def _choice(plan: Plan, step: Step) -> Passage | None:
    for where in own_lines(step):
        text = plan.spoken(where)
        match = _CHOICE.search(text)
        if not match or not _STRUCTURAL.search(match.group()) or _TEXT_EDIT.search(match.group()):
            continue
        if _CONDITION.search(text[: match.start()]):
            continue
        if CAUSE.search(text.replace("rather than", " ").replace("instead of", " ")) or re.search(
            r"\s[-–—]\s|\(", text[match.end() :]
        ):
            continue
        if CAUSE.search(re.sub(r"rather than|instead of", " ", plan.spoken(step.body))):
            continue
        start = where.start + match.start()
        return Passage(
            start,
            where.start + match.end(),
            plan.source.line_of(start),
            plan.source.line_of(where.start + match.end() - 1),
        )
    return None


def _remedies(plan: Plan) -> Iterator[Report]:
    """In a plan that cures a problem and explains nothing, the first step that brings in the remedy."""
    about = " ".join([plan.raw(plan.title) if plan.title else "", *(plan.raw(where) for where in plan.objective)])
    if not _CURES.search(about) or plan.context or plan.decisions or plan.companions:
        return
    for step in working_steps(plan):
        if _REMEDY.search(plan.spoken(step.head)) and not _explained(step) and not CAUSE.search(plan.spoken(step.body)):
            yield Report(
                message=f"{sentence(name_of(step))} brings in the remedy, and nothing says why it cures the problem.",
                where=step.head,
                span=(step.body.line, step.body.end_line),
                key=step.title,
            )
            return


def _aim(plan: Plan) -> Iterator[Report]:
    """An objective that replaces one thing by another in a plan that gives no ground for it anywhere before the steps."""
    if plan.decisions or plan.companions or not plan.objective:
        return
    before = plan.prose[: plan.steps[0].head.start if plan.steps else len(plan.prose)]
    match = _ONLY.search(plan.words(plan.objective[0]))
    if not match or _GROUNDS.search(before):
        return
    start = plan.objective[0].start + match.start()
    end = plan.objective[0].start + match.end()
    yield Report(
        message=f"The plan is to {quoted(plan.raw(Passage(start, end, 0, 0)))}, and nothing says why.",
        where=Passage(start, end, plan.source.line_of(start), plan.source.line_of(end - 1)),
        key="aim",
    )


def _skeleton(plan: Plan, decision: Decision) -> Suggestion | None:
    line = plan.source.line_text(decision.where.line)
    item = re.match(r"(\s*[-*+]\s+)\S", line)
    if not item or decision.where.line != decision.where.end_line:
        return None
    return Suggestion(
        decision.where.line,
        decision.where.line,
        f"{line}\n{' ' * len(item.group(1))}- Reason: it holds because … (say what was tried or measured)",
    )
