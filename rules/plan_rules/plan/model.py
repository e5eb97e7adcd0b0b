"""The plan as a value: what the reader found, each part with its place."""

from dataclasses import dataclass
from typing import Literal

from plan_rules.markdown.nodes import Node
from plan_rules.source import Source

DocumentKind = Literal["plan", "task-list", "proposal", "living", "finished", "not-a-plan"]
Role = Literal[
    "objective",
    "context",
    "decisions",
    "alternatives",
    "pitfalls",
    "steps",
    "success",
    "failure",
    "testing",
    "references",
    "progress",
    "scope",
    "non-goals",
    "files",
    "open-questions",
    "other",
]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the source: offsets, and its 1-based first and last line."""

    start: int
    end: int
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or a bold lead-in that acts as one, with all that stands under it up to the next of its level."""

    role: Role
    title: str
    heading: Passage
    body: Passage
    """From after the heading to the end of the section, sub-sections included."""
    level: int
    path: tuple[str, ...]
    """Titles from the outermost section down to this one."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A critical marker: `[CRITICAL: …]`, a bold or capital lead-in, an emoji, a GitHub alert."""

    where: Passage
    text: str


@dataclass(frozen=True, slots=True)
class ContextItem:
    """One thing the author found out: a bullet or paragraph under a context heading, or a related-context bullet."""

    where: Passage
    category: str
    """Title of the section or lead-in it stands under."""
    lead: str
    """Its bold lead-in, if any."""
    step: int | None = None
    """Index of the step whose related context it is."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A chosen or rejected approach."""

    where: Passage
    """The line(s) that state the choice."""
    verdict: Literal["chosen", "rejected", "stated"]
    subject: str
    reasons: tuple[Passage, ...]
    consequences: tuple[Passage, ...]
    group: int
    """Decisions about the same question share a group number."""
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Pitfall:
    """A warning: do not, never, avoid, beware."""

    where: Passage
    lead: str
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A way to tell that something worked: success line, expected output, checkpoint, acceptance bullet."""

    where: Passage
    step: int | None = None
    """Index of the step it belongs to, or None for the plan as a whole."""
    tests: bool = False
    """Whether it says what is tested, and not how to tell that it worked."""


@dataclass(frozen=True, slots=True)
class FileReference:
    """A path that the plan names."""

    where: Passage
    path: str
    action: Literal["create", "modify", "delete", "test", "mention"] = "mention"


@dataclass(frozen=True, slots=True)
class SubStep:
    where: Passage
    done: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """The plan's own top unit of planned work."""

    index: int
    label: str
    """Its number as written: `3`, `Task 4`, `T012`; empty for an unnumbered one."""
    title: str
    """Title text without markup, number and trailing punctuation."""
    head: Passage
    """The line that introduces it: a heading, or the first paragraph of a list item."""
    body: Passage
    """All of it, head included."""
    kind: Literal["work", "verify", "commit"] = "work"
    done: bool = False
    sub_steps: tuple[SubStep, ...] = ()
    lines: tuple[Passage, ...] = ()
    """What it tells to do below its head: bullets and paragraphs without a label of their own."""
    files: tuple[FileReference, ...] = ()
    markers: tuple[Marker, ...] = ()
    related: tuple[ContextItem, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    failure: tuple[Passage, ...] = ()
    phase: str = ""
    """Title of the phase or story it stands in, if steps are grouped."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan file as read. Offsets in all parts index `source.text`, and `prose`, which has the same length."""

    source: Source
    document: Node
    prose: str
    """The source text in which everything that is not the plan's own voice (code, quotations, links' targets,
    HTML comments, front matter, embedded documents, Markdown signs) is blanked out, same length, line ends kept."""
    kind: DocumentKind
    kind_reason: str
    """Why it is of that kind, for people."""
    english: bool
    spoken_text: str
    """Like `prose`, with inline code, quotations and link targets kept."""
    title: Passage | None
    sections: tuple[Section, ...]
    objective: tuple[Passage, ...]
    context: tuple[ContextItem, ...]
    decisions: tuple[Decision, ...]
    pitfalls: tuple[Pitfall, ...]
    steps: tuple[Step, ...]
    steps_heading: Passage | None
    criteria: tuple[Criterion, ...]
    """Criteria of the whole plan; a step's own are in the step."""
    testing: tuple[Passage, ...]
    failure: tuple[Passage, ...]
    """Recovery, rollback and fallback passages of the whole plan."""
    references: tuple[Passage, ...]
    progress: tuple[Passage, ...]
    files: tuple[FileReference, ...]
    companions: tuple[str, ...]
    """Paths or names of spec, research, design or proposal files it points to as its own."""

    def raw(self, where: Passage) -> str:
        """The passage as written."""
        return self.source.text[where.start : where.end]

    def words(self, where: Passage) -> str:
        """The passage in the plan's own voice, everything else blank; offsets count from `where.start`."""
        return self.prose[where.start : where.end]

    def spoken(self, where: Passage) -> str:
        """The passage without embedded code blocks and documents, with inline code and quotations kept."""
        return self.spoken_text[where.start : where.end]
