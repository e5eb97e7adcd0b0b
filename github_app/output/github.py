"""Findings as GitHub workflow commands: annotations in a workflow's log."""

from github_app.output.report import Report

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> str:
    lines = []
    for file in report.files:
        if file.status == "not-analysed":
            lines.append(f"::error file={_property(file.path)}::{_message(file.review.reason or 'not analysed')}")
        for finding in file.review.findings:
            anchor = finding.anchor
            place = f"file={_property(file.path)},line={anchor.line},endLine={anchor.end_line}"
            if anchor.line == anchor.end_line:
                place += f",col={anchor.column},endColumn={anchor.end_column}"
            title = _property(f"{finding.anti_pattern} ({finding.rule})")
            lines.append(
                f"::{_COMMANDS[finding.severity]} {place},title={title}::{_message(f'{finding.message} {finding.how}')}"
            )
    return "".join(f"{line}\n" for line in lines)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
