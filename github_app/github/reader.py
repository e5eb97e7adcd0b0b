"""Reading GitHub with a person's token, or with none: what `planreview simulate` needs."""

from contextlib import AbstractAsyncContextManager
from types import TracebackType

from githubkit import TokenAuthStrategy, UnauthAuthStrategy

from github_app.github.client import Client, connected, shared_transport
from github_app.github.pacing import Pace
from github_app.github.read import from_api
from github_app.review.model import PullRequest


class Reader(AbstractAsyncContextManager[Client]):
    """Gives a client for the time that it is entered. Without a token GitHub shows what is public."""

    def __init__(self, token: str, api_url: str) -> None:
        self._transport = shared_transport()
        auth = TokenAuthStrategy(token) if token else UnauthAuthStrategy()
        self._github = connected(auth, api_url, self._transport)
        self._api_url = api_url

    async def __aenter__(self) -> Client:
        return Client(self._github, Pace(0.0), lambda *_: None, self._api_url)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.really_close()


async def pull_request(client: Client, owner: str, repository: str, number: int) -> PullRequest:
    """A pull request, open or closed."""
    return from_api(await client.get(f"/repos/{owner}/{repository}/pulls/{number}"), 0)
