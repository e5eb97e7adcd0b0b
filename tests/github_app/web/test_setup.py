"""The set-up page against the stand-in GitHub: no code no page, state checked, no host believed, gone when done."""

import json
import re
import stat
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from github_app.github.registration import Registered
from github_app.manifest import PUBLIC_API
from github_app.settings import Settings
from github_app.web import setup
from github_app.web.setup.answers import read_answers
from github_app.web.setup.passes import SECONDS, Passes
from github_app.web.setup.storage import settings_of, store
from tests.github_app.web.asking import ask
from tests.standin import StandIn

PUBLIC = "https://plans.example.com"


@pytest.fixture
def github(tmp_path: Path) -> Iterator[StandIn]:
    with StandIn(tmp_path / "github") as stand_in:
        yield stand_in


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Visitor:
    """A browser that sets up: keeps the cookie, and goes to GitHub and back."""

    def __init__(self, github: StandIn, folder: Path, **settings: Any) -> None:
        self.github = github
        self.clock = Clock()
        self.passes = Passes(self.clock)
        self.file = folder / ".env"
        self.restarts = 0
        given = Settings(_env_file=None, github_api_url=github.url, **settings)  # type: ignore[call-arg]
        self.routes = setup.routes(given, self.passes, self._stored, self.file)
        self.cookie = ""

    def _stored(self) -> None:
        self.restarts += 1

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, **given: Any) -> httpx.Response:
        headers = {**(headers or {}), **({"cookie": self.cookie} if self.cookie else {})}
        return ask(self.routes, method, path, headers=headers, **given)

    def enter(self) -> httpx.Response:
        answer = self.ask("GET", f"/setup?code={self.passes.code}")
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        return answer

    def answer(self, **changed: str) -> httpx.Response:
        host = urlsplit(self.github.url).netloc
        fields = {
            "github": host,
            "organization": "",
            "public_url": PUBLIC,
            "name": "plans",
            "public": "no",
            "keep": "file",
        }
        return self.ask("POST", "/setup", data=fields | changed)

    def register(self, page: httpx.Response) -> str:
        """Post the page's form to GitHub and confirm there; the path and query that GitHub sends back to."""
        form = re.search(
            r'<form method="post" action="([^"]+)">\s*<input type="hidden" name="manifest" value="([^"]+)"', page.text
        )
        assert form
        asked = httpx.post(unescape(form[1]), data={"manifest": unescape(form[2])})
        ticket = re.search(r'name="ticket" value="(\w+)"', asked.text)
        assert ticket, asked.text
        back = httpx.post(f"{self.github.url}/settings/apps/confirm", data={"ticket": ticket[1]}).headers["location"]
        assert back.startswith(f"{PUBLIC}/setup/registered?")
        return back.removeprefix(PUBLIC)


@pytest.fixture
def visitor(github: StandIn, tmp_path: Path) -> Visitor:
    return Visitor(github, tmp_path)


def test_the_whole_way_ends_with_settings_that_only_their_owner_reads(visitor: Visitor) -> None:
    assert visitor.enter().status_code == 303
    back = visitor.register(visitor.answer())
    done = visitor.ask("GET", back)
    assert done.status_code == 200
    assert "plans is registered" in done.text
    assert visitor.restarts == 1
    assert stat.S_IMODE(visitor.file.stat().st_mode) == 0o600
    read = Settings(_env_file=visitor.file)  # type: ignore[call-arg]
    assert read.private_key is not None
    assert (read.app_id, read.private_key.get_secret_value().strip()) == (4100, visitor.github.private_key.strip())
    assert read.webhook_secrets == (visitor.github.secret.encode(),)
    assert read.public_url == PUBLIC
    for secret in (visitor.github.secret, "PRIVATE KEY-----"):
        assert secret not in done.text
    made = visitor.github.registration.manifest
    assert made is not None
    assert made["public"] is False
    assert made["hook_attributes"]["url"] == f"{PUBLIC}/webhooks/github"
    assert visitor.ask("GET", "/setup").status_code == 404
    assert visitor.ask("GET", back).status_code == 403


def test_an_organization_owns_it_where_one_is_named(visitor: Visitor) -> None:
    visitor.enter()
    visitor.register(visitor.answer(organization="choir-society", public="yes"))
    assert visitor.github.registration.owner == "choir-society"
    assert visitor.github.registration.manifest is not None
    assert visitor.github.registration.manifest["public"] is True


def test_without_the_code_there_is_no_page(visitor: Visitor) -> None:
    for path in ("/setup", "/setup?code=", "/setup?code=wrong"):
        answer = visitor.ask("GET", path)
        assert answer.status_code == 403
        assert "<form" not in answer.text
    assert visitor.answer().status_code == 403
    assert visitor.ask("HEAD", f"/setup?code={visitor.passes.code}").status_code == 403
    visitor.cookie = "planreview_setup=wrong"
    assert visitor.ask("GET", "/setup").status_code == 403


def test_the_code_works_once_and_leaves_the_address(visitor: Visitor) -> None:
    first = visitor.enter()
    assert first.headers["location"] == "/setup"
    cookie = first.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/setup"))
    assert visitor.ask("GET", "/setup").status_code == 200
    visitor.cookie = ""
    assert visitor.ask("GET", f"/setup?code={visitor.passes.code}").status_code == 403


def test_an_hour_later_the_session_is_over(visitor: Visitor) -> None:
    visitor.enter()
    page = visitor.answer()
    back = visitor.register(page)
    visitor.clock.now += SECONDS + 1
    assert visitor.ask("GET", "/setup").status_code == 403
    assert visitor.ask("GET", back).status_code == 403
    assert not visitor.file.exists()


def test_a_state_that_is_not_ours_reaches_nothing(visitor: Visitor) -> None:
    visitor.enter()
    back = visitor.register(visitor.answer())
    code = parse_qs(urlsplit(back).query)["code"][0]
    for state in ("", "x" * 32):
        assert visitor.ask("GET", f"/setup/registered?code={code}&state={state}").status_code == 403
    assert all("conversions" not in call.path for call in visitor.github.state.calls)
    assert code in visitor.github.registration.codes
    assert visitor.ask("GET", back).status_code == 200


def test_no_host_header_is_believed(visitor: Visitor) -> None:
    evil = {"host": "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}
    entered = visitor.ask("GET", f"/setup?code={visitor.passes.code}", headers=evil)
    assert "evil" not in str(entered.headers)
    visitor.cookie = entered.headers["set-cookie"].partition(";")[0]
    assert "evil" not in visitor.ask("GET", "/setup", headers=evil).text
    assert "evil" not in visitor.answer().text


def test_only_githubs_page_may_be_posted_to(visitor: Visitor) -> None:
    visitor.enter()
    policy = visitor.answer().headers["content-security-policy"]
    assert f"form-action 'self' {visitor.github.url};" in policy


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("github", "https://exa mple"),
        ("github", "evil.example"),
        ("organization", "a/b"),
        ("public_url", "plans.example.com"),
        ("public_url", "javascript://x"),
        ("public_url", "https://plans.example.com/?x=1"),
        ("public_url", 'https://plans.example.com/"\nPLANREVIEW_X=1'),
        ("public_url", "https://user:pass@plans.example.com"),
        ("name", ""),
        ("name", "x" * 35),
        ("name", "<b>"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field(visitor: Visitor, field: str, value: str) -> None:
    visitor.enter()
    answer = visitor.answer(**{field: value})
    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    assert "/settings/apps/new" not in answer.text


def test_shown_instead_of_stored(visitor: Visitor) -> None:
    visitor.enter()
    done = visitor.ask("GET", visitor.register(visitor.answer(keep="show")))
    assert not visitor.file.exists()
    assert visitor.restarts == 0
    assert done.headers["cache-control"] == "no-store"
    shown = re.search(r'<pre class="secret"[^>]*>(.*?)</pre>', done.text, re.DOTALL)
    assert shown
    import shlex

    words = shlex.split(unescape(shown[1]).replace("\\\n", " "))
    assert words[:3] == ["fly", "secrets", "set"]
    given = dict(word.split("=", 1) for word in words[3:])
    read = Settings(_env_file=None, **{k.removeprefix("PLANREVIEW_").lower(): v for k, v in given.items()})  # type: ignore[arg-type]
    assert read.private_key is not None
    assert read.private_key.get_secret_value().strip() == visitor.github.private_key.strip()
    assert visitor.ask("GET", "/setup").status_code == 404


def test_what_can_not_be_written_is_shown_and_not_lost(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    from github_app.web.setup import flow

    def full(file: Path, values: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(flow, "store", full)
    visitor.enter()
    done = visitor.ask("GET", visitor.register(visitor.answer()))
    assert "No space left on device" in done.text
    assert "PLANREVIEW_WEBHOOK_SECRET" in done.text
    assert visitor.restarts == 0


def test_a_refused_code_can_be_tried_again(visitor: Visitor) -> None:
    visitor.enter()
    back = visitor.register(visitor.answer())
    visitor.github.registration.codes.clear()
    failed = visitor.ask("GET", back)
    assert failed.status_code == 502
    assert "does not know the code any more" in failed.text
    assert visitor.ask("GET", visitor.register(visitor.answer())).status_code == 200


def test_an_app_without_webhook_secret_is_given_one(visitor: Visitor) -> None:
    visitor.github.registration.secret = None
    visitor.enter()
    assert visitor.ask("GET", visitor.register(visitor.answer())).status_code == 200
    read = Settings(_env_file=visitor.file)  # type: ignore[call-arg]
    given = visitor.github.registration.secret
    assert given is not None
    assert len(given) >= 32
    assert read.webhook_secrets == (given.encode(),)


def test_other_lines_of_the_file_stay(visitor: Visitor) -> None:
    visitor.file.write_text("# mine\nPLANREVIEW_LOG_LEVEL=debug\nexport PLANREVIEW_APP_ID=1\n")
    visitor.enter()
    visitor.ask("GET", visitor.register(visitor.answer()))
    lines = visitor.file.read_text().splitlines()
    assert lines[:2] == ["# mine", "PLANREVIEW_LOG_LEVEL=debug"]
    assert sum("APP_ID" in line for line in lines) == 1
    assert [path.name for path in visitor.file.parent.iterdir() if path.name.startswith(".env")] == [".env"]


def test_the_manifest_is_app_yml_with_our_addresses(visitor: Visitor) -> None:
    import yaml

    given = yaml.safe_load((Path(__file__).parents[3] / "app.yml").read_text())
    visitor.enter()
    page = visitor.answer()
    value = re.search(r'name="manifest" value="([^"]+)"', page.text)
    assert value
    manifest = json.loads(unescape(value[1]))
    assert manifest["default_permissions"] == given["default_permissions"]
    assert manifest["default_events"] == sorted(given["default_events"])


@pytest.mark.parametrize(
    ("host", "organization", "address", "api"),
    [
        ("github.com", "", "https://github.com/settings/apps/new", "https://api.github.com"),
        ("GitHub.com", "choir", "https://github.com/organizations/choir/settings/apps/new", "https://api.github.com"),
        ("https://git.example.org/", "", "https://git.example.org/settings/apps/new", "https://git.example.org/api/v3"),
        ("octo.ghe.com", "", "https://octo.ghe.com/settings/apps/new", "https://api.octo.ghe.com"),
    ],
)
def test_each_kind_of_github_has_its_addresses(
    host: str, organization: str, address: str, api: str, tmp_path: Path
) -> None:
    fields = {"github": host, "organization": organization, "public_url": PUBLIC, "name": "plans", "keep": "file"}
    answers, faults = read_answers(fields, PUBLIC_API)
    assert answers is not None, faults
    assert (answers.form_address, answers.api_url, answers.public) == (address, api, False)
    made = Registered(7, "plans", "choir", "https://x", "-----BEGIN A-----\nAA\n-----END A-----\n", "secret")
    store(tmp_path / ".env", settings_of(made, answers, Settings(_env_file=None)))  # type: ignore[call-arg]
    assert Settings(_env_file=tmp_path / ".env").github_api_url == api  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("settings", "start"),
    [
        ({}, "http://127.0.0.1:8000/setup?code="),
        ({"host": "0.0.0.0", "port": 80}, "http://127.0.0.1:80/setup?code="),
        ({"host": "::1"}, "http://[::1]:8000/setup?code="),
        ({"public_url": PUBLIC}, f"{PUBLIC}/setup?code="),
    ],
)
def test_the_log_shows_an_address_that_opens(settings: dict[str, Any], start: str) -> None:
    passes = Passes()
    given = Settings(_env_file=None, **settings)  # type: ignore[call-arg]
    assert setup.setup_address(given, passes) == start + passes.code
    assert len(passes.code) >= 32
