"""What the editor is told: diagnostics, hover texts and quick fixes, made of findings. Pure."""

from lsprotocol import types

from github_app.lsp.documents import Judged
from github_app.lsp.positions import Positions
from plan_rules.lint.finding import Finding
from plan_rules.lint.registry import UNUSED_SUPPRESSION, rules
from plan_rules.source import Span

SOURCE = "planreview"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_START = types.Range(types.Position(0, 0), types.Position(0, 0))


def diagnostics(judged: Judged, positions: Positions, rule_pages: str) -> list[types.Diagnostic]:
    """All that is wrong with a document, in its order. `rule_pages` is empty where no server shows the rules."""
    if judged.refusal:
        return [types.Diagnostic(_START, judged.refusal, types.DiagnosticSeverity.Error, source=SOURCE)]
    faults = [
        types.Diagnostic(
            _fault_range(positions, error.line, error.column),
            error.message,
            types.DiagnosticSeverity.Error,
            source=SOURCE,
        )
        for error in judged.errors
    ]
    return faults + [diagnostic(finding, positions, rule_pages) for finding in judged.findings]


def diagnostic(finding: Finding, positions: Positions, rule_pages: str) -> types.Diagnostic:
    return types.Diagnostic(
        range=positions.range(finding.anchor),
        message=f"{finding.message}\n{finding.how}",
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(f"{rule_pages}/{finding.rule}") if rule_pages else None,
        source=SOURCE,
    )


def hover(judged: Judged, positions: Positions, position: types.Position) -> types.Hover | None:
    """The rules behind the findings at a position: what was found, why it matters, and the rule's page."""
    offset = positions.offset(position)
    here = [finding for finding in judged.findings if _covers(positions, positions.range(finding.anchor), offset)]
    if not here:
        return None
    text = "\n\n---\n\n".join(_explained(finding) for finding in here)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), positions.range(here[0].anchor))


def actions(
    uri: str, version: int | None, judged: Judged, positions: Positions, asked: types.Range
) -> list[types.CodeAction]:
    """Quick fixes for the findings that meet a range: the suggestion where a rule has one, and silencing."""
    first, last = positions.line_of(asked.start), positions.line_of(asked.end)
    met = [f for f in judged.findings if f.anchor.line <= last and first <= f.anchor.end_line]
    made = []
    for finding in met:
        if finding.suggestion:
            made.append(_fix(uri, version, finding, positions))
        if finding.rule != UNUSED_SUPPRESSION:
            made.append(_silence(uri, version, finding, positions))
    return sorted(made, key=lambda action: not action.is_preferred)


def _explained(finding: Finding) -> str:
    entry = rules().get(finding.rule)
    parts = [
        f"**{finding.rule}** · {finding.severity} · {finding.anti_pattern}",
        finding.message,
        f"*Why it matters:* {finding.why}",
        f"*How to fix it:* {finding.how}",
    ]
    return "\n\n".join([*parts, *([entry.documentation] if entry else [])])


def _fix(uri: str, version: int | None, finding: Finding, positions: Positions) -> types.CodeAction:
    assert finding.suggestion
    at = positions.lines(finding.suggestion.line, finding.suggestion.end_line)
    text = finding.suggestion.replacement.replace("\n", positions.line_end)
    return types.CodeAction(
        title=f"{finding.rule}: {finding.how.rstrip('.')}",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(finding, positions, "")],
        is_preferred=True,
        edit=_edit(uri, version, types.TextEdit(at, text)),
    )


def _silence(uri: str, version: int | None, finding: Finding, positions: Positions) -> types.CodeAction:
    """A comment over the line, without a reason: the rules ask for one until its author has written it."""
    line = finding.anchor.line
    text = positions.line_text(line)
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    start = positions.range(Span(line, 1, line, 1))
    comment = f"{indent}<!-- planreview-disable-next-line {finding.rule}: -->{positions.line_end}"
    return types.CodeAction(
        title=f"Silence {finding.rule} here, with a reason",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(finding, positions, "")],
        edit=_edit(uri, version, types.TextEdit(start, comment)),
    )


def _edit(uri: str, version: int | None, edit: types.TextEdit) -> types.WorkspaceEdit:
    """For one version of the document where the editor counts versions, so that no edit lands in a changed text."""
    if version is None:
        return types.WorkspaceEdit(changes={uri: [edit]})
    document = types.OptionalVersionedTextDocumentIdentifier(uri, version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [edit])])


def _covers(positions: Positions, at: types.Range, offset: int) -> bool:
    return positions.offset(at.start) <= offset <= positions.offset(at.end)


def _fault_range(positions: Positions, line: int, column: int) -> types.Range:
    """From a fault's place to the end of its line."""
    end = max(column, len(positions.line_text(line)) + 1)
    return positions.range(Span(line, column, line, end))
