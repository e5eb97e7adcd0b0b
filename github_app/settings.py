"""The operator's settings: environment variables with the prefix PLANREVIEW_, or a `.env` file."""

import base64
import binascii
import os
import re
from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "PLANREVIEW_"
_PEM = re.compile(r"-----BEGIN [A-Z ]+-----.*?-----END [A-Z ]+-----", re.DOTALL)


class SettingsInvalid(Exception):
    """Settings that stop the start: one line for each, naming the variable and the cure, never its value."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


class Settings(BaseSettings):
    """All settings. Secrets are `SecretStr`, so that no log shows them."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        extra="ignore",
        hide_input_in_errors=True,
        populate_by_name=True,
        use_attribute_docstrings=True,
    )

    app_id: int | None = None
    """The GitHub App's id. Without an App only set-up, rule pages, playground and health are served."""
    private_key: SecretStr | None = None
    """Its private key: PEM, PEM with `\\n` for line ends, or base64."""
    private_key_path: Path | None = None
    """A file with the private key, instead of the key itself."""
    former_private_keys: SecretStr | None = None
    """Private keys used before, one after the other, in the same forms: comments of that time are known by them."""
    webhook_secret: SecretStr | None = None
    """The webhook's secret, or several separated by commas while rotating."""
    github_api_url: str = "https://api.github.com"
    """REST root, for Enterprise Server; GraphQL is derived as GitHub does."""
    database_url: str = Field(
        default="sqlite:///planreview.sqlite3",
        validation_alias=AliasChoices(f"{PREFIX}DATABASE_URL", "DATABASE_URL"),
    )
    """`sqlite:///…` or `postgresql://…`. The database is the queue and the record."""
    public_url: str = ""
    """Where people reach the app, for links in comments; the address it listens on otherwise."""
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = Field(default=8000, ge=0, le=65535, validation_alias=AliasChoices(f"{PREFIX}PORT", "PORT"))
    """Port to listen on; 0 picks a free one."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Lowest level that is logged."""
    log_format: Literal["console", "json"] | None = None
    """`console` or `json`; by default console on a terminal, else json."""
    playground: bool = True
    """Whether `/playground` is served, where anybody who reaches the server may have a plan reviewed; nothing of it is kept."""
    metrics_token: SecretStr | None = None
    """Bearer token for `/metrics`, which is open on loopback only without one."""
    metrics_port: int | None = Field(default=None, ge=1, le=65535)
    """Port at which `planreview worker` answers `/healthz`, `/readyz` and `/metrics`; without one it has none."""
    admin_token: SecretStr | None = None
    """Bearer token for `/deliveries`, which is off without one."""
    write_interval: float = Field(default=1.0, ge=0, le=60)
    """Seconds between two writes of one installation that notify people; GitHub asks for at least one."""
    sweep_interval: float = Field(default=600.0, ge=1)
    """Seconds between two searches for lost deliveries."""
    retention_days: float = Field(default=14.0, ge=8)
    """How long finished work is remembered; longer than GitHub can redeliver (3 days, Enterprise Server 7)."""
    poll_interval: float = Field(default=0.25, ge=0.01, le=10)
    """Seconds between two looks for queued work."""
    analysis_seconds: float = Field(default=10.0, gt=0)
    """Seconds that one plan may take; then its worker process is killed."""
    analysis_memory_mb: int = Field(default=1024, ge=256)
    """Address space of a worker process, in MB."""
    shutdown_seconds: float = Field(default=20.0, ge=0)
    """Grace period for running reviews when the server is stopped."""

    @field_validator("private_key", "former_private_keys")
    @classmethod
    def _unpacked(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        text = value.get_secret_value().strip().replace("\\n", "\n")
        if "-----BEGIN" not in text:
            try:
                text = base64.b64decode("".join(text.split()), validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                text = ""
        if "-----BEGIN" not in text:
            raise ValueError("is no private key. Give the PEM text, with \\n for line ends, or its base64")
        return SecretStr(text)

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        value = value.replace("postgres://", "postgresql://", 1)
        if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @field_validator("github_api_url", "public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("must begin with https://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _key_from_file(self) -> "Settings":
        if self.private_key is None and self.private_key_path is not None:
            try:
                self.private_key = SecretStr(self.private_key_path.read_text())
            except OSError as error:
                raise ValueError(
                    f"{PREFIX}PRIVATE_KEY_PATH: {self.private_key_path} can't be read: {error.strerror}"
                ) from None
        return self

    @property
    def configured(self) -> bool:
        """Whether an App is registered; without one only the set-up page is served."""
        return self.app_id is not None or self.private_key is not None or self.webhook_secret is not None

    @property
    def address(self) -> str:
        """Where people reach the app: the public URL, or what we listen on."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def former_keys(self) -> tuple[str, ...]:
        """Each former private key as PEM."""
        given = self.former_private_keys.get_secret_value() if self.former_private_keys else ""
        return tuple(_PEM.findall(given))

    @property
    def webhook_secrets(self) -> tuple[bytes, ...]:
        given = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        return tuple(secret.strip().encode() for secret in given.split(",") if secret.strip())


def load_settings(environment: dict[str, str] | None = None, **overrides: Any) -> Settings:
    """Settings from the environment; raises `SettingsInvalid` with one line for each fault."""
    if environment is not None:
        os.environ.update(environment)
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        raise SettingsInvalid([_line(dict(fault)) for fault in error.errors()]) from None
    missing = [
        f"{PREFIX}{name} is missing: {cure}"
        for name, value, cure in (
            ("APP_ID", settings.app_id, "the App's id, on its settings page"),
            ("PRIVATE_KEY", settings.private_key, "the App's private key, or PLANREVIEW_PRIVATE_KEY_PATH"),
            ("WEBHOOK_SECRET", settings.webhook_secrets or None, "the secret you gave the App's webhook"),
        )
        if value is None
    ]
    if settings.configured and missing:
        raise SettingsInvalid(missing)
    return settings


def _line(fault: dict[str, Any]) -> str:
    name = str(fault["loc"][0]) if fault["loc"] else ""
    message = str(fault["msg"]).removeprefix("Value error, ")
    if not name:
        return message
    variable = name if name.isupper() else f"{PREFIX}{name.upper()}"
    return f"{variable} {message}" if message.startswith(("is ", "must ")) else f"{variable}: {message}"
