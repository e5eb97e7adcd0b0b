"""Words and signs by which a line chooses or turns down, and where in a text any of them stand."""

import re

REJECTED = re.compile(
    r"(?:❌\s*)?(?:rejected|discarded|ruled out|dismissed|not chosen|abandoned|declined|won't? use|decided against|considered and rejected)\b",
    re.IGNORECASE,
)
CHOSEN = re.compile(
    r"(?:✅\s*)?(?:chosen|choice(?! of| between)|selected|decision|decided|adopted|picked|winner|recommended (?:approach|option|solution|design|strategy)|we (?:chose|choose|picked|use))\b(?!-)",
    re.IGNORECASE,
)
TICKED = re.compile(r"[✅✓✔]")
CHOSEN_LAST = re.compile(r"(?:[:—–]| -) (?:\*\*)?(?:chosen|selected|picked|our choice|the winner)\W*$", re.IGNORECASE)
TAKEN_LAST = re.compile(
    r"(?:[:—–←]| -) ?(?:\*\*)?(?:(?:this|that|it)(?: is|'s|’s)? |we(?:'|’)?(?:ll| will)? (?:go|are going|went) with |going with |go with )?(?:taken|adopted|accepted|preferred|yes|(?:this (?:one|way) )?(?:wins|won)|our pick|our way|this one"
    r"|(?:the (?:one|way|option|variant|route)|what|which) (?:that )?we(?:'|’)?(?:ll| will| have|ve)? (?:take|took|taken|use|used|do|did|chose|choose|chosen|pick|picked|want|build|go with|went with))\W*$",
    re.IGNORECASE,
)
"""The same in words that choose only where ways are weighed."""
VERDICT_IN_TEXT = re.compile(r"\b(?:rejected|discarded|ruled out|decided against)\b", re.IGNORECASE)

_SIGNS = ("❌", "✗", "✘", "✅", "✓", "✔")
_WORDS = (
    *("reject", "discard", "ruled", "dismiss", "chose", "choos", "choice", "abandon", "declined", "won't", "won' ", "wont "),
    *("against", "select", "decision", "decided", "adopted", "pick", "winner", "recommended", "we use", "voted down", "turned down"),
    *("off the table", "out of the question", "option", "starter", "vetoed", "written off", "passed o", "pursued", "the list"),
    *("no-go", "taken", "make it", "make the", "said no", "not to use", "gave up", "will not", "dropped", "shelved", "scrapped"),
    *("ditched", "set aside", "excluded", "thrown out", "no good", "not convincing", "left out", "left aside", "skipped", "refused"),
    *("accepted", "preferred", "our way", "not used", "yes", "wins", "won", "this one", "go with", "going with", "went with"),
    *("that we", "one we", "way we", "option we", "variant we", "route we", "what we", "which we"),
)  # fmt: skip
"""One of these is a part of whatever the patterns above find, and those of `language/rejections.py`."""
_SHORT_WORDS = ("no", "out")
"""Verdicts alone, and only at the end of a clause or line."""


def verdict_places(text: str) -> list[int]:
    """Offsets in order; a stretch of the text in which none of them lies neither chooses nor turns down."""
    small = text.lower()
    if len(small) != len(text):  # a letter that has two small ones
        small = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    places = [at for word in (*_SIGNS, *_WORDS) if word in small for at in _all(small, word)]
    places += [at for word in _SHORT_WORDS for at in _all(small, word) if _stands_alone(small, at, at + len(word))]
    return sorted(places)


def _all(text: str, word: str) -> list[int]:
    places = []
    at = text.find(word)
    while at != -1:
        places.append(at)
        at = text.find(word, at + len(word))
    return places


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()
