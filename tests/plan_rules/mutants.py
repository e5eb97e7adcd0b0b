"""Good plans with their qualities marked, and the mutants that come of taking one away or putting a defect in.

In the files of `good_plans`, `{{name:text}}` marks a quality that can be taken away, `{{@name}}` a line that a finding
must name, and `{{+name}}` a place where a defect can be put in. Marks are taken out on reading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "good_plans"
_SIGN = re.compile(r"\{\{(?:@(?P<anchor>[\w-]+)\}\}|\+(?P<slot>[\w-]+)\}\}|(?P<quality>[\w-]+):)|(?P<end>\}\})")


@dataclass(frozen=True, slots=True)
class GoodPlan:
    """A plan without its marks; places are offsets into `text`."""

    name: str
    text: str
    qualities: dict[str, tuple[int, int]]
    anchors: dict[str, int]
    slots: dict[str, int]

    def without(self, quality: str, instead: str = "") -> str:
        start, end = self.qualities[quality]
        return self.text[:start] + instead + self.text[end:]

    def with_defect(self, slot: str, defect: str) -> str:
        at = self.slots[slot]
        return self.text[:at] + defect + self.text[at:]

    def line_without(self, quality: str, instead: str, anchor: str) -> str:
        """The line of a mark, or of what stands in the quality's place, once the quality is gone."""
        start, end = self.qualities[quality]
        at = start if instead else self.anchors[anchor]
        moved = at if at <= start else at - (end - start) + len(instead)
        return line_at(self.without(quality, instead), moved)


def line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start : end if end != -1 else len(text)]


@cache
def good_plans() -> dict[str, GoodPlan]:
    return {path.stem: _unmarked(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md"))}


def _unmarked(name: str, marked: str) -> GoodPlan:
    pieces: list[str] = []
    length = at = 0
    opened: list[tuple[str, int]] = []
    plan = GoodPlan(name, "", {}, {}, {})
    for sign in _SIGN.finditer(marked):
        piece = marked[at : sign.start()]
        pieces.append(piece)
        length += len(piece)
        at = sign.end()
        if quality := sign["quality"]:
            opened.append((quality, length))
        elif sign["end"]:
            quality, start = opened.pop()
            plan.qualities[quality] = (start, length)
        elif anchor := sign["anchor"]:
            plan.anchors[anchor] = length
        else:
            plan.slots[sign["slot"]] = length
    pieces.append(marked[at:])
    return GoodPlan(name, "".join(pieces), plan.qualities, plan.anchors, plan.slots)


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding: its rule, its line, and the consideration of a hazard."""

    rule: str
    line: str
    hazard: str = ""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A good plan with one quality less, or with one defect."""

    plan: str
    operator: str
    text: str
    expected: Expected


def mutants() -> Iterator[Mutant]:
    yield from _taken_away()
    yield from _put_in()


# plan, quality taken away, what stands there instead, rule, name of the mark on the line, consideration
_LOSSES = (
    ("allotments", "rejected", "", "rejected-without-reason", "rejected", ""),
    ("allotments", "chosen", "", "chosen-without-rationale", "chosen", ""),
    ("allotments", "pitfall", "", "pitfall-without-consequence", "pitfall", ""),
    ("allotments", "creation-order", "", "unaddressed-hazard", "creation-order", "schema: creation-order"),
    ("allotments", "volume-and-batching", "", "unaddressed-hazard", "data-move", "data-move: volume-and-batching"),
    ("allotments", "production-data", "", "unaddressed-hazard", "data-move", "data-move: production-data"),
    ("allotments", "unmapped-rows", "", "unaddressed-hazard", "data-move", "data-move: unmapped-rows"),
    ("choir_archive", "marker", "", "missing-critical-marker", "marker", ""),
    ("allotments", "rollback", "", "missing-rollback", "rollback", ""),
    ("allotments", "success", "works correctly", "tautological-success", "success", ""),
    ("ferry_board", "context", "", "missing-context", "steps", ""),
    ("donations", "alternative", "", "rejected-without-reason", "alternative", ""),
    ("donations", "double-charge", "", "unaddressed-hazard", "payment", "payment: idempotency"),
    ("donations", "signature", "", "unaddressed-hazard", "webhook", "webhook: signature-verification"),
    ("donations", "duplicates", "", "unaddressed-hazard", "webhook", "webhook: idempotency"),
    ("donations", "timing", "", "unaddressed-hazard", "webhook", "webhook: ordering-and-timing"),
    ("donations", "success", "it works as expected", "tautological-success", "success", ""),
    ("tool_crib", "cause", "", "missing-root-cause", "cause", ""),
    ("tool_crib", "why", "", "missing-why", "decision", ""),
    ("tool_crib", "conflict", "", "unaddressed-hazard", "concurrency", "concurrency: conflict-handling"),
    ("tool_crib", "atomic", "", "unaddressed-hazard", "concurrency", "concurrency: atomicity"),
    ("tool_crib", "success", "the column works", "tautological-success", "success", ""),
    ("choir_archive", "why", "done", "missing-why", "table-why", ""),
    ("choir_archive", "lock-out", "", "unaddressed-hazard", "permissions", "permissions: lock-out"),
    ("choir_archive", "audit", "", "unaddressed-hazard", "permissions", "permissions: audit-trail"),
    ("choir_archive", "resync", "", "unaddressed-hazard", "realtime", "realtime: ordering-and-resync"),
    ("choir_archive", "success", "grants replaced", "tautological-success", "success", ""),
    ("ferry_board", "success", "Everything works properly", "tautological-success", "success", ""),
)

# plan, where the defect stands, its shape, its words, rule
_STEP = "   - {}\n"
_ITEM = "- {}\n"
_DEFECTS = (
    ("allotments", "step", _STEP, "Handle errors properly", "vague-generalization"),
    ("donations", "step", _ITEM, "Add appropriate validation", "vague-generalization"),
    ("tool_crib", "sentence", "{} ", "Handle edge cases as needed.", "vague-generalization"),
    ("choir_archive", "step", _ITEM, "TODO: which sections", "placeholder-text"),
    ("donations", "context", _ITEM, "[fill in the bank's limits]", "placeholder-text"),
    ("ferry_board", "context", _ITEM, "Length of a line: TBD", "placeholder-text"),
    ("allotments", "context", "- **Rejected**: {}\n", "a mailing list", "rejected-without-reason"),
    ("allotments", "pitfall", "- **DO NOT** {}\n", "touch the wardens' view", "pitfall-without-consequence"),
    ("allotments", "step", _STEP, "See step 9 for the names", "dangling-reference"),
    ("choir_archive", "step", _ITEM, "Use either SQLite or Redis for the grants", "undecided-choice"),
    (
        "donations",
        "context",
        _ITEM,
        "Volunteers must sign a waiver before they may walk the greyhounds on Sundays",
        "orphaned-context",
    ),
    (
        "choir_archive",
        "context",
        _ITEM,
        "Photographs of the concerts need to hang in the foyer until the summer fair",
        "orphaned-context",
    ),
)


def _taken_away() -> Iterator[Mutant]:
    for name, quality, instead, rule, anchor, hazard in _LOSSES:
        plan = good_plans()[name]
        line = plan.line_without(quality, instead, anchor)
        yield Mutant(name, f"without {quality}", plan.without(quality, instead), Expected(rule, line, hazard))


def _put_in() -> Iterator[Mutant]:
    for name, slot, shape, words, rule in _DEFECTS:
        plan = good_plans()[name]
        text = plan.with_defect(slot, shape.format(words))
        yield Mutant(name, f"with “{words}”", text, Expected(rule, line_at(text, plan.slots[slot])))
