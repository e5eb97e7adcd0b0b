"""What all pages share: templates, stylesheet and scripts, and headers that let a page do nothing it need not."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

_HERE = Path(__file__).parent
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"
PUBLIC = "public, max-age=300"
PRIVATE = "no-store"


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    media_type: str
    version: str


def routes() -> list[Route]:
    return [Route("/static/{name}", _asset)]


def page(
    template: str,
    values: Mapping[str, Any],
    status: int = 200,
    *,
    cache_control: str = PRIVATE,
    form_action: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A page. `form_action` is one more origin that its forms may post to."""
    html = _templates().get_template(template).render(values)
    return HTMLResponse(html, status, {**_security(form_action), "Cache-Control": cache_control, **(headers or {})})


def message(title: str, text: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """A page that only says something."""
    return page("message.html", {"title": title, "text": text, "here": ""}, status, headers=headers)


def markdown(text: str) -> Markup:
    """Our own prose as HTML; raw HTML in it stays text."""
    return Markup(MarkdownIt("commonmark", {"html": False}).render(text))  # noqa: S704 - escaped by the renderer


def _security(form_action: str) -> dict[str, str]:
    policy = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        f"form-action 'self'{f' {form_action}' if form_action else ''}; base-uri 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


async def _asset(request: Request) -> Response:
    """A file of ours. Its address holds its version, so that browsers may keep it."""
    asset = _assets().get(request.path_params["name"])
    if asset is None:
        return PlainTextResponse("There is no such file.\n", 404)
    current = request.query_params.get("v") == asset.version
    headers = {"Cache-Control": _FOREVER if current else PUBLIC, "X-Content-Type-Options": "nosniff"}
    return Response(asset.body, media_type=asset.media_type, headers=headers)


@cache
def _assets() -> dict[str, Asset]:
    found = {}
    for file in sorted((_HERE / "static").iterdir()):
        body = file.read_bytes()
        found[file.name] = Asset(body, _TYPES[file.suffix], hashlib.sha256(body).hexdigest()[:10])
    return found


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals["asset"] = lambda name: f"/static/{name}?v={_assets()[name].version}"
    return environment
