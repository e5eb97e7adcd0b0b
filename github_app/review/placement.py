"""Where each finding goes: a comment on its lines, on the nearest touched line, on the file, or the summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from github_app.review.lines import Hunk, hunks
from github_app.review.model import ChangedFile
from plan_rules.lint.finding import Finding

_RANK = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding of one file and the place it is given; `line` and `start_line` only for kind `line`."""

    path: str
    finding: Finding
    kind: Literal["line", "file", "summary"]
    line: int = 0
    start_line: int | None = None


def meets(finding: Finding, changed: frozenset[int]) -> bool:
    """Whether the lines the finding is about hold a changed one."""
    first, last = finding.span
    return any(first <= line <= last for line in changed) or finding.anchor.line in changed


def reported(file: ChangedFile, findings: Sequence[Finding], report: str) -> tuple[Finding, ...]:
    """The findings of a changed plan that count: all of them, or those that meet changed lines."""
    if report == "file":
        return tuple(findings)
    if file.patch is None:  # too large for GitHub to show, unless it was only renamed
        return tuple(findings) if file.additions or file.status == "added" else ()
    changed = frozenset(line for hunk in hunks(file.patch) for line in hunk.changed)
    return tuple(finding for finding in findings if meets(finding, changed))


def place(file: ChangedFile, finding: Finding) -> Placed:
    """The best place for one finding; remarks never become comments."""
    if finding.severity == "info":
        return Placed(file.path, finding, "summary")
    if file.patch is None:
        return Placed(file.path, finding, "file")
    open_hunks = hunks(file.patch)
    anchor = finding.anchor
    for hunk in open_hunks:
        if hunk.first <= anchor.line <= hunk.last:
            last = min(anchor.end_line, hunk.last)
            return Placed(file.path, finding, "line", last, anchor.line if last > anchor.line else None)
    nearest = _nearest(open_hunks, finding)
    return Placed(file.path, finding, "line", nearest) if nearest else Placed(file.path, finding, "summary")


def _nearest(open_hunks: Sequence[Hunk], finding: Finding) -> int | None:
    first, last = finding.span
    lines = [line for hunk in open_hunks for line in hunk.changed if first <= line <= last]
    return min(lines, key=lambda line: (abs(line - finding.anchor.line), line), default=None)


def capped(placed: Sequence[Placed], most: int) -> tuple[list[Placed], list[Placed]]:
    """The comments to post, worst first up to `most`, in file order; and those left to the summary."""
    comments = [p for p in placed if p.kind != "summary"]
    worst = sorted(comments, key=lambda p: (_RANK[p.finding.severity], p.path, p.finding.anchor))[:most]
    kept = {id(p) for p in worst}
    return [p for p in comments if id(p) in kept], [p for p in comments if id(p) not in kept]
