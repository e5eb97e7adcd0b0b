"""A real git repository, driven by the git program."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_IDENTITY = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@localhost",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@localhost",
    "GIT_AUTHOR_DATE": "2026-01-05T10:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-05T10:00:00Z",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}
_STATUS = {"A": "added", "M": "modified", "D": "removed", "R": "renamed", "C": "copied", "T": "changed"}
MOST_PATCH_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a diff."""

    path: str
    status: str
    sha: str | None
    patch: str | None
    additions: int
    deletions: int
    previous: str | None


class GitRepository:
    """A bare repository; commits are made through a temporary index, so that no work tree is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._heads: dict[str, str] = {}
        self._commits: set[str] = set()
        self._answers: dict[tuple[str, ...], bytes | None] = {}
        folder.mkdir(parents=True)
        self._git("init", "--quiet", "--bare", "--initial-branch=main")

    def commit(self, files: dict[str, str | bytes | None], branch: str = "main", start: str | None = None) -> str:
        """Add, change or (None) remove files on a branch; a new branch starts at `start`. Returns the commit's SHA."""
        parent = self.head(branch) or (self.head(start) if start else None)
        environment = {"GIT_INDEX_FILE": str(self.folder / f"index-{os.getpid()}")}
        Path(environment["GIT_INDEX_FILE"]).unlink(missing_ok=True)
        if parent:
            self._git("read-tree", parent, extra=environment)
        entries = "".join(self._index_entry(path, content) for path, content in files.items())
        self._git("update-index", "-z", "--index-info", given=entries.encode(), extra=environment)
        tree = self._git("write-tree", extra=environment)
        sha = self._git("commit-tree", tree, *(("-p", parent) if parent else ()), "-m", "change")
        self._point(branch, sha)
        return sha

    def _point(self, branch: str, sha: str) -> None:
        self._git("update-ref", f"refs/heads/{branch}", sha)
        self._commits.add(sha)
        self._heads[branch] = sha

    def _index_entry(self, path: str, content: str | bytes | None) -> str:
        if content is None:
            return f"0 {'0' * 40}\t{path}\0"
        data = content.encode() if isinstance(content, str) else content
        return f"100644 {self._git('hash-object', '-w', '--stdin', given=data)}\t{path}\0"

    def reset(self, branch: str, sha: str) -> None:
        """A forced push."""
        self._point(branch, sha)

    def head(self, name: str) -> str | None:
        """The commit that a branch is at, or a commit itself, if it is known."""
        if name in self._commits:
            return name
        return self._heads.get(name)

    def merge_base(self, one: str, other: str) -> str:
        return (self._lasting("merge-base", self._sha(one), self._sha(other)) or b"").decode().strip()

    def blob(self, sha: str) -> bytes | None:
        found = self._lasting("cat-file", "blob", sha)
        if found is None:
            self._answers.pop(("cat-file", "blob", sha), None)  # it may yet be made
        return found

    def blob_at(self, reference: str, path: str) -> tuple[str, bytes] | None:
        found = self._lasting("rev-parse", "--verify", "--quiet", f"{self._sha(reference)}:{path}")
        if found is None:
            return None
        sha = found.decode().strip()
        data = self.blob(sha)
        return None if data is None else (sha, data)

    def tree(self, reference: str) -> list[tuple[str, str]]:
        told = self._lasting("ls-tree", "-r", "-z", self._sha(reference)) or b""
        listed = told.decode("utf-8", "surrogateescape")
        return [(path, meta.split()[2]) for meta, path in (line.split("\t", 1) for line in listed.split("\0") if line)]

    def entries(self, sha: str, *, recursive: bool) -> list[tuple[str, str, str, str]] | None:
        """Mode, kind, SHA and path of all that a tree holds, folders too; None where there is no such tree."""
        told = self._lasting("ls-tree", *(("-r", "-t") if recursive else ()), "-z", self._sha(sha))
        if told is None:
            return None
        listed = told.decode("utf-8", "surrogateescape")
        lines = (line.split("\t", 1) for line in listed.split("\0") if line)
        return [(*meta.split(), path) for meta, path in lines]  # type: ignore[misc]

    def diff(self, base: str, head: str) -> list[Entry]:
        """Files changed between two commits, with patches as GitHub gives them: hunks only."""
        base, head = self._sha(base), self._sha(head)
        listed = self._lasting("diff", "--raw", "-z", "-M", "--no-abbrev", base, head) or b""
        raw = listed.decode("utf-8", "surrogateescape")
        fields = raw.split("\0")
        entries, at = [], 0
        while at < len(fields) and fields[at].startswith(":"):
            _, _, _, sha, letter = fields[at].split()
            old = fields[at + 1]
            renamed = letter[0] in "RC"
            new = fields[at + 2] if renamed else old
            at += 3 if renamed else 2
            entries.append(self._entry(base, head, old, new, letter[0], sha))
        return sorted(entries, key=lambda entry: entry.path)

    def moved(self, path: str, line: int, old: str, new: str) -> int | None:
        """Where a line of `path` at commit `old` stands at `new`; None if it was changed or is gone."""
        if old == new:
            return line
        patch = self._lasting("diff", "--no-color", "--unified=0", self._sha(old), self._sha(new), "--", path) or b""
        text = patch.decode("utf-8", "replace")
        if not self.blob_at(new, path):
            return None
        shift = 0
        for match in re.finditer(r"^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@", text, re.MULTILINE):
            start, removed, added = int(match[1]), int(match[2] or 1), int(match[3] or 1)
            if removed and start <= line < start + removed:
                return None
            if (start < line) if removed == 0 else (start + removed <= line):
                shift += added - removed
        return line + shift

    def _entry(self, base: str, head: str, old: str, new: str, letter: str, sha: str) -> Entry:
        paths = (old, new) if old != new else (new,)
        made = self._lasting("diff", "-M", "--no-color", "--unified=3", base, head, "--", *paths) or b""
        text = made.decode("utf-8", "replace")
        start = text.find("\n@@ ")
        patch = text[start + 1 :].rstrip("\n") if start != -1 and len(text) <= MOST_PATCH_BYTES else None
        lines = (patch or "").split("\n")
        return Entry(
            path=new,
            status=_STATUS[letter],
            sha=None if set(sha) == {"0"} else sha,
            patch=patch,
            additions=sum(bool(re.match(r"\+", line)) for line in lines),
            deletions=sum(line.startswith("-") for line in lines),
            previous=old if old != new else None,
        )

    def _sha(self, name: str) -> str:
        return self.head(name) or name

    def _lasting(self, *arguments: str) -> bytes | None:
        """What git says of objects named by their SHAs, which never changes; None where it knows none such."""
        if arguments not in self._answers:
            try:
                self._answers[arguments] = self._raw(*arguments)
            except subprocess.CalledProcessError:
                self._answers[arguments] = None
        return self._answers[arguments]

    def _git(self, *arguments: str, given: bytes | None = None, extra: dict[str, str] | None = None) -> str:
        return self._raw(*arguments, given=given, extra=extra).decode().strip()

    def _raw(self, *arguments: str, given: bytes | None = None, extra: dict[str, str] | None = None) -> bytes:
        environment = {**os.environ, **_IDENTITY, **(extra or {})}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, input=given, env=environment, capture_output=True, check=True
        )
        return done.stdout
