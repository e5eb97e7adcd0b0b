"""What GitHub and the network say: the clock, the App, its webhook, and whether this server is reached from here."""

import time
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime

import httpx

from github_app.doctor import registration
from github_app.doctor.verdict import Verdict, doubtful, ill, well
from github_app.github.app import App, AppKey
from github_app.github.errors import GitHubError, TokenRefused
from github_app.manifest import app_manifest
from github_app.settings import Settings

_TIMEOUT = httpx.Timeout(10, connect=5)
_DELIVERIES = 50


async def clock(api_url: str) -> Verdict:
    """Compares with the date that GitHub's answers bear."""
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
            answer = await client.get(api_url, headers={"User-Agent": "planreview"})
    except httpx.HTTPError as error:
        cure = "Check PLANREVIEW_GITHUB_API_URL, and that this machine may reach it."
        return ill("GitHub", f"{api_url} is not reached ({type(error).__name__})", cure)
    try:
        theirs = parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (KeyError, ValueError):
        return doubtful("clock", "GitHub's answer bears no date", "Check PLANREVIEW_GITHUB_API_URL.")
    return registration.clock(time.time() - theirs)


async def app(settings: Settings) -> AsyncIterator[Verdict]:
    """The App as GitHub knows it, asked with its own key."""
    assert settings.app_id is not None and settings.private_key is not None
    key = AppKey(settings.app_id, settings.private_key.get_secret_value(), settings.github_api_url)
    manifest = app_manifest()
    async with App(key) as connected:
        client = connected.as_app()
        try:
            found = await client.get("/app")
        except TokenRefused:
            cure = "PLANREVIEW_APP_ID and the key must be of the same App. Compare the id, or make a new key there."
            yield ill("App", f"GitHub refuses the key for App {settings.app_id}", cure)
            return
        except GitHubError as error:
            yield ill(
                "App", str(error), "Try again; if it stays, compare PLANREVIEW_APP_ID with the App's settings page."
            )
            return
        yield well("App", f"{found.get('slug', '')}, id {found.get('id', '')}")
        for verdict in registration.permissions(found.get("permissions") or {}, manifest):
            yield verdict
        yield registration.events(found.get("events") or [], manifest)
        try:
            for verdict in registration.webhook(await client.get("/app/hook/config"), settings.public_url):
                yield verdict
            recent, _ = await client.page("/app/hook/deliveries", per_page=_DELIVERIES)
            yield registration.deliveries(recent)
            install_url = f"{found.get('html_url', '')}/installations/new"
            for verdict in registration.installations(await client.pages("/app/installations"), manifest, install_url):
                yield verdict
        except GitHubError as error:
            yield ill("App", str(error), "Try again in a minute.")


async def reached(public_url: str) -> Verdict:
    """Whether the public address leads to a planreview, as far as this machine can tell."""
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
            answer = await client.get(f"{public_url}/healthz")
    except httpx.HTTPError as error:
        cure = (
            "If it runs, look at DNS, proxy and certificate. This machine may also be kept from its own public address."
        )
        return doubtful("public address", f"{public_url} is not reached from here ({type(error).__name__})", cure)
    if answer.status_code != 200 or answer.text != "alive\n":
        return ill(
            "public address", f"something else answers at {public_url}/healthz", "Lead the address to this server."
        )
    return well("public address", f"{public_url} answers")
