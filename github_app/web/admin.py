"""The operator at a browser: the admin token is typed once, a signed cookie stands for it, forms are bound to the cookie."""

import hashlib
import hmac
import time

from starlette.requests import Request
from starlette.responses import Response

from github_app.settings import Settings
from github_app.web.rate import Rate

_COOKIE = "planreview_admin"
_SECONDS = 12 * 3600
_PATH = "/deliveries"
TRIES = Rate(10, 30)
"""Tokens tried a minute."""


def is_token(settings: Settings, given: str) -> bool:
    token = settings.admin_token
    return token is not None and hmac.compare_digest(given.encode(), token.get_secret_value().encode())


def let_in(settings: Settings, response: Response) -> None:
    until = str(int(time.time()) + _SECONDS)
    response.set_cookie(
        _COOKIE,
        f"{until}.{_signed(settings, until)}",
        max_age=_SECONDS,
        path=_PATH,
        httponly=True,
        samesite="strict",
        secure=settings.public_url.startswith("https://"),
    )


def let_out(response: Response) -> None:
    response.delete_cookie(_COOKIE, path=_PATH, httponly=True, samesite="strict")


def is_in(request: Request, settings: Settings) -> bool:
    """Whether the browser bears a cookie of ours that has not run out; a new token voids them all."""
    until, _, signature = request.cookies.get(_COOKIE, "").partition(".")
    if settings.admin_token is None or not until.isascii() or not until.isdigit() or int(until) < time.time():
        return False
    return hmac.compare_digest(signature.encode(), _signed(settings, until).encode())


def form_key(request: Request, settings: Settings) -> str:
    """Stands in each form, so that no other site's form is taken for ours."""
    return _signed(settings, f"form {request.cookies.get(_COOKIE, '')}")


def is_form_key(request: Request, settings: Settings, given: str) -> bool:
    return hmac.compare_digest(given.encode(), form_key(request, settings).encode())


def _signed(settings: Settings, text: str) -> str:
    assert settings.admin_token is not None
    return hmac.new(settings.admin_token.get_secret_value().encode(), text.encode(), hashlib.sha256).hexdigest()
