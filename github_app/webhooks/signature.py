"""Whether a delivery was signed with one of our secrets."""

import hashlib
import hmac
from collections.abc import Iterable


def is_signed(secrets: Iterable[bytes], body: bytes, header: str | None) -> bool:
    """Check `X-Hub-Signature-256` over the raw body, in constant time, against each secret (several while rotating).

    Only `sha256=` counts; GitHub's older `X-Hub-Signature` is SHA-1. Source: GitHub's “Validating webhook deliveries”.
    """
    if header is None or not header.isascii() or not header.startswith("sha256="):
        return False
    given = header.encode()
    valid = False
    for secret in secrets:
        expected = b"sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest().encode()
        valid |= hmac.compare_digest(expected, given)
    return valid
