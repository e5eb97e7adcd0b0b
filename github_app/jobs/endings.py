"""Check runs for the ends that are no verdict on a plan: the sentences people read there."""

from github_app.review.model import CheckRun

DRAFT = CheckRun(
    "neutral",
    "Draft, not reviewed",
    "The configuration says `drafts: false`. The review follows when the pull request is ready for review.",
)
CLOSED = CheckRun("neutral", "Closed before the review", "The pull request was closed, so its plans were not judged.")
SUPERSEDED = CheckRun(
    "neutral", "Superseded", "A newer push came before the review was done; the newest commit has its own."
)
WITHOUT_VERDICT = frozenset(ending.title for ending in (DRAFT, CLOSED, SUPERSEDED))
"""Titles of completed check runs after which the head may still be waiting for its review."""


def gave_up(tries: int, cause: str) -> str:
    """The cause that a check run names when a job has used up its tries."""
    return f"after {tries} tries: {cause}"
