"""What the stand-in remembers, and GitHub's rules about it."""

import itertools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.standin.faults import Fault
from tests.standin.registration import Registration
from tests.standin.repository import GitRepository

BOT = {"login": "planreview[bot]", "id": 4100, "type": "Bot"}
MOST_BYTES = 65_535
MOST_COMMENT = 65_536
MOST_ANNOTATIONS = 50
_HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class Problem(Exception):
    """An answer that is not a success."""

    def __init__(
        self, status: int, message: str, errors: list[Any] | None = None, headers: dict[str, str] | None = None
    ):
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"message": message, "documentation_url": "https://docs.github.com/rest"}
        if errors is not None:
            self.body["errors"] = errors
        self.headers = headers or {}


@dataclass(slots=True)
class PullRequest:
    number: int
    branch: str
    base_ref: str
    draft: bool = False
    state: str = "open"
    fork: bool = False


@dataclass(slots=True)
class Repository:
    id: int
    owner: str
    name: str
    git: GitRepository
    pulls: dict[int, PullRequest] = field(default_factory=dict)
    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    reviews: dict[int, dict[str, Any]] = field(default_factory=dict)
    checks: dict[int, dict[str, Any]] = field(default_factory=dict)
    issue_comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    reactions: list[dict[str, Any]] = field(default_factory=list)
    resolved: dict[int, str] = field(default_factory=dict)
    """Resolved threads by their first comment, with the login of the person who did it; empty for an app."""
    collaborators: dict[str, str] = field(default_factory=dict)
    archived: bool = False
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    path: str
    status: int
    writes: bool = False
    """Whether it was meant to change something; GraphQL's queries are sent by POST and change nothing."""


@dataclass(slots=True)
class State:
    """All of it. Ids count up over all kinds, as an outsider would see them."""

    folder: Path
    app_id: int
    public_key: Any
    repositories: dict[str, Repository] = field(default_factory=dict)
    installations: dict[int, set[int]] = field(default_factory=dict)
    suspended: set[int] = field(default_factory=set)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Tokens of people, which see and do what they are given, in all repositories."""
    permissions: dict[str, str] = field(
        default_factory=lambda: {
            "checks": "write",
            "contents": "read",
            "issues": "read",
            "merge_queues": "read",
            "metadata": "read",
            "pull_requests": "write",
        }
    )
    registration: Registration | None = None
    token_life: float = 3600.0
    faults: list[Fault] = field(default_factory=list)
    weather: Callable[[str, str], Fault | None] | None = None
    """Asked at each call, by method and path, for a fault that no list holds."""
    late: list[Any] = field(default_factory=list)
    """Effects under way after their answer; held so that they aren't collected."""
    calls: list[Call] = field(default_factory=list)
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    latency: float = 0.0
    limit_writes: bool = False
    written: list[float] = field(default_factory=list)
    remaining: int = 5000
    now_running: int = 0
    most_running: int = 0
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(9001))

    def repository(self, full_name: str, installation: int = 77) -> Repository:
        """The repository, made if new."""
        if full_name not in self.repositories:
            owner, name = full_name.split("/")
            made = Repository(next(self.ids), owner, name, GitRepository(self.folder / f"{owner}+{name}.git"))
            self.repositories[full_name] = made
            self.installations.setdefault(installation, set()).add(made.id)
        return self.repositories[full_name]

    def open_pull_request(self, repository: Repository, branch: str, base: str = "main", **given: Any) -> PullRequest:
        pull = PullRequest(next(repository.numbers), branch, base, **given)
        repository.pulls[pull.number] = pull
        return pull

    def installation_of(self, repository: Repository) -> int:
        return next(number for number, held in self.installations.items() if repository.id in held)

    def merge_waits_for(self, repository: Repository, pull: PullRequest, required: set[str]) -> set[str]:
        """Required checks that forbid the merge: all but those whose newest run on the head is success, neutral or skipped."""
        head = repository.git.head(pull.branch)
        newest = {
            run["name"]: run["conclusion"] for _, run in sorted(repository.checks.items()) if run["head_sha"] == head
        }
        return {name for name in required if newest.get(name) not in {"success", "neutral", "skipped"}}

    # What pull requests look like

    def pull_json(self, repository: Repository, pull: PullRequest) -> dict[str, Any]:
        git = repository.git
        return {
            "id": 50_000 + pull.number,
            "number": pull.number,
            "state": pull.state,
            "draft": pull.draft,
            "title": f"Change {pull.number}",
            "html_url": f"https://github.test/{repository.full_name}/pull/{pull.number}",
            "review_comments": len(self.comments_of(repository, pull.number)),
            "user": {"login": "ada", "id": 5, "type": "User"},
            "head": {
                "ref": pull.branch,
                "sha": git.head(pull.branch),
                "repo": None if pull.fork else self.repository_json(repository),
            },
            "base": {
                "ref": pull.base_ref,
                "sha": git.head(pull.base_ref),
                "repo": self.repository_json(repository),
            },
        }

    def repository_json(self, repository: Repository) -> dict[str, Any]:
        return {
            "id": repository.id,
            "name": repository.name,
            "full_name": repository.full_name,
            "private": True,
            "archived": repository.archived,
            "owner": {"login": repository.owner, "id": 3, "type": "Organization"},
            "default_branch": "main",
        }

    def files(self, repository: Repository, pull: PullRequest) -> list[dict[str, Any]]:
        git = repository.git
        head = git.head(pull.branch)
        base = git.merge_base(pull.base_ref, pull.branch)
        assert head
        contents = f"https://api.github.test/repos/{repository.full_name}/contents"
        return [
            {**self.entry_json(entry), "contents_url": f"{contents}/{quote(entry.path)}?ref={head}"}
            for entry in git.diff(base, head)
        ]

    @staticmethod
    def entry_json(entry: Any) -> dict[str, Any]:
        made = {
            "sha": entry.sha,
            "filename": entry.path,
            "status": entry.status,
            "additions": entry.additions,
            "deletions": entry.deletions,
            "changes": entry.additions + entry.deletions,
        }
        if entry.patch is not None:
            made["patch"] = entry.patch
        if entry.previous:
            made["previous_filename"] = entry.previous
        return made

    def comments_of(self, repository: Repository, number: int) -> list[dict[str, Any]]:
        """As GitHub lists them: a comment moves with its line, and has none (is outdated) when that line changed."""
        head = repository.git.head(repository.pulls[number].branch) or ""
        listed = []
        for comment in list(repository.comments.values()):
            if comment["pull_request_number"] == number:
                shown = dict(comment)
                if shown["line"] is not None and shown["commit_id"]:
                    shown["line"] = repository.git.moved(shown["path"], shown["line"], shown["commit_id"], head)
                listed.append(shown)
        return listed

    # Reviews

    def create_review(self, repository: Repository, pull: PullRequest, body: dict[str, Any]) -> dict[str, Any]:
        _only(body, {"commit_id", "body", "event", "comments"})
        if body.get("event") not in {"COMMENT", "APPROVE", "REQUEST_CHANGES", None}:
            raise Problem(422, "Unprocessable Entity", ["event is not included in the list"])
        if body.get("event") in {"COMMENT", "REQUEST_CHANGES"} and not body.get("body"):
            raise Problem(422, "Unprocessable Entity", ["Body can't be blank"])
        _size(body.get("body") or "")
        self._known_commit(repository, body.get("commit_id"))
        patches = {f["filename"]: f.get("patch") for f in self.files(repository, pull)}
        problems = [p for c in body.get("comments") or () for p in _anchor_problems(c, patches)]
        if problems:
            raise Problem(422, "Unprocessable Entity", [", ".join(dict.fromkeys(problems))])
        review = {
            "id": next(self.ids),
            "user": BOT,
            "body": body.get("body"),
            "state": "COMMENTED",
            "commit_id": body.get("commit_id"),
            "pull_request_number": pull.number,
        }
        repository.reviews[review["id"]] = review
        for comment in body.get("comments") or ():
            self._add_comment(repository, pull, {**comment, "commit_id": body.get("commit_id")}, review["id"])
        return review

    def create_comment(self, repository: Repository, pull: PullRequest, body: dict[str, Any]) -> dict[str, Any]:
        _only(
            body,
            {"commit_id", "path", "body", "subject_type", "line", "side", "start_line", "start_side", "in_reply_to"},
        )
        self._known_commit(repository, body.get("commit_id"), required=True)
        patches = {f["filename"]: f.get("patch") for f in self.files(repository, pull)}
        if body.get("subject_type") == "file":
            if body.get("path") not in patches:
                raise Problem(422, "Validation Failed", [{"field": "path", "code": "invalid"}])
            _size(body.get("body") or "")
        elif problems := _anchor_problems(
            {k: v for k, v in body.items() if k not in {"commit_id", "subject_type"}}, patches
        ):
            raise Problem(422, "Validation Failed", [", ".join(problems)])
        return self._add_comment(repository, pull, body, None)

    def reply(self, repository: Repository, comment_id: int, text: str, login: str = "ada") -> dict[str, Any]:
        """A person answers a review comment."""
        first = repository.comments[comment_id]
        identity = next(self.ids)
        made = {
            **first,
            "id": identity,
            "node_id": f"PRRC_{identity}",
            "body": text,
            "in_reply_to_id": comment_id,
            "user": {"login": login, "id": 5, "type": "User"},
        }
        repository.comments[made["id"]] = made
        return made

    def resolve(self, repository: Repository, comment_id: int, login: str = "ada") -> None:
        """A person resolves the thread that a comment began."""
        repository.resolved[comment_id] = login

    def delete_comment(self, repository: Repository, comment_id: int) -> None:
        """A person deletes a comment; the replies stay, the oldest of them begins the thread now."""
        del repository.comments[comment_id]
        repository.resolved.pop(comment_id, None)

    def person(self, **permissions: str) -> str:
        """The token of a person with these permissions."""
        token = f"github_pat_{next(self.ids):040d}"
        self.people[token] = {"installation": 0, "permissions": permissions, "until": float("inf")}
        return token

    def _add_comment(
        self, repository: Repository, pull: PullRequest, given: dict[str, Any], review: int | None
    ) -> dict[str, Any]:
        identity = next(self.ids)
        made = {
            "id": identity,
            "node_id": f"PRRC_{identity}",
            "pull_request_review_id": review,
            "pull_request_number": pull.number,
            "path": given["path"],
            "line": given.get("line"),
            "start_line": given.get("start_line"),
            "side": given.get("side", "RIGHT"),
            "subject_type": given.get("subject_type", "line"),
            "commit_id": given.get("commit_id"),
            "body": given["body"],
            "user": BOT,
            "created_at": "2026-01-05T10:00:00Z",
            "edits": 0,
        }
        repository.comments[identity] = made
        return made

    def _known_commit(self, repository: Repository, sha: str | None, *, required: bool = False) -> None:
        if (sha is None and required) or (sha is not None and repository.git.head(sha) != sha):
            raise Problem(422, "Validation Failed", [{"field": "commit_id", "code": "invalid"}])

    # Check runs

    def create_check(self, repository: Repository, body: dict[str, Any]) -> dict[str, Any]:
        if not body.get("name"):
            raise Problem(422, 'Invalid request.\n\n"name" wasn\'t supplied.')
        if repository.git.head(str(body.get("head_sha"))) != body.get("head_sha"):
            raise Problem(422, f"No commit found for SHA: {body.get('head_sha')}")
        run = {
            "id": next(self.ids),
            "name": body["name"],
            "head_sha": body["head_sha"],
            "status": "queued",
            "conclusion": None,
            "external_id": "",
            "annotations": [],
            "output": {"title": None, "summary": None},
            "actions": [],
            "app": {"id": self.app_id},
            "pull_requests": [],
        }
        self._apply(run, body, required=("title", "summary"))
        repository.checks[run["id"]] = run
        return run

    def update_check(self, repository: Repository, run: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        self._apply(run, body, required=("summary",))
        return run

    def _apply(self, run: dict[str, Any], body: dict[str, Any], required: tuple[str, ...]) -> None:
        _only(
            body,
            {
                "name",
                "head_sha",
                "status",
                "conclusion",
                "output",
                "actions",
                "details_url",
                "external_id",
                "started_at",
                "completed_at",
            },
        )
        output = body.get("output")
        if output is not None:
            for name in required:
                if not output.get(name):
                    raise Problem(422, f'Invalid request.\n\n"{name}" wasn\'t supplied.')
            for name in ("summary", "text"):
                if len((output.get(name) or "").encode()) > MOST_BYTES:
                    raise Problem(422, f"Invalid request.\n\n{name} exceeds a maximum bytesize of 65535.")
            annotations = output.get("annotations") or []
            if len(annotations) > MOST_ANNOTATIONS:
                raise Problem(
                    422, f"Invalid request.\n\nNo more than 50 items are allowed; {len(annotations)} were supplied."
                )
            for annotation in annotations:
                _annotation(annotation)
        if body.get("conclusion") not in {
            None,
            "success",
            "failure",
            "neutral",
            "cancelled",
            "skipped",
            "timed_out",
            "action_required",
        }:
            raise Problem(422, "Invalid request.\n\nconclusion is not a member of the list.")
        if body.get("status") == "completed" and not body.get("conclusion"):
            raise Problem(422, "Invalid request.\n\nMissing conclusion for a completed check run.")
        self._apply_rest(run, body, output)

    @staticmethod
    def _apply_rest(run: dict[str, Any], body: dict[str, Any], output: dict[str, Any] | None) -> None:
        actions = body.get("actions") or []
        if len(actions) > 3 or any(
            len(a["label"]) > 20 or len(a["description"]) > 40 or len(a["identifier"]) > 20 for a in actions
        ):
            raise Problem(422, "Invalid request.\n\nactions are too many or too long.")
        for name in ("status", "conclusion", "external_id", "details_url", "actions"):
            if body.get(name) is not None:
                run[name] = body[name]
        if body.get("conclusion"):
            run["status"] = "completed"
        elif run["status"] != "completed":
            run["conclusion"] = None
        if output is not None:
            run["annotations"] += output.get("annotations") or []
            run["output"] = {**run["output"], **{k: v for k, v in output.items() if k != "annotations"}}
            run["output"]["annotations_count"] = len(run["annotations"])

    def spend_write(self) -> None:
        """GitHub's limit on creating content: 80 a minute, 500 an hour."""
        if not self.limit_writes:
            return
        now = time.monotonic()
        self.written = [at for at in self.written if now - at < 3600]
        if sum(now - at < 60 for at in self.written) >= 80 or len(self.written) >= 500:
            raise Problem(
                403,
                "You have exceeded a secondary rate limit. Please wait a few minutes.",
                headers={"retry-after": "2"},
            )
        self.written.append(now)


def _only(body: dict[str, Any], known: set[str]) -> None:
    if unknown := set(body) - known:
        raise Problem(422, f'Invalid request.\n\n"{min(unknown)}" is not a permitted key.')


def _size(text: str) -> None:
    if len(text) > MOST_COMMENT:
        raise Problem(422, "Validation Failed", ["Body is too long (maximum is 65536 characters)"])


def _annotation(annotation: dict[str, Any]) -> None:
    for name in ("path", "start_line", "end_line", "annotation_level", "message"):
        if annotation.get(name) in {None, ""}:
            raise Problem(422, f'Invalid request.\n\n"{name}" wasn\'t supplied.')
    if annotation["annotation_level"] not in {"notice", "warning", "failure"}:
        raise Problem(422, "Invalid request.\n\nannotation_level is not a member of the list.")
    if annotation["start_line"] > annotation["end_line"]:
        raise Problem(422, "Invalid request.\n\nend_line must come after start_line.")
    if "start_column" in annotation and annotation["start_line"] != annotation["end_line"]:
        raise Problem(422, "Invalid request.\n\nstart_column needs start_line and end_line to be equal.")
    if len(annotation.get("title") or "") > 255 or len(annotation["message"].encode()) > 64 * 1024:
        raise Problem(422, "Invalid request.\n\nannotation is too long.")


def _anchor_problems(comment: dict[str, Any], patches: dict[str, str | None]) -> list[str]:
    _only(comment, {"path", "body", "line", "side", "start_line", "start_side", "position"})
    problems = []
    if not comment.get("body"):
        problems.append("Body can't be blank")
    _size(comment.get("body") or "")
    path = comment.get("path")
    if path not in patches:
        return [*problems, "Path could not be resolved"]
    side, line, start = comment.get("side", "RIGHT"), comment.get("line"), comment.get("start_line")
    spans = _spans(patches[path] or "", side)
    hunk = next((lines for lines in spans if line in lines), None)
    if hunk is None:
        problems += [
            "Pull request review thread line must be part of the diff",
            "Pull request review thread diff hunk can't be blank",
        ]
    if start is not None:
        if line is None or start >= line:
            problems.append("Pull request review thread start line must precede the end line.")
        elif hunk is None or start not in hunk:
            problems.append("Pull request review thread start line must be part of the same hunk as the line.")
    return problems


def _spans(patch: str, side: str) -> list[set[int]]:
    """Lines of each hunk that a comment may stand on: added and context lines right, deleted lines left."""
    spans: list[set[int]] = []
    left = right = 0
    for text in patch.split("\n"):
        if match := _HUNK.match(text):
            left, right = int(match[1]), int(match[3])
            spans.append(set())
        elif text.startswith("+"):
            if side == "RIGHT":
                spans[-1].add(right)
            right += 1
        elif text.startswith("-"):
            if side == "LEFT":
                spans[-1].add(left)
            left += 1
        elif text.startswith(" "):
            if side == "RIGHT":
                spans[-1].add(right)
            left, right = left + 1, right + 1
    return spans
