"""Hazard areas: what a step must do to enter one, and what its plan must have thought of then.

The table itself is `hazard_table.py`. A repository's configuration may add areas and switch some off.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from plan_rules.language.forms import whole
from plan_rules.language.phrases import Phrases, heads_in
from plan_rules.lint.finding import Severity
from plan_rules.lint.settings import AddedArea, Options


@dataclass(frozen=True, slots=True)
class Need:
    """One consideration of an area."""

    id: str
    asks: str
    """What the plan does not say, after “the plan never says”."""
    why: str
    addressed: tuple[str, ...]
    """Patterns; a line that holds one addresses the consideration."""
    severity: Severity = "warning"
    trigger: str = ""
    """Narrows the area's triggers for this consideration; empty for none."""
    about: str = ""
    """Outside the step, words count only in a sentence that matches this, or after one; empty where they speak for themselves."""
    aside: str = ""
    """A sentence that matches this speaks of something else and answers nothing."""


@dataclass(frozen=True, slots=True)
class Area:
    id: str
    enters: str
    """What the step does, for people: “receives webhooks”."""
    triggers: tuple[tuple[str, ...], ...]
    """Ways to enter: each a set of patterns that all stand in one line of the step, or in its title and that line."""
    needs: tuple[Need, ...]
    never: str = ""
    """A line that matches this does not enter the area."""
    plans: str = ""
    """What a plan must speak of for `triggers_there` to count."""
    aims: str = ""
    """The same, looked for in its title and objective only."""
    triggers_there: tuple[tuple[str, ...], ...] = ()
    """Ways to enter that mean it only in such plans: everyday words."""
    not_in: str = ""
    """Words that must not stand among those that pull a trigger."""


_LONGEST_TITLE = 400
"""Characters of a title that are read again with each line of its step."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a step, with the title that it is read together with."""

    text: str
    heads: frozenset[str]
    title: str
    """The step's title; empty for the title itself."""
    unit_heads: frozenset[str]
    by_head: bool = False
    """Whether it is the step's head, or a sentence of it."""

    @property
    def unit(self) -> str:
        return f"{self.title}: {self.text}" if self.title else self.text


def lines_of(title: str, texts: Sequence[str], *, by_head: bool) -> list[Line]:
    """Lines of a step, each to be read together with its title."""
    title = title[:_LONGEST_TITLE]
    titled = heads_in(title)
    return [
        Line(text, heads := heads_in(text), "" if text == title else title, titled | heads, by_head) for text in texts
    ]


_SENTENCE_END = re.compile(r"(?:(?<=[.;!])|(?<=\w\?)|(?<=[.;!]\*\*))(?<!\d\.)(?<!\b[A-Z]\.)(?<!e\.g\.)(?<!i\.e\.)\s+")
"""After a full stop, with the signs of emphasis; none of a number, of a label or of an abbreviation."""


def sentences(line: str) -> list[str]:
    """A line's sentences; what a semicolon parts counts as two."""
    return _SENTENCE_END.split(line)


@dataclass(frozen=True, slots=True)
class CompiledNeed:
    need: Need
    addressed: Phrases
    trigger: Phrases | None
    about: Phrases | None
    aside: Phrases | None

    def addressed_in(self, step: Iterable[str], plan: Iterable[str]) -> bool:
        """Whether a line of the step, or one anywhere in the plan that speaks of the area, mentions it."""
        return any(self._answers(line) for line in step) or any(
            self.addressed.search(line) and self._answers_about(line) for line in plan
        )

    def _answers(self, text: str) -> bool:
        if not self.addressed.search(text):
            return False
        return self.aside is None or any(
            self.addressed.search(one) and not self.aside.search(one) for one in sentences(text)
        )

    def _answers_about(self, line: str) -> bool:
        """Whether a sentence of the line answers, and it or one beside it speaks of the area."""
        told = sentences(line)
        return any(
            self._answers(one) and (self.about is None or any(map(self.about.search, told[max(0, at - 1) : at + 2])))
            for at, one in enumerate(told)
        )


@dataclass(frozen=True, slots=True)
class CompiledArea:
    area: Area
    triggers: tuple[tuple[Phrases, ...], ...]
    plans: Phrases | None
    aims: Phrases | None
    triggers_there: tuple[tuple[Phrases, ...], ...]
    never: Phrases | None
    not_in: Phrases | None
    needs: tuple[CompiledNeed, ...]
    heads: frozenset[str] | None = None
    """One of these begins a word of each line that pulls a trigger; None where that can't be told."""

    def possible(self, work: str, plan: str, aim: str) -> "CompiledArea":
        """The area with the triggers that its steps could pull at all: a cheap look before the lines are read."""
        ways = self.triggers
        if (self.plans and self.plans.search(plan)) or (self.aims and self.aims.search(aim)):
            ways += self.triggers_there
        able = tuple(way for way in ways if all(pattern.may_be_in(work) for pattern in way))
        return replace(self, triggers=able, heads=_heads_of_any(able))

    def entered_by(self, lines: Iterable["Line"]) -> bool:
        """Whether one of a step's lines enters the area."""
        return any(
            (self.heads is None or not self.heads.isdisjoint(line.heads))
            and self._pulled(line)
            and not (self.never and self.never.search(line.text))
            for line in lines
        )

    def _pulled(self, line: "Line") -> bool:
        for way in self.triggers:
            for pattern in way:
                if pattern.heads is not None and pattern.heads.isdisjoint(line.unit_heads):
                    break
            else:
                unit = line.unit
                if any(pattern.search(line.text) for pattern in way) and all(self._found(p, unit) for p in way):
                    return True
        return False

    def _found(self, pattern: Phrases, unit: str) -> bool:
        if self.not_in is None:
            return bool(pattern.search(unit))
        return any(not self.not_in.search(match.group()) for match in pattern.finditer(unit))


def _heads_of_any(ways: Iterable[Sequence[Phrases]]) -> frozenset[str] | None:
    heads: set[str] = set()
    for pattern in (pattern for way in ways for pattern in way):
        if pattern.heads is None:
            return None
        heads |= pattern.heads
    return frozenset(heads)


def compile_area(area: Area) -> CompiledArea:
    return CompiledArea(
        area,
        _compiled(area.triggers),
        whole(area.plans) if area.plans else None,
        whole(area.aims) if area.aims else None,
        _compiled(area.triggers_there),
        whole(area.never) if area.never else None,
        Phrases(area.not_in) if area.not_in else None,
        tuple(
            CompiledNeed(
                need,
                whole(*need.addressed),
                whole(need.trigger) if need.trigger else None,
                whole(need.about) if need.about else None,
                whole(need.aside) if need.aside else None,
            )
            for need in area.needs
        ),
    )


def _compiled(ways: tuple[tuple[str, ...], ...]) -> tuple[tuple[Phrases, ...], ...]:
    return tuple(tuple(whole(pattern) for pattern in way) for way in ways)


@cache
def compiled(areas: tuple[Area, ...]) -> tuple[CompiledArea, ...]:
    return tuple(compile_area(area) for area in areas)


def areas_for(ours: tuple[Area, ...], options: Options) -> tuple[CompiledArea, ...]:
    """The areas in force: ours without those switched off, then those a configuration adds."""
    kept = tuple(area for area in compiled(ours) if area.area.id not in options.hazards_off)
    return kept + tuple(compile_area(_added(area)) for area in options.hazards_added)


def _added(area: AddedArea) -> Area:
    return Area(
        id=area.name,
        enters=f"touches {area.name}",
        triggers=((_words(area.triggers),),),
        needs=tuple(
            Need(c.name, f"“{c.name}”", c.why.rstrip("."), (_words(c.satisfied_by),)) for c in area.considerations
        ),
    )


def _words(phrases: tuple[str, ...]) -> str:
    """Phrases as one pattern: any case, `*` for the rest of a word, blanks for any white space."""
    escaped = (r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.split()) for phrase in phrases)
    return "(?:" + "|".join(escaped) + ")"
