"""Whatever is pushed, the pull request ends with exactly the open comments that its last findings call for."""

import copy
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from github_app.github.read import changed_file
from github_app.repo_config import DEFAULT_CONFIG
from github_app.review.judging import choose
from github_app.review.markers import is_fixed
from github_app.review.placement import Placed, place, reported
from github_app.review.wording import gist, rule_of
from plan_rules.review import review
from tests.github_app.jobs.reviewing import Desk
from tests.standin import StandIn

FIRST = ["Handle errors properly", "Handle edge cases as needed", "On `TAKEN` show the map again", "Show 20 a row"]
SECOND = ["Drop the `bookings_2019` table", "Paint the bollards red", "Delete all old accounts"]
THIRD = ["", "3. **Receive payment webhooks**\n   - Success: a payment shows up\n", "3. **Announce it**\n"]
Text = tuple[int, int, int, bool, str]
texts = st.tuples(
    st.integers(0, len(FIRST) - 1), st.integers(0, len(SECOND) - 1), st.integers(0, len(THIRD) - 1), st.booleans()
)
plans = st.sampled_from(["moorings", "berths"])
pushes = st.one_of(
    st.tuples(st.just("write"), plans, texts),
    st.tuples(st.just("heading"), plans, st.sampled_from(["Steps", "Work", "How it is done"])),
    st.tuples(st.just("rename"), plans, st.just(None)),
    st.tuples(st.just("delete"), plans, st.just(None)),
    st.tuples(st.just("force"), st.just(""), st.integers(0, 5)),
    st.tuples(st.just("base"), st.just(""), st.sampled_from(["main", "release"])),
    st.tuples(st.just("other"), st.just(""), st.just(None)),
)
people = st.tuples(st.sampled_from(["reply", "resolve", "remove"]), st.just(""), st.integers(0, 9))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with StandIn(folder / "git") as github, Desk(github, folder) as made:
        yield made


def written(name: str, text: Any, heading: str) -> str:
    first, second, third, above = text
    words = "Words of the harbour.\n\n" * 20 if above else ""
    return (
        f"# Plan: {name}\n\n## Objective\n\nSkippers are glad of {name}.\n\n{words}"
        f"## {heading}\n\n1. **Add the page of {name}**\n   - {FIRST[first]}\n   - Success: it shows up\n"
        f"2. **{SECOND[second]}**\n   - Success: it is done\n{THIRD[third]}"
    )


class Story:
    """A pull request and what people did to our comments on it."""

    def __init__(self, desk: Desk) -> None:
        self.texts: dict[str, Any] = {"moorings": (0, 0, 0, False), "berths": None}
        self.headings = {"moorings": "Steps", "berths": "Steps"}
        self.paths = {"moorings": "docs/plans/moorings.md", "berths": "docs/plans/berths.md"}
        self.numbers = itertools.count(1)
        self.case = desk.pull_request(
            self.files(), {"docs/plans/berths.md": written("berths", (0, 1, 0, False), "Steps")}
        )
        self.case.git.commit(self.files(), branch="release", start="main")
        self.heads = [self.state()]
        self.had_a_say: set[str] = set()
        self.answered: dict[int, str] = {}
        self.case.review("opened")

    def state(self) -> Any:
        return copy.deepcopy((self.case.head, self.texts, self.headings, self.paths))

    def files(self) -> dict[str, Any]:
        return {self.paths[name]: written(name, text, self.headings[name]) for name, text in self.texts.items() if text}

    def step(self, kind: str, name: str, value: Any) -> None:
        case = self.case
        if kind in {"reply", "resolve", "remove"}:
            self.person(kind, value)
            return
        if kind == "base":
            if value == case.pull.base_ref:
                return
            before, case.pull.base_ref = case.pull.base_ref, value
            case.review("edited", changes={"base": {"ref": {"from": before}, "sha": {"from": "0" * 40}}})
            return
        if kind == "force":
            sha, self.texts, self.headings, self.paths = copy.deepcopy(self.heads[value % len(self.heads)])
            case.git.reset("topic", sha)
        else:
            case.push(self.change(kind, name, value))
        self.heads.append(self.state())
        case.review()

    def change(self, kind: str, name: str, value: Any) -> dict[str, Any]:
        if kind == "other":
            return {"README.md": f"# wharf {next(self.numbers)}\n"}
        gone = {self.paths[name]: None}
        if kind == "delete":
            self.texts[name] = None
            return gone
        if kind == "write":
            self.texts[name] = value
        elif kind == "heading":
            self.headings[name] = value
        else:
            self.paths[name] = f"docs/plans/{name}-{next(self.numbers)}.md"
        return {**gone, **self.files()}

    def person(self, kind: str, number: int) -> None:
        open_now = [c for c in self.case.comments if not is_fixed(c["body"])]
        if not open_now:
            return
        comment = open_now[number % len(open_now)]
        mark = str(self.case.marks.fingerprint(comment["body"]))
        self.had_a_say |= {mark, *self.said(mark)}
        state, repository = self.case.state, self.case.repository
        if kind == "reply":
            state.reply(repository, comment["id"], "We know.")
            self.answered[comment["id"]] = comment["body"]
        elif kind == "resolve":
            state.resolve(repository, comment["id"])
        else:
            state.delete_comment(repository, comment["id"])
            self.answered.pop(comment["id"], None)

    def said(self, mark: str) -> set[str]:
        """What is said of a finding: under another heading it has another mark."""
        return {gist(one.finding) for one in self.called_for() if one.finding.fingerprint == mark}

    def called_for(self) -> list[Placed]:
        files = [changed_file(entry) for entry in self.case.state.files(self.case.repository, self.case.pull)]
        found = []
        for file in choose(files, DEFAULT_CONFIG).plans:
            assert file.blob_sha
            findings = review(self.case.git.blob(file.blob_sha) or b"").findings
            found += [place(file, finding) for finding in reported(file, findings, "changed")]
        return [one for one in found if one.kind != "summary"]

    def hold(self) -> None:
        """What must be true after any push."""
        case = self.case
        marks = [str(case.marks.fingerprint(c["body"])) for c in case.comments]
        assert len(set(marks)) == len(marks), "the same was told twice"
        open_now = [
            rule_of(c["body"])
            for c, mark in zip(case.comments, marks, strict=True)
            if not is_fixed(c["body"]) and not {mark, *self.said(mark)} & self.had_a_say
        ]
        wanted = [
            one.finding.rule
            for one in self.called_for()
            if not {one.finding.fingerprint, gist(one.finding)} & self.had_a_say
        ]
        assert Counter(open_now) == Counter(wanted)
        bodies = {c["id"]: c["body"] for c in case.comments}
        assert all(bodies[identity] == body for identity, body in self.answered.items())
        assert all(run["status"] == "completed" for run in case.repository.checks.values())


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(pushes, min_size=1, max_size=7))
@example(steps=[("heading", "moorings", "Work"), ("rename", "moorings", None)])
@example(steps=[("heading", "moorings", "Work"), ("rename", "moorings", None), ("heading", "moorings", "Steps")])
@example(steps=[("base", "", "release"), ("base", "", "main")])
@example(steps=[("write", "moorings", (2, 1, 0, False)), ("force", "", 0)])
def test_any_pushes_end_with_the_comments_that_the_last_findings_call_for(desk: Desk, steps: list[Any]) -> None:
    story = Story(desk)
    story.hold()
    for step in steps:
        story.step(*step)
        story.hold()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.one_of(pushes, people), min_size=2, max_size=8))
def test_what_people_had_a_say_in_is_theirs_over_any_pushes(desk: Desk, steps: list[Any]) -> None:
    story = Story(desk)
    for step in steps:
        story.step(*step)
        if step[0] not in {"reply", "resolve", "remove"}:
            story.hold()
