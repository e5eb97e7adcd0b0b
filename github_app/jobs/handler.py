"""What each kind of job does, and what happens when GitHub or we fail at it."""

import asyncio
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa
import structlog
from structlog.contextvars import bound_contextvars

from github_app.github.errors import (
    GitHubError,
    InstallationGone,
    NotFound,
    Refused,
    Rejected,
    Throttled,
    TokenRefused,
    Unavailable,
)
from github_app.github.guarded import SETTLE_SECONDS
from github_app.jobs.check_runs import close_others, report_failure
from github_app.jobs.commands import explain, run_command
from github_app.jobs.endings import CLOSED, gave_up
from github_app.jobs.ledger import Attempt, TakenOver
from github_app.jobs.queueing import NewJob, installation_of, origin_of
from github_app.jobs.reconcile import reconcile
from github_app.jobs.reruns import reviews_to_run
from github_app.jobs.review_task import review
from github_app.jobs.threads import in_thread
from github_app.jobs.workshop import Outcome, Workshop, client_for
from github_app.metrics import JOBS, TIME_TO_COMPLETION
from github_app.webhooks.jobs import (
    CancelReview,
    ExplainCheck,
    ForgetInstallation,
    RerunCheck,
    ReviewMergeGroup,
    ReviewPullRequest,
    RunCommand,
)

_log = structlog.get_logger("planreview.jobs")
MOST_CRASHES = 3
"""Tries that end in an error of ours before the check run says so."""
MOST_DEATHS = 20
"""Tries that the process did not survive: a plan that kills its worker must not do so for ever."""
MOST_TRIES = 60
"""Tries at an unreachable GitHub; with the longest wait between two this is over an hour."""
MOST_DOUBTS = 3
"""Tries at what GitHub says is not there, or not ours: it says so for moments after a change, too."""
LONGEST_THROTTLED = 24 * 60 * 60
"""Seconds after which a job that GitHub keeps throttling is given up."""
_FIRST_WAIT, _LONGEST_WAIT = 5.0, 120.0


class Handler(Protocol):
    """What the engine calls for each job. Must not raise."""

    async def __call__(self, job_id: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Jobs:
    """Runs one attempt at a job, in the right way for its kind."""

    shop: Workshop
    clock_ms: Callable[[], int]

    async def __call__(self, job_id: str) -> str:
        attempt = await in_thread(self.shop.ledger.begin, job_id)
        if isinstance(attempt, str):
            return attempt
        place = getattr(attempt.job, "place", None)
        with bound_contextvars(
            job=job_id,
            delivery=origin_of(job_id),
            repository=f"{place.owner}/{place.repository}" if place else "",
            pull_request=getattr(attempt.job, "number", None),
        ):
            try:
                return await self._attempt(attempt)
            except TakenOver:
                _log.warning("another process has taken this job over")
                return "taken over"

    async def _attempt(self, attempt: Attempt) -> str:
        installation = installation_of(attempt.job)
        if attempt.tries - attempt.retries > MOST_DEATHS:
            return await self._fail(attempt, gave_up(attempt.tries, "the process did not survive it"))
        if (wait := await in_thread(self.shop.ledger.paused_seconds, installation)) > 0:
            return await self._again(attempt, wait, "GitHub throttles this installation")
        try:
            outcome = await self._run(attempt)
        except Throttled as throttled:
            if self._age(attempt) > LONGEST_THROTTLED:
                return await self._fail(attempt, gave_up(attempt.tries, str(throttled)))
            seconds = max(throttled.retry_after, min(30.0, attempt.retries))
            await in_thread(self.shop.ledger.pause, installation, seconds)
            return await self._again(attempt, seconds, str(throttled))
        except Unavailable as unavailable:
            if attempt.tries >= MOST_TRIES and self._age(attempt) > MOST_TRIES * _LONGEST_WAIT / 2:
                return await self._fail(attempt, gave_up(attempt.tries, str(unavailable)))
            return await self._again(attempt, _wait(attempt), str(unavailable))
        except (TokenRefused, NotFound) as doubtful:
            if attempt.tries < MOST_DOUBTS:
                return await self._again(attempt, _wait(attempt) / 2, str(doubtful))
            return await self._fail(attempt, str(doubtful), "gone")
        except InstallationGone as gone:
            return await self._end(attempt, Outcome("gone", str(gone)))
        except (Refused, Rejected) as refused:
            return await self._fail(attempt, str(refused))
        except (TakenOver, sa.exc.DBAPIError):  # another process goes on, or the engine waits for the database
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours ends in the check run, not in silence
            _log.exception("a job failed", tries=attempt.tries)
            if attempt.tries < MOST_CRASHES:
                return await self._again(attempt, _wait(attempt), type(error).__name__)
            return await self._fail(attempt, gave_up(attempt.tries, f"a fault of planreview ({type(error).__name__})"))
        return await self._end(attempt, outcome)

    async def _run(self, attempt: Attempt) -> Outcome | None:
        job = attempt.job
        if attempt.tries - attempt.retries > 1:  # a process died at it, and its last write may be under way still
            await asyncio.sleep(SETTLE_SECONDS)
        if isinstance(job, ReviewPullRequest | ReviewMergeGroup):
            return await review(self.shop, attempt, job)
        if isinstance(job, CancelReview):
            doubts = await in_thread(self.shop.ledger.doubts, attempt, job.place.repository_id)
            unsettled = [sha for sha, known in doubts.items() if not known]
            await close_others(self.shop, job.place, job.number, "", CLOSED, unsettled)
            return Outcome("closed", "the pull request was closed")
        if isinstance(job, RunCommand):
            return await run_command(self.shop, attempt, job)
        if isinstance(job, ExplainCheck):
            return await explain(self.shop, job)
        if isinstance(job, RerunCheck):
            found = await reviews_to_run(self.shop, job)
            new = [NewJob(one, f"{origin_of(attempt.job_id)}-rerun", attempt.created_ms) for one in found]
            await in_thread(self.shop.ledger.queue, new)
            named = [f"#{one.number}" if isinstance(one, ReviewPullRequest) else "the merge group" for one in found]
            no = "no open pull request and no merge group has this commit"
            return Outcome("queued", f"reviews of {', '.join(named)}" if found else no)
        assert isinstance(job, ForgetInstallation)
        self.shop.app.forget(job.installation_id)
        places = await in_thread(self.shop.ledger.places_of, job.installation_id)
        looked = await reconcile(self.shop, places)  # what came to nothing while suspended or without a permission
        if looked.fault is not None:
            raise looked.fault
        return Outcome("done", f"the installation changed; {looked.queued} reviews queued")

    async def _again(self, attempt: Attempt, seconds: float, reason: str) -> str:
        _log.info("put off", seconds=round(seconds, 1), reason=reason)
        await in_thread(self.shop.ledger.again, attempt, seconds, reason)
        JOBS.labels(type(attempt.job).__name__, "put off").inc()
        return "again"

    async def _fail(self, attempt: Attempt, cause: str, fate: str = "failed") -> str:
        """The end of a job that can't be done: the check run says why, as far as GitHub lets us."""
        if isinstance(attempt.job, ReviewPullRequest | ReviewMergeGroup):
            try:
                await report_failure(self.shop, attempt, attempt.job, cause)
                fate = "failed"
            except (Throttled, Unavailable) as error:
                if attempt.tries < 2 * MOST_TRIES:
                    return await self._again(attempt, _wait(attempt), f"{cause}; then {error}")
            except GitHubError as error:
                if fate == "failed":
                    cause = f"{cause}; its check run could not say so: {error}"
        return await self._end(attempt, Outcome(fate, cause))

    async def _end(self, attempt: Attempt, outcome: Outcome | None) -> str:
        """Note the end; None where a review noted it in the same transaction as its records."""
        if outcome is not None:
            await in_thread(self.shop.ledger.end, attempt.job_id, outcome.fate, outcome.reason)
        outcome = outcome or Outcome("reviewed")
        self._told(attempt, outcome)
        return outcome.fate

    def _told(self, attempt: Attempt, outcome: Outcome) -> None:
        seconds = self._age(attempt)
        _log.info("job ended", fate=outcome.fate, reason=outcome.reason, seconds=round(seconds, 3))
        JOBS.labels(type(attempt.job).__name__, outcome.fate).inc()
        TIME_TO_COMPLETION.observe(seconds)

    def _age(self, attempt: Attempt) -> float:
        """Seconds since the delivery."""
        return max(0.0, (self.clock_ms() - attempt.created_ms) / 1000)


def _wait(attempt: Attempt) -> float:
    """Longer each time, and a little different for each job: what an outage put off must not come back all at once."""
    spread = 0.8 + 0.4 * zlib.crc32(attempt.job_id.encode()) / 2**32
    return spread * min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(attempt.retries, 10))


Handle = Callable[[str], Awaitable[str]]
__all__ = ["Handle", "Handler", "Jobs", "client_for"]
