"""What becomes of our comments from push to push: which finding each one stands for, and how it is edited."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from github_app.review import wording
from github_app.review.markers import Marks, as_fixed, is_fixed
from github_app.review.model import CommentEdit, PostedComment, Snapshot
from plan_rules.lint.finding import Finding
from plan_rules.review import Review


@dataclass(frozen=True, slots=True)
class Standing:
    """A comment of ours, and the finding that it stands for; None once the finding is gone."""

    comment: PostedComment
    fingerprint: str
    path: str
    """The plan it is about: the comment's own, or where that plan's text is now."""
    finding: Finding | None

    @property
    def open(self) -> bool:
        """Whether it still asks the author for something."""
        return self.finding is not None and not self.comment.resolved


def match(snapshot: Snapshot, marks: Marks, reviews: Mapping[str, Review]) -> tuple[Standing, ...]:
    """Our comments with their findings.

    Fingerprints leave the path out, so that a renamed plan keeps its comments; plans with the same text share
    them. So a comment goes first to the finding on its own path, and to another path only if its own is gone.
    A comment that was posted twice stands for its finding twice.
    """
    waiting: dict[str, dict[str, Finding]] = defaultdict(dict)
    for path, review in reviews.items():
        for finding in review.findings:
            waiting[finding.fingerprint][path] = finding
    taken: dict[tuple[str, str], Finding] = {}
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
            found[comment.comment_id] = Standing(comment, mark, path, taken.get((mark, path)))
    return tuple(found[comment.comment_id] for comment, _ in ours)


def unspoken(
    findings: Iterable[tuple[str, Finding]], standing: Iterable[Standing], known: frozenset[str]
) -> frozenset[tuple[str, str]]:
    """Path and fingerprint of the findings that no comment was ever posted for.

    `known` are fingerprints that our records say were posted. Where such a comment is gone, a person deleted it,
    and it stays gone; where it is there but stands for a plan of the same text, this one has not been told.
    """
    told = {(one.path, one.fingerprint) for one in standing}
    seen = {one.fingerprint for one in standing}
    return frozenset(
        (path, finding.fingerprint)
        for path, finding in findings
        if (path, finding.fingerprint) not in told and (finding.fingerprint not in known or finding.fingerprint in seen)
    )


def edits(
    standing: Iterable[Standing], reviews: Mapping[str, Review], head_sha: str, rule_pages: str, marks: Marks
) -> tuple[CommentEdit, ...]:
    """Comments to edit: findings that are gone, once; findings that are back. Never where a person had a say."""
    made = []
    for one in standing:
        comment, finding = one.comment, one.finding
        if comment.has_human_reply or comment.resolved or is_fixed(comment.body) == (finding is None):
            continue
        if finding is not None:
            body = wording.comment_body(finding, f"{rule_pages}/{finding.rule}", None, marks.mark(one.fingerprint))
            made.append(CommentEdit(comment.comment_id, comment.node_id, body, fixed=False))
        elif note := _farewell(one, reviews, head_sha):
            made.append(CommentEdit(comment.comment_id, comment.node_id, as_fixed(note, comment.body), fixed=True))
    return tuple(made)


def _farewell(one: Standing, reviews: Mapping[str, Review], head_sha: str) -> str:
    """What to say of a finding that is gone; empty while nobody can know, since its plan could not be analysed."""
    review = reviews.get(one.path)
    if review is None:
        return wording.left_note(head_sha)
    if review.status == "not-analysed":
        return ""
    for silenced in review.silenced:
        if silenced.finding.fingerprint == one.fingerprint:
            return wording.silenced_note(head_sha, silenced.reason)
    return wording.fixed_note(head_sha)
