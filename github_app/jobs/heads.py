"""Whether a job's head is still the pull request's: deliveries come in any order, and the newest may have come first."""

from collections.abc import Sequence

from github_app.github.read import pull_request_now
from github_app.jobs.ledger import Attempt
from github_app.jobs.queueing import NewJob, now_ms, origin_of
from github_app.jobs.reruns import review_of
from github_app.jobs.threads import in_thread
from github_app.jobs.workshop import Workshop, client_for, pull_request_of
from github_app.review.model import ChangedFile
from github_app.webhooks.jobs import ReviewMergeGroup, ReviewPullRequest


async def follow(
    shop: Workshop,
    attempt: Attempt,
    job: ReviewPullRequest | ReviewMergeGroup,
    files: Sequence[ChangedFile] | None = None,
) -> str:
    """Why the job's head is no longer the one to review, after the one that is has been queued; empty while it is.

    GitHub's list of files names the head that it was made for, which mostly answers it without a call.
    """
    if isinstance(job, ReviewMergeGroup):
        return ""
    if files is not None:
        told = {file.listed_at for file in files if file.listed_at}
        if told == {job.head_sha} or (not told and not await in_thread(shop.ledger.follows_others, attempt)):
            return ""
    now = await pull_request_now(client_for(shop, job.place), pull_request_of(job))
    if now is None:
        return "closed"
    if now.head_sha == job.head_sha:
        return ""
    newest = review_of(now, forced=job.forced)
    reviewed = await in_thread(shop.ledger.reviewed, now.repository_id, now.number, now.head_sha)
    if not reviewed and not await in_thread(shop.ledger.awaits, newest.lane, now.head_sha):
        new = NewJob(newest, f"{origin_of(attempt.job_id).removesuffix('-moved')}-moved", now_ms())
        await in_thread(shop.ledger.queue, [new])
    return "a newer push"
