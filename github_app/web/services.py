"""What the routes need, made once for the process."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request

from github_app.jobs.intake import Accepted, Delivery
from github_app.jobs.ledger import Ledger
from github_app.settings import Settings


class Inbox(Protocol):
    """Where deliveries go; returns once they are on disk."""

    async def put(self, delivery: Delivery) -> Accepted: ...

    def reachable(self) -> None: ...


@dataclass(frozen=True, slots=True)
class WebServices:
    settings: Settings
    inbox: Inbox
    ledger: Ledger
    worker_alive: Callable[[], bool] = lambda: True
    """Always true where the worker is another process."""


def services_of(request: Request) -> WebServices:
    services: WebServices = request.app.state.services
    return services
