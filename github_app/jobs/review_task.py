"""One review, from a job to a completed check run: read, judge, compose, publish."""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.metadata import version

import structlog

from github_app.github.checks import find_check, find_left_check, finish_check, start_check
from github_app.github.client import App, Client
from github_app.github.errors import HeadMoved, NotFound
from github_app.github.publish import publish
from github_app.github.read import CONFIG_PATH, Configs, blobs, changed_between, changed_files, posted_comments
from github_app.jobs.analysis import Analyser
from github_app.jobs.endings import CLOSED, DRAFT, SUPERSEDED
from github_app.jobs.ledger import Attempt, Ledger, WorkKey
from github_app.jobs.queueing import now_ms
from github_app.jobs.threads import in_thread
from github_app.metrics import FINDINGS, TIME_TO_FIRST_STATUS
from github_app.repo_config import DEFAULT_CONFIG, ConfigError, ConfigInvalid, RepoConfig, parse_config
from github_app.review.compose import Judged, compose, config_invalid, failed, no_plan_changed
from github_app.review.markers import Marks
from github_app.review.model import ChangedFile, CheckRun, ConfigFile, PostedComment, Publication, PullRequest, Snapshot
from github_app.review.placement import reported
from github_app.webhooks.jobs import CancelReview, Place, ReviewMergeGroup, ReviewPullRequest
from plan_rules.lint.settings import LintSettings
from plan_rules.review import Review

_log = structlog.get_logger("planreview.review")
ENGINE = version("planreview")
"""Part of the work key: another engine may judge the same commit anew."""
_AS_DRAFT = "+draft"
_AT_ONCE = 0.7
"""Seconds after which a check run is shown in progress though it is not yet known whether a plan changed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended, as `/deliveries` shows it."""

    fate: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What reviews need, made once for the process."""

    app: App
    ledger: Ledger
    configs: Configs
    analyser: Analyser
    marks_key: bytes
    rule_pages: str


def pull_request_of(job: ReviewPullRequest | ReviewMergeGroup) -> PullRequest:
    """The pull request that a job names; a merge group has number 0."""
    place = job.place
    return PullRequest(
        installation_id=place.installation_id,
        repository_id=place.repository_id,
        owner=place.owner,
        repository=place.repository,
        number=getattr(job, "number", 0),
        head_sha=job.head_sha,
        base_ref=job.base_ref,
        base_sha=job.base_sha,
        draft=getattr(job, "draft", False),
        html_url=getattr(job, "html_url", ""),
    )


def client_for(workshop: Workshop, place: Place) -> Client:
    return workshop.app.repository(place.installation_id, place.repository_id)


async def review(workshop: Workshop, attempt: Attempt, job: ReviewPullRequest | ReviewMergeGroup) -> Outcome | None:
    """Review a pull request or a merge group. None when the ledger already holds how it ended."""
    return await _Run(workshop, attempt, job).run()


async def close_others(
    workshop: Workshop, place: Place, number: int, head_sha: str, ending: CheckRun, unsettled: Iterable[str] = ()
) -> None:
    """Complete check runs of ours that other heads of the pull request left in progress, also on those heads where an
    earlier job was not sure of what it had written."""
    ledger, client = workshop.ledger, client_for(workshop, place)
    known = await in_thread(ledger.checks_of, place.repository_id, number)
    left: dict[str, int | None] = {check.head_sha: check.check_run_id for check in known if check.open}
    for sha, check_id in {**dict.fromkeys(unsettled), **left}.items():
        if sha == head_sha:
            continue
        there = PullRequest(
            place.installation_id, place.repository_id, place.owner, place.repository, number, sha, "", ""
        )
        found = check_id or 0
        try:
            if check_id is None:
                found, done = await find_left_check(client, there) or (0, True)
            else:
                done = False
            if not done:
                await finish_check(client, there, ending, "", found)
        except NotFound:
            _log.info("an old check run is gone", check_run=found)
        await in_thread(ledger.save_check, place.repository_id, number, sha, found, open=False)


async def report_failure(
    workshop: Workshop, attempt: Attempt, job: ReviewPullRequest | ReviewMergeGroup, cause: str
) -> None:
    """Complete the check run with the cause, so that nothing is left in progress and nothing passes by accident."""
    run = _Run(workshop, attempt, job)
    check_id = await run.known_check()
    await finish_check(run.client, run.pull_request, failed(cause), run.external_id, check_id)
    if check_id is not None:
        await run.save(check_id, open_=False)


class _Run:
    def __init__(self, workshop: Workshop, attempt: Attempt, job: ReviewPullRequest | ReviewMergeGroup) -> None:
        self._shop, self._attempt, self._job = workshop, attempt, job
        self._ledger = workshop.ledger
        self.pull_request = pull_request_of(job)
        self.client = client_for(workshop, job.place)
        digest = hashlib.sha256(attempt.job_id.encode()).hexdigest()[:16]
        self.external_id = f"{self.pull_request.number}/{digest}"
        self._marks = Marks(workshop.marks_key, self.pull_request.repository_id, self.pull_request.number)
        self._forced = bool(getattr(job, "forced", False))
        self._finished = False
        self._check_id: int | None = None
        self._doubts: dict[str, bool] = {}
        """Heads on which earlier jobs may have left what they could not note, and whether their check run is known."""

    async def run(self) -> Outcome | None:
        place, number, head = self._job.place, self.pull_request.number, self.pull_request.head_sha
        self._doubts = await in_thread(self._ledger.doubts, self._attempt, self.pull_request.repository_id)
        unsettled = [sha for sha, known in self._doubts.items() if not known]
        if stop := await self._stop():
            self._check_id = await self.known_check()
            ending = CLOSED if stop == "closed" else SUPERSEDED
            await close_others(self._shop, place, number, head, ending, unsettled)
            return await self._superseded(stop)
        before = await self._before()
        if any(started > self._attempt.created_ms for _, _, started in before):
            return Outcome("reviewed", "a review of this commit that began later covers it")
        await close_others(self._shop, place, number, head, SUPERSEDED, unsettled)
        self._check_id = await self.known_check()
        files, config_file = await self._files_and_config(may_start=not before)
        key = self._key(config_file)
        if self._finished:
            await in_thread(self._ledger.complete, self._attempt, key, conclusion="completed", posted=())
            return None
        if any((config_hash, engine) == (key.config_hash, key.engine) for config_hash, engine, _ in before):
            return Outcome("reviewed", "this commit was reviewed before")
        publication = await self._publication(files, config_file, key)
        if stop := await self._stop():
            return await self._superseded(stop)
        if publication.check is DRAFT:
            key = replace(key, config_hash=key.config_hash + _AS_DRAFT)
        try:
            published = await publish(self.client, self.pull_request, publication, self.external_id, self._check_id)
        except HeadMoved:
            return await self._superseded("a newer push")
        await in_thread(
            self._ledger.complete,
            self._attempt,
            key,
            conclusion=publication.check.conclusion,
            posted=published.fingerprints,
        )
        return None

    async def _superseded(self, why: str) -> Outcome:
        """Leave no check run in progress, also none that a lost process made."""
        if self._check_id is not None and not self._finished:
            ending = CLOSED if why == "closed" else SUPERSEDED
            await finish_check(self.client, self.pull_request, ending, self.external_id, self._check_id)
            await self.save(self._check_id, open_=False)
        return Outcome("superseded", why)

    async def _before(self) -> list[tuple[str, str, int]]:
        """Completed reviews of this head that count: none where a person asked, none as a draft once it is ready."""
        if self._forced:
            return []
        found = await in_thread(
            self._ledger.reviewed, self.pull_request.repository_id, self.pull_request.number, self.pull_request.head_sha
        )
        return [one for one in found if self.pull_request.draft or not one[0].endswith(_AS_DRAFT)]

    async def known_check(self) -> int | None:
        """The check run of this job, also where a lost process made it, or completed it, and could not note it."""
        recorded = await self.recorded_check()
        if self._attempt.tries > 1:
            found = await find_check(self.client, self.pull_request, self.external_id, recorded)
        elif self._doubts.get(self.pull_request.head_sha) is False:
            found = await find_left_check(self.client, self.pull_request)
            if found and found[1] and self._forced:
                found = None
        else:
            return recorded
        if found is None:
            return recorded
        check_id, self._finished = found
        return check_id

    async def recorded_check(self) -> int | None:
        checks = await in_thread(self._ledger.checks_of, self.pull_request.repository_id, self.pull_request.number)
        return next((c.check_run_id for c in checks if c.open and c.head_sha == self.pull_request.head_sha), None)

    async def save(self, check_id: int, *, open_: bool) -> None:
        await in_thread(
            self._ledger.save_check,
            self.pull_request.repository_id,
            self.pull_request.number,
            self.pull_request.head_sha,
            check_id,
            open=open_,
        )

    async def _stop(self) -> str:
        """Why this review must not be posted: closed, or superseded by a newer push."""
        newer = await in_thread(self._ledger.newer, self._attempt)
        if isinstance(newer, CancelReview):
            return "closed"
        if isinstance(newer, ReviewPullRequest) and newer.head_sha != self.pull_request.head_sha:
            return "a newer push"
        return ""

    async def _start(self) -> None:
        """Show the check run in progress, if it isn't yet."""
        if self._check_id is None:
            self._check_id = await start_check(self.client, self.pull_request, self.external_id)
            TIME_TO_FIRST_STATUS.observe(max(0.0, (now_ms() - self._attempt.created_ms) / 1000))
            await self.save(self._check_id, open_=True)

    async def _files_and_config(self, *, may_start: bool) -> tuple[tuple[ChangedFile, ...], ConfigFile | None]:
        """Both at once. If they take long, the check run is shown in progress meanwhile; else it waits until a plan is
        known to have changed, which saves most pull requests a write."""
        read = changed_files if self.pull_request.number else changed_between
        both = asyncio.gather(
            read(self.client, self.pull_request), self._shop.configs.of(self.client, self.pull_request)
        )
        try:
            done, _ = await asyncio.wait({both}, timeout=_AT_ONCE)
            if not done and may_start:
                await self._start()
            files, config = await both
            return files, config
        finally:
            both.cancel()
            await asyncio.wait({both})
            if not both.cancelled():
                both.exception()

    def _key(self, config: ConfigFile | None) -> WorkKey:
        text = config.text if config else ""
        return WorkKey(
            self.pull_request.repository_id,
            self.pull_request.number,
            self.pull_request.head_sha,
            hashlib.sha256(text.encode()).hexdigest() if config else "defaults",
            ENGINE,
        )

    async def _publication(
        self, files: tuple[ChangedFile, ...], config_file: ConfigFile | None, key: WorkKey
    ) -> Publication:
        try:
            config = parse_config(config_file.text, config_file.path) if config_file else DEFAULT_CONFIG
        except ConfigInvalid as invalid:
            return _only(config_invalid(invalid.errors, config_file.origin if config_file else ""))
        if self.pull_request.draft and not config.drafts:
            return _only(DRAFT)
        present = [file for file in files if file.status != "removed" and file.blob_sha]
        plans = [file for file in present if config.is_plan(file.path)]
        brought = [file for file in present if file.path == CONFIG_PATH]
        known = await in_thread(
            self._ledger.known_fingerprints, self.pull_request.repository_id, self.pull_request.number
        )
        if not plans and not brought and not known:
            return _only(no_plan_changed())
        _, content, posted = await asyncio.gather(
            self._start(), blobs(self.client, self.pull_request, [*plans, *brought]), self._posted(known)
        )
        texts = {file.path: content[file.path] for file in plans}
        head_config = _head_config(brought, content)
        snapshot = Snapshot(self.pull_request, files, texts, config_file, head_config, posted)
        reviews = await self._shop.analyser.review_all(texts, _settings(config, texts))
        errors, effect = await self._effect(head_config, snapshot, reviews, config)
        judged = Judged(
            reviews=reviews,
            config=config,
            marks=self._marks,
            rule_pages=self._shop.rule_pages,
            config_origin=config_file.origin if config_file else "the defaults",
            config_hash=key.config_hash if config_file else "",
            head_config_errors=errors,
            head_config_effect=effect,
            known=known,
        )
        for finding in (finding for one in reviews.values() for finding in one.findings):
            FINDINGS.labels(finding.rule, finding.severity).inc()
        publication = await asyncio.to_thread(compose, snapshot, judged)
        return publication if self.pull_request.number else _only(publication.check)

    async def _posted(self, known: frozenset[str]) -> tuple[PostedComment, ...]:
        """Our comments that stand; not looked for where GitHub says that there are none and we wrote none."""
        untouched = self._attempt.tries == 1 and not self._doubts and not known
        first = bool(getattr(self._job, "first", False)) and untouched
        if first or not self.pull_request.number:
            return ()
        return await posted_comments(
            self.client, self.pull_request, lambda body: self._marks.fingerprint(body) is not None
        )

    async def _effect(
        self, head_config: ConfigFile | None, snapshot: Snapshot, reviews: dict[str, Review], config: RepoConfig
    ) -> tuple[tuple[ConfigError, ...], tuple[int, int] | None]:
        """What the configuration that this pull request brings would change; it judges nothing yet."""
        if head_config is None:
            return (), None
        try:
            brought = parse_config(head_config.text, head_config.path)
        except ConfigInvalid as invalid:
            return tuple(invalid.errors), None
        kept = {path: text for path, text in snapshot.plans.items() if brought.is_plan(path)}
        under = await self._shop.analyser.review_all(kept, _settings(brought, kept))
        before, after = _reported(snapshot, reviews, config), _reported(snapshot, under, brought)
        return (), (len(after - before), len(before - after))


def _reported(snapshot: Snapshot, reviews: dict[str, Review], config: RepoConfig) -> set[str]:
    files = {file.path: file for file in snapshot.files}
    return {
        finding.fingerprint
        for path, one in reviews.items()
        for finding in reported(files[path], one.findings, config.report)
    }


def _settings(config: RepoConfig, texts: dict[str, bytes]) -> dict[str, LintSettings]:
    return {path: config.settings_for(path) for path in texts}


def _head_config(changed: list[ChangedFile], content: dict[str, bytes]) -> ConfigFile | None:
    for file in changed:
        text = content[file.path].decode("utf-8", "replace")
        return ConfigFile(f"{file.path} of this pull request", file.path, text, file.blob_sha or "")
    return None


def _only(check: CheckRun) -> Publication:
    return Publication("", (), (), (), check)
