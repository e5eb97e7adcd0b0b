"""`app.yml`: the permissions and events that the GitHub App asks for, and no more."""

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACES = (Path(__file__).parent / "app.yml", Path(__file__).parents[1] / "app.yml")
"""In an installed package, and in a checkout."""
WEBHOOK_PATH = "/webhooks/github"
REGISTERED_PATH = "/setup/registered"
LONGEST_NAME = 34
"""Source: GitHub's “Registering a GitHub App”."""
PUBLIC_API = "https://api.github.com"


@dataclass(frozen=True, slots=True)
class AppManifest:
    name: str
    description: str
    permissions: "Mapping[str, str]"
    events: frozenset[str]

    def filled_in(self, *, name: str, public_url: str, public: bool) -> dict[str, Any]:
        """What GitHub's manifest flow takes: `app.yml` and the addresses of this server."""
        return {
            "name": name,
            "url": public_url,
            "description": self.description,
            "public": public,
            "hook_attributes": {"url": public_url + WEBHOOK_PATH, "active": True},
            "redirect_url": public_url + REGISTERED_PATH,
            "default_permissions": dict(self.permissions),
            "default_events": sorted(self.events),
        }


def app_manifest() -> AppManifest:
    """`app.yml` as a value."""
    file = next(place for place in _PLACES if place.is_file())
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    return AppManifest(
        given["name"],
        given["description"],
        MappingProxyType(dict(given["default_permissions"])),
        frozenset(given["default_events"]),
    )


def web_url(api_url: str) -> str:
    """Where people use the GitHub whose REST root this is: github.com, Enterprise Server, or a data residency host."""
    if api_url == PUBLIC_API:
        return "https://github.com"
    if api_url.endswith("/api/v3"):
        return api_url.removesuffix("/api/v3")
    if api_url.startswith("https://api.") and api_url.endswith(".ghe.com"):
        return api_url.replace("https://api.", "https://", 1)
    return api_url


def api_url(host: str) -> str:
    """The REST root of the GitHub on that host."""
    if host == "github.com":
        return PUBLIC_API
    if host.endswith(".ghe.com"):
        return f"https://api.{host}"
    return f"https://{host}/api/v3"
