"""Who may set up: the one-time code, the browser that used it, and the state that goes to GitHub and back."""

import hmac
import secrets
import time
from collections.abc import Callable

from github_app.web.setup.answers import Answers

SECONDS = 3600
"""Source: GitHub's “Registering a GitHub App from a manifest”: all steps within one hour."""


class Passes:
    """Kept in memory: a restart makes a new code and forgets the rest."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.code = secrets.token_urlsafe(24)
        self.done = False
        self._clock = clock
        self._used = False
        self._session: tuple[str, float] | None = None
        self._states: dict[str, tuple[Answers, float]] = {}

    def enter(self, code: str) -> str | None:
        """A session for the first who shows the code; None for everybody else."""
        if self.done or self._used or not _same(code, self.code):
            return None
        self._used = True
        session = secrets.token_urlsafe(24)
        self._session = (session, self._clock() + SECONDS)
        return session

    def admits(self, session: str) -> bool:
        if self.done or self._session is None:
            return False
        known, until = self._session
        return _same(session, known) and self._clock() < until

    def leave(self, answers: Answers) -> str:
        """The state for one way to GitHub and back."""
        state = secrets.token_urlsafe(24)
        self._states[state] = (answers, self._clock() + SECONDS)
        return state

    def come_back(self, state: str) -> Answers | None:
        """What was answered before that way; a state works once, and for an hour."""
        found = next((known for known in self._states if _same(state, known)), None)
        if self.done or found is None:
            return None
        answers, until = self._states.pop(found)
        return answers if self._clock() < until else None

    def close(self) -> None:
        self.done = True
        self._states.clear()
        self._session = None


def _same(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode(), known.encode())
