"""Where each finding goes: a comment on its lines, on the nearest touched line, on the file, or the summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from github_app.review.lines import Hunk, hunks, touched_lines
from github_app.review.model import ChangedFile
from plan_rules.lint.finding import Finding, Suggestion

_RANK = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding of one file and the place it is given; the last three only for kind `line`."""

    path: str
    finding: Finding
    kind: Literal["line", "file", "summary"]
    line: int = 0
    start_line: int | None = None
    suggestion: Suggestion | None = None
    """The finding's own, where the comment stands on exactly the lines that it replaces."""


def meets(finding: Finding, touched: frozenset[int]) -> bool:
    """Whether the lines the finding is about hold a touched one."""
    first, last = finding.span
    return any(first <= line <= last for line in touched) or finding.anchor.line in touched


def reported(file: ChangedFile, findings: Sequence[Finding], report: str) -> tuple[Finding, ...]:
    """The findings of a changed plan that count: all of them, or those that meet touched lines."""
    if report == "file":
        return tuple(findings)
    if file.patch is None:  # too large for GitHub to show, unless it was only renamed
        return tuple(findings) if file.additions or file.deletions or file.status in {"added", "copied"} else ()
    touched = touched_lines(file.patch)
    return tuple(finding for finding in findings if meets(finding, touched))


def place(file: ChangedFile, finding: Finding) -> Placed:
    """The best place for one finding; remarks never become comments."""
    if finding.severity == "info":
        return Placed(file.path, finding, "summary")
    if file.patch is None:
        return Placed(file.path, finding, "file")
    open_hunks = hunks(file.patch)
    anchor, suggestion = finding.anchor, finding.suggestion
    for hunk in open_hunks:
        if hunk.first <= anchor.line <= hunk.last:
            if suggestion and hunk.first <= suggestion.line <= anchor.line <= suggestion.end_line <= hunk.last:
                return _on_lines(file, finding, suggestion.line, suggestion.end_line, suggestion)
            return _on_lines(file, finding, anchor.line, min(anchor.end_line, hunk.last))
    nearest = _nearest(open_hunks, finding)
    return _on_lines(file, finding, nearest, nearest) if nearest else Placed(file.path, finding, "summary")


def _on_lines(
    file: ChangedFile, finding: Finding, first: int, last: int, suggestion: Suggestion | None = None
) -> Placed:
    return Placed(file.path, finding, "line", last, first if first < last else None, suggestion)


def _nearest(open_hunks: Sequence[Hunk], finding: Finding) -> int | None:
    first, last = finding.span
    lines = [line for hunk in open_hunks for line in hunk.touched if first <= line <= last]
    return min(lines, key=lambda line: (abs(line - finding.anchor.line), line), default=None)


def capped(placed: Sequence[Placed], most: int) -> tuple[list[Placed], list[Placed]]:
    """The comments to post, worst first up to `most`, in file order; and those left to the summary."""
    comments = [p for p in placed if p.kind != "summary"]
    worst = sorted(comments, key=lambda p: (_RANK[p.finding.severity], p.path, p.finding.anchor))[:most]
    kept = {id(p) for p in worst}
    return [p for p in comments if id(p) in kept], [p for p in comments if id(p) not in kept]
