"""GitHub's GraphQL, as far as an App that reviews needs it: review threads, comments, files; permissions are asked for.

Source of the rules: GitHub's public GraphQL schema; that an app resolves threads only with `contents: write` is what its
users report.
"""

from typing import Any

from tests.standin.graphql_document import Field, Invalid, read
from tests.standin.state import BOT, MOST_COMMENT, Repository, State

FORBIDDEN = "Resource not accessible by integration"
_MOST_TEXT = 512_000
"""Longer texts come cut."""


class _Problem(Exception):
    def __init__(self, kind: str, message: str, *path: str) -> None:
        super().__init__(message)
        self.kind, self.path = kind, path


def answer(state: State, token: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """The answer's body; GitHub sends it with status 200 whatever it says."""
    try:
        kind, fields = read(str(body.get("query")), body.get("variables") or {})
    except Invalid as invalid:
        return {"errors": [{"message": str(invalid)}]}
    if kind == "mutation":
        state.spend_write()
    data: dict[str, Any] = {}
    errors: list[dict[str, Any]] = []
    for one in fields:
        try:
            data[one.key] = _mutation(state, token, one) if kind == "mutation" else _repository(state, token, one)
        except _Problem as problem:
            path = [one.key, *problem.path]
            errors.append({"type": problem.kind, "path": path, "message": str(problem)})
            data[one.key] = {problem.path[0]: None} if problem.path else None
    return {"data": data, **({"errors": errors} if errors else {})}


def _repository(state: State, token: dict[str, Any], asked: Field) -> Any:
    if asked.name != "repository":
        raise AssertionError(f"the stand-in has no {asked.name}")
    name = f"{asked.arguments['owner']}/{asked.arguments['name']}"
    repository = state.repositories.get(name)
    if repository is None or repository.id not in token["repositories"]:
        raise _Problem("NOT_FOUND", f"Could not resolve to a Repository with the name '{name}'.")
    made = {}
    for one in asked.fields:
        if one.name == "pullRequest":
            made[one.key] = _pull_request(state, token, repository, one)
        elif one.name == "object":
            made[one.key] = _object(token, repository, one)
        else:
            made[one.key] = repository.full_name
    return made


def _object(token: dict[str, Any], repository: Repository, asked: Field) -> Any:
    """What an expression such as `main:docs/a.md` names; None where there is no such thing."""
    if "contents" not in token["permissions"]:
        raise _Problem("FORBIDDEN", FORBIDDEN, asked.key)
    reference, _, path = str(asked.arguments.get("expression")).partition(":")
    commit = repository.git.head("main" if reference == "HEAD" else reference)
    if commit is None:
        return None
    found = repository.git.blob_at(commit, path)
    if found is None:
        folder = f"{path}/" if path else ""
        inside = any(name.startswith(folder) for name, _ in repository.git.tree(commit))
        made: dict[str, Any] = {"__typename": "Tree", "oid": "0" * 40, "id": "T_0"}
        return _shown(made, asked.fields) if inside else None
    sha, data = found
    binary = b"\0" in data
    text = None if binary else data.decode("utf-8", "replace")[:_MOST_TEXT]
    made = {"__typename": "Blob", "oid": sha, "id": f"B_{sha}", "byteSize": len(data), "text": text}
    return _shown({**made, "isBinary": binary, "isTruncated": len(data) > _MOST_TEXT}, asked.fields)


def _pull_request(state: State, token: dict[str, Any], repository: Repository, asked: Field) -> Any:
    number = asked.arguments["number"]
    if "pull_requests" not in token["permissions"]:
        raise _Problem("FORBIDDEN", FORBIDDEN, asked.key)
    if number not in repository.pulls:
        raise _Problem("NOT_FOUND", f"Could not resolve to a PullRequest with the number of {number}.", asked.key)
    made: dict[str, Any] = {}
    for one in asked.fields:
        if one.name == "reviewThreads":
            made[one.key] = _threads(state, token, repository, number, one)
        elif one.name == "reviews":
            made[one.key] = _reviews(repository, number, one)
        else:
            made[one.key] = number
    return made


def _reviews(repository: Repository, number: int, asked: Field) -> dict[str, Any]:
    """Reviews with their text and comments; one whose comments were deleted stays for its text."""
    size = _size(asked)
    found = [review for review in repository.reviews.values() if review["pull_request_number"] == number]
    nodes = []
    for review in found[:size]:
        comments = [one for one in repository.comments.values() if one["pull_request_review_id"] == review["id"]]
        talk = {"totalCount": len(comments), "nodes": [_comment(one) for one in comments]}
        named = {
            "id": f"PRR_{review['id']}",
            "databaseId": review["id"],
            "body": review["body"] or "",
            "state": review["state"],
        }
        nodes.append({**named, "author": _author(review["user"]), "comments": talk})
    page = {"hasNextPage": len(found) > size, "endCursor": str(size) if found else None}
    shown: dict[str, Any] = _shown({"totalCount": len(found), "pageInfo": page, "nodes": nodes}, asked.fields)
    return shown


def _threads(state: State, token: dict[str, Any], repository: Repository, number: int, asked: Field) -> dict[str, Any]:
    size = _size(asked)
    talks: dict[int, list[dict[str, Any]]] = {}
    for comment in state.comments_of(repository, number):  # a deleted comment leaves its replies
        talks.setdefault(comment.get("in_reply_to_id", comment["id"]), []).append(comment)
    first = list(talks.values())
    at = int(asked.arguments.get("after") or 0)
    page = first[at : at + size]
    more = at + size < len(first)
    made = {
        "totalCount": len(first),
        "pageInfo": {"hasNextPage": more, "endCursor": str(at + size) if page else None},
        "nodes": [_thread(repository, talk, token) for talk in page],
    }
    shown: dict[str, Any] = _shown(made, asked.fields)
    return shown


def _size(asked: Field) -> int:
    size = asked.arguments.get("first")
    if not isinstance(size, int) or not 1 <= size <= 100:
        raise AssertionError("You must provide a `first` or `last` value of 1 to 100.")
    return size


def _thread(repository: Repository, talk: list[dict[str, Any]], token: dict[str, Any]) -> dict[str, Any]:
    comment = talk[0]
    resolved = repository.resolved.get(comment["id"])
    may = _may_resolve(token)
    return {
        "id": f"PRRT_{comment['id']}",
        "isResolved": resolved is not None,
        "isOutdated": comment["line"] is None,
        "viewerCanResolve": may and resolved is None,
        "viewerCanUnresolve": may and resolved is not None,
        "path": comment["path"],
        "line": comment["line"],
        "startLine": comment["start_line"],
        "subjectType": comment["subject_type"].upper(),
        "resolvedBy": {"login": resolved} if resolved else None,
        "comments": {"totalCount": len(talk), "nodes": [_comment(one) for one in talk]},
    }


def _comment(comment: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": comment["node_id"],
        "databaseId": comment["id"],
        "body": comment["body"],
        "author": _author(comment["user"]),
    }


def _author(user: dict[str, Any]) -> dict[str, Any]:
    return {
        "login": user["login"].removesuffix("[bot]"),
        "__typename": user["type"],
        "databaseId": user["id"],
        "id": f"A_{user['id']}",
    }


def _mutation(state: State, token: dict[str, Any], asked: Field) -> Any:
    given = asked.arguments["input"]
    edits = asked.name == "updatePullRequestReviewComment"
    node = given["pullRequestReviewCommentId" if edits else "threadId"]
    for repository in state.repositories.values():
        for comment in repository.comments.values():
            if node == (comment["node_id"] if edits else f"PRRT_{comment['id']}"):
                if repository.id not in token["repositories"]:
                    continue
                change = _edited if edits else _resolved
                made = change(repository, comment, token, asked.name, given)
                return _shown({**made, "clientMutationId": given.get("clientMutationId")}, asked.fields)
    raise _Problem("NOT_FOUND", f"Could not resolve to a node with the global id of '{node}'")


def _edited(
    repository: Repository, comment: dict[str, Any], token: dict[str, Any], _: str, given: dict[str, Any]
) -> dict[str, Any]:
    if token["permissions"].get("pull_requests") != "write" or comment["user"] != BOT or repository.archived:
        raise _Problem("FORBIDDEN", FORBIDDEN)
    if not given["body"] or len(given["body"]) > MOST_COMMENT:
        raise _Problem("UNPROCESSABLE", "Body is too long (maximum is 65536 characters)")
    comment["body"] = given["body"]
    comment["edits"] += 1
    return {"pullRequestReviewComment": _comment(comment)}


def _resolved(
    repository: Repository, comment: dict[str, Any], token: dict[str, Any], name: str, _: dict[str, Any]
) -> dict[str, Any]:
    if not _may_resolve(token):
        raise _Problem("FORBIDDEN", FORBIDDEN)
    if name == "resolveReviewThread":
        repository.resolved[comment["id"]] = ""
    else:
        repository.resolved.pop(comment["id"], None)
    return {"thread": _thread(repository, [comment], token)}


def _may_resolve(token: dict[str, Any]) -> bool:
    held = token["permissions"]
    return held.get("pull_requests") == "write" and held.get("contents") == "write"


def _shown(value: Any, fields: list[Field]) -> Any:
    """Only what was asked for."""
    if value is None or not fields:
        return value
    if isinstance(value, list):
        return [_shown(item, fields) for item in value]
    made: dict[str, Any] = {}
    for one in fields:
        if one.name == "comments":
            size = _size(one)
            made[one.key] = _shown({**value[one.name], "nodes": value[one.name]["nodes"][:size]}, one.fields)
        elif not one.on:
            made[one.key] = _shown(value[one.name], one.fields)
        elif value["__typename"] == one.on:
            made |= _shown(value, one.fields)
    return made
