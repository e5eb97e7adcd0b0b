"""Comments in a plan that silence a rule: `<!-- planreview-disable-next-line missing-why: reason -->`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from plan_rules.plan.model import Passage, Plan

_COMMENT = re.compile(
    r"<!--\s*planreview-(?P<verb>disable-next-line|disable-file|disable|enable)\b(?P<rest>.*?)-->", re.DOTALL
)
_NAMES = re.compile(r"[\w ,-]*")
Verb = Literal["disable-next-line", "disable-file", "disable", "enable"]


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment that silences; lines are 1-based and inclusive."""

    where: Passage
    rules: tuple[str, ...]
    """Empty silences every rule."""
    reason: str
    first: int
    last: int

    def covers(self, rule: str, span: tuple[int, int], line: int) -> bool:
        return (not self.rules or rule in self.rules) and (
            self.first <= line <= self.last or self.first <= span[0] <= self.last
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """A comment that can't be obeyed, and why."""

    where: Passage
    message: str


def suppressions_of(plan: Plan, known: Iterable[str]) -> tuple[list[Suppression], list[Fault]]:
    """The plan's suppressions and the comments that are no valid ones."""
    known = frozenset(known)
    found: list[Suppression] = []
    faults: list[Fault] = []
    opened: list[tuple[Passage, tuple[str, ...], str]] = []
    last_line = plan.source.line_count
    for where, verb, names, reason in _comments(plan):
        unknown = [name for name in names if name not in known]
        if unknown:
            faults.append(
                Fault(where, f"This comment names “{unknown[0]}”, which is no rule. `planreview rules` lists them.")
            )
        if verb == "enable":
            for entry in [e for e in opened if not names or set(e[1]) & set(names) or not e[1]]:
                opened.remove(entry)
                found.append(Suppression(entry[0], entry[1], entry[2], entry[0].end_line, where.line))
            continue
        if not reason:
            faults.append(
                Fault(
                    where,
                    "A suppression needs a reason: write it after a colon, for instance `missing-why: decided in ADR 12`.",
                )
            )
            continue
        if unknown and len(unknown) == len(names):
            continue
        if verb == "disable":
            opened.append((where, names, reason))
        else:
            first, last = (1, last_line) if verb == "disable-file" else _next_block(plan, where)
            found.append(Suppression(where, names, reason, first, last))
    found.extend(Suppression(where, names, reason, where.end_line, last_line) for where, names, reason in opened)
    return found, faults


def _comments(plan: Plan) -> Iterable[tuple[Passage, Verb, tuple[str, ...], str]]:
    text = plan.source.text
    if "planreview-" not in text:
        return
    for node in plan.document.walk():
        if node.kind in {"html_comment", "inline_html", "html_block"}:
            # No further than the last end: a comment without one would be searched to the end of the node.
            for match in _COMMENT.finditer(text, node.start, text.rfind("-->", node.start, node.end) + 3):
                names, _, reason = match["rest"].partition(":")
                if not _NAMES.fullmatch(names.strip()):
                    continue
                line = plan.source.line_of(match.start())
                where = Passage(match.start(), match.end(), line, plan.source.line_of(match.end() - 1))
                yield where, match["verb"], tuple(re.findall(r"[\w-]+", names)), " ".join(reason.split())  # type: ignore[misc]


def _next_block(plan: Plan, where: Passage) -> tuple[int, int]:
    """The next line that is not blank; GitHub shows a comment and the paragraph after it apart."""
    line = where.end_line + 1
    while line <= plan.source.line_count and not plan.source.line_text(line).strip():
        line += 1
    return line, line


def unused(found: Sequence[Suppression], used: set[int]) -> list[Fault]:
    """Faults for suppressions that silenced nothing; `used` holds their indexes."""
    return [
        Fault(
            s.where,
            f"This comment silences nothing: {'no rule' if not s.rules else ', '.join(s.rules)} reports there. Remove it.",
        )
        for index, s in enumerate(found)
        if index not in used
    ]
