"""Where the new App's settings go: a `.env` file that only its owner can read, or commands to show once."""

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from github_app.github.registration import Registered
from github_app.manifest import PUBLIC_API
from github_app.settings import PREFIX, Settings
from github_app.web.setup.answers import Answers


def settings_of(made: Registered, answers: Answers, set_already: Settings) -> dict[str, str]:
    """Variables and values; those that the settings have already are left out."""
    values = {
        f"{PREFIX}APP_ID": str(made.app_id),
        f"{PREFIX}PRIVATE_KEY": made.private_key.strip().replace("\r", "").replace("\n", "\\n"),
        f"{PREFIX}WEBHOOK_SECRET": made.webhook_secret,
    }
    if answers.public_url != set_already.public_url:
        values[f"{PREFIX}PUBLIC_URL"] = answers.public_url
    if answers.api_url != PUBLIC_API and answers.api_url != set_already.github_api_url:
        values[f"{PREFIX}GITHUB_API_URL"] = answers.api_url
    return values


def can_store(file: Path) -> bool:
    """Whether the file can be written, or made."""
    return os.access(file.resolve().parent, os.W_OK) and (not file.exists() or os.access(file, os.W_OK))


def store(file: Path, values: Mapping[str, str]) -> None:
    """Put the values into a `.env` file, mode 600, all or nothing; other lines stay as they are. Raises `OSError`."""
    old = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    kept = [line for line in old if _name_of(line) not in values]
    lines = [*kept, *(f'{name}="{value}"' for name, value in values.items())]
    descriptor, beside = tempfile.mkstemp(dir=file.resolve().parent, prefix=".env-")  # made with mode 600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as target:
            target.write("\n".join(lines) + "\n")
            target.flush()
            os.fsync(target.fileno())
        Path(beside).replace(file.resolve())
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def as_command(values: Mapping[str, str]) -> str:
    """`fly secrets set` with the values quoted for a shell."""
    quoted = (f"{name}='{value.replace(chr(39), chr(39) + chr(92) + chr(39) * 2)}'" for name, value in values.items())
    return " \\\n  ".join(["fly secrets set", *quoted])


def _name_of(line: str) -> str:
    found = re.match(r"\s*(?:export\s+)?([A-Za-z_]\w*)\s*=", line)
    return found[1] if found else ""
