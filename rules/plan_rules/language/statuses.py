"""Words that only say how far a decision or its work is, and who agreed: no reason for it."""

import re

from plan_rules.language.phrases import Phrases

_PROGRESS = Phrases(
    r"\W*(?:\w+ ){0,2}(?:shipped|done|completed?|green|accepted|approved|merged|pending|in progress|planned|landed|released|implemented|deployed|live|todo|ready|wip|started|finished)\b(?:\s*[;.,:—–-]|\s*$)"
)
_SETTLES_WORDS = (
    "agreed settled decided accepted approved confirmed ok okay fine final fixed locked closed resolved yes chosen selected adopted"
    " voted unanimous unanimously consensus discussed ratified endorsed greenlit signed frozen acknowledged acked cleared aligned"
    " sanctioned blessed passed carried minuted decision vote approval sign-off signoff lgtm done set standing preferred preference concluded happy pleased liked favourite content convinced talked spoken mentioned raised noted recorded heard"
)
_SETTLES = frozenset(_SETTLES_WORDS.split())
_CIRCUMSTANCE_WORDS = (
    "a an the in at on by with of for from to as per see was is were are it its this that we they has have had been be all both and after during"
    " about over up came brought got off through via last next first second third yesterday today already now still again then earlier previously team meeting call"
    " standup stand-up sync review workshop retro retrospective sprint week month day session discussion talk chat planning kick-off kickoff"
    " board committee group guild council architects architecture owners owner stakeholders stakeholder management everybody everyone nobody whole very quite"
    " objected minutes notes note thread slack email mail ticket version round morning afternoon item point agenda so there no objections objection"
    " january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    " monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun q1 q2 q3 q4 am pm"
)
_CIRCUMSTANCE = frozenset(_CIRCUMSTANCE_WORDS.split())
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


_DATED = Phrases(
    r"\b(?:\d{1,2}(?:st|nd|rd|th|\.)? (?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d|20\d\d-\d\d-\d\d|(?:mon|tues|wednes|thurs|fri)day)\b"
)
_WITH_WHOM = Phrases(
    r"\b(?:with|by|among|between|from|of) (?:the |our |all |both |a )*[a-z][\w-]*s?(?: and (?:the )?[a-z][\w-]*)?(?=\s*(?:[.,;)]|$|in\b|on\b|at\b|last\b))"
)


def is_progress(text: str) -> bool:
    """Whether a text begins by saying how far work is: “Shipped; canonical path is …”."""
    return bool(_PROGRESS.match(text))


def is_only_status(text: str) -> bool:
    """Whether a text says no more than that, when or by whom something was agreed: “settled, January meeting”."""
    words = [word for word in _WORD.findall(_WITH_WHOM.sub(" ", text)) if not word.isupper() or len(word) > 2]
    if not words:
        return True
    lower = [word.lower() for word in words]
    if not any(word in _SETTLES for word in lower) and not all(word in _CIRCUMSTANCE for word in lower):
        return bool(_DATED.search(text)) and all(word.lower() in _CIRCUMSTANCE or word[0].isupper() for word in words)
    return all(
        word.lower() in _SETTLES or word.lower() in _CIRCUMSTANCE or (at and word[0].isupper())
        for at, word in enumerate(words)
    )
