"""A decision stands without its reason.

## What it does

Looks at decisions: what the plan calls chosen or decided, “X instead of Y”, “replace X by Y”, “go for X”, “X it is”. One without a
cause clause, a consequence, a reason bullet, a rationale cell that says more than “agreed”, or related context gets the finding.
In a plan that cures a defect and doesn't say what causes it, each step that brings in a remedy of its own (a lock, a version
number, a retry, a cache, a longer timeout, …) is a decision too: something must say why it cures the cause.

## Why it matters

Without the reason a decision can be neither kept when things change nor questioned when it is wrong.

## How to fix it

Add “because …”, or a bullet with the reason.

## Known limits

A plan that points to a specification or design of its own has its reasons there; then it is only a remark. A
product is known by its name or by a capital letter; replacing one of the project's own parts by another is no choice.
"""

import re
from collections.abc import Iterator

from plan_rules.language.reasons import CAUSE
from plan_rules.language.remedies import CHANGES, PUTS_STRAIGHT, remedy_in
from plan_rules.language.stems import stems
from plan_rules.lint.causes import Cure, cure_of, tells_cause
from plan_rules.lint.choices import RAW_LOG, has_grounds, unexplained_choices
from plan_rules.lint.finding import Severity, Suggestion
from plan_rules.lint.grounds import Grounds, does_without, has_reason
from plan_rules.lint.parts import beside, name_of, quoted, sentence, step_words, working_steps
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
    yields_to=("undecided-choice",),
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

_OPEN = re.compile(r"\bvs\.?\s|\bversus\b|\?\W*$", re.IGNORECASE)
"""A question, not a decision."""
_WITHOUT = re.compile(r"(?:[-*+]|\d+[.)])\s+(?:no|not|only|without)\s+\S", re.IGNORECASE)
_ONLY = re.compile(
    r"\b(?:use|using|run on|rely on|depend on) only\b[^.;\n]{2,40}"
    r"|\b(?:switch|move|redirect|port)(?:ing)? (?:\w+ ){0,5}?(?:from [^.;\n]{2,50}? )?to\b [^.;\n]{2,40}\b(?:only|backend|instead)\b",
    re.IGNORECASE,
)


def check(plan: Plan, options: Options) -> Iterator[Report]:
    lowered: Severity | None = "info" if plan.companions else None
    for decision in _decisions(plan):
        yield Report(
            message=f"{quoted(decision.subject)} is decided without a reason.",
            where=decision.where,
            severity=lowered,
            suggestion=_skeleton(plan, decision),
            key=decision.subject,
        )
    told = Areas(decision.where for decision in plan.decisions if decision.verdict != "stated")
    grounds = Grounds(plan)
    choices = [found for found in unexplained_choices(plan, grounds) if not told.meet(found[0])]
    for where, span in choices:
        yield Report(
            message=f"{quoted(plan.raw(where))} is a choice, and nothing says why it was made.",
            where=where,
            span=span,
            severity=lowered,
            key=plan.raw(where),
        )
    yield from _remedies(plan, grounds, Areas(where for where, _ in choices))
    yield from _aim(plan)


def _decisions(plan: Plan) -> Iterator[Decision]:
    """Decisions called so that have no reason, where no rejected alternative stands beside them."""
    rejecting = {decision.group for decision in plan.decisions if decision.verdict == "rejected"}
    logs = Areas(s.body for s in plan.sections if RAW_LOG.search(s.title))
    for decision in plan.decisions:
        if does_without(plan, decision):
            continue
        if logs.hold(decision.where) or _OPEN.search(decision.subject) or has_reason(plan, decision):
            continue
        alone = decision.verdict == "chosen" and decision.group not in rejecting
        if alone or (decision.verdict == "stated" and _WITHOUT.match(plan.raw(decision.where))):
            yield decision


_ANY_WORD = 4.0


def _remedies(plan: Plan, grounds: Grounds, told: Areas) -> Iterator[Report]:
    """In a plan that cures a defect and doesn't say where it comes from, each step that brings in a remedy of its own."""
    cure = cure_of(plan)
    if cure is None or tells_cause(plan):
        return
    severity: Severity | None = "info" if plan.companions else None
    steps = [step for step in working_steps(plan) if not told.meet(step.body) and not _gives_reason(plan, step)]
    brought: set[str] = set()
    for step in steps:
        remedy = _remedy_of(plan, step)
        kind = next(stems(remedy or ""), remedy or "")
        if remedy and kind not in brought and not grounds.explain(remedy, step.body, least=_ANY_WORD):
            brought.add(kind)
            yield _unexplained(step, f"brings in a remedy{beside(step, remedy)}", cure, severity)
    first = next((s for s in working_steps(plan) if _remedy_of(plan, s) or CHANGES.search(_doing(plan, s))), None)
    if first is None or first not in steps or _remedy_of(plan, first):
        return
    puts_straight = PUTS_STRAIGHT.search(step_words(plan, first))
    if not puts_straight and not grounds.explain(plan.spoken(first.head), first.body, least=_ANY_WORD):
        yield _unexplained(first, "is the first thing done about it", cure, severity)


def _doing(plan: Plan, step: Step) -> str:
    """The step's title, and the first line below a heading."""
    below = plan.spoken(step.body).lstrip().partition("\n")[2].strip() if plan.raw(step.head).startswith("#") else ""
    return f"{step.title}\n{below.partition(chr(10))[0]}"


def _remedy_of(plan: Plan, step: Step) -> str | None:
    return remedy_in(step.title) or remedy_in(plan.spoken(step.head))


def _gives_reason(plan: Plan, step: Step) -> bool:
    return bool(step.related or step.markers or CAUSE.search(plan.spoken(step.body)))


def _unexplained(step: Step, what: str, cure: Cure, severity: Severity | None) -> Report:
    return Report(
        message=f"{sentence(name_of(step))} {what}, and nothing says why it cures the defect ({quoted(cure.words)}).",
        where=step.head,
        severity=severity,
        span=(step.body.line, step.body.end_line),
        key=step.title,
    )


def _aim(plan: Plan) -> Iterator[Report]:
    """An objective that replaces one thing by another in a plan that gives no ground for it anywhere before the steps."""
    if plan.decisions or plan.companions or not plan.objective:
        return
    match = _ONLY.search(plan.words(plan.objective[0]))
    if not match or has_grounds(plan):
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
