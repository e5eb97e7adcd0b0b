"""Which lines of a file a pull request would touch, asked of git."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from github_app.local.refusal import Refused
from github_app.review.lines import touched_lines


class GitRefused(Refused):
    """git could not compare; the message is git's own first line."""


def changed_since(revision: str, paths: Iterable[Path], directory: Path) -> dict[Path, frozenset[int]]:
    """The 1-based lines of each path that a pull request would touch since the merge base with `revision`.

    Compared as a pull request is: the working tree against the point where the branch left `revision`, a renamed file
    with what it was. Files that git does not track yet count as changed in whole and are absent from the answer.
    """
    top = Path(_git(directory, "rev-parse", "--show-toplevel").strip())
    before = _changed_files(revision, top)
    tracked = frozenset(_git(top, "ls-files", "-z").split("\0"))
    touched: dict[Path, frozenset[int]] = {}
    for path in paths:
        name = _name(directory / path, top)
        if name in tracked:
            patch = _patch(revision, name, before[name], top) if name in before else ""
            touched[path] = touched_lines(patch)
    return touched


def _name(path: Path, top: Path) -> str:
    """As git names it; a link is a file of its own."""
    resolved = path.parent.resolve() / path.name
    if not resolved.is_relative_to(top.resolve()):
        raise GitRefused(f"{path} is outside the repository at {top}, so there is nothing to compare it with.")
    return resolved.relative_to(top.resolve()).as_posix()


def _changed_files(revision: str, top: Path) -> dict[str, str]:
    """Each changed file with the name that it had."""
    told = _git(top, "diff", "--raw", "-z", "--find-renames", "--no-ext-diff", "--merge-base", revision)
    fields = told.split("\0")
    before: dict[str, str] = {}
    at = 0
    while at < len(fields) and fields[at].startswith(":"):
        renamed = fields[at].split()[4][0] in "RC"
        old, new = fields[at + 1], fields[at + 2 if renamed else at + 1]
        before[new] = old
        at += 3 if renamed else 2
    return before


def _patch(revision: str, new: str, old: str, top: Path) -> str:
    names = dict.fromkeys((old, new))
    options = ("--no-color", "--no-ext-diff", "--find-renames", "--merge-base", "--unified=3")
    text = _git(top, "--literal-pathspecs", "diff", *options, revision, "--", *names)
    at = text.find("\n@@ ")
    return text[at + 1 :] if at != -1 else ""


def _git(directory: Path, *arguments: str) -> str:
    # The first arguments are always ours; a revision that looks like an option is refused by the caller.
    done = subprocess.run(  # noqa: S603
        ["git", *arguments],  # noqa: S607
        cwd=directory,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )
    if done.returncode != 0:
        raise GitRefused((done.stderr.strip().splitlines() or ["git failed without a word"])[0])
    return done.stdout
