"""`planreview config`: write, check and describe a configuration file."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from github_app.local.files import read_bytes
from github_app.local.refusal import Refused
from github_app.output.text import excerpt
from github_app.repo_config import ConfigInvalid, parse_config
from github_app.repo_config.describe import commented_file, json_schema
from github_app.repo_config.errors import ConfigError
from plan_rules.source import Span


def init(path: Path, *, force: bool, with_schema: bool) -> int:
    """Write a commented file, and the schema beside it where wanted; refuses to overwrite."""
    schema_path = path.with_suffix(".schema.json")
    made = {path: commented_file(schema_path.name if with_schema else None)}
    if with_schema:
        made[schema_path] = _schema_text()
    for target in made:
        if target.exists() and not force:
            raise Refused(f"{target} exists. Use --force to overwrite it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    for target, text in made.items():
        target.write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {target}\n")
    return 0


def validate(path: Path) -> int:
    """Say whether a file is valid; each fault with its line."""
    text = read_bytes(path).decode("utf-8", "replace")
    try:
        parse_config(text, str(path))
    except ConfigInvalid as invalid:
        sys.stderr.write("\n".join(line for error in invalid.errors for line in _fault(error, text)) + "\n")
        return 2
    sys.stdout.write(f"{path} is valid\n")
    return 0


def schema() -> int:
    sys.stdout.write(_schema_text())
    return 0


def _schema_text() -> str:
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _fault(error: ConfigError, text: str) -> Iterator[str]:
    yield str(error)
    lines = text.split("\n")
    if error.line <= len(lines):
        line = lines[error.line - 1].rstrip("\r")
        word = re.match(r"[\w-]+|.?", line[error.column - 1 :])
        end = error.column + (len(word[0]) if word else 0)
        yield from excerpt(line, Span(error.line, error.column, error.line, end))
