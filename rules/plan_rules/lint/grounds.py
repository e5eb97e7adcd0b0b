"""Where a plan gives the ground for a choice: beside it, or anywhere else it speaks of the same thing."""

import re
from collections import Counter
from functools import cached_property

from plan_rules.language.reasons import CAUSE, explains, goes_on, is_empty, stated
from plan_rules.language.rejections import is_negated
from plan_rules.language.similarity import rarity
from plan_rules.language.statuses import is_progress
from plan_rules.language.stems import stems
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Decision, Passage, Plan
from plan_rules.plan.verdicts import CHOSEN_LAST, TAKEN_LAST

_REASON_BELOW = re.compile(
    r"\s*(?:[-*]\s*)?(?:\*\*)?(?:why|reason|rationale|because|consequence|trade-?off)", re.IGNORECASE
)
_PRAISES = re.compile(
    r"[:,]\s+(?:the (?:only|cheapest|simplest|fastest|smallest|easiest|safest|lightest|least|most|shortest|best|cleanest)|no|half|twice|less|fewer|more|works|needs|has|takes|costs|runs|saves|\d+ ?%)\b",
    re.IGNORECASE,
)
"""An advantage added without a word for “because”."""
_SAME_ANSWER_LINES = 2
_DISTINCT = 8.0
"""Bits from which a word tells one subject from another."""
_MOST = 0.6
_AS_IS = re.compile(
    r"\b(?:current (?:state|behaviou?r|situation)|problems?|today|as[- ]is|status quo|motivation|what is wrong)\b",
    re.IGNORECASE,
)
"""Titles of what is to change."""
_LACKS = re.compile(
    r"\b(?:no|not|only|single|lacks?|without|slow\w*|fails?|minimal|never|manual\w*|missing|cannot|can't|doesn't)\b",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\n[ \t\r]*\n|\n(?=[ \t]*(?:[-*+>|]|\d+[.)])\s)")


def has_reason(plan: Plan, decision: Decision) -> bool:
    """Whether a reason stands in the decision's own lines or right below them; a status is none."""
    below = (*decision.reasons, *decision.consequences)
    if any(_tells(plan.raw(reason)) for reason in below):
        return True
    raw = plan.raw(decision.where)
    if decision.verdict == "chosen":
        raw = TAKEN_LAST.sub("", CHOSEN_LAST.sub("", raw.rstrip()))
    labelled = stated(raw)
    if labelled is not None:
        return labelled
    if decision.reasons:
        return False
    line = decision.where.end_line
    last = min(line + _SAME_ANSWER_LINES, plan.source.line_count)
    after = "\n".join(plan.source.line_text(number) for number in range(line + 1, last + 1))
    if _REASON_BELOW.match(after):
        return not is_empty(after)
    return explains(raw) or goes_on(raw) or bool(_PRAISES.search(raw))


def does_without(plan: Plan, decision: Decision) -> bool:
    """Whether a decision turns a way of doing things down (“No map server”); a name in backticks is a part of the work."""
    return is_negated(decision.subject) and "`" not in plan.raw(decision.where).partition("\n")[0]


def _tells(reason: str) -> bool:
    """Whether a text that stands as a reason says more than how far the work is."""
    return not is_empty(reason) and not (is_progress(reason) and not CAUSE.search(reason))


class Grounds:
    """The passages outside the work that explain something, asked by the thing that is to be explained."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._explaining: dict[str, list[tuple[int, int]]] | None = None

    def _read(self) -> dict[str, list[tuple[int, int]]]:
        """Where each stem stands in an explaining passage; read when first asked, since most plans never ask."""
        plan = self._plan
        work = Areas(
            [where for step in plan.steps for where in (step.head, *step.lines, *step.failure)]
            + [criterion.where for step in plan.steps for criterion in step.criteria]
            + [*plan.testing, *plan.failure, *(criterion.where for criterion in plan.criteria)]
        )
        explaining: dict[str, list[tuple[int, int]]] = {}
        at = 0
        text = plan.spoken_text
        for border in [*(match.start() for match in _BLOCK.finditer(text)), len(text)]:
            block = text[at:border]
            if CAUSE.search(block) and not work.meet(Passage(at + 1, border, 0, 0)):
                for stem in set(stems(block)):
                    explaining.setdefault(stem, []).append((at, border))
            at = border
        return explaining

    @cached_property
    def _counted(self) -> Counter[str]:
        return Counter(stems(self._plan.spoken_text))

    def only_in(self, line: Passage, chosen: str) -> bool:
        """Whether nothing but one line speaks of what was chosen: what explains its step explains other things."""
        names = {stem for stem in stems(chosen) if rarity(stem) >= _DISTINCT}
        here = Counter(stems(self._plan.spoken(line)))
        return bool(names) and all(self._counted[name] <= here[name] for name in names)

    @cached_property
    def _faulty(self) -> frozenset[str]:
        sections = (section for section in self._plan.sections if _AS_IS.search(section.title))
        told = (self._plan.spoken(section.body) for section in sections)
        return frozenset(stem for text in told if _LACKS.search(text) for stem in stems(text))

    def fault(self, given_up: str) -> bool:
        """Whether what is given up is named among the present faults: they are the reason."""
        names = {stem for stem in stems(given_up) if rarity(stem) >= _DISTINCT}
        return bool(names) and names <= self._faulty

    def explain(self, chosen: str, where: Passage, *, least: float = _DISTINCT) -> bool:
        """Whether a passage apart from `where` explains something and names what was chosen.

        Words of fewer bits than `least` name nothing; most of the others must be found.
        """
        if self._explaining is None:
            self._explaining = self._read()
        names = {stem: rarity(stem) for stem in stems(chosen) if rarity(stem) >= least}
        found: dict[tuple[int, int], float] = {}
        for name, bits in names.items():
            for place in self._explaining.get(name, ()):
                if place[1] <= where.start or place[0] >= where.end:
                    found[place] = found.get(place, 0.0) + bits
        return bool(names) and max(found.values(), default=0.0) >= _MOST * sum(names.values())
