"""The first page: what this server is, and where to go."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from github_app.web.pages import page
from github_app.web.services import services_of


def routes() -> list[Route]:
    return [Route("/", _home, methods=["GET"])]


async def _home(request: Request) -> Response:
    return page("home.html", {"configured": services_of(request).settings.configured, "here": ""})
