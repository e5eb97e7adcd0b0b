"""Health for machines: alive, ready, metrics."""

import asyncio
import hmac
import ipaddress

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from github_app.metrics import QUEUE_AGE, QUEUE_JOBS, REGISTRY
from github_app.web.services import WebServices, services_of

_PATIENCE_SECONDS = 2.0


async def alive(_request: Request) -> Response:
    """The process answers; nothing else is looked at, so that a database outage doesn't restart it."""
    return PlainTextResponse("alive\n")


async def ready(request: Request) -> Response:
    """Database and queue can be used: deliveries will be stored and worked on."""
    services = services_of(request)
    faults = {}
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await run_in_threadpool(services.inbox.reachable)
    except Exception as error:  # noqa: BLE001 - told to whoever asks, without details that may hold an address
        faults["database"] = type(error).__name__
    if not services.worker_alive():
        faults["worker"] = "ended"
    # Without an App it is ready as well: a platform that asks here must let the set-up page be reached.
    found = {"ready": not faults, "set_up": services.settings.configured, "faults": faults}
    return JSONResponse(found, status_code=503 if faults else 200)


async def metrics(request: Request) -> Response:
    """Prometheus text; open on loopback only, unless a token is set."""
    services = services_of(request)
    token = services.settings.metrics_token
    if token is not None:
        if not has_token(request, token):
            return PlainTextResponse("A bearer token is needed.\n", 401, {"WWW-Authenticate": "Bearer"})
    elif not _from_loopback(request):
        return PlainTextResponse("Set PLANREVIEW_METRICS_TOKEN to read metrics from elsewhere.\n", 403)
    await _look_at_queue(services)
    return Response(generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})


def has_token(request: Request, token: SecretStr) -> bool:
    """Whether the request bears the token; compared in constant time."""
    given = request.headers.get("authorization", "").encode()
    return hmac.compare_digest(given, f"Bearer {token.get_secret_value()}".encode())


def _from_loopback(request: Request) -> bool:
    """A proxy's requests come from loopback too, but bear the header that names whom they are for."""
    if any(name in request.headers for name in ("x-forwarded-for", "forwarded", "fly-client-ip")):
        return False
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


async def _look_at_queue(services: WebServices) -> None:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            queued, running, age = await run_in_threadpool(services.ledger.queue_depth)
    except Exception:  # noqa: BLE001 - the other numbers are still worth having
        return
    QUEUE_JOBS.labels("queued").set(queued)
    QUEUE_JOBS.labels("running").set(running)
    QUEUE_AGE.set(age)
