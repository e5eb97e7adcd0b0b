"""Grave warnings: what is lost for good, laid open, locked, or has to come in an order, and whether a sentence says so."""

import re
from dataclasses import dataclass

from plan_rules.language.phrases import Phrases

_WHO = r"(?:everybody|everyone|anybody|anyone|whoever|the public|the world|the internet|all (?:users|visitors|clients)|third parties|strangers|others|outsiders|guests|visitors|competitors)"
_BARRED = r"(?:accounts?|keys?|tokens?|feeds?|devices?|ips?|address(?:es)?|clients?|users?|ports?|cards?|numbers?|senders?|domains?|subscriptions?|certificates?|access|log-?ins?|tenants?|shops?|lines?|doors?|units?|handsets?|terminals?|apps?|connections?|customers?|people|persons?|phones?)"
LOSS = Phrases(
    r"(?<!must )(?<!should )(?<!may )\blos(?:e|es)\b(?! to\b)|\b(?:is|are|be|being|gets?|been|would be|will be) lost\b|\b(?:data|message|order|total|permanent|irrecoverable) loss\b|\bloss of\b|\b(?:is|are|be) gone\b|\b(?:for good|forever|for ever|permanently|irretrievabl[ey]|irrevocabl[ey]|irrecoverabl[ey]|unrecoverabl[ey]|irreversibl[ey])\b"
    r"|\b(?:can|could)(?:not|n['’]t|['’]t| not| never| no longer) be (?:undone|restored|taken back|recovered|called back|reversed|revoked|recalled|retrieved|brought back|repeated|rebuilt|reconstructed|got back|reopened|withdrawn|put back|read again|measured again)\b"
    r"|\b(?:no way|no path|no road) back\b|\bno undo\b|\bnothing (?:brings|gets) (?:it|them) back\b|\bnever (?:comes?|gets?) back\b|\bexists? nowhere else\b|\bthe only (?:copy|copies|record|records)\b|\bbeyond repair\b"
    r"|\b(?:overwrites?|overwritten|erases?d?|wipes?|wiped|wiping|destroys?|destroyed|clobbers?|clobbered|corrupts?|corrupted|shreds?|purges?d?|ruins?|ruined|bricks?|bricked|mangles?d?|garbles?d?|discards|discarded)\b"
    r"|\bthrow(?:s|n|ing)? away\b|\bthrows? (?:it|them|the \w+) away\b|\b(?:runs?|writes?|written) over\b|\bforgets? (?:its|the|all|every|who|what|which)\b|\b(?:vanish(?:es)?|disappears?|swallows?)\b|\b(?:is|are|gets?|be) (?:silently |then |all )?(?:deleted|emptied|cut off|thrown out)\b|\bdeletes (?:the|all|every|it|them|what|that|its|our|their)\b"
)
EXPOSURE = Phrases(
    rf"\b(?:readable|visible|accessible|open|exposed|reachable|downloadable|available|shown|sent) (?:for|to|by) {_WHO}\b|\bwhoever (?:has|knows|opens|finds|guesses|gets|holds|asks|reads|sees|owns|picks|scans|calls|types|sits|walks|stands)\b"
    r"|\b(?:anybody|anyone|everybody|everyone) (?:can|could|may|with|in the|on the)\b|\b(?:impersonat(?:e|es|ed|ing)|spoof(?:s|ed|ing)?|hijack(?:s|ed|ing)?|steals?|stolen|forge|forges|eavesdrop\w*)\b|\b(?:leak|expose|disclose|reveal|betray)(?:s|ed)? (?:the |our |all |their |every |its |a )?(?:[\w'’-]+ )?(?:secrets?|credentials?|tokens?|passwords?|keys?|address\w*|names?|personal|customers?|patients?|private|positions?|identit\w+|salar\w+|e-?mails?)\b"
    r"|\b(?:in plain ?text|in the clear|in clear text|unencrypted)\b|\bwithout (?:any |a )?(?:check|authentication|authori[sz]ation|password|log-?in|permission)\b|\bsecurity hole\b|\bcan be (?:found|traced|identified|guessed|recognised|recognized|picked out) (?:by|with|from|through)\b|\breads? (?:the|all|our|their) (?:names|passwords|addresses|letters|secrets|keys|mail|messages)\b"
)
LOCKOUT = Phrases(
    r"\b(?:locks|locked|shuts|shut|kicks|kicked|throws|thrown|bars|barred) (?:[\w'’-]+ ){0,5}out\b|\block-?out\b|\b(?:switches|turns|cuts) (?:[\w'’-]+ ){1,5}off\b"
    rf"|\b(?:bans|blocks|suspends|disables|revokes|closes|freezes|locks|blacklists) (?:the|our|that|its|a|an|this|every|any|your|their|his|her) (?:[\w'’-]+ ){{0,3}}{_BARRED}\b"
    rf"|\b{_BARRED} (?:is|are|gets?|stays?|remains?|will be|would be) (?:[\w-]+ ){{0,2}}(?:locked|closed|banned|blocked|suspended|disabled|revoked|frozen|blacklisted|dead|unusable)\b"
    r"|\bonly (?:the|our|a|an|their|its) (?:[\w'’-]+ ){1,4}(?:\([^)\n]{0,40}\) )?can (?:open|unlock|reset|restore|undo|release|reopen|free|re-?enable|switch|turn|lift|bring)\b"
    r"|\b(?:nobody|no one|no-one|none of (?:us|them)) (?:can|could|gets|is able to) (?:log|sign|get|enter|reach|open|come|unlock)\b|\bstays? (?:in|closed|locked|dark|down|off|stuck)\b[^.\n]{0,40}\b(?:until|till)\b|\b(?:until|till) (?:somebody|someone) (?:visits|comes|drives|resets|unlocks|calls|goes|reboots|enters|presses|restarts)\b|\bno way in\b"
)
ORDER = Phrases(
    r"\b(?:comes?|goes|runs?|starts?|is|are|be|created|installed|loaded|applied|deployed|mounted|opened|finished|done) (?:up )?(?:[^\s.;]+ ){0,3}(?:before|ahead of|prior to)\b|\b(?:must|has to|have to|needs? to|is to|are to)(?: not|n['’]t)? (?:[^\s.;]+ ){0,8}(?:before|after|first|last|ahead of|prior to)\b|\bonly (?:after|once)\b|\bnot before\b|\bnever before\b"
    r"|\b(?:other way round|reverse order|wrong order|another order|too late|too early|too soon|by then)\b|\bafter (?:that|this|which),? (?:no|nothing|never|none)\b"
    r"|\bonce [^.;\n]{3,60}(?:, | )(?:[^.;\n]{0,50})(?:refused|rejected|ignored|no longer|closed|too late|never)\b|\b(?:do not|don['’]t|never) [^.;\n]{3,60} (?:before|until|ahead of)\b"
)
_HARM = Phrases(
    r"\b(?:otherwise|or else|the other way round|wrong(?:ly)?|fail(?:s|ed|ing)?|breaks?|broken|empty|crash(?:es|ed)?|missing|refus(?:es?|ed)|reject(?:s|ed)?|stale|hangs?|drops?|dropped|twice|duplicated?|stuck|stuck|never matches|no [\w-]+ (?:matches|fits|works|arrives|is found)|stops?)\b"
)
"""What an order that isn't kept leads to, said with less grave words."""
_IF = Phrases(
    r"\b(?:if|when|whenever|once|after|before|unless|until|till|as soon as|while|during|without|otherwise|or else|never|do not|don['’]t|must(?: not)?|has to|have to|whoever|above|beyond|\w+er than|that is|that are|behind|anybody|anyone|more than|larger|longer|later|can(?:not|['’]t) be|every|each|only)\b"
)
"""A sentence without any of these tells a state of things, and warns of nothing."""
_CAUSE_OF = Phrases(
    r"\b(?:root )?causes? (?:of|for|is|was|behind)\b|\bthat(?:['’]s| is) (?:why|how|what|where)\b|\b(?:in|on|of|since|until|last|this) (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|year|month|week),? (?:we|it|they|this|that|the|a|an) [^.\n]{0,40}\b(?:lost|wiped|overwrote)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`*\"“(])|\s\|\s|;\s|\n\s*[-*]\s")
_NEGATED = Phrases(
    r"\b(?:no|not|nothing|never|none|without|neither|nor|isn't|aren't|doesn't|don't|won't)\W+(?:\w+\W+){0,3}\Z"
)
_ASKS = Phrases(r"\b(?:must(?! not\b)|ha(?:s|ve) to|needs? to|is to be|are to be|should|shall|only)\b")
_FINAL = Phrases(
    r"for good|forever|for ever|.* nowhere else|.* be .*|.* back|no undo|beyond repair|the only .*|irre\w+|unrecover\w+"
)
"""Grave without any condition."""
_BORDER = re.compile(r"[:,;]\s|\s[-–—]\s|\sand\s")
_KINDS = (("a loss", LOSS), ("a lock-out", LOCKOUT), ("a security hole", EXPOSURE))
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Danger:
    kind: str
    """What is warned of, with its article."""
    words: str
    """The words that say so."""
    clause: str
    """The clause around them: what happens."""
    asks: bool
    """Whether the text also says what has to be done: a step that does it heeds the warning."""


def danger_in(text: str) -> Danger | None:
    """What a text warns of; None where it only tells how things are, or what the plan is to cure."""
    if _CAUSE_OF.search(text):
        return None
    asks = bool(_ASKS.search(text))
    for sentence in _SENTENCE.split(text):
        conditional = bool(_IF.search(sentence))
        for kind, words in _KINDS:
            found = words.search(sentence)
            if not found or not (conditional or words is EXPOSURE or _FINAL.fullmatch(found.group())):
                continue
            if not _NEGATED.search(sentence[max(0, found.start() - _BEFORE) : found.start()]):
                return Danger(kind, found.group(), _clause(sentence, found.start(), found.end()), asks)
    found = ORDER.search(text)
    return Danger("an order", found.group(), text, asks) if found and _HARM.search(text) else None


def _clause(sentence: str, start: int, end: int) -> str:
    before = [border.end() for border in _BORDER.finditer(sentence, 0, start)]
    after = _BORDER.search(sentence, end)
    return sentence[before[-1] if before else 0 : after.start() if after else len(sentence)]
