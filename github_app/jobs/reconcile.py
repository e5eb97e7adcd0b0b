"""Open pull requests whose head has no completed check run of ours, though nobody told us of them, are queued."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from github_app.github.checks import completed_check
from github_app.github.errors import PASSING, GitHubError, InstallationGone, Throttled
from github_app.github.read import open_pull_requests
from github_app.jobs.queueing import NewJob, lane_of, now_ms
from github_app.jobs.reruns import review_of
from github_app.jobs.threads import in_thread
from github_app.jobs.workshop import Workshop, client_for, place_only
from github_app.metrics import SWEEP_RESCUES
from github_app.review.model import PullRequest
from github_app.webhooks.jobs import Place

_log = structlog.get_logger("planreview.sweep")
_DAY_MS = 24 * 60 * 60 * 1000
MOST_LOOKS = 200
"""Pull requests whose check runs are asked for at one time, a call each; what a look finds is remembered."""
_MOST_IN_VAIN = 3
"""Reviews that are queued in a day for a head whose reviews don't come to an end in a check run."""


_MOST_FAULTS = 3
"""Repositories in a row at which GitHub fails before the rest is left for later: it is not the repository's fault then."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look through repositories came to."""

    queued: int = 0
    left: tuple[Place, ...] = ()
    """Repositories that could not be looked through for a fault that may be over soon."""
    fault: GitHubError | None = None
    """The last such fault; of several the one that asks for the longest wait."""


async def reconcile(shop: Workshop, places: Sequence[Place]) -> Looked:
    """One call for each repository, and one for each head that we know nothing of."""
    gone: set[int] = set()
    throttled: set[int] = set()
    left: list[Place] = []
    fault: GitHubError | None = None
    looks = queued = in_a_row = 0
    for place in places:
        if place.installation_id in gone:
            continue
        if place.installation_id in throttled or in_a_row >= _MOST_FAULTS:
            left.append(place)
            continue
        try:
            for found in await open_pull_requests(client_for(shop, place), place_only(place)):
                if looks >= MOST_LOOKS:
                    return Looked(queued, tuple(left), fault)
                if await _is_unheard_of(shop, place, found):
                    looks += 1
                    queued += await _queue_unless_checked(shop, place, found)
            in_a_row = 0
        except PASSING as error:
            _log.info("a repository can't be looked through now", repository=place.repository, error=str(error))
            left.append(place)
            fault = max(fault or error, error, key=_pause)
            if isinstance(error, Throttled):
                throttled.add(place.installation_id)
            else:
                in_a_row += 1
        except InstallationGone:
            gone.add(place.installation_id)
        except GitHubError as error:
            _log.info("a repository can't be looked through", repository=place.repository, error=str(error))
    return Looked(queued, tuple(left), fault)


def _pause(error: GitHubError) -> float:
    return error.retry_after if isinstance(error, Throttled) else 0.0


async def _is_unheard_of(shop: Workshop, place: Place, found: PullRequest) -> bool:
    ledger, lane = shop.ledger, lane_of(review_of(found, forced=False))
    if await in_thread(ledger.unfinished, lane):
        return False
    if await in_thread(ledger.is_settled, place.repository_id, found.number, found.head_sha):
        return False
    return await in_thread(ledger.in_vain, lane, found.head_sha, now_ms() - _DAY_MS) < _MOST_IN_VAIN


async def _queue_unless_checked(shop: Workshop, place: Place, found: PullRequest) -> bool:
    ledger, head = shop.ledger, found.head_sha
    if check_id := await completed_check(client_for(shop, place), found):
        await in_thread(ledger.save_check, place.repository_id, found.number, head, check_id, open=False)
        return False
    job = review_of(found, forced=False)
    await in_thread(ledger.queue, [NewJob(job, f"sweep-{head[:12]}", now_ms())])
    SWEEP_RESCUES.labels("pull request").inc()
    _log.warning("queued a pull request without a check", repository=place.repository, number=found.number)
    return True
