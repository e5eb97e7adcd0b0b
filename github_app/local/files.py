"""Finding plan files: those named, and those under a folder that the configured globs match."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from github_app.local.refusal import Refused
from plan_rules.source import MAX_BYTES

CONFIG_PATH = Path(".github") / "planreview.yml"
_SKIPPED_FOLDERS = frozenset({".git", ".hg", ".venv", "venv", "node_modules", "__pycache__", ".tox", "site-packages"})


def find_config(start: Path) -> Path | None:
    """The repository's config: in `start` or the nearest parent that has one, not looking above a `.git`."""
    for folder in (start, *start.parents):
        if (folder / CONFIG_PATH).is_file():
            return folder / CONFIG_PATH
        if (folder / ".git").exists():
            return None
    return None


def expand(paths: Iterable[Path], root: Path, is_plan: Callable[[str], bool]) -> Iterator[Path]:
    """Files as named; for a folder, the files below it whose path from `root` is a plan's, sorted."""
    seen: set[Path] = set()
    for path in paths:
        for file in _below(path, root, is_plan) if path.is_dir() else (path,):
            if file not in seen:
                seen.add(file)
                yield file


def _below(folder: Path, root: Path, is_plan: Callable[[str], bool]) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            file = Path(here) / name
            if is_plan(relative_to(file, root)):
                yield file


def relative_to(file: Path, root: Path) -> str:
    """The file's path from the repository's root with forward slashes; as given where it lies outside."""
    try:
        return file.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return file.as_posix()


def read_plan(path: Path) -> bytes:
    """As `read_bytes`, but no more than is needed to see that a file is too large."""
    try:
        if str(path) == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror or error}") from None


def read_bytes(path: Path) -> bytes:
    """A file's bytes, or standard input's for `-`; refuses what can't be opened."""
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{path}: {error.strerror or error}") from None
