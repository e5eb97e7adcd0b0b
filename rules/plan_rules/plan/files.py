"""Paths that a plan names, and what it means to do with them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from plan_rules.markdown.nodes import Node
from plan_rules.plan.model import FileReference
from plan_rules.plan.sections import passage

_PATH = re.compile(r"(?:[\w.@+-]+/)*[\w.@+\[\]-]+\.[A-Za-z][A-Za-z0-9]{0,7}|(?:[\w.@+-]+/)+[\w.@+-]*")
_SUFFIX = re.compile(
    r"\.(?:py|pyi|js|jsx|ts|tsx|mjs|cjs|go|rs|rb|java|kt|swift|c|cc|cpp|h|hpp|cs|php|sql|md|mdx|rst|txt|ya?ml|toml|json|jsonc|ini|cfg|conf"
    r"|env|sh|bash|zsh|ps1|html?|css|scss|vue|svelte|xml|proto|graphql|tf|lock|gradle|dart|ex|exs|scala|lua|ipynb|csv|svg|png|Dockerfile)\Z"
)
_BARE = re.compile(r"(?<![\w/.@`+-])(?:[\w.@+-]+/)+[\w.@+-]+\.[A-Za-z][A-Za-z0-9]{0,7}\b")
_LONGEST = 200
_ACTIONS = (
    ("create", re.compile(r"\b(?:create|add|new|write)\b[^.\n]{0,30}$", re.IGNORECASE)),
    ("delete", re.compile(r"\b(?:delete|remove|drop)\b[^.\n]{0,30}$", re.IGNORECASE)),
    ("test", re.compile(r"\btest\b\W{0,6}$", re.IGNORECASE)),
    (
        "modify",
        re.compile(r"\b(?:modify|update|edit|change|extend|refactor|rename|in|files?)\b[^.\n]{0,30}$", re.IGNORECASE),
    ),
)


def files_in(nodes: Iterable[Node], text: str) -> list[FileReference]:
    """Paths in inline code, and bare paths with a folder and a known ending; `nodes` in document order, and so the paths."""
    found = []
    for part in nodes:
        if part.kind == "inline_code":
            for path in part.text.split()[:1]:
                path = path.rstrip(",;:").split(":")[0]
                if (
                    len(path) <= _LONGEST
                    and _PATH.fullmatch(path)
                    and (_SUFFIX.search(path) or path.count("/") > 0)
                    and not path.startswith("/")
                ):
                    found.append(_reference(part, path, text))
        elif part.kind == "text" and "/" in part.text:
            found += [
                _reference(part, match.group(), text)
                for match in _BARE.finditer(part.text)
                if _SUFFIX.search(match.group())
            ]
    return found


def files_below(nodes: Iterable[Node], files: Sequence[FileReference]) -> tuple[FileReference, ...]:
    """Those of a document's paths that stand in some of its blocks."""
    found: tuple[FileReference, ...] = ()
    for node in nodes:
        first = bisect_left(files, node.start, key=_start)
        found += tuple(files[first : bisect_left(files, node.end, first, key=_start)])
    return found


def _start(file: FileReference) -> int:
    return file.where.start


def _reference(node: Node, path: str, text: str) -> FileReference:
    line_start = text.rfind("\n", 0, node.start) + 1
    before = text[max(line_start, node.start - 60) : node.start]
    for action, pattern in _ACTIONS:
        if pattern.search(before):
            return FileReference(passage(node), path, action)  # type: ignore[arg-type]
    return FileReference(passage(node), path)
