"""The webhook: nothing is believed before its signature holds, nothing is answered before it is on disk."""

import asyncio
import re
import time

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from github_app.jobs.intake import Delivery
from github_app.jobs.queueing import now_ms
from github_app.metrics import ANSWER_TIME, DELIVERIES
from github_app.web.services import services_of
from github_app.webhooks.signature import is_signed
from github_app.webhooks.triage import EVENTS, Ignored, UnreadableDelivery, json_body, triage

MOST_BYTES = 25 * 1024 * 1024
"""Source: GitHub's “Webhook events and payloads”, which caps payloads at 25 MB."""
STORE_SECONDS = 2.0
RETRY_AFTER = {"Retry-After": "30"}
_TYPES = frozenset({"application/json", "application/x-www-form-urlencoded"})
_GUID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,127}")
_log = structlog.get_logger("planreview.webhook")


async def receive(request: Request) -> Response:
    """Answer a delivery: 202 queued, 200 nothing to do, 4xx not ours, 503 ask again."""
    begun = time.perf_counter()
    event = request.headers.get("x-github-event", "")
    response, outcome = await _receive(request, event)
    DELIVERIES.labels(event if event in EVENTS else "other", outcome).inc()
    ANSWER_TIME.observe(time.perf_counter() - begun)
    return response


async def _receive(request: Request, event: str) -> tuple[Response, str]:
    services = services_of(request)
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() not in _TYPES:
        return _say(415, "Send application/json, or a form with a `payload` field."), "type"
    secrets = services.settings.webhook_secrets
    if not secrets:
        return _say(503, "No webhook secret is set: see the set-up page.", RETRY_AFTER), "not configured"
    body = await _body(request)
    if body is None:
        return _say(413, "The body is over 25 MiB."), "too large"
    if not is_signed(secrets, body, request.headers.get("x-hub-signature-256")):
        return _say(401, "The signature is missing or wrong."), "signature"
    guid = request.headers.get("x-github-delivery", "")
    if not event or not _GUID.fullmatch(guid):
        return _say(400, "X-GitHub-Event or X-GitHub-Delivery is missing or unreadable."), "unreadable"
    try:
        delivery = _delivery(guid, event, json_body(body, content_type))
    except UnreadableDelivery as unreadable:
        return _say(400, f"The payload can't be read: {unreadable}"), "unreadable"
    log = _log.bind(delivery=guid, event_name=event, repository=delivery.repository, pull_request=delivery.number)
    try:
        async with asyncio.timeout(STORE_SECONDS):
            accepted = await services.inbox.put(delivery)
    except TimeoutError:
        log.error("not stored in time")
        return _say(503, "The delivery could not be stored in time.", RETRY_AFTER), "not stored"
    except Exception as error:  # noqa: BLE001 - whatever the database says, GitHub is to ask again
        log.error("not stored", error=str(error)[:300])
        return _say(503, "The delivery could not be stored.", RETRY_AFTER), "not stored"
    if delivery.job is None:
        log.debug("ignored", reason=delivery.ignored)
        return _say(200, f"Ignored: {delivery.ignored}."), "ignored"
    log.info("accepted", outcome=accepted)
    return _say(202, "Known already." if accepted == "known" else "Queued."), accepted


async def _body(request: Request) -> bytes | None:
    """The raw body, or None as soon as it is known to be too large."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > MOST_BYTES:
        return None
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > MOST_BYTES:
                return None
            parts.append(part)
    except ClientDisconnect:
        return b""
    return b"".join(parts)


def _delivery(guid: str, event: str, body: bytes) -> Delivery:
    found = triage(event, body)
    ignored = found.reason if isinstance(found, Ignored) else None
    job = None if isinstance(found, Ignored) else found
    place = getattr(job, "place", None)
    return Delivery(
        guid=guid,
        event=event,
        action=type(job).__name__ if job else "",
        repository=f"{place.owner}/{place.repository}" if place else "",
        number=getattr(job, "number", None),
        received_ms=now_ms(),
        job=job,
        ignored=ignored,
    )


def _say(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(text + "\n", status_code=status, headers=headers)
