"""One review, from a job to a completed check run: read, judge, compose, publish."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from github_app.github.client import Client
from github_app.github.errors import HeadMoved, Unavailable
from github_app.github.publish import publish
from github_app.github.read import blobs
from github_app.jobs.check_runs import CheckOfJob, close_others, report_failure
from github_app.jobs.endings import CLOSED, DRAFT, SUPERSEDED
from github_app.jobs.heads import follow
from github_app.jobs.ledger import Attempt, WorkKey
from github_app.jobs.reading import both, files_and_config, hash_of, read_snapshot, said_before, work_key
from github_app.jobs.threads import in_thread
from github_app.jobs.workshop import Outcome, Workshop, client_for, pull_request_of
from github_app.metrics import FINDINGS
from github_app.repo_config import DEFAULT_CONFIG, ConfigInvalid
from github_app.review.check import config_invalid, config_repaired, no_plan_changed, unlisted
from github_app.review.compose import compose
from github_app.review.judging import brought_by, choose, configured, judge, plans_under, settings_for
from github_app.review.lifecycle import remembered
from github_app.review.markers import Marks
from github_app.review.model import ChangedFile, CheckRun, ConfigFile, Publication, Said, Snapshot
from github_app.webhooks.jobs import CancelReview, ReviewMergeGroup, ReviewPullRequest
from plan_rules.review import Review

__all__ = ["Outcome", "Workshop", "client_for", "close_others", "pull_request_of", "report_failure", "review"]
_AS_DRAFT = "+draft"
_NOTHING_SAID = Said()
_TRIES_WITH_THREADS = 2


async def review(workshop: Workshop, attempt: Attempt, job: ReviewPullRequest | ReviewMergeGroup) -> Outcome | None:
    """Review a pull request or a merge group. None when the ledger already holds how it ended."""
    return await _Run(workshop, attempt, job).run()


class _Run:
    def __init__(self, workshop: Workshop, attempt: Attempt, job: ReviewPullRequest | ReviewMergeGroup) -> None:
        self._shop, self._attempt, self._job = workshop, attempt, job
        self._ledger = workshop.ledger
        self._pull_request = pull_request_of(job)
        self._client = client_for(workshop, job.place)
        self._check = CheckOfJob(workshop, attempt, job)
        repository_id, number = self._pull_request.repository_id, self._pull_request.number
        self._marks = Marks(workshop.marks_key, repository_id, number, workshop.former_marks_keys)
        self._forced = bool(getattr(job, "forced", False))
        self._doubts: dict[str, bool] = {}
        """Heads on which earlier jobs may have left what they could not note, and whether their check run is known."""

    async def run(self) -> Outcome | None:
        place, number, head = self._job.place, self._pull_request.number, self._pull_request.head_sha
        self._doubts = await in_thread(self._ledger.doubts, self._attempt, self._pull_request.repository_id)
        unsettled = [sha for sha, known in self._doubts.items() if not known]
        if stop := await self._stop():
            await self._find_check()
            ending = CLOSED if stop == "closed" else SUPERSEDED
            await close_others(self._shop, place, number, head, ending, unsettled)
            return await self._superseded(stop)
        await close_others(self._shop, place, number, head, SUPERSEDED, unsettled)
        last = await self._last()
        stands = last is not None and last[0] == head
        if stands and await self._covered():
            return Outcome("reviewed", "a review of this commit that began later covers it")
        await self._find_check()
        slow = _nothing if stands else self._check.start
        files, config_file = await files_and_config(
            self._shop, self._client, self._pull_request, slow, fresh=self._forced
        )
        if moved := await follow(self._shop, self._attempt, self._job, files):
            return await self._superseded(moved)
        key = work_key(self._pull_request, config_file)
        if self._check.finished:
            await in_thread(self._ledger.complete, self._attempt, key, conclusion="completed", posted=())
            return None
        draft = _AS_DRAFT if self._pull_request.draft else ""
        if stands and last in {(head, key.config_hash, key.engine), (head, key.config_hash + draft, key.engine)}:
            return Outcome("reviewed", "this commit was reviewed before")
        publication = await self._publication(files, config_file)
        if stop := await self._stop():
            return await self._superseded(stop)
        if publication.check is DRAFT:
            key = replace(key, config_hash=key.config_hash + _AS_DRAFT)
        return await self._publish(publication, key)

    async def _find_check(self) -> None:
        left = self._doubts.get(self._pull_request.head_sha) is False
        await self._check.find(left_by_others=left, forced=self._forced)

    async def _publish(self, publication: Publication, key: WorkKey) -> Outcome | None:
        check = self._check
        resolver = await self._resolver() if publication.threads else None
        try:
            published = await publish(
                self._client,
                self._pull_request,
                publication,
                check.external_id,
                check.to_complete,
                check.details_url,
                resolver,
            )
        except HeadMoved:
            await follow(self._shop, self._attempt, self._job)
            return await self._superseded("a newer push")
        await self._shop.own_user.learn(self._ledger, published.bot_id)
        await in_thread(
            self._ledger.complete,
            self._attempt,
            key,
            conclusion=publication.check.conclusion,
            posted=remembered(published.fingerprints, publication.gists),
            outlived=publication.outlived,
        )
        return None

    async def _resolver(self) -> Client | None:
        """A client that may resolve threads; soon enough a review goes without it: what is fixed says so anyway."""
        place = self._job.place
        try:
            return await self._shop.app.resolver(place.installation_id, place.repository_id)
        except Unavailable:
            if self._attempt.tries <= _TRIES_WITH_THREADS:
                raise
            return None

    async def _superseded(self, why: str) -> Outcome:
        """Leave no check run in progress, also none that a lost process made."""
        await self._check.complete(CLOSED if why == "closed" else SUPERSEDED)
        return Outcome("superseded", why)

    async def _last(self) -> tuple[str, str, str] | None:
        """Head, config hash and engine of the newest review, for which our comments stand; None where a person asked for
        another one. Merge groups have no comments: the newest of this head counts."""
        place = self._pull_request
        if self._forced:
            return None
        head = "" if place.number else place.head_sha
        return await in_thread(self._ledger.last_review, place.repository_id, place.number, head)

    async def _covered(self) -> bool:
        """Whether a review of this head began after this job was asked for."""
        place = self._pull_request
        found = await in_thread(self._ledger.reviewed, place.repository_id, place.number, place.head_sha)
        counting = (one for one in found if place.draft or not one[0].endswith(_AS_DRAFT))
        return any(started > self._attempt.created_ms for _, _, started in counting)

    async def _stop(self) -> str:
        """Why this review must not be posted: closed, or superseded by a newer push."""
        newer = await in_thread(self._ledger.newer, self._attempt)
        if isinstance(newer, CancelReview):
            return "closed"
        if isinstance(newer, ReviewPullRequest) and newer.head_sha != self._pull_request.head_sha:
            return "a newer push"
        return ""

    async def _publication(self, files: tuple[ChangedFile, ...], config_file: ConfigFile | None) -> Publication:
        place = self._pull_request
        try:
            config = configured(config_file)
        except ConfigInvalid as invalid:
            if await self._repairs_alone(files):
                return _only(config_repaired())
            return _only(config_invalid(invalid.errors, config_file.origin if config_file else ""))
        if place.draft and not config.drafts:
            return _only(DRAFT)
        choice = choose(files, config)
        known = await in_thread(self._ledger.known_fingerprints, place.repository_id, place.number)
        said: Said | None = None
        if not choice.files and not known and not unlisted(Snapshot(place, files, {}, None, None, ())):
            said = _NOTHING_SAID if await self._heard_of() else await self._said(known)
            if not said.comments:
                return _only(no_plan_changed(), said.deleted)
        ours = self._said(known) if said is None else _as_known(said)
        _, snapshot = await both(
            self._check.start(), read_snapshot(self._client, place, files, config_file, choice, ours)
        )
        reviews = await self._shop.analyser.review_all(snapshot.plans, settings_for(config, snapshot.plans))
        judged = judge(
            snapshot,
            config,
            reviews,
            self._marks,
            self._shop.rule_pages,
            config_hash=hash_of(config_file),
            known=known,
            under=await self._under_brought(snapshot),
        )
        for finding in (finding for one in reviews.values() for finding in one.findings):
            FINDINGS.labels(finding.rule, finding.severity).inc()
        publication = await asyncio.to_thread(compose, snapshot, judged)
        return publication if place.number else _only(publication.check)

    async def _repairs_alone(self, files: tuple[ChangedFile, ...]) -> bool:
        """Whether the pull request brings a valid configuration and no plan that this or the default one knows."""
        snapshot = await read_snapshot(
            self._client, self._pull_request, files, None, choose(files, DEFAULT_CONFIG), _as_known(_NOTHING_SAID)
        )
        brought = brought_by(snapshot)
        return bool(brought and brought.config and not snapshot.plans and not choose(files, brought.config).plans)

    async def _heard_of(self) -> bool:
        """Whether our records say that we reviewed it before; without them our comments are looked for."""
        place = self._pull_request
        return await in_thread(self._ledger.last_review, place.repository_id, place.number) is not None

    async def _said(self, known: frozenset[str]) -> Said:
        """What we said before; not looked for where GitHub says that no comment stands, and none of ours can be gone."""
        if not isinstance(self._job, ReviewPullRequest):
            return _NOTHING_SAID
        untouched = self._attempt.tries == 1 and not self._doubts and not known
        if untouched and self._job.first and (self._job.opened or await self._heard_of()):
            return _NOTHING_SAID
        return await said_before(self._shop, self._client, self._pull_request, self._marks)

    async def _under_brought(self, snapshot: Snapshot) -> dict[str, Review] | None:
        """The plans' reviews by the configuration that the pull request brings, to show what it would change."""
        brought = brought_by(snapshot)
        if brought is None or brought.config is None:
            return None
        more = await blobs(self._client, self._pull_request, plans_under(brought, snapshot))
        settings = settings_for(brought.config, snapshot.plans | more)
        plans = {path: text for path, text in (snapshot.plans | more).items() if path in settings}
        return await self._shop.analyser.review_all(plans, settings)


async def _as_known(said: Said) -> Said:
    return said


async def _nothing() -> None:
    """A review of this head stands already: no check run is begun before it is known that another one is due."""


def _only(check: CheckRun, deleted: Iterable[str] = ()) -> Publication:
    return Publication("", (), (), (), check, kept=tuple(sorted(deleted)))
