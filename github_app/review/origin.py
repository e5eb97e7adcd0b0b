"""The external id of a check run: which piece of work it stands for, also for whoever lost all records."""

import hashlib
import re

from github_app.review.model import PullRequest

_MOST = 200
"""Signs; a longer branch name is left out. GitHub names no limit."""
_GROUP = re.compile(r"0/[0-9a-f]{16}/(?P<base_sha>[0-9a-f]{40,64})(?:/(?P<base_ref>.+))?")


def external_id(work: str, pull_request: PullRequest) -> str:
    """Number and a digest of the work's own id; for a merge group, which has no number, also what it is compared with."""
    made = f"{pull_request.number}/{hashlib.sha256(work.encode()).hexdigest()[:16]}"
    if pull_request.number or not pull_request.base_sha:
        return made
    made = f"{made}/{pull_request.base_sha}"
    with_branch = f"{made}/{pull_request.base_ref}"
    return with_branch if pull_request.base_ref and len(with_branch) <= _MOST else made


def stands_for(external_id: str | None, number: int) -> bool:
    """Whether a check run is of work on that pull request; 0 for merge groups."""
    return re.fullmatch(rf"{number}/[0-9a-f]{{16}}(/.*)?", external_id or "") is not None


def number_of(external_id: str) -> int:
    """The pull request's number, 0 where there is none."""
    number = external_id.partition("/")[0]
    return int(number) if number.isdecimal() else 0


def base_of_group(external_id: str | None) -> tuple[str, str] | None:
    """Base commit and base branch of a merge group; the commit for both where the branch's name was too long."""
    found = _GROUP.fullmatch(external_id or "")
    return (found["base_sha"], found["base_ref"] or found["base_sha"]) if found else None
