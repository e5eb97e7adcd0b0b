"""Patterns made of words: the forms of English verbs, and gaps that stay within a clause."""

from plan_rules.language.phrases import Phrases

_DOUBLING = frozenset(
    {
        "drop",
        "stop",
        "swap",
        "ship",
        "flip",
        "cut",
        "put",
        "set",
        "get",
        "strip",
        "wrap",
        "scrap",
        "map",
        "submit",
        "split",
        "chop",
        "cap",
    }
)
_VOWELS = "aeiou"


def forms(*verbs: str) -> str:
    """An alternation of the forms of some verbs (base, -s, -ed, -ing); of a phrase, its first word is inflected."""
    return "(?:" + "|".join(_forms(verb) for verb in verbs) + ")"


def told(*verbs: str) -> str:
    """The forms in which work is told: base, -s and -ing, without the past, which names what is there already."""
    return "(?:" + "|".join(_forms(verb, past=False) for verb in verbs) + ")"


def near(words: int = 6) -> str:
    """Up to so many words between two others, within one clause."""
    return rf"(?:[^\s.;:!?]+\s+){{0,{words}}}?[`\"'(*]{{0,3}}"


def whole(*patterns: str) -> Phrases:
    """One pattern of several, in any case, each between word borders."""
    return Phrases(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


def _forms(phrase: str, *, past: bool = True) -> str:
    verb, _, rest = phrase.partition(" ")
    stem, endings = _parts(verb)
    if not past:
        endings = "|".join(ending for ending in endings.split("|") if not ending.endswith("ed"))
    tail = r"[ -]" + rest.replace(" ", r"\s+") if rest else ""
    return f"{stem}(?:{endings}){tail}"


def _parts(verb: str) -> tuple[str, str]:
    if verb.endswith("e"):
        return verb[:-1], "e|es|ed|ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1], "y|ies|ied|ying"
    if verb in _DOUBLING:
        return verb, f"|s|{verb[-1]}ed|{verb[-1]}ing"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb, "|es|ed|ing"
    return verb, "|s|ed|ing"
