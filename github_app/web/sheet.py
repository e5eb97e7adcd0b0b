"""A plan as a reviewer sees it: numbered lines, the words that a finding is about marked, findings under their lines."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from plan_rules.lint.finding import Finding, Severity
from plan_rules.source import Source, Span

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2, "off": 3}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a line; `severity` is that of the gravest finding about them, or empty."""

    text: str
    severity: Severity | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]
    """Shown under this line."""
    kind: Literal["heading", "text"]
    new: bool


def sheet(text: str, findings: Sequence[Finding], new: Collection[int] = ()) -> tuple[Line, ...]:
    """The lines of a plan. `new` are the 1-based numbers of lines to show as added."""
    source = Source.from_text(text)
    under: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        under[min(finding.anchor.end_line, source.line_count)].append(finding)
    marks = _marks(findings)
    fenced = False
    lines = []
    for number in range(1, source.line_count + 1):
        words = source.line_text(number)
        fence = words.lstrip().startswith(("```", "~~~"))
        fenced ^= fence
        kind: Literal["heading", "text"] = "heading" if words.startswith("#") and not fenced else "text"
        here = sorted(under[number], key=lambda finding: _RANK[finding.severity]) if number in under else ()
        lines.append(Line(number, _pieces(words, marks.get(number, ())), tuple(here), kind, number in new))
    return tuple(lines)


def _marks(findings: Sequence[Finding]) -> dict[int, list[tuple[int, int, Severity]]]:
    """By line: from which index to which its characters are meant, and how grave that is."""
    marks: dict[int, list[tuple[int, int, Severity]]] = defaultdict(list)
    for finding in findings:
        anchor: Span = finding.anchor
        for line in range(anchor.line, anchor.end_line + 1):
            first = anchor.column - 1 if line == anchor.line else 0
            last = anchor.end_column - 1 if line == anchor.end_line else 10**6
            marks[line].append((first, last, finding.severity))
    return marks


def _pieces(words: str, marks: Sequence[tuple[int, int, Severity]]) -> tuple[Piece, ...]:
    """Cut the line where marks begin and end; overlapping marks show the gravest."""
    margin = len(words) - len(words.lstrip())
    shown = [(max(first, margin), min(last, len(words)), severity) for first, last, severity in marks]
    cuts = sorted({0, len(words), *(cut for first, last, _ in shown if first < last for cut in (first, last))})
    pieces = []
    for start, end in pairwise(cuts):
        over: list[Severity] = [severity for first, last, severity in shown if first <= start and end <= last]
        over.sort(key=lambda severity: _RANK[severity])
        pieces.append(Piece(words[start:end], over[0] if over else ""))
    return tuple(pieces)
