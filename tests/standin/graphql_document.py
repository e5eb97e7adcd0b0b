"""A GraphQL document, read and checked as GitHub does it: fields, arguments and variables that don't fit are refused."""

import re
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(r"[A-Za-z_]\w*|\$\w+|-?\d+|\"(?:[^\"\\]|\\.)*\"|\.\.\.|[{}()\[\]:!=]")
TYPES: dict[str, dict[str, str]] = {
    "Query": {"repository": "Repository", "node": "Node"},
    "Mutation": {
        "resolveReviewThread": "ThreadPayload", "unresolveReviewThread": "ThreadPayload",
        "updatePullRequestReviewComment": "CommentPayload",
    },
    "ThreadPayload": {"thread": "Thread", "clientMutationId": ""},
    "CommentPayload": {"pullRequestReviewComment": "Comment", "clientMutationId": ""},
    "Repository": {"pullRequest": "PullRequest", "nameWithOwner": "", "object": "GitObject"},
    "GitObject": {"__typename": "", "oid": "", "id": ""},
    "Blob": {"__typename": "", "oid": "", "id": "", "text": "", "isTruncated": "", "isBinary": "", "byteSize": ""},
    "Tree": {"__typename": "", "oid": "", "id": ""},
    "PullRequest": {"number": "", "reviewThreads": "Threads", "reviews": "Reviews"},
    "Reviews": {"nodes": "Review", "totalCount": "", "pageInfo": "PageInfo"},
    "Review": {"id": "", "databaseId": "", "body": "", "state": "", "author": "Actor", "comments": "Comments"},
    "Threads": {"nodes": "Thread", "totalCount": "", "pageInfo": "PageInfo"},
    "PageInfo": {"hasNextPage": "", "endCursor": ""},
    "Thread": {
        "id": "", "isResolved": "", "isOutdated": "", "viewerCanResolve": "", "viewerCanUnresolve": "", "path": "",
        "line": "", "startLine": "", "subjectType": "", "resolvedBy": "User", "comments": "Comments",
    },
    "Comments": {"nodes": "Comment", "totalCount": ""},
    "Comment": {"id": "", "databaseId": "", "body": "", "author": "Actor"},
    "Actor": {"login": "", "__typename": ""},
    "Bot": {"login": "", "__typename": "", "databaseId": "", "id": ""},
    "User": {"login": ""},
}  # fmt: skip
_PAGED = {"first": "Int", "last": "Int", "after": "String", "before": "String"}
_ARGUMENTS: dict[str, dict[str, str]] = {
    "Query.repository": {"owner": "String!", "name": "String!"},
    "Repository.pullRequest": {"number": "Int!"},
    "Repository.object": {"expression": "String", "oid": "GitObjectID"},
    "PullRequest.reviewThreads": _PAGED,
    "PullRequest.reviews": {**_PAGED, "author": "String"},
    "Review.comments": _PAGED,
    "Thread.comments": _PAGED,
    "Mutation.resolveReviewThread": {"input": "ResolveReviewThreadInput!"},
    "Mutation.unresolveReviewThread": {"input": "UnresolveReviewThreadInput!"},
    "Mutation.updatePullRequestReviewComment": {"input": "UpdatePullRequestReviewCommentInput!"},
}
_INPUTS: dict[str, dict[str, str]] = {
    "ResolveReviewThreadInput": {"threadId": "ID!", "clientMutationId": "String"},
    "UnresolveReviewThreadInput": {"threadId": "ID!", "clientMutationId": "String"},
    "UpdatePullRequestReviewCommentInput": {
        "pullRequestReviewCommentId": "ID!", "body": "String!", "clientMutationId": "String",
    },
}  # fmt: skip
_KINDS_OF = {"GitObject": ("Blob", "Tree"), "Actor": ("Bot", "User")}
_KINDS: dict[str, type] = {"String": str, "ID": str, "GitObjectID": str, "Int": int}


class Invalid(Exception):
    """The document can't be executed; GitHub answers 200 with errors and no data."""


@dataclass(frozen=True, slots=True)
class Variable:
    name: str


@dataclass(slots=True)
class Field:
    """A field that is asked for, or with `on` a fragment on one type."""

    name: str
    key: str
    arguments: dict[str, Any] = field(default_factory=dict)
    fields: list["Field"] = field(default_factory=list)
    on: str = ""


def read(text: str, variables: dict[str, Any]) -> tuple[str, list[Field]]:
    """The operation's kind and its fields, with their arguments filled in. Raises `Invalid`."""
    document = _Document(text)
    kind, declared, fields = document.read()
    check = _Check(declared, variables)
    check.variables()
    check.fields(fields, "Mutation" if kind == "mutation" else "Query")
    if unused := set(declared) - check.used:
        raise Invalid(f"Variable ${min(unused)} is declared by anonymous {kind} but not used")
    return kind, fields


class _Check:
    def __init__(self, declared: dict[str, str], given: dict[str, Any]) -> None:
        self._declared, self._given = declared, given
        self.used: set[str] = set()

    def variables(self) -> None:
        for name, kind in self._declared.items():
            self._fits(self._given.get(name), kind, f"Variable ${name} of type {kind} was provided invalid value")

    def fields(self, fields: list[Field], kind: str) -> None:
        if len({one.key for one in fields if not one.on}) != sum(not one.on for one in fields):
            raise Invalid("Fields of one name with different arguments can't be merged; use aliases")
        for one in fields:
            if one.on:
                if one.on not in _KINDS_OF.get(kind, ()):
                    raise Invalid(f"Fragment on {one.on} can't be spread inside {kind}")
                self.fields(one.fields, one.on)
                continue
            if one.name not in TYPES[kind]:
                raise Invalid(f"Field '{one.name}' doesn't exist on type '{kind}'")
            inner = TYPES[kind][one.name]
            if bool(inner) != bool(one.fields):
                raise Invalid(f"Field '{one.name}' {'must' if inner else 'must not'} have selections")
            self._arguments(one, f"{kind}.{one.name}")
            self.fields(one.fields, inner) if inner else None

    def _arguments(self, one: Field, place: str) -> None:
        known = _ARGUMENTS.get(place, {})
        for name in one.arguments:
            if name not in known:
                raise Invalid(f"Field '{one.name}' doesn't accept argument '{name}'")
        for name, kind in known.items():
            if kind.endswith("!") and name not in one.arguments:
                raise Invalid(f"Field '{one.name}' is missing required arguments: {name}")
        one.arguments = {name: self._filled(value, known[name], name) for name, value in one.arguments.items()}

    def _filled(self, value: Any, kind: str, name: str) -> Any:
        if isinstance(value, Variable):
            declared = self._declared.get(value.name)
            if declared is None:
                raise Invalid(f"Variable ${value.name} is used by anonymous operation but not declared")
            if declared.rstrip("!") != kind.rstrip("!") or (kind.endswith("!") and not declared.endswith("!")):
                raise Invalid(f"Type mismatch on variable ${value.name} and argument {name} ({declared} / {kind})")
            self.used.add(value.name)
            return self._given.get(value.name)
        if isinstance(value, dict):
            known = _INPUTS.get(kind.rstrip("!"), {})
            value = {key: self._filled(one, known.get(key, "String"), key) for key, one in value.items()}
        self._fits(value, kind, f"Argument '{name}' has an invalid value. Expected type '{kind}'")
        return value

    def _fits(self, value: Any, kind: str, problem: str) -> None:
        plain = kind.rstrip("!")
        if value is None:
            if kind.endswith("!"):
                raise Invalid(f"{problem}: expected value to not be null")
            return
        if plain in _INPUTS:
            if not isinstance(value, dict) or set(value) - set(_INPUTS[plain]):
                raise Invalid(f"{problem}: field is not defined on {plain}")
            for name, inner in _INPUTS[plain].items():
                self._fits(value.get(name), inner, f"{problem} for {name}")
        elif plain not in _KINDS:
            raise Invalid(f"{plain} isn't a defined input type")
        elif not isinstance(value, _KINDS[plain]) or isinstance(value, bool):
            raise Invalid(f"{problem}: could not coerce value to {plain}")


class _Document:
    """One operation, read token by token."""

    def __init__(self, text: str) -> None:
        self._tokens = _TOKEN.findall(re.sub(r"#[^\n]*", "", text))
        self._at = 0

    def read(self) -> tuple[str, dict[str, str], list[Field]]:
        kind = self._next() if self._peek() != "{" else "query"
        if kind not in {"query", "mutation"}:
            raise Invalid(f"Parse error on {kind!r}")
        if self._peek() not in {"(", "{"}:
            self._next()
        declared = self._declared() if self._peek() == "(" else {}
        fields = self._fields()
        if self._peek():
            raise Invalid(f"Parse error on {self._peek()!r}")
        return kind, declared, fields

    def _declared(self) -> dict[str, str]:
        self._expect("(")
        found = {}
        while self._peek() != ")":
            name = self._next().removeprefix("$")
            self._expect(":")
            found[name] = self._next()
            if self._peek() == "!":
                found[name] += self._next()
        self._expect(")")
        return found

    def _fields(self) -> list[Field]:
        self._expect("{")
        found = []
        while self._peek() != "}":
            name = self._next()
            if name == "...":
                self._expect("on")
                on = self._next()
                found.append(Field(on, on, fields=self._fields(), on=on))
                continue
            one = Field(name, name)
            if self._peek() == ":":
                self._next()
                one.name = self._next()
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
            return Variable(token[1:])
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
