"""Findings as JSON: stable, versioned, the same bytes for the same input."""

import json
from typing import Any

from github_app.output.report import CheckedFile, Report
from plan_rules.lint.finding import Finding


def render(report: Report) -> str:
    count = report.count()
    data = {
        "version": 1,
        "files": [_file(file, report) for file in report.files],
        "summary": {severity: count[severity] for severity in ("error", "warning", "info")},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _file(file: CheckedFile, report: Report) -> dict[str, Any]:
    return {
        "path": file.path,
        "status": file.status,
        "reason": file.review.reason,
        "findings": [_finding(finding, report) for finding in file.review.findings],
    }


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    hazard, suggestion = finding.hazard, finding.suggestion
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "anti_pattern": finding.anti_pattern,
        "line": finding.anchor.line,
        "column": finding.anchor.column,
        "end_line": finding.anchor.end_line,
        "end_column": finding.anchor.end_column,
        "span": list(finding.span),
        "fingerprint": finding.fingerprint,
        "help_url": report.help_url(finding.rule) or f"/rules/{finding.rule}",  # on any server of planreview
        "hazard": {"area": hazard.area, "consideration": hazard.consideration} if hazard else None,
        "suggestion": {"line": suggestion.line, "end_line": suggestion.end_line, "replacement": suggestion.replacement}
        if suggestion
        else None,
    }
