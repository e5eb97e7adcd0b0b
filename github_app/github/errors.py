"""What can go wrong with GitHub, as the few cases that callers tell apart."""

import time
from typing import Any

from githubkit.exception import (
    GitHubException,
    PrimaryRateLimitExceeded,
    RateLimitExceeded,
    RequestError,
    RequestFailed,
    RequestTimeout,
)

LEAST_PAUSE = 60.0
"""Seconds to wait after throttling without a hint. Source: GitHub's “Rate limits for the REST API”."""


class GitHubError(Exception):
    """GitHub did not do what it was asked; the message names the call and the cause, never a token."""


class Throttled(GitHubError):
    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class InstallationGone(GitHubError):
    """The App was uninstalled or suspended, or its key is refused: nothing can be done for this repository."""


class TokenRefused(InstallationGone):
    """401: expired, revoked, or never ours."""


class HeadMoved(GitHubError):
    """A newer push came while we wrote; what is left of this review is void."""


class NotFound(GitHubError):
    pass


class Refused(GitHubError):
    """A permission lacks, or the repository is archived or locked."""


class Rejected(GitHubError):
    """422: GitHub finds fault with what was sent."""


class Unavailable(GitHubError):
    """5xx, timeout or a broken connection: a write may have happened all the same."""


PASSING = (Throttled, Unavailable, TokenRefused)
"""What is often over a moment later."""


def translate(error: Exception, call: str) -> GitHubError:
    """A githubkit error as one of ours."""
    if isinstance(error, RequestError) and isinstance(error.exc, GitHubException):
        inner = translate(error.exc, call)
        if isinstance(inner, TokenRefused):  # the operator can put that right: the work waits for it
            return Unavailable(f"{call}: GitHub refuses the App's own token (401); are key, App id and clock right?")
        return InstallationGone(str(inner)) if isinstance(inner, NotFound | Refused | Rejected) else inner
    if isinstance(error, RateLimitExceeded):
        return Throttled(
            f"{call}: {'rate limit' if isinstance(error, PrimaryRateLimitExceeded) else 'secondary rate limit'}",
            max(1.0, error.retry_after.total_seconds()),
        )
    if isinstance(error, RequestFailed):
        return _by_status(error, call)
    if isinstance(error, RequestTimeout):
        return Unavailable(f"{call}: no answer in time")
    cause = getattr(error, "exc", None) or error
    return Unavailable(f"{call}: {type(cause).__name__}")


def _by_status(error: RequestFailed, call: str) -> GitHubError:
    response = error.response
    status = response.status_code
    text = response.text[:600]
    lowered = text.lower()
    if status in {403, 429} or (status == 422 and ("abuse" in lowered or "secondary rate" in lowered)):
        if status != 403 or "rate limit" in lowered or "abuse" in lowered or "retry-after" in response.headers:
            return Throttled(f"{call}: throttled ({status})", _pause(response.headers))
        if "suspended" in lowered:
            return InstallationGone(f"{call}: the installation is suspended")
        return Refused(f"{call}: GitHub refused it (403): {_message(text)}")
    if status == 401:
        return TokenRefused(f"{call}: the token was refused (401)")
    if status in {404, 410, 451}:
        return NotFound(f"{call}: not there ({status})")
    if status == 422 or status == 400:
        return Rejected(f"{call}: {_message(text)}")
    return Unavailable(f"{call}: GitHub answered {status}")


def _pause(headers: Any) -> float:
    if (after := headers.get("retry-after", "")).isdigit():
        return max(1.0, float(after))
    if headers.get("x-ratelimit-remaining") == "0" and headers.get("x-ratelimit-reset", "").isdigit():
        return max(1.0, float(headers["x-ratelimit-reset"]) - time.time())
    return LEAST_PAUSE


def _message(text: str) -> str:
    return " ".join(text.split())[:300]
