"""Critical markers: `[CRITICAL: …]`, bold or capital lead-ins, emoji, GitHub alerts."""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from plan_rules.markdown.nodes import Node
from plan_rules.plan.model import Marker
from plan_rules.plan.sections import stretch
from plan_rules.source import Source

_MARKER = re.compile(
    r"\[(?:CRITICAL|WARNING|IMPORTANT|DANGER|CAUTION|MUST)\b[^\]\n]{0,1000}(?:\n[^\]\n]{1,1000})?\]"
    r"|\*\*[^*\n]{0,12}\b(?:CRITICAL|Critical|WARNING|Warning|IMPORTANT|Important|DANGER|Danger|CAUTION|Caution|IRREVERSIBLE|Irreversible"
    r"|POINT OF NO RETURN)\b[^*\n]{0,80}\*\*[^\n]*"
    r"|(?:(?<=^)|(?<=[\s>*-]))(?:CRITICAL|WARNING|IMPORTANT|DANGER|CAUTION|IRREVERSIBLE)\b\s?[:!—–-][^\n]*"
    r"|(?:⚠️?|🔴|🚨|🛑|❗)[^\n]*"
)


def markers_in(source: Source, start: int, end: int, code: list[tuple[int, int]]) -> tuple[Marker, ...]:
    """Markers between two offsets that don't stand in code."""
    return tuple(
        Marker(stretch(source, match.start(), match.end()), match.group().strip())
        for match in _MARKER.finditer(source.text, start, end)
        if not _within(code, match.start())
    )


def _within(ordered: list[tuple[int, int]], offset: int) -> bool:
    before = bisect_right(ordered, (offset, sys.maxsize))
    return before > 0 and offset < ordered[before - 1][1]


def alerts_in(blocks: Iterable[Node], alerts: Sequence[Node], source: Source) -> tuple[Marker, ...]:
    """Those of a document's GitHub alerts that stand in some of its blocks and are of the warning kinds."""
    if not alerts:
        return ()
    return tuple(
        Marker(stretch(source, node.start, node.end), source.text[node.start : node.end])
        for block in blocks
        for node in alerts[bisect_left(alerts, block.start, key=_start) : bisect_left(alerts, block.end, key=_start)]
        if node.alert in {"warning", "caution", "important"}
    )


def _start(node: Node) -> int:
    return node.start
