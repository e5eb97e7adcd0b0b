"""Reading a pull request for its review: files and configuration first, then the plans and our comments."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from typing import TypeVar

import structlog

from github_app.github.client import Client
from github_app.github.compared import changed_between, with_patches
from github_app.github.errors import GitHubError, Throttled
from github_app.github.read import blobs, changed_files, posted_comments
from github_app.github.threads import said_in_threads
from github_app.jobs.ledger import WorkKey
from github_app.jobs.workshop import Workshop
from github_app.review.judging import Choice, snapshot_of
from github_app.review.markers import Marks
from github_app.review.model import ChangedFile, ConfigFile, PullRequest, Said, Snapshot

A = TypeVar("A")
B = TypeVar("B")
_log = structlog.get_logger("planreview.review")
ENGINE = version("planreview")
"""Part of the work key: another engine may judge the same commit anew."""
_AT_ONCE = 0.7
"""Seconds after which a check run is shown in progress though it is not yet known whether a plan changed."""


async def both(first: Awaitable[A], second: Awaitable[B]) -> tuple[A, B]:
    """At the same time, and neither goes on when the other has failed: a write left behind would be made again by the
    next try, and then happen twice."""
    one, other = asyncio.ensure_future(first), asyncio.ensure_future(second)
    await asyncio.wait({one, other})
    failed = [error for error in (one.exception(), other.exception()) if error]
    if failed:
        raise failed[0]
    return one.result(), other.result()


async def files_and_config(
    shop: Workshop, client: Client, pull_request: PullRequest, slow: Callable[[], Awaitable[None]], *, fresh: bool
) -> tuple[tuple[ChangedFile, ...], ConfigFile | None]:
    """Both at once. `slow` is called meanwhile if they take long: most pull requests change no plan, and if the check
    run waits until a plan is known to have changed, they cost one write less."""
    read = changed_files if pull_request.number else changed_between
    owner = shop.app.owner_reader(pull_request.installation_id)
    both = asyncio.gather(read(client, pull_request), shop.configs.of(client, pull_request, owner, fresh=fresh))
    try:
        done, _ = await asyncio.wait({both}, timeout=_AT_ONCE)
        if not done:
            await slow()
        files, config = await both
        return files, config
    finally:
        both.cancel()
        await asyncio.wait({both})
        if not both.cancelled():
            both.exception()


async def read_snapshot(
    client: Client,
    pull_request: PullRequest,
    files: tuple[ChangedFile, ...],
    config: ConfigFile | None,
    choice: Choice,
    said: Awaitable[Said],
) -> Snapshot:
    """The content of what was chosen, and what we said."""
    content, ours = await asyncio.gather(blobs(client, pull_request, choice.files), said)
    files = await with_patches(client, pull_request, files, content)
    return snapshot_of(choice, content, Snapshot(pull_request, files, {}, config, None, ours.comments, ours.deleted))


async def said_before(shop: Workshop, client: Client, pull_request: PullRequest, marks: Marks) -> Said:
    """What we said on the pull request; not what is gone of it where GitHub doesn't tell of threads."""
    bot_id = await shop.own_user.known(shop.ledger)
    login = "" if bot_id else await shop.app.bot_login()

    def is_ours(body: str) -> bool:
        return marks.fingerprint(body) is not None

    try:
        return await said_in_threads(client, pull_request, marks, bot_id, login)
    except Throttled:
        raise
    except GitHubError as error:
        _log.info("threads can't be read", error=str(error))
        return Said(await posted_comments(client, pull_request, is_ours, bot_id, login))


def work_key(pull_request: PullRequest, config: ConfigFile | None) -> WorkKey:
    """What makes a review of a head the same work. The base branch is part of it: with it the diff changes."""
    return WorkKey(
        pull_request.repository_id,
        pull_request.number,
        pull_request.head_sha,
        f"{hash_of(config) or 'defaults'}@{pull_request.base_ref}",
        ENGINE,
    )


def hash_of(config: ConfigFile | None) -> str:
    """The configuration's hash as people see the beginning of it; empty for the defaults."""
    return hashlib.sha256(config.text.encode()).hexdigest() if config else ""
