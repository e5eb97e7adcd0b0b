"""What the person who sets up answers, read from the form into a value or into one fault a field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from github_app.manifest import LONGEST_NAME, PUBLIC_API, api_url, web_url

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*")
Keep = Literal["file", "show"]


@dataclass(frozen=True, slots=True)
class Answers:
    """Valid answers. Addresses have no final slash."""

    api_url: str
    organization: str
    """Empty for the person's own account."""
    public_url: str
    name: str
    public: bool
    keep: Keep

    @property
    def github(self) -> str:
        """The origin whose page takes the manifest."""
        return web_url(self.api_url)

    @property
    def form_address(self) -> str:
        """Where the browser posts the manifest."""
        owner = f"/organizations/{self.organization}" if self.organization else ""
        return f"{self.github}{owner}/settings/apps/new"


def read_answers(fields: Mapping[str, str], set_api_url: str) -> tuple[Answers | None, dict[str, str]]:
    """The answers, or a sentence by field. `set_api_url` is that of the settings."""
    given = {name: value.strip() for name, value in fields.items()}
    faults: dict[str, str] = {}
    host = given.get("github", "").lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    set_host = urlsplit(web_url(set_api_url)).netloc
    if not _HOST.fullmatch(host):
        faults["github"] = "This is no host name. For github.com, write github.com."
    elif host != set_host and set_api_url != PUBLIC_API:
        faults["github"] = f"PLANREVIEW_GITHUB_API_URL is set to another GitHub: {set_api_url}. Change it there."
    organization = given.get("organization", "")
    if organization and not _LOGIN.fullmatch(organization):
        faults["organization"] = "An organization's name has letters, digits and hyphens only."
    public_url = given.get("public_url", "").rstrip("/")
    if fault := _address_fault(public_url):
        faults["public_url"] = fault
    name = given.get("name", "")
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        faults["name"] = f"A name has 1 to {LONGEST_NAME} letters, digits, spaces, dots, hyphens or underscores."
    if faults:
        return None, faults
    keep: Keep = "show" if given.get("keep") == "show" else "file"
    api = set_api_url if host == set_host else api_url(host)
    return Answers(api, organization, public_url, name, given.get("public") == "yes", keep), {}


def _address_fault(address: str) -> str:
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    if scheme not in {"https", "http"} or not _HOST.fullmatch(host.lower()):
        return "Give the whole address, beginning with https://."
    if not _PATH.fullmatch(slash + path):
        return "Leave out what comes after the path: “?”, “#” and other signs."
    return ""
