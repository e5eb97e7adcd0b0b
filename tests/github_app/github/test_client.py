"""Tokens, retries, pacing, against the stand-in with faults."""

import asyncio
import itertools
import time
from collections.abc import Iterator

import pytest

from github_app.github.app import App, AppKey
from github_app.github.client import Client
from github_app.github.errors import (
    GitHubError,
    InstallationGone,
    NotFound,
    Refused,
    Throttled,
    TokenRefused,
    Unavailable,
)
from github_app.github.pacing import MOST_AN_HOUR, Pace
from tests.standin import StandIn


@pytest.fixture
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn(tmp_path_factory.mktemp("github")) as standin:
        standin.state.repository("acme/shop").git.commit({"README.md": "x\n"})
        yield standin


def with_client(github: StandIn, use: object, installation: int = 77) -> object:
    async def run() -> object:
        repository = github.state.repository("acme/shop")
        key = AppKey(github.state.app_id, github.private_key, github.url)
        async with App(key, write_interval=0) as app:
            return await use(app.repository(installation, repository.id))  # type: ignore[operator]

    return asyncio.run(run())


def mints(github: StandIn) -> int:
    return sum("access_tokens" in call.path for call in github.state.calls)


def test_twenty_cold_calls_mint_one_token(github: StandIn) -> None:
    async def use(client: Client) -> None:
        await asyncio.gather(*(client.get("/repos/acme/shop/pulls") for _ in range(20)))

    with_client(github, use)
    assert mints(github) == 1
    assert github.state.most_running <= 10


def test_a_revoked_token_is_asked_for_once_more(github: StandIn) -> None:
    async def use(client: Client) -> object:
        await client.get("/repos/acme/shop/pulls")
        github.state.tokens.clear()
        return await client.get("/repos/acme/shop/pulls")

    assert with_client(github, use) == []
    assert mints(github) == 2


def test_reads_are_tried_again_after_502_and_writes_are_not(github: StandIn) -> None:
    async def use(client: Client) -> None:
        github.fail("GET", "*/pulls", times=2)
        assert await client.get("/repos/acme/shop/pulls") == []
        fault = github.fail("POST", "*/check-runs", times=5)
        with pytest.raises(Unavailable):
            await client.write("POST", "/repos/acme/shop/check-runs", {"name": "x"})
        assert fault.times == 4

    with_client(github, use)


@pytest.mark.parametrize(
    ("status", "headers", "message", "kind", "pause"),
    [
        (403, {"retry-after": "7"}, "secondary rate limit", Throttled, 7),
        (429, {}, "slow down", Throttled, 60),
        (403, {}, "You have exceeded a secondary rate limit", Throttled, 60),
        (422, {}, "was submitted too quickly: abuse", Throttled, 60),
        (403, {}, "Resource not accessible by integration", Refused, None),
        (404, {}, "Not Found", NotFound, None),
        (500, {}, "oops", Unavailable, None),
    ],
)
def test_answers_become_the_errors_that_callers_tell_apart(
    github: StandIn, status: int, headers: dict[str, str], message: str, kind: type[GitHubError], pause: float | None
) -> None:
    async def use(client: Client) -> None:
        await client.get("/repos/acme/shop/pulls")
        github.fail("POST", "*/check-runs", status=status, headers=headers, body={"message": message})
        with pytest.raises(kind) as raised:
            await client.write("POST", "/repos/acme/shop/check-runs", {"name": "x"})
        if pause is not None:
            assert raised.value.retry_after == pytest.approx(pause, abs=1)  # type: ignore[attr-defined]

    with_client(github, use)


def test_an_uninstalled_or_suspended_app_is_told_apart(github: StandIn) -> None:
    async def use(client: Client) -> None:
        with pytest.raises(InstallationGone):
            await client.get("/repos/acme/shop/pulls")

    with_client(github, use, installation=99)
    github.state.suspended.add(77)
    with_client(github, use)


def test_calls_after_the_token_s_hour_make_one_new_token(github: StandIn) -> None:
    async def use(client: Client) -> None:
        await client.get("/repos/acme/shop/pulls")
        await asyncio.sleep(1.2)
        await asyncio.gather(*(client.get("/repos/acme/shop/pulls") for _ in range(10)))

    github.state.token_life = 61  # it is let go of a minute early
    with_client(github, use)
    assert mints(github) == 2


def test_a_revoked_token_is_replaced_once_for_all_who_hold_it(github: StandIn) -> None:
    async def use(client: Client) -> None:
        await client.get("/repos/acme/shop/pulls")
        github.state.tokens.clear()
        await asyncio.gather(*(client.get("/repos/acme/shop/pulls") for _ in range(10)))

    with_client(github, use)
    assert mints(github) == 2


def test_a_token_that_is_refused_again_ends_it(github: StandIn) -> None:
    async def use(client: Client) -> None:
        await client.get("/repos/acme/shop/pulls")
        github.fail("GET", "*/pulls", status=401, times=10)
        with pytest.raises(TokenRefused):
            await client.get("/repos/acme/shop/pulls")

    with_client(github, use)
    assert mints(github) == 2


def test_a_forgotten_installation_gets_a_new_token_and_calls_are_observed(github: StandIn) -> None:
    seen: list[tuple[str, str, int, int | None, int]] = []

    async def run() -> None:
        repository = github.state.repository("acme/shop")
        key = AppKey(github.state.app_id, github.private_key, github.url)
        async with App(key, write_interval=0, observe=lambda *call: seen.append(call)) as app:
            await app.repository(77, repository.id).get("/repos/acme/shop/pulls")
            app.forget(77)
            with pytest.raises(NotFound):
                await app.repository(77, repository.id).get("/repos/acme/shop/pulls/5")

    asyncio.run(run())
    assert mints(github) == 2
    assert [call[:3] for call in seen] == [
        ("GET", "/repos/acme/shop/pulls", 200),
        ("GET", "/repos/acme/shop/pulls/5", 404),
    ]


def test_writes_keep_their_distance_and_check_runs_pass_them() -> None:
    async def run() -> tuple[float, float]:
        pace = Pace(0.1)
        started = time.monotonic()
        async with pace.turn():
            pass
        waiting = asyncio.create_task(write(pace))
        await asyncio.sleep(0)
        async with pace.turn(reserved=True):
            passed = time.monotonic() - started
        await waiting
        return passed, time.monotonic() - started

    async def write(pace: Pace) -> None:
        async with pace.turn():
            pass

    passed, written = asyncio.run(run())
    assert passed < 0.09
    assert written >= 0.1


def test_one_write_at_a_time() -> None:
    async def run() -> int:
        pace, running, most = Pace(0.0), 0, 0

        async def write(reserved: bool) -> None:
            nonlocal running, most
            async with pace.turn(reserved=reserved):
                running += 1
                most = max(most, running)
                await asyncio.sleep(0.001)
                running -= 1

        await asyncio.gather(*(write(bool(n % 2)) for n in range(8)))
        return most

    assert asyncio.run(run()) == 1


def test_check_runs_keep_a_reserve_of_the_hour_s_writes() -> None:
    seconds = itertools.count()

    async def run() -> tuple[int, int]:
        pace, counts = Pace(1e-9, clock=lambda: float(next(seconds))), []
        for reserved in (False, True):
            count = 0
            try:
                while count <= MOST_AN_HOUR:
                    async with pace.turn(reserved=reserved):
                        count += 1
            except Throttled as throttled:
                assert 60 < throttled.retry_after < 3600
            counts.append(count)
        return counts[0], counts[1]

    assert asyncio.run(run()) == (450, 50)


def test_a_long_pause_goes_back_to_the_queue() -> None:
    async def run() -> None:
        pace = Pace(0.0)
        pace.hold(300)
        with pytest.raises(Throttled):
            async with pace.turn():
                pass

    asyncio.run(run())
