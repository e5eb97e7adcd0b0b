"""Words that show that a reason or a consequence is given."""

import re

from plan_rules.language.phrases import Phrases
from plan_rules.language.statuses import is_only_status

CAUSE = Phrases(
    r"\b(?:because|since (?!\d|the last|v\d)|so that|so (?:we|it|they|the|a|an|users?|that|each|no|every|this|existing|callers?|both|all|future|only|later)\b"
    r"|in order to|due to|owing to|thanks to|given that|as (?:it|they|this|these|the|we) (?:is|are|was|has|have|would|can\w*|do\w*|already|must|need\w*)"
    r"|as (?:the|its|their|this|each|no|all|our|some|most) [\w-]+ (?:[\w-]+ )?(?:is|are|was|were|has|have|would|can\w*|do\w*|must|needs?|may|will)|therefore|thus|hence|otherwise|or else|rather than|instead of \w+ing|which (?:means|lets|avoids|prevents|keeps|allows|makes|would|gives|ensures|is why|breaks|is)"
    r"|to (?:prevent|avoid|ensure|keep|allow|let|reduce|guarantee|support|enable|make sure|protect|stop|preserve|minimi[sz]e|maintain|match|satisfy|comply"
    r"|improve|simplify|speed|eliminate|detect|guard|limit|share|help|give|provide|save|isolate|decouple|catch|survive|tolerate|bound|work around)"
    r"|ensur(?:es|ing)|prevent(?:s|ing)|avoid(?:s|ing)|allow(?:s|ing)|enabl(?:es|ing)|reduc(?:es|ing)|guarantees?|simplif(?:ies|ying)|eliminat(?:es|ing)|keeps|preserv(?:es|ing)"
    r"|lets|makes? (?:it|the|this|sure)|mean(?:s|ing) (?:that|the|we|no|it)|needed (?:for|by|to|because)|required (?:for|by|to|because)|for (?:consistency|performance"
    r"|simplicity|compatibility|safety|security|clarity|readability|maintainability|reliability|backwards?|testability|parity|isolation|speed|reuse|debugging)"
    r"|reasons?\b|rationale|why\b|benefits?|advantages?|trade-?offs?|better|faster|slower|simpler|safer|cheaper|easier|smaller|too \w+|overkill|unnecessary|overhead"
    r"|would (?:be|break|need|require|cause|make|add|have|lose|force|mean|not|block|leak|leave|create|introduce)|can(?:no|')t|doesn'?t|does not|don'?t|isn'?t|won'?t|lacks?|supports?"
    r"|follow(?:s|ing) (?:the|an?|our) (?:[\w-]+ ){0,3}(?:patterns?|conventions?|example|style|precedent)|causes?|breaks?|fails?|loses?|leads? to|results? in|risks?|caused by|root cause|protects?|handles|gives|provides)\b"
)
_DASHED = re.compile(r"\S\s+(?:--?|–|—)\s+\S.{6,}|\([^)]{8,}\)|;\s+\S.{6,}", re.DOTALL)


def gives_reason(text: str) -> bool:
    """Whether a clause of the text says why, or what follows."""
    return bool(CAUSE.search(text))


def explains(text: str) -> bool:
    """Like `gives_reason`, also true for an explanation set off by a dash, brackets or a semicolon."""
    return bool(CAUSE.search(text) or _DASHED.search(text))


STATED = re.compile(
    r"(?:\A|\n|[.;,(*_] ?)\W*(?:rationale|reason(?:s|ing)?|why|justification|motivation|grounds?|because)\b[*_]*\s*[:—–-]+[*_]*(?P<said>.*)",
    re.IGNORECASE | re.DOTALL,
)
STRONG_CAUSE = Phrases(
    r"\b(?:because|so that|due to|owing to|thanks to|therefore|otherwise|or else|hence|thus|the reasons?|reasons?:|rationale|why:|in order to|given that|since (?:it|they|we|the|this|that|there|its?|our|a|an|no|each)\b)\b"
)
_NOTHING = Phrases(
    r"\W*(?:n/?a|none|no|obvious(?:ly)?|self-explanatory|tbd|todo|various|see above|see below|just because|personal taste|gut feeling|it'?s (?:better|best|good|fine|standard)|best practice|tradition)?\W*"
)
_FILED = Phrases(r"^\W*(?:date|author|by|status|owner|when|who)\b[^\n]*$", re.MULTILINE)
_POINTS = Phrases(
    r"\W*(?:see|details?|more|cf|described|covered|documented|done|built|implemented|used|tracked|written)\b|[^.]{0,30}\b(?:steps?|tasks?|phases?|milestones?|section) \w+ (?:does|do|builds?|covers?|implements?|adds?|describes?|sets?|handles)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`*\"“(])")
_FEWEST_WORDS = 4


def is_empty(reason: str) -> bool:
    """Whether what stands for a reason gives none: a status, “obvious”, nothing."""
    said = _FILED.sub("", STATED.sub(lambda match: match["said"], reason, count=1))
    return bool(_NOTHING.fullmatch(said)) or is_only_status(said)


def goes_on(text: str) -> bool:
    """Whether a text says something about its first sentence in further ones; a date, a status or a pointer is nothing."""
    further = _SENTENCE.split(_FILED.sub("", text))[1:]
    return any(
        len(sentence.split()) >= _FEWEST_WORDS and not is_only_status(sentence) and not _POINTS.match(sentence)
        for sentence in further
    )


def stated(text: str) -> bool | None:
    """Whether the reason under a label such as “Rationale:” is one; None without such a label."""
    label = STATED.search(text)
    return None if label is None else not is_empty(label["said"])


def around_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the sentence that holds `start`, together with the one after it."""
    first = max((match.end() for match in _SENTENCE.finditer(text, 0, start)), default=0)
    after = [match.start() for match in _SENTENCE.finditer(text, end)]
    return first, after[1] if len(after) > 1 else len(text)
