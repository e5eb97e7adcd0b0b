"""Writes that are looked for before they are repeated: GitHub may answer 502 after it did what it was asked."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from github_app.github.client import Client
from github_app.github.errors import GitHubError, Throttled, Unavailable

_MOST_TRIES = 3
SETTLE_SECONDS = 1.5
"""How long a write whose answer was lost may be under way still. Looked for too soon, it would be made twice."""
Happened = Callable[[], Awaitable[Any]]
"""What a write made, if it happened; else None."""


async def guarded(client: Client, method: str, path: str, body: dict[str, Any], happened: Happened) -> Any:
    """Write; after an uncertain outcome look whether it happened before writing again."""
    for attempt in range(_MOST_TRIES):
        try:
            return await client.write(method, path, body)
        except Unavailable as uncertain:
            done = await _looked(happened)
            if done is None:
                await asyncio.sleep(SETTLE_SECONDS)
                done = await _looked(happened)
            if done is not None:
                return done
            if attempt == _MOST_TRIES - 1:
                raise uncertain from None
    raise AssertionError("unreachable")


async def _looked(happened: Happened) -> Any:
    try:
        return await happened()
    except Throttled:
        raise
    except GitHubError as error:
        raise Unavailable(f"could not look whether a write happened: {error}") from None
