"""A pull request's life, over the real client, records and glue: what stands there after each event."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from github_app.review.markers import Marks, is_fixed
from tests.github_app.jobs.reviewing import Case, Desk
from tests.standin import StandIn

PLAN = "docs/plans/moorings.md"
POOR = """# Plan: moorings

## Objective

Skippers book a mooring.

## Steps

1. **Add the booking page**
   - Handle errors properly
   - Success: a booking shows up in the list
2. **Send the confirmation**
   - Success: the mail arrives within a minute
"""
VAGUE = "Handle errors properly"
BETTER = POOR.replace(VAGUE, "On `MOORING_TAKEN` show the map again")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with StandIn(folder / "git") as github, Desk(github, folder) as made:
        yield made


@pytest.fixture
def case(desk: Desk) -> Case:
    return desk.pull_request({PLAN: POOR})


def vague(case: Case) -> dict[str, Any]:
    (found,) = [c for c in case.comments if "Vague Generalizations" in c["body"]]
    return found


def writes(case: Case) -> list[str]:
    prefix = f"/repos/{case.repository.full_name}/"
    return [c.path for c in case.state.calls if c.method != "GET" and c.path.startswith(prefix)]


def test_forty_lines_above_move_a_comment_and_say_nothing_new(case: Case) -> None:
    case.review("opened")
    before = {c["id"]: c["body"] for c in case.comments}
    case.push({PLAN: POOR.replace("## Steps", "Words of the harbour.\n\n" * 20 + "## Steps")})
    case.review()
    assert {c["id"]: c["body"] for c in case.comments} == before
    assert vague(case)["line"] == 50
    assert len(case.repository.reviews) == 1


def test_a_heading_renamed_above_keeps_the_comments_below(case: Case) -> None:
    case.review("opened")
    before = {c["id"] for c in case.comments}
    case.push({PLAN: POOR.replace("## Steps", "## How it is done")})
    case.review()
    assert {c["id"] for c in case.comments} == before
    assert not any(is_fixed(c["body"]) for c in case.comments)
    case.push({PLAN: None, "docs/plans/quay.md": POOR.replace("## Steps", "## How it is done")})
    case.review()
    assert {c["id"] for c in case.comments} == before
    assert not any(is_fixed(c["body"]) for c in case.comments)
    case.push({"docs/plans/quay.md": BETTER.replace("## Steps", "## How it is done")})
    case.review()
    assert is_fixed(vague(case)["body"])


def test_a_comment_is_worded_anew_where_its_finding_says_something_else(desk: Desk) -> None:
    case = desk.pull_request({PLAN: POOR}, {".github/planreview.yml": "rules: {vague-generalization: warning}\n"})
    case.review("opened")
    case.git.commit({".github/planreview.yml": "rules: {vague-generalization: error}\n"})
    case.push({"README.md": "# wharf and more\n"})
    case.review()
    assert "· error" in vague(case)["body"]
    assert vague(case)["edits"] == 1
    assert len(case.repository.reviews) == 1


def test_gone_back_and_gone_again_is_one_comment(case: Case) -> None:
    case.review("opened")
    first = case.head
    for text, fixed in ((BETTER, True), (POOR, False), (BETTER, True)):
        case.push({PLAN: text})
        case.review()
        assert is_fixed(vague(case)["body"]) is fixed
    assert case.head[:7] in vague(case)["body"]
    case.git.reset("topic", first)
    case.review()
    assert not is_fixed(vague(case)["body"])


@pytest.mark.parametrize("granted", ["read", "write"])
def test_a_fixed_thread_is_resolved_where_that_is_granted_and_opened_when_it_is_back(desk: Desk, granted: str) -> None:
    case = desk.pull_request({PLAN: POOR})
    desk.github.state.permissions["contents"] = granted
    desk.shop.app.forget(77)
    try:
        case.review("opened")
        comment = vague(case)
        case.push({PLAN: BETTER})
        case.review()
        assert (comment["id"] in case.repository.resolved) is (granted == "write")
        case.push({PLAN: POOR})
        case.review()
        assert comment["id"] not in case.repository.resolved
        assert not is_fixed(vague(case)["body"])
    finally:
        desk.github.state.permissions["contents"] = "read"
        desk.shop.app.forget(77)


def test_what_a_person_resolved_is_not_opened_again(case: Case) -> None:
    case.review("opened")
    comment = vague(case)
    case.state.resolve(case.repository, comment["id"])
    case.push({PLAN: BETTER})
    case.review()
    case.push({PLAN: POOR})
    fixed = vague(case)["body"]
    case.review()
    assert vague(case)["body"] == fixed
    assert case.repository.resolved[comment["id"]] == "ada"
    assert len([c for c in case.comments if "Vague" in c["body"]]) == 1


def test_what_a_person_deleted_or_answered_stays_as_it_is(case: Case) -> None:
    case.review("opened")
    comment = vague(case)
    case.state.reply(case.repository, comment["id"], "We know.")
    case.push({PLAN: BETTER})
    case.review()
    assert vague(case)["body"] == comment["body"]
    case.state.delete_comment(case.repository, comment["id"])
    case.push({PLAN: POOR})
    case.review()
    assert not [c for c in case.comments if "Vague" in c["body"] and "in_reply_to_id" not in c]


def test_a_push_that_only_deletes_a_reason_is_told_of_it(desk: Desk) -> None:
    reason = "  - Reason: it needs a second list\n"
    decided = (
        POOR
        + f"\n## Decisions\n\n- **Rejected**: new numbers\n{reason}- **Chosen**: the old numbers\n  - Reason: skippers have them on paper\n"
    )
    case = desk.pull_request({PLAN: decided.replace(reason, "")}, {PLAN: decided})
    check = case.review("opened")
    assert [a["start_line"] for a in check["annotations"] if "new numbers" in a["message"]] == [17]
    assert not any("Vague" in c["body"] for c in case.comments)


def test_lines_that_leave_the_pull_request_take_their_comment_along(desk: Desk) -> None:
    case = desk.pull_request({PLAN: POOR.replace(VAGUE, VAGUE + ".") + "\nMore.\n"}, {PLAN: POOR})
    case.review("opened")
    assert vague(case)
    case.push({PLAN: POOR + "\nMore.\n"})
    case.review()
    assert "no longer changes these lines" in vague(case)["body"]


def test_a_deleted_and_a_renamed_plan(case: Case) -> None:
    case.review("opened")
    ids = {c["id"] for c in case.comments}
    case.push({PLAN: None, "docs/plans/berths.md": POOR})
    case.review()
    assert {c["id"] for c in case.comments} == ids
    case.push({"docs/plans/berths.md": None})
    check = case.review()
    assert check["conclusion"] == "neutral"
    assert all(is_fixed(c["body"]) for c in case.comments)


def test_another_base_is_another_diff_of_the_same_head(case: Case) -> None:
    case.review("opened")
    case.git.commit({PLAN: POOR}, branch="release", start="main")
    case.pull.base_ref = "release"
    check = case.review("edited", changes={"base": {"ref": {"from": "main"}, "sha": {"from": "0" * 40}}})
    assert check["conclusion"] == "neutral" or check["output"]["annotations_count"] == 0
    assert len(case.checks) == 2
    assert is_fixed(vague(case)["body"])


def test_a_marker_counts_only_in_our_own_user_s_comment(case: Case) -> None:
    case.review("opened")
    ours = vague(case)
    for identity, user in (
        (990001, {"login": "eve", "id": 6, "type": "User"}),
        (990002, {"login": "copy[bot]", "id": 9, "type": "Bot"}),
    ):
        case.repository.comments[identity] = {**ours, "id": identity, "node_id": f"x{identity}", "user": user}
    case.push({PLAN: BETTER})
    case.review()
    assert is_fixed(case.repository.comments[ours["id"]]["body"])
    assert not any(is_fixed(case.repository.comments[n]["body"]) for n in (990001, 990002))


def test_the_owner_s_private_repository_holds_a_configuration_for_all(desk: Desk) -> None:
    shared = desk.github.state.repository("wharf/.github")
    shared.git.commit({".github/planreview.yml": "rules: {all: off}\n"})
    desk.shop.app.forget(77)  # GitHub tells of a repository that was added
    try:
        case = desk.pull_request({PLAN: POOR})
        check = case.review("opened")
        assert "wharf/.github" in check["output"]["summary"]
        assert not case.comments
    finally:
        shared.git.commit({".github/planreview.yml": None})


def test_explain_adds_the_rules_below_the_summary_and_tells_nobody(case: Case) -> None:
    run = case.review("opened")
    assert [a["identifier"] for a in run["actions"]] == ["rerun", "explain"]
    summary, comments = run["output"]["summary"], len(case.comments)
    assert case.pressed(run, "requested_action", "explain") == "answered"
    assert case.checks[-1]["output"]["summary"] == summary
    assert "## `vague-generalization`" in case.checks[-1]["output"]["text"]
    assert (case.checks[-1]["status"], len(case.checks), len(case.comments)) == ("completed", 1, comments)
    assert case.pressed(run, "requested_action", "delete-everything") == "ignored"


def test_the_other_button_and_the_suite_s_review_again(case: Case) -> None:
    run = case.review("opened")
    comments = len(case.comments)
    case.pressed(run, "requested_action", "rerun")
    case.pressed(run)
    case.event("check_suite", "rerequested", check_suite={"head_sha": case.head, "pull_requests": []})
    assert len(case.checks) == 4
    assert {c["status"] for c in case.checks} == {"completed"}
    assert len(case.comments) == comments


def test_commands_of_others_are_ignored_without_a_sign(case: Case) -> None:
    case.repository.collaborators |= {"eve": "read", "tom": "triage", "ada": "maintain"}
    case.review("opened")
    before = writes(case)
    for login in ("eve", "stranger"):
        assert case.command("/planreview rerun", login) == "refused"
    assert writes(case) == before


def test_a_rule_is_explained_once_even_if_the_first_try_was_cut_off(case: Case) -> None:
    case.repository.collaborators["ada"] = "write"
    case.desk.github.fail("POST", "*/issues/*/comments", when="after")
    case.command("/planreview explain missing-why")
    (answer,) = case.repository.issue_comments.values()
    assert "missing-why" in answer["body"]
    assert [r["content"] for r in case.repository.reactions] == ["+1"]


def test_a_pull_request_that_repairs_a_broken_configuration_can_pass(desk: Desk) -> None:
    case = desk.pull_request({".github/planreview.yml": "version: 1\n"}, {".github/planreview.yml": "rulez: {}\n"})
    check = case.review("opened")
    assert (check["conclusion"], check["output"]["title"]) == ("neutral", "planreview.yml is repaired here")
    case.push({PLAN: POOR})
    check = case.review()
    assert (check["conclusion"], check["output"]["title"]) == ("failure", "planreview.yml is invalid")


def test_every_check_run_leads_to_the_rules(case: Case) -> None:
    assert case.review("opened")["details_url"] == "https://app.test/rules"


def test_a_configuration_corrected_on_the_base_counts_for_a_rerun_at_once(case: Case) -> None:
    case.git.commit({".github/planreview.yml": "rulez: {}\n"})
    run = case.review("opened")
    assert run["output"]["title"] == "planreview.yml is invalid"
    case.git.commit({".github/planreview.yml": "version: 1\n"})
    case.pressed(run)
    assert case.checks[-1]["output"]["title"] != "planreview.yml is invalid"


def test_a_delivery_that_comes_late_changes_nothing(case: Case) -> None:
    late = case.desk.github.payload(case.repository, case.pull, "opened")
    old = case.head
    case.push({PLAN: BETTER})
    case.review(before=old)
    bodies = {c["id"]: c["body"] for c in case.comments}
    assert case.desk.deliver("pull_request", late) == "superseded"
    assert {c["id"]: c["body"] for c in case.comments} == bodies
    assert not [run for run in case.repository.checks.values() if run["head_sha"] == old]


def test_a_push_in_turn_costs_no_look_at_the_head(case: Case) -> None:
    case.review("opened")
    old = case.head
    case.push({PLAN: BETTER})
    calls = len(case.state.calls)
    case.review(before=old)
    path = f"/repos/{case.repository.full_name}/pulls/{case.pull.number}"
    assert not [call for call in case.state.calls[calls:] if call.path == path]


def test_the_base_may_change_to_and_fro(case: Case) -> None:
    case.review("opened")
    case.git.commit({PLAN: POOR}, branch="release", start="main")
    for base, before, fixed in (("release", "main", True), ("main", "release", False)):
        case.pull.base_ref = base
        case.review("edited", changes={"base": {"ref": {"from": before}, "sha": {"from": "0" * 40}}})
        assert is_fixed(vague(case)["body"]) is fixed


def test_a_merge_group_asked_for_twice_is_judged_once_and_its_config_is_the_base_s(desk: Desk) -> None:
    case = desk.pull_request(
        {PLAN: POOR}, {".github/planreview.yml": "rules: {all: off, vague-generalization: error}\n"}
    )
    group = {"head_sha": case.head, "base_sha": case.git.head("main"), "base_ref": "refs/heads/main"}
    for _ in range(2):
        case.event("merge_group", "checks_requested", merge_group=group)
    (check,) = case.checks
    assert (check["conclusion"], check["head_sha"]) == ("failure", case.head)
    assert check["output"]["annotations_count"] == 1
    assert not case.comments
    assert case.event("merge_group", "destroyed", merge_group=group) == "ignored"


@pytest.mark.parametrize("status", [404, 500, 200])
def test_without_graphql_the_comment_says_it_all_the_same(desk: Desk, status: int) -> None:
    desk.github.state.permissions["contents"] = "write"
    desk.shop.app.forget(77)
    desk.github.fail("POST", "/graphql", status=status, times=100, body={"message": "odd"})
    try:
        case = desk.pull_request({PLAN: POOR})
        case.review("opened")
        case.push({PLAN: BETTER})
        assert case.review()["status"] == "completed"
        assert is_fixed(vague(case)["body"])
        assert not case.repository.resolved
    finally:
        desk.github.state.faults.clear()
        desk.github.state.permissions["contents"] = "read"
        desk.shop.app.forget(77)


def test_tokens_ask_for_no_more_than_their_work_takes(desk: Desk) -> None:
    case = desk.pull_request({PLAN: POOR})
    case.review("opened")
    case.push({PLAN: BETTER})
    case.review()
    asked = [token["permissions"] for token in desk.github.state.tokens.values()]
    assert {"checks": "write", "contents": "read", "metadata": "read", "pull_requests": "write"} in asked
    assert {"contents": "read", "metadata": "read"} in asked
    assert not [held for held in asked[-2:] if held.get("contents") == "write"]


@pytest.fixture
def elsewhere(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The same App with an empty database."""
    with Desk(desk.github, tmp_path_factory.mktemp("elsewhere")) as made:
        yield made


@pytest.mark.parametrize("action", ["opened", "synchronize", "reopened"])
def test_a_lost_database_repeats_no_comment_and_keeps_up_with_those_that_stand(
    case: Case, elsewhere: Desk, action: str
) -> None:
    case.review("opened")
    before = {c["id"]: c["body"] for c in case.comments}
    comment = vague(case)
    copied = {**comment, "id": 990003, "node_id": "x", "user": {"login": "copy[bot]", "id": 9, "type": "Bot"}}
    case.repository.comments[990003] = copied
    case.desk = elsewhere
    case.push({"README.md": "# wharf and quay\n"})
    case.review(action)
    now = {c["id"]: c["body"] for c in case.comments if c["id"] != 990003}
    assert now == before
    case.push({PLAN: BETTER})
    case.review()
    assert is_fixed(case.repository.comments[comment["id"]]["body"])
    assert not is_fixed(copied["body"])
    assert len(case.comments) == len(before) + 1


def test_a_lost_database_keeps_up_with_comments_on_a_plan_that_is_gone(case: Case, elsewhere: Desk) -> None:
    case.review("opened")
    case.desk = elsewhere
    case.push({PLAN: None})
    assert case.review()["conclusion"] == "neutral"
    assert case.comments and all(is_fixed(c["body"]) for c in case.comments)


@pytest.mark.parametrize("all_of_them", [True, False])
@pytest.mark.parametrize(
    "between", [{"README.md": "# wharf and quay\n"}, {PLAN: None}], ids=["pushed", "without the plan"]
)
def test_a_lost_database_posts_nothing_again_that_a_person_deleted(
    desk: Desk, elsewhere: Desk, all_of_them: bool, between: dict[str, str | None]
) -> None:
    more = POOR + "3. **Drop the `quays` table**\n4. **Delete all old accounts**\n"
    case = desk.pull_request({PLAN: more})
    case.review("opened")
    assert len(case.comments) > 1
    deleted = case.comments if all_of_them else [vague(case)]
    for comment in deleted:
        case.state.delete_comment(case.repository, comment["id"])
    left = {c["id"] for c in case.comments}
    case.desk = elsewhere
    case.push(between)
    case.review()
    for text in (more + "\n", more + "\n\n"):  # also when the new records know what the reviews told
        case.push({PLAN: text})
        case.review()
        assert {c["id"] for c in case.comments} == left


def test_without_records_a_review_is_believed_only_if_it_is_ours_and_lost_comments(case: Case, elsewhere: Desk) -> None:
    case.review("opened")
    comment = vague(case)
    (review,) = case.repository.reviews.values()
    case.state.delete_comment(case.repository, comment["id"])
    review["user"] = {"login": "copy[bot]", "id": 9, "type": "Bot"}
    case.desk = elsewhere
    case.push({"README.md": "# wharf and quay\n"})
    case.review()
    assert vague(case)["id"] != comment["id"]


@pytest.mark.parametrize("kept", [True, False])
def test_under_a_new_private_key_comments_are_known_by_the_former_one(case: Case, elsewhere: Desk, kept: bool) -> None:
    case.review("opened")
    before = {c["id"] for c in case.comments}
    former = (elsewhere.shop.marks_key,) if kept else ()
    elsewhere.shop = replace(elsewhere.shop, marks_key=b"a new key", former_marks_keys=former)
    case.desk = elsewhere
    case.push({PLAN: BETTER})
    case.review()
    assert {c["id"] for c in case.comments} == before
    assert any(is_fixed(c["body"]) for c in case.comments) is kept
    if kept:  # what was edited bears the new key's mark, and is known by both
        case.push({PLAN: POOR})
        case.review()
        assert {c["id"] for c in case.comments} == before
        assert Marks(b"a new key", case.repository.id, case.pull.number).fingerprint(vague(case)["body"])


def test_a_fork_chooses_no_configuration_and_its_check_can_be_run_again(desk: Desk) -> None:
    case = desk.pull_request({PLAN: POOR, ".github/planreview.yml": "rules: {all: off}\n"})
    case.pull.fork = True  # GitHub names no head repository once it is deleted
    run = case.review("opened")
    assert "Judged by the defaults" in run["output"]["summary"]
    assert "+0 / −" in run["output"]["summary"]
    assert vague(case)
    assert case.pressed(run) == "queued"
    assert [check["conclusion"] for check in case.checks] == [run["conclusion"]] * 2
    assert len(case.repository.reviews) == 1


def test_what_a_person_deleted_stays_away_under_another_heading_and_is_news_elsewhere(case: Case) -> None:
    case.review("opened")
    case.state.delete_comment(case.repository, vague(case)["id"])
    for heading in ("## Work", "## How it is done", "## Steps"):
        case.push({PLAN: POOR.replace("## Steps", heading)})
        case.review()
        assert not [c for c in case.comments if "Vague" in c["body"]]
    case.push({PLAN: POOR + f"   - {VAGUE}\n"})
    case.review()
    assert vague(case)["line"] == 14


@pytest.mark.parametrize("granted", ["read", "write"])
def test_a_push_that_brings_one_back_mends_some_and_adds_one_costs_seven_calls(desk: Desk, granted: str) -> None:
    desk.github.state.permissions["contents"] = granted
    desk.shop.app.forget(77)
    try:
        case = desk.pull_request({PLAN: POOR})
        case.review("opened")
        case.push({PLAN: BETTER + "3. **Drop the `quays` table**\n4. **Delete all old accounts**\n"})
        case.review()
        standing = {c["id"]: is_fixed(c["body"]) for c in case.comments}
        case.push({PLAN: POOR + "   - Count the tickets as needed\n"})
        before = len(case.state.calls)
        case.review()
        calls = [c for c in case.state.calls[before:] if not c.path.startswith("/app")]
        assert len(calls) - 1 <= 7  # here the configuration is read at each review
        now = {c["id"]: is_fixed(c["body"]) for c in case.comments}
        assert len(now) == len(standing) + 1
        assert sum(now[one] != was for one, was in standing.items()) >= 4
    finally:
        desk.github.state.permissions["contents"] = "read"
        desk.shop.app.forget(77)
