"""The configuration as a value, and what it says of a path."""

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from plan_rules.lint.settings import AddedArea, LintSettings, RuleSettings, SuppressionMode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pathspec import PathSpec

    from plan_rules.lint.finding import Severity

FailOn = Literal["error", "warning", "info", "never"]

DEFAULT_PATHS: tuple[str, ...] = (
    "**/plan.md",
    "**/plans.md",
    "**/*-plan.md",
    "**/*_plan.md",
    "**/*.plan.md",
    "**/plan-*.md",
    "**/*implementation-plan*.md",
    "**/*implementation_plan*.md",
    "**/*execplan*.md",
    "**/plans/**/*.md",
    "**/exec-plans/**/*.md",
    "**/execplans/**/*.md",
    "**/specs/**/tasks.md",
    "**/specs/**/plan.md",
    "**/openspec/changes/**/tasks.md",
    "**/openspec/changes/**/proposal.md",
    "!**/*template*.md",
    "!**/templates/**",
    "!**/readme.md",
    "!**/index.md",
    "!**/skill.md",
    "!**/skills/**",
    "!**/commands/**",
    "!**/node_modules/**",
    "!**/.agent/plans.md",
)


@dataclass(frozen=True)
class Override:
    """Rules that differ for some paths."""

    paths: tuple[str, ...]
    rules: "Mapping[str, RuleSettings]"
    all_severity: "Severity | None" = None

    @cached_property
    def _spec(self) -> "PathSpec[Any]":
        return _globs(self.paths)

    def covers(self, path: str) -> bool:
        return bool(self._spec.match_file(path.lower()))


@dataclass(frozen=True)
class RepoConfig:
    """A valid configuration. Fields as in the configuration reference."""

    paths: tuple[str, ...] = DEFAULT_PATHS
    fail_on: FailOn = "error"
    report: Literal["changed", "file"] = "changed"
    max_comments: int = 20
    drafts: bool = True
    unreadable: Literal["failure", "neutral"] = "failure"
    suppressions: SuppressionMode = "all"
    mode: Literal["enforce", "shadow"] = "enforce"
    rules: "Mapping[str, RuleSettings]" = field(default_factory=lambda: MappingProxyType({}))
    all_severity: "Severity | None" = None
    hazards_off: frozenset[str] = frozenset()
    hazards_added: tuple[AddedArea, ...] = ()
    overrides: tuple[Override, ...] = ()

    @cached_property
    def _spec(self) -> "PathSpec[Any]":
        return _globs(self.paths)

    def is_plan(self, path: str) -> bool:
        """Whether a path from the repository's root, with forward slashes, is a plan's."""
        return path.lower().endswith((".md", ".markdown", ".mdx")) and bool(self._spec.match_file(path.lower()))

    def settings_for(self, path: str) -> LintSettings:
        """The rules' settings for one path; a later override wins."""
        rules, everything = dict(self.rules), self.all_severity
        for override in self.overrides:
            if override.covers(path):
                if override.all_severity is not None:
                    rules, everything = {}, override.all_severity
                rules |= override.rules
        return LintSettings(
            rules=rules,
            all_severity=everything,
            hazards_off=self.hazards_off,
            hazards_added=self.hazards_added,
            suppressions=self.suppressions,
        )


def _globs(patterns: tuple[str, ...]) -> "PathSpec[Any]":
    from pathspec import PathSpec

    return PathSpec.from_lines("gitignore", (pattern.lower() for pattern in patterns))


DEFAULT_CONFIG = RepoConfig()
