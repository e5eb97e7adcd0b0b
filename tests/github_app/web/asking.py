"""Asks routes for a page, without a server."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.routing import BaseRoute


def ask(routes: Sequence[BaseRoute], method: str, path: str, **given: Any) -> httpx.Response:
    """One request; cookies and redirects are the caller's affair."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=list(routes)), client=(given.pop("client", "127.0.0.1"), 9))
        async with httpx.AsyncClient(transport=transport, base_url="http://app.test") as client:
            return await client.request(method, path, **given)

    return asyncio.run(send())
