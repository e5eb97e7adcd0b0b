"""GitHub's GraphQL, as far as review threads go: fields that don't exist are refused, permissions are asked for.

Source of the rules: GitHub's public GraphQL schema; that an app resolves threads only with `contents: write` is what its
users report.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.standin.state import Repository, State

_TOKEN = re.compile(r"[A-Za-z_]\w*|\$\w+|-?\d+|\"(?:[^\"\\]|\\.)*\"|[{}()\[\]:!=]|\.\.\.")
_TYPES: dict[str, dict[str, str]] = {
    "Query": {"repository": "Repository", "node": "Node"},
    "Mutation": {"resolveReviewThread": "ThreadPayload", "unresolveReviewThread": "ThreadPayload"},
    "ThreadPayload": {"thread": "Thread", "clientMutationId": ""},
    "Repository": {"pullRequest": "PullRequest", "nameWithOwner": ""},
    "PullRequest": {"number": "", "reviewThreads": "Threads"},
    "Threads": {"nodes": "Thread", "totalCount": "", "pageInfo": "PageInfo"},
    "PageInfo": {"hasNextPage": "", "endCursor": ""},
    "Thread": {
        "id": "", "isResolved": "", "isOutdated": "", "viewerCanResolve": "", "viewerCanUnresolve": "", "path": "",
        "line": "", "subjectType": "", "resolvedBy": "User", "comments": "Comments",
    },
    "Comments": {"nodes": "Comment", "totalCount": ""},
    "Comment": {"id": "", "databaseId": "", "body": "", "author": "Actor"},
    "Actor": {"login": "", "__typename": ""},
    "User": {"login": ""},
}  # fmt: skip
FORBIDDEN = "Resource not accessible by integration"


class Invalid(Exception):
    """The document can't be executed; GitHub answers 200 with errors and no data."""


@dataclass(slots=True)
class Field:
    name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    fields: list["Field"] = field(default_factory=list)


def answer(state: State, token: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """The answer's body; GitHub sends it with status 200 whatever it says."""
    try:
        kind, fields = _Document(str(body.get("query")), body.get("variables") or {}).read()
        _check(fields, "Mutation" if kind == "mutation" else "Query")
    except Invalid as invalid:
        return {"errors": [{"message": str(invalid)}]}
    data: dict[str, Any] = {}
    errors: list[dict[str, Any]] = []
    for one in fields:
        made = _thread_payload(state, token, one) if kind == "mutation" else _repository(state, token, one)
        if isinstance(made, str):
            kind_of_error = "FORBIDDEN" if made == FORBIDDEN else "NOT_FOUND"
            errors.append({"type": kind_of_error, "path": [one.name], "message": made})
            made = None
        data[one.name] = made
    return {"data": data, **({"errors": errors} if errors else {})}


def _repository(state: State, token: dict[str, Any], asked: Field) -> Any:
    owner, name = asked.arguments.get("owner"), asked.arguments.get("name")
    repository = state.repositories.get(f"{owner}/{name}")
    if repository is None or repository.id not in token["repositories"]:
        return f"Could not resolve to a Repository with the name '{owner}/{name}'."
    if "pull_requests" not in token["permissions"]:
        return FORBIDDEN
    return {f.name: _pull_request(state, token, repository, f) for f in asked.fields}


def _pull_request(state: State, token: dict[str, Any], repository: Repository, asked: Field) -> Any:
    if asked.name != "pullRequest":
        return repository.full_name
    number = asked.arguments.get("number")
    made: dict[str, Any] = {"number": number}
    for one in asked.fields:
        if one.name == "reviewThreads":
            made[one.name] = _threads(state, token, repository, int(number or 0), one)
    return {f.name: made[f.name] for f in asked.fields}


def _threads(state: State, token: dict[str, Any], repository: Repository, number: int, asked: Field) -> dict[str, Any]:
    size = asked.arguments.get("first")
    if not isinstance(size, int) or not 1 <= size <= 100:
        raise AssertionError("You must provide a `first` or `last` value of 1 to 100.")
    first = [c for c in state.comments_of(repository, number) if "in_reply_to_id" not in c]
    at = int(asked.arguments.get("after") or 0)
    page = first[at : at + size]
    more = at + size < len(first)
    made = {
        "totalCount": len(first),
        "pageInfo": {"hasNextPage": more, "endCursor": str(at + size) if page else None},
        "nodes": [_shown(_thread(repository, c, token), _within(asked, "nodes")) for c in page],
    }
    return {f.name: made[f.name] for f in asked.fields}


def _thread(repository: Repository, comment: dict[str, Any], token: dict[str, Any]) -> dict[str, Any]:
    resolved = repository.resolved.get(comment["id"])
    may = _may(token)
    return {
        "id": f"PRRT_{comment['id']}",
        "isResolved": resolved is not None,
        "isOutdated": comment["line"] is None,
        "viewerCanResolve": may and resolved is None,
        "viewerCanUnresolve": may and resolved is not None,
        "path": comment["path"],
        "line": comment["line"],
        "subjectType": comment["subject_type"].upper(),
        "resolvedBy": {"login": resolved} if resolved else None,
        "comments": {
            "totalCount": 1,
            "nodes": [
                {
                    "id": comment["node_id"],
                    "databaseId": comment["id"],
                    "body": comment["body"],
                    "author": {"login": comment["user"]["login"].removesuffix("[bot]"), "__typename": "Bot"},
                }
            ],
        },
    }


def _thread_payload(state: State, token: dict[str, Any], asked: Field) -> Any:
    node = str((asked.arguments.get("input") or {}).get("threadId"))
    for repository in state.repositories.values():
        for comment in repository.comments.values():
            if node == f"PRRT_{comment['id']}" and repository.id in token["repositories"]:
                if not _may(token):
                    return FORBIDDEN
                if asked.name == "resolveReviewThread":
                    repository.resolved[comment["id"]] = ""
                else:
                    repository.resolved.pop(comment["id"], None)
                return {"thread": _shown(_thread(repository, comment, token), _within(asked, "thread"))}
    return f"Could not resolve to a node with the global id of '{node}'"


def _may(token: dict[str, Any]) -> bool:
    held = token["permissions"]
    return held.get("pull_requests") == "write" and held.get("contents") == "write"


def _within(asked: Field, name: str) -> list[Field]:
    return next((f.fields for f in asked.fields if f.name == name), [])


def _shown(value: Any, fields: list[Field]) -> Any:
    """Only what was asked for."""
    if value is None or not fields:
        return value
    if isinstance(value, list):
        return [_shown(item, fields) for item in value]
    return {f.name: _shown(value[f.name], f.fields) for f in fields}


def _check(fields: list[Field], kind: str) -> None:
    for one in fields:
        if one.name not in _TYPES[kind]:
            raise Invalid(f"Field '{one.name}' doesn't exist on type '{kind}'")
        inner = _TYPES[kind][one.name]
        if bool(inner) != bool(one.fields):
            raise Invalid(f"Field '{one.name}' {'must' if inner else 'must not'} have selections")
        _check(one.fields, inner) if inner else None


class _Document:
    """One operation: its name and variables are read, its fields returned with their arguments filled in."""

    def __init__(self, text: str, variables: dict[str, Any]) -> None:
        self._tokens = _TOKEN.findall(re.sub(r"#[^\n]*", "", text))
        self._variables = variables
        self._at = 0

    def read(self) -> tuple[str, list[Field]]:
        kind = self._next() if self._peek() != "{" else "query"
        if kind not in {"query", "mutation"}:
            raise Invalid(f"Parse error on {kind!r}")
        while self._peek() not in {"{", ""}:
            self._next()
        return kind, self._fields()

    def _fields(self) -> list[Field]:
        self._expect("{")
        found = []
        while self._peek() != "}":
            one = Field(self._next())
            if self._peek() == "(":
                one.arguments = self._object("(", ")")
            if self._peek() == "{":
                one.fields = self._fields()
            found.append(one)
        self._expect("}")
        return found

    def _object(self, begin: str, end: str) -> dict[str, Any]:
        self._expect(begin)
        made = {}
        while self._peek() != end:
            name = self._next()
            self._expect(":")
            made[name] = self._value()
        self._expect(end)
        return made

    def _value(self) -> Any:
        if self._peek() == "{":
            return self._object("{", "}")
        token = self._next()
        if token.startswith("$"):
            return self._variables.get(token[1:])
        if token.startswith('"'):
            return token[1:-1]
        return int(token) if token.lstrip("-").isdigit() else token

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self._at += 1
        if not token:
            raise Invalid("Parse error: unexpected end of document")
        return token

    def _expect(self, token: str) -> None:
        if (got := self._next()) != token:
            raise Invalid(f"Parse error on {got!r}: expected {token!r}")
