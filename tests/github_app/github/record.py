"""Record the walk against the stand-in: `python -m tests.github_app.github.record`."""

import asyncio
import json
import tempfile
from pathlib import Path

from github_app.review.model import PullRequest
from tests.github_app.github.walk import CASSETTE, MARK, PLAN, recorder, walk
from tests.standin import StandIn


def main() -> None:
    """Write the cassette anew, and the place that it is about beside it."""
    with tempfile.TemporaryDirectory() as folder, StandIn(Path(folder) / "git") as github:
        repository = github.state.repository("acme/shop")
        repository.git.commit({"README.md": "# shop\n", ".github/planreview.yml": "version: 1\n"})
        repository.git.commit({PLAN: "# Plan\n\nOne.\nTwo.\n"}, branch="topic", start="main")
        github.state.open_pull_request(repository, "topic")
        repository.collaborators |= {"ada": "write", "eve": "read"}
        place = PullRequest(77, repository.id, "acme", "shop", 1, "", "main", "")
        CASSETTE.unlink(missing_ok=True)
        with recorder("once").use_cassette(str(CASSETTE)):
            asyncio.run(walk(github.url, github.private_key, place, lambda body: MARK in body))
        CASSETTE.with_suffix(".json").write_text(json.dumps({"repository_id": repository.id}) + "\n")


if __name__ == "__main__":
    main()
