"""Findings as SARIF 2.1.0, for code scanning."""

import json
from typing import Any
from urllib.parse import quote

from github_app.output.report import CheckedFile, Report
from plan_rules.lint.finding import Finding
from plan_rules.lint.registry import rules

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report) -> str:
    found = [(file, finding) for file in report.files for finding in file.review.findings]
    run = {
        "tool": {"driver": {"name": "planreview", "informationUri": report.rule_pages, "rules": _rules(report, found)}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(file, finding) for file, finding in found],
        "invocations": [
            {
                "executionSuccessful": all(file.status != "not-analysed" for file in report.files),
                "toolExecutionNotifications": [
                    _notification(file) for file in report.files if file.status == "not-analysed"
                ],
            }
        ],
    }
    data = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _rules(report: Report, found: list[tuple[CheckedFile, Finding]]) -> list[dict[str, Any]]:
    known = rules()
    return [
        {
            "id": rule,
            "shortDescription": {"text": known[rule].rule.summary if rule in known else rule},
            "helpUri": report.help_url(rule),
        }
        for rule in sorted({finding.rule for _, finding in found})
    ]


def _result(file: CheckedFile, finding: Finding) -> dict[str, Any]:
    anchor = finding.anchor
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.how}"},
        "partialFingerprints": {"planreview/v1": finding.fingerprint},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(file.path)},
                    "region": {
                        "startLine": anchor.line,
                        "startColumn": anchor.column,
                        "endLine": anchor.end_line,
                        "endColumn": anchor.end_column,
                    },
                }
            }
        ],
    }


def _notification(file: CheckedFile) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": file.review.reason or "not analysed"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(file.path)}}}],
    }
