"""How often: bursts, refilling, callers apart, and all of them together."""

from github_app.web.rate import Rate, caller_of


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_let_through_and_then_one_at_a_time() -> None:
    clock = Clock()
    rate = Rate(3, 100, clock)
    assert [rate.wait_seconds("a") for _ in range(3)] == [0, 0, 0]
    wait = rate.wait_seconds("a")
    assert 19 < wait <= 20
    clock.now += wait
    assert rate.wait_seconds("a") == 0
    assert rate.wait_seconds("a") > 0


def test_callers_are_counted_apart_but_share_one_limit() -> None:
    rate = Rate(2, 3, Clock())
    assert [rate.wait_seconds(name) > 0 for name in ("a", "a", "a", "b", "c")] == [False, False, True, False, True]


def test_an_ipv6_network_is_one_caller() -> None:
    assert caller_of("2001:db8:1:2:3::9") == caller_of("2001:db8:1:2::1") != caller_of("2001:db8:1:3::1")
    assert caller_of("192.0.2.7") == "192.0.2.7"
    assert caller_of("testclient") == "testclient"
