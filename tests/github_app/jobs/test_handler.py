"""How long a job goes on and how it ends, in time that passes at once: outages, throttling, deaths, refusals."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from github_app.github.errors import InstallationGone, NotFound, Refused, Throttled, TokenRefused, Unavailable
from github_app.jobs import handler, records
from github_app.jobs import ledger as ledger_module
from github_app.jobs.database import jobs
from github_app.jobs.handler import LONGEST_THROTTLED, MOST_CRASHES, MOST_DEATHS, MOST_DOUBTS, MOST_TRIES, Jobs
from github_app.jobs.ledger import Attempt, Ledger
from github_app.jobs.queueing import NewJob
from github_app.jobs.workshop import Outcome
from tests.github_app.jobs.examples import review_job

Weather = Callable[[float], Exception | None]
"""What goes wrong with a call so many seconds after the delivery."""
TEN_MINUTES, ONE_DAY = 600.0, 24 * 60 * 60.0


class Days:
    """One review job in time that passes only where it waits."""

    def __init__(self, ledger_: Ledger, database: sa.Engine) -> None:
        self.ledger, self._database = ledger_, database
        self.passed = 0.0
        self.tries: list[float] = []
        self.reported: list[str] = []
        self.review_weather: Weather = lambda _: None
        self.report_weather: Weather = lambda _: None
        new = NewJob(review_job(), "one", self.now_ms())
        ledger_.queue([new])
        self.job_id = new.id

    def now_ms(self) -> int:
        return 1_800_000_000_000 + int(self.passed * 1000)

    async def review(self, _shop: Any, attempt: Attempt, _job: Any) -> Outcome:
        self.tries.append(self.passed)
        if (error := self.review_weather(self.passed)) is not None:
            raise error
        return Outcome("reviewed", "success")

    async def report(self, _shop: Any, _attempt: Attempt, _job: Any, cause: str) -> None:
        if (error := self.report_weather(self.passed)) is not None:
            raise error
        self.reported.append(cause)

    def end(self, most: int = 400) -> str:
        """Go on until the job ends; returns its fate."""
        work = Jobs(SimpleNamespace(ledger=self.ledger), self.now_ms)  # type: ignore[arg-type]
        for _ in range(most):
            if asyncio.run(work(self.job_id)) != "again":
                with self._database.connect() as connection:
                    return str(connection.scalar(sa.select(jobs.c.fate)))
        raise AssertionError("it never ends")


@pytest.fixture
def days(ledger: Ledger, database: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> Days:
    made = Days(ledger, database)
    again = ledger.again

    def later(attempt: Attempt, delay_seconds: float, reason: str) -> None:
        again(attempt, delay_seconds, reason)
        made.passed += delay_seconds

    monkeypatch.setattr(ledger, "again", later)
    monkeypatch.setattr(handler, "SETTLE_SECONDS", 0)
    monkeypatch.setattr(handler, "review", made.review)
    monkeypatch.setattr(handler, "report_failure", made.report)
    for module in (ledger_module, records):
        monkeypatch.setattr(module, "now_ms", made.now_ms)
    return made


def down(until: float) -> Weather:
    return lambda passed: Unavailable("GET /x: GitHub answered 503") if passed < until else None


def test_github_down_for_ten_minutes_is_waited_out(days: Days) -> None:
    days.review_weather = down(TEN_MINUTES)
    assert days.end() == "reviewed"
    assert len(days.tries) <= 12
    assert days.passed < TEN_MINUTES + 150
    assert days.reported == []


def test_github_down_for_a_day_ends_in_a_check_run_that_says_so_once_it_can(days: Days) -> None:
    days.review_weather = down(ONE_DAY)
    days.report_weather = down(7800)
    assert days.end() == "failed"
    assert MOST_TRIES <= len(days.tries) < 2 * MOST_TRIES
    assert "503" in days.reported[0]


def test_github_down_for_ever_ends_too(days: Days) -> None:
    days.review_weather = days.report_weather = down(1e12)
    assert days.end() == "failed"
    assert len(days.tries) <= 2 * MOST_TRIES


@pytest.mark.parametrize("retry_after", [1.0, 60.0, 1800.0])
def test_throttling_for_hours_is_obeyed_and_never_a_failure(days: Days, retry_after: float) -> None:
    hours = 3600.0
    days.review_weather = lambda passed: Throttled("secondary", retry_after) if passed < hours else None
    assert days.end() == "reviewed"
    assert days.passed < hours + max(60, retry_after) + 1
    waits = [after - before for before, after in zip(days.tries, days.tries[1:], strict=False)]
    assert min(waits) >= retry_after * 0.99
    assert len(days.tries) < hours / max(retry_after, 20.0) + 40


def test_throttling_without_an_end_is_given_up_within_two_days(days: Days) -> None:
    days.review_weather = lambda _: Throttled("secondary", 900)
    assert days.end() == "failed"
    assert LONGEST_THROTTLED < days.passed < 2 * LONGEST_THROTTLED


def test_a_job_that_kills_its_process_is_given_up_and_the_check_run_says_so(days: Days) -> None:
    for _ in range(MOST_DEATHS):
        assert isinstance(days.ledger.begin(days.job_id), Attempt)
    assert days.end() == "failed"
    assert days.tries == []
    assert "did not survive" in days.reported[0]


def test_some_deaths_are_no_reason_to_give_up(days: Days) -> None:
    for _ in range(MOST_DEATHS - 1):
        days.ledger.begin(days.job_id)
    assert days.end() == "reviewed"


def test_a_fault_of_ours_is_given_up_after_three_tries(days: Days) -> None:
    days.review_weather = lambda _: KeyError("of ours")
    assert days.end() == "failed"
    assert len(days.tries) == MOST_CRASHES
    assert "KeyError" in days.reported[0]


@pytest.mark.parametrize("error", [TokenRefused("GET /x: the token was refused (401)"), NotFound("GET /x: not there")])
def test_what_is_not_there_is_looked_for_three_times(days: Days, error: Exception) -> None:
    days.review_weather = lambda _: error
    days.report_weather = lambda _: error
    assert days.end() == "gone"
    assert len(days.tries) == MOST_DOUBTS
    assert days.passed > 5


def test_what_was_not_there_for_a_moment_is_reviewed(days: Days) -> None:
    days.review_weather = lambda passed: NotFound("GET /x: not there (404)") if passed < 2 else None
    assert days.end() == "reviewed"


def test_a_file_that_is_gone_from_a_living_pull_request_ends_in_its_check_run(days: Days) -> None:
    days.review_weather = lambda _: NotFound("GET /blob: not there (404)")
    assert days.end() == "failed"
    assert "/blob" in days.reported[0]


def test_a_removed_or_suspended_installation_ends_at_once(days: Days) -> None:
    days.review_weather = lambda _: InstallationGone("the installation is suspended")
    assert days.end() == "gone"
    assert len(days.tries) == 1


def test_a_refusal_ends_in_the_check_run_where_that_is_allowed(days: Days) -> None:
    days.review_weather = lambda _: Refused("POST /reviews: GitHub refused it (403)")
    assert days.end() == "failed"
    assert "403" in days.reported[0]
    assert len(days.tries) == 1


def test_what_an_outage_put_off_does_not_come_back_all_at_once(days: Days) -> None:
    waits = set()
    for number in range(20):
        attempt = Attempt(f"500:{number}/1/x", review_job(), "500:1", 0, 0, 2, 1)
        waits.add(round(handler._wait(attempt), 2))
    assert len(waits) > 15
    assert 8 <= min(waits) < max(waits) <= 12
