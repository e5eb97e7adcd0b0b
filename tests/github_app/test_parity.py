"""The App, `planreview check --diff` and `planreview simulate` find the same in the same diff."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from github_app.cli import app
from tests.github_app.jobs.reviewing import Case, Desk
from tests.standin import StandIn

POOR = """# Plan: moorings

## Objective

Skippers book a mooring.

## Decisions

- **Rejected**: new numbers
  - Reason: it needs a second list
- **Chosen**: the old numbers
  - Reason: skippers have them on paper

## Steps

1. **Add the booking page**
   - Handle errors properly
   - Success: a booking shows up in the list
2. **Drop the `bookings_2019` table**
   - Success: it is gone
3. **Receive payment webhooks**
   - Success: a payment shows up
"""
A, B = "docs/plans/moorings.md", "docs/plans/berths.md"
OVERRIDE = "rules: {missing-rollback: info}\noverrides:\n  - paths: ['docs/plans/berths.md']\n    rules: {all: off}\n"
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "new plan": ({}, {A: POOR}),
    "changed line": ({A: POOR}, {A: POOR.replace("properly", "as needed")}),
    "only deleted": ({A: POOR}, {A: POOR.replace("  - Reason: it needs a second list\n", "")}),
    "moved": ({A: POOR}, {A: POOR.replace("## Steps", "Words.\n\n" * 20 + "## Steps")}),
    "renamed": ({A: POOR}, {A: None, "docs/plans/quay.md": POOR}),
    "renamed and changed": ({A: POOR}, {A: None, "docs/plans/quay.md": POOR.replace("properly", "as needed")}),
    "deleted": ({A: POOR, B: POOR}, {A: None, B: POOR + "\nMore.\n"}),
    "per path": ({".github/planreview.yml": OVERRIDE}, {A: POOR, B: POOR}),
    "odd names": ({}, {"docs/plans/a b#é[x]:(1).md": POOR, "docs/plans/*.md": POOR, 'docs/plans/"q".md': POOR}),
    "no plan": ({}, {"src/app.py": "print()\n", "docs/readme.md": POOR}),
    "windows line ends": ({}, {A: POOR.replace("\n", "\r\n")}),
    "not a plan": ({}, {A: "# Notes\n\nNothing is planned here.\n"}),
}
Found = set[tuple[str, str, int, str]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with StandIn(folder / "git") as github, Desk(github, folder) as made:
        yield made


@pytest.fixture
def case(desk: Desk, request: pytest.FixtureRequest) -> Case:
    base, head = CASES[request.param]
    return desk.pull_request(head, {"docs/other.md": "x\n", **base})


def by_the_app(case: Case) -> Found:
    check = case.review("opened")
    return {
        (a["path"], a["title"].rpartition("(")[2].rstrip(")"), a["start_line"], a["message"].split("\n")[0])
        for a in check["annotations"]
    }


def printed(text: str) -> Found:
    return {
        (file["path"], finding["rule"], finding["line"], finding["message"].replace("@", "@\u200b"))
        for file in json.loads(text)["files"]
        for finding in file["findings"]
    }


def called(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code in {0, 1}, result.output
    return result.stdout


@pytest.mark.parametrize("case", CASES, indirect=True)
def test_three_ways_find_the_same(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    clone = ["git", "clone", "--quiet", "--branch", "topic", str(case.git.folder), str(tmp_path / "work")]
    subprocess.run(clone, check=True, env=environment)
    monkeypatch.chdir(tmp_path / "work")
    person = case.state.person(contents="read", pull_requests="read", metadata="read")
    monkeypatch.setenv("GITHUB_TOKEN", person)
    monkeypatch.setenv("PLANREVIEW_GITHUB_API_URL", case.desk.github.url)
    app_s = by_the_app(case)
    calls = len(case.state.calls)
    name = f"{case.repository.full_name}#{case.pull.number}"
    simulated = json.loads(called("simulate", "--format", "json", name))
    assert {call.method for call in case.state.calls[calls:]} == {"GET"}
    assert printed(json.dumps(simulated)) == app_s
    assert printed(called("check", "--diff", "origin/main", "--format", "json")) == app_s
    (check,) = case.checks
    assert simulated["check"]["conclusion"] == check["conclusion"]
    assert simulated["check"]["title"] == check["output"]["title"]
    posted = {(c["path"], c["line"], c["start_line"]) for c in case.comments}
    assert {(c["path"], c["line"], c["start_line"]) for c in simulated["comments"]} == posted


def test_the_cases_are_not_empty(desk: Desk) -> None:
    found = [
        desk.pull_request(head, base).review("opened")["output"]["annotations_count"] for base, head in CASES.values()
    ]
    assert sum(map(bool, found)) >= 7


def test_text_for_people_and_what_can_not_be_simulated(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case = desk.pull_request({A: POOR}, {".github/planreview.yml": "max_comments: 1\n"})
    monkeypatch.setenv("PLANREVIEW_GITHUB_API_URL", desk.github.url)
    monkeypatch.delenv("GH_TOKEN", raising=False)
    monkeypatch.setenv("GITHUB_TOKEN", case.state.person(contents="read", pull_requests="read"))
    text = called("simulate", f"https://github.test/{case.repository.full_name}/pull/{case.pull.number}")
    assert "nothing was posted" in text
    assert text.count("--- comment on") == 1
    assert "--- check run: failure" in text
    assert "planreview:v1" not in text
    other = tmp_path / "other.yml"
    other.write_text("rules: {all: off}\n")
    text = called("simulate", f"{case.repository.full_name}#{case.pull.number}", "--config", str(other))
    assert "--- check run: success" in text
    for name, words in ((f"{case.repository.full_name}#99", "can't be read"), ("moorings", "names no pull request")):
        result = CliRunner().invoke(app, ["simulate", name])
        assert result.exit_code == 2
        assert words in result.stderr
    monkeypatch.setenv("GITHUB_TOKEN", "made-up")
    assert "set GITHUB_TOKEN" in CliRunner().invoke(app, ["simulate", f"{case.repository.full_name}#1"]).stderr


def test_a_server_that_does_not_answer_is_named_with_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANREVIEW_GITHUB_API_URL", "http://127.0.0.1:9/")
    result = CliRunner().invoke(app, ["simulate", "harbour/berths#1"])
    assert result.exit_code == 2
    assert "GitHub can't be asked at http://127.0.0.1:9: " in result.stderr
    assert "PLANREVIEW_GITHUB_API_URL" in result.stderr
