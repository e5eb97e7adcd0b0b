"""One GitHub App and its installations: authentication, timeouts, retries, one shared connection pool."""

import re
import ssl
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

import httpx
from githubkit import AppAuthStrategy, GitHub
from githubkit.cache import MemCacheStrategy
from githubkit.exception import GitHubException, RateLimitExceeded, RequestFailed
from githubkit.response import Response
from githubkit.retry import RetryOption
from githubkit.throttling import LocalThrottler

from github_app.github.errors import LEAST_PAUSE, GitHubError, Refused, Throttled, TokenRefused, Unavailable, translate
from github_app.github.pacing import Pace
from github_app.github.tokens import Tokens

PERMISSIONS = {"checks": "write", "contents": "read", "metadata": "read", "pull_requests": "write"}
"""What each token is asked for; `app.yml` lists these and what events need."""
_READING = {"contents": "read", "metadata": "read"}
_RESOLVING = {**PERMISSIONS, "contents": "write"}
"""GitHub lets an app resolve its own threads only with this. It is asked for only where the operator granted it."""
_KNOWN_SECONDS = 3600.0
API_VERSION = "2022-11-28"
"""Known to GitHub Enterprise Server too; nothing we use changed since."""
MOST_CONCURRENT = 10
_TIMEOUT = httpx.Timeout(20, connect=5)
Observer = Callable[[str, str, int, int | None, int], None]
"""Told of each call: method, path, status (0 for no answer), calls that GitHub still allows (None if it doesn't say), and
the installation (0 for the App itself)."""
Reserve = Callable[[int, bool], Awaitable[float | None]]
"""Takes an installation's next moment to write, over all processes; see `pacing.Take`."""


class SharedTransport(httpx.AsyncHTTPTransport):
    """githubkit closes the client it makes for each call; the pool must outlive them."""

    async def aclose(self) -> None:
        """Kept open; see `really_close`."""

    async def really_close(self) -> None:
        await super().aclose()


def _unobserved(_method: str, _path: str, _status: int, _remaining: int | None, _installation: int) -> None:
    """Nobody watches."""


def _retry(error: GitHubException, attempts: int) -> RetryOption:
    """Only reads are repeated here, and rate limits go back to the caller: githubkit would repeat POSTs and sleep."""
    repeat = (
        isinstance(error, RequestFailed)
        and not isinstance(error, RateLimitExceeded)
        and error.response.status_code >= 500
        and error.request.method == "GET"
        and attempts < 2
    )
    return RetryOption(do_retry=repeat, retry_after=timedelta(seconds=0.2 * (attempts + 1)) if repeat else None)


def shared_transport() -> SharedTransport:
    """One pool of connections."""
    return SharedTransport(
        verify=ssl.create_default_context(),
        limits=httpx.Limits(max_connections=2 * MOST_CONCURRENT, max_keepalive_connections=MOST_CONCURRENT),
    )


def connected(auth: Any, api_url: str, transport: SharedTransport) -> GitHub[Any]:
    """githubkit with the settings that we rely on."""
    return GitHub(
        auth,
        base_url=api_url,
        http_cache=False,  # with the cache on, githubkit 0.16 ignores every timeout
        timeout=_TIMEOUT,
        auto_retry=_retry,
        throttler=LocalThrottler(MOST_CONCURRENT),
        cache_strategy=MemCacheStrategy(),
        async_transport=transport,
        user_agent="planreview",
        rest_api_validate_body=False,
    )


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
        """Calls that may resolve threads; None where App or installation don't have the permission that takes."""
        for whose in ("/app", f"/app/installations/{installation_id}"):
            if (await self.permissions(whose)).get("contents") != "write":
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
        kept = self._granted.get(whose)
        if kept and time.monotonic() - kept[0] < _KNOWN_SECONDS:
            return kept[1]
        try:
            told = await self.as_app().get(whose)
            granted = told.get("permissions") or {}
            self._slug = told.get("slug") or self._slug
        except Throttled:
            raise
        except Unavailable:
            return {}
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


class Client:
    """Calls to GitHub's REST interface with one token. Errors are `GitHubError`s."""

    def __init__(
        self,
        github: GitHub[Any],
        pace: Pace,
        observe: Observer,
        api_url: str = "",
        *,
        installation: int = 0,
        app_id: int = 0,
    ) -> None:
        self._github = github
        # Enterprise Server has REST at /api/v3 and GraphQL at /api/graphql
        self._graphql = f"{api_url.removesuffix('/api/v3')}/api/graphql" if api_url.endswith("/api/v3") else "/graphql"
        self._pace = pace
        self._observe = observe
        self._installation = installation
        self.app_id = app_id
        """The App that calls; 0 where a person does."""
        self.tokens = Tokens(github)

    async def get(self, path: str, **query: Any) -> Any:
        """The JSON of a GET. `path` is a template filled in by `fill`."""
        return (await self._call("GET", path, params=query or None)).json()

    async def get_bytes(self, path: str) -> bytes:
        response = await self._call("GET", path, headers={"Accept": "application/vnd.github.raw+json"})
        return bytes(response.content)

    async def pages(self, path: str, per_page: int = 50, most: int = 60, **query: Any) -> list[Any]:
        """All items of a paged list, following `link` headers' `next` by number."""
        items: list[Any] = []
        for page in range(1, most + 1):
            response = await self._call("GET", path, params={"per_page": per_page, "page": page, **query})
            items += response.json()
            if 'rel="next"' not in response.headers.get("link", ""):
                break
        return items

    async def page(self, path: str, **query: Any) -> tuple[list[Any], str | None]:
        """One page of a list that is paged by cursor, and the cursor of the next."""
        response = await self._call("GET", path, params=query)
        following = re.search(r'[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"', response.headers.get("link", ""))
        return list(response.json()), unquote(following[1]) if following else None

    async def write(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """A paced write. `Unavailable` means that it may have happened: look before repeating."""
        async with self._pace.turn(reserved="/check-runs" in path):
            try:
                response = await self._call(method, path, json=body)
            except Throttled as throttled:
                self._pace.hold(throttled.retry_after)
                raise
        return response.json() if response.content else None

    async def graphql(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        """The data of a GraphQL query; what GitHub refuses inside a successful answer is an error too."""
        data, errors = await self.graphql_parts(query, variables)
        if errors:
            raise Refused(f"graphql: {_messages(errors)}")
        return data

    async def graphql_parts(
        self, query: str, variables: dict[str, Any], *, writes: bool = False
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The data of a GraphQL call, and the errors of those fields that GitHub refused; their data is None."""
        body = {"query": query, "variables": variables}
        if writes:
            answer = await self.write("POST", self._graphql, body)
        else:
            answer = (await self._call("POST", self._graphql, json=body)).json()
        given = answer if isinstance(answer, dict) else {}
        data, errors = given.get("data"), [error for error in given.get("errors") or () if isinstance(error, dict)]
        if any(error.get("type") in {"RATE_LIMIT", "RATE_LIMITED"} for error in errors):
            if writes:
                self._pace.hold(LEAST_PAUSE)
            raise Throttled("graphql: rate limit", LEAST_PAUSE)
        if not isinstance(data, dict):
            raise Refused(f"graphql: {_messages(errors) or 'no data'}")
        return data, errors

    async def _call(self, method: str, path: str, **given: Any) -> Response[Any]:
        """A token can be revoked before its hour is over: a refused one is dropped, once."""
        headers = {"X-GitHub-Api-Version": API_VERSION, **given.pop("headers", {})}
        token: str | None = None
        try:
            async with self.tokens.at_hand() as token:
                return await self._attempt(method, path, headers, given)
        except TokenRefused:
            if not token:
                raise
        self.tokens.drop(token)
        async with self.tokens.at_hand():
            return await self._attempt(method, path, headers, given)

    async def _attempt(self, method: str, path: str, headers: dict[str, str], given: dict[str, Any]) -> Response[Any]:
        try:
            response = await self._github.arequest(method, path, headers=headers, **given)
        except (GitHubException, httpx.HTTPError) as error:
            answer = error.response if isinstance(error, RequestFailed) else None
            self._observe(method, path, answer.status_code if answer else 0, _remaining(answer), self._installation)
            raise translate(error, f"{method} {path}") from None
        self._observe(method, path, response.status_code, _remaining(response), self._installation)
        return response


def _remaining(answer: Response[Any] | None) -> int | None:
    told = answer.headers.get("x-ratelimit-remaining", "") if answer else ""
    return int(told) if told.isdigit() else None


def _messages(errors: list[dict[str, Any]]) -> str:
    return "; ".join(str(error.get("message")) for error in errors)[:300]
