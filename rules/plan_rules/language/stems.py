"""Words as stems: lower case, identifiers taken apart, endings and stop words dropped."""

import re
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ENDINGS = (
    ("ization", "iz"), ("ational", "at"), ("fulness", "ful"), ("iveness", "iv"), ("ations", "at"), ("ation", "at"),
    ("ators", "at"), ("ator", "at"), ("ingly", ""), ("ities", "it"), ("ments", "ment"), ("ings", ""), ("ies", "y"),
    ("ers", ""), ("ing", ""), ("ied", "y"), ("ion", ""), ("ions", ""), ("ity", "it"), ("sses", "ss"), ("es", ""),
    ("ed", ""), ("er", ""), ("ly", ""), ("s", ""), ("e", ""),
)  # fmt: skip
_SHORTEST = 3
_LONGEST = 40
_KEPT = 1 << 14
"""Stems kept: plans repeat their words."""
_COMMON = (
    "a about above after again all also an and any are as at be because been before being below between both but by can"
    " cannot could did do does doing done down during each either else etc every few for from further get gets go had has"
    " have having he her here hers him his how i if in into is it its itself just ll let may me might more most must my"
    " need needs new no nor not now of off on once one only onto or other our ours out over own per re same she should so"
    " some such than that the their them then there these they this those through to too two under until up upon us use"
    " used uses using ve very was we were what when where whether which while who whom why will with within without would"
    " yes you your yours don doesn isn aren won didn add adds added adding make makes made create creates created update"
    " updates updated file files step steps via e g"
)
STOP_WORDS = frozenset(_COMMON.split())


def stems(text: str) -> Iterator[str]:
    """The stems of a text in order, repeated as often as they occur."""
    for match in _WORD.finditer(text):
        word = match.group()
        parts = _HUMP.split(word) if not word.islower() else [word]
        for part in parts:
            lower = part.lower()
            if lower not in STOP_WORDS and 1 < len(lower) <= _LONGEST:
                yield stem(lower)


@lru_cache(maxsize=_KEPT)
def stem(word: str) -> str:
    """A lower-case word without its ending; different forms of one word come to the same text."""
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            word = word[: -len(ending)] + left
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiousl":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > _SHORTEST else word
