"""Registering an App: the code that GitHub gives for a manifest becomes the App's id, key and secret."""

import asyncio
import re
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from github_app.github.app import App, AppKey
from github_app.github.client import API_VERSION
from github_app.github.errors import PASSING, GitHubError

_CODE = re.compile(r"[A-Za-z0-9_-]{1,200}")
_PEM = re.compile(r"-----BEGIN [A-Z ]+-----[A-Za-z0-9+/=\s]+-----END [A-Z ]+-----\s*")
_SECRET = re.compile(r"[A-Za-z0-9+/=._~-]*")
"""What can stand in a `.env` file and in a shell without a second thought."""
_WAITS = (0.5, 1.0, 2.0)
_TIMEOUT = httpx.Timeout(20, connect=5)


class RegistrationFailed(Exception):
    """GitHub did not hand the App over; the message is for the person who registers it."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A new App. Its key and secret are in no `repr`."""

    app_id: int
    name: str
    owner: str
    html_url: str
    private_key: str = field(repr=False)
    webhook_secret: str = field(repr=False)


async def register(api_url: str, code: str) -> Registered:
    """Trade the code for the App; gives it a webhook secret where GitHub gave none. Raises `RegistrationFailed`."""
    made = await _convert(api_url, code)
    if made.webhook_secret:
        return made
    made = replace(made, webhook_secret=secrets.token_urlsafe(32))
    try:
        await _set_secret(api_url, made)
    except GitHubError as error:
        raise RegistrationFailed(f"The App is registered, but its webhook secret could not be set: {error}") from None
    return made


async def _set_secret(api_url: str, made: Registered) -> None:
    """Tried again where it may help: the key that the App came with is shown only once."""
    async with App(AppKey(made.app_id, made.private_key, api_url)) as app:
        for wait in _WAITS:
            try:
                await app.as_app().write("PATCH", "/app/hook/config", {"secret": made.webhook_secret})
                return
            except PASSING:
                await asyncio.sleep(wait)
        await app.as_app().write("PATCH", "/app/hook/config", {"secret": made.webhook_secret})


async def _convert(api_url: str, code: str) -> Registered:
    if not _CODE.fullmatch(code):
        raise RegistrationFailed("The address that GitHub sent you back to holds no readable code.")
    headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": API_VERSION, "User-Agent": "planreview"}
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
            answer = await client.post(f"{api_url}/app-manifests/{code}/conversions", headers=headers)
    except httpx.HTTPError as error:
        raise RegistrationFailed(f"GitHub could not be reached from this server ({type(error).__name__}).") from None
    if answer.status_code == 404:
        raise RegistrationFailed("GitHub does not know the code any more: it works once, and for one hour.")
    if answer.status_code != 201:
        raise RegistrationFailed(f"GitHub answered {answer.status_code} where it should have handed over the App.")
    try:
        return _registered(answer.json())
    except (ValueError, KeyError, TypeError):
        raise RegistrationFailed("GitHub's answer could not be read.") from None


def _registered(body: dict[str, Any]) -> Registered:
    if not _PEM.fullmatch(body["pem"]) or not _SECRET.fullmatch(body.get("webhook_secret") or ""):
        raise ValueError
    return Registered(
        app_id=int(body["id"]),
        name=str(body["name"]),
        owner=str((body.get("owner") or {}).get("login", "")),
        html_url=str(body["html_url"]),
        private_key=str(body["pem"]),
        webhook_secret=str(body.get("webhook_secret") or ""),
    )
