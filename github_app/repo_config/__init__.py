"""A repository's `.github/planreview.yml`: text in, a configuration or located errors out. Pure."""

from github_app.repo_config.errors import ConfigError, ConfigInvalid
from github_app.repo_config.model import DEFAULT_CONFIG, DEFAULT_PATHS, Override, RepoConfig
from github_app.repo_config.parse import parse_config

__all__ = ["DEFAULT_CONFIG", "DEFAULT_PATHS", "ConfigError", "ConfigInvalid", "Override", "RepoConfig", "parse_config"]
