"""`planreview serve` as a process of its own, with the settings and in the folder that a test gives it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import httpx

ROOT = Path(__file__).parents[2]
_PATIENCE_SECONDS = 60.0


class Serving:
    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.folder = folder
        self._port = port
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("PLANREVIEW_") and k != "DATABASE_URL"},
            "PLANREVIEW_DATABASE_URL": f"sqlite:///{folder / 'test.sqlite3'}",
            "PLANREVIEW_WRITE_INTERVAL": "0",
            "PLANREVIEW_LOG_FORMAT": "json",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'rules'}",
            **environment,
        }

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "github_app", "serve", "--port", str(self._port), "--workers", "1"]
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(command, env=self._environment, cwd=self.folder, stderr=log)
        self.wait_for("/healthz")
        return self

    def __exit__(self, *error: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def command(self, *words: str) -> tuple[int, str]:
        """Exit status and output of `planreview` with the server's settings, in its folder."""
        command = [sys.executable, "-m", "github_app", *words]
        done = subprocess.run(
            command, env=self._environment, cwd=self.folder, capture_output=True, text=True, check=False, timeout=60
        )
        return done.returncode, done.stdout + done.stderr

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    @property
    def setup_address(self) -> str:
        found = re.search(r"(http\S+/setup\?code=[\w-]+)", self.log)
        assert found, self.log
        return found[1]

    def wait_until_set_up(self) -> None:
        """Through the restart after the set-up."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not self.wait_for("/readyz").json()["set_up"]:
            assert time.monotonic() < deadline, self.log
            time.sleep(0.1)

    def wait_for(self, path: str, status: int = 200) -> httpx.Response:
        """Ask until the answer has that status."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            assert self._process.poll() is None, self.log
            try:
                answer = httpx.get(f"{self.url}{path}", timeout=5)
                if answer.status_code == status:
                    return answer
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"no {status} from {path}: {self.log[-2000:]}")
