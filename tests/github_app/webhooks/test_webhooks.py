"""Signatures and triage."""

import json
from typing import Any

import pytest

from github_app.webhooks.jobs import (
    CancelReview,
    ForgetInstallation,
    RerunCheck,
    ReviewMergeGroup,
    ReviewPullRequest,
    RunCommand,
    job_from_json,
    job_to_json,
)
from github_app.webhooks.signature import is_signed
from github_app.webhooks.triage import Ignored, UnreadableDelivery, json_body, triage

# The example of GitHub's “Validating webhook deliveries”.
SECRET = b"It's a Secret to Everybody"
SEAL = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
REPOSITORY = {"id": 8, "name": "shop", "owner": {"login": "acme"}}
BASE: dict[str, Any] = {
    "repository": REPOSITORY,
    "installation": {"id": 77},
    "sender": {"login": "ada", "type": "User"},
}
PULL = {
    "number": 3,
    "draft": False,
    "html_url": "https://github.test/acme/shop/pull/3",
    "review_comments": 0,
    "head": {"ref": "topic", "sha": "a" * 40, "repo": None},
    "base": {"ref": "main", "sha": "b" * 40},
}


def body(action: str, **more: Any) -> bytes:
    return json.dumps({**BASE, "action": action, **more}).encode()


def test_githubs_own_example_is_signed() -> None:
    assert is_signed([SECRET], b"Hello, World!", SEAL)


def test_any_of_the_rotating_secrets_will_do() -> None:
    assert is_signed([b"new", SECRET], b"Hello, World!", SEAL)


@pytest.mark.parametrize(
    "header", [None, "", SEAL[7:], SEAL.replace("sha256", "sha1"), SEAL[:-1] + "0", SEAL.upper(), "sha256=é", "sha256="]
)
def test_everything_else_is_not_signed(header: str | None) -> None:
    assert not is_signed([SECRET], b"Hello, World!", header)
    assert not is_signed([], b"Hello, World!", SEAL)


@pytest.mark.parametrize("action", ["opened", "synchronize", "reopened", "ready_for_review"])
def test_a_pull_request_is_reviewed(action: str) -> None:
    job = triage("pull_request", body(action, pull_request=PULL))
    assert isinstance(job, ReviewPullRequest)
    assert (job.number, job.head_sha, job.base_ref, job.lane, job.first) == (3, "a" * 40, "main", "8:3", True)


def test_edited_counts_only_when_the_base_changed() -> None:
    assert isinstance(
        triage("pull_request", body("edited", pull_request=PULL, changes={"title": {"from": "x"}})), Ignored
    )
    changed = {"base": {"ref": {"from": "old"}, "sha": {"from": "c" * 40}}}
    assert isinstance(triage("pull_request", body("edited", pull_request=PULL, changes=changed)), ReviewPullRequest)


def test_closed_cancels() -> None:
    assert isinstance(triage("pull_request", body("closed", pull_request=PULL)), CancelReview)


def test_reruns_also_of_forks_that_name_no_pull_request() -> None:
    run = {"name": "planreview", "head_sha": "a" * 40, "external_id": "x", "pull_requests": []}
    job = triage("check_run", body("rerequested", check_run=run))
    assert job == RerunCheck(job.place, "a" * 40, (), "x")  # type: ignore[union-attr]
    assert isinstance(triage("check_run", body("rerequested", check_run={**run, "name": "other"})), Ignored)
    suite = {"head_sha": "a" * 40, "pull_requests": [{"number": 3}]}
    assert isinstance(triage("check_suite", body("rerequested", check_suite=suite)), RerunCheck)
    assert isinstance(triage("check_suite", body("requested", check_suite=suite)), Ignored)


def test_merge_group() -> None:
    group = {"head_sha": "a" * 40, "base_sha": "b" * 40, "base_ref": "refs/heads/main"}
    job = triage("merge_group", body("checks_requested", merge_group=group))
    assert isinstance(job, ReviewMergeGroup)
    assert job.base_ref == "main"
    assert isinstance(triage("merge_group", body("destroyed", merge_group=group)), Ignored)


def comment(text: str, kind: str = "User", pull: bool = True) -> bytes:
    issue: dict[str, Any] = {"number": 3, **({"pull_request": {"url": "x"}} if pull else {})}
    return body("created", issue=issue, comment={"id": 5, "body": text, "user": {"login": "ada", "type": kind}})


def test_commands() -> None:
    job = triage("issue_comment", comment("/planreview explain Missing-Why please"))
    assert isinstance(job, RunCommand)
    assert (job.verb, job.argument) == ("explain", "missing-why")
    for ignored in (comment("nice"), comment("/planreview rerun", "Bot"), comment("/planreview rerun", pull=False)):
        assert isinstance(triage("issue_comment", ignored), Ignored)


def test_installations_are_forgotten_and_unknown_events_ignored() -> None:
    assert isinstance(triage("installation", body("deleted")), ForgetInstallation)
    assert isinstance(triage("ping", b"{}"), Ignored)
    assert isinstance(triage("star", b"not even json"), Ignored)


def test_unreadable_bodies_say_what_is_wrong() -> None:
    with pytest.raises(UnreadableDelivery, match="pull_request"):
        triage("pull_request", body("opened"))
    with pytest.raises(UnreadableDelivery):
        triage("pull_request", b"{")


def test_a_repository_webhook_without_installation_is_ignored() -> None:
    data = json.dumps({"action": "opened", "pull_request": PULL, "repository": REPOSITORY}).encode()
    assert isinstance(triage("pull_request", data), Ignored)


def test_forms_carry_the_payload() -> None:
    assert json_body(b"payload=%7B%22a%22%3A1%7D", "application/x-www-form-urlencoded") == b'{"a":1}'
    assert json_body(b'{"a":1}', "application/json; charset=utf-8") == b'{"a":1}'
    with pytest.raises(UnreadableDelivery):
        json_body(b"other=1", "application/x-www-form-urlencoded")


def test_jobs_survive_json() -> None:
    for event, data in (
        ("pull_request", body("opened", pull_request=PULL)),
        ("pull_request", body("closed", pull_request=PULL)),
        ("check_suite", body("rerequested", check_suite={"head_sha": "a" * 40, "pull_requests": [{"number": 3}]})),
        ("issue_comment", comment("/planreview rerun")),
        ("installation", body("deleted")),
    ):
        job = triage(event, data)
        assert not isinstance(job, Ignored)
        assert job_from_json({**json.loads(json.dumps(job_to_json(job))), "of a newer version": 1}) == job


def test_a_comment_of_a_deleted_account_asks_nothing() -> None:
    data = json.loads(comment("/planreview rerun"))
    data["comment"]["user"] = None
    assert isinstance(triage("issue_comment", json.dumps(data).encode()), Ignored)
