"""Running the rules over a plan: severities, suppressions, one finding a defect, order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan_rules.lint.finding import Finding, Severity
from plan_rules.lint.fingerprint import Fingerprints
from plan_rules.lint.registry import UNUSED_SUPPRESSION, Entry, rule_ids, rules
from plan_rules.lint.rule import Report
from plan_rules.lint.settings import DEFAULT, LintSettings, Options
from plan_rules.lint.suppression import Fault, Suppression, suppressions_of, unused
from plan_rules.plan.collecting import uncollected
from plan_rules.plan.model import Plan

_RANK = {"error": 0, "warning": 1, "info": 2, "off": 3}


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that a comment in the plan silences."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class LintResult:
    findings: tuple[Finding, ...]
    """Sorted by line, column, rule."""
    silenced: tuple[Silenced, ...]


@uncollected()
def lint(plan: Plan, settings: LintSettings = DEFAULT) -> LintResult:
    """All findings of a plan under some settings. Pure, and the same for the same input."""
    if plan.kind == "not-a-plan":
        return LintResult((), ())
    prints = Fingerprints(plan)
    raised = [finding for entry in rules().values() for finding in _run(entry, plan, settings, prints)]
    kept = _without_yielding(raised)
    suppressions, faults = suppressions_of(plan, rule_ids())
    findings, silenced, used = _silence(kept, suppressions, settings)
    if settings.suppressions == "none":
        used = set(range(len(suppressions)))
    unheeded = [
        *faults,
        *unused([s for s in suppressions if _applies(s, settings)], _applied(suppressions, used, settings)),
    ]
    findings += [f for fault in unheeded if (f := _fault_finding(fault, plan, settings, prints))]
    findings.sort(key=lambda f: (f.anchor.line, f.anchor.column, f.rule, f.message))
    return LintResult(tuple(findings), tuple(silenced))


def _run(entry: Entry, plan: Plan, settings: LintSettings, prints: Fingerprints) -> Iterator[Finding]:
    rule = entry.rule
    own = settings.of(entry.id)
    configured: Severity | None = own.severity or (settings.all_severity if entry.id not in settings.rules else None)
    if configured == "off" or not settings.runs(entry.id) or plan.kind not in rule.kinds:
        return
    if rule.reads_english and not plan.english:
        return
    options = Options(own.allow, own.phrases, settings.hazards_off, settings.hazards_added)
    for report in entry.check(plan, options):
        severity = _severity(rule.severity, report.severity, configured)
        yield Finding(
            rule=entry.id,
            severity=severity,
            message=report.message,
            anchor=plan.source.span(report.where.start, report.where.end),
            span=_span(report),
            fingerprint=prints.of(entry.id, report.where, _key(plan, report)),
            anti_pattern=rule.anti_pattern,
            why=report.why or rule.why,
            how=report.how or rule.how,
            hazard=report.hazard,
            suggestion=report.suggestion,
        )


def _span(report: Report) -> tuple[int, int]:
    """The lines it is about, which hold those it stands on."""
    first, last = report.span or (report.where.line, report.where.end_line)
    return min(first, report.where.line), max(last, report.where.end_line)


def _severity(default: Severity, reported: Severity | None, configured: Severity | None) -> Severity:
    """A configured severity moves the rule as a whole; what a rule lowers for one place stays lower."""
    if configured is None:
        return reported or default
    if reported is not None and _RANK[reported] > _RANK[default]:
        return reported
    return configured


def _key(plan: Plan, report: Report) -> str:
    hazard = f"{report.hazard.area} {report.hazard.consideration} " if report.hazard else ""
    return hazard + (report.key or plan.raw(report.where))


def _without_yielding(findings: list[Finding]) -> list[Finding]:
    """Where two rules fit one defect, the more specific one's finding stays."""
    lines: dict[str, list[tuple[int, int]]] = {}
    for finding in findings:
        lines.setdefault(finding.rule, []).append(finding.span)
    entries = rules()
    return [
        finding
        for finding in findings
        if not any(
            first <= finding.anchor.line <= last
            for other in entries[finding.rule].rule.yields_to
            for first, last in lines.get(other, ())
        )
    ]


def _silence(
    findings: Iterable[Finding], suppressions: list[Suppression], settings: LintSettings
) -> tuple[list[Finding], list[Silenced], set[int]]:
    kept: list[Finding] = []
    silenced: list[Silenced] = []
    used: set[int] = set()
    for finding in findings:
        by = [i for i, s in enumerate(suppressions) if s.covers(finding.rule, finding.span, finding.anchor.line)]
        allowed = settings.suppressions == "all" or (
            settings.suppressions == "warnings" and finding.severity != "error"
        )
        used.update(by)
        if by and allowed:
            silenced.append(Silenced(finding, suppressions[by[0]].reason))
        else:
            kept.append(finding)
    return kept, silenced, used


def _applies(suppression: Suppression, settings: LintSettings) -> bool:
    """Whether a rule it names was run at all; one that silences a rule that is off is not called unused."""
    return not suppression.rules or any(settings.runs(rule) for rule in suppression.rules)


def _applied(suppressions: list[Suppression], used: set[int], settings: LintSettings) -> set[int]:
    applying = [index for index, s in enumerate(suppressions) if _applies(s, settings)]
    return {place for place, index in enumerate(applying) if index in used}


def _fault_finding(fault: Fault, plan: Plan, settings: LintSettings, prints: Fingerprints) -> Finding | None:
    own = settings.of(UNUSED_SUPPRESSION)
    configured = own.severity or (settings.all_severity if UNUSED_SUPPRESSION not in settings.rules else None)
    if configured == "off" or not settings.runs(UNUSED_SUPPRESSION):
        return None
    return Finding(
        rule=UNUSED_SUPPRESSION,
        severity=configured or "warning",
        message=fault.message,
        anchor=plan.source.span(fault.where.start, fault.where.end),
        span=(fault.where.line, fault.where.end_line),
        fingerprint=prints.of(UNUSED_SUPPRESSION, fault.where, plan.raw(fault.where)),
        anti_pattern="Silenced without effect",
        why="A comment that silences nothing hides the next real finding.",
        how="Remove the comment, or correct the rule's name and give a reason.",
    )


def with_severity_at_least(findings: Iterable[Finding], lowest: Severity) -> tuple[Finding, ...]:
    """Findings at or above a severity."""
    return tuple(finding for finding in findings if _RANK[finding.severity] <= _RANK[lowest])
