"""What a rule file holds: a `Rule` value named `rule` and a generator named `check`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from plan_rules.lint.finding import Hazard, Severity, Suggestion
from plan_rules.lint.settings import Options
from plan_rules.plan.model import DocumentKind, Passage, Plan

WORK: frozenset[DocumentKind] = frozenset({"plan", "task-list", "living"})
"""Kinds of document whose steps are still to be done."""
PROPOSING: frozenset[DocumentKind] = WORK | {"proposal"}
WRITTEN: frozenset[DocumentKind] = PROPOSING | {"finished"}


@dataclass(frozen=True, slots=True)
class Example:
    """A plan, or a piece of one, shown on the rule's page and run as a test.

    `lines` are the 1-based lines of `text` on which this rule, and no other warning or error of the rule's
    own group, must report; empty for a good example.
    """

    text: str
    lines: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, without its id (the file's name) and its check (the file's generator)."""

    summary: str
    """One sentence without full stop: what it fires on."""
    anti_pattern: str
    """The name that the seed document gives the anti-pattern, cited in comments."""
    severity: Severity
    why: str
    """One sentence: what goes wrong in the implementation when the plan has this defect."""
    how: str
    """One sentence: what to add or change."""
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    kinds: frozenset[DocumentKind] = WORK
    """Kinds of document it judges."""
    reads_english: bool = True
    """False for a rule that works on plans in any language."""
    yields_to: tuple[str, ...] = ()
    """Rules whose finding on the same lines is more specific and replaces this one's."""
    options: tuple[Literal["allow", "phrases"], ...] = ()
    """Options it takes from the configuration, besides its severity."""


Check = Callable[[Plan, Options], Iterable["Report"]]


@dataclass(frozen=True, slots=True)
class Report:
    """What a rule's generator yields; the engine makes a `Finding` of it."""

    message: str
    """One or two sentences: the words that set it off, what is missing, what to add."""
    where: Passage
    """The anchor."""
    span: tuple[int, int] | None = None
    """Lines it is about; None for the anchor's own."""
    severity: Severity | None = None
    """Only where it differs from the rule's default, for instance with companions."""
    hazard: Hazard | None = None
    suggestion: Suggestion | None = None
    why: str = ""
    """Only where it says more than the rule's own."""
    how: str = ""
    key: str = ""
    """Text the fingerprint is made of; empty for the anchor's own text."""
