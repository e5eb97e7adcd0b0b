"""Which lines of a file changed since a revision, asked of git."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from github_app.local.refusal import Refused
from github_app.review.lines import touched_lines


class GitRefused(Refused):
    """git could not compare; the message is git's own first line."""


def changed_since(revision: str, paths: Iterable[Path], directory: Path) -> dict[Path, frozenset[int]]:
    """The 1-based lines of each path that a pull request would touch since the merge base with `revision`.

    Compared as a pull request is: the working tree against the point where the branch left `revision`.
    Files that git does not track yet count as changed in whole and are absent from the answer.
    """
    changed: dict[Path, frozenset[int]] = {}
    for path in paths:
        if not _tracked(path, directory):
            continue
        patch = _git(
            directory, "diff", "--no-color", "--no-ext-diff", "--merge-base", "--unified=3", revision, "--", str(path)
        )
        at = patch.find("\n@@ ")
        changed[path] = touched_lines(patch[at + 1 :]) if at != -1 else frozenset()
    return changed


def _tracked(path: Path, directory: Path) -> bool:
    return bool(_git(directory, "ls-files", "--", str(path)))


def _git(directory: Path, *arguments: str) -> str:
    # The first argument is always one of ours; a revision that looks like an option is refused by the caller.
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
