"""How fast a signed delivery is answered, and how much memory stays: 30 a second beside a busy worker, a burst of 200.

    .venv/bin/python -m benchmarks.webhook [--seconds 20] [--memory 10000]
    .venv/bin/python -m benchmarks.webhook --probot 1000    # beside Probot with an empty handler (needs Node and npm)

The client is a process of its own; stand-in, app and client share the machine, so read the figures as upper bounds.
"""

import argparse
import asyncio
import hashlib
import hmac
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import POOR, Process, Story, free_port, wait_for
from tests.standin import StandIn

PULLS = 40
WORK_EVERY = 6
"""GitHub sends an App many events that ask nothing of it: labels, edited titles, comments."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rate", type=int, default=30)
    parser.add_argument("--memory", type=int, default=2000, help="deliveries before memory is measured")
    parser.add_argument("--probot", type=int, default=0, help="only compare with Probot, on so many deliveries")
    arguments = parser.parse_args()
    if arguments.probot:
        beside_probot(arguments.probot)
        return
    with tempfile.TemporaryDirectory() as name, StandIn(Path(name) / "git") as github:
        folder = Path(name)
        story = Story(github)
        pulls = [story.pull({f"docs/plans/topic-{n}.md": POOR + f"4. Count to {n}\n"}) for n in range(PULLS)]
        bodies, mixed = folder / "bodies.jsonl", folder / "mixed.jsonl"
        lines = [json.dumps(github.payload(story.repository, p, "opened")) + "\n" for p in pulls]
        idle = json.dumps(github.payload(story.repository, pulls[0], "labeled")) + "\n"
        bodies.write_text("".join(lines))
        mixed.write_text("".join(line + (WORK_EVERY - 1) * idle for line in lines))
        with Process(github, empty_database(folder), folder, log_level="warning", poll_interval="0.25") as app:
            print(f"start: {app.resident_megabytes} MB resident")
            for kind, file in ((f"steady, work in 1 of {WORK_EVERY}", mixed), ("steady, work in all", bodies)):
                send(app.address, github.secret, file, kind, arguments.rate, arguments.rate * arguments.seconds)
                wait_for(lambda: _idle(app), 120)
            wait_for(lambda: _idle(app), 120)
            send(app.address, github.secret, bodies, "burst", 0, 200)
            wait_for(lambda: _idle(app), 120)
            print(f"after the burst: {app.resident_megabytes} MB resident")
            send(app.address, github.secret, bodies, "memory", 100, arguments.memory)
            wait_for(lambda: _idle(app), 600)
            print(f"after {arguments.memory} more deliveries: {app.resident_megabytes} MB resident")
            size = sum(file.stat().st_size for file in folder.glob("planreview.sqlite3*") if file.is_file())
            deliveries = 200 + arguments.memory + 2 * arguments.rate * arguments.seconds
            print(f"database: {size / deliveries / 1024:.1f} kB a delivery")


def beside_probot(count: int) -> None:
    """The same signed deliveries to both: ours are on disk when they are answered, Probot's are forgotten."""
    with tempfile.TemporaryDirectory() as name, StandIn(Path(name) / "git") as github:
        folder = Path(name)
        story = Story(github)
        pulls = [story.pull({f"docs/plans/topic-{n}.md": POOR}) for n in range(PULLS)]
        bodies = folder / "bodies.jsonl"
        payloads = [github.payload(story.repository, pull, "opened") for pull in pulls]
        bodies.write_text("".join(json.dumps(payload) + "\n" for payload in payloads))
        with (
            Process(github, empty_database(folder), folder, "web", log_level="warning") as app,
            probot(github) as other,
        ):
            for _ in range(3):
                ours = _deliveries_a_second(send(app.address, github.secret, bodies, "planreview web", 0, count))
                theirs = _deliveries_a_second(send(other, github.secret, bodies, "Probot", 0, count))
                print(f"planreview answers {ours / theirs:.2f} times as many a second as Probot")


@contextmanager
def probot(github: StandIn) -> Iterator[str]:
    """Probot on a port of its own; its packages are installed beside it the first time."""
    folder = Path(__file__).parent / "probot"
    if not (folder / "node_modules").exists():
        subprocess.run(["npm", "install", "--silent", "--no-package-lock"], cwd=folder, check=True)
    port = free_port()
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as key:
        key.write(github.private_key)
        key.flush()
        environment = {
            **os.environ,
            "APP_ID": str(github.state.app_id),
            "PRIVATE_KEY_PATH": key.name,
            "WEBHOOK_SECRET": github.secret,
            "PORT": str(port),
        }
        running = subprocess.Popen(["node", "empty.mjs"], cwd=folder, env=environment, stdout=subprocess.PIPE)
        try:
            assert running.stdout is not None and running.stdout.readline() == b"listening\n"
            yield f"http://127.0.0.1:{port}"
        finally:
            running.kill()
            running.wait()


def _deliveries_a_second(said: str) -> float:
    return float(said.rsplit("= ", 1)[1].split("/s")[0])


def send(address: str, secret: str, bodies: Path, kind: str, rate: int, count: int) -> str:
    command = [sys.executable, "-m", "benchmarks.webhook", "client", address, secret, str(bodies), kind]
    said = subprocess.run([*command, str(rate), str(count)], check=True, capture_output=True, text=True).stdout
    print(said, end="")
    return said


def _idle(app: Process) -> bool:
    text = httpx.get(f"{app.address}/metrics", timeout=30).text
    waiting = [line for line in text.splitlines() if line.startswith("planreview_queue_jobs{")]
    return bool(waiting) and all(line.endswith(" 0.0") for line in waiting)


async def client(address: str, secret: str, bodies: list[bytes], kind: str, rate: int, count: int) -> None:
    """Open loop: each delivery leaves at its time, on a connection of its own, whatever became of the ones before."""
    host, _, port = address.removeprefix("http://").partition(":")
    times: list[float] = []
    statuses: list[int] = []
    prepared = [_request(secret, bodies[n % len(bodies)]) for n in range(count)]

    async def send(request: bytes) -> None:
        begun = time.perf_counter()
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(request)
        statuses.append(int((await reader.readline()).split()[1]))
        times.append(time.perf_counter() - begun)
        writer.close()

    begun = time.perf_counter()
    tasks = []
    for number, request in enumerate(prepared):
        if rate:
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(send(request)))
    sent = time.perf_counter()
    await asyncio.gather(*tasks)
    ended = time.perf_counter()
    ordered = sorted(1000 * one for one in times)
    print(
        f"{kind}: {count} deliveries, {statuses.count(202)} queued, {statuses.count(200)} noted; "
        f"answer p50 {statistics.median(ordered):.1f} ms, "
        f"p99 {ordered[int(len(ordered) * 0.99)]:.1f} ms, worst {ordered[-1]:.1f} ms; "
        f"all answered {1000 * (ended - sent):.0f} ms after the last was sent = {count / (ended - begun):.0f}/s"
    )


def _request(secret: str, body: bytes) -> bytes:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    head = (
        "POST /webhooks/github HTTP/1.1\r\nHost: app\r\nConnection: close\r\nContent-Type: application/json\r\n"
        f"X-GitHub-Event: pull_request\r\nX-GitHub-Delivery: {uuid.uuid4()}\r\n"
        f"X-Hub-Signature-256: sha256={signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


if __name__ == "__main__":
    if sys.argv[1:2] == ["client"]:
        address, secret, bodies, kind, rate, count = sys.argv[2:]
        lines = Path(bodies).read_bytes().splitlines()
        asyncio.run(client(address, secret, lines, kind, int(rate), int(count)))
    else:
        main()
