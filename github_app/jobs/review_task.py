"""The review of one pull request, from its files to its completed check run."""

import asyncio
import hashlib
from dataclasses import dataclass

from github_app.github import publish, read
from github_app.github.client import Client
from github_app.jobs.services import Services
from github_app.repo_config import DEFAULT_CONFIG, ConfigError, ConfigInvalid, RepoConfig, parse_config
from github_app.review.compose import Judged, compose, config_invalid, failed, no_plan_changed
from github_app.review.markers import Marks
from github_app.review.model import ChangedFile, CheckRun, ConfigFile, PullRequest, Snapshot
from github_app.review.placement import reported
from github_app.webhooks.jobs import Place, ReviewMergeGroup, ReviewPullRequest
from plan_rules.review import Review

ENGINE_VERSION = "1"
"""Part of the work key: a new one has every head judged again."""
_AT_ONCE = 0.7
"""Seconds after which the check run is shown in progress even if it is not yet known whether a plan changed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    fate: str
    reason: str = ""


def pull_request_of(job: ReviewPullRequest) -> PullRequest:
    place = job.place
    return PullRequest(
        installation_id=place.installation_id,
        repository_id=place.repository_id,
        owner=place.owner,
        repository=place.repository,
        number=job.number,
        head_sha=job.head_sha,
        base_ref=job.base_ref,
        base_sha=job.base_sha,
        draft=job.draft,
        html_url=job.html_url,
    )


def external_id(pull_request: PullRequest, again: str) -> str:
    """What our check run of this piece of work is known by; `again` tells a run that a person asked for from the first."""
    text = f"{pull_request.repository_id}/{pull_request.number}/{pull_request.head_sha}/{ENGINE_VERSION}/{again}"
    return f"planreview:{pull_request.number}:{hashlib.sha256(text.encode()).hexdigest()[:24]}"


async def review_pull_request(job: ReviewPullRequest, key: str, services: Services) -> Outcome:
    """Review at the job's head. May be run again after any interruption: every write looks whether it happened."""
    return await _Task(
        pull_request_of(job), services, external_id(pull_request_of(job), key if job.forced else "")
    ).run(job, key)


async def give_up(job: ReviewPullRequest, key: str, services: Services, cause: str) -> None:
    """Complete the check run with the cause; the last thing a job does that can't be finished."""
    pull_request = pull_request_of(job)
    client = services.app.repository(pull_request.installation_id, pull_request.repository_id)
    identity = external_id(pull_request, key if job.forced else "")
    if not await publish.completed_check(client, pull_request, identity):
        check_id = await publish.start_check(client, pull_request, identity)
        await publish.finish_check(client, pull_request, failed(cause), identity, check_id)


class _Task:
    """One review: its pull request, client and check run."""

    def __init__(self, pull_request: PullRequest, services: Services, identity: str) -> None:
        self._pull_request = pull_request
        self._services = services
        self._identity = identity
        self._client: Client = services.app.repository(pull_request.installation_id, pull_request.repository_id)
        self._check_id: int | None = None

    async def run(self, job: ReviewPullRequest, key: str) -> Outcome:
        store, pull_request = self._services.store, self._pull_request
        if not await asyncio.to_thread(store.is_newest, job.lane, key):
            return Outcome("superseded", "a newer push is waiting")
        files, base_config = await self._files_and_config()
        try:
            config = _parsed(base_config)
        except ConfigInvalid as invalid:
            await self._finish(config_invalid(invalid.errors, base_config.origin if base_config else ""))
            return Outcome("reviewed", "the base configuration is invalid")
        work_key = self._work_key(base_config)
        if not job.forced and await asyncio.to_thread(store.work_done, work_key):
            return Outcome("nothing to do", "this head was reviewed already")
        if pull_request.draft and not config.drafts:
            await self._finish(
                CheckRun("neutral", "Draft", "Drafts are not reviewed in this repository (`drafts: false`).")
            )
            return Outcome("reviewed", "a draft")
        plans = [f for f in files if f.status != "removed" and f.blob_sha and config.is_plan(f.path)]
        head_config = next(
            (f for f in files if f.path == read.CONFIG_PATH and f.status != "removed" and f.blob_sha), None
        )
        known = await asyncio.to_thread(store.fingerprints, pull_request.repository_id, pull_request.number)
        if not plans and head_config is None and not known:
            await self._finish(no_plan_changed())
            await asyncio.to_thread(store.finish_work, work_key)
            return Outcome("reviewed", "no plan changed")
        await self._start()
        snapshot, judged = await self._judge(job, files, plans, head_config, base_config, config, known)
        if not await asyncio.to_thread(store.is_newest, job.lane, key):
            await self._finish(CheckRun("neutral", "Superseded", "A newer push is being reviewed."))
            return Outcome("superseded", "a newer push arrived while this one was judged")
        done = await publish.publish(
            self._client, pull_request, compose(snapshot, judged), self._identity, self._check_id, self._details_url()
        )
        await asyncio.to_thread(
            store.add_fingerprints, pull_request.repository_id, pull_request.number, done.fingerprints
        )
        await asyncio.to_thread(store.finish_work, work_key)
        return Outcome("reviewed", f"{len(plans)} plans, {len(done.fingerprints)} new comments")

    async def _files_and_config(self) -> tuple[tuple[ChangedFile, ...], ConfigFile | None]:
        """Both at once; if they take long, the check run is shown in progress meanwhile."""
        files = asyncio.ensure_future(read.changed_files(self._client, self._pull_request))
        config = asyncio.ensure_future(self._services.configs.of(self._client, self._pull_request))
        try:
            _, pending = await asyncio.wait({files, config}, timeout=_AT_ONCE)
            if pending:
                await self._start()
            return await files, await config
        finally:
            for task in (files, config):
                task.cancel()

    async def _judge(
        self,
        job: ReviewPullRequest,
        files: tuple[ChangedFile, ...],
        plans: list[ChangedFile],
        head_config: ChangedFile | None,
        base_config: ConfigFile | None,
        config: RepoConfig,
        known: frozenset[str],
    ) -> tuple[Snapshot, Judged]:
        pull_request = self._pull_request
        wanted = [*plans, *([head_config] if head_config else [])]
        contents = await read.blobs(self._client, pull_request, wanted)
        config_text = contents.pop(head_config.path) if head_config else None
        reviews = await self._reviews(contents, config)
        marks = Marks(self._services.marks_key, pull_request.repository_id, pull_request.number)
        look = bool(known) or not job.first
        posted = (
            await read.posted_comments(self._client, pull_request, lambda body: marks.fingerprint(body) is not None)
            if look
            else ()
        )
        errors, effect = await self._head_config(config_text, contents, files, reviews, config)
        snapshot = Snapshot(pull_request, files, contents, base_config, None, posted)
        judged = Judged(
            reviews=reviews,
            config=config,
            marks=marks,
            rule_pages=self._services.rule_pages,
            config_origin=base_config.origin if base_config else "the defaults",
            config_hash=base_config.blob_sha if base_config else "",
            head_config_errors=errors,
            head_config_effect=effect,
            known=known,
        )
        return snapshot, judged

    async def _reviews(self, contents: dict[str, bytes], config: RepoConfig) -> dict[str, Review]:
        analysts = self._services.analysts
        found = await asyncio.gather(
            *(analysts.review(data, config.settings_for(path)) for path, data in contents.items())
        )
        return dict(zip(contents, found, strict=True))

    async def _head_config(
        self,
        text: bytes | None,
        contents: dict[str, bytes],
        files: tuple[ChangedFile, ...],
        reviews: dict[str, Review],
        config: RepoConfig,
    ) -> tuple[tuple[ConfigError, ...], tuple[int, int] | None]:
        """Faults of the configuration that the pull request brings, or what it would change."""
        if text is None:
            return (), None
        try:
            brought = parse_config(text.decode("utf-8", "replace"), read.CONFIG_PATH)
        except ConfigInvalid as invalid:
            return invalid.errors, None
        changed = {file.path: file for file in files}
        then = await self._reviews({path: data for path, data in contents.items() if brought.is_plan(path)}, brought)
        before = {f.fingerprint for p, r in reviews.items() for f in reported(changed[p], r.findings, config.report)}
        after = {f.fingerprint for p, r in then.items() for f in reported(changed[p], r.findings, brought.report)}
        return (), (len(after - before), len(before - after))

    async def _start(self) -> None:
        if self._check_id is None:
            self._check_id = await publish.start_check(
                self._client, self._pull_request, self._identity, self._details_url()
            )

    async def _finish(self, check: CheckRun) -> None:
        await publish.finish_check(
            self._client, self._pull_request, check, self._identity, self._check_id, self._details_url()
        )

    def _details_url(self) -> str:
        return self._services.rule_pages if self._services.public_url else ""

    def _work_key(self, config: ConfigFile | None) -> str:
        pull_request = self._pull_request
        text = "/".join(
            (
                str(pull_request.repository_id),
                str(pull_request.number),
                pull_request.head_sha,
                pull_request.base_ref,
                config.blob_sha if config else "",
                ENGINE_VERSION,
            )
        )
        return hashlib.sha256(text.encode()).hexdigest()


def _parsed(config: ConfigFile | None) -> RepoConfig:
    return parse_config(config.text, config.path) if config else DEFAULT_CONFIG


async def review_merge_group(job: ReviewMergeGroup, services: Services) -> Outcome:
    """Judge the group's own diff; the answer is a check run on its head, without comments."""
    place = job.place
    pull_request = PullRequest(
        installation_id=place.installation_id,
        repository_id=place.repository_id,
        owner=place.owner,
        repository=place.repository,
        number=0,
        head_sha=job.head_sha,
        base_ref=job.base_ref,
        base_sha=job.base_sha,
    )
    client = services.app.repository(place.installation_id, place.repository_id)
    identity = external_id(pull_request, "")
    if await publish.completed_check(client, pull_request, identity):
        return Outcome("nothing to do", "this group was judged already")
    files, base_config = await asyncio.gather(
        read.changed_between(client, pull_request), services.configs.of(client, pull_request)
    )
    try:
        config = _parsed(base_config)
    except ConfigInvalid as invalid:
        await publish.finish_check(client, pull_request, config_invalid(invalid.errors, ""), identity, None)
        return Outcome("reviewed", "the base configuration is invalid")
    plans = [f for f in files if f.status != "removed" and f.blob_sha and config.is_plan(f.path)]
    check = no_plan_changed()
    if plans:
        contents = await read.blobs(client, pull_request, plans)
        found = await asyncio.gather(
            *(services.analysts.review(d, config.settings_for(p)) for p, d in contents.items())
        )
        judged = Judged(
            reviews=dict(zip(contents, found, strict=True)),
            config=config,
            marks=Marks(services.marks_key, place.repository_id, 0),
            rule_pages=services.rule_pages,
            config_origin=base_config.origin if base_config else "the defaults",
        )
        check = compose(Snapshot(pull_request, files, contents, base_config, None, ()), judged).check
    await publish.finish_check(client, pull_request, check, identity, None)
    return Outcome("reviewed", f"a merge group with {len(plans)} plans")


def place_as_pull_request(place: Place, number: int = 0) -> PullRequest:
    """The repository where only its name matters."""
    return PullRequest(place.installation_id, place.repository_id, place.owner, place.repository, number, "", "", "")
