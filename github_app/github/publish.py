"""Writing a publication: review, file comments, edits, check run. Each write looks first where it may have happened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from github_app.github.client import Client
from github_app.github.errors import GitHubError, NotFound, Refused, Rejected, Throttled, Unavailable
from github_app.github.read import base_path, changed_files
from github_app.review.lines import hunks
from github_app.review.model import Annotation, CheckRun, FileComment, LineComment, Publication, PullRequest
from github_app.webhooks.triage import CHECK_NAME

ANNOTATIONS_A_REQUEST = 50
COMMENTS_A_REVIEW = 30
"""Larger reviews were seen to fail with 502. Source: the limit reviewdog keeps."""
_MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Published:
    fingerprints: tuple[str, ...]
    """Of the findings whose comments stand now."""
    dropped: int
    """Comments that GitHub refused the place of; they stand in the summary only."""


async def start_check(client: Client, pull_request: PullRequest, external_id: str, details_url: str = "") -> int:
    """The id of a check run in progress for this piece of work; made if there is none."""
    body: dict[str, Any] = {
        "name": CHECK_NAME,
        "head_sha": pull_request.head_sha,
        "status": "in_progress",
        "external_id": external_id,
    }
    if details_url:
        body["details_url"] = details_url
    path = f"{base_path(pull_request)}/check-runs"

    async def happened() -> Any:
        runs = await _runs(client, pull_request)
        return next((run for run in runs if run.get("external_id") == external_id), None)

    return int((await _guarded(client, "POST", path, body, happened))["id"])


async def completed_check(client: Client, pull_request: PullRequest, external_id: str) -> bool:
    """Whether the head has a completed check run of ours for this piece of work."""
    return any(
        run.get("external_id") == external_id and run.get("status") == "completed"
        for run in await _runs(client, pull_request)
    )


async def find_check(
    client: Client, pull_request: PullRequest, external_id: str, check_id: int | None = None
) -> tuple[int, bool] | None:
    """The id of this piece of work's check run and whether it is completed; found by id where it is known."""
    for run in await _runs(client, pull_request):
        if run["id"] == check_id or (check_id is None and run.get("external_id") == external_id):
            return int(run["id"]), run.get("status") == "completed"
    return None


async def has_completed_check(client: Client, pull_request: PullRequest) -> bool:
    return any(run.get("status") == "completed" for run in await _runs(client, pull_request))


async def finish_check(
    client: Client,
    pull_request: PullRequest,
    check: CheckRun,
    external_id: str,
    check_id: int | None,
    details_url: str = "",
) -> None:
    """Complete the check run; without an id it is made as completed in one call. Annotations go 50 at a time."""
    path = f"{base_path(pull_request)}/check-runs"
    batches = [
        check.annotations[i : i + ANNOTATIONS_A_REQUEST]
        for i in range(0, len(check.annotations), ANNOTATIONS_A_REQUEST)
    ]
    if check_id is None and len(batches) > 1:
        check_id = await start_check(client, pull_request, external_id, details_url)
    for batch in batches[:-1]:
        await _append(client, f"{path}/{check_id}", check, batch)
    body = _completion(check, batches[-1] if batches else ())
    if details_url:
        body["details_url"] = details_url

    async def happened() -> Any:
        runs = await _runs(client, pull_request)
        return next((r for r in runs if r.get("external_id") == external_id and r.get("status") == "completed"), None)

    if check_id is None:
        made = {"name": CHECK_NAME, "head_sha": pull_request.head_sha, "external_id": external_id, **body}
        await _guarded(client, "POST", path, made, happened)
    else:
        await _guarded(client, "PATCH", f"{path}/{check_id}", body, happened)


async def publish(
    client: Client,
    pull_request: PullRequest,
    publication: Publication,
    external_id: str,
    check_id: int | None,
    details_url: str = "",
) -> Published:
    """Everything of a publication, in the order of its fields. The check run is completed last, so that it speaks for all."""
    posted: list[str] = []
    dropped = 0
    for batch in _batches(publication.line_comments):
        done, lost = await _review(client, pull_request, publication.review_body, batch)
        posted += done
        dropped += lost
    for comment in publication.file_comments:
        if await _file_comment(client, pull_request, comment):
            posted.append(comment.fingerprint)
        else:
            dropped += 1
    for edit in publication.edits:
        try:
            await client.write(
                "PATCH", f"{base_path(pull_request)}/pulls/comments/{edit.comment_id}", {"body": edit.body}
            )
        except (NotFound, Refused):  # somebody deleted it, or locked the conversation
            continue
    check = publication.check
    if dropped:
        check = replace(
            check, summary=f"{check.summary}\n\nGitHub refused the place of {dropped} comments; they stand here only."
        )
    await finish_check(client, pull_request, check, external_id, check_id, details_url)
    return Published(tuple(posted), dropped)


def _batches(comments: Sequence[LineComment]) -> list[Sequence[LineComment]]:
    return [comments[i : i + COMMENTS_A_REVIEW] for i in range(0, len(comments), COMMENTS_A_REVIEW)]


async def _review(
    client: Client, pull_request: PullRequest, body: str, comments: Sequence[LineComment]
) -> tuple[list[str], int]:
    """Post one review; when GitHub refuses an anchor, post those whose lines are surely in the diff."""
    try:
        await _post_review(client, pull_request, body, comments)
    except Rejected:
        files = {file.path: file for file in await changed_files(client, pull_request)}
        sure = [c for c in comments if c.path in files and _inside(c, files[c.path].patch)]
        sure = [replace(c, start_line=None) for c in sure]
        try:
            if sure:
                await _post_review(client, pull_request, body, sure)
        except Rejected:
            sure = []
        return [c.fingerprint for c in sure], len(comments) - len(sure)
    return [c.fingerprint for c in comments], 0


async def _post_review(client: Client, pull_request: PullRequest, body: str, comments: Sequence[LineComment]) -> None:
    path = f"{base_path(pull_request)}/pulls/{pull_request.number}"
    request = {
        "commit_id": pull_request.head_sha,
        "event": "COMMENT",
        "body": body,
        "comments": [_comment(comment) for comment in comments],
    }
    marks = [comment.body.rsplit("\n", 1)[-1] for comment in comments]

    async def happened() -> Any:
        found = await client.pages(f"{path}/comments", per_page=100, most=20)
        bodies = "\n".join(comment["body"] for comment in found)
        return {"found": True} if all(mark in bodies for mark in marks) else None

    await _guarded(client, "POST", f"{path}/reviews", request, happened)


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
        return next((c for c in found if mark in c["body"]), None)

    try:
        await _guarded(client, "POST", path, request, happened)
    except Rejected:
        return False
    return True


async def _append(client: Client, path: str, check: CheckRun, batch: Sequence[Annotation]) -> None:
    output = {"title": check.title, "summary": check.summary, "annotations": [_annotation(a) for a in batch]}
    await client.write("PATCH", path, {"output": output})


def _completion(check: CheckRun, batch: Sequence[Annotation]) -> dict[str, Any]:
    output: dict[str, Any] = {"title": check.title, "summary": check.summary}
    if batch:
        output["annotations"] = [_annotation(annotation) for annotation in batch]
    body: dict[str, Any] = {"status": "completed", "conclusion": check.conclusion, "output": output}
    if check.actions:
        body["actions"] = [
            {"label": a.label[:20], "description": a.description[:40], "identifier": a.identifier[:20]}
            for a in check.actions[:3]
        ]
    return body


def _annotation(annotation: Annotation) -> dict[str, Any]:
    made: dict[str, Any] = {
        "path": annotation.path,
        "start_line": annotation.start_line,
        "end_line": annotation.end_line,
        "annotation_level": annotation.level,
        "title": annotation.title,
        "message": annotation.message,
    }
    if annotation.start_column is not None and annotation.start_line == annotation.end_line:
        made |= {"start_column": annotation.start_column, "end_column": annotation.end_column}
    return made


async def _runs(client: Client, pull_request: PullRequest) -> list[dict[str, Any]]:
    path = f"{base_path(pull_request)}/commits/{pull_request.head_sha}/check-runs"
    data = await client.get(path, check_name=CHECK_NAME, filter="all", per_page=100)
    return list(data["check_runs"])


async def _guarded(client: Client, method: str, path: str, body: dict[str, Any], happened: Any) -> Any:
    """Write; after an uncertain outcome look whether it happened before writing again."""
    for attempt in range(_MOST_TRIES):
        try:
            return await client.write(method, path, body)
        except Unavailable as uncertain:
            done = await _looked(happened)
            if done is not None:
                return done
            if attempt == _MOST_TRIES - 1:
                raise uncertain from None
    raise AssertionError("unreachable")


async def _looked(happened: Any) -> Any:
    try:
        return await happened()
    except Throttled:
        raise
    except GitHubError as error:
        raise Unavailable(f"could not look whether a write happened: {error}") from None


async def react(client: Client, place: PullRequest, comment_id: int, content: str) -> None:
    """A reaction as receipt for a command."""
    await client.write("POST", f"{base_path(place)}/issues/comments/{comment_id}/reactions", {"content": content})


async def answer(client: Client, place: PullRequest, body: str) -> None:
    """A plain comment on the pull request."""
    await client.write("POST", f"{base_path(place)}/issues/{place.number}/comments", {"body": body})
