"""One pure function from what was read and found to all that will be written."""

from dataclasses import replace

from github_app.review import lifecycle, wording
from github_app.review.check import config_invalid, failed, judged_check, no_plan_changed
from github_app.review.judged import Judged
from github_app.review.lines import hunks
from github_app.review.model import ChangedFile, FileComment, LineComment, Publication, Snapshot
from github_app.review.placement import Placed, capped, place, reported
from plan_rules.lint.finding import Finding, Suggestion

__all__ = ["Judged", "compose", "config_invalid", "failed", "no_plan_changed"]


def compose(snapshot: Snapshot, judged: Judged) -> Publication:
    """All that the review writes: new comments, edits of ours, the completed check run."""
    files = {file.path: file for file in snapshot.files}
    found = {
        path: reported(files[path], review.findings, judged.config.report)
        for path, review in judged.reviews.items()
        if path in files
    }
    standing = lifecycle.match(snapshot, judged.marks, judged.reviews)
    pairs = [(path, finding) for path, findings in found.items() for finding in findings]
    fresh = lifecycle.unspoken(pairs, standing, judged.known)
    placed = [place(files[path], finding) for path, finding in pairs if (path, finding.fingerprint) in fresh]
    room = max(0, judged.config.max_comments - sum(one.open for one in standing))
    comments, left_out = capped(placed, room)
    edits = lifecycle.edits(standing, judged.reviews, snapshot.pull_request.head_sha, judged.rule_pages, judged.marks)
    line_comments = tuple(_line_comment(p, files[p.path], judged) for p in comments if p.kind == "line")
    file_comments = tuple(_file_comment(p, judged) for p in comments if p.kind == "file")
    return Publication(
        review_body=wording.review_body(len(line_comments), len(left_out)) if line_comments else "",
        line_comments=line_comments,
        file_comments=file_comments,
        edits=edits,
        check=judged_check(snapshot, judged, found, len(left_out), sum(edit.fixed for edit in edits)),
    )


def _line_comment(placed: Placed, file: ChangedFile, judged: Judged) -> LineComment:
    finding = placed.finding
    suggestion, first, last = finding.suggestion, placed.start_line or placed.line, placed.line
    if suggestion is not None:
        inside = any(h.first <= suggestion.line and suggestion.end_line <= h.last for h in hunks(file.patch or ""))
        suggestion = suggestion if inside else None
    if suggestion is not None:
        first, last = suggestion.line, suggestion.end_line
    return LineComment(
        path=placed.path,
        line=last,
        start_line=first if first < last else None,
        body=_body(finding, judged, suggestion),
        fingerprint=finding.fingerprint,
    )


def _file_comment(placed: Placed, judged: Judged) -> FileComment:
    finding = placed.finding
    where = f"Line {finding.anchor.line}. "
    said = replace(finding, message=where + finding.message)
    return FileComment(placed.path, _body(said, judged, None), finding.fingerprint)


def _body(finding: Finding, judged: Judged, suggestion: Suggestion | None) -> str:
    return wording.comment_body(
        finding, f"{judged.rule_pages}/{finding.rule}", suggestion, judged.marks.mark(finding.fingerprint)
    )
