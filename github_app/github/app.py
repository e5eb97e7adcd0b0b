"""One GitHub App and its installations: a client for each use, with the permissions that it takes."""

import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Self

from githubkit import AppAuthStrategy

from github_app.github.client import Client, Observer, connected, shared_transport
from github_app.github.errors import GitHubError, Throttled, Unavailable
from github_app.github.pacing import Pace

PERMISSIONS = {"checks": "write", "contents": "read", "metadata": "read", "pull_requests": "write"}
"""What each token is asked for; `app.yml` lists these and what events need."""
_READING = {"contents": "read", "metadata": "read"}
_RESOLVING = {**PERMISSIONS, "contents": "write"}
"""GitHub lets an app resolve its own threads only with this. It is asked for only where the operator granted it."""
_KNOWN_SECONDS = 3600.0
Reserve = Callable[[int, bool], Awaitable[float | None]]
"""Takes an installation's next moment to write, over all processes; see `pacing.Take`."""


def _unobserved(_method: str, _path: str, _status: int, _remaining: int | None, _installation: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class AppKey:
    app_id: int
    private_key: str
    api_url: str


class App(AbstractAsyncContextManager["App"]):
    """The App itself. Enter it once for the life of the process."""

    def __init__(
        self,
        key: AppKey,
        *,
        write_interval: float = 1.0,
        observe: Observer | None = None,
        reserve: Reserve | None = None,
    ) -> None:
        self._transport = shared_transport()
        self._app = connected(AppAuthStrategy(key.app_id, key.private_key), key.api_url, self._transport)
        self._observe = observe or _unobserved
        self._write_interval = write_interval
        self._reserve = reserve
        self._api_url = key.api_url
        self._app_id = key.app_id
        self._paces: dict[int, Pace] = {}
        self._clients: dict[tuple[int, int, str], Client] = {}
        self._granted: dict[str, tuple[float, dict[str, str]]] = {}
        self._slug = ""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.really_close()

    async def __aenter__(self) -> Self:
        return self

    def as_app(self) -> "Client":
        """Calls that need the App's own JWT: deliveries, its registration."""
        return Client(self._app, Pace(0.0), self._observe, self._api_url)

    def repository(self, installation_id: int, repository_id: int) -> "Client":
        """Calls with a token for one repository only."""
        return self._client(installation_id, repository_id, "", PERMISSIONS)

    def owner_reader(self, installation_id: int) -> "Client":
        """Calls that read what the owner's other repositories hold: their shared configuration is in one of them."""
        return self._client(installation_id, 0, "owner", _READING)

    async def resolver(self, installation_id: int, repository_id: int) -> "Client | None":
        """Calls that may resolve threads; None where App or installation don't have the permission that takes. Raises
        `Unavailable` where GitHub doesn't say."""
        for whose in ("/app", f"/app/installations/{installation_id}"):
            if (await self._granted_to(whose)).get("contents") != "write":
                return None
        return self._client(installation_id, repository_id, "resolver", _RESOLVING)

    def _client(self, installation_id: int, repository_id: int, use: str, permissions: dict[str, str]) -> "Client":
        place = (installation_id, repository_id, use)
        if place not in self._clients:
            given: dict[str, Any] = {"permissions": permissions}
            if repository_id:
                given["repository_ids"] = [repository_id]
            auth = self._app.auth.as_installation(installation_id, **given)
            if installation_id not in self._paces:
                reserve = partial(self._reserve, installation_id) if self._reserve else None
                self._paces[installation_id] = Pace(self._write_interval, reserve)
            pace = self._paces[installation_id]
            self._clients[place] = Client(
                self._app.with_auth(auth),
                pace,
                self._observe,
                self._api_url,
                installation=installation_id,
                app_id=self._app_id,
            )
        return self._clients[place]

    async def permissions(self, whose: str = "/app") -> dict[str, str]:
        """What the App has, or an installation grants, asked for once an hour; nothing where GitHub doesn't say.

        Most Apps don't have what resolving takes. Then the App's own permissions, which a worker asks for as it starts,
        save every review a call.
        """
        try:
            return await self._granted_to(whose)
        except Unavailable:
            return {}

    async def _granted_to(self, whose: str) -> dict[str, str]:
        kept = self._granted.get(whose)
        if kept and time.monotonic() - kept[0] < _KNOWN_SECONDS:
            return kept[1]
        try:
            told = await self.as_app().get(whose)
            granted = told.get("permissions") or {}
            self._slug = told.get("slug") or self._slug
        except (Throttled, Unavailable):
            raise
        except GitHubError:
            granted = {}
        self._granted[whose] = (time.monotonic(), granted)
        return granted

    async def bot_login(self) -> str:
        """The name of the user that GitHub shows as the author of what we write; empty where GitHub doesn't say."""
        await self.permissions()
        return f"{self._slug}[bot]" if self._slug else ""

    def forget(self, installation_id: int) -> None:
        """Drop what is kept of an installation; its tokens are asked for anew."""
        self._granted.clear()
        for place in [place for place in self._clients if place[0] == installation_id]:
            self._clients.pop(place).tokens.drop()
