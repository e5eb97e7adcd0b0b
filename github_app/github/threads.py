"""Conversations on a pull request, which only GraphQL tells of: who resolved them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import structlog

from github_app.github.client import Client
from github_app.github.errors import GitHubError, Throttled
from github_app.review.markers import is_fixed
from github_app.review.model import PostedComment, PullRequest, Thread

_log = structlog.get_logger("planreview.github")
_MOST_PAGES = 10
_THREADS = """
query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    reviewThreads(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id isResolved viewerCanResolve viewerCanUnresolve resolvedBy { login }
        comments(first: 1) { nodes { id databaseId } }
      }
    }
  } }
}
"""


async def with_threads(
    client: Client, pull_request: PullRequest, posted: Iterable[PostedComment]
) -> tuple[PostedComment, ...]:
    """Our comments with their threads; as they are where GitHub doesn't tell."""
    posted = tuple(posted)
    try:
        nodes = await _threads(client, pull_request)
    except Throttled:
        raise
    except GitHubError as error:
        _log.info("threads can't be read", error=str(error))
        return posted
    by_comment: dict[object, dict[str, Any]] = {}
    for node in nodes:
        for first in (node.get("comments") or {}).get("nodes") or ():
            by_comment[first.get("id")] = by_comment[first.get("databaseId")] = node
    by_comment.pop(None, None)
    found = ((c, by_comment.get(c.comment_id) or by_comment.get(c.node_id)) for c in posted)
    return tuple(_with_thread(comment, node) if node else comment for comment, node in found)


async def _threads(client: Client, pull_request: PullRequest) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    after = None
    for _ in range(_MOST_PAGES):
        place = {"owner": pull_request.owner, "name": pull_request.repository, "number": pull_request.number}
        data = await client.graphql(_THREADS, {**place, "after": after})
        threads = ((data.get("repository") or {}).get("pullRequest") or {}).get("reviewThreads") or {}
        nodes += [node for node in threads.get("nodes") or () if node]
        page = threads.get("pageInfo") or {}
        if not page.get("hasNextPage"):
            break
        after = page.get("endCursor")
    return nodes


def _with_thread(comment: PostedComment, node: dict[str, Any]) -> PostedComment:
    resolved = bool(node.get("isResolved"))
    may = bool(node.get("viewerCanUnresolve" if resolved else "viewerCanResolve"))
    # The one who resolved it is a user, never an app: none is named where we did it.
    by = (node.get("resolvedBy") or {}).get("login")
    ours = (not by and is_fixed(comment.body)) or str(by).endswith("[bot]")
    return replace(comment, resolved=resolved and not ours, thread=Thread(str(node["id"]), resolved, may))
