"""Faults injected into answers: before or after the effect, so many times."""

import fnmatch
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(slots=True)
class Fault:
    """What goes wrong with calls that match `method` and `path` (with `*`)."""

    method: str
    path: str
    status: int = 502
    when: Literal["before", "after"] = "before"
    times: int = 1
    headers: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=lambda: {"message": "Server Error"})
    delay: float = 0.0
    """Seconds to wait before the answer; longer than the client's patience is a timeout."""
    cut: bool = False
    """The connection breaks off in the middle of the answer."""

    late: float = 0.0
    """Seconds from the answer, which tells of a failure, to the effect: a gateway gave up, what is behind it did not."""

    repository: int = 0
    """Only calls with a token for this repository alone; 0 for all. GraphQL's path names none."""

    says: str = ""
    """Only calls whose body holds this."""

    def takes(self, method: str, path: str, repositories: Collection[int] = (), body: bytes = b"") -> bool:
        """`repositories` are those that the call's token is for."""
        if (self.repository and set(repositories) != {self.repository}) or self.says.encode() not in body:
            return False
        if self.times > 0 and self.method in {method, "*"} and fnmatch.fnmatch(path, self.path):
            self.times -= 1
            return True
        return False
