"""Addresses that GitHub turns into links without any markup (GFM, "Autolinks (extension)")."""

import re

_ADDRESS = re.compile(r"(?:https?://|www\.)([^\s<]*)", re.IGNORECASE)
# Any character beyond ASCII may stand in a domain; of ASCII punctuation only these three.
_DOMAIN = re.compile(r"[^\s\x00-,./:-@\[-^`{-\x7f]+(?:\.[^\s\x00-,./:-@\[-^`{-\x7f]+)*")
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]+;\Z")
_EMAIL_END = re.compile(r"@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+(?![A-Za-z0-9_-])")
_EMAIL_START = re.compile(r"[A-Za-z0-9._+-]+\Z")


def address_end(text: str, start: int) -> int:
    """The end of the `http://`, `https://` or `www.` address at `start`; 0 if there is none."""
    before = text[start - 1] if start else " "
    if (before.isascii() and before.isalpha()) or (
        text[start] in "wW" and not before.isspace() and before not in "*_~("
    ):
        return 0
    match = _ADDRESS.match(text, start)
    if match is None:
        return 0
    domain = _DOMAIN.match(text, match.start() if text[start] in "wW" else match.start(1))
    if domain is None:
        return 0
    labels = domain[0].split(".")
    if len(labels) < 2 and text[start] in "wW":
        return 0
    if any("_" in label for label in labels[-2:]):
        return 0
    return start + _without_trailing_punctuation(match[0])


def _without_trailing_punctuation(address: str) -> int:
    end = len(address)
    opening, closing = address.count("("), address.count(")")
    while end:
        last = address[end - 1]
        if last == ")":
            if closing <= opening:
                break
            closing -= 1
            end -= 1
        elif last in "?!.,:*_~'\"":
            end -= 1
        elif last == ";":
            entity = _ENTITY_AT_END.search(address, max(0, end - 34), end)
            end = entity.start() if entity is not None else end - 1
        else:
            break
    return end


def email_bounds(text: str, at_sign: int, earliest: int) -> tuple[int, int] | None:
    """The range of the e-mail address around the `@` at `at_sign`, not reaching back before `earliest`."""
    end = _EMAIL_END.match(text, at_sign)
    if end is None or text[end.end() - 1] in "-_":
        return None
    start = _EMAIL_START.search(text, max(earliest, at_sign - 64), at_sign)
    return (start.start(), end.end()) if start is not None else None
