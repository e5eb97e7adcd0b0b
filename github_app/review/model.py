"""The two values between reading and writing: the snapshot a review is decided on, the publication it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Conclusion = Literal["success", "failure", "neutral"]
AnnotationLevel = Literal["notice", "warning", "failure"]


@dataclass(frozen=True, slots=True)
class PullRequest:
    """What identifies one review: all ids are GitHub's."""

    installation_id: int
    repository_id: int
    owner: str
    repository: str
    number: int
    head_sha: str
    base_ref: str
    base_sha: str
    draft: bool = False
    html_url: str = ""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One entry of the pull request's file list."""

    path: str
    status: str
    """added, removed, modified, renamed, copied, changed, unchanged"""
    blob_sha: str | None
    patch: str | None
    previous_path: str | None = None
    additions: int = 0
    deletions: int = 0
    listed_at: str = ""
    """The head commit that GitHub listed it for, where the entry says so."""
    base_blob_sha: str | None = None
    """Of its content at the base, where GitHub gave no patch because it listed no more files."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A repository configuration as found: its text and where it came from."""

    origin: str
    """For people: `.github/planreview.yml on main`, `acme/.github`, `defaults`."""
    path: str
    text: str
    blob_sha: str


@dataclass(frozen=True, slots=True)
class PostedComment:
    """A review comment of ours that stands on the pull request."""

    comment_id: int
    node_id: str
    path: str
    line: int | None
    """None when GitHub calls it outdated."""
    body: str
    start_line: int | None = None
    has_human_reply: bool = False
    resolved: bool = False
    """Its thread is resolved, and by a person."""
    thread: "Thread | None" = None
    """None where GitHub doesn't tell of threads."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation that a comment of ours began."""

    node_id: str
    resolved: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What we said on a pull request, as GitHub tells it."""

    comments: tuple[PostedComment, ...] = ()
    deleted: frozenset[str] = frozenset()
    """Fingerprints of comments that a person deleted: our reviews say that they were posted with them."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that one review is decided on."""

    pull_request: PullRequest
    files: tuple[ChangedFile, ...]
    plans: dict[str, bytes]
    """Bytes at the head commit of each changed plan, by path."""
    config: ConfigFile | None
    """The base branch's, or the owner's; None for defaults."""
    head_config: ConfigFile | None
    """The config this pull request changes it to; None when it is untouched."""
    posted: tuple[PostedComment, ...]
    deleted: frozenset[str] = frozenset()
    """As in `Said`; it counts where our records know of no comment."""


@dataclass(frozen=True, slots=True)
class LineComment:
    """A new review comment on lines of the diff's right side; `start_line` only for more than one line."""

    path: str
    line: int
    body: str
    fingerprint: str
    start_line: int | None = None


@dataclass(frozen=True, slots=True)
class FileComment:
    path: str
    body: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class CommentEdit:
    """A comment of ours whose body changes: its finding is fixed, or is back, or is worded anew."""

    comment_id: int
    node_id: str
    body: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class ThreadChange:
    """A thread to resolve, or to open again."""

    node_id: str
    resolved: bool


@dataclass(frozen=True, slots=True)
class Annotation:
    path: str
    start_line: int
    end_line: int
    level: AnnotationLevel
    title: str
    message: str
    start_column: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class CheckAction:
    label: str
    description: str
    identifier: str


@dataclass(frozen=True, slots=True)
class CheckRun:
    """The completed check run."""

    conclusion: Conclusion
    title: str
    summary: str
    annotations: tuple[Annotation, ...] = ()
    actions: tuple[CheckAction, ...] = ()
    details_url: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """All that one review intends to write, in the order it is written: review, file comments, edits, threads, check."""

    review_body: str
    line_comments: tuple[LineComment, ...]
    file_comments: tuple[FileComment, ...]
    edits: tuple[CommentEdit, ...]
    check: CheckRun
    threads: tuple[ThreadChange, ...] = ()
    kept: tuple[str, ...] = ()
    """Fingerprints to remember besides those of new comments: of findings that an older comment stands for, and of
    comments that a person deleted, as our reviews tell."""
    outlived: tuple[str, ...] = ()
    """Fingerprints that no comment bears any longer, because theirs stands in for another finding."""
    gists: Mapping[str, str] = field(default_factory=dict)
    """What is said of each finding, by fingerprint, in so few signs that records can keep it."""
