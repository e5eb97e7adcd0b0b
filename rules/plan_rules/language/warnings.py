"""Warnings: “never”, “keep out of”, “hands off”, “must not”; and what counts as saying what breaks or what to do instead."""

import re

from plan_rules.language.phrases import Phrases
from plan_rules.language.reasons import CAUSE

FORBIDS = Phrases(
    r"\W*(?:please |also |and |but )?(?:(?:do not|don['’]t|never|avoid|refrain from|beware(?: of)?|under no circumstances|by no means|at no time|on no account|hands off|watch out(?: for)?|(?:be )?careful (?:with|not to)|be wary of|not to|it is forbidden to|nobody may|no one may|think twice before"
    r"|(?:keep|stay|steer)(?: your hands| well)? (?:out of|away from|clear of|off)|(?:you|we|one|it|they)? ?(?:must|may|should|shall|can)(?: not\b|n['’]t\b|not\b| never\b)|mustn['’]t|leave (?=[^.;:,]{2,40} alone\b))\b)"
)
"""A warning at the start of an item."""
FORBIDDEN = Phrases(
    r"\b(?:must|may|should|shall|can)(?: not| never|n['’]t)\b|\bmustn['’]t\b|\b(?:is|are) (?:strictly |absolutely )?(?:forbidden|taboo|off[- ]limits|prohibited|not allowed|not permitted|a no-go|banned|to be avoided|never to be \w+)\b|\bno \w+ing (?:of|in|to|on|with|from)\b"
)
"""A warning after its subject: “bodies must not be logged”; believed only under a heading of pitfalls."""
HABIT = Phrases(r"\W*never\s+\w+s\b(?! of)")
"""“Never prints …” says how a thing behaves."""
BOUNDS = Phrases(
    r"\W*(?:do not|don['’]t|never|avoid|must not|should not)\s+(?:change|modify|touch|edit|alter|break|refactor|add|introduce|rename|commit|push|include|expand|implement|remove|preserve|create|build|widen|attempt|redesign|rewrite|update|delete|write|start|support|extend|replace|move|bump|fix|generate|require|ship|port|keep|leave|retain|optimi[sz]e|reintroduce|duplicate|mix)\b|.{0,120}\b(?:in|for|with|during) this (?:pass|refactor\w*|pr|plan|phase|step|change|iteration|release|slice|task|milestone|round)\b|.{0,120}\b(?:yet|for now|at this (?:point|stage))\W*$"
)
"""Outside a list of pitfalls this only limits the work."""
_DO = r"(?:do|use|call|take|put|send|prefer|wait|go|pass|keep|let|pick|write|read|make|add|set|run|ask|check|compare|compute|copy|create|reuse|store|load|open|close|sort|start|stop|batch|apply|choose|build|fetch|get|give|leave|log|move|render|return|show|stay|switch|try|work|rely|instead|rather|it|they|that|this|else)"
_EXPLAINED = Phrases(
    rf"\b(?:instead|rather than|otherwise|or else)\b|\b(?:unless|until|before|except|without|only (?:after|when|if|via|through|in|for|with|once|ever|by|from|at|on)|first(?=\W*$))\b|[,;]\s+(?:but |and |so |please |always )?{_DO}\b|\bbut (?:\w+ ){{0,2}}{_DO}\b"
    r"|[:;→]\s+\S|\s(?:--?|–|—|->)\s+\S|\([^()]{6,}\)|,\s+(?:[\w'’-]+ ){1,2}(?:is|are|was|were|does|do|suffices?|works?|will)\b|,\s+(?:as|or|which|where|whose|since|for|and (?:it|they|the|that|then|so))\b"
)
_CONDITION = Phrases(r"\b(?:if|when|while|after|once|during|whenever)\b")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S+\s+\S+\s+\S)")
_ITEM = re.compile(r"\n[ \t]*(?:[-*+]|\d+[.)])\s+\S")
_ANSWERS = Phrases(
    r"\W*(?:instead|because|reasons?|why|otherwise|use|always|prefer|alternative|do this|rather|consequence|impact|fix|mitigation)\b"
)


def says_enough(rest: str, *, condition: bool) -> bool:
    """Whether what follows a prohibition says what breaks or what to do instead.

    `condition`: naming when it holds (“while the importer runs”) is enough, as in an order of a step.
    """
    if _ITEM.search(rest):
        return True
    line = " ".join(rest.split())
    return bool(
        CAUSE.search(line)
        or _EXPLAINED.search(line)
        or _SENTENCE.search(line)
        or (condition and _CONDITION.search(line))
    )


def answers(line: str) -> bool:
    """Whether a neighbouring line tells what to do instead, or why."""
    return bool(_ANSWERS.match(line))
