"""The demo's course: stand-in, app, pull request, webhook, review, second push, what changed."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from rich.console import Console

from github_app.demo.page import page
from github_app.demo.terminal import show
from github_app.demo.view import PullView, view_of
from github_app.local.refusal import Refused

if TYPE_CHECKING:
    from tests.standin import StandIn

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0
_PLANS = {"docs/plans/parcel-tracking.md": "poor-plan.md", "docs/plans/review-photos.md": "good-plan.md"}
_OLDER = "docs/plans/gift-cards.md"


def run(*, once: bool, port: int) -> int:
    """Run the demo; the exit status is 0 if everything it claims to show was seen to happen."""
    console = Console()
    stand_in = _stand_in()
    with tempfile.TemporaryDirectory(prefix="planreview-demo-") as folder, stand_in(Path(folder) / "git") as github:
        console.print(f"stand-in GitHub on {github.url}")
        with _App(github, Path(folder)) as app:
            console.print(f"planreview on {app.url}")
            course = _Course(github, app.url, console)
            first = course.open_pull_request()
            show(console, first)
            second = course.push_repairs()
            show(console, second)
            faults = course.faults(first, second)
            for fault in faults:
                console.print(f"[red]not as promised: {fault}[/]")
            if not once:
                _serve(page([first, second]), port, console)
            elif kept := os.environ.get("PLANREVIEW_DEMO_PAGE"):
                Path(kept).parent.mkdir(parents=True, exist_ok=True)
                Path(kept).write_text(page([second, first]), encoding="utf-8")
            return 1 if faults else 0


def _stand_in() -> "type[StandIn]":
    if not (ROOT / "tests" / "standin" / "__init__.py").is_file():
        raise SystemExit(
            "planreview: the demo needs a checkout of the repository: the stand-in GitHub lives in its tests."
        )
    sys.path.insert(0, str(ROOT))
    from tests.standin import StandIn

    return StandIn


class _App:
    """`planreview serve` as a process of its own, on SQLite in the demo's folder."""

    def __init__(self, github: "StandIn", folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            **github.environment,
            "PLANREVIEW_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
            "PLANREVIEW_PUBLIC_URL": self.url,
            "PLANREVIEW_LOG_LEVEL": "warning",
            "PLANREVIEW_WRITE_INTERVAL": "0",
        }
        command = [sys.executable, "-m", "github_app", "serve", "--port", str(port)]
        self._process = subprocess.Popen(command, env=environment, cwd=folder)  # noqa: S603 - our own command

    def __enter__(self) -> "_App":
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise Refused(f"the app ended with status {self._process.returncode} before it was ready.")
            try:
                if httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    return self
            except httpx.HTTPError:
                time.sleep(0.1)
        raise Refused("the app was not ready within a minute.")

    def __exit__(self, *error: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()


class _Course:
    """The pull request's story."""

    def __init__(self, github: "StandIn", app_url: str, console: Console) -> None:
        self._github = github
        self._app_url = app_url
        self._console = console
        self._repository = github.state.repository("parcels/shop")
        self._repository.git.commit({"README.md": "# shop\n", _OLDER: _example("older-plan.md")})
        self._pull: Any = None

    def open_pull_request(self) -> PullView:
        files = {path: _example(name) for path, name in _PLANS.items()} | {_OLDER: _example("older-plan-changed.md")}
        self._repository.git.commit(dict(files), branch="plans", start="main")
        self._pull = self._github.state.open_pull_request(self._repository, "plans")
        return self._deliver("opened", "Two new plans, and a line of an older one")

    def push_repairs(self) -> PullView:
        self._repository.git.commit({next(iter(_PLANS)): _example("poor-plan-repaired.md")}, branch="plans")
        return self._deliver("synchronize", "A second commit repairs some of it")

    def faults(self, first: PullView, second: PullView) -> list[str]:
        """What the demo promises and did not happen."""
        poor, good = (next(f for f in first.files if f.path == path) for path in _PLANS)
        commented = [c for line in poor.lines for c in line.comments]
        now = [c for c in second.comments if not c.fixed]
        checks = {
            "the poor plan has comments on its lines": len(commented) >= 3,
            "the good plan has none": not any(line.comments for line in good.lines),
            "the check run failed": first.check["conclusion"] == "failure",
            "repaired findings are marked": any(c.fixed for c in second.comments),
            "no comment is repeated": len({c.body for c in now}) == len(now),
            "the second check run is completed": second.check["status"] == "completed",
        }
        return [promise for promise, kept in checks.items() if not kept]

    def _deliver(self, action: str, title: str) -> PullView:
        state, repository = self._github.state, self._repository
        answer = self._github.deliver(
            self._app_url, "pull_request", self._github.payload(repository, self._pull, action)
        )
        self._console.print(f"webhook pull_request.{action}: {answer.status_code}")
        check = self._wait()
        head = repository.git.head("plans") or ""
        return view_of(
            title,
            head,
            state.files(repository, self._pull),
            state.comments_of(repository, self._pull.number),
            dict(check),
        )

    def _wait(self) -> Any:
        head = self._repository.git.head("plans")
        deadline = time.monotonic() + _PATIENCE
        with self._console.status("waiting for the review …"):
            while time.monotonic() < deadline:
                runs = [run for run in self._repository.checks.values() if run["head_sha"] == head]
                if runs and runs[-1]["status"] == "completed":
                    return runs[-1]
                time.sleep(0.05)
        raise Refused("no completed check run within a minute; run with PLANREVIEW_LOG_LEVEL=debug to see why.")


def _example(name: str) -> str:
    return (ROOT / "examples" / name).read_text(encoding="utf-8")


def _serve(html: str, port: int, console: Console) -> None:
    """Show the page until Ctrl-C."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = html.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        console.print(f"\nThe same as a page: [bold]http://127.0.0.1:{server.server_port}/[/]  (Ctrl-C ends the demo)")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            server.shutdown()
