"""The app as its own process on SQLite, against the stand-in GitHub."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.standin import StandIn

_NUMBERS = itertools.count(1)
ROOT = Path(__file__).parents[2]
PLANS = "docs/plans"


class AppProcess:
    """`planreview serve`, which can be killed and started again on the same database."""

    def __init__(self, github: StandIn, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("PLANREVIEW_")},
            **github.environment,
            "PLANREVIEW_DATABASE_URL": f"sqlite:///{folder / 'test.sqlite3'}",
            "PLANREVIEW_LOG_LEVEL": "warning",
            "PLANREVIEW_WRITE_INTERVAL": "0",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'rules'}",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "github_app", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(command, env=self._environment, cwd=self.folder)
        for _ in range(600):
            assert self._process.poll() is None, "the app ended while starting"
            try:
                if httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.05)
        raise AssertionError("the app was not ready in time")

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(20)


@pytest.fixture(scope="session")
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn(tmp_path_factory.mktemp("github")) as standin:
        yield standin


@pytest.fixture(scope="session")
def app(github: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    process = AppProcess(github, tmp_path_factory.mktemp("app"))
    process.start()
    yield process
    process.kill()


class Story:
    """One repository with one pull request, and the webhooks it sends."""

    def __init__(self, github: StandIn, app: AppProcess, name: str) -> None:
        self.github, self.app = github, app
        self.repository = github.state.repository(name)
        self.repository.git.commit({"README.md": "# shop\n"})
        self.pull: Any = None

    def open(self, files: dict[str, str | bytes | None]) -> dict[str, Any]:
        self.repository.git.commit(files, branch="topic", start="main")
        self.pull = self.github.state.open_pull_request(self.repository, "topic")
        return self.deliver("opened")

    def push(self, files: dict[str, str | bytes | None]) -> dict[str, Any]:
        self.repository.git.commit(files, branch="topic")
        return self.deliver("synchronize")

    def deliver(self, action: str) -> dict[str, Any]:
        payload = self.github.payload(self.repository, self.pull, action)
        assert self.github.deliver(self.app.url, "pull_request", payload).status_code == 202
        return self.check()

    def check(self, count: int = 1) -> dict[str, Any]:
        """The completed check run of the head, waited for."""
        head = self.repository.git.head("topic")
        for _ in range(1200):
            runs = [r for r in self.repository.checks.values() if r["head_sha"] == head and r["status"] == "completed"]
            if len(runs) >= count:
                return runs[-1]
            time.sleep(0.025)
        raise AssertionError(f"no completed check run; calls: {self.github.state.calls[-12:]}")

    @property
    def comments(self) -> list[dict[str, Any]]:
        return list(self.repository.comments.values())


@pytest.fixture
def story(github: StandIn, app: AppProcess, request: pytest.FixtureRequest) -> Story:
    name = request.function.__name__.replace("_", "-")[:60]
    return Story(github, app, f"acme/{name}-{next(_NUMBERS)}")
