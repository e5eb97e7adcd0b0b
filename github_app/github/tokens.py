"""Installation tokens: one is asked for by all who wait, and a refused one is dropped. githubkit does neither."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from githubkit import AppInstallationAuthStrategy, GitHub


class Tokens:
    """The token that a githubkit client works with; it is kept in that client's cache, until shortly before its end."""

    def __init__(self, github: GitHub[Any]) -> None:
        self._github = github
        self._minting = asyncio.Lock()

    def kept(self) -> str | None:
        """The token at hand; "" for the App itself, which signs its own."""
        if not isinstance(self._github.auth, AppInstallationAuthStrategy):
            return ""
        return self._github.config.cache_strategy.get_cache_storage().get(self._key()) or None

    def drop(self, refused: str | None = None) -> None:
        """Let go of the token; of another one than the refused it is a newer token, which stays."""
        kept = self.kept()
        if kept and refused in {None, kept}:
            self._github.config.cache_strategy.get_cache_storage().set(self._key(), "", timedelta(seconds=-1))

    @asynccontextmanager
    async def at_hand(self) -> AsyncIterator[str | None]:
        """Enter it for a call. The first call without a token makes one; the others wait for it."""
        if self.kept() is not None:
            yield self.kept()
            return
        async with self._minting:
            if self.kept() is None:
                yield None
                return
        yield self.kept()

    def _key(self) -> str:
        # private, and so are its parts; githubkit is pinned and a test counts the tokens that are asked for
        return str(self._github.auth.get_auth_flow(self._github)._get_installation_cache_key())  # noqa: SLF001
