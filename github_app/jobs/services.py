"""What a review works with: one value, made at the start of the process."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from github_app.github.client import App
from github_app.github.read import Configs
from github_app.jobs.analysis import Analysts


class Records(Protocol):
    """What we remember of earlier reviews. The methods block; call them in a thread."""

    def is_newest(self, lane: str, key: str) -> bool: ...

    def work_done(self, key: str) -> bool: ...

    def finish_work(self, key: str) -> None: ...

    def fingerprints(self, repository_id: int, number: int) -> frozenset[str]: ...

    def add_fingerprints(self, repository_id: int, number: int, fingerprints: Iterable[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Services:
    app: App
    store: Records
    analysts: Analysts
    configs: Configs
    marks_key: bytes
    public_url: str

    @property
    def rule_pages(self) -> str:
        return f"{self.public_url or 'https://planreview.example'}/rules"
