"""Our comments on a pull request as GraphQL tells of them: with their conversations, who resolved those, and what is gone."""

from collections.abc import Iterable, Iterator
from typing import Any

from github_app.github.client import Client
from github_app.review.markers import Marks, is_fixed
from github_app.review.model import PostedComment, PullRequest, Said, Thread

_MOST_PAGES = 20
_MOST_REPLIES = 50
"""A longer conversation surely has a person in it."""
_AUTHOR = "author { __typename login ... on Bot { databaseId } }"
_THREADS = f"""
query($owner: String!, $name: String!, $number: Int!, $after: String) {{
  repository(owner: $owner, name: $name) {{ pullRequest(number: $number) {{
    reviewThreads(first: 100, after: $after) {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{
        id isResolved isOutdated path line startLine resolvedBy {{ login }}
        comments(first: {_MOST_REPLIES}) {{
          totalCount nodes {{ id databaseId body {_AUTHOR} }}
        }}
      }}
    }}
    reviews(first: 100) {{ nodes {{ body {_AUTHOR} comments(first: 1) {{ totalCount }} }} }}
  }} }}
}}
"""


async def said_in_threads(
    client: Client, pull_request: PullRequest, marks: Marks, bot_id: int = 0, login: str = ""
) -> Said:
    """Our comments, each with its thread, and which of the first hundred reviews' comments are gone; ours is what our bot
    wrote, named as for `posted_comments`. Raises `GitHubError` where GitHub doesn't tell of threads."""
    threads, reviews = await _threads_and_reviews(client, pull_request)
    found = (_posted(node, marks, bot_id, login) for node in threads)
    comments = tuple(comment for comment in found if comment)
    ours = (review for review in reviews if _wrote_our_bot(review, bot_id, login))
    standing = {marks.fingerprint(comment.body) for comment in comments}
    return Said(comments, frozenset(_bereft(ours, marks)) - standing)


def _bereft(reviews: Iterable[dict[str, Any]], marks: Marks) -> Iterator[str]:
    """Fingerprints of the comments of those reviews that lost some: a comment that stands may bear another one's by now."""
    for review in reviews:
        posted = marks.fingerprints(str(review.get("body")))
        if int((review.get("comments") or {}).get("totalCount") or 0) < len(posted):
            yield from posted


async def _threads_and_reviews(
    client: Client, pull_request: PullRequest
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    nodes: list[dict[str, Any]] = []
    reviews: list[dict[str, Any]] = []
    after = None
    for _ in range(_MOST_PAGES):
        place = {"owner": pull_request.owner, "name": pull_request.repository, "number": pull_request.number}
        data = await client.graphql(_THREADS, {**place, "after": after})
        found = (data.get("repository") or {}).get("pullRequest") or {}
        threads = found.get("reviewThreads") or {}
        reviews = reviews or [review for review in (found.get("reviews") or {}).get("nodes") or () if review]
        nodes += [node for node in threads.get("nodes") or () if node]
        page = threads.get("pageInfo") or {}
        if not page.get("hasNextPage"):
            break
        after = page.get("endCursor")
    return nodes, reviews


def _posted(node: dict[str, Any], marks: Marks, bot_id: int, login: str) -> PostedComment | None:
    """The comment that began a thread, if it is ours."""
    talk = node.get("comments") or {}
    said = [comment for comment in talk.get("nodes") or () if comment]
    if not said or not _wrote_our_bot(said[0], bot_id, login) or not marks.fingerprint(str(said[0].get("body"))):
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
