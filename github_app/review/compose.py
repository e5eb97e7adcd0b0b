"""One pure function from what was read and found to all that will be written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from github_app.repo_config import ConfigError, RepoConfig
from github_app.review import lifecycle, summary, wording
from github_app.review.lines import hunks
from github_app.review.markers import Marks
from github_app.review.model import (
    Annotation,
    ChangedFile,
    CheckAction,
    CheckRun,
    Conclusion,
    FileComment,
    LineComment,
    Publication,
    Snapshot,
)
from github_app.review.placement import Placed, capped, place, reported
from plan_rules.lint.finding import Finding, Suggestion
from plan_rules.review import Review

_LEVELS = {"error": "failure", "warning": "warning", "info": "notice"}
_RANK = {"error": 0, "warning": 1, "info": 2, "never": -1}
RERUN = CheckAction("Re-run", "Review the plans once more", "rerun")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a review is composed from, besides the snapshot."""

    reviews: Mapping[str, Review]
    """By path, for every changed plan at the head."""
    config: RepoConfig
    marks: Marks
    rule_pages: str
    config_origin: str = "defaults"
    config_hash: str = ""
    head_config_errors: tuple[ConfigError, ...] = ()
    head_config_effect: tuple[int, int] | None = None
    """Findings more and fewer under the configuration that the pull request brings; None when it brings none."""
    known: frozenset[str] = frozenset()
    """Fingerprints that our records say were posted on this pull request before."""


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
        check=_check(snapshot, judged, found, len(left_out), sum(edit.fixed for edit in edits)),
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


def _check(
    snapshot: Snapshot,
    judged: Judged,
    found: Mapping[str, Sequence[Finding]],
    left_out: int,
    fixed: int,
) -> CheckRun:
    config = judged.config
    if not judged.reviews and not judged.head_config_errors:
        return no_plan_changed()
    findings = [finding for per_file in found.values() for finding in per_file]
    unread = {path: review for path, review in judged.reviews.items() if review.status == "not-analysed"}
    blocking = [f for f in findings if config.fail_on != "never" and _RANK[f.severity] <= _RANK[config.fail_on]]
    conclusion: Conclusion = "failure" if blocking or judged.head_config_errors else "success"
    if unread and conclusion == "success":
        conclusion = config.unreadable
    if config.mode == "shadow":
        conclusion = "neutral"
    counts = {severity: sum(f.severity == severity for f in findings) for severity in _LEVELS}
    title = wording.title(counts["error"], counts["warning"], counts["info"])
    if unread:
        title = f"{len(unread)} plan{'' if len(unread) == 1 else 's'} could not be analysed"
    if judged.head_config_errors:
        title = "planreview.yml is invalid"
    annotations = [_annotation(path, finding) for path, per_file in found.items() for finding in per_file]
    annotations += [_config_annotation(error) for error in judged.head_config_errors]
    return CheckRun(
        conclusion=conclusion,
        title=title,
        summary=summary.text(snapshot, judged, found, blocking, unread, left_out, fixed),
        annotations=tuple(annotations),
        actions=(RERUN,),
    )


def _annotation(path: str, finding: Finding) -> Annotation:
    anchor = finding.anchor
    one_line = anchor.line == anchor.end_line
    return Annotation(
        path=path,
        start_line=anchor.line,
        end_line=anchor.end_line,
        level=_LEVELS[finding.severity],  # type: ignore[arg-type]
        title=f"{finding.anti_pattern} ({finding.rule})"[:255],
        message=wording.annotation_message(finding),
        start_column=anchor.column if one_line else None,
        end_column=anchor.end_column if one_line else None,
    )


def _config_annotation(error: ConfigError) -> Annotation:
    return Annotation(error.path, error.line, error.line, "failure", "planreview.yml is invalid", error.message)


def no_plan_changed() -> CheckRun:
    return CheckRun(
        "neutral", "No plan changed", "This pull request changes no file that the configuration calls a plan."
    )


def config_invalid(errors: Sequence[ConfigError], origin: str) -> CheckRun:
    """The base branch's configuration can't be used: no plan is judged by half of one."""
    lines = "\n".join(f"- {wording.quoted_path(e.path)} line {e.line}: {summary.plain(e.message)}" for e in errors)
    return CheckRun(
        "failure",
        "planreview.yml is invalid",
        f"The configuration ({summary.plain(origin)}) can't be used, so no plan was judged. Correct it on the base branch:\n\n{lines}",
        actions=(RERUN,),
    )


def failed(cause: str) -> CheckRun:
    """We could not finish; the check says why, and never passes."""
    return CheckRun(
        "failure",
        "The review could not be finished",
        f"planreview stopped: {summary.plain(cause)}. Press “Re-run” to try again.",
        actions=(RERUN,),
    )
