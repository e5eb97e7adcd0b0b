"""From an event and its payload to a job, or to a named reason to ignore it."""

import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from pydantic import ValidationError

from github_app.webhooks import payloads
from github_app.webhooks.jobs import (
    CancelReview,
    ExplainCheck,
    ForgetInstallation,
    Job,
    Place,
    RerunCheck,
    ReviewMergeGroup,
    ReviewPullRequest,
    RunCommand,
)

EVENTS = (
    "pull_request",
    "check_run",
    "check_suite",
    "merge_group",
    "issue_comment",
    "installation",
    "installation_repositories",
    "ping",
)
CHECK_NAME = "planreview"
_REVIEWED = frozenset({"opened", "synchronize", "reopened", "ready_for_review", "converted_to_draft"})
_COMMAND = re.compile(r"\s*/planreview[ \t]+(?P<verb>rerun|explain)\b[ \t]*(?P<argument>[\w-]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ignored:
    """The delivery is understood and asks nothing of us."""

    reason: str


class UnreadableDelivery(Exception):
    """The body is not what GitHub sends; the message says what is wrong with it."""


def json_body(body: bytes, content_type: str) -> bytes:
    """The JSON of a delivery, also of one that GitHub sends as a form (`payload=…`)."""
    if content_type.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        return body
    try:
        fields = parse_qs(body.decode("ascii"), strict_parsing=True, max_num_fields=10)
        return fields["payload"][0].encode()
    except (UnicodeDecodeError, ValueError, KeyError):
        raise UnreadableDelivery("the form has no `payload` field") from None


def triage(event: str, body: bytes) -> Job | Ignored:
    """What the delivery asks for. Raises `UnreadableDelivery` for a body that can't be read."""
    if event not in EVENTS:
        return Ignored(f"event {event} is not handled")
    if event == "ping":
        return Ignored("ping")
    try:
        return _TRIAGE[event](body)
    except ValidationError as error:
        if _without_installation(body):
            return Ignored("not sent to an App installation")
        first = error.errors()[0]
        raise UnreadableDelivery(f"{'.'.join(map(str, first['loc'])) or 'body'}: {first['msg']}") from None


def _without_installation(body: bytes) -> bool:
    """Repository webhooks have the same events without `installation`; we have no token for them."""
    try:
        data = json.loads(body)
    except ValueError:
        return False
    return isinstance(data, dict) and "action" in data and "installation" not in data


def _pull_request(body: bytes) -> Job | Ignored:
    event = payloads.PullRequestEvent.model_validate_json(body)
    place, pull_request = _place(event), event.pull_request
    if event.action == "closed":
        return CancelReview(place, pull_request.number)
    if event.action == "edited" and event.changes.base is None:
        return Ignored("only title or description were edited")
    if event.action not in _REVIEWED and event.action != "edited":
        return Ignored(f"pull_request {event.action} changes no plan")
    return ReviewPullRequest(
        place=place,
        number=pull_request.number,
        head_sha=pull_request.head.sha,
        base_ref=pull_request.base.ref,
        base_sha=pull_request.base.sha,
        draft=pull_request.draft,
        html_url=pull_request.html_url,
        first=pull_request.review_comments == 0,
        opened=event.action == "opened",
    )


def _check_run(body: bytes) -> Job | Ignored:
    event = payloads.CheckRunEvent.model_validate_json(body)
    run = event.check_run
    if event.action not in {"rerequested", "requested_action"}:
        return Ignored(f"check_run {event.action} asks nothing")
    if run.name and run.name != CHECK_NAME:
        return Ignored("not our check run")
    wanted = event.requested_action.identifier if event.requested_action else "rerun"
    if event.action == "requested_action" and wanted == "explain":
        return ExplainCheck(_place(event), run.head_sha, run.id)
    if event.action == "requested_action" and wanted != "rerun":
        return Ignored(f"the action {wanted} is not one of ours")
    numbers = tuple(pull_request.number for pull_request in run.pull_requests)
    return RerunCheck(_place(event), run.head_sha, numbers, run.external_id or "")


def _check_suite(body: bytes) -> Job | Ignored:
    event = payloads.CheckSuiteEvent.model_validate_json(body)
    if event.action != "rerequested":
        return Ignored(f"check_suite {event.action} asks nothing")
    numbers = tuple(pull_request.number for pull_request in event.check_suite.pull_requests)
    return RerunCheck(_place(event), event.check_suite.head_sha, numbers)


def _merge_group(body: bytes) -> Job | Ignored:
    event = payloads.MergeGroupEvent.model_validate_json(body)
    if event.action != "checks_requested":
        return Ignored(f"merge_group {event.action} asks nothing")
    group = event.merge_group
    return ReviewMergeGroup(_place(event), group.head_sha, group.base_sha, group.base_ref.removeprefix("refs/heads/"))


def _issue_comment(body: bytes) -> Job | Ignored:
    event = payloads.IssueCommentEvent.model_validate_json(body)
    if event.action != "created" or event.issue.pull_request is None:
        return Ignored("not a new comment on a pull request")
    user = event.comment.user
    if user is None or user.type == "Bot":
        return Ignored("not a person's comment")
    command = _COMMAND.match(event.comment.body or "")
    if not command:
        return Ignored("no command")
    return RunCommand(
        _place(event),
        event.issue.number,
        event.comment.id,
        user.login,
        command["verb"].lower(),
        command["argument"].lower(),
    )


def _installation(body: bytes) -> Job | Ignored:
    return ForgetInstallation(payloads.InstallationEvent.model_validate_json(body).installation.id)


def _place(
    event: payloads.PullRequestEvent
    | payloads.CheckRunEvent
    | payloads.CheckSuiteEvent
    | payloads.MergeGroupEvent
    | payloads.IssueCommentEvent,
) -> Place:
    repository = event.repository
    return Place(event.installation.id, repository.id, repository.owner.login, repository.name)


_TRIAGE = {
    "pull_request": _pull_request,
    "check_run": _check_run,
    "check_suite": _check_suite,
    "merge_group": _merge_group,
    "issue_comment": _issue_comment,
    "installation": _installation,
    "installation_repositories": _installation,
}
