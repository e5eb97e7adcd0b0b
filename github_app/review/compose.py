"""One pure function from what was read and found to all that will be written."""

from github_app.review import lifecycle, wording
from github_app.review.check import config_invalid, failed, judged_check, no_plan_changed
from github_app.review.judged import Judged
from github_app.review.model import FileComment, LineComment, Publication, Snapshot
from github_app.review.placement import Placed, capped, place, reported
from plan_rules.lint.finding import Finding

__all__ = ["Judged", "compose", "config_invalid", "counted", "failed", "no_plan_changed", "standing"]


def counted(snapshot: Snapshot, judged: Judged) -> dict[str, tuple[Finding, ...]]:
    """The findings that count in this pull request, by the path of their plan."""
    files = {file.path: file for file in snapshot.files}
    return {
        path: reported(files[path], review.findings, judged.config.report)
        for path, review in judged.reviews.items()
        if path in files
    }


def standing(snapshot: Snapshot, judged: Judged) -> tuple[lifecycle.Standing, ...]:
    """Our comments on the pull request, with what each one stands for now."""
    return lifecycle.match(snapshot, judged.marks, judged.reviews, _placed(snapshot, judged))


def compose(snapshot: Snapshot, judged: Judged) -> Publication:
    """All that the review writes: new comments, edits of ours, the completed check run."""
    placed = _placed(snapshot, judged)
    stands = lifecycle.match(snapshot, judged.marks, judged.reviews, placed)
    present = {finding.fingerprint for review in judged.reviews.values() for finding in review.findings}
    # Records know more than our reviews tell: which comments stand in for others. Without records, those tell what is gone.
    deleted = () if judged.known else tuple(sorted(snapshot.deleted))
    fresh = lifecycle.unspoken(placed, stands, judged.known | frozenset(deleted), present)
    room = max(0, judged.config.max_comments - sum(one.open for one in stands))
    comments, left_out = capped(fresh, room)
    edits = lifecycle.edits(stands, snapshot.pull_request.head_sha, judged.rule_pages, judged.marks)
    edited = {edit.comment_id for edit in edits if edit.fixed}
    line_comments = tuple(_line_comment(one, judged) for one in comments if one.kind == "line")
    severities = [one.finding.severity for one in comments if one.kind == "line"]
    file_comments = tuple(_file_comment(one, judged) for one in comments if one.kind == "file")
    gone = tuple(one for one in stands if one.comment.comment_id in edited)
    return Publication(
        review_body=wording.review_body(severities, len(left_out)) if line_comments else "",
        line_comments=line_comments,
        file_comments=file_comments,
        edits=edits,
        check=judged_check(snapshot, judged, counted(snapshot, judged), len(left_out), gone),
        threads=tuple(lifecycle.thread_changes(stands)),
        kept=(*(one.finding.fingerprint for one in stands if one.finding), *deleted),
        outlived=lifecycle.outlived(stands),
        gists={one.finding.fingerprint: wording.gist(one.finding) for one in placed},
    )


def _placed(snapshot: Snapshot, judged: Judged) -> list[Placed]:
    files = {file.path: file for file in snapshot.files}
    return [place(files[path], finding) for path, findings in counted(snapshot, judged).items() for finding in findings]


def _line_comment(placed: Placed, judged: Judged) -> LineComment:
    fingerprint = placed.finding.fingerprint
    return LineComment(placed.path, placed.line, _body(placed, judged), fingerprint, placed.start_line)


def _file_comment(placed: Placed, judged: Judged) -> FileComment:
    return FileComment(placed.path, _body(placed, judged), placed.finding.fingerprint)


def _body(placed: Placed, judged: Judged) -> str:
    return wording.comment_body(placed, judged.rule_pages, judged.marks.mark(placed.finding.fingerprint))
