"""What becomes of our comments from push to push: which finding each one stands for, and how it is edited."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from github_app.review import wording
from github_app.review.markers import Marks, as_fixed, is_fixed
from github_app.review.model import CommentEdit, PostedComment, Snapshot, ThreadChange
from github_app.review.placement import Placed
from plan_rules.lint.finding import Finding
from plan_rules.review import Review

End = Literal["", "fixed", "silenced", "left", "untouched", "remark", "unknown"]
"""Why a finding asks for no comment any more: its words changed; a comment in the plan silences it; the plan or its lines
left the pull request; it is only a remark now. `unknown`: its plan could not be analysed. Empty while it asks for one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A comment of ours, and the finding that it stands for; None once that asks for no comment."""

    comment: PostedComment
    fingerprint: str
    """The comment's own."""
    path: str
    """The plan it is about: the comment's own, or where that plan's text is now."""
    placed: Placed | None
    end: End = ""
    reason: str = ""
    """The plan's reason, where it is silenced."""

    @property
    def finding(self) -> Finding | None:
        return self.placed.finding if self.placed else None

    @property
    def open(self) -> bool:
        """Whether it still asks the author for something."""
        return self.placed is not None and not self.comment.resolved


def match(
    snapshot: Snapshot, marks: Marks, reviews: Mapping[str, Review], placed: Iterable[Placed]
) -> tuple[Standing, ...]:
    """Our comments with the findings they stand for; `placed` are the findings that count in this pull request.

    Fingerprints leave the path out, so that a renamed plan keeps its comments; plans with the same text share
    them. So a comment goes first to the finding on its own path, and to another path only if its own is gone.
    A comment that was posted twice stands for its finding twice. One whose finding is gone stands for one of its rule
    that has no comment and is on its line: a changed heading changes the fingerprints below it.
    """
    waiting: dict[str, dict[str, Placed]] = defaultdict(dict)
    for one in placed:
        if one.finding.severity != "info":
            waiting[one.finding.fingerprint][one.path] = one
    taken: dict[tuple[str, str], Placed] = {}
    renamed = {file.previous_path: file.path for file in snapshot.files if file.previous_path}
    ours = [(c, mark) for c in snapshot.posted if (mark := marks.fingerprint(c.body))]
    found: dict[int, Standing] = {}
    for comment, mark in ours:
        for path in (comment.path, renamed.get(comment.path, comment.path)):
            if comment.comment_id not in found and path in waiting[mark]:
                taken[mark, path] = waiting[mark].pop(path)
                found[comment.comment_id] = Standing(comment, mark, path, taken[mark, path])
    for comment, mark in ours:
        if comment.comment_id not in found:
            path = comment.path if comment.path in reviews else min(waiting[mark], default=comment.path)
            if path in waiting[mark]:
                taken[mark, path] = waiting[mark].pop(path)
            if (mark, path) in taken:
                found[comment.comment_id] = Standing(comment, mark, path, taken[mark, path])
    for comment, mark in ours:
        if comment.comment_id not in found:
            path = renamed.get(comment.path, comment.path) if comment.path not in reviews else comment.path
            heir = _heir(comment, path if path in reviews else None, waiting)
            if heir:
                waiting[heir.finding.fingerprint].pop(heir.path)
                found[comment.comment_id] = Standing(comment, mark, heir.path, heir)
            else:
                end, reason = _end(mark, path, reviews)
                found[comment.comment_id] = Standing(comment, mark, path, None, end, reason)
    return tuple(found[comment.comment_id] for comment, _ in ours)


def _heir(comment: PostedComment, path: str | None, waiting: Mapping[str, Mapping[str, Placed]]) -> Placed | None:
    """The finding without a comment, of the same rule, on the line where the comment stands.

    Where the comment's path is gone (None), its line tells nothing: it is the one of which the same is said.
    """
    if is_fixed(comment.body):
        return None
    rule = wording.rule_of(comment.body)
    untold = [one for at in waiting.values() for one in at.values() if one.finding.rule == rule]
    if path is None:
        return next((one for one in untold if wording.tells(comment.body, one.finding)), None)
    return next((one for one in untold if one.path == path and comment.line and one.line == comment.line), None)


def _end(fingerprint: str, path: str, reviews: Mapping[str, Review]) -> tuple[End, str]:
    review = reviews.get(path)
    if review is None:
        return "left", ""
    if review.status == "not-analysed":
        return "unknown", ""
    for silenced in review.silenced:
        if silenced.finding.fingerprint == fingerprint:
            return "silenced", silenced.reason
    for finding in review.findings:
        if finding.fingerprint == fingerprint:
            return ("remark" if finding.severity == "info" else "untouched"), ""
    return "fixed", ""


def unspoken(
    placed: Iterable[Placed], standing: Sequence[Standing], known: frozenset[str], present: Container[str] = frozenset()
) -> list[Placed]:
    """The findings that no comment was ever posted for.

    `known` is what our records say was posted: fingerprints, and fingerprints with what was said (`remembered`). Where
    such a comment is gone, a person deleted it, and it stays gone; where it is there but stands for a plan of the same
    text, this one has not been told. A changed heading changes fingerprints: one that was deleted and is not `present`
    among the plans' findings any more keeps one finding quiet that says the same.
    """
    told = {(one.path, one.finding.fingerprint) for one in standing if one.finding}
    seen = {one.fingerprint for one in standing}
    fresh = [
        one
        for one in placed
        if (one.path, one.finding.fingerprint) not in told
        and (one.finding.fingerprint not in known or one.finding.fingerprint in seen)
    ]
    deleted: Counter[str] = Counter()
    for fingerprint, _, said in (one.partition(":") for one in known):
        if said and fingerprint in known and fingerprint not in seen and fingerprint not in present:
            deleted[said] += 1
    return [one for one in fresh if not _taken(deleted, wording.gist(one.finding))]


def _taken(counted: Counter[str], one: str) -> bool:
    counted[one] -= 1
    return counted[one] >= 0


def remembered(fingerprints: Iterable[str], gists: Mapping[str, str]) -> tuple[str, ...]:
    """What our records keep of comments posted: fingerprints, and each with the gist of what was said."""
    posted = tuple(fingerprints)
    return (*posted, *(f"{one}:{gists[one]}" for one in posted if one in gists))


def outlived(standing: Sequence[Standing]) -> tuple[str, ...]:
    """Fingerprints that no comment bears any longer, since theirs stands for another finding: if they come back, they are news."""
    kept = {one.finding.fingerprint if one.finding else one.fingerprint for one in standing}
    return tuple(sorted({one.fingerprint for one in standing} - kept))


def edits(standing: Iterable[Standing], head_sha: str, rule_pages: str, marks: Marks) -> tuple[CommentEdit, ...]:
    """Comments to edit: findings that are gone, once; that are back; that are worded anew. Never where a person had a say."""
    return tuple(edit for one in standing if (edit := _edit(one, head_sha, rule_pages, marks)))


def _edit(one: Standing, head_sha: str, rule_pages: str, marks: Marks) -> CommentEdit | None:
    comment, finding = one.comment, one.finding
    if comment.has_human_reply or comment.resolved or one.end == "unknown":
        return None
    if finding is None:
        if is_fixed(comment.body):
            return None
        note = wording.farewell(one.end, head_sha, one.reason)
        return CommentEdit(comment.comment_id, comment.node_id, as_fixed(note, comment.body), fixed=True)
    assert one.placed is not None
    fits = one.placed.line == comment.line and one.placed.start_line == comment.start_line
    placed = one.placed if fits else replace(one.placed, suggestion=None)
    body = wording.comment_body(placed, rule_pages, marks.mark(finding.fingerprint))
    inherited = one.fingerprint != finding.fingerprint  # the mark must name its finding from now on
    if inherited or is_fixed(comment.body) or wording.says_else(comment.body, body):
        return CommentEdit(comment.comment_id, comment.node_id, body, fixed=False)
    return None


def thread_changes(standing: Iterable[Standing]) -> Iterator[ThreadChange]:
    """Threads to resolve or to open again, where no person had a say."""
    for one in standing:
        thread = one.comment.thread
        if thread is None or one.comment.has_human_reply or one.comment.resolved:
            continue
        if one.finding is None and one.end != "unknown" and not thread.resolved:
            yield ThreadChange(thread.node_id, resolved=True)
        elif one.finding is not None and thread.resolved:
            yield ThreadChange(thread.node_id, resolved=False)
