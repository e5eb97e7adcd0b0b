"""The configuration that judges a pull request: the base branch's file, else the owner's, kept for a while."""

import asyncio
import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from github_app.github.client import Client
from github_app.github.errors import GitHubError, NotFound, Refused, Throttled
from github_app.github.read import base_path
from github_app.review.judging import CONFIG_PATH
from github_app.review.model import ConfigFile, PullRequest

_MOST_CONFIG = 1_000_000
_FILE = "{ __typename ... on Blob { oid text isTruncated } }"
_BOTH = f"""
query($owner: String!, $name: String!, $base: String!, $shared: String!) {{
  base: repository(owner: $owner, name: $name) {{ object(expression: $base) {_FILE} }}
  shared: repository(owner: $owner, name: ".github") {{ object(expression: $shared) {_FILE} }}
}}
"""


class Configs:
    """Configuration files, kept by commit; that an owner has none is kept for a while."""

    def __init__(self, clock: Callable[[], float], keep_seconds: float = 300.0, most: int = 2000) -> None:
        self._clock = clock
        self._keep = keep_seconds
        self._most = most
        self._found: dict[tuple[int, str], tuple[float, ConfigFile | None]] = {}
        self._owners: dict[str, tuple[float, ConfigFile | None]] = {}
        self._asked: dict[tuple[int, str], asyncio.Task[ConfigFile | None]] = {}

    async def of(
        self, client: Client, pull_request: PullRequest, owner_reader: Client | None = None, *, fresh: bool = False
    ) -> ConfigFile | None:
        """The base branch's file, else the one in the owner's `.github` repository, else None.

        `fresh` reads again what is kept, for a person who has just corrected it and asks for a review.
        """
        key = _config_key(pull_request)
        kept = self._found.get(key)
        if not fresh and kept and self._clock() - kept[0] < self._keep:
            return kept[1]
        task = None if fresh else self._asked.get(key)
        if task is None:  # many pull requests may ask at once: one call is enough for all
            task = asyncio.create_task(self._look(client, pull_request, owner_reader, fresh=fresh))
            self._asked[key] = task
            task.add_done_callback(lambda _: self._asked.pop(key, None))
        return await asyncio.shield(task)

    async def _look(
        self, client: Client, pull_request: PullRequest, owner_reader: Client | None, *, fresh: bool
    ) -> ConfigFile | None:
        known = None if fresh else self._kept_of_owner(pull_request.owner)
        both = await _both(owner_reader, pull_request) if owner_reader and known is None else None
        if both is not None:
            config, shared = both
            self._owners[pull_request.owner] = (self._clock(), shared)
            config = config or shared
        else:
            config = await self._read(client, pull_request)
            if config is None:
                config = await self._of_owner(owner_reader or client, pull_request.owner, fresh=fresh)
        if len(self._found) >= self._most:
            self._found.clear()
        self._found[_config_key(pull_request)] = (self._clock(), config)
        return config

    async def _read(self, client: Client, pull_request: PullRequest) -> ConfigFile | None:
        path = f"{base_path(pull_request)}/contents/{CONFIG_PATH}"
        try:
            data = await client.get(path, ref=pull_request.base_ref)
        except NotFound:
            return None
        return await _config_file(client, base_path(pull_request), data, _origin(pull_request))

    async def _of_owner(self, client: Client, owner: str, *, fresh: bool) -> ConfigFile | None:
        kept = None if fresh else self._kept_of_owner(owner)
        if kept is not None:
            return kept[1]
        repository = f"/repos/{quote(owner)}/.github"
        try:
            data = await client.get(f"{repository}/contents/{CONFIG_PATH}")
            config = await _config_file(client, repository, data, _shared_origin(owner))
        except (NotFound, Refused):  # there is none, or it is private and the App isn't installed there
            config = None
        self._owners[owner] = (self._clock(), config)
        return config

    def _kept_of_owner(self, owner: str) -> tuple[float, ConfigFile | None] | None:
        kept = self._owners.get(owner)
        return kept if kept and self._clock() - kept[0] < self._keep else None


def _config_key(pull_request: PullRequest) -> tuple[int, str]:
    return pull_request.repository_id, f"{pull_request.base_ref}@{pull_request.base_sha}"


def _origin(pull_request: PullRequest) -> str:
    return f"{CONFIG_PATH} on {pull_request.base_ref}"


def _shared_origin(owner: str) -> str:
    return f"{CONFIG_PATH} of {owner}/.github"


async def _both(reader: Client, pull_request: PullRequest) -> tuple[ConfigFile | None, ConfigFile | None] | None:
    """The base branch's file and the owner's, by one call; None where that tells too little and files are to be read."""
    place = {"owner": pull_request.owner, "name": pull_request.repository}
    wanted = {"base": f"{pull_request.base_ref}:{CONFIG_PATH}", "shared": f"HEAD:{CONFIG_PATH}"}
    try:
        data, errors = await reader.graphql_parts(_BOTH, {**place, **wanted})
        if any(error.get("path") != ["shared"] for error in errors):  # that one is mostly not there, or not ours
            return None
        base = _blob((data["base"] or {})["object"], _origin(pull_request))
        shared = _blob((data["shared"] or {"object": None})["object"], _shared_origin(pull_request.owner))
    except Throttled:
        raise
    except (GitHubError, KeyError, _Incomplete):
        return None
    return base, shared


class _Incomplete(Exception):
    """GraphQL gives no text, or only a part: a large or binary file, or a link, which REST follows."""


def _blob(found: dict[str, Any] | None, origin: str) -> ConfigFile | None:
    if not found or found.get("__typename") != "Blob":
        return None
    text = found.get("text")
    if not isinstance(text, str) or found.get("isTruncated") or "\n" not in text:
        raise _Incomplete
    return ConfigFile(origin=origin, path=CONFIG_PATH, text=text, blob_sha=str(found.get("oid")))


async def _config_file(client: Client, repository: str, data: Any, origin: str) -> ConfigFile | None:
    """The file that GitHub answered with; None for a folder of that name. Over 1 MB it answers without content."""
    if not isinstance(data, dict) or data.get("type", "file") != "file":
        return None
    sha = data.get("sha", "")
    if data.get("encoding", "base64") == "base64":
        content = base64.b64decode(data.get("content") or "")
    else:
        content = (await client.get_bytes(f"{repository}/git/blobs/{sha}"))[:_MOST_CONFIG]
    return ConfigFile(origin=origin, path=CONFIG_PATH, text=content.decode("utf-8", "replace"), blob_sha=sha)
