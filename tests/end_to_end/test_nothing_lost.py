"""As seen from outside: GitHub misbehaves, processes are killed, deliveries fail, and every head ends in one review.

Each delivery is sent once, as GitHub does; what fails is made good by the app's own sweep. `make torture` runs it in full
size.
"""

import contextlib
import os
import random
import threading
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import POOR, Process, Story, wait_for
from tests.standin import Fault, StandIn

FULL = os.environ.get("PLANREVIEW_TORTURE", "") not in {"", "0"}
PULLS, PUSHES, KILLS, CHANCE = (30, 10, 20, 0.12) if FULL else (8, 3, 3, 0.1)
SEED = int(os.environ.get("PLANREVIEW_TORTURE_SEED", "20260107"))
PLAN = "docs/plans/topic.md"
THROTTLED = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}


class Weather:
    """A fault now and then, of every kind that clients of GitHub report; each kind comes once before one comes again."""

    def __init__(self, seed: int, chance: float) -> None:
        self._random = random.Random(seed)
        self._gap = 1 / chance
        self._fair = self._draw()
        self._kinds: list[str] = []
        self.seen: Counter[str] = Counter()

    def _draw(self) -> int:
        """Calls until the next fault: neither none for long nor one after the other."""
        return round(self._gap * (0.5 + self._random.random()))

    def __call__(self, method: str, path: str) -> Fault | None:
        self._fair -= 1
        if self._fair > 0:
            return None
        self._fair = self._draw()
        self._kinds = self._kinds or self._random.sample(list(_KINDS), len(_KINDS))
        kind = self._kinds.pop()
        self.seen[kind] += 1
        return Fault(method, path, **_KINDS[kind])


_KINDS: dict[str, dict[str, Any]] = {
    "502 before": {},
    "502 after the effect": {"when": "after"},
    "500 after the effect": {"status": 500, "when": "after"},
    "502 long before the effect": {"late": 0.7},
    "cut off before": {"cut": True},
    "cut off after the effect": {"cut": True, "when": "after"},
    "slow": {"status": 504, "when": "after", "delay": 1.0},
    "token refused": {"status": 401, "body": {"message": "Bad credentials"}},
    "secondary limit": {"status": 403, "headers": {"retry-after": "1"}, "body": THROTTLED},
    "429": {"status": 429, "headers": {"retry-after": "1"}, "body": THROTTLED},
    "abuse": {"status": 422, "headers": {"retry-after": "1"}, "body": {"message": "Validation Failed: abuse"}},
}


def plan(number: int, push: int) -> str:
    return POOR + f"4. Count topic {number} to {push} and tidy up as needed\n"


def send_once(story: Story, address: str, pull: Any, action: str) -> None:
    with contextlib.suppress(httpx.HTTPError):  # GitHub notes it as failed, and never sends it again by itself
        story.deliver(address, pull, action, str(uuid.uuid4()))


def kill_now_and_then(app: Process, times: int, chance: random.Random, ended: threading.Event) -> None:
    for _ in range(times):
        if ended.wait(0.5 + chance.random() * 2.5):
            return
        app.kill()
        app.start()


@pytest.mark.parametrize("installations", [1, 3])
def test_every_head_ends_in_one_check_whatever_goes_wrong(tmp_path: Path, installations: int) -> None:
    chance = random.Random(SEED + installations)
    with StandIn(tmp_path / "git") as github:
        stories = [Story(github, f"letters/office-{n}", 70 + n) for n in range(installations)]
        app = Process(github, empty_database(tmp_path), tmp_path)
        weather = Weather(SEED + 1, CHANCE)
        with app:
            opened = [
                (story, story.pull({f"{n}/{PLAN}": plan(n, 0)}), n)
                for n in range(PULLS)
                for story in [stories[n % installations]]
            ]
            github.state.weather = weather
            ended = threading.Event()
            killer = threading.Thread(target=kill_now_and_then, args=(app, KILLS, chance, ended))
            killer.start()
            for push in range(PUSHES):
                for story, pull, number in opened:
                    if push:
                        story.push(pull, {f"{number}/{PLAN}": plan(number, push)})
                    send_once(story, app.address, pull, "synchronize" if push else "opened")
                    time.sleep(chance.random() * 0.2)
            killer.join()
            ended.set()
            app.kill()  # what failed last is asked for again at the start
            app.start().wait_ready()
            heads = [(story, story.head(pull)) for story, pull, _ in opened]
            wait_for(
                lambda: all(story.completed(head) for story, head in heads), 240 if FULL else 60, "every head completed"
            )
            github.state.weather = None
            wait_for(lambda: not unended(app), 60, "every delivery at its end")
        assert sum(weather.seen.values()) >= PULLS * 3 // 4, weather.seen
        assert len(weather.seen) >= len(_KINDS) // 2, weather.seen
        for story, pull, number in opened:
            assert [run["name"] for run in story.checks(story.head(pull))] == ["planreview"], number
            reviews = Counter(review["commit_id"] for review in story.reviews(pull))
            assert set(reviews.values()) <= {1}, (number, reviews)
            marks = Counter(comment["body"].rsplit("\n", 1)[-1] for comment in story.comments(pull))
            assert set(marks.values()) == {1}, (number, marks)
            assert len(marks) >= len(expected_rules(story, pull))
        for story in stories:
            runs = story.repository.checks.values()
            assert [(r["head_sha"], r["external_id"]) for r in runs if r["status"] != "completed"] == []
        assert_same_end(github, tmp_path, opened)


def unended(app: Process) -> list[dict[str, Any]]:
    return [one for one in app.deliveries() if one["fate"] in {"queued", "running"}]


def expected_rules(story: Story, pull: Any) -> set[str]:
    (run,) = story.checks(story.head(pull))
    return {annotation["title"] for annotation in run["annotations"]}


def assert_same_end(github: StandIn, folder: Path, opened: list[Any]) -> None:
    """A pull request that is opened with the last push's text, in good weather, gets the same verdict and places."""
    story, _, number = opened[0]
    text = plan(number, PUSHES - 1)
    calm = Story(github, "letters/calm", 99)
    (folder / "calm").mkdir()
    with Process(github, empty_database(folder / "calm"), folder / "calm") as app:
        pull = calm.pull({f"{number}/{PLAN}": text})
        calm.deliver(app.address, pull)
        wait_for(lambda: calm.completed(calm.head(pull)))
    stormy = opened[0][1]
    ((wanted,), (found,)) = calm.checks(calm.head(pull)), story.checks(story.head(stormy))
    assert found["conclusion"] == wanted["conclusion"]
    assert places(found["annotations"]) == places(wanted["annotations"])
    assert standing(story, stormy) >= standing(calm, pull)


def places(annotations: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted((a["path"], a["start_line"], a["title"]) for a in annotations)


def standing(story: Story, pull: Any) -> set[tuple[str, int, str]]:
    """Path, line and title of each comment that stands."""
    return {(c["path"], c["line"], c["body"].split("\n", 1)[0]) for c in story.comments(pull)}
