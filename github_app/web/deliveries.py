"""Recent deliveries and what became of them, for the operator: a page in a browser, JSON for the bearer of the token."""

from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from github_app.jobs.intake import Delivery
from github_app.jobs.queueing import NewJob, now_ms
from github_app.manifest import web_url
from github_app.web import admin
from github_app.web.forms import FormRefused, read_form
from github_app.web.health import has_token
from github_app.web.pages import message, page
from github_app.web.rate import caller_of
from github_app.web.services import WebServices, services_of
from github_app.webhooks.jobs import job_from_json

_MOST = 500
_MOST_FORM_BYTES = 4096
_TONES = {"failed": "error", "reviewed": "good", "queued": "info", "running": "info"}
_SHOWN_FATES = ("failed", "queued", "running", "reviewed", "superseded", "ignored")


def routes() -> list[Route]:
    return [
        Route("/deliveries", list_deliveries, methods=["GET"]),
        Route("/deliveries/enter", enter, methods=["POST"]),
        Route("/deliveries/leave", leave, methods=["POST"]),
        Route("/deliveries/{guid}/replay", replay_delivery, methods=["POST"]),
    ]


async def list_deliveries(request: Request) -> Response:
    """The newest first; `?limit=` at most 500, `?fate=` one fate only."""
    services = services_of(request)
    if refusal := _refusal(request, services):
        return refusal
    limit = request.query_params.get("limit", "100")
    most = min(_MOST, max(1, int(limit))) if limit.isascii() and limit.isdigit() and len(limit) < 6 else 100
    fate = request.query_params.get("fate", "")
    rows = await run_in_threadpool(services.ledger.recent_deliveries, _MOST if fate else most)
    kept = [row for row in rows if not fate or _fate(row) == fate][:most]
    heads = {data["head_sha"] for row in kept if (data := row["data"] or {}).get("head_sha")}
    runs = await run_in_threadpool(services.ledger.check_runs, heads) if heads else {}
    shown = [_shown(row, web_url(services.settings.github_api_url), runs) for row in kept]
    if not admin.is_in(request, services.settings):
        return JSONResponse({"deliveries": shown})
    values = {
        "deliveries": shown,
        "fates": _SHOWN_FATES,
        "fate": fate,
        "tones": _TONES,
        "key": admin.form_key(request, services.settings),
        "replayed": request.query_params.get("replayed", "")[:80],
        "here": "",
    }
    return page("deliveries.html", values)


async def replay_delivery(request: Request) -> Response:
    """Queue the work of one delivery once more, whatever became of it; the replay is listed as a delivery of its own."""
    services = services_of(request)
    if refusal := _refusal(request, services):
        return refusal
    at_browser = admin.is_in(request, services.settings)
    if at_browser and not admin.is_form_key(request, services.settings, (await _fields(request)).get("key", "")):
        return message("This form is not ours", "Nothing was done. Open the list again and try from there.", 403)
    guid = request.path_params["guid"]
    rows = await run_in_threadpool(services.ledger.recent_deliveries, 1, guid)
    if not rows or not rows[0]["data"]:
        return PlainTextResponse("There is no such delivery with work to do.\n", 404)
    row = rows[0]
    data = dict(row["data"])
    if "forced" in data:
        data["forced"] = True
    now = now_ms()
    again = Delivery(
        guid=f"{guid.partition('+')[0]}+replay{now}",
        event=row["event"],
        action=row["action"],
        repository=row["repository"],
        number=row["number"],
        received_ms=now,
        job=job_from_json(data),
    )
    await services.inbox.put(again)
    if at_browser:
        return RedirectResponse(f"/deliveries?replayed={again.guid.partition('+')[0]}", 303)
    assert again.job is not None
    return JSONResponse({"queued": NewJob(again.job, again.guid, now).id, "guid": again.guid}, status_code=202)


async def enter(request: Request) -> Response:
    """The token, typed at a browser, for a cookie."""
    services = services_of(request)
    if services.settings.admin_token is None:
        return _off(request)
    if admin.TRIES.wait_seconds(caller_of(request.client.host if request.client else "")) > 0:
        return _login("Too many tries. Wait a minute.", 429)
    if not admin.is_token(services.settings, (await _fields(request)).get("token", "")):
        return _login("That is not the token.", 401)
    response = RedirectResponse("/deliveries", 303)
    admin.let_in(services.settings, response)
    return response


async def leave(_request: Request) -> Response:
    response = RedirectResponse("/deliveries", 303)
    admin.let_out(response)
    return response


def _refusal(request: Request, services: WebServices) -> Response | None:
    token = services.settings.admin_token
    if token is None:
        return _off(request)
    if has_token(request, token) or admin.is_in(request, services.settings):
        return None
    if _at_browser(request):
        return _login("", 401)
    return PlainTextResponse("A bearer token is needed.\n", 401, {"WWW-Authenticate": "Bearer"})


def _off(request: Request) -> Response:
    if _at_browser(request):
        return message("The deliveries page is off", "Set PLANREVIEW_ADMIN_TOKEN to use this page.", 404)
    return PlainTextResponse("Set PLANREVIEW_ADMIN_TOKEN to use this page.\n", 404)


def _login(fault: str, status: int) -> Response:
    return page("deliveries_enter.html", {"fault": fault, "here": ""}, status)


def _at_browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


async def _fields(request: Request) -> dict[str, str]:
    try:
        return dict(await read_form(request, _MOST_FORM_BYTES))
    except FormRefused:
        return {}


def _fate(row: dict[str, Any]) -> str:
    return "ignored" if row["ignored"] else row["fate"] or row["state"] or "forgotten"


def _shown(row: dict[str, Any], github: str, runs: dict[tuple[int, int, str], int]) -> dict[str, Any]:
    data = row["data"] or {}
    repository_url = f"{github}/{row['repository']}" if row["repository"] else None
    place = int((data.get("place") or {}).get("repository_id", 0))
    run = runs.get((place, row["number"] or 0, str(data.get("head_sha", ""))))
    return {
        "guid": row["guid"],
        "event": row["event"],
        "job": row["action"],
        "repository": row["repository"],
        "pull_request": row["number"],
        "pull_request_url": f"{repository_url}/pull/{row['number']}" if repository_url and row["number"] else None,
        "check_url": f"{repository_url}/runs/{run}" if repository_url and run else None,
        "received": _time(row["received_ms"]),
        "finished": _time(row["finished_ms"]),
        "fate": _fate(row),
        "reason": row["ignored"] or row["reason"] or "",
        "tries": row["tries"] or 0,
        "can_replay": bool(row["data"]),
    }


def _time(milliseconds: int | None) -> str | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat() if milliseconds else None
