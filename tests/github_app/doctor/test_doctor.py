"""The doctor against the stand-in: well when all is well, and for each illness the cure."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from github_app import doctor
from github_app.doctor import registration, there
from tests.github_app.doctor.served import Served
from tests.standin import StandIn


@pytest.fixture
def github(tmp_path: Path) -> Iterator[StandIn]:
    with StandIn(tmp_path / "github") as stand_in:
        stand_in.state.repository("orchard/shop")
        yield stand_in


@pytest.fixture
def public(tmp_path: Path) -> Iterator[str]:
    from starlette.routing import Route

    from github_app.web.health import alive

    with Served(Starlette(routes=[Route("/healthz", alive)])) as served:
        yield served.url


@pytest.fixture
def settings(github: StandIn, public: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> StandIn:
    """Everything well: the environment of a server that the stand-in delivers to."""
    for name in list(os.environ):
        if name.startswith("PLANREVIEW_") or name in {"DATABASE_URL", "PORT"}:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    for name, value in {
        **github.environment,
        "PLANREVIEW_PUBLIC_URL": public,
        "PLANREVIEW_ADMIN_TOKEN": "x" * 24,
    }.items():
        monkeypatch.setenv(name, value)
    github.registration.hook = {"url": f"{public}/webhooks/github"}
    github.state.deliveries.append(_delivery(202))
    return github


def _delivery(status: int) -> dict[str, object]:
    return {"id": status, "status": "OK" if status == 202 else "failed", "status_code": status}


def told(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = doctor.run()
    return status, capsys.readouterr().out


def test_all_is_well(settings: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = told(capsys)
    assert status == 0, said
    assert "0 to cure, 0 to look at" in said
    for name in (
        "private key",
        "database",
        "clock",
        "permissions",
        "events",
        "webhook",
        "installations",
        "public address",
    ):
        assert f"✓ {name}" in said
    assert settings.secret not in said
    assert "PRIVATE KEY-----" not in said


def test_a_missing_permission_and_event_are_named(settings: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    settings.state.permissions["pull_requests"] = "read"
    settings.registration.events.remove("merge_group")
    status, said = told(capsys)
    assert status == 1
    assert "pull_requests: write is missing" in said
    assert "merge_group is not subscribed" in said
    assert "account-77 has not granted every permission" in said


def test_more_than_asked_for_is_doubtful_only(settings: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    settings.state.permissions["contents"] = "write"
    status, said = told(capsys)
    assert status == 0
    assert "contents: write is more than app.yml asks for" in said


def test_another_webhook_address_is_compared(settings: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    settings.registration.hook = {"url": "https://old.example.com/webhooks/github"}
    status, said = told(capsys)
    assert status == 1
    assert "GitHub sends to https://old.example.com/webhooks/github" in said
    assert "/webhooks/github on the App's settings page" in said


def test_a_webhook_without_secret_is_ill(settings: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    settings.registration.secret = None
    assert told(capsys)[0] == 1


def test_refused_signatures_point_at_the_secret(settings: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    settings.state.deliveries += [_delivery(401), _delivery(401)]
    status, said = told(capsys)
    assert status == 1
    assert "2 of the last 3 failed: 2 with 401" in said
    assert "PLANREVIEW_WEBHOOK_SECRET differs" in said


def test_a_foreign_key_is_recognised(
    settings: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANREVIEW_APP_ID", "7")
    status, said = told(capsys)
    assert status == 1
    assert "GitHub refuses the key for App 7" in said


def test_an_unreadable_key_is_told_without_its_text(
    settings: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(
        "PLANREVIEW_PRIVATE_KEY", "-----BEGIN RSA PRIVATE KEY-----\nbm9uc2Vuc2U=\n-----END RSA PRIVATE KEY-----"
    )
    status, said = told(capsys)
    assert status == 1
    assert "✗ private key" in said
    assert "bm9uc2Vuc2U" not in said


def test_a_suspended_installation_is_named(settings: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    settings.state.suspended.add(77)
    assert "suspended for account-77" in told(capsys)[1]


def test_an_unreachable_github_ends_the_questions_to_it(
    settings: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANREVIEW_GITHUB_API_URL", "http://127.0.0.1:9")
    status, said = told(capsys)
    assert status == 1
    assert "http://127.0.0.1:9 is not reached" in said
    assert "permissions" not in said


def test_something_else_at_the_public_address(
    settings: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANREVIEW_PUBLIC_URL", settings.url)
    status, said = told(capsys)
    assert status == 1
    assert f"something else answers at {settings.url}/healthz" in said


def test_a_broken_database_file(
    settings: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.sqlite3").write_bytes(b"no database " * 400)
    monkeypatch.setenv("PLANREVIEW_DATABASE_URL", f"sqlite:///{tmp_path}/broken.sqlite3")
    status, said = told(capsys)
    assert status == 1
    assert "not a database" in said


def test_an_absent_postgresql(
    settings: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANREVIEW_DATABASE_URL", "postgresql://planreview:hushhush@127.0.0.1:9/planreview")
    status, said = told(capsys)
    assert status == 1
    assert "PostgreSQL can't be used" in said
    assert "hushhush" not in said


def test_a_readable_env_file_is_pointed_at(
    settings: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".env").write_text("")
    (tmp_path / ".env").chmod(0o644)
    status, said = told(capsys)
    assert status == 0
    assert f"chmod 600 {tmp_path}/.env" in said


def test_without_settings_the_way_is_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in list(os.environ):
        if name.startswith("PLANREVIEW_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    status, said = told(capsys)
    assert status == 1
    assert "planreview serve" in said


@pytest.mark.parametrize(("ahead", "state"), [(0.4, "well"), (-29, "well"), (45, "ill"), (-90, "ill")])
def test_clocks_may_differ_by_half_a_minute(ahead: float, state: str) -> None:
    assert registration.clock(ahead).state == state


def test_the_clock_is_read_from_the_answer(settings: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio
    import time

    now = time.time()
    monkeypatch.setattr(there.time, "time", lambda: now + 120)
    verdict = asyncio.run(there.clock(settings.url))
    assert verdict.state == "ill"
    assert "ahead of GitHub's" in verdict.said
