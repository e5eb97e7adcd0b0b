"""Signs that a phrase is specific: an identifier, a number with unit, a status code, a named case, a list."""

import re

_CONCRETE = re.compile(
    r"`[^`\n]+`"
    r"|\b\d{1,12}(?:[.,]\d{1,6}){0,3}\s?(?:ms|s|sec|seconds?|min|minutes?|hours?|days?|weeks?|%|x|k|kb|mb|gb|kib|mib|gib|px|rows?|users?|requests?|retries|attempts|times|items?|files?|tests?|characters?|lines?|bytes?)\b"
    r"|\b[1-5]\d\d\b"
    r"|\b[a-z]+_[a-z_]+\b|\b[a-z]+[A-Z]\w+|\b(?:[A-Z][a-z0-9]+){2,}\b|\b[A-Z][A-Z0-9]{2,}\b"
    r"|\b[\w-]+\.(?:py|js|ts|tsx|go|rs|java|rb|sql|json|ya?ml|toml|md|sh)\b|\b\w+\(\)"
    r"|\b(?:e\.g\.|i\.e\.|for example|for instance|such as|including|namely|like (?:when|a|the))"
    r"|\bRFC ?\d+|(?<!\w)[\"“][^\"”\n]{2,60}[\"”]|[<>≤≥=]\s?\d"
    r"|\b\w+, \w+(?: \w+){0,3},? (?:and|or) \w+"
)


def is_specific(text: str) -> bool:
    """Whether the raw text (code and quotations included) names something specific."""
    return bool(_CONCRETE.search(text))
