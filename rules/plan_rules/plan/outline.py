"""How a plan was read, for people and for programs, so that a wrong reading can be reported."""

from collections.abc import Iterator
from typing import Any

from plan_rules.plan.model import Passage, Plan

_WIDTH = 76


def outline_json(plan: Plan) -> dict[str, Any]:
    """The outline as `planreview outline --format json` prints it; lines are 1-based."""
    return {
        "version": 1,
        "kind": plan.kind,
        "reason": plan.kind_reason,
        "steps": [
            {
                "line": step.head.line,
                "end_line": step.body.end_line,
                "title": step.title,
                "label": step.label,
                "kind": step.kind,
                "done": step.done,
            }
            for step in plan.steps
        ],
        "context": [
            {"line": i.where.line, "end_line": i.where.end_line, "category": i.category, "title": _short(plan, i.where)}
            for i in plan.context
        ],
        "decisions": [
            {
                "line": d.where.line,
                "end_line": d.where.end_line,
                "verdict": d.verdict,
                "title": d.subject,
                "reasons": len(d.reasons),
            }
            for d in plan.decisions
        ],
        "criteria": [
            {"line": c.where.line, "end_line": c.where.end_line, "title": _short(plan, c.where), "step": c.step}
            for c in (*plan.criteria, *(c for step in plan.steps for c in step.criteria))
            if not c.tests
        ],
        "testing": [
            {"line": c.where.line, "end_line": c.where.end_line, "title": _short(plan, c.where)}
            for c in plan.criteria
            if c.tests
        ],
        "pitfalls": [
            {"line": p.where.line, "end_line": p.where.end_line, "title": _short(plan, p.where)} for p in plan.pitfalls
        ],
        "companions": list(plan.companions),
    }


def outline_text(plan: Plan) -> str:
    """The outline as a tree with line numbers."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield f"{plan.kind}: {plan.kind_reason}"
    if not plan.english:
        yield "not in English: only rules that don't read English apply"
    if plan.companions:
        yield f"points to: {', '.join(plan.companions)}"
    yield from _group("objective", [(p, _short(plan, p)) for p in plan.objective])
    yield from _group("context", [(i.where, _short(plan, i.where)) for i in plan.context])
    yield from _group("decisions", [(d.where, f"{d.verdict}: {d.subject}"[:_WIDTH]) for d in plan.decisions])
    yield from _group("pitfalls", [(p.where, _short(plan, p.where)) for p in plan.pitfalls])
    yield f"steps ({len(plan.steps)})"
    for step in plan.steps:
        state = " (done)" if step.done else "" if step.kind == "work" else f" ({step.kind})"
        yield f"{step.head.line:>6}  {step.label + ' ' if step.label else ''}{step.title[:_WIDTH]}{state}"
        for name, count in (
            ("markers", len(step.markers)),
            ("related context", len(step.related)),
            ("criteria", len(step.criteria)),
            ("failure path", len(step.failure)),
            ("files", len({f.path for f in step.files})),
        ):
            if count:
                yield f"          {name}: {count}"
    yield from _group("criteria", [(c.where, _short(plan, c.where)) for c in plan.criteria if not c.tests])
    tested = [c.where for c in plan.criteria if c.tests] or plan.testing
    yield from _group("testing", [(where, _short(plan, where)) for where in tested])
    yield from _group("failure path", [(p, _short(plan, p)) for p in plan.failure])


def _group(name: str, entries: list[tuple[Passage, str]]) -> Iterator[str]:
    if entries:
        yield f"{name} ({len(entries)})"
        for where, text in entries:
            yield f"{where.line:>6}  {text}"


def _short(plan: Plan, where: Passage) -> str:
    text = " ".join(plan.raw(where).split())
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
