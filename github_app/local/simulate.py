"""`planreview simulate`: review a real pull request, print what would be posted, post nothing."""

import asyncio
import json
import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from github_app.github.client import Client
from github_app.github.configs import Configs
from github_app.github.errors import GitHubError, NotFound, TokenRefused, Unavailable
from github_app.github.errors import Refused as GitHubRefused
from github_app.github.read import blobs, changed_files
from github_app.github.reader import Reader, pull_request
from github_app.jobs.endings import DRAFT
from github_app.local.check import rule_pages
from github_app.local.files import read_bytes
from github_app.local.refusal import Refused
from github_app.output import json as json_output
from github_app.output.report import CheckedFile, Report
from github_app.repo_config import ConfigInvalid, RepoConfig
from github_app.review.compose import compose, config_invalid, counted
from github_app.review.judging import brought_by, choose, configured, judge, plans_under, settings_for, snapshot_of
from github_app.review.markers import Marks
from github_app.review.model import CheckRun, ConfigFile, Publication, PullRequest, Snapshot
from github_app.review.quoting import inert
from plan_rules.review import Review, review

_NAME = re.compile(r"(?:https?://[^/\s]+/)?([\w.-]+)/([\w.-]+)(?:#|/pull/)(\d{1,9})/?")
_MARKS = b"a simulation"


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a review would come to."""

    pull_request: PullRequest
    publication: Publication
    reviews: dict[str, Review]
    """The plans' reviews, with the findings that count in this pull request."""


def run(name: str, output_format: str, config: Path | None) -> int:
    """Print it; the exit status is 0 whatever the verdict is."""
    found = _NAME.fullmatch(name)
    if not found:
        raise Refused(f"“{name}” names no pull request. Write OWNER/REPO#NUMBER.")
    api_url = (
        os.environ.get("PLANREVIEW_GITHUB_API_URL") or os.environ.get("GITHUB_API_URL") or "https://api.github.com"
    ).rstrip("/")
    token = os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN") or ""
    given = _config_file(config) if config else None
    try:
        made = asyncio.run(_simulate(token, api_url, found[1], found[2], int(found[3]), given))
    except (NotFound, TokenRefused, GitHubRefused):
        cure = "another token" if token else "a token that may read it"
        raise Refused(f"{name} can't be read. Is it there? If it is private, set GITHUB_TOKEN to {cure}.") from None
    except Unavailable as error:
        cure = "Check the connection, and PLANREVIEW_GITHUB_API_URL if GitHub is your own server, then try again"
        raise Refused(f"GitHub can't be asked at {api_url}: {error}. {cure}.") from None
    except GitHubError as error:
        raise Refused(str(error)) from None
    sys.stdout.write(_as_json(made) if output_format == "json" else _as_text(name, made))
    return 0


def _config_file(path: Path) -> ConfigFile:
    return ConfigFile(str(path), str(path), read_bytes(path).decode("utf-8", "replace"), "")


async def _simulate(
    token: str, api_url: str, owner: str, repository: str, number: int, given: ConfigFile | None
) -> Simulation:
    async with Reader(token, api_url) as client:
        place = await pull_request(client, owner, repository, number)
        configs = Configs(lambda: 0.0)
        files, config_file = await asyncio.gather(changed_files(client, place), _config(configs, client, place, given))
        snapshot = Snapshot(place, files, {}, config_file, None, ())
        try:
            config = configured(config_file)
        except ConfigInvalid as invalid:
            return _only(place, config_invalid(invalid.errors, config_file.origin if config_file else ""))
        if place.draft and not config.drafts:
            return _only(place, DRAFT)
        choice = choose(files, config)
        snapshot = snapshot_of(choice, await blobs(client, place, choice.files), snapshot)
        more = await blobs(client, place, plans_under(brought_by(snapshot), snapshot))
    return simulated(snapshot, config, more)


async def _config(configs: Configs, client: Client, place: PullRequest, given: ConfigFile | None) -> ConfigFile | None:
    return given or await configs.of(client, place)


def simulated(snapshot: Snapshot, config: RepoConfig, more: dict[str, bytes]) -> Simulation:
    """The review of what was read, as if it were the pull request's first. `more`: plans only by the configuration in it."""
    place = snapshot.pull_request
    brought = brought_by(snapshot)
    judged = judge(
        snapshot,
        config,
        _reviews(snapshot.plans, config),
        Marks(_MARKS, place.repository_id, place.number),
        rule_pages(),
        under=_reviews(snapshot.plans | more, brought.config) if brought and brought.config else None,
    )
    found = counted(snapshot, judged)
    reviews = {path: replace(one, findings=found.get(path, ())) for path, one in judged.reviews.items()}
    return Simulation(place, compose(snapshot, judged), reviews)


def _reviews(plans: dict[str, bytes], config: RepoConfig) -> dict[str, Review]:
    settings = settings_for(config, plans)
    return {path: review(plans[path], settings[path]) for path in sorted(settings)}


def _only(place: PullRequest, check: CheckRun) -> Simulation:
    return Simulation(place, Publication("", (), (), (), check), {})


def _as_json(made: Simulation) -> str:
    """As `planreview check` prints it, with the check run and the comments beside it."""
    report = Report(tuple(CheckedFile(path, one) for path, one in sorted(made.reviews.items())), rule_pages())
    data: dict[str, Any] = json.loads(json_output.render(report))
    check, publication = made.publication.check, made.publication
    data["check"] = {
        "head_sha": made.pull_request.head_sha,
        "conclusion": check.conclusion,
        "title": check.title,
        "summary": check.summary,
        "annotations": len(check.annotations),
    }
    lines = [
        {"path": c.path, "line": c.line, "start_line": c.start_line, "body": _without_mark(c.body)}
        for c in publication.line_comments
    ]
    whole = [
        {"path": c.path, "line": None, "start_line": None, "body": _without_mark(c.body)}
        for c in publication.file_comments
    ]
    data["comments"] = [*lines, *whole]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _as_text(name: str, made: Simulation) -> str:
    publication, check = made.publication, made.publication.check
    parts = [f"{name} at {made.pull_request.head_sha[:7]}; nothing was posted."]
    for comment in publication.line_comments:
        lines = f"{comment.start_line}-{comment.line}" if comment.start_line else str(comment.line)
        parts.append(f"--- comment on {inert(comment.path)}:{lines}\n\n{_without_mark(comment.body)}")
    parts += [
        f"--- comment on {inert(comment.path)}\n\n{_without_mark(comment.body)}"
        for comment in publication.file_comments
    ]
    parts.append(
        f"--- check run: {check.conclusion}, “{check.title}”, annotations: {len(check.annotations)}\n\n{check.summary}"
    )
    return "\n\n".join(parts) + "\n"


def _without_mark(body: str) -> str:
    return body.rpartition("\n\n")[0]
