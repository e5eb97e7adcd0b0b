"""The hidden mark by which we know our own comments again; it counts only with a valid HMAC and from our own user."""

import hashlib
import hmac
import re
from collections.abc import Iterable

_MARKER = re.compile(r"<!-- planreview:v1 ([0-9a-f]{16}) ([0-9a-f]{32}) -->\s*\Z")
_FIXED = "<!-- planreview:fixed -->"
_SUGGESTION = re.compile(r"^(`{3,})suggestion$", re.MULTILINE)


def marks_key(private_key: str) -> bytes:
    """The key of our marks, from the App's private key as PEM; line ends and spaces don't matter."""
    return hashlib.sha256("".join(private_key.split()).encode()).digest()


class Marks:
    """Makes and reads marks, bound to one pull request by a key that only this App holds. `former` keys are read too."""

    def __init__(self, key: bytes, repository_id: int, number: int, former: Iterable[bytes] = ()) -> None:
        self._keys = [hashlib.sha256(b"planreview marks\0" + one).digest() for one in (key, *former)]
        self._place = f"{repository_id}/{number}"

    def mark(self, fingerprint: str) -> str:
        return f"<!-- planreview:v1 {fingerprint} {self._seal(self._keys[0], fingerprint)} -->"

    def fingerprint(self, body: str) -> str | None:
        """The fingerprint in a comment's last line, if its seal is ours."""
        found = _MARKER.search(body.replace("\r\n", "\n"))
        if found and any(hmac.compare_digest(self._seal(key, found[1]), found[2]) for key in self._keys):
            return found[1]
        return None

    def fingerprints(self, body: str) -> tuple[str, ...]:
        """The fingerprints of all marks in a text that stand on a line of their own and whose seal is ours."""
        found = (self.fingerprint(line) for line in body.replace("\r\n", "\n").split("\n"))
        return tuple(one for one in found if one)

    def _seal(self, key: bytes, fingerprint: str) -> str:
        message = f"{self._place}/{fingerprint}".encode()
        return hmac.new(key, message, hashlib.sha256).hexdigest()[:32]


def is_fixed(body: str) -> bool:
    return body.startswith(_FIXED)


def without_suggestion(body: str) -> str:
    """A comment's body with its repair shown as text, which can't be applied."""
    return _SUGGESTION.sub(r"\1text", body.replace("\r\n", "\n"))


def as_fixed(note: str, body: str) -> str:
    """A comment's body once its finding is gone: the note above, what it said folded below, nothing left to apply."""
    said, mark = without_suggestion(body).rstrip().rsplit("\n", 1)
    return f"{_FIXED}\n{note}\n\n<details><summary>What it said</summary>\n\n{said.rstrip()}\n\n</details>\n\n{mark}"
