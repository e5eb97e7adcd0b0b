"""The doctor's round: settings, this machine, GitHub, the network; what is ill makes the exit status 1."""

import asyncio
from collections.abc import AsyncIterator

from rich.console import Console
from rich.text import Text

from github_app import logs
from github_app.doctor import here, there
from github_app.doctor.verdict import Verdict, ill, well
from github_app.settings import Settings, SettingsInvalid, load_settings

_SIGNS = {"well": ("✓", "green"), "doubtful": ("!", "yellow"), "ill": ("✗", "red")}
_WIDTH = 16


def run() -> int:
    """Print what was found; 0 if a review can work, 1 if not."""
    logs.set_up("error")
    console = Console(highlight=False, soft_wrap=True)
    return asyncio.run(_round(console))


async def _round(console: Console) -> int:
    found = {"well": 0, "doubtful": 0, "ill": 0}
    async for verdict in _verdicts():
        _show(console, verdict)
        found[verdict.state] += 1
    told = f"{found['ill']} to cure, {found['doubtful']} to look at, {found['well']} well"
    console.print(f"\n{told}")
    return int(found["ill"] > 0)


async def _verdicts() -> AsyncIterator[Verdict]:
    try:
        settings = load_settings()
    except SettingsInvalid as invalid:
        for line in invalid.lines:
            yield ill("settings", line, "Correct it in the environment or in .env.")
        return
    if not settings.configured:
        yield ill("settings", "no GitHub App is set", "Run planreview serve and open the address that its log shows.")
        yield here.database(settings.database_url)
        return
    yield well("settings", "complete")
    for verdict in here.env_file():
        yield verdict
    async for verdict in _examined(settings):
        yield verdict


async def _examined(settings: Settings) -> AsyncIterator[Verdict]:
    assert settings.private_key is not None
    key = here.key(settings.private_key.get_secret_value())
    yield key
    yield here.database(settings.database_url)
    clock = await there.clock(settings.github_api_url)
    yield clock
    if key.state == "well" and clock.name == "clock":
        async for verdict in there.app(settings):
            yield verdict
    if settings.public_url:
        yield await there.reached(settings.public_url)
    for verdict in here.tokens(settings):
        yield verdict


def _show(console: Console, verdict: Verdict) -> None:
    sign, colour = _SIGNS[verdict.state]
    console.print(Text.assemble((sign, colour), f" {verdict.name:<{_WIDTH}} {verdict.said}"))
    if verdict.cure:
        console.print(Text(f"  {'':<{_WIDTH}} → {verdict.cure}", style="dim" if verdict.state == "doubtful" else ""))
