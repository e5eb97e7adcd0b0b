"""Jobs and deliveries that tests state only the differences of."""

import itertools
from typing import Any

from github_app.jobs.intake import Delivery
from github_app.jobs.queueing import now_ms
from github_app.webhooks.jobs import CancelReview, Job, Place, ReviewPullRequest

_serial = itertools.count(1)


def place(installation: int = 77, repository: int = 500) -> Place:
    return Place(installation, repository, "parcels", f"shop{repository}")


def review_job(
    number: int = 1, head: str = "a" * 40, installation: int = 77, repository: int = 500, **given: Any
) -> ReviewPullRequest:
    return ReviewPullRequest(place(installation, repository), number, head, "main", "b" * 40, **given)


def cancel_job(number: int = 1) -> CancelReview:
    return CancelReview(place(), number)


def delivery(job: Job | None = None, guid: str | None = None, **given: Any) -> Delivery:
    serial = next(_serial)
    fields: dict[str, Any] = {
        "guid": guid or f"00000000-{serial:04d}",
        "event": "pull_request",
        "action": "opened",
        "repository": "parcels/shop",
        "number": 1,
        "received_ms": now_ms() + serial,
        "job": job,
    }
    return Delivery(**{**fields, **given})
