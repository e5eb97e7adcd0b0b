"""`planreview config`: write, check and describe a configuration file."""

import json
import sys
from pathlib import Path

from github_app.local.files import read_bytes
from github_app.local.refusal import Refused
from github_app.repo_config import ConfigInvalid, parse_config
from github_app.repo_config.describe import commented_file, json_schema


def init(path: Path, *, force: bool) -> int:
    """Write a commented file; refuses to overwrite one."""
    if path.exists() and not force:
        raise Refused(f"{path} exists. Use --force to overwrite it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(commented_file(), encoding="utf-8")
    sys.stdout.write(f"wrote {path}\n")
    return 0


def validate(path: Path) -> int:
    """Say whether a file is valid; every fault on a line of its own."""
    try:
        parse_config(read_bytes(path).decode("utf-8", "replace"), str(path))
    except ConfigInvalid as invalid:
        sys.stderr.write("".join(f"{error}\n" for error in invalid.errors))
        return 2
    sys.stdout.write(f"{path} is valid\n")
    return 0


def schema() -> int:
    sys.stdout.write(json.dumps(json_schema(), indent=2) + "\n")
    return 0
