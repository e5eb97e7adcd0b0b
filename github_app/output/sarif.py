"""Findings as SARIF 2.1.0, for code scanning."""

import json
from typing import Any
from urllib.parse import quote

from github_app.output.report import CheckedFile, Report
from plan_rules.lint.finding import Finding
from plan_rules.lint.registry import UNUSED_SUPPRESSION_PAGE, UNUSED_SUPPRESSION_SUMMARY, rules

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report) -> str:
    found = [(file, finding) for file in report.files for finding in file.review.findings]
    names = sorted({finding.rule for _, finding in found})
    driver = {
        "name": "planreview",
        **({"semanticVersion": report.version} if report.version else {}),
        **({"informationUri": report.rule_pages} if report.rule_pages else {}),
        "rules": [_rule(name, report) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(file, finding, names.index(finding.rule)) for file, finding in found],
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


def _rule(name: str, report: Report) -> dict[str, Any]:
    entry = rules().get(name)
    summary, severity, page = (
        (entry.rule.summary, entry.rule.severity, entry.documentation)
        if entry
        else (UNUSED_SUPPRESSION_SUMMARY, "warning", UNUSED_SUPPRESSION_PAGE)
    )
    return {
        "id": name,
        "shortDescription": {"text": f"{summary[0].upper()}{summary[1:]}."},
        **({"helpUri": url} if (url := report.help_url(name)) else {}),
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }


def _result(file: CheckedFile, finding: Finding, index: int) -> dict[str, Any]:
    anchor = finding.anchor
    place = {"uri": quote(file.path)}
    region = {
        "startLine": anchor.line,
        "startColumn": anchor.column,
        "endLine": anchor.end_line,
        "endColumn": anchor.end_column,
    }
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.how}"},
        "partialFingerprints": {"planreview/v1": finding.fingerprint},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
    }
    if suggestion := finding.suggestion:
        last = file.lines[suggestion.end_line - 1] if suggestion.end_line <= len(file.lines) else ""
        deleted = {
            "startLine": suggestion.line,
            "startColumn": 1,
            "endLine": suggestion.end_line,
            "endColumn": len(last.removesuffix("\r")) + 1,
        }
        change = {"deletedRegion": deleted, "insertedContent": {"text": suggestion.replacement}}
        made["fixes"] = [
            {
                "description": {"text": finding.how},
                "artifactChanges": [{"artifactLocation": place, "replacements": [change]}],
            }
        ]
    return made


def _notification(file: CheckedFile) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": file.review.reason or "not analysed"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(file.path)}}}],
    }
