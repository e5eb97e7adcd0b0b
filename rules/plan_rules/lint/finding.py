"""A finding: what a rule says about a place in a plan."""

from dataclasses import dataclass
from typing import Literal

from plan_rules.source import Span

Severity = Literal["error", "warning", "info", "off"]


@dataclass(frozen=True, slots=True)
class Hazard:
    """Which consideration of which area an `unaddressed-hazard` finding is about."""

    area: str
    consideration: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Whole lines `line` to `end_line` (1-based, inclusive) and the text for them, without a final line end."""

    line: int
    end_line: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """As `planreview check --format json` prints it."""

    rule: str
    severity: Severity
    message: str
    anchor: Span
    span: tuple[int, int]
    """First and last line that the finding is about; it meets a diff where these lines do."""
    fingerprint: str
    anti_pattern: str
    why: str
    how: str
    hazard: Hazard | None = None
    suggestion: Suggestion | None = None
