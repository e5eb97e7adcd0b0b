"""What a review costs: calls to GitHub by scenario, and the time from webhook to completed check at 50 ms a call.

    .venv/bin/python -m benchmarks.reviews [--reviews 25] [--latency 50]

The server runs with its default settings, as one process on SQLite; stand-in and server share the machine. Calls are
counted with the token made before. Exit status 1 if a budget is not kept.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import GOOD, POOR, Process, Story
from tests.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 1.2
"""The budget of the median."""
PLAN = "docs/plans/newsletter.md"
MENDED = "# Plan: move the newsletter\n\n## Steps\n\n1. Change the colour of the button\n"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reviews", type=int, default=25)
    parser.add_argument("--latency", type=int, default=50, help="milliseconds that each call takes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, StandIn(Path(name) / "git") as github:
        folder = Path(name)
        with Process(
            github, empty_database(folder), folder, log_level="warning", write_interval="1", poll_interval="0.25"
        ) as app:
            kept = counts(app, Story(github))
            kept &= times(app, Story(github, "letters/quick"), arguments.reviews, arguments.latency / 1000)
    return 0 if kept else 1


def counts(app: Process, story: Story) -> bool:
    """Print calls by scenario; whether all are within their budget."""
    review(app, story, story.pull({"docs/notes.md": GOOD}))  # makes the token, reads the configuration
    pull = story.pull()
    sixty = {
        f"docs/plans/boat-{n}.md": f"# Plan: boat {n}\n\n## Steps\n\n1. Drop the `hulls` table\n" for n in range(60)
    }
    boats, trains = (
        Story(story.github, f"{name}/yard", installation) for name, installation in (("boats", 78), ("trains", 79))
    )
    better = POOR.replace("Drop the old `emails` table", "Drop the old `emails` table [CRITICAL: no way back]")
    rows: list[tuple[str, int, Callable[[], None]]] = [
        ("first review of one plan", 6, lambda: review(app, story, pull)),
        ("push that adds a finding", 7, lambda: push(app, story, pull, POOR + "4. Drop the `bounces` table\n")),
        ("push that mends one", 7, lambda: push(app, story, pull, better + "4. Drop the `bounces` table\n")),
        ("push that changes no line of a finding", 7, lambda: push(app, story, pull, better + "4. Drop the `bounces` table\n\nThanks.\n")),
        ("push that mends all that was commented", 7, lambda: push(app, story, pull, MENDED)),
        ("first review for an owner never heard of", 6, lambda: review(app, boats, boats.pull())),
        ("no plan changed, owner never heard of", 3, lambda: review(app, trains, trains.pull({"docs/other.md": GOOD}))),
        ("no plan changed, configuration kept", 2, lambda: review(app, story, story.pull({"docs/other.md": GOOD}))),
        ("no plan changed, base branch moved", 3, lambda: moved_base(app, story)),
        ("sixty plans, blobs not counted", 12, lambda: review(app, story, story.pull(sixty))),
    ]  # fmt: skip
    kept = True
    for name, budget, run in rows:
        before = len(story.github.state.calls)
        run()
        calls = [c for c in story.github.state.calls[before:] if "access_tokens" not in c.path]
        blobs = sum("/git/blobs/" in c.path for c in calls) if "blobs" in name else 0
        writes = sum(c.writes for c in calls)
        count = len(calls) - blobs
        kept &= count <= budget
        print(f"{name}: {count} calls, {writes} of them writes (budget {budget}){'' if count <= budget else ': OVER'}")
    print(f"most calls at once: {story.github.state.most_running} (budget 10)")
    return kept and story.github.state.most_running <= 10


def times(app: Process, story: Story, reviews: int, latency: float) -> bool:
    """Print the time from webhook to completed check of pull requests that come one after the other."""
    review(app, story, story.pull({"docs/notes.md": GOOD}))
    story.github.state.latency = latency
    taken, first = [], []
    for _ in range(reviews):
        pull = story.pull()
        begun = time.perf_counter()
        shown = review(app, story, pull)
        taken.append(time.perf_counter() - begun)
        first.append(shown - begun)
        time.sleep(1.0)  # people don't open them in the same second
    story.github.state.latency = 0.0
    taken.sort()
    first.sort()
    median = statistics.median(taken)
    print(
        f"{reviews} first reviews, {latency * 1000:.0f} ms a call: check in progress p50 {statistics.median(first):.2f} s, "
        f"completed p50 {median:.2f} s, p90 {taken[int(reviews * 0.9)]:.2f} s, worst {taken[-1]:.2f} s (budget p50 {SECONDS} s)"
    )
    return median <= SECONDS


def review(app: Process, story: Story, pull: Any, action: str = "opened") -> float:
    """Deliver and wait for the completed check; the moment at which a check run was first seen."""
    head = story.head(pull)
    assert story.deliver(app.address, pull, action).status_code == 202
    seen = 0.0
    deadline = time.perf_counter() + 60
    while not story.completed(head):
        if not seen and story.checks(head):
            seen = time.perf_counter()
        assert time.perf_counter() < deadline, "no completed check in a minute"
        time.sleep(0.002)
    return seen or time.perf_counter()


def push(app: Process, story: Story, pull: Any, text: str) -> None:
    story.push(pull, {PLAN: text})
    review(app, story, pull, "synchronize")


def moved_base(app: Process, story: Story) -> None:
    pull = story.pull({"docs/third.md": GOOD})
    story.repository.git.commit({"README.md": "# office, repainted\n"})
    review(app, story, pull)


if __name__ == "__main__":
    sys.exit(main())
