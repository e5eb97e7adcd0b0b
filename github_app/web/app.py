"""The web application: a list of routes over a few services. Further pages are further routes."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from github_app.web import deliveries, home, pages
from github_app.web.health import alive, metrics, ready
from github_app.web.services import WebServices
from github_app.web.webhook import receive


def create_app(services: WebServices, further: Sequence[BaseRoute] = ()) -> Starlette:
    """The application. `further` routes come after those that machines use."""
    app = Starlette(
        routes=[
            Route("/webhooks/github", receive, methods=["POST"]),
            Route("/", receive, methods=["POST"]),
            Route("/healthz", alive),
            Route("/readyz", ready),
            Route("/metrics", metrics),
            *deliveries.routes(),
            *pages.routes(),
            *home.routes(),
            *further,
        ],
        exception_handlers={404: _not_found},
    )
    app.state.services = services
    return app


def create_watch(services: WebServices) -> Starlette:
    """What a worker without the web side answers: health and metrics."""
    app = Starlette(routes=[Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)])
    app.state.services = services
    return app


async def _not_found(request: Request, _error: Exception) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return pages.message("There is no such page", "The address may be mistyped, or the page is gone.", 404)
    return PlainTextResponse("Not Found", 404)
