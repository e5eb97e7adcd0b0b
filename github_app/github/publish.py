"""Writing a publication: review, file comments, edits, check run. Each write looks first where it may have happened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog

from github_app.github.changes import change
from github_app.github.checks import finish_check
from github_app.github.client import Client
from github_app.github.errors import HeadMoved, NotFound, Refused, Rejected
from github_app.github.guarded import guarded
from github_app.github.read import base_path, changed_files, pull_request_now, wrote_a_bot
from github_app.review.lines import hunks
from github_app.review.markers import without_suggestion
from github_app.review.model import FileComment, LineComment, Publication, PullRequest

_log = structlog.get_logger("planreview.github")
COMMENTS_A_REVIEW = 30
"""Larger reviews were seen to fail with 502. Source: the limit reviewdog keeps."""


@dataclass(frozen=True, slots=True)
class Published:
    fingerprints: tuple[str, ...]
    """Of the findings whose comments stand now."""
    dropped: int
    """Comments that GitHub refused the place of; they stand in the summary only."""
    bot_id: int = 0
    """The user that GitHub names as the author of what we wrote; 0 where nothing was written."""


async def publish(
    client: Client,
    pull_request: PullRequest,
    publication: Publication,
    external_id: str,
    check_id: int | None,
    details_url: str = "",
    resolver: Client | None = None,
) -> Published:
    """Everything of a publication, in the order of its fields. The check run is completed last, so that it speaks for all.

    `resolver` is the client that may resolve threads; without one they stay as they are. Raises `HeadMoved` when GitHub refuses a review because of a newer
    push.
    """
    posted: list[str] = list(publication.kept)
    dropped = bot_id = 0
    for batch in _batches(publication.line_comments):
        done, bot_id = await _review(client, pull_request, publication.review_body, batch)
        posted += done
        dropped += len(batch) - len(done)
    for comment in publication.file_comments:
        if await _file_comment(client, pull_request, comment):
            posted.append(comment.fingerprint)
        else:
            dropped += 1
    await change(resolver or client, pull_request, publication.edits, publication.threads if resolver else ())
    check = publication.check
    if dropped:
        left = "1 comment; it stands" if dropped == 1 else f"{dropped} comments; they stand"
        check = replace(check, summary=f"{check.summary}\n\nGitHub refused the place of {left} here only.")
    await finish_check(client, pull_request, check, external_id, check_id, details_url)
    return Published(tuple(posted), dropped, bot_id)


def _batches(comments: Sequence[LineComment]) -> list[Sequence[LineComment]]:
    return [comments[i : i + COMMENTS_A_REVIEW] for i in range(0, len(comments), COMMENTS_A_REVIEW)]


async def _review(
    client: Client, pull_request: PullRequest, body: str, comments: Sequence[LineComment]
) -> tuple[list[str], int]:
    """Post one review; when GitHub refuses an anchor, post those whose lines are surely in the diff as it is now.

    Returns the fingerprints posted, and our bot's user id if GitHub named it.
    """
    try:
        bot_id = await _post_review(client, pull_request, body, comments)
    except Rejected:
        now = await pull_request_now(client, pull_request)
        if now is None or now.head_sha != pull_request.head_sha:
            raise HeadMoved(f"#{pull_request.number} is no longer at {pull_request.head_sha[:12]}") from None
        files = {file.path: file for file in await changed_files(client, pull_request)}
        sure = [c for c in comments if c.path in files and _inside(c, files[c.path].patch)]
        sure = [_on_one_line(c) for c in sure]
        try:
            bot_id = await _post_review(client, pull_request, body, sure) if sure else 0
        except Rejected:
            return [], 0
        return [c.fingerprint for c in sure], bot_id
    return [c.fingerprint for c in comments], bot_id


def _on_one_line(comment: LineComment) -> LineComment:
    """The comment on its last line alone; a repair of several lines can't be applied from there."""
    if comment.start_line is None:
        return comment
    return replace(comment, start_line=None, body=without_suggestion(comment.body))


async def _post_review(client: Client, pull_request: PullRequest, body: str, comments: Sequence[LineComment]) -> int:
    path = f"{base_path(pull_request)}/pulls/{pull_request.number}"
    # In the review's own text, too, they outlive the comments: without records they tell what a person deleted.
    marks = [comment.body.rsplit("\n", 1)[-1] for comment in comments]
    request = {
        "commit_id": pull_request.head_sha,
        "event": "COMMENT",
        "body": "\n".join([body, "", *marks]),
        "comments": [_comment(comment) for comment in comments],
    }

    async def happened() -> Any:
        found = await client.pages(f"{path}/comments", per_page=100, most=20)
        bodies = "\n".join(comment["body"] for comment in found if wrote_a_bot(comment))
        return {"found": True} if all(mark in bodies for mark in marks) else None

    made = await guarded(client, "POST", f"{path}/reviews", request, happened)
    return int((made.get("user") or {}).get("id") or 0)


def _comment(comment: LineComment) -> dict[str, Any]:
    made: dict[str, Any] = {"path": comment.path, "line": comment.line, "side": "RIGHT", "body": comment.body}
    if comment.start_line is not None and comment.start_line < comment.line:
        made |= {"start_line": comment.start_line, "start_side": "RIGHT"}
    return made


def _inside(comment: LineComment, patch: str | None) -> bool:
    return any(hunk.first <= comment.line <= hunk.last for hunk in hunks(patch or ""))


async def _file_comment(client: Client, pull_request: PullRequest, comment: FileComment) -> bool:
    path = f"{base_path(pull_request)}/pulls/{pull_request.number}/comments"
    request = {"commit_id": pull_request.head_sha, "path": comment.path, "body": comment.body, "subject_type": "file"}
    mark = comment.body.rsplit("\n", 1)[-1]

    async def happened() -> Any:
        found = await client.pages(path, per_page=100, most=20)
        return next((c for c in found if wrote_a_bot(c) and mark in c["body"]), None)

    try:
        await guarded(client, "POST", path, request, happened)
    except Rejected:
        return False
    return True


async def react(client: Client, place: PullRequest, comment_id: int, content: str) -> None:
    """A reaction as receipt for a command; a second one of the same kind changes nothing. Nothing hangs on it."""
    try:
        await client.write("POST", f"{base_path(place)}/issues/comments/{comment_id}/reactions", {"content": content})
    except (NotFound, Refused, Rejected) as error:
        _log.info("no receipt could be given", error=str(error))


async def answer(client: Client, place: PullRequest, body: str, comment_id: int, *, look_first: bool) -> None:
    """A plain comment on the pull request, one for each comment that asked for it."""
    path = f"{base_path(place)}/issues/{place.number}/comments"
    mark = f"<!-- planreview-answer:{comment_id} -->"

    async def happened() -> Any:
        found = await client.pages(path, per_page=100, most=20)
        return next((comment for comment in found if wrote_a_bot(comment) and mark in comment["body"]), None)

    if not (look_first and await happened()):
        await guarded(client, "POST", path, {"body": f"{body}\n\n{mark}"}, happened)
