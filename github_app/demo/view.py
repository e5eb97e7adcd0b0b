"""What the demo shows: each changed file's diff with the comments under their lines, and the check run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from github_app.review.lines import hunks


@dataclass(frozen=True, slots=True)
class Comment:
    body: str
    line: int | None
    fixed: bool


@dataclass(frozen=True, slots=True)
class DiffLine:
    kind: Literal["hunk", "added", "removed", "context"]
    text: str
    number: int | None
    """In the new file."""
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class FileView:
    path: str
    lines: tuple[DiffLine, ...]
    comments: tuple[Comment, ...]
    """Those on no line of the diff: on the file, or on lines that are gone."""


@dataclass(frozen=True, slots=True)
class PullView:
    title: str
    head: str
    files: tuple[FileView, ...]
    check: Mapping[str, Any]

    @property
    def comments(self) -> list[Comment]:
        return [c for file in self.files for c in (*file.comments, *(c for line in file.lines for c in line.comments))]


def view_of(
    title: str,
    head: str,
    files: Sequence[Mapping[str, Any]],
    comments: Sequence[Mapping[str, Any]],
    check: Mapping[str, Any],
) -> PullView:
    """The view of a pull request from GitHub's answers: files, review comments, and the newest check run."""
    return PullView(
        title, head, tuple(_file(file, [c for c in comments if c["path"] == file["filename"]]) for file in files), check
    )


def _file(file: Mapping[str, Any], comments: Sequence[Mapping[str, Any]]) -> FileView:
    shown = [Comment(c["body"], c.get("line"), "planreview:fixed" in c["body"]) for c in comments]
    open_lines = {line for hunk in hunks(file.get("patch") or "") for line in range(hunk.first, hunk.last + 1)}
    lines: list[DiffLine] = []
    number = 0
    for text in (file.get("patch") or "").split("\n"):
        if text.startswith("@@"):
            number = int(text.split("+")[1].split(",")[0].split(" ")[0])
            lines.append(DiffLine("hunk", text, None))
        elif text.startswith("-"):
            lines.append(DiffLine("removed", text[1:], None))
        elif text[:1] in {"+", " "}:
            here = tuple(c for c in shown if c.line == number and not c.fixed)
            lines.append(DiffLine("added" if text[0] == "+" else "context", text[1:], number, here))
            number += 1
    elsewhere = tuple(c for c in shown if c.fixed or c.line not in open_lines)
    return FileView(file["filename"], tuple(lines), elsewhere)
