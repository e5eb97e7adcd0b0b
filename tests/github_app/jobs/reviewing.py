"""One pull request reviewed job by job in this process: the real glue, GitHub client and records, without server and queue."""

import asyncio
import itertools
import json
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any, Self

from github_app.github.app import App, AppKey
from github_app.github.configs import Configs
from github_app.jobs.database import connect, create_tables
from github_app.jobs.handler import Jobs
from github_app.jobs.ledger import Ledger
from github_app.jobs.queueing import NewJob, now_ms
from github_app.jobs.workshop import Workshop
from github_app.review.markers import Marks
from github_app.webhooks.triage import Ignored, triage
from plan_rules.lint.settings import LintSettings
from plan_rules.review import Review, review
from tests.github_app.jobs.databases import prepared_database
from tests.standin import StandIn

MARKS_KEY = b"a key of the tests"
RULE_PAGES = "https://app.test/rules"
_MOST_TRIES = 100
_names = itertools.count(1)


class _Analyser:
    """In this process; plans of the tests are harmless."""

    async def review_all(self, plans: Mapping[str, bytes], settings: Mapping[str, LintSettings]) -> dict[str, Review]:
        return {path: review(plans[path], settings[path]) for path in sorted(plans)}


class Desk:
    """Repositories of a stand-in, and reviews of their pull requests one after the other."""

    def __init__(self, github: StandIn, folder: Path) -> None:
        self.github = github
        self._database = connect(prepared_database(folder))
        create_tables(self._database)
        self.ledger = Ledger(self._database)
        self._runner = asyncio.Runner()
        key = AppKey(github.state.app_id, github.private_key, github.url)
        self._app = App(key, write_interval=0)
        self.shop = Workshop(
            self._app,
            self.ledger,
            Configs(lambda: float(next(_names)) * 1000),  # never kept: tests change the base branch as they like
            _Analyser(),  # type: ignore[arg-type]
            MARKS_KEY,
            RULE_PAGES,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.run(self._app.__aexit__(None, None, None))
        self._runner.close()
        self.ledger.close()
        self._database.dispose()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def pull_request(self, files: dict[str, Any], base: dict[str, Any] | None = None) -> "Case":
        return Case(self, files, base or {})

    def deliver(self, event: str, payload: dict[str, Any]) -> str:
        """What a delivery comes to, with all jobs that it leads to done; the fate of the first."""
        job = triage(event, json.dumps(payload).encode())
        if isinstance(job, Ignored):
            return "ignored"
        new = NewJob(job, f"delivery-{next(_names)}", now_ms())
        self.ledger.queue([new])
        fate = self.run(Jobs(self.shop, now_ms)(new.id))
        for _ in range(_MOST_TRIES):
            if not (waiting := self._waiting()):
                break
            again = str(self.run(Jobs(self.shop, now_ms)(waiting[0])))
            fate = again if waiting[0] == new.id else fate
        return str(fate)

    def _waiting(self) -> list[str]:
        import sqlalchemy as sa

        from github_app.jobs.database import jobs

        with self._database.connect() as connection:
            query = sa.select(jobs.c.id).where(jobs.c.state == "queued").order_by(jobs.c.created_ms)
            return list(connection.execute(query).scalars())


class Case:
    """A repository with one pull request."""

    def __init__(self, desk: Desk, files: dict[str, Any], base: dict[str, Any]) -> None:
        self.desk, self.state = desk, desk.github.state
        self.repository = self.state.repository(f"wharf/case-{next(_names)}")
        self.git = self.repository.git
        self.git.commit({"README.md": "# wharf\n", **base})
        self.git.commit(files, branch="topic", start="main")
        self.pull = self.state.open_pull_request(self.repository, "topic")

    @property
    def marks(self) -> Marks:
        return Marks(MARKS_KEY, self.repository.id, self.pull.number)

    @property
    def head(self) -> str:
        return str(self.git.head("topic"))

    @property
    def comments(self) -> list[dict[str, Any]]:
        """Our comments as GitHub lists them."""
        return [c for c in self.state.comments_of(self.repository, self.pull.number) if c["user"]["type"] == "Bot"]

    def push(self, files: dict[str, Any]) -> None:
        self.git.commit(files, branch="topic")

    def review(self, action: str = "synchronize", **more: Any) -> dict[str, Any]:
        """Deliver, and give the head's newest check run."""
        self.desk.deliver("pull_request", self.desk.github.payload(self.repository, self.pull, action, **more))
        return self.checks[-1]

    @property
    def checks(self) -> list[dict[str, Any]]:
        return [run for run in self.repository.checks.values() if run["head_sha"] == self.head]

    def event(self, name: str, action: str, **parts: Any) -> str:
        """Another delivery about this repository."""
        return self.desk.deliver(
            name,
            {
                "action": action,
                "repository": self.state.repository_json(self.repository),
                "installation": {"id": self.state.installation_of(self.repository)},
                "sender": {"login": "ada", "type": "User"},
                **parts,
            },
        )

    def pressed(self, run: dict[str, Any], action: str = "rerequested", identifier: str = "") -> str:
        """Somebody presses a button on a check run of ours; pull requests are left out, as for a fork."""
        shown = {k: run[k] for k in ("id", "name", "head_sha", "external_id")}
        parts: dict[str, Any] = {"check_run": {**shown, "pull_requests": []}}
        if identifier:
            parts["requested_action"] = {"identifier": identifier}
        return self.event("check_run", action, **parts)

    def command(self, text: str, login: str = "ada", comment_id: int = 7001) -> str:
        return self.event(
            "issue_comment",
            "created",
            issue={"number": self.pull.number, "pull_request": {}},
            comment={"id": comment_id, "body": text, "user": {"login": login, "type": "User"}},
        )
