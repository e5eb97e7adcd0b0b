"""What a review is composed from, besides what was read of the pull request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from github_app.repo_config import ConfigError, RepoConfig
from github_app.review.markers import Marks
from plan_rules.review import Review


@dataclass(frozen=True, slots=True)
class Judged:
    """The plans' reviews, the configuration that judges them, and what our records know."""

    reviews: Mapping[str, Review]
    """By path, for every changed plan at the head."""
    config: RepoConfig
    marks: Marks
    rule_pages: str
    config_origin: str = "defaults"
    config_hash: str = ""
    head_config_errors: tuple[ConfigError, ...] = ()
    head_config_effect: tuple[int, int] | None = None
    """Findings more and fewer under the configuration that the pull request brings; None when it brings none."""
    known: frozenset[str] = frozenset()
    """Fingerprints that our records say were posted on this pull request before."""

    def replaced(self, **changes: Any) -> "Judged":
        return replace(self, **changes)
