"""Word classes as patterns: verbs in all their forms, and choices between phrases."""

import re

_VOWELS = "aeiou"
_DOUBLING = re.compile(r"[^aeiou][aeiou][bdgmnpt]\Z")
_IRREGULAR = {
    "deal": "deal(?:s|t|ing)?",
    "catch": "catch(?:es|ing)?|caught",
    "take": "tak(?:es?|en|ing)|took",
    "see": "see(?:s|n|ing)?|saw",
    "put": "put(?:s|ting)?",
    "set": "set(?:s|ting)?",
    "write": "writ(?:es?|ten|ing)|wrote",
    "choose": "choos(?:es?|ing)|chose(?:n)?",
    "make": "mak(?:es?|ing)|made",
    "keep": "keep(?:s|ing)?|kept",
    "give": "giv(?:es?|en|ing)|gave",
    "leave": "leav(?:es?|ing)|left",
    "build": "build(?:s|ing)?|built",
    "hold": "hold(?:s|ing)?|held",
    "find": "find(?:s|ing)?|found",
    "do": "do(?:es|ing|ne)?",
    "go": "go(?:es|ing)?",
    "be": "be(?:ing)?|is|are",
    "have": "ha(?:ve|s|ving|d)",
    "run": "run(?:s|ning)?|ran",
    "think": "think(?:s|ing)?|thought",
    "send": "send(?:s|ing)?|sent",
    "get": "get(?:s|ting)?|got",
}


def verb(words: str) -> str:
    """A verb, with what belongs to it (`deal with`), in all its forms."""
    first, blank, rest = words.partition(" ")
    return f"(?:{_forms(first)}){blank}{rest}"


def _forms(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ize"):
        return rf"{word[:-2]}[sz](?:e[sd]?|ing)"
    if word.endswith("e"):
        return rf"{word[:-1]}(?:e[sd]?|ing)"
    if word.endswith("y") and word[-2] not in _VOWELS:
        return rf"{word[:-1]}(?:y|ies|ied|ying)"
    if word.endswith(("s", "x", "ch", "sh")):
        return rf"{word}(?:es|ed|ing)?"
    if len(word) <= 5 and _DOUBLING.search(word):
        return rf"{word}(?:s|{word[-1]}ed|{word[-1]}ing)?"
    return rf"{word}(?:s|ed|ing)?"


def verbs(names: str) -> str:
    """A choice between verbs, given in their basic form with commas between them."""
    return any_of([verb(name.strip()) for name in names.split(",")])


def base_verbs(names: str) -> str:
    """A choice between verbs in their basic form only, as instructions use it."""
    return any_of([re.sub(r"ize\b", "i[sz]e", name.strip()) for name in names.split(",")])


def words(names: str) -> str:
    """A choice between words or phrases with commas between them."""
    return any_of([name.strip() for name in names.split(",")])


def tokens(names: str) -> frozenset[str]:
    """One word of each phrase of a list with commas between them: a text that has none of these has none of the phrases."""
    return frozenset(max(re.findall(r"[a-z]+", name), key=len) for name in names.lower().split(","))


_LETTERS = re.compile(r"[a-z]+")


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case; an apostrophe or hyphen ends a word."""
    return frozenset(_LETTERS.findall(text.lower()))


def any_of(patterns: list[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"
