"""A plan as a row of statements: each bullet, paragraph and table row once, with its role, its step and its words in one line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from plan_rules.plan.areas import Areas
from plan_rules.plan.blocks import Part, parts_of
from plan_rules.plan.model import Passage, Plan, Role, Section, Step
from plan_rules.plan.sections import LEAD_IN_LEVEL, passage

if TYPE_CHECKING:
    from plan_rules.markdown.nodes import Node

_WORD = re.compile(r"\S+")
_NAMED = re.compile(r"`[^`\n]+`|\"[^\"\n]{1,160}\"|“[^”\n]{1,160}”|https?://[^\s)>\]]+")
NAME = "§"
"""Stands in `Flow.text` for each character of code, of a quotation and of an address."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The words of a passage in one line, with single blanks and no signs of markup."""

    text: str
    """The plan's own voice; code, quotations and addresses are runs of `NAME`."""
    raw: str
    """The same, as long, with code, quotations and addresses written out."""
    words: str
    """The voice as the source has it, in its lines."""
    start: int
    """Offset of `words` in the source."""

    @property
    def places(self) -> list[int]:
        """Offset in the source of each character of the text."""
        places: list[int] = []
        for found in _WORD.finditer(self.words):
            if places:
                places.append(self.start + found.start() - 1)
            places.extend(range(self.start + found.start(), self.start + found.end()))
        return places

    def after(self, characters: int) -> "Flow":
        """The flow without its first characters."""
        if not characters:
            return self
        first = (self.places[characters] if characters < len(self.text) else self.start + len(self.words)) - self.start
        return Flow(self.text[characters:], self.raw[characters:], self.words[first:], self.start + first)

    def passage(self, plan: Plan, start: int, end: int) -> Passage:
        """The passage of the source for a stretch of the text."""
        while end > start + 1 and self.text[end - 1].isspace():
            end -= 1
        places = self.places
        first, last = places[start], places[end - 1]
        return Passage(first, last + 1, plan.source.line_of(first), plan.source.line_of(last))


@dataclass(frozen=True, slots=True)
class Statement:
    where: Passage
    """The block's own first paragraph, without what is nested in it."""
    whole: Passage
    role: Role
    label: str
    title: str
    """Title of the section around it."""
    step: Step | None
    head: bool
    """Whether it only introduces what stands below it."""
    nested: bool
    """Whether something stands below it that belongs to it."""
    row: bool


class _Same:
    """A plan as a key: the very same value, without comparing all that is in it."""

    __slots__ = ("plan",)

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.plan is self.plan


def statements(plan: Plan) -> tuple[Statement, ...]:
    """All statements in document order, without ticked items and finished steps."""
    return _statements(_Same(plan))


@lru_cache(maxsize=1)
def _statements(key: _Same) -> tuple[Statement, ...]:
    # Several rules ask for the statements of one plan, one after another.
    return tuple(_walked(key.plan))


def _walked(plan: Plan) -> Iterator[Statement]:
    finished = Areas(
        [step.body for step in plan.steps if step.done]
        + [passage(node) for node in plan.document.walk() if node.kind == "list_item" and node.checked]
    )
    steps = iter(plan.steps)
    step = next(steps, None)
    for part, title in _parts(plan):
        while step and step.body.end <= part.where.start:
            step = next(steps, None)
        if part.node.kind == "code_block" or finished.hold(part.where):
            continue
        yield Statement(
            where=part.where,
            whole=part.whole,
            role=part.role,
            label=part.label,
            title=title,
            step=step if step and step.body.start <= part.where.start else None,
            head=part.head,
            nested=part.whole.end > part.where.end,
            row=part.node.kind == "table_row",
        )


def _parts(plan: Plan) -> Iterator[tuple[Part, str]]:
    titled = [section for section in plan.sections if section.level < LEAD_IN_LEVEL]
    at = -1
    owned: list[tuple[int, Node]] = []
    for block in plan.document.children:
        while at + 1 < len(titled) and titled[at + 1].heading.start <= block.start:
            at += 1
        if block.kind != "heading":
            owned.append((at, block))
    for number, blocks in groupby(owned, key=lambda pair: pair[0]):
        section: Section | None = titled[number] if number >= 0 else None
        role: Role = section.role if section else "other"
        title = section.title if section else ""
        for part in parts_of([block for _, block in blocks], plan.source, role, title):
            yield part, title


def flow_of(plan: Plan, where: Passage) -> Flow:
    """The words of a passage in one line."""
    spoken, voice = plan.spoken(where), plan.words(where)
    pieces: list[str] = []
    at = 0
    for found in _NAMED.finditer(spoken):
        if voice[found.start() : found.end()].isspace():
            pieces += (voice[at : found.start()], NAME * len(found.group()))
            at = found.end()
    voice = "".join((*pieces, voice[at:]))
    if spoken.lstrip().startswith("|"):
        voice = "".join("|" if own == " " and sign == "|" else own for own, sign in zip(voice, spoken, strict=True))
    text = " ".join(voice.split())
    raw = text if voice == spoken else " ".join(spoken[f.start() : f.end()] for f in _WORD.finditer(voice))
    return Flow(text, raw, voice, where.start)
