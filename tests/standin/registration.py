"""Registering an App from a manifest: GitHub's page, the way back, the conversion, and the App's webhook settings.

Written from GitHub's “Registering a GitHub App from a manifest” and the reference of `POST /app-manifests/{code}/conversions`.
"""

import html
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

_KEYS = {
    "name",
    "url",
    "hook_attributes",
    "redirect_url",
    "callback_urls",
    "setup_url",
    "setup_on_update",
    "description",
    "public",
    "default_events",
    "default_permissions",
    "request_oauth_on_install",
}
_LONGEST_NAME = 34
_CODE_SECONDS = 3600
_NEEDED = {"issue_comment": "issues", "merge_group": "merge_queues", "pull_request": "pull_requests"}


@dataclass(slots=True)
class Registration:
    """The App that a manifest makes, and the codes on the way. The key pair and the secret are the stand-in's own."""

    pem: str
    app_id: int
    secret: str | None
    manifest: dict[str, Any] | None = None
    owner: str = ""
    asked: dict[str, tuple[dict[str, Any], str, str]] = field(default_factory=dict)
    codes: dict[str, float] = field(default_factory=dict)
    hook: dict[str, Any] = field(default_factory=dict)
    events: list[str] = field(default_factory=lambda: ["issue_comment", "merge_group", "pull_request"])
    seen: list[str] = field(default_factory=list)
    """Host and path of each page that was asked for."""


def routes(registration: Registration, permissions: dict[str, str]) -> list[Route]:
    """`permissions` are the App's; a registration replaces them."""

    async def ask(request: Request) -> Response:
        owner = request.path_params.get("organization", "ada")
        registration.seen.append(request.url.path)
        form = parse_qs((await request.body()).decode(), keep_blank_values=True)
        faults, manifest = _read(form.get("manifest", [""])[0])
        if faults:
            return HTMLResponse("<p>Invalid GitHub App configuration: " + html.escape("; ".join(faults)) + "</p>", 422)
        ticket = secrets.token_hex(8)
        registration.asked[ticket] = (manifest, owner, request.query_params.get("state", ""))
        return HTMLResponse(_PAGE.format(name=html.escape(manifest["name"]), owner=html.escape(owner), ticket=ticket))

    async def confirm(request: Request) -> Response:
        form = parse_qs((await request.body()).decode())
        manifest, owner, state = registration.asked.pop(form["ticket"][0])
        code = secrets.token_hex(20)
        registration.codes[code] = time.time() + _CODE_SECONDS
        registration.manifest, registration.owner = manifest, owner
        back = {"code": code} | ({"state": state} if state else {})
        return RedirectResponse(f"{manifest['redirect_url']}?{urlencode(back)}", 302)

    async def convert(request: Request) -> Response:
        until = registration.codes.pop(request.path_params["code"], 0.0)
        manifest = registration.manifest
        if until < time.time() or manifest is None:
            return JSONResponse({"message": "Not Found", "documentation_url": "https://docs.github.com/rest"}, 404)
        permissions.clear()
        permissions.update({"metadata": "read"} | manifest.get("default_permissions", {}))
        registration.events = list(manifest.get("default_events", []))
        registration.hook = {
            "content_type": "form",
            "insecure_ssl": "0",
            "url": manifest["hook_attributes"]["url"],
            "secret": registration.secret,
        }
        return JSONResponse(_made(registration, manifest, permissions, str(request.base_url).rstrip("/")), 201)

    return [
        Route("/settings/apps/new", ask, methods=["POST"]),
        Route("/organizations/{organization}/settings/apps/new", ask, methods=["POST"]),
        Route("/settings/apps/confirm", confirm, methods=["POST"]),
        Route("/app-manifests/{code}/conversions", convert, methods=["POST"]),
    ]


def _read(text: str) -> tuple[list[str], dict[str, Any]]:
    """What is wrong with a manifest, and the manifest."""
    try:
        manifest = json.loads(text)
    except ValueError:
        return ["manifest is no JSON"], {}
    if not isinstance(manifest, dict):
        return ["manifest is no object"], {}
    faults = [f"unknown key {key}" for key in sorted(set(manifest) - _KEYS)]
    faults += [f"{key} is missing" for key in ("name", "url", "redirect_url") if not manifest.get(key)]
    if len(str(manifest.get("name", ""))) > _LONGEST_NAME:
        faults.append("name is too long")
    hook = manifest.get("hook_attributes", {})
    for name, address in (("url", manifest.get("url")), ("hook_attributes.url", hook.get("url"))):
        if urlsplit(str(address)).scheme not in {"http", "https"}:
            faults.append(f"{name} is no address")
    if set(hook) - {"url", "active"}:
        faults.append("hook_attributes takes url and active only")
    permissions = manifest.get("default_permissions", {})
    faults += [f"permission {name}" for name, level in permissions.items() if level not in {"read", "write", "admin"}]
    faults += [
        f"event {event} needs a permission"
        for event in manifest.get("default_events", [])
        if _NEEDED.get(event, "metadata") not in {*permissions, "metadata"}
    ]
    return faults, manifest


def _made(
    registration: Registration, manifest: dict[str, Any], permissions: dict[str, str], base: str
) -> dict[str, Any]:
    slug = manifest["name"].lower().replace(" ", "-")
    return {
        "id": registration.app_id,
        "slug": slug,
        "node_id": "A_stand-in",
        "client_id": "Iv23stand-in",
        "client_secret": secrets.token_hex(20),
        "webhook_secret": registration.secret,
        "pem": registration.pem,
        "owner": {"login": registration.owner},
        "name": manifest["name"],
        "description": manifest.get("description"),
        "external_url": manifest["url"],
        "html_url": f"{base}/apps/{slug}",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z",
        "permissions": dict(permissions),
        "events": list(registration.events),
    }


_PAGE = """<!doctype html><html lang="en"><title>Create GitHub App</title><h1>Create GitHub App</h1><p>{name}</p>
<form method="post" action="/settings/apps/confirm"><input type="hidden" name="ticket" value="{ticket}">
<button>Create GitHub App for {owner}</button></form></html>"""
