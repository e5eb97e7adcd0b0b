"""The parts of GitHub's payloads that we use: small models that take everything else as it comes."""

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Installation(_Part):
    id: int


class Owner(_Part):
    login: str


class Repository(_Part):
    id: int
    name: str
    owner: Owner


class Reference(_Part):
    ref: str
    sha: str


class PullRequest(_Part):
    number: int
    draft: bool = False
    html_url: str = ""
    head: Reference
    base: Reference
    review_comments: int = 1
    """How many review comments stand on it; one, which means “look”, where the payload doesn't say."""


class BaseChange(_Part):
    base: dict[str, object] | None = None


class PullRequestEvent(_Part):
    action: str
    pull_request: PullRequest
    repository: Repository
    installation: Installation
    changes: BaseChange = BaseChange()


class NumberedPullRequest(_Part):
    number: int


class CheckSuite(_Part):
    head_sha: str
    pull_requests: list[NumberedPullRequest] = []


class RequestedAction(_Part):
    identifier: str


class CheckRun(_Part):
    id: int = 0
    name: str = ""
    head_sha: str
    external_id: str | None = None
    pull_requests: list[NumberedPullRequest] = []


class CheckRunEvent(_Part):
    action: str
    check_run: CheckRun
    repository: Repository
    installation: Installation
    requested_action: RequestedAction | None = None


class CheckSuiteEvent(_Part):
    action: str
    check_suite: CheckSuite
    repository: Repository
    installation: Installation


class MergeGroup(_Part):
    head_sha: str
    base_sha: str
    base_ref: str


class MergeGroupEvent(_Part):
    action: str
    merge_group: MergeGroup
    repository: Repository
    installation: Installation


class User(_Part):
    login: str
    type: str = "User"


class Comment(_Part):
    id: int
    body: str | None = ""
    user: User | None = None
    """None once the account is deleted."""


class Issue(_Part):
    number: int
    pull_request: dict[str, object] | None = None


class IssueCommentEvent(_Part):
    action: str
    issue: Issue
    comment: Comment
    repository: Repository
    installation: Installation


class InstallationEvent(_Part):
    action: str
    installation: Installation
