"""What is known of a place before its words are read as a decision: the headings above it, and where words of verdicts stand."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plan_rules.plan.model import Section
from plan_rules.plan.sections import LEAD_IN_LEVEL
from plan_rules.plan.verdicts import verdict_places

_REJECTING = re.compile(
    r"(?:rejected|discarded|ruled out|why not|alternatives? (?:considered and )?rejected)", re.IGNORECASE
)
_DECIDING = re.compile(r"\b(?:decisions?|choices?)\b", re.IGNORECASE)
_DECIDED = re.compile(r"(?:\w+ ){0,2}decisions? (?:so far|made|taken|already|we )", re.IGNORECASE)
_WEIGHED = re.compile(
    r"\b(?:options?|alternatives?|approach\w*|decisions?|choices?|trade-?offs?|recommend\w*|considered|candidates?|variants?|weighed)\b",
    re.IGNORECASE,
)
_ASSESSING = re.compile(
    r"[\W\d]*(?:the |its |main |key |some )*(?:pros?|cons?|plus(?:es)?|minus(?:es)?|positives?|negatives?|advantages?|disadvantages?|drawbacks?|benefits?|costs?|trade-?offs?|strengths?|weakness(?:es)?"
    r"|upsides?|downsides?|gains?|caveats?|consequences?|implications?|limitations?|for|against|what (?:speaks|we (?:gain|lose|pay))(?: (?:for|against)(?: it)?)?|why (?:it|this)"
    r"|(?:(?:very |residual |overall )?(?:low|medium|moderate|high|minor|no|some) )?risks?(?: (?:assessment|level|analysis))?|(?:(?:current|present|project|overall) )?(?:status|state))"
    r"(?: (?:and|or|&|/|of|for|\+|vs\.?) [\w ,&/`'’-]{1,40}| ?[/&+] ?\w+)?\W*(?:\([^)]*\)\W*)?",
    re.IGNORECASE,
)
_ONE_OPTION = re.compile(
    r"\W*(?:option|alternative|approach|variant|candidate|proposal|solution|path|route|way) (?:#?\d+|[A-H]|[IVX]+)\b",
    re.IGNORECASE,
)
Lines = list[tuple[int, int]]
"""Stretches of lines, neither nested nor overlapping, in order."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the headings say of the lines below them."""

    rejecting: Lines
    """All below was rejected."""
    deciding: Lines
    """Each entry below is a decision, whatever its words."""
    weighing: Lines
    """Options are weighed: here “(recommended)” marks the plan's own choice."""
    assessing: Lines
    """What speaks for and against one option, or how things stand: a tick there chooses nothing."""
    places: Sequence[int]
    """Offsets in order; where none of them lies, no words turn anything down or choose it."""

    def may_judge(self, start: int, end: int) -> bool:
        """Whether a word of a verdict begins in a stretch of the text."""
        at = bisect_left(self.places, start)
        return at < len(self.places) and self.places[at] < end


def ground_of(sections: tuple[Section, ...], text: str) -> Ground:
    """The ground of a plan with these sections and this text."""
    titled = [section for section in sections if section.level < LEAD_IN_LEVEL]

    def below(chosen: Iterable[Section]) -> Lines:
        lines: Lines = []
        for section in chosen:
            if not lines or section.body.end_line > lines[-1][1]:
                lines.append((section.heading.line, section.body.end_line))
        return lines

    return Ground(
        rejecting=below(s for s in titled if _REJECTING.match(s.title)),
        deciding=below(
            s for s in titled if (s.role == "decisions" and _DECIDING.search(s.title)) or _DECIDED.match(s.title)
        ),
        weighing=below(s for s in titled if _WEIGHED.search(s.title)),
        assessing=below(s for s in sections if assesses(s.title)),
        places=verdict_places(text),
    )


def assesses(title: str) -> bool:
    """Whether what stands under a title or label weighs one option: “Pros”, “Drawbacks of the queue”, “Option B: …”."""
    return bool(_ASSESSING.fullmatch(title) or _ONE_OPTION.match(title))


def within(lines: Lines, line: int) -> bool:
    """Whether a line is one of them."""
    before = bisect_left(lines, (line,))
    return before > 0 and line <= lines[before - 1][1]
