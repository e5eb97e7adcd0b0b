"""Context that demands something, states a fact, is settled, or promises something against a risk."""

import re
from collections.abc import Iterator

from plan_rules.language.phrases import Phrases

ASKS = Phrases(
    r"(?<![.!?] )\b(?:must|should|shall)\b(?! (?:it|they|the|this|not|never|remain|stay|keep)\b)|\bneeds? (?:to|an?|the|separate|its own|custom|special)\b|\brequires? (?:an?|the|separate)\b|\b(?:have|has) to\b|\b(?:wants?|expects?) (?:an?|the|to)\b"
)
ASKS_BY_NAME = Phrases(
    r"\b(?:stale|outdated|out of date|still (?:asserts?|expects?|tests?|uses?|points?|refers?))\b|\bneeds? to (?:test|check|verify|add|update|fix|cover)\b|\bwe need `"
)
ASKS_FOR_TESTS = Phrases(
    r"\b(?:should|must|needs?(?: to)?|ha(?:ve|s) to) (?:\w+ ){0,2}?(?:have|get|write|add|include|be covered by) (?:[\w-]+ ){0,3}?tests?\b"
    r"|\b(?:should|must|needs? to|ha(?:ve|s) to) be (?:unit[- ]|regression[- ])?tested\b|\bneeds? (?:[\w-]+ ){0,3}?tests\b"
)
WRITES_TESTS = Phrases(
    r"\b(?:write|add|create|extend|update|new|cover\w*|implement|include|expand)\b[^.\n]{0,60}\b(?:tests?|cases?|specs?|coverage)\b|\btests?:|\btest_\w+|\btests? (?:that|for|with|of|covers?|checks?)\b"
)
FOUND_OUT = Phrases(
    r"\b(?:quirks?|insights?|discover\w*|findings?|found|learn\w*|surprises?|domain|business|rules?|facts?|observations?|background|know|known|considerations?|requirements?|notes from)\b|\A(?:context|background)\W*\Z"
)
"""Headings of what the author found out; not of stacks, rationales, risks and layouts of the code."""
STATES = Phrases(
    r"\b(?:is|are|was|were|has|have|had|can|cannot|can't|does|doesn't|do|don't|will|won't|may|might|must|needs?|wants?|expects?|requires?|accepts?|ignores?|drops?|skips?|rounds?|los(?:es?|t)|merges?|keeps?|sends?|returns?|stores?|writes?|reads?|uses?|comes?|takes?|gives?|shows?|starts?|stops?|runs?|prints?|fails?|rejects?|counts?|arrives?|changes?|belongs?|holds?|lives?|carries|carry|sits?|costs?|closes?|opens?|expires?|limits?|allows?|forbids?|refuses?|answers?|reports?|cuts?|treats?|sorts?|pays?|gets?|goes|go|lags?|differs?|depends?|starts?|ends?|lacks?|contains?|includes?|supports?|converts?|truncates?|escapes?|encodes?|caches?|resets?|blocks?|deletes?|hides?|swallows?)\b"
)
FRAGMENT = Phrases(
    r"[\W_]*(?:can|may|might|requires?|uses?|has|have|avoids?|if|when|how|what|why|answer|solution|question|examined|still|note that|see|result|also|none|no\b|see)\b|[^.]*\?\W*\Z|[^.]*:\W*\Z"
)
SETTLED = Phrases(
    r"\b(?:already|unchanged|no (?:changes?|action|work) (?:is )?(?:needed|required)|not needed|leave|out of scope|later|future|follow-?up|deferred|nothing to|ruled out|rejected|not the cause|was an option|were an option|tried first|and dropped|was considered|were considered)\b"
)
_PART = re.compile(r"(?<=[.!?])\s+(?=[A-Z`*\"“(])|\n[ \t]*[-*+]\s|\||;\s|:\s|\s—\s|→")
_PROMISE = Phrases(
    r"[\W_]*(?:verify|audit|confirm|monitor|document|notify|coordinate|measure|benchmark|profile|investigate|announce|train|inform|rotate|rehearse|load[- ]test|back up|migrate|regenerate|warn|publish)\b\s+\w+"
)
_FEWEST_WORDS = 4


def promises(text: str) -> Iterator[str]:
    """Sentences and cells that promise work: “audit the callers”, “monitor the error rate for a week”."""
    for part in _PART.split(text):
        if part and _PROMISE.match(part) and len(part.split()) >= _FEWEST_WORDS:
            yield part
