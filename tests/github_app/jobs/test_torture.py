"""`kill -9` at random moments under load: nothing lost, nothing twice.

Scaled for the normal suite; `make torture` sets PLANREVIEW_TORTURE=1 and runs it in full size.
"""

import os
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import POOR, Process, Story, wait_for
from tests.standin import StandIn

FULL = os.environ.get("PLANREVIEW_TORTURE", "") not in {"", "0"}
DELIVERIES, KILLS = (300, 20) if FULL else (30, 3)
SETTINGS = {"sweep_interval": "600", "shutdown_seconds": "3"}


def one_process(github: StandIn, url: str, folder: Path) -> list[Process]:
    return [Process(github, url, folder, "serve", **SETTINGS)]


def three_processes(github: StandIn, url: str, folder: Path) -> list[Process]:
    web = Process(github, url, folder, "web", **SETTINGS)
    workers = [Process(github, url, folder / name, "worker", **SETTINGS) for name in ("one", "two")]
    for name in ("one", "two"):
        (folder / name).mkdir()
    return [web, *workers]


@pytest.mark.parametrize("layout", [one_process, three_processes])
def test_killed_at_random_nothing_is_lost_or_done_twice(
    tmp_path: Path, layout: Callable[[StandIn, str, Path], list[Process]]
) -> None:
    chance = random.Random(20260105)
    with StandIn(tmp_path / "git") as github:
        url = empty_database(tmp_path)
        processes = layout(github, url, tmp_path)
        for process in processes:
            process.start().wait_ready()
        try:
            run(github, processes, chance)
        finally:
            for process in processes:
                process.__exit__()


def run(github: StandIn, processes: list[Process], chance: random.Random) -> None:
    story, web = Story(github), processes[0]
    pulls = [story.pull({f"docs/plans/topic-{n}.md": POOR}) for n in range(max(4, DELIVERIES // 10))]
    kills = sorted(chance.sample(range(1, DELIVERIES), KILLS))
    accepted: list[str] = []
    for count in range(DELIVERIES):
        pull = pulls[count % len(pulls)]
        path = f"docs/plans/topic-{pull.number - 1}.md"
        story.push(pull, {path: POOR + f"4. Count to {count} and tidy up as needed\n"})
        accepted.append(send(story, web, pull))
        if count in kills:
            time.sleep(chance.random() * 0.4)
            victim = chance.choice(processes)
            victim.kill()
            victim.start()
    web.wait_ready()
    heads = {pull.number: story.head(pull) for pull in pulls}
    wait_for(lambda: all(story.completed(head) for head in heads.values()), 90, "every head completed")
    wait_for(lambda: not waiting(web, accepted), 60, "every delivery ended")
    checks = Counter(
        run["head_sha"] for run in list(story.repository.checks.values()) if run["head_sha"] in heads.values()
    )
    assert set(checks.values()) == {1}
    assert not [run for run in list(story.repository.checks.values()) if run["status"] != "completed"]
    marks = Counter((c["pull_request_number"], c["body"].rsplit("\n", 1)[-1]) for c in all_comments(story))
    assert marks and set(marks.values()) == {1}
    reviews = Counter((r["pull_request_number"], r["commit_id"]) for r in list(story.repository.reviews.values()))
    assert set(reviews.values()) <= {1}
    fates = Counter(d["fate"] for d in web.deliveries() if d["guid"] in set(accepted))
    assert set(fates) <= {"reviewed", "superseded"}, fates


def send(story: Story, web: Process, pull: object) -> str:
    """Deliver until it is accepted, as the sweep would ask for it again."""
    guid = str(uuid.uuid4())
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if story.deliver(web.address, pull, "synchronize", guid).status_code == 202:
                return guid
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    raise AssertionError("never accepted")


def waiting(web: Process, guids: list[str]) -> list[str]:
    fates = {d["guid"]: d["fate"] for d in web.deliveries()}
    return [guid for guid in guids if fates.get(guid) in {None, "queued", "running"}]


def all_comments(story: Story) -> list[dict[str, object]]:
    return [
        {**comment, "pull_request_number": number}
        for number in story.repository.pulls
        for comment in story.github.state.comments_of(story.repository, number)
    ]


def test_a_killed_worker_s_work_is_taken_over_within_five_seconds(tmp_path: Path) -> None:
    with StandIn(tmp_path / "git") as github:
        url = empty_database(tmp_path)
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
        with (
            Process(github, url, tmp_path, "web") as web,
            Process(github, url, tmp_path / "first", "worker") as first,
        ):
            story = Story(github)
            pull = story.pull()
            fault = github.fail("GET", "/repos/letters/office/pulls/*/files", delay=60, times=1)
            story.deliver(web.address, pull)
            wait_for(lambda: fault.times == 0, what="the first worker at it")
            with Process(github, url, tmp_path / "second", "worker"):
                first.kill()
                begun = time.monotonic()
                wait_for(lambda: story.completed(story.head(pull)), 10, "taken over")
                assert time.monotonic() - begun < 5
