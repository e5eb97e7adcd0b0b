"""The check run always comes to an end that says what happened."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from github_app.review import check as endings
from plan_rules.lint.settings import LintSettings
from plan_rules.review import Review
from tests.github_app.jobs.reviewing import Desk
from tests.standin import StandIn

PLAN = "docs/plans/ferries.md"
POOR = "# Plan: ferries\n\n## Objective\n\nFerries leave on time.\n\n## Steps\n\n1. **Drop the `delays` table**\n   - Handle errors properly\n"
CONFIG = ".github/planreview.yml"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with StandIn(folder / "git") as github, Desk(github, folder) as made:
        yield made


@pytest.fixture(autouse=True)
def fair_weather(desk: Desk) -> Iterator[None]:
    yield
    desk.github.state.faults.clear()


ENDINGS: dict[str, tuple[dict[str, Any], dict[str, Any], str, str, str]] = {
    "a good plan": ({}, {PLAN: "# Plan: tide\n\n## Objective\n\nSee the tide, since boats run aground.\n"}, "success", "Nothing found", "**Passed**"),
    "errors": ({}, {PLAN: POOR}, "failure", "error", "**Blocked**"),
    "errors that block nothing": ({CONFIG: "fail_on: never\n"}, {PLAN: POOR}, "success", "error", "none that blocks"),
    "shadow": ({CONFIG: "mode: shadow\n"}, {PLAN: POOR}, "neutral", "error", "Would be blocked"),
    "a valid brought config alone": ({}, {CONFIG: "version: 1\n"}, "neutral", "No plan changed", "is valid, and counts once"),
    "no plan": ({}, {"a.py": "x\n"}, "neutral", "No plan changed", "calls a plan"),
    "only a deleted plan": ({PLAN: POOR}, {PLAN: None}, "neutral", "No plan changed", "calls a plan"),
    "a broken base config": ({CONFIG: "rulez: {}\n"}, {PLAN: POOR}, "failure", "planreview.yml is invalid", "Did you mean"),
    "a broken brought config": ({}, {CONFIG: "rulez: {}\n"}, "failure", "planreview.yml is invalid", "Did you mean"),
    "a folder for a config": ({CONFIG + "/x": "y"}, {PLAN: POOR}, "failure", "error", "the defaults"),
    "a huge base config": ({CONFIG: "#" * 1_200_000}, {PLAN: POOR}, "failure", "planreview.yml is invalid", "Shorten"),
    "too large": ({}, {PLAN: b"# Plan\n" + b"x" * 300_000}, "failure", "could not be analysed", "262,144 bytes"),
    "too large, by config neutral": ({CONFIG: "unreadable: neutral\n"}, {PLAN: b"# Plan\n" + b"x" * 300_000}, "neutral", "could not be analysed", "262,144 bytes"),
    "not text": ({}, {PLAN: b"# Plan\n\xff\xfe\n"}, "failure", "could not be analysed", "UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDINGS)
def test_endings(desk: Desk, name: str) -> None:
    base, head, conclusion, title, words = ENDINGS[name]
    desk.github.state.latency = 0.0
    case = desk.pull_request(head, base)
    check = case.review("opened")
    assert (check["status"], check["conclusion"]) == ("completed", conclusion)
    assert title in check["output"]["title"]
    assert words in check["output"]["summary"]
    assert len(case.checks) == 1


class _Odd:
    """An analyser that does what a test says."""

    def __init__(self, outcome: Callable[[], Review]) -> None:
        self._outcome = outcome

    async def review_all(self, plans: Mapping[str, bytes], settings: Mapping[str, LintSettings]) -> dict[str, Review]:
        return {path: self._outcome() for path in plans}


def _fault() -> Review:
    raise KeyError("a fault of ours")


@pytest.mark.parametrize(
    ("outcome", "title", "words"),
    [
        (lambda: Review("not-analysed", "It took longer than 10 seconds."), "could not be analysed", "10 seconds"),
        (_fault, "could not be finished", "a fault of planreview \\(KeyError\\)"),
    ],
)
def test_timed_out_and_a_fault_of_ours(
    desk: Desk, outcome: Callable[[], Review], title: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "shop", replace(desk.shop, analyser=_Odd(outcome)))  # type: ignore[arg-type]
    case = desk.pull_request({PLAN: POOR})
    check = case.review("opened")
    assert (check["status"], check["conclusion"]) == ("completed", "failure")
    assert title in check["output"]["title"]
    assert words in check["output"]["summary"]
    assert len(case.checks) == 1


def test_what_github_refuses_is_said_in_the_check(desk: Desk) -> None:
    case = desk.pull_request({PLAN: POOR})
    refused = {"message": "Resource not accessible by integration"}
    desk.github.fail("POST", f"/repos/{case.repository.full_name}/pulls/*/reviews", status=403, times=9, body=refused)
    check = case.review("opened")
    assert (check["conclusion"], check["output"]["title"]) == ("failure", "The review could not be finished")
    assert "Resource not accessible" in check["output"]["summary"]
    assert [a["identifier"] for a in check["actions"]] == ["rerun"]


def test_an_archived_repository_ends_the_job(desk: Desk) -> None:
    case = desk.pull_request({PLAN: POOR})
    case.repository.archived = True
    payload = desk.github.payload(case.repository, case.pull, "opened")
    assert desk.deliver("pull_request", payload) == "failed"


def test_drafts_wait_where_the_config_says_so_and_turn_back(desk: Desk) -> None:
    case = desk.pull_request({PLAN: POOR}, {CONFIG: "drafts: false\n"})
    case.pull.draft = True
    assert case.review("opened")["output"]["title"] == "Draft, not reviewed"
    assert not case.comments
    case.pull.draft = False
    assert case.review("ready_for_review")["conclusion"] == "failure"
    assert case.comments
    case.pull.draft = True
    assert case.review("converted_to_draft")["conclusion"] == "failure"  # what was judged stands


def test_drafts_are_reviewed_by_default(desk: Desk) -> None:
    case = desk.pull_request({PLAN: POOR})
    case.pull.draft = True
    assert case.review("opened")["conclusion"] == "failure"


def test_a_refused_place_is_told_and_the_rest_is_posted(desk: Desk) -> None:
    case = desk.pull_request({PLAN: POOR})
    problem = {
        "message": "Unprocessable Entity",
        "errors": ["Pull request review thread line must be part of the diff"],
    }
    desk.github.fail("POST", f"/repos/{case.repository.full_name}/pulls/*/reviews", status=422, times=2, body=problem)
    check = case.review("opened")
    assert (check["status"], check["conclusion"]) == ("completed", "failure")
    assert "GitHub refused the place of" in check["output"]["summary"]
    assert not case.comments
    case.push({"README.md": "# ferries\n"})
    case.review()
    assert case.comments


def test_all_findings_are_annotations_in_order_and_worst_comments_first(desk: Desk) -> None:
    steps = "".join(f"{n}. **Add page {n}**\n   - Handle errors properly\n" for n in range(1, 121))
    case = desk.pull_request({PLAN: f"# Plan: ferries\n\n## Objective\n\nFerries leave.\n\n## Steps\n\n{steps}"})
    check = case.review("opened")
    assert check["output"]["annotations_count"] >= 120
    assert len({(a["start_line"], a["title"]) for a in check["annotations"]}) == check["output"]["annotations_count"]
    assert len(case.comments) == 20
    assert "got no comment of their own, because `max_comments` is 20" in check["output"]["summary"]


def test_the_effect_of_a_changed_config_is_shown_and_not_applied(desk: Desk) -> None:
    brought = "rules: {vague-generalization: off, missing-rollback: off}\npaths: ['docs/**/*.md']\n"
    case = desk.pull_request({PLAN: POOR, CONFIG: brought})
    check = case.review("opened")
    assert check["conclusion"] == "failure"
    assert "+1 / −2 findings" in check["output"]["summary"]
    assert any("vague-generalization" in a["title"] for a in check["annotations"])


def test_plans_that_only_the_changed_config_knows_count_in_its_effect(desk: Desk) -> None:
    case = desk.pull_request({PLAN: POOR, "notes/ferries.md": POOR, CONFIG: "paths: ['notes/**', 'docs/plans/**']\n"})
    check = case.review("opened")
    effect = re.search(r"\+(\d+) / −(\d+) findings", check["output"]["summary"])
    assert effect
    assert (int(effect[1]), int(effect[2])) == (check["output"]["annotations_count"], 0)
    assert {a["path"] for a in check["annotations"]} == {PLAN}


@pytest.mark.parametrize(("unreadable", "conclusion"), [("failure", "failure"), ("neutral", "neutral")])
def test_more_files_than_github_lists_are_never_a_pass(
    desk: Desk, unreadable: str, conclusion: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert endings.MOST_FILES == 3_000
    monkeypatch.setattr(endings, "MOST_FILES", 12)
    flood = {f"a/{n}.txt": "x\n" for n in range(12)}
    case = desk.pull_request({**flood, PLAN: POOR}, {CONFIG: f"unreadable: {unreadable}\nfail_on: never\n"})
    check = case.review("opened")
    assert (check["conclusion"], check["output"]["title"]) == (conclusion, "Too many files to see all plans")
    assert "12 files" in check["output"]["summary"]


def test_it_is_in_progress_within_the_second_also_where_github_is_slow(desk: Desk) -> None:
    case = desk.pull_request({"a.py": "x\n"})
    desk.github.fail("GET", f"/repos/{case.repository.full_name}/pulls/*/files", status=502, delay=1.5)
    calls = len(case.state.calls)
    assert case.review("opened")["conclusion"] == "neutral"
    made = [call.path.rpartition("/")[2] for call in case.state.calls[calls:]]
    assert made.index("check-runs") < made.index("files")
    assert len(case.checks) == 1
