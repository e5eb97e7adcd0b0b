"""Reading all that one review is decided on."""

import asyncio
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from github_app.github.client import MOST_CONCURRENT, Client
from github_app.github.errors import NotFound
from github_app.review.model import ChangedFile, PostedComment, PullRequest
from plan_rules.source import MAX_BYTES

_MOST_COMMENT_PAGES = 20
_REF = re.compile(r"[?&]ref=([0-9a-f]{40,64})$")


def base_path(pull_request: PullRequest) -> str:
    return f"/repos/{quote(pull_request.owner)}/{quote(pull_request.repository)}"


async def pull_request_now(client: Client, known: PullRequest) -> PullRequest | None:
    """The pull request as it is now; None when it is closed."""
    data = await client.get(f"{base_path(known)}/pulls/{known.number}")
    if data["state"] != "open":
        return None
    return from_api(data, known.installation_id)


def from_api(data: dict[str, Any], installation_id: int) -> PullRequest:
    base = data["base"]
    return PullRequest(
        installation_id=installation_id,
        repository_id=base["repo"]["id"],
        owner=base["repo"]["owner"]["login"],
        repository=base["repo"]["name"],
        number=data["number"],
        head_sha=data["head"]["sha"],
        base_ref=base["ref"],
        base_sha=base["sha"],
        draft=bool(data.get("draft")),
        html_url=data.get("html_url", ""),
    )


async def pull_requests_of_commit(client: Client, place: PullRequest, sha: str) -> list[PullRequest]:
    """Open pull requests whose head is the commit; the way for forks, whose checks name no pull request."""
    found = await client.get(f"{base_path(place)}/commits/{sha}/pulls")
    return [
        from_api(data, place.installation_id)
        for data in found
        if data["state"] == "open" and data["head"]["sha"] == sha and data["base"]["repo"]["id"] == place.repository_id
    ]


async def open_pull_requests(client: Client, place: PullRequest) -> list[PullRequest]:
    found = await client.pages(f"{base_path(place)}/pulls", per_page=100, most=5, state="open")
    return [from_api(data, place.installation_id) for data in found]


async def changed_files(client: Client, pull_request: PullRequest) -> tuple[ChangedFile, ...]:
    """The pull request's files. Pages of 50: GitHub leaves out patches on larger ones."""
    entries = await client.pages(f"{base_path(pull_request)}/pulls/{pull_request.number}/files")
    return tuple(changed_file(entry) for entry in entries)


def changed_file(entry: dict[str, Any]) -> ChangedFile:
    """An entry of a list of files as GitHub gives it."""
    return ChangedFile(
        path=entry["filename"],
        status=entry["status"],
        blob_sha=entry.get("sha"),
        patch=entry.get("patch"),
        previous_path=entry.get("previous_filename"),
        additions=entry.get("additions", 0),
        deletions=entry.get("deletions", 0),
        listed_at=at[1] if (at := _REF.search(entry.get("contents_url") or "")) else "",
    )


async def blobs(client: Client, pull_request: PullRequest, files: Iterable[ChangedFile]) -> dict[str, bytes]:
    """Content of each file at the head commit, by SHA: immutable, and no path to quote. At most ten at once."""
    at_once = asyncio.Semaphore(MOST_CONCURRENT)

    async def one(file: ChangedFile) -> tuple[str, bytes]:
        async with at_once:
            data = await client.get_bytes(f"{base_path(pull_request)}/git/blobs/{file.blob_sha}")
            return file.path, data[: MAX_BYTES + 1]

    return dict(await asyncio.gather(*(one(file) for file in files)))


async def posted_comments(
    client: Client, pull_request: PullRequest, is_ours: Callable[[str], bool], bot_id: int = 0, login: str = ""
) -> tuple[PostedComment, ...]:
    """Our comments on the pull request, with whether a person answered.

    A comment is ours if its seal holds and our bot wrote it: `bot_id` is our bot's user, 0 while it is unknown;
    `login` its name.
    """
    path = f"{base_path(pull_request)}/pulls/{pull_request.number}/comments"
    comments = await client.pages(path, per_page=100, most=_MOST_COMMENT_PAGES)
    answered = {
        comment["in_reply_to_id"] for comment in comments if comment.get("in_reply_to_id") and not wrote_a_bot(comment)
    }
    return tuple(
        PostedComment(
            comment_id=comment["id"],
            node_id=comment.get("node_id", ""),
            path=comment["path"],
            line=comment.get("line"),
            start_line=comment.get("start_line"),
            body=comment["body"],
            has_human_reply=comment["id"] in answered,
        )
        for comment in comments
        if wrote_a_bot(comment, bot_id, login) and is_ours(comment["body"])
    )


def wrote_a_bot(comment: dict[str, Any], bot_id: int = 0, login: str = "") -> bool:
    """Whether a bot wrote it, and that one where its id or its name is known."""
    user = comment.get("user") or {}
    return user.get("type") == "Bot" and bot_id in {0, user.get("id")} and login in {"", user.get("login")}


async def may_write(client: Client, place: PullRequest, user: str) -> bool:
    """Whether a person may write to the repository; asked for, not guessed from the comment."""
    try:
        data = await client.get(f"{base_path(place)}/collaborators/{quote(user, safe='')}/permission")
    except NotFound:
        return False
    return data.get("permission") in {"admin", "write"} or bool(
        (data.get("user") or {}).get("permissions", {}).get("push")
    )
