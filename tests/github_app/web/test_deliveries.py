"""The operator's page: only with the token, each delivery with its fate and links, and replays as deliveries of their own."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from github_app.jobs.database import connect, create_tables
from github_app.jobs.engine import prepare
from github_app.jobs.intake import Delivery, Intake
from github_app.jobs.ledger import Ledger
from github_app.jobs.queueing import now_ms
from github_app.settings import Settings
from github_app.web import admin
from github_app.web.app import create_app
from github_app.web.rate import Rate
from github_app.web.services import WebServices
from github_app.webhooks.jobs import Place, ReviewPullRequest

TOKEN = "correct horse battery staple"
HEAD = "c0ffee" * 6 + "c0ff"
BEARER = {"authorization": f"Bearer {TOKEN}"}
BROWSER = {"accept": "text/html,application/xhtml+xml"}


class Server:
    """The application over real tables, with two deliveries: one to review, one ignored."""

    def __init__(self, folder: Path, token: str | None = TOKEN) -> None:
        url = f"sqlite:///{folder / 'test.sqlite3'}"
        prepare(url)
        self._database = connect(url)
        create_tables(self._database)
        self.inbox, self.ledger = Intake(url), Ledger(self._database)
        settings = Settings(_env_file=None, admin_token=token)  # type: ignore[call-arg]
        self._app = create_app(WebServices(settings, self.inbox, self.ledger))
        asyncio.run(self._fill())

    async def _fill(self) -> None:
        job = ReviewPullRequest(Place(77, 500, "choir", "songs"), 4, HEAD, "main", "b" * 40)
        await self.inbox.put(
            Delivery("guid-review", "pull_request", "ReviewPullRequest", "choir/songs", 4, now_ms(), job)
        )
        await self.inbox.put(
            Delivery("guid-ignored", "pull_request", "", "", None, now_ms() + 1, None, "labeled asks nothing")
        )
        self.ledger.save_check(500, 4, HEAD, 9012, open=True)

    def close(self) -> None:
        self.inbox.close()
        self.ledger.close()
        self._database.dispose()

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://app.test") as client:
                return await client.request(method, path, **given)

        return asyncio.run(send())

    def enter(self) -> dict[str, str]:
        """The headers of a browser that typed the token."""
        entered = self.ask("POST", "/deliveries/enter", data={"token": TOKEN}, headers=BROWSER)
        assert entered.status_code == 303, entered.text
        return {**BROWSER, "cookie": entered.headers["set-cookie"].partition(";")[0]}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(admin, "TRIES", Rate(10, 30))
    made = Server(tmp_path)
    yield made
    made.close()


def test_without_a_token_set_the_page_is_off(tmp_path: Path) -> None:
    server = Server(tmp_path, token=None)
    for method, path in (
        ("GET", "/deliveries"),
        ("POST", "/deliveries/enter"),
        ("POST", "/deliveries/guid-review/replay"),
    ):
        assert server.ask(method, path, headers=BROWSER).status_code == 404
    server.close()


def test_a_browser_is_asked_for_the_token_and_a_machine_told_to_bear_it(server: Server) -> None:
    asked = server.ask("GET", "/deliveries", headers=BROWSER)
    assert asked.status_code == 401
    assert 'type="password"' in asked.text
    assert server.ask("GET", "/deliveries").headers["www-authenticate"] == "Bearer"


def test_a_wrong_token_lets_nobody_in(server: Server) -> None:
    for token in ("", "wrong", f"{TOKEN} "):
        answer = server.ask("POST", "/deliveries/enter", data={"token": token}, headers=BROWSER)
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers


def test_tokens_can_not_be_tried_quickly(server: Server) -> None:
    answers = [server.ask("POST", "/deliveries/enter", data={"token": "no"}).status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]
    assert server.ask("POST", "/deliveries/enter", data={"token": TOKEN}).status_code == 429


def test_the_cookie_is_bound_and_can_not_be_made_up(server: Server) -> None:
    entered = server.ask("POST", "/deliveries/enter", data={"token": TOKEN}).headers["set-cookie"].lower()
    assert all(part in entered for part in ("httponly", "samesite=strict", "path=/deliveries"))
    assert TOKEN not in entered
    until, _, signature = server.enter()["cookie"].partition("=")[2].partition(".")
    for forged in (f"{int(until) + 9}.{signature}", f"{until}.", f".{signature}", "x", f"1.{signature}"):
        headers = {**BROWSER, "cookie": f"planreview_admin={forged}"}
        assert server.ask("GET", "/deliveries", headers=headers).status_code == 401


def test_each_delivery_has_its_fate_its_reason_and_its_links(server: Server) -> None:
    page = server.ask("GET", "/deliveries", headers=server.enter()).text
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)[1:]
    assert len(rows) == 2
    assert "labeled asks nothing" in rows[0]
    assert "Replay" not in rows[0]
    assert 'href="https://github.com/choir/songs/pull/4"' in rows[1]
    assert 'href="https://github.com/choir/songs/runs/9012"' in rows[1]
    assert ">queued</span>" in rows[1]


def test_the_same_as_json(server: Server) -> None:
    found = server.ask("GET", "/deliveries", headers=BEARER).json()["deliveries"]
    assert [one["guid"] for one in found] == ["guid-ignored", "guid-review"]
    assert found[1]["check_url"] == "https://github.com/choir/songs/runs/9012"
    assert server.ask("GET", "/deliveries?limit=1", headers=BEARER).json()["deliveries"] == found[:1]
    for limit in ("0", "-1", "x", "9" * 5000):
        assert server.ask("GET", f"/deliveries?limit={limit}", headers=BEARER).status_code == 200


def test_one_fate_only(server: Server) -> None:
    found = server.ask("GET", "/deliveries?fate=queued", headers=BEARER).json()["deliveries"]
    assert [one["guid"] for one in found] == ["guid-review"]
    assert "<script>" not in server.ask("GET", "/deliveries?fate=<script>", headers=server.enter()).text


def test_a_replay_stands_in_the_list_and_has_a_fate_of_its_own(server: Server) -> None:
    inside = server.enter()
    page = server.ask("GET", "/deliveries", headers=inside).text
    key = re.search(r'name="key" value="(\w+)"', page)
    assert key
    answer = server.ask("POST", "/deliveries/guid-review/replay", data={"key": key[1]}, headers=inside)
    assert answer.status_code == 303
    found = server.ask("GET", "/deliveries", headers=BEARER).json()["deliveries"]
    assert re.fullmatch(r"guid-review\+replay\d+", found[0]["guid"])
    assert (found[0]["fate"], found[0]["pull_request"]) == ("queued", 4)
    rows = server.ledger.recent_deliveries(1)
    assert rows[0]["data"]["forced"] is True
    again = server.ask("POST", f"/deliveries/{found[0]['guid'].replace('+', '%2B')}/replay", headers=BEARER)
    assert again.json()["guid"].count("+") == 1


@pytest.mark.parametrize("fields", [{}, {"key": ""}, {"key": "0" * 64}])
def test_a_form_of_another_site_replays_nothing(server: Server, fields: dict[str, str]) -> None:
    answer = server.ask("POST", "/deliveries/guid-review/replay", data=fields, headers=server.enter())
    assert answer.status_code == 403
    assert len(server.ledger.recent_deliveries(10)) == 2


def test_what_asks_nothing_can_not_be_replayed(server: Server) -> None:
    for guid in ("guid-ignored", "unknown"):
        assert server.ask("POST", f"/deliveries/{guid}/replay", headers=BEARER).status_code == 404


def test_leaving_drops_the_cookie(server: Server) -> None:
    left = server.ask("POST", "/deliveries/leave", headers=server.enter())
    assert 'planreview_admin=""' in left.headers["set-cookie"]
    assert "max-age=0" in left.headers["set-cookie"].lower()
