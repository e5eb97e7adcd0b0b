"""From what a pull request changes to what is judged, by which configuration: the steps that App and simulation share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from github_app.repo_config import DEFAULT_CONFIG, ConfigError, ConfigInvalid, RepoConfig, parse_config
from github_app.review.compose import counted
from github_app.review.judged import Judged
from github_app.review.markers import Marks
from github_app.review.model import ChangedFile, ConfigFile, Snapshot
from plan_rules.lint.settings import LintSettings
from plan_rules.review import Review

CONFIG_PATH = ".github/planreview.yml"
DEFAULTS = "the defaults"


@dataclass(frozen=True, slots=True)
class Choice:
    """The configuration that counts, and the files to read for it."""

    config: RepoConfig
    plans: tuple[ChangedFile, ...]
    brought: ChangedFile | None
    """The configuration file, where the pull request adds or changes it."""

    @property
    def files(self) -> tuple[ChangedFile, ...]:
        return (*self.plans, *((self.brought,) if self.brought else ()))


@dataclass(frozen=True, slots=True)
class Brought:
    """What the configuration in the pull request comes to: a configuration, or errors."""

    config: RepoConfig | None
    errors: tuple[ConfigError, ...] = ()


def configured(file: ConfigFile | None) -> RepoConfig:
    """The configuration of a file, or the defaults. Raises `ConfigInvalid`."""
    return parse_config(file.text, file.path) if file else DEFAULT_CONFIG


def choose(files: Sequence[ChangedFile], config: RepoConfig) -> Choice:
    """What to read of the changed files: plans, and the configuration if it is among them."""
    present = [file for file in files if file.status != "removed" and file.blob_sha]
    plans = tuple(file for file in present if config.is_plan(file.path))
    return Choice(config, plans, next((file for file in present if file.path == CONFIG_PATH), None))


def snapshot_of(choice: Choice, content: Mapping[str, bytes], base: Snapshot) -> Snapshot:
    """The snapshot with the content of what was chosen."""
    brought = choice.brought
    head_config = None
    if brought:
        text = content[brought.path].decode("utf-8", "replace")
        head_config = ConfigFile(f"{brought.path} of this pull request", brought.path, text, brought.blob_sha or "")
    plans = {file.path: content[file.path] for file in choice.plans}
    return Snapshot(base.pull_request, base.files, plans, base.config, head_config, base.posted, base.deleted)


def brought_by(snapshot: Snapshot) -> Brought | None:
    """The configuration that the pull request brings, read; it judges nothing yet."""
    if snapshot.head_config is None:
        return None
    try:
        return Brought(configured(snapshot.head_config))
    except ConfigInvalid as invalid:
        return Brought(None, tuple(invalid.errors))


def plans_under(brought: Brought | None, snapshot: Snapshot) -> tuple[ChangedFile, ...]:
    """The plans that only the configuration in the pull request calls so; they are read to show its effect."""
    if brought is None or brought.config is None:
        return ()
    return tuple(file for file in choose(snapshot.files, brought.config).plans if file.path not in snapshot.plans)


def settings_for(config: RepoConfig, plans: Mapping[str, bytes]) -> dict[str, LintSettings]:
    """The rules' settings for each plan that the configuration calls one."""
    return {path: config.settings_for(path) for path in plans if config.is_plan(path)}


def judge(
    snapshot: Snapshot,
    config: RepoConfig,
    reviews: Mapping[str, Review],
    marks: Marks,
    rule_pages: str,
    *,
    config_hash: str = "",
    known: frozenset[str] = frozenset(),
    under: Mapping[str, Review] | None = None,
) -> Judged:
    """All that a review is composed from. `under`: the plans' reviews by the configuration that the pull request brings."""
    brought = brought_by(snapshot)
    judged = Judged(
        reviews=reviews,
        config=config,
        marks=marks,
        rule_pages=rule_pages,
        config_origin=snapshot.config.origin if snapshot.config else DEFAULTS,
        config_hash=config_hash if snapshot.config else "",
        head_config_errors=brought.errors if brought else (),
        known=known,
    )
    if brought is None or brought.config is None or under is None:
        return judged
    before = _fingerprints(snapshot, judged)
    after = _fingerprints(snapshot, judged.replaced(config=brought.config, reviews=under))
    return judged.replaced(head_config_effect=(len(after - before), len(before - after)))


def _fingerprints(snapshot: Snapshot, judged: Judged) -> set[tuple[str, str]]:
    return {(path, finding.fingerprint) for path, found in counted(snapshot, judged).items() for finding in found}
