"""One server, real processes, real HTTP: what deliveries come to."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import GOOD, POOR, Process, Story, wait_for
from tests.standin import StandIn


@pytest.fixture(scope="module")
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn(tmp_path_factory.mktemp("github") / "git") as made:
        yield made


@pytest.fixture(scope="module")
def app(github: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    folder = tmp_path_factory.mktemp("app")
    with Process(github, empty_database(folder), folder) as made:
        yield made


@pytest.fixture
def story(github: StandIn) -> Story:
    return Story(github, f"letters/office-{uuid.uuid4().hex[:8]}")


def guid() -> str:
    return str(uuid.uuid4())


def reviewed(app: Process, story: Story, pull: object) -> str:
    """Deliver `opened` and wait for the completed check; returns the head."""
    assert story.deliver(app.address, pull).status_code == 202
    head = story.head(pull)
    wait_for(lambda: story.completed(head), what="a completed check")
    return head


def test_a_pull_request_gets_one_review_and_one_completed_check(app: Process, story: Story) -> None:
    pull = story.pull()
    head = reviewed(app, story, pull)
    (check,) = story.checks(head)
    assert check["conclusion"] == "failure"
    (review,) = story.reviews(pull)
    assert review["state"] == "COMMENTED"
    assert story.comments(pull)


def test_no_plan_changed_is_neutral_and_costs_one_write(app: Process, story: Story, github: StandIn) -> None:
    calls = len(github.state.calls)
    head = reviewed(app, story, story.pull({"docs/notes.md": GOOD}))
    assert [run["conclusion"] for run in story.checks(head)] == ["neutral"]
    writes = [call for call in github.state.calls[calls:] if call.method != "GET" and "access_tokens" not in call.path]
    assert len(writes) == 1


def test_a_first_review_stays_within_its_budget_of_calls(app: Process, story: Story, github: StandIn) -> None:
    reviewed(app, story, story.pull({"docs/notes.md": GOOD}))  # makes the token
    pull = story.pull()
    calls = len(github.state.calls)
    reviewed(app, story, pull)
    mine = [call for call in github.state.calls[calls:] if "access_tokens" not in call.path]
    assert len(mine) <= 7
    assert sum(call.method != "GET" for call in mine) == 3


def test_five_deliveries_for_one_head_make_one_review(app: Process, story: Story) -> None:
    pull = story.pull()
    guids = [guid() for _ in range(5)]
    for one in guids:
        assert story.deliver(app.address, pull, guid=one).status_code == 202
    wait_for(lambda: all(app.fate(one) in {"reviewed", "superseded"} for one in guids), what="five ends")
    assert len(story.reviews(pull)) == 1
    assert len(story.checks(story.head(pull))) == 1


def test_a_redelivery_is_no_work(app: Process, story: Story, github: StandIn) -> None:
    pull, one = story.pull(), guid()
    story.deliver(app.address, pull, guid=one)
    wait_for(lambda: app.fate(one) == "reviewed")
    calls = len(github.state.calls)
    assert story.deliver(app.address, pull, guid=one).text == "Known already.\n"
    assert len(github.state.calls) == calls


def test_a_second_push_repeats_nothing(app: Process, story: Story) -> None:
    pull = story.pull()
    reviewed(app, story, pull)
    before = len(story.comments(pull))
    story.push(pull, {"docs/plans/newsletter.md": POOR + "4. Tell the subscribers\n"})
    reviewed(app, story, pull)
    bodies = [comment["body"].rsplit("\n", 1)[-1] for comment in story.comments(pull)]
    assert len(bodies) == len(set(bodies))
    assert len(bodies) >= before


def test_an_invalid_configuration_is_said_and_nothing_judged(app: Process, story: Story) -> None:
    story.repository.git.commit({".github/planreview.yml": "version: 1\nfail_onn: error\n"})
    pull = story.pull()
    head = reviewed(app, story, pull)
    (check,) = story.checks(head)
    assert (check["conclusion"], check["output"]["title"]) == ("failure", "planreview.yml is invalid")
    assert not story.reviews(pull)


def test_drafts_wait_where_the_configuration_says_so(app: Process, story: Story) -> None:
    story.repository.git.commit({".github/planreview.yml": "version: 1\ndrafts: false\n"})
    pull = story.pull(draft=True)
    head = reviewed(app, story, pull)
    assert [run["conclusion"] for run in story.checks(head)] == ["neutral"]
    pull.draft = False
    story.deliver(app.address, pull, "ready_for_review")
    wait_for(lambda: story.reviews(pull), what="a review once it is ready")


def test_a_pressed_rerun_reviews_a_fork_again_by_our_records(app: Process, story: Story, github: StandIn) -> None:
    pull = story.pull()
    head = reviewed(app, story, pull)
    payload = github.payload(story.repository, pull, "rerequested")
    run = story.checks(head)[0]
    payload["check_run"] = {
        "name": "planreview", "head_sha": head, "external_id": run["external_id"], "pull_requests": []
    }  # fmt: skip
    assert github.deliver(app.address, "check_run", payload).status_code == 202
    wait_for(lambda: story.completed(head, count=2), what="a second check run")
    assert len(story.reviews(pull)) == 1


def test_a_rerun_of_the_suite_finds_the_pull_request_by_its_commit(app: Process, story: Story, github: StandIn) -> None:
    pull = story.pull()
    payload = github.payload(story.repository, pull, "rerequested")
    payload["check_suite"] = {"head_sha": story.head(pull), "pull_requests": []}
    github.deliver(app.address, "check_suite", payload)
    wait_for(lambda: story.completed(story.head(pull)), what="a check")


def test_a_merge_group_is_judged_by_its_own_diff(app: Process, story: Story, github: StandIn) -> None:
    pull = story.pull()
    payload = github.payload(story.repository, pull, "checks_requested")
    head = story.head(pull)
    payload["merge_group"] = {
        "head_sha": head, "base_sha": story.repository.git.head("main"), "base_ref": "refs/heads/main"
    }  # fmt: skip
    github.deliver(app.address, "merge_group", payload)
    wait_for(lambda: story.completed(head), what="a check of the group")
    assert story.checks(head)[0]["conclusion"] == "failure"
    assert not story.comments(pull)


def command(github: StandIn, app: Process, story: Story, pull: object, text: str, user: str) -> str:
    payload = github.payload(story.repository, pull, "created")  # type: ignore[arg-type]
    payload["issue"] = {"number": pull.number, "pull_request": {}}  # type: ignore[attr-defined]
    payload["comment"] = {"id": 5001, "body": text, "user": {"login": user, "type": "User"}}
    one = guid()
    assert github.deliver(app.address, "issue_comment", payload, guid=one).status_code in {200, 202}
    return one


def test_who_may_write_can_ask_for_a_rerun(app: Process, story: Story, github: StandIn) -> None:
    story.repository.collaborators |= {"ada": "write", "eve": "read"}
    pull = story.pull()
    head = reviewed(app, story, pull)
    refused = command(github, app, story, pull, "/planreview rerun", "eve")
    wait_for(lambda: app.fate(refused) == "refused")
    assert len(story.checks(head)) == 1
    command(github, app, story, pull, "/planreview rerun", "ada")
    wait_for(lambda: story.completed(head, count=2), what="a second check run")
    wait_for(lambda: [r["content"] for r in story.repository.reactions] == ["+1"])


def test_a_rule_is_explained_on_request(app: Process, story: Story, github: StandIn) -> None:
    story.repository.collaborators["ada"] = "write"
    pull = story.pull()
    asked = command(github, app, story, pull, "/planreview explain missing-why", "ada")
    wait_for(lambda: app.fate(asked) == "answered")
    (answer,) = story.repository.issue_comments.values()
    assert "missing-why" in answer["body"]


def test_closing_completes_what_was_begun(app: Process, story: Story, github: StandIn) -> None:
    pull = story.pull()
    fault = github.fail("POST", f"/repos/letters/{story.repository.name}/pulls/*/reviews", status=503, times=1000)
    try:
        story.deliver(app.address, pull)
        head = story.head(pull)
        wait_for(lambda: story.checks(head) and fault.times < 1000)
        assert not story.completed(head)
        story.deliver(app.address, pull, "closed")
        wait_for(lambda: story.completed(head), what="the open check completed")
        assert story.checks(head)[0]["conclusion"] == "neutral"
    finally:
        fault.times = 0


def test_a_gone_repository_ends_the_job(app: Process, story: Story, github: StandIn) -> None:
    pull, one = story.pull(), guid()
    payload = github.payload(story.repository, pull, "opened")
    github.state.installations[77].remove(story.repository.id)
    github.deliver(app.address, "pull_request", payload, guid=one)
    wait_for(lambda: app.fate(one) == "gone")


def test_an_archived_repository_ends_the_job_with_its_cause(app: Process, story: Story) -> None:
    pull, one = story.pull(), guid()
    story.repository.archived = True
    story.deliver(app.address, pull, guid=one)
    wait_for(lambda: app.fate(one) == "failed")
    reason = next(d["reason"] for d in app.deliveries() if d["guid"] == one)
    assert "archived" in reason


def test_a_token_that_expires_is_replaced(app: Process, story: Story, github: StandIn) -> None:
    reviewed(app, story, story.pull())
    github.state.tokens.clear()
    reviewed(app, story, story.pull())


def test_throttling_is_obeyed_and_the_work_completed(app: Process, story: Story, github: StandIn) -> None:
    github.fail(
        "POST", f"/repos/letters/{story.repository.name}/pulls/*/reviews", status=429, headers={"Retry-After": "1"},
        body={"message": "You have exceeded a secondary rate limit"},
    )  # fmt: skip
    pull, one = story.pull(), guid()
    story.deliver(app.address, pull, guid=one)
    wait_for(lambda: app.fate(one) == "queued", what="put off")
    wait_for(lambda: story.completed(story.head(pull)), what="resumed")
    assert len(story.reviews(pull)) == 1
    assert len(story.checks(story.head(pull))) == 1


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/repos/letters/{name}/check-runs"),
        ("PATCH", "/repos/letters/{name}/check-runs/*"),
        ("POST", "/repos/letters/{name}/pulls/*/reviews"),
        ("GET", "/repos/letters/{name}/pulls/*/files"),
        ("GET", "/repos/letters/{name}/git/blobs/*"),
        ("GET", "/repos/letters/{name}/contents/*"),
    ],
)
def test_a_fault_anywhere_leads_to_the_same_end(
    app: Process, story: Story, github: StandIn, method: str, path: str, when: str
) -> None:
    github.fail(method, path.format(name=story.repository.name), when=when)
    pull = story.pull()
    reviewed(app, story, pull)
    assert len(story.reviews(pull)) == 1
    assert len(story.checks(story.head(pull))) == 1
    bodies = [comment["body"] for comment in story.comments(pull)]
    assert bodies and len(bodies) == len(set(bodies))


def test_a_wrong_signature_is_refused_and_stores_nothing(app: Process, story: Story, github: StandIn) -> None:
    payload, one = github.payload(story.repository, story.pull(), "opened"), guid()
    answer = github.deliver(app.address, "pull_request", payload, one, **{"X-Hub-Signature-256": "sha256=" + "0" * 64})
    assert answer.status_code == 401
    assert app.fate(one) == ""


def test_a_delivery_can_be_replayed(app: Process, story: Story) -> None:
    pull, one = story.pull(), guid()
    story.deliver(app.address, pull, guid=one)
    head = story.head(pull)
    wait_for(lambda: story.completed(head))
    answer = httpx.post(f"{app.address}/deliveries/{one}/replay", headers={"Authorization": "Bearer let-me-in"})
    assert answer.status_code == 202
    wait_for(lambda: story.completed(head, count=2), what="a second check run")


def test_metrics_tell_of_deliveries_calls_and_findings(app: Process, story: Story) -> None:
    reviewed(app, story, story.pull())
    text = httpx.get(f"{app.address}/metrics").text
    for name in (
        'planreview_deliveries_total{event="pull_request",outcome="queued"}',
        'planreview_github_calls_total{endpoint="/repos/{owner}/{repo}/check-runs",method="POST",status="201"}',
        "planreview_findings_total{rule=",
        "planreview_queue_age_seconds",
        "planreview_first_status_seconds_count",
    ):
        assert name in text, name


def test_the_log_binds_the_delivery_and_shows_no_secret(app: Process, story: Story, github: StandIn) -> None:
    one = guid()
    story.deliver(app.address, story.pull(), guid=one)
    wait_for(lambda: app.fate(one) == "reviewed")
    log = Path(app.log).read_text()
    assert one in log
    assert github.secret not in log
    assert "PRIVATE KEY" not in log
    assert "ghs_" not in log
