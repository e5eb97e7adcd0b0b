"""Changing what stands on a pull request: comments edited, threads resolved or opened again, many in one call."""

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog

from github_app.github.client import Client
from github_app.github.errors import GitHubError, NotFound, Refused, Throttled, Unavailable
from github_app.github.guarded import SETTLE_SECONDS
from github_app.github.read import base_path
from github_app.review.model import CommentEdit, PullRequest, ThreadChange

_log = structlog.get_logger("planreview.github")
_A_REQUEST = 20
"""Changes in one GraphQL call: GitHub stops what takes over ten seconds. Source: “Rate limits for the GraphQL API”."""
Change = CommentEdit | ThreadChange


async def change(
    client: Client, pull_request: PullRequest, edits: Sequence[CommentEdit], threads: Sequence[ThreadChange] = ()
) -> None:
    """Make all changes; what GitHub doesn't let us change is left as it is. Each may be made twice without harm."""
    together: list[Change] = [*(edit for edit in edits if edit.node_id), *threads]
    one_by_one = [edit for edit in edits if not edit.node_id]
    if len(together) == 1 and not threads:
        one_by_one, together = list(edits), []
    for at in range(0, len(together), _A_REQUEST):
        one_by_one += await _together(client, together[at : at + _A_REQUEST])
    for edit in one_by_one:
        await _edit(client, pull_request, edit)


async def _together(client: Client, changes: Sequence[Change]) -> list[CommentEdit]:
    """Make changes by one call; returns the edits that are to be tried alone."""
    kinds = [_mutation(change) for change in changes]
    declared = ", ".join(f"$input{n}: {name[0].upper()}{name[1:]}Input!" for n, (name, _) in enumerate(kinds))
    fields = " ".join(
        f"change{n}: {name}(input: $input{n}) {{ clientMutationId }}" for n, (name, _) in enumerate(kinds)
    )
    variables = {f"input{n}": given for n, (_, given) in enumerate(kinds)}
    try:
        data, errors = await _mutate(client, f"mutation({declared}) {{ {fields} }}", variables)
    except Throttled:
        raise
    except GitHubError as error:
        _log.info("changes are made one by one", error=str(error))
        return [change for change in changes if isinstance(change, CommentEdit)]
    gone = {str((error.get("path") or [""])[0]) for error in errors if error.get("type") in {"NOT_FOUND", "FORBIDDEN"}}
    left = {f"change{n}": one for n, one in enumerate(changes) if data.get(f"change{n}") is None}
    if left:
        _log.info("not all changes were made", errors=[error.get("message") for error in errors][:3])
    return [one for name, one in left.items() if name not in gone and isinstance(one, CommentEdit)]


async def _mutate(
    client: Client, mutation: str, variables: dict[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Changes that are the same when they are made twice; one more try, since no other call resolves a thread."""
    try:
        return await client.graphql_parts(mutation, variables, writes=True)
    except Unavailable:
        await asyncio.sleep(SETTLE_SECONDS)
        return await client.graphql_parts(mutation, variables, writes=True)


def _mutation(change: Change) -> tuple[str, dict[str, Any]]:
    if isinstance(change, CommentEdit):
        given = {"pullRequestReviewCommentId": change.node_id, "body": change.body}
        return "updatePullRequestReviewComment", given
    return "resolveReviewThread" if change.resolved else "unresolveReviewThread", {"threadId": change.node_id}


async def _edit(client: Client, pull_request: PullRequest, edit: CommentEdit) -> None:
    try:
        await client.write("PATCH", f"{base_path(pull_request)}/pulls/comments/{edit.comment_id}", {"body": edit.body})
    except (NotFound, Refused) as error:  # somebody deleted it, or locked the conversation
        _log.info("a comment was left as it is", error=str(error))
