"""What is wrong with a configuration, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConfigError:
    """One fault; line and column are 1-based."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class ConfigInvalid(Exception):
    """The configuration can't be used; no plan is judged by half of one."""

    def __init__(self, errors: list[ConfigError]) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = tuple(errors)
