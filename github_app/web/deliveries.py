"""Recent deliveries and what became of them, for the bearer of the admin token."""

from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from github_app.jobs.queueing import NewJob, now_ms
from github_app.web.health import has_token
from github_app.web.services import WebServices, services_of
from github_app.webhooks.jobs import job_from_json


async def list_deliveries(request: Request) -> Response:
    """The newest first; `?limit=` at most 500."""
    services = services_of(request)
    if refusal := _refusal(request, services):
        return refusal
    limit = request.query_params.get("limit", "100")
    most = min(500, max(1, int(limit))) if limit.isascii() and limit.isdigit() else 100
    rows = await run_in_threadpool(services.ledger.recent_deliveries, most)
    return JSONResponse({"deliveries": [_shown(row) for row in rows]})


async def replay_delivery(request: Request) -> Response:
    """Queue the work of one delivery once more, whatever became of it."""
    services = services_of(request)
    if refusal := _refusal(request, services):
        return refusal
    rows = await run_in_threadpool(services.ledger.recent_deliveries, 1, request.path_params["guid"])
    if not rows or not rows[0]["data"]:
        return PlainTextResponse("There is no such delivery with work to do.\n", 404)
    data = dict(rows[0]["data"])
    if "forced" in data:
        data["forced"] = True
    now = now_ms()
    job = NewJob(job_from_json(data), f"{request.path_params['guid']}+replay{now}", now)
    await run_in_threadpool(services.ledger.queue, [job])
    return JSONResponse({"queued": job.id}, status_code=202)


def _refusal(request: Request, services: WebServices) -> Response | None:
    token = services.settings.admin_token
    if token is None:
        return PlainTextResponse("Set PLANREVIEW_ADMIN_TOKEN to use this page.\n", 404)
    if not has_token(request, token):
        return PlainTextResponse("A bearer token is needed.\n", 401, {"WWW-Authenticate": "Bearer"})
    return None


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    fate = "ignored" if row["ignored"] else row["fate"] or row["state"] or "forgotten"
    return {
        "guid": row["guid"],
        "event": row["event"],
        "job": row["action"],
        "repository": row["repository"],
        "pull_request": row["number"],
        "received": _time(row["received_ms"]),
        "finished": _time(row["finished_ms"]),
        "fate": fate,
        "reason": row["ignored"] or row["reason"] or "",
        "tries": row["tries"] or 0,
    }


def _time(milliseconds: int | None) -> str | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat() if milliseconds else None
