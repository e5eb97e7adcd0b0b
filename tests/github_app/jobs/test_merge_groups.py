"""A merge queue's group is judged by its own diff, also when somebody asks again, and however much it changes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.github_app.jobs.reviewing import Case, Desk
from tests.standin import StandIn, server

PLAN = "docs/plans/locks.md"
OLD = "# Plan: locks\n\n## Objective\n\nBoats pass the lock.\n\n## Steps\n\n1. **Open the gate**\n   - Handle errors properly\n"
SOUND = "# Plan: locks\n\n## Objective\n\nBoats pass the lock.\n"
NEW = "2. **Drop the `gates` table**\n"
FLOOD = {f"data/{n:03}/{n}.txt": f"{n}\n" for n in range(320)}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with StandIn(folder / "git") as github, Desk(github, folder) as made:
        yield made


def group(case: Case, files: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A commit that no pull request has as its head."""
    branch = f"gh-readonly-queue/main/pr-1-{case.git.head('main')}"
    head = case.git.commit(files, branch=branch, start="main")
    return {"head_sha": head, "base_sha": case.git.head("main"), "base_ref": "refs/heads/main", **more}


def checks(case: Case, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    return [run for run in case.repository.checks.values() if run["head_sha"] == wanted["head_sha"]]


def judged(case: Case, files: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    wanted = group(case, files)
    assert case.event("merge_group", "checks_requested", merge_group=wanted) == "reviewed"
    (check,) = checks(case, wanted)
    return wanted, check


@pytest.mark.parametrize("lost", [False, True])
def test_asked_again_it_is_judged_again(desk: Desk, lost: bool, tmp_path: Path) -> None:
    case = desk.pull_request({"README.md": "# lock\n"})
    wanted, check = judged(case, {PLAN: OLD + NEW})
    assert check["conclusion"] == "failure"
    case.git.commit({".github/planreview.yml": "fail_on: never\n"})
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    with Desk(desk.github, fresh) as other:
        case.desk = other if lost else desk
        assert case.pressed(check) == "queued"
        again = checks(case, wanted)[-1]
        assert (len(checks(case, wanted)), again["status"], again["conclusion"]) == (2, "completed", "success")
        suite = {"head_sha": wanted["head_sha"], "pull_requests": []}
        assert case.event("check_suite", "rerequested", check_suite=suite) == "queued"
    assert [run["status"] for run in checks(case, wanted)] == ["completed"] * 3
    assert len({str(run["annotations"]) for run in checks(case, wanted)}) == 1
    assert not case.comments


def test_a_check_run_of_others_tells_nothing(desk: Desk) -> None:
    case = desk.pull_request({"README.md": "# lock\n"})
    wanted = group(case, {PLAN: OLD + NEW})
    forged = {"name": "planreview", "head_sha": wanted["head_sha"], "external_id": f"0/{'0' * 16}/{wanted['head_sha']}"}
    case.state.create_check(case.repository, forged)["app"] = {"id": 15368}
    suite = {"head_sha": wanted["head_sha"], "pull_requests": []}
    case.event("check_suite", "rerequested", check_suite=suite)
    assert len(checks(case, wanted)) == 1
    case.event("merge_group", "checks_requested", merge_group=wanted)
    case.event("check_suite", "rerequested", check_suite=suite)
    assert [run["conclusion"] for run in checks(case, wanted)[1:]] == ["failure", "failure"]


@pytest.mark.parametrize("most_entries", [100_000, 330])
def test_plans_beyond_the_three_hundredth_file_are_judged_by_their_changed_lines(
    desk: Desk, most_entries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST_ENTRIES", most_entries)
    case = desk.pull_request({"README.md": "# lock\n"}, {PLAN: OLD, "docs/plans/weir.md": SOUND, "src/a.py": "a\n"})
    _, check = judged(case, {**FLOOD, PLAN: OLD + NEW, "docs/plans/weir.md": None, "docs/plans/moved.md": SOUND})
    assert {a["path"] for a in check["annotations"]} == {PLAN}
    lines = {a["start_line"] for a in check["annotations"]}
    assert 11 in lines and 10 not in lines
    assert (check["conclusion"], "2 changed plans" in check["output"]["summary"]) == ("failure", True)
    _, sound = judged(case, {**FLOOD, PLAN: OLD.replace("Boats pass", "Ships pass")})
    assert (sound["conclusion"], sound["output"]["annotations_count"]) == ("success", 0)
