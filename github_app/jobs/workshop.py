"""What reviews need, made once for the process, and the small values that jobs come to."""

from dataclasses import dataclass, field

from github_app.github.app import App
from github_app.github.client import Client
from github_app.github.configs import Configs
from github_app.jobs.analysis import Analyser
from github_app.jobs.ledger import Ledger
from github_app.jobs.threads import in_thread
from github_app.review.model import PullRequest
from github_app.webhooks.jobs import Place, ReviewMergeGroup, ReviewPullRequest

_BOT = "bot user"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended, as `/deliveries` shows it."""

    fate: str
    reason: str = ""


@dataclass(slots=True)
class OwnUser:
    """The user that our comments come from, learned from the first one that we post; a mark by anybody else is forged."""

    id: int = 0

    async def known(self, ledger: Ledger) -> int:
        """Its id; 0 before we ever posted."""
        if not self.id:
            self.id = await in_thread(ledger.mark, _BOT)
        return self.id

    async def learn(self, ledger: Ledger, user_id: int) -> None:
        if user_id and user_id != self.id:
            await in_thread(ledger.set_mark, _BOT, user_id)
            self.id = user_id


@dataclass(frozen=True, slots=True)
class Workshop:
    """One for the process."""

    app: App
    ledger: Ledger
    configs: Configs
    analyser: Analyser
    marks_key: bytes
    rule_pages: str
    own_user: OwnUser = field(default_factory=OwnUser)
    former_marks_keys: tuple[bytes, ...] = ()


def client_for(workshop: Workshop, place: Place) -> Client:
    return workshop.app.repository(place.installation_id, place.repository_id)


def pull_request_of(job: ReviewPullRequest | ReviewMergeGroup) -> PullRequest:
    """The pull request that a job names; a merge group has number 0."""
    place = job.place
    return PullRequest(
        installation_id=place.installation_id,
        repository_id=place.repository_id,
        owner=place.owner,
        repository=place.repository,
        number=getattr(job, "number", 0),
        head_sha=job.head_sha,
        base_ref=job.base_ref,
        base_sha=job.base_sha,
        draft=getattr(job, "draft", False),
        html_url=getattr(job, "html_url", ""),
    )


def place_only(place: Place, number: int = 0, head_sha: str = "") -> PullRequest:
    """A pull request of which only the place is known."""
    return PullRequest(
        place.installation_id, place.repository_id, place.owner, place.repository, number, head_sha, "", ""
    )
