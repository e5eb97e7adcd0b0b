"""Words that show that a reason or a consequence is given."""

import re

CAUSE = re.compile(
    r"\b(?:because|since (?!\d|the last|v\d)|so that|so (?:we|it|they|the|a|an|users?|that|each|no|every|this|existing|callers?|both|all|future|only|later)\b"
    r"|in order to|due to|owing to|thanks to|given that|as (?:it|they|this|these|the|we) (?:is|are|was|has|have|would|can\w*|do\w*|already|must|need\w*)"
    r"|therefore|thus|hence|otherwise|or else|rather than|instead of \w+ing|which (?:means|lets|avoids|prevents|keeps|allows|makes|would|gives|ensures|is why|breaks|is)"
    r"|to (?:prevent|avoid|ensure|keep|allow|let|reduce|guarantee|support|enable|make sure|protect|stop|preserve|minimi[sz]e|maintain|match|satisfy|comply"
    r"|improve|simplify|speed|eliminate|detect|guard|limit|share|help|give|provide|save|isolate|decouple|catch|survive|tolerate|bound|work around)"
    r"|ensur(?:es|ing)|prevent(?:s|ing)|avoid(?:s|ing)|allow(?:s|ing)|enabl(?:es|ing)|reduc(?:es|ing)|guarantees?|simplif(?:ies|ying)|eliminat(?:es|ing)|keeps|preserv(?:es|ing)"
    r"|lets|makes? (?:it|the|this|sure)|mean(?:s|ing) (?:that|the|we|no|it)|needed (?:for|by|to|because)|required (?:for|by|to|because)|for (?:consistency|performance"
    r"|simplicity|compatibility|safety|security|clarity|readability|maintainability|reliability|backwards?|testability|parity|isolation|speed|reuse|debugging)"
    r"|reasons?\b|rationale|why\b|benefits?|advantages?|trade-?offs?|better|faster|slower|simpler|safer|cheaper|easier|smaller|too \w+|overkill|unnecessary|overhead"
    r"|would (?:be|break|need|require|cause|make|add|have|lose|force|mean|not|block|leak|leave|create|introduce)|can(?:no|')t|doesn'?t|does not|don'?t|isn'?t|won'?t|lacks?|supports?"
    r"|causes?|breaks?|fails?|loses?|leads? to|results? in|risks?|caused by|root cause|protects?|handles|gives|provides)\b",
    re.IGNORECASE,
)
_DASHED = re.compile(r"\S\s+(?:--?|–|—)\s+\S.{6,}|\([^)]{8,}\)|;\s+\S.{6,}", re.DOTALL)


def gives_reason(text: str) -> bool:
    """Whether a clause of the text says why, or what follows."""
    return bool(CAUSE.search(text))


def explains(text: str) -> bool:
    """Like `gives_reason`, also true for an explanation set off by a dash, brackets or a semicolon."""
    return bool(CAUSE.search(text) or _DASHED.search(text))
