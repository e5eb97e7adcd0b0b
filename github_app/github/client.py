"""Calls to GitHub: timeouts, retries, pacing, one shared connection pool."""

import asyncio
import re
import ssl
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import httpx
from githubkit import GitHub
from githubkit.cache import MemCacheStrategy
from githubkit.exception import GitHubException, RateLimitExceeded, RequestError, RequestFailed
from githubkit.response import Response
from githubkit.retry import RetryOption
from githubkit.throttling import LocalThrottler

from github_app.github.errors import LEAST_PAUSE, Refused, Throttled, TokenRefused, Unavailable, translate
from github_app.github.pacing import Pace
from github_app.github.tokens import Tokens

API_VERSION = "2022-11-28"
"""Known to GitHub Enterprise Server too; nothing we use changed since."""
MOST_CONCURRENT = 10
_MORE_READS = 2
"""How often a failed read is repeated, a fraction of a second later."""
_TIMEOUT = httpx.Timeout(20, connect=5)
Observer = Callable[[str, str, int, int | None, int], None]
"""Told of each call: method, path, status (0 for no answer), calls that GitHub still allows (None if it doesn't say), and
the installation (0 for the App itself)."""


class SharedTransport(httpx.AsyncHTTPTransport):
    """githubkit closes the client it makes for each call; the pool must outlive them."""

    async def aclose(self) -> None:
        """Kept open; see `really_close`."""

    async def really_close(self) -> None:
        await super().aclose()


def _retry(error: GitHubException, attempts: int) -> RetryOption:
    """Only reads are repeated here, and rate limits go back to the caller: githubkit would repeat POSTs and sleep."""
    repeat = _failed_read(error) and attempts < _MORE_READS
    return RetryOption(do_retry=repeat, retry_after=timedelta(seconds=_pause(attempts)) if repeat else None)


def _failed_read(error: GitHubException) -> bool:
    """A GET that GitHub answered with its own fault, or whose answer broke off. One without an answer waited long."""
    if isinstance(error, RequestFailed) and not isinstance(error, RateLimitExceeded):
        return error.response.status_code >= 500 and error.request.method == "GET"
    cause = error.exc if isinstance(error, RequestError) else None
    return isinstance(cause, httpx.NetworkError | httpx.RemoteProtocolError) and cause.request.method == "GET"


def _pause(attempts: int) -> float:
    return 0.2 * (attempts + 1)


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
        answer = await (self.write("POST", self._graphql, body) if writes else self._query(body))
        given = answer if isinstance(answer, dict) else {}
        data, errors = given.get("data"), [error for error in given.get("errors") or () if isinstance(error, dict)]
        if any(error.get("type") in {"RATE_LIMIT", "RATE_LIMITED"} for error in errors):
            if writes:
                self._pace.hold(LEAST_PAUSE)
            raise Throttled("graphql: rate limit", LEAST_PAUSE)
        if not isinstance(data, dict):
            raise Refused(f"graphql: {_messages(errors) or 'no data'}")
        return data, errors

    async def _query(self, body: dict[str, Any]) -> Any:
        """A GraphQL call that only reads: sent by POST, so that githubkit doesn't know that it may be repeated."""
        for attempts in range(_MORE_READS):
            try:
                return (await self._call("POST", self._graphql, json=body)).json()
            except Unavailable:
                await asyncio.sleep(_pause(attempts))
        return (await self._call("POST", self._graphql, json=body)).json()

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
