"""Our comments on a pull request as GraphQL tells of them: with their conversations, and who resolved those."""

from collections.abc import Callable
from typing import Any

from github_app.github.client import Client
from github_app.review.markers import is_fixed
from github_app.review.model import PostedComment, PullRequest, Thread

_MOST_PAGES = 20
_MOST_REPLIES = 50
"""A longer conversation surely has a person in it."""
_THREADS = f"""
query($owner: String!, $name: String!, $number: Int!, $after: String) {{
  repository(owner: $owner, name: $name) {{ pullRequest(number: $number) {{
    reviewThreads(first: 100, after: $after) {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{
        id isResolved isOutdated path line startLine resolvedBy {{ login }}
        comments(first: {_MOST_REPLIES}) {{
          totalCount nodes {{ id databaseId body author {{ __typename login ... on Bot {{ databaseId }} }} }}
        }}
      }}
    }}
  }} }}
}}
"""


async def comments_in_threads(
    client: Client, pull_request: PullRequest, is_ours: Callable[[str], bool], bot_id: int = 0, login: str = ""
) -> tuple[PostedComment, ...]:
    """Our comments, each with its thread; the arguments are those of `posted_comments`. Raises `GitHubError` where
    GitHub doesn't tell of threads."""
    found = (_posted(node, is_ours, bot_id, login) for node in await _threads(client, pull_request))
    return tuple(comment for comment in found if comment)


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


def _posted(node: dict[str, Any], is_ours: Callable[[str], bool], bot_id: int, login: str) -> PostedComment | None:
    """The comment that began a thread, if it is ours."""
    talk = node.get("comments") or {}
    said = [comment for comment in talk.get("nodes") or () if comment]
    if not said or not _wrote_our_bot(said[0], bot_id, login) or not is_ours(str(said[0].get("body"))):
        return None
    first, replies = said[0], said[1:]
    resolved = bool(node.get("isResolved"))
    # The one who resolved it is a user, never an app: none is named where we did it.
    by = (node.get("resolvedBy") or {}).get("login")
    ours = (not by and is_fixed(first["body"])) or str(by).endswith("[bot]")
    outdated = bool(node.get("isOutdated"))
    return PostedComment(
        comment_id=int(first["databaseId"]),
        node_id=str(first["id"]),
        path=str(node["path"]),
        line=None if outdated else node.get("line"),
        start_line=None if outdated else node.get("startLine"),
        body=str(first["body"]),
        has_human_reply=int(talk.get("totalCount") or 0) > len(said) or not all(map(_wrote_a_bot, replies)),
        resolved=resolved and not ours,
        thread=Thread(str(node["id"]), resolved),
    )


def _wrote_a_bot(comment: dict[str, Any]) -> bool:
    return (comment.get("author") or {}).get("__typename") == "Bot"


def _wrote_our_bot(comment: dict[str, Any], bot_id: int, login: str) -> bool:
    """GraphQL leaves `[bot]` out of a bot's name."""
    author = comment.get("author") or {}
    named = str(author.get("login")).removesuffix("[bot]")
    same = bot_id in {0, author.get("databaseId")} and login.removesuffix("[bot]") in {"", named}
    return _wrote_a_bot(comment) and same
