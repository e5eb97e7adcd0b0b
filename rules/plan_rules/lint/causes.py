"""Plans that cure a defect: what the defect is, and whether the plan says how it comes about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plan_rules.language.defects import BUILDS, COMPLAINS, COMPLAINT, CURES, PUT_RIGHT, SYMPTOM
from plan_rules.language.mechanisms import ANALYSIS, FINDS_OUT, NAMES_CAUSE, TELLS_STORY
from plan_rules.language.remedies import remedy_in
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage, Plan

_TOLD_AT_LENGTH = 10
"""Words in a section called cause or analysis from which it is believed to tell one."""


_REPORTS_BUG = re.compile(
    r"\W*(?:plan(?: for)?:? )?(?:hot-?fix|bug-?fix|bug)\b[^:\n]{0,20}: \S[^\n]{3,80}", re.IGNORECASE
)
"""A title that gives a bug's name, in whatever words."""
_WANTED = re.compile(
    r"\b(?:must|shall|should|may) (?:never|not|no longer|both)\b[^.\n]*|\bno [\w-]+ (?:may|must|shall)\b[^.\n]*",
    re.IGNORECASE,
)
"""What is to be so, which tells nothing of what is."""
_FEWEST_WORDS = 5
_SO = re.compile(
    r"(?:, (?:and )?so|, after which|, whereupon|; then) (?!that\b|far\b|on\b|we\b|I\b|you\b|step|this plan|(?:\w+ )?(?:people|users?|customers?|members?|parents|staff|everybody|everyone|nobody|support|visitors|guests|drivers|teams?|devs|developers|engineers|the team)\b)(?!(?:[\w'’-]+ ){0,4}(?:needs? (?:no|nothing)|needn|stays?\b|unchanged|untouched|(?:is|are|can be) (?:left|ignored)))(?:[\w'’`.()-]+ ){2,}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cure:
    """A plan's aim to cure a defect."""

    where: Passage
    """The objective, else the title."""
    words: str
    """The words that say it."""


def cure_of(plan: Plan) -> Cure | None:
    """The defect that the plan says it cures, in its title or its objective; None for work of other kinds."""
    title = plan.words(plan.title) if plan.title else ""
    aims = [title, *(plan.words(where) for where in plan.objective)]
    told = [*aims, *(plan.words(where) for where in _complaints(plan))]
    found = next((match for text in aims if (match := CURES.search(text))), None)
    if not found and not BUILDS.match(title):
        found = SYMPTOM.search(title) or _REPORTS_BUG.match(title)
    if not found and any(PUT_RIGHT.search(text) for text in told):
        found = next((match for text in told if (match := SYMPTOM.search(text))), None)
    if not found and any(remedy_in(plan.spoken(step.head)) for step in plan.steps):
        complained = (COMPLAINT.search(plan.words(where)) for where in (*plan.objective, *_complaints(plan)))
        found = next((match for match in complained if match), None)
    where = plan.objective[0] if plan.objective else plan.title
    return Cure(where, " ".join(found.group().split())) if found and where else None


def tells_cause(plan: Plan) -> bool:
    """Whether any words tell how the defect comes about, or a step is to find it out."""
    if NAMES_CAUSE.search(plan.spoken_text):
        return True
    if any(TELLS_STORY.search(_WANTED.sub("", CURES.sub("", plan.spoken(where)))) for where in _telling(plan)):
        return True
    if any(_follows(plan.spoken(where)) for where in (*plan.objective, *_complaints(plan))):
        return True
    if any(
        ANALYSIS.search(section.title) and len(plan.spoken(section.body).split()) >= _TOLD_AT_LENGTH
        for section in plan.sections
        if section.role in {"context", "objective", "other"}
    ):
        return True
    return any(FINDS_OUT.search(plan.words(step.head)) for step in plan.steps)


def _follows(text: str) -> bool:
    """Whether something other than a symptom is told with what comes of it: “the week rolls over at UTC, so orders land in the old one”."""
    for found in _SO.finditer(text):
        said = text[max(text.rfind(".", 0, found.start()), text.rfind("\n", 0, found.start())) + 1 : found.start()]
        if len(said.split()) >= _FEWEST_WORDS and not SYMPTOM.search(said) and not PUT_RIGHT.search(said):
            return True
    return False


def _complaints(plan: Plan) -> Iterator[Passage]:
    """Sections that tell what is wrong, and paragraphs between the title and the first step or the second heading."""
    yield from (
        s.body for s in plan.sections if s.role in {"objective", "context", "other"} and COMPLAINS.search(s.title)
    )
    limit = plan.steps[0].head.start if plan.steps else len(plan.source.text)
    for block in plan.document.children:
        if block.start >= limit or (block.kind == "heading" and plan.title and block.start > plan.title.start):
            return
        if block.kind == "paragraph":
            yield Passage(block.start, block.end, block.line, block.end_line)


def _telling(plan: Plan) -> Iterator[Passage]:
    """Where a plan tells how things are: its prose outside the steps, but not what it warns of, demands, decides or checks."""
    other = Areas(
        [step.body for step in plan.steps]
        + [s.body for s in plan.sections if s.role in _NOT_TELLING or _DEMANDS.search(s.title)]
    )
    yield from plan.objective
    for block in plan.document.children:
        if block.kind in {"paragraph", "list", "table", "block_quote"}:
            for part in block.children if block.kind in {"list", "table"} else (block,):
                where = Passage(part.start, part.end, part.line, part.end_line)
                if not other.meet(where):
                    yield where


_NOT_TELLING = frozenset(
    {"pitfalls", "decisions", "alternatives", "success", "testing", "failure", "references", "progress", "non-goals"}
)
_DEMANDS = re.compile(r"\b(?:constraints?|invariants?|principles|assumptions?|symptoms?|reports?)\b", re.IGNORECASE)
