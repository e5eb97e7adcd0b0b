"""The webhook's answers: what is stored, what is refused, and how fast it gives up."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from github_app.jobs.intake import Accepted, Delivery
from github_app.settings import Settings
from github_app.web import webhook
from github_app.web.app import create_app
from github_app.web.services import WebServices

SECRET = "old words"
GUID = "72d3162e-cc78-11e3-81ab-4c9367dc0958"


@dataclass
class Inbox:
    """Remembers what it is given; may be slow, or broken."""

    kept: list[Delivery] = field(default_factory=list)
    seconds: float = 0.0
    fault: Exception | None = None

    async def put(self, delivery: Delivery) -> Accepted:
        await asyncio.sleep(self.seconds)
        if self.fault:
            raise self.fault
        known = any(one.guid == delivery.guid for one in self.kept)
        self.kept.append(delivery)
        return "known" if known else "queued" if delivery.job else "noted"

    def reachable(self) -> None:
        if self.fault:
            raise self.fault


@dataclass
class Ledger:
    depth: tuple[int, int, float] = (3, 1, 12.5)

    def queue_depth(self) -> tuple[int, int, float]:
        return self.depth


def application(inbox: Inbox, **settings: Any) -> httpx.AsyncClient:
    given = Settings(_env_file=None, **{"webhook_secret": f"new words,{SECRET}", **settings})  # type: ignore[call-arg]
    services = WebServices(given, inbox, Ledger())  # type: ignore[arg-type]
    transport = httpx.ASGITransport(create_app(services), client=(settings.pop("client", "127.0.0.1"), 9))
    return httpx.AsyncClient(transport=transport, base_url="http://app")


def payload(**more: Any) -> dict[str, Any]:
    return {
        "action": "opened",
        "number": 4,
        "pull_request": {
            "number": 4,
            "head": {"ref": "change", "sha": "a" * 40},
            "base": {"ref": "main", "sha": "b" * 40},
        },
        "repository": {"id": 500, "name": "shop", "owner": {"login": "parcels"}},
        "installation": {"id": 77},
        **more,
    }


def post(inbox: Inbox, body: bytes | None = None, path: str = "/webhooks/github", **headers: str) -> httpx.Response:
    body = json.dumps(payload()).encode() if body is None else body
    sent = {
        "content-type": "application/json",
        "x-github-event": "pull_request",
        "x-github-delivery": GUID,
        "x-hub-signature-256": "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest(),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }

    async def send() -> httpx.Response:
        async with application(inbox) as client:
            return await client.post(path, content=body, headers={k: v for k, v in sent.items() if v})

    return asyncio.run(send())


def get(inbox: Inbox, path: str, headers: dict[str, str] | None = None, **settings: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        async with application(inbox, **settings) as client:
            return await client.get(path, headers=headers)

    return asyncio.run(send())


@pytest.mark.parametrize("path", ["/webhooks/github", "/"])
def test_a_signed_delivery_is_stored_and_then_accepted(path: str) -> None:
    inbox = Inbox()
    assert post(inbox, path=path).status_code == 202
    (kept,) = inbox.kept
    assert (kept.guid, kept.repository, kept.number) == (GUID, "parcels/shop", 4)
    assert kept.job is not None


def test_an_event_that_asks_nothing_is_noted_with_its_reason() -> None:
    inbox = Inbox()
    answer = post(inbox, json.dumps(payload(action="labeled")).encode())
    assert answer.status_code == 200
    assert "labeled" in answer.text
    assert inbox.kept[0].job is None


def test_a_form_is_read_too() -> None:
    from urllib.parse import urlencode

    inbox = Inbox()
    body = urlencode({"payload": json.dumps(payload())}).encode()
    assert post(inbox, body, content_type="application/x-www-form-urlencoded").status_code == 202


@pytest.mark.parametrize(
    "signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=" + "0" * 40, "sha256=" + "é" * 8, "nonsense"]
)
def test_a_missing_or_wrong_signature_stores_nothing(signature: str) -> None:
    inbox = Inbox()

    async def send() -> int:
        async with application(inbox) as client:
            headers = [(b"content-type", b"application/json"), (b"x-hub-signature-256", signature.encode())]
            return (await client.post("/webhooks/github", content=b"{}", headers=headers)).status_code

    assert asyncio.run(send()) == 401
    assert inbox.kept == []


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"{", {}),
        (b"[]", {}),
        (b"\xff\xfe", {}),
        (b'{"action": "opened"', {}),
        (None, {"x_github_event": ""}),
        (None, {"x_github_delivery": ""}),
        (None, {"x_github_delivery": "../../etc/passwd"}),
        (b"nothing=1", {"content_type": "application/x-www-form-urlencoded"}),
    ],
)
def test_what_can_t_be_read_is_a_400(body: bytes | None, headers: dict[str, str]) -> None:
    inbox = Inbox()
    assert post(inbox, body, **headers).status_code == 400
    assert inbox.kept == []


def test_another_type_is_a_415() -> None:
    assert post(Inbox(), content_type="text/plain").status_code == 415


def test_a_body_over_the_limit_is_refused_without_being_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "MOST_BYTES", 1000)
    assert post(Inbox(), b"x" * 1001).status_code == 413
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield b"x" * 100

    async def send() -> int:
        async with application(Inbox()) as client:
            headers = {"content-type": "application/json"}
            return (await client.post("/webhooks/github", content=endless(), headers=headers)).status_code

    assert asyncio.run(send()) == 413
    assert taken < 20


def test_a_slow_store_is_given_up_with_a_503(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "STORE_SECONDS", 0.05)
    begun = time.monotonic()
    answer = post(Inbox(seconds=5))
    assert time.monotonic() - begun < 2
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")


def test_a_broken_store_is_a_503() -> None:
    assert post(Inbox(fault=OSError("No space left on device"))).status_code == 503


def test_a_known_delivery_is_accepted_again() -> None:
    inbox = Inbox()
    post(inbox)
    assert post(inbox).text == "Known already.\n"


def test_alive_looks_at_nothing_and_ready_at_the_database() -> None:
    broken = Inbox(fault=OSError())
    assert get(broken, "/healthz").status_code == 200
    answer = get(broken, "/readyz", app_id=1, private_key="-----BEGIN X")
    assert answer.status_code == 503
    assert answer.json()["faults"] == {"database": "OSError"}
    assert get(Inbox(), "/readyz").status_code == 200


def test_metrics_are_open_on_loopback_only() -> None:
    answer = get(Inbox(), "/metrics")
    assert answer.status_code == 200
    assert "planreview_queue_age_seconds 12.5" in answer.text
    assert get(Inbox(), "/metrics", {"x-forwarded-for": "192.0.2.7"}).status_code == 403
    assert get(Inbox(), "/metrics", client="192.0.2.7").status_code == 403


def test_metrics_can_have_a_token() -> None:
    assert get(Inbox(), "/metrics", metrics_token="words").status_code == 401
    assert get(Inbox(), "/metrics", {"authorization": "Bearer words"}, metrics_token="words").status_code == 200


def test_deliveries_need_the_admin_token() -> None:
    assert get(Inbox(), "/deliveries").status_code == 404
    assert get(Inbox(), "/deliveries", admin_token="words").status_code == 401
    assert get(Inbox(), "/deliveries", {"authorization": "Bearer other"}, admin_token="words").status_code == 401
