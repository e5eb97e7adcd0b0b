"""What a delivery asks us to do: values that survive a restart as JSON."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A repository as an installation sees it."""

    installation_id: int
    repository_id: int
    owner: str
    repository: str


@dataclass(frozen=True, slots=True)
class ReviewPullRequest:
    """Review one pull request at its head."""

    place: Place
    number: int
    head_sha: str
    base_ref: str
    base_sha: str
    draft: bool = False
    html_url: str = ""
    first: bool = False
    """True where GitHub says that no review comment stands on it."""
    opened: bool = False
    """It is new: nobody can have said anything, or deleted it, before."""
    forced: bool = False
    """A person asked for it: review again even what was reviewed before."""

    @property
    def lane(self) -> str:
        return f"{self.place.repository_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class CancelReview:
    """The pull request was closed: queued reviews are void."""

    place: Place
    number: int

    @property
    def lane(self) -> str:
        return f"{self.place.repository_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class RerunCheck:
    """Somebody pressed “Re-run”. For forks GitHub names no pull request; then the commit or our external id does."""

    place: Place
    head_sha: str
    numbers: tuple[int, ...] = ()
    external_id: str = ""

    @property
    def lane(self) -> str:
        return f"{self.place.repository_id}:{self.head_sha}"


@dataclass(frozen=True, slots=True)
class ExplainCheck:
    """Somebody pressed “Explain” on a check run of ours."""

    place: Place
    head_sha: str
    check_run_id: int

    @property
    def lane(self) -> str:
        return f"{self.place.repository_id}:check:{self.check_run_id}"


@dataclass(frozen=True, slots=True)
class ReviewMergeGroup:
    """Judge a merge queue's group by its own diff."""

    place: Place
    head_sha: str
    base_sha: str
    base_ref: str
    forced: bool = False
    """A person asked for it: judge again even what was judged before."""

    @property
    def lane(self) -> str:
        return f"{self.place.repository_id}:{self.head_sha}"


@dataclass(frozen=True, slots=True)
class RunCommand:
    """A comment that begins with `/planreview`."""

    place: Place
    number: int
    comment_id: int
    user: str
    verb: str
    argument: str = ""

    @property
    def lane(self) -> str:
        return f"{self.place.repository_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class ForgetInstallation:
    """Tokens and configurations of an installation are void."""

    installation_id: int

    @property
    def lane(self) -> str:
        return f"installation:{self.installation_id}"


Job = ReviewPullRequest | CancelReview | RerunCheck | ExplainCheck | ReviewMergeGroup | RunCommand | ForgetInstallation
_KINDS: dict[str, type[Job]] = {
    kind.__name__: kind
    for kind in (
        ReviewPullRequest,
        CancelReview,
        RerunCheck,
        ExplainCheck,
        ReviewMergeGroup,
        RunCommand,
        ForgetInstallation,
    )
}
_VERSION = 1


def job_to_json(job: Job) -> dict[str, Any]:
    return {"version": _VERSION, "kind": type(job).__name__, **asdict(job)}


def job_from_json(data: dict[str, Any]) -> Job:
    """The job again; unknown fields of a newer version are left out."""
    kind = _KINDS[data["kind"]]
    names = kind.__dataclass_fields__
    fields = {name: value for name, value in data.items() if name in names}
    if "place" in fields:
        fields["place"] = Place(**fields["place"])
    if "numbers" in fields:
        fields["numbers"] = tuple(fields["numbers"])
    return kind(**fields)
