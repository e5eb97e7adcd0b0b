"""What changed between two commits: GitHub's comparison, and beyond the files that it lists the two trees."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from github_app.github.client import Client
from github_app.github.read import base_path, blobs, changed_file
from github_app.review.model import ChangedFile, PullRequest
from github_app.review.patches import patch_between

MOST_COMPARED = 300
"""Source: GitHub's “Compare two commits”; further pages hold commits, no files."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    """blob, tree or commit"""
    sha: str


async def changed_between(client: Client, pull_request: PullRequest) -> tuple[ChangedFile, ...]:
    """Files between base and head commit; for merge groups. Those beyond the 300th come without a patch."""
    path = f"{base_path(pull_request)}/compare/{pull_request.base_sha}...{pull_request.head_sha}"
    data = await client.get(path)
    files = tuple(changed_file(entry) for entry in data.get("files") or ())
    if len(files) < MOST_COMPARED:
        return files
    start = (data.get("merge_base_commit") or {}).get("sha") or pull_request.base_sha
    before, after = await _trees(client, pull_request, start, pull_request.head_sha)
    listed = {file.path for file in files}
    return (*files, *(file for file in _changed(before, after) if file.path not in listed))


async def with_patches(
    client: Client, pull_request: PullRequest, files: Iterable[ChangedFile], content: Mapping[str, bytes]
) -> tuple[ChangedFile, ...]:
    """The files, with patches of those whose content is known and whose former content is not compared yet."""
    files = tuple(files)
    lacking = [file for file in files if file.base_blob_sha and file.patch is None and file.path in content]
    if not lacking:
        return files
    former = await blobs(client, pull_request, [replace(file, blob_sha=file.base_blob_sha) for file in lacking])
    patches = await asyncio.to_thread(
        lambda: {path: patch_between(_text(former[path]), _text(content[path])) for path in former}
    )
    return tuple(replace(file, patch=patches[file.path]) if file.path in patches else file for file in files)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[ChangedFile]:
    """What differs. A file that only moved is renamed; one that moved and changed is another file."""
    gone = {sha: path for path, sha in before.items() if path not in after}
    for path, sha in after.items():
        if path in before and before[path] != sha:
            yield ChangedFile(path, "modified", sha, None, base_blob_sha=before[path], additions=1)
        elif path not in before and sha in gone:
            yield ChangedFile(path, "renamed", sha, None, previous_path=gone[sha])
        elif path not in before:
            yield ChangedFile(path, "added", sha, None, additions=1)
    yield from (ChangedFile(path, "removed", None, None) for path in before if path not in after)


async def _trees(
    client: Client, pull_request: PullRequest, before: str | None, after: str | None, prefix: str = ""
) -> tuple[dict[str, str], dict[str, str]]:
    """The blobs of two trees by path, without folders that are the same in both where a whole tree is too large."""

    async def entries(sha: str | None, *, whole: bool) -> dict[str, _Entry] | None:
        if sha is None:
            return {}
        query = {"recursive": "1"} if whole else {}
        data: dict[str, Any] = await client.get(f"{base_path(pull_request)}/git/trees/{sha}", **query)
        if whole and data.get("truncated"):
            return None
        return {prefix + one["path"]: _Entry(one["type"], one["sha"]) for one in data["tree"]}

    one, other = await asyncio.gather(entries(before, whole=True), entries(after, whole=True))
    if one is not None and other is not None:
        return _blobs(one), _blobs(other)
    one, other = await asyncio.gather(entries(before, whole=False), entries(after, whole=False))
    assert one is not None and other is not None
    found = _blobs(one), _blobs(other)
    for path in sorted({*one, *other}):
        left, right = (side[path].sha if path in side and side[path].kind == "tree" else None for side in (one, other))
        if left != right:
            inside = await _trees(client, pull_request, left, right, f"{path}/")
            found[0].update(inside[0])
            found[1].update(inside[1])
    return found


def _blobs(entries: Mapping[str, _Entry]) -> dict[str, str]:
    return {path: entry.sha for path, entry in entries.items() if entry.kind == "blob"}
