"""What a configuration can say to the rules, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from plan_rules.lint.finding import Severity

SuppressionMode = Literal["all", "warnings", "none"]


@dataclass(frozen=True, slots=True)
class Consideration:
    """One thing that a plan must have thought of in a hazard area."""

    name: str
    satisfied_by: tuple[str, ...]
    """Words or phrases, any case; `*` stands for the rest of a word."""
    why: str


@dataclass(frozen=True, slots=True)
class AddedArea:
    """A hazard area that a repository adds."""

    name: str
    triggers: tuple[str, ...]
    considerations: tuple[Consideration, ...]


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """One rule as configured; None for a severity leaves the rule's own."""

    severity: Severity | None = None
    allow: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LintSettings:
    """Everything that decides which findings a plan gets, besides its text."""

    rules: Mapping[str, RuleSettings] = field(default_factory=lambda: MappingProxyType({}))
    all_severity: Severity | None = None
    """Severity of every rule that is not named in `rules`; only `off` and None make sense."""
    hazards_off: frozenset[str] = frozenset()
    hazards_added: tuple[AddedArea, ...] = ()
    suppressions: SuppressionMode = "all"
    select: frozenset[str] = frozenset()
    """Run only these; empty runs all."""
    ignore: frozenset[str] = frozenset()

    def of(self, rule: str) -> RuleSettings:
        return self.rules.get(rule, _UNSET)

    def runs(self, rule: str) -> bool:
        return rule not in self.ignore and (not self.select or rule in self.select)


_UNSET = RuleSettings()
DEFAULT = LintSettings()


@dataclass(frozen=True, slots=True)
class Options:
    """What one rule's check is given: its own options, and the hazard areas."""

    allow: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    hazards_off: frozenset[str] = frozenset()
    hazards_added: tuple[AddedArea, ...] = ()
