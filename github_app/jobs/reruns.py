"""Which pull requests, or which merge group, a pressed “Re-run” means."""

from github_app.github.checks import base_of_merge_group
from github_app.github.read import pull_request_now, pull_requests_of_commit
from github_app.jobs.threads import in_thread
from github_app.jobs.workshop import Workshop, client_for, place_only
from github_app.review.model import PullRequest
from github_app.review.origin import base_of_group, number_of
from github_app.webhooks.jobs import Place, RerunCheck, ReviewMergeGroup, ReviewPullRequest

__all__ = ["place_only", "review_of", "reviews_to_run"]


def review_of(pull_request: PullRequest, *, forced: bool) -> ReviewPullRequest:
    """The job that reviews a pull request as it is now."""
    return ReviewPullRequest(
        place=Place(
            pull_request.installation_id, pull_request.repository_id, pull_request.owner, pull_request.repository
        ),
        number=pull_request.number,
        head_sha=pull_request.head_sha,
        base_ref=pull_request.base_ref,
        base_sha=pull_request.base_sha,
        draft=pull_request.draft,
        html_url=pull_request.html_url,
        forced=forced,
    )


async def reviews_to_run(shop: Workshop, job: RerunCheck) -> list[ReviewPullRequest | ReviewMergeGroup]:
    """By number where GitHub says it; else by our records, our external id or the commit, as forks need it. Of a merge
    group our check run tells what it is compared with."""
    client = client_for(shop, job.place)
    numbers = set(job.numbers) or set(await in_thread(shop.ledger.numbers_of, job.place.repository_id, job.head_sha))
    if numbers := numbers or ({number_of(job.external_id)} - {0}):
        known = [place_only(job.place, number) for number in sorted(numbers)]
        found = [await pull_request_now(client, one) for one in known]
        return [review_of(one, forced=True) for one in found if one is not None]
    base = base_of_group(job.external_id)
    if base is None:
        commits = await pull_requests_of_commit(client, place_only(job.place), job.head_sha)
        if commits:
            return [review_of(one, forced=True) for one in commits]
        base = await base_of_merge_group(client, place_only(job.place, head_sha=job.head_sha))
    return [ReviewMergeGroup(job.place, job.head_sha, *base, forced=True)] if base else []
