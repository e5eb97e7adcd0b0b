"""A worker of its own can be watched, where the operator gives it a port."""

from pathlib import Path

import httpx

from tests.github_app.jobs.databases import empty_database
from tests.github_app.jobs.serving import Process, Story, free_port, wait_for
from tests.standin import StandIn


def test_a_worker_s_metrics_tell_of_its_calls_and_findings(tmp_path: Path) -> None:
    port = free_port()
    with StandIn(tmp_path / "git") as github:
        url = empty_database(tmp_path)
        with (
            Process(github, url, tmp_path, "web") as web,
            Process(github, url, tmp_path, "worker", metrics_port=str(port)),
        ):
            story = Story(github)
            pull = story.pull()
            story.deliver(web.address, pull)
            wait_for(lambda: story.completed(story.head(pull)))
            watch = f"http://127.0.0.1:{port}"
            wait_for(lambda: httpx.get(f"{watch}/readyz").status_code == 200)
            text = httpx.get(f"{watch}/metrics").text
            for name in (
                "planreview_findings_total{rule=",
                'planreview_github_remaining{installation="77"}',
                'planreview_jobs_total{fate="reviewed",kind="ReviewPullRequest"} 1.0',
                "planreview_completion_seconds_count 1.0",
                "planreview_queue_age_seconds",
                "planreview_takeovers_total",
                "process_resident_memory_bytes",
            ):
                assert name in text, name
            assert httpx.get(f"{watch}/deliveries").status_code == 404
            assert httpx.get(f"{watch}/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403
            assert "planreview_findings_total{rule=" not in httpx.get(f"{web.address}/metrics").text
