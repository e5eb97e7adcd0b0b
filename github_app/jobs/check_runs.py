"""The check run of one job, over all its tries: found again, started once, and never left in progress."""

from collections.abc import Iterable

import structlog

from github_app.github.checks import find_check, find_left_check, finish_check, reopen_check, start_check
from github_app.github.errors import NotFound
from github_app.jobs.endings import SUPERSEDED, WITHOUT_VERDICT
from github_app.jobs.ledger import Attempt
from github_app.jobs.queueing import now_ms
from github_app.jobs.threads import in_thread
from github_app.jobs.workshop import Workshop, client_for, place_only, pull_request_of
from github_app.metrics import TIME_TO_FIRST_STATUS
from github_app.review.check import failed
from github_app.review.model import CheckRun
from github_app.review.origin import external_id
from github_app.webhooks.jobs import Place, ReviewMergeGroup, ReviewPullRequest

_log = structlog.get_logger("planreview.review")


class CheckOfJob:
    """Knows its id once it was found or started; `finished` where an earlier try completed it and could not note that."""

    def __init__(self, shop: Workshop, attempt: Attempt, job: ReviewPullRequest | ReviewMergeGroup) -> None:
        self._ledger, self._attempt = shop.ledger, attempt
        self._client = client_for(shop, job.place)
        self._pull_request = pull_request_of(job)
        self.details_url = shop.rule_pages
        self.external_id = external_id(attempt.job_id, self._pull_request)
        self.id: int | None = None
        self.finished = False
        self._ended: int | None = None
        """One on this head that ended without a verdict: the same run shows this piece of work."""

    @property
    def to_complete(self) -> int | None:
        """The id of the check run that the outcome goes to; None where one is to be made."""
        return self.id or self._ended

    async def find(self, *, left_by_others: bool = False, forced: bool = False) -> None:
        """Look for it in our records, and on GitHub where a lost process may have made it, or completed it.

        `left_by_others`: an earlier job on the same head may have left one that it could not note; a completed one of
        those is not ours where a person asked for a review.
        """
        self.id = await self._recorded()
        if self._attempt.tries > 1:
            found = await find_check(self._client, self._pull_request, self.external_id, self.id)
            if found and found[1] in WITHOUT_VERDICT:  # an older head's job took this head for an old one
                self.id, self._ended = None, found[0]
            elif found:
                self.id, self.finished = found[0], found[1] is not None
        elif left_by_others:
            left = await find_left_check(self._client, self._pull_request)
            if left and left[1] in WITHOUT_VERDICT:
                self._ended = left[0]
            elif left and not (left[1] is not None and forced):
                self.id, self.finished = left[0], left[1] is not None
        if self.id is None and self._ended is None:
            self._ended = await self._without_verdict()

    async def start(self) -> None:
        """Show it in progress, if it isn't yet."""
        if self.id is None:
            await self._reopen()
        if self.id is None:
            self.id = await start_check(self._client, self._pull_request, self.external_id, self.details_url)
            TIME_TO_FIRST_STATUS.observe(max(0.0, (now_ms() - self._attempt.created_ms) / 1000))
            await self._save(open_=True)

    async def _reopen(self) -> None:
        found, self._ended = self._ended, None
        if not found:
            return
        self.id = found
        await self._save(open_=True)  # before: where its answer is lost, a later job still knows what to complete
        if not await reopen_check(self._client, self._pull_request, found, self.external_id, self.details_url):
            await self._save(open_=False)
            self.id = None

    async def complete(self, ending: CheckRun) -> None:
        """Complete it, if there is one and it isn't completed."""
        if self.id is not None and not self.finished:
            await finish_check(self._client, self._pull_request, ending, self.external_id, self.id, self.details_url)
            await self._save(open_=False)

    async def complete_anyway(self, ending: CheckRun) -> None:
        """Complete it, made for that where there is none."""
        self.id = self.to_complete
        await finish_check(self._client, self._pull_request, ending, self.external_id, self.id, self.details_url)
        if self.id is not None:
            await self._save(open_=False)

    async def _recorded(self) -> int | None:
        place = self._pull_request
        checks = await in_thread(self._ledger.checks_of, place.repository_id, place.number)
        return next((c.check_run_id for c in checks if c.open and c.head_sha == place.head_sha), None)

    async def _without_verdict(self) -> int | None:
        """A completed check run of ours on this head, where no review of the head was ever done."""
        place = self._pull_request
        checks = await in_thread(self._ledger.checks_of, place.repository_id, place.number)
        found = next((c.check_run_id for c in checks if not c.open and c.head_sha == place.head_sha), None)
        if not found:
            return None
        reviewed = await in_thread(self._ledger.reviewed, place.repository_id, place.number, place.head_sha)
        return None if reviewed else found

    async def _save(self, *, open_: bool) -> None:
        place = self._pull_request
        assert self.id is not None
        await in_thread(self._ledger.save_check, place.repository_id, place.number, place.head_sha, self.id, open=open_)


async def close_others(
    workshop: Workshop, place: Place, number: int, head_sha: str, ending: CheckRun, unsettled: Iterable[str] = ()
) -> None:
    """Complete check runs of ours that other heads of the pull request left in progress, also on those heads where an
    earlier job was not sure of what it had written."""
    ledger, client = workshop.ledger, client_for(workshop, place)
    known = await in_thread(ledger.checks_of, place.repository_id, number)
    left: dict[str, int | None] = {check.head_sha: check.check_run_id for check in known if check.open}
    for sha, check_id in {**dict.fromkeys(unsettled), **left}.items():
        if sha == head_sha or (
            ending is SUPERSEDED and await in_thread(ledger.awaits, f"{place.repository_id}:{number}", sha)
        ):
            continue  # what waits for its turn will end its own
        there = place_only(place, number, sha)
        found = check_id or 0
        try:
            if check_id is None:
                found, title = await find_left_check(client, there) or (0, "")
                done = title is not None
            else:
                done = False
            if not done:
                await finish_check(client, there, ending, "", found)
        except NotFound:
            _log.info("an old check run is gone", check_run=found)
        await in_thread(ledger.save_check, place.repository_id, number, sha, found, open=False)


async def report_failure(
    workshop: Workshop, attempt: Attempt, job: ReviewPullRequest | ReviewMergeGroup, cause: str
) -> None:
    """Complete the check run with the cause, so that nothing is left in progress and nothing passes by accident."""
    check = CheckOfJob(workshop, attempt, job)
    await check.find()
    await check.complete_anyway(failed(cause))
