"""Findings in reviewdog's diagnostic format."""

import json
from collections.abc import Iterator
from typing import Any

from github_app.output.report import CheckedFile, Report
from plan_rules.lint.finding import Finding

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report) -> str:
    data = {
        "source": {"name": "planreview", **({"url": report.rule_pages} if report.rule_pages else {})},
        "diagnostics": [made for file in report.files for made in _diagnostics(file, report)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _diagnostics(file: CheckedFile, report: Report) -> Iterator[dict[str, Any]]:
    if file.status == "not-analysed":
        message = f"Not analysed: {file.review.reason or 'it could not be read'}"
        yield {"message": message, "location": {"path": file.path}, "severity": "ERROR"}
    for finding in file.review.findings:
        yield _diagnostic(file, finding, report)


def _diagnostic(file: CheckedFile, finding: Finding, report: Report) -> dict[str, Any]:
    anchor = finding.anchor
    made: dict[str, Any] = {
        "message": f"{finding.message} {finding.how}",
        "location": {
            "path": file.path,
            "range": {
                "start": {"line": anchor.line, "column": _bytes(file, anchor.line, anchor.column)},
                "end": {"line": anchor.end_line, "column": _bytes(file, anchor.end_line, anchor.end_column)},
            },
        },
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule, **({"url": url} if (url := report.help_url(finding.rule)) else {})},
    }
    if suggestion := finding.suggestion:
        last = file.lines[suggestion.end_line - 1] if suggestion.end_line <= len(file.lines) else ""
        made["suggestions"] = [
            {
                "range": {
                    "start": {"line": suggestion.line, "column": 1},
                    "end": {"line": suggestion.end_line, "column": len(last.removesuffix("\r").encode()) + 1},
                },
                "text": suggestion.replacement,
            }
        ]
    return made


def _bytes(file: CheckedFile, line: int, column: int) -> int:
    """reviewdog counts columns in bytes of UTF-8."""
    text = file.lines[line - 1] if line <= len(file.lines) else ""
    return len(text[: column - 1].encode()) + 1
