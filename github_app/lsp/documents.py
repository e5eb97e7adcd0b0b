"""What a document in the editor is to us, and what is wrong with it, under the configuration of its repository."""

from dataclasses import dataclass
from pathlib import Path

from github_app.local.files import CONFIG_PATH, find_config, relative_to
from github_app.repo_config import DEFAULT_CONFIG, ConfigInvalid, RepoConfig, parse_config
from github_app.repo_config.errors import ConfigError
from plan_rules.lint.finding import Finding
from plan_rules.review import review


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome for one version of one document; both empty where it is none of ours."""

    findings: tuple[Finding, ...] = ()
    errors: tuple[ConfigError, ...] = ()
    """Faults of a configuration file."""
    refusal: str = ""
    """Why nothing is said about a plan: it, or the configuration that would judge it, can't be read."""


def judge(path: Path, text: str) -> Judged:
    """What is wrong with the text that an editor holds for a path."""
    if is_config(path):
        return Judged(errors=_faults(text, str(path)))
    try:
        config, root = _config(path)
    except ConfigInvalid as invalid:
        return Judged(refusal=f"Not checked: the configuration is invalid. {invalid.errors[0]}")
    name = relative_to(path, root)
    if not config.is_plan(name):
        return Judged()
    done = review(text.encode("utf-8", "replace"), config.settings_for(name))
    if done.status == "not-analysed":
        return Judged(refusal=f"Not checked. {done.reason}")
    return Judged(findings=done.findings)


def is_config(path: Path) -> bool:
    return path.parts[-2:] == CONFIG_PATH.parts


def _faults(text: str, path: str) -> tuple[ConfigError, ...]:
    try:
        parse_config(text, path)
    except ConfigInvalid as invalid:
        return invalid.errors
    return ()


def _config(path: Path) -> tuple[RepoConfig, Path]:
    """The configuration that counts for a path, and the root that its globs start at."""
    found = find_config(path.parent)
    if found is None:
        return DEFAULT_CONFIG, _root(path)
    try:
        text = found.read_text("utf-8", "replace")
    except OSError:
        return DEFAULT_CONFIG, _root(path)
    return parse_config(text, str(found)), found.parent.parent


def _root(path: Path) -> Path:
    """The repository's root; a file outside every repository is known by its folder and name only."""
    for folder in path.parents:
        if (folder / ".git").exists():
            return folder
    return path.parent.parent
