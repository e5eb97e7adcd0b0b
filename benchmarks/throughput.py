"""How many complete reviews a second, from signed delivery to completed check.

.venv/bin/python -m benchmarks.throughput                 # SQLite, one process; and 100 ms a call within GitHub's pace
tests/postgres.sh .venv/bin/python -m benchmarks.throughput   # PostgreSQL: one worker process, and two
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

from benchmarks.webhook import send
from tests.github_app.jobs.databases import POSTGRES, empty_database
from tests.github_app.jobs.serving import POOR, Process, Story, wait_for
from tests.standin import StandIn


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pulls", type=int, default=120)
    parser.add_argument("--paced", type=int, default=200, help="pull requests of the paced run; 0 leaves it out")
    arguments = parser.parse_args()
    if POSTGRES:
        one = run(arguments.pulls, 1, workers=1)
        two = run(arguments.pulls, 1, workers=2)
        print(f"two worker processes: {two / one:.2f} times one")
        one = run(arguments.pulls, 20, workers=1, latency=0.1)
        two = run(arguments.pulls, 20, workers=2, latency=0.1)
        print(f"two worker processes, with 100 ms a call: {two / one:.2f} times one")
        return
    run(arguments.pulls, 1, workers=0)
    if arguments.paced:
        run(arguments.paced, 20, workers=0, latency=0.1, write_interval="1")


def run(pulls: int, installations: int, *, workers: int, latency: float = 0.0, write_interval: str = "0") -> float:
    """Reviews a second of that many pull requests, spread over installations; without workers `serve` does it all."""
    with tempfile.TemporaryDirectory() as name, StandIn(Path(name) / "git") as github:
        folder = Path(name)
        stories = [Story(github, f"letters/office-{n}", 100 + n) for n in range(installations)]
        opened = [
            (story, story.pull({f"docs/plans/topic-{n}.md": POOR + f"4. Count to {n}\n"}))
            for n in range(pulls)
            for story in [stories[n % installations]]
        ]
        github.state.latency = latency
        settings = {"log_level": "warning", "write_interval": write_interval, "poll_interval": "0.25"}
        url = empty_database(folder)
        kinds = ["web", *["worker"] * workers] if workers else ["serve"]
        processes = [Process(github, url, folder, kind, **{**settings, "log_level": "info"}) for kind in kinds]
        try:
            for number, process in enumerate(processes):
                process.log = folder / f"log-{number}"
                process.start().wait_ready()
            bodies = folder / "bodies.jsonl"
            payloads = [github.payload(story.repository, pull, "opened") for story, pull in opened]
            bodies.write_text("".join(json.dumps(payload) + "\n" for payload in payloads))
            heads = [(story, story.head(pull)) for story, pull in opened]
            for story, pull in opened:  # what git has to say, so that the stand-in costs little meanwhile
                for file in github.state.files(story.repository, pull):
                    story.repository.git.blob(file["sha"])
            begun = time.perf_counter()
            send(processes[0].address, github.secret, bodies, "delivered at once", 0, pulls)
            wait_for(lambda: all(story.completed(head) for story, head in heads), 300)
            seconds = time.perf_counter() - begun
        finally:
            for process in processes:
                process.__exit__()
        kind = "PostgreSQL" if POSTGRES else "SQLite"
        print(
            f"{kind}, {workers or 'web and one'} worker, {installations} installations, {1000 * latency:.0f} ms a call: "
            f"{pulls} reviews in {seconds:.1f} s = {pulls / seconds:.1f}/s "
            f"({len(github.state.calls)} calls to GitHub)"
        )
        return pulls / seconds


if __name__ == "__main__":
    main()
