"""The library's one call: a plan file's bytes in, what is wrong with it out."""

from dataclasses import dataclass
from typing import Literal

from plan_rules.lint.engine import Silenced, lint
from plan_rules.lint.finding import Finding
from plan_rules.lint.settings import DEFAULT, LintSettings
from plan_rules.plan import read
from plan_rules.source import Source, UnreadableSource

Status = Literal["checked", "not-a-plan", "not-analysed"]


@dataclass(frozen=True, slots=True)
class Review:
    """The outcome for one file. `reason` says, for people, why it was not checked, or only in part."""

    status: Status
    reason: str | None
    findings: tuple[Finding, ...] = ()
    silenced: tuple[Silenced, ...] = ()


def review(data: bytes, settings: LintSettings = DEFAULT) -> Review:
    """Read and lint one plan file; what can't be read is `not-analysed`, which is never a pass."""
    try:
        source = Source.from_bytes(data)
    except UnreadableSource as unreadable:
        return Review("not-analysed", unreadable.reason)
    plan = read(source)
    if plan.kind == "not-a-plan":
        return Review("not-a-plan", f"Not judged: {plan.kind_reason}.")
    result = lint(plan, settings)
    reason = None
    if not plan.english:
        reason = "The plan is not in English: only the rules that don't read English were applied."
    elif plan.kind == "finished":
        reason = f"Its steps were not judged: {plan.kind_reason}."
    return Review("checked", reason, result.findings, result.silenced)
