"""planreview as processes of its own, against the stand-in GitHub."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import httpx

from tests.standin import StandIn

ROOT = Path(__file__).resolve().parents[3]
POOR = """# Plan: move the newsletter

## Steps

1. Add a `subscribers` table and handle errors appropriately
2. Drop the old `emails` table
3. Receive bounce webhooks from the mail provider
"""
GOOD = "# Notes\n\nNothing to plan here.\n"


class Process:
    """One `planreview serve`, `web` or `worker`."""

    def __init__(self, github: StandIn, url: str, folder: Path, kind: str = "serve", **settings: str) -> None:
        self.kind = kind
        self.port = free_port() if kind != "worker" else 0
        self.address = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PLANREVIEW_")},
            **github.environment,
            "PLANREVIEW_DATABASE_URL": url,
            "PLANREVIEW_WRITE_INTERVAL": "0",
            "PLANREVIEW_POLL_INTERVAL": "0.05",
            "PLANREVIEW_LOG_LEVEL": "info",
            "PLANREVIEW_ADMIN_TOKEN": "let-me-in",
            **{f"PLANREVIEW_{name.upper()}": value for name, value in settings.items()},
        }
        self._folder = folder
        self.log = folder / f"{kind}-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        command = [sys.executable, "-m", "github_app", self.kind]
        command += ["--port", str(self.port)] if self.kind != "worker" else []
        command += ["--workers", "1"] if self.kind != "web" else []
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, env=self._environment, cwd=self._folder, stderr=log, start_new_session=True
            )
        return self

    def wait_ready(self, seconds: float = 30) -> Self:
        if self.kind == "worker":
            wait_for(lambda: b"worker started" in self.log.read_bytes(), seconds)
            return self

        def ready() -> bool:
            assert self._process is not None and self._process.poll() is None, self.log.read_text()
            try:
                return httpx.get(f"{self.address}/readyz", timeout=2).status_code == 200
            except httpx.HTTPError:
                return False

        wait_for(ready, seconds)
        return self

    def kill(self) -> None:
        """`kill -9` of the process; its checking processes notice."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM, and the exit status."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(40)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def __enter__(self) -> Self:
        return self.start().wait_ready()

    def __exit__(self, *error: object) -> None:
        if self._process is not None and self._process.poll() is None:
            self.stop()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def resident_megabytes(self) -> int:
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) // 1024

    def deliveries(self) -> list[dict[str, Any]]:
        answer = httpx.get(f"{self.address}/deliveries?limit=500", headers={"Authorization": "Bearer let-me-in"})
        return list(answer.json()["deliveries"])

    def fate(self, guid: str) -> str:
        return next((str(d["fate"]) for d in self.deliveries() if d["guid"] == guid), "")


class Story:
    """Pull requests in one repository of the stand-in."""

    def __init__(self, github: StandIn, name: str = "letters/office", installation: int = 77) -> None:
        self.github = github
        self.repository = github.state.repository(name, installation)
        self.repository.git.commit({"README.md": "# office\n"})

    def pull(self, files: Mapping[str, str | None] | None = None, **given: Any) -> Any:
        branch = f"change-{len(self.repository.pulls) + 1}"
        plans = files or {"docs/plans/newsletter.md": POOR}
        self.repository.git.commit({**plans, "branch.txt": branch}, branch=branch, start="main")  # a commit of its own
        return self.github.state.open_pull_request(self.repository, branch, **given)

    def push(self, pull: Any, files: dict[str, str]) -> str:
        return self.repository.git.commit(dict(files), branch=pull.branch)

    def deliver(self, to: str, pull: Any, action: str = "opened", guid: str | None = None) -> httpx.Response:
        return self.github.deliver(to, "pull_request", self.github.payload(self.repository, pull, action), guid)

    def head(self, pull: Any) -> str:
        return str(self.repository.git.head(pull.branch))

    def checks(self, sha: str) -> list[dict[str, Any]]:
        return [run for run in list(self.repository.checks.values()) if run["head_sha"] == sha]

    def completed(self, sha: str, count: int = 1) -> bool:
        runs = self.checks(sha)
        return len(runs) >= count and all(run["status"] == "completed" for run in runs)

    def reviews(self, pull: Any) -> list[dict[str, Any]]:
        return [r for r in list(self.repository.reviews.values()) if r["pull_request_number"] == pull.number]

    def comments(self, pull: Any) -> list[dict[str, Any]]:
        return self.github.state.comments_of(self.repository, pull.number)


def wait_for(condition: Callable[[], Any], seconds: float = 20, what: str = "") -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} seconds: {what}")
        time.sleep(0.03)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
