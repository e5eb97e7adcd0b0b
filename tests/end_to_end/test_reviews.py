"""From a signed webhook to a posted review, and what later pushes change."""

import json

import httpx
import pytest

from tests.end_to_end.conftest import AppProcess, Story
from tests.odd_files import ODD_FILES
from tests.standin import StandIn

PATH = "docs/plans/seats.md"
POOR = """# Plan: seats

## Objective

Guests pick a seat.

## Steps

1. **Add the seat page**
   - Handle errors properly
2. **Drop the old seats table**
   - Success: it is gone
3. **Announce it**
"""
CALLS_OF_A_FIRST_REVIEW = 7


def calls(github: StandIn, story: Story) -> list[tuple[str, str]]:
    prefix = f"/repos/{story.repository.full_name}/"
    return [(c.method, c.path.removeprefix(prefix)) for c in github.state.calls if c.path.startswith(prefix)]


def test_a_poor_plan_gets_comments_on_its_lines_and_a_failed_check(story: Story) -> None:
    check = story.open({PATH: POOR})
    assert check["conclusion"] == "failure"
    assert {c["line"] for c in story.comments} >= {10, 11}
    assert len(story.repository.reviews) == 1
    assert check["output"]["annotations_count"] >= len(story.comments)


def test_a_first_review_costs_few_calls(github: StandIn, story: Story) -> None:
    story.open({PATH: POOR})
    made = calls(github, story)
    assert len(made) <= CALLS_OF_A_FIRST_REVIEW, made
    assert sum(method != "GET" for method, _ in made) == 3


def test_a_second_push_marks_what_is_fixed_and_repeats_nothing(story: Story) -> None:
    story.open({PATH: POOR})
    before = {c["id"] for c in story.comments}
    story.push({PATH: POOR.replace("Handle errors properly", "For `SEAT_TAKEN` show the map again")})
    assert {c["id"] for c in story.comments} == before
    fixed = [c for c in story.comments if "Fixed" in c["body"]]
    assert len(fixed) == 1
    assert "Vague Generalizations" in fixed[0]["body"]


def test_no_plan_changed_is_neutral_in_few_calls(github: StandIn, story: Story) -> None:
    check = story.open({"src/app.py": "print()\n"})
    assert check["conclusion"] == "neutral"
    assert len(calls(github, story)) <= 3


def test_the_base_branch_decides_how_a_plan_is_judged(story: Story) -> None:
    story.repository.git.commit({".github/planreview.yml": "rules: {all: off, vague-generalization: error}\n"})
    check = story.open({PATH: POOR, ".github/planreview.yml": "rules: {all: off}\n"})
    assert check["conclusion"] == "failure"
    assert len(story.comments) == 1
    assert "+0 / −1" in check["output"]["summary"]


def test_an_invalid_base_config_is_reported_and_judges_nothing(story: Story) -> None:
    story.repository.git.commit({".github/planreview.yml": "rulez: {}\n"})
    check = story.open({PATH: POOR})
    assert (check["conclusion"], check["output"]["title"]) == ("failure", "planreview.yml is invalid")
    assert "Did you mean" in check["output"]["summary"]
    assert story.comments == []


def test_a_config_broken_by_the_pull_request_is_annotated_on_its_line(story: Story) -> None:
    check = story.open({".github/planreview.yml": "version: 1\nfail_on: maybe\n"})
    assert check["conclusion"] == "failure"
    (annotation,) = check["annotations"]
    assert (annotation["path"], annotation["start_line"]) == (".github/planreview.yml", 2)


@pytest.mark.parametrize("data", [b"# Plan\n\xff\xfe\n", b"# Plan\n" + b"x" * 300_000])
def test_a_plan_that_can_not_be_read_makes_the_check_say_so(story: Story, data: bytes) -> None:
    check = story.open({PATH: data})
    assert check["conclusion"] == "failure"
    assert "could not be analysed" in check["output"]["summary"]


def test_a_wrong_signature_is_refused_and_nothing_happens(github: StandIn, app: AppProcess, story: Story) -> None:
    story.repository.git.commit({PATH: POOR}, branch="topic", start="main")
    pull = github.state.open_pull_request(story.repository, "topic")
    payload = json.dumps(github.payload(story.repository, pull, "opened"))
    headers = {"Content-Type": "application/json", "X-GitHub-Event": "pull_request", "X-GitHub-Delivery": "forged"}
    for seal in ({}, {"X-Hub-Signature-256": "sha256=" + "0" * 64}, {"X-Hub-Signature": "sha1=" + "0" * 40}):
        answer = httpx.post(f"{app.url}/webhooks/github", content=payload, headers={**headers, **seal})
        assert answer.status_code == 401
    assert calls(github, story) == []


def test_the_same_delivery_twice_is_one_review(github: StandIn, app: AppProcess, story: Story) -> None:
    story.open({PATH: POOR})
    payload = github.payload(story.repository, story.pull, "opened")
    for _ in range(3):
        github.deliver(app.url, "pull_request", payload, guid=f"same-{story.repository.id}")
    story.check()
    assert len(story.repository.reviews) == 1
    marks = [c["body"].rsplit("\n", 1)[-1] for c in story.comments]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "*/check-runs"), ("POST", "*/reviews"), ("PATCH", "*/check-runs/*"), ("GET", "*/files")],
)
def test_a_502_before_or_after_the_effect_ends_the_same(
    github: StandIn, story: Story, method: str, path: str, when: str
) -> None:
    fault = github.fail(
        method,
        f"/repos/{story.repository.full_name}{path[1:]}"
        if path[1:].startswith("/check")
        else f"/repos/{story.repository.full_name}/*{path[1:]}",
        when=when,
    )
    check = story.open({PATH: POOR})
    assert fault.times == 0
    assert check["conclusion"] == "failure"
    assert len(story.repository.reviews) == 1
    head = story.repository.git.head("topic")
    assert len([r for r in story.repository.checks.values() if r["head_sha"] == head]) == 1


def test_a_refused_anchor_does_not_lose_the_review(github: StandIn, story: Story) -> None:
    github.fail(
        "POST",
        f"/repos/{story.repository.full_name}/pulls/*/reviews",
        status=422,
        body={"message": "Unprocessable Entity", "errors": ["line must be part of the diff"]},
    )
    check = story.open({PATH: POOR})
    assert check["conclusion"] == "failure"
    assert len(story.repository.reviews) == 1


def test_throttling_is_waited_out(github: StandIn, story: Story) -> None:
    limited = {"message": "You have exceeded a secondary rate limit."}
    github.fail(
        "POST",
        f"/repos/{story.repository.full_name}/pulls/*/reviews",
        status=403,
        headers={"retry-after": "1"},
        body=limited,
    )
    assert story.open({PATH: POOR})["conclusion"] == "failure"
    assert len(story.repository.reviews) == 1


def test_a_rerun_reviews_again_with_a_new_check(github: StandIn, app: AppProcess, story: Story) -> None:
    first = story.open({PATH: POOR})
    comments = len(story.comments)
    payload = {
        "action": "rerequested",
        "check_run": {
            "name": "planreview",
            "head_sha": first["head_sha"],
            "external_id": first["external_id"],
            "pull_requests": [],
        },
        "repository": github.state.repository_json(story.repository),
        "installation": {"id": github.state.installation_of(story.repository)},
        "sender": {"login": "ada", "type": "User"},
    }
    assert github.deliver(app.url, "check_run", payload).status_code == 202
    assert story.check(2)["id"] != first["id"]
    assert len(story.comments) == comments


def test_a_merge_group_is_judged_by_its_own_diff(github: StandIn, app: AppProcess, story: Story) -> None:
    base = story.repository.git.head("main")
    head = story.repository.git.commit({PATH: POOR}, branch="topic", start="main")
    payload = {
        "action": "checks_requested",
        "merge_group": {"head_sha": head, "base_sha": base, "base_ref": "refs/heads/main"},
        "repository": github.state.repository_json(story.repository),
        "installation": {"id": github.state.installation_of(story.repository)},
    }
    assert github.deliver(app.url, "merge_group", payload).status_code == 202
    assert story.check()["conclusion"] == "failure"
    assert story.comments == []


def test_killed_in_the_middle_it_resumes(github: StandIn, tmp_path_factory: pytest.TempPathFactory) -> None:
    app = AppProcess(github, tmp_path_factory.mktemp("killed"))
    app.start()
    story = Story(github, app, "acme/killed")
    story.repository.git.commit({PATH: POOR}, branch="topic", start="main")
    story.pull = github.state.open_pull_request(story.repository, "topic")
    github.state.latency = 0.2
    try:
        payload = github.payload(story.repository, story.pull, "opened")
        assert github.deliver(app.url, "pull_request", payload).status_code == 202
        app.kill()
        app.start()
        assert story.check()["conclusion"] == "failure"
    finally:
        github.state.latency = 0.0
        app.kill()
    assert len(story.repository.reviews) == 1


def test_it_stops_cleanly_when_asked(github: StandIn, tmp_path_factory: pytest.TempPathFactory) -> None:
    app = AppProcess(github, tmp_path_factory.mktemp("stopped"))
    app.start()
    assert app.stop() == 0


def test_what_was_not_judged_or_only_in_part_is_said_and_is_no_pass(story: Story) -> None:
    odd = {f"docs/plans/{name.replace(' ', '-')}.md": file.data for name, file in ODD_FILES.items()}
    check = story.open(dict(odd))
    assert check["conclusion"] == "failure"
    summary = check["output"]["summary"]
    assert "docs/plans/not-English.md`: The plan is not in English: only the rules that" in summary
    for name in ("NUL", "picture", "too-large", "invalid-UTF-8", "UTF-16", "latin-1"):
        assert f"docs/plans/{name}.md` could not be analysed" in summary, summary
    assert "docs/plans/empty.md`: Not judged" in summary


def test_an_odd_plan_alone_decides_the_check(story: Story) -> None:
    assert story.open({PATH: ODD_FILES["not English"].data.replace(b"TODO: ", b"")})["conclusion"] == "success"
    assert story.push({PATH: ODD_FILES["NUL"].data})["conclusion"] == "failure"
