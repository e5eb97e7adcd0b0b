"""Sentences that make a choice: “go for X”, “X instead of Y”, “replace A by B”, “we want to switch to X”, “X it is”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from plan_rules.language.phrases import Phrases
from plan_rules.language.technologies import is_product, named_choice

_SOMETHING = r"[^.;:\n]{1,70}?"
_OVER = r"(?:instead of|rather than|in place of|in lieu of|as opposed to|in preference to)"
_WE = r"(?:we|I|the team|let(?:'|’)?s|let us)(?:(?:'|’)(?:ll|ve|d)| will| shall| have| are going| want| would like| plan| intend| decided| agreed| need| should| can)?(?: to)?(?: now| therefore| simply| just)? "
_WILL = r"(?:(?:we|I|the team)(?:(?:'|’)(?:ll|d like)| will| shall| are going| want| would like| plan| intend| decided| agreed| need| should)(?: to)?|let(?:'|’)?s|let us)(?: now| therefore| simply| just)? "
_STARTS = rf"(?:\A\W*|\n\W{{0,12}}(?=(?-i:[A-Z]))|[.;:,—–)*_-]\s*|\b(?:and|then|so|but|should|will|shall|must|please|always) |\b{_WILL})"
"""Where an order or a plan begins: “prints in place of posting” after a subject tells a behaviour."""
_DESIGNS = (
    r"(?:adopt|back|base|batch|bind|build|buffer|bundle|cache|calculate|call|carry|choose|collect|compute|connect|cut|deliver|deploy|derive|divide|draw|embed|encode|express|favou?r|fetch|fill|generate|go|group|hold|host"
    r"|implement|index|install|introduce|issue|keep|key|link|load|log|measure|migrate|model|mount|move|order|pack|partition|pass|pick|place|poll|precompute|prefer|publish|pull|push|put|read|record|rely|render|represent|route|run"
    r"|save|schedule|select|send|serve|ship|shift|solve|sort|split|start|store|stream|switch|sync|synchroni[sz]e|take|talk|trigger|use|using|validate|work|wrap|write)"
)
"""Verbs with which a plan says how something is built; “returns A instead of B” tells a behaviour."""
_COMPARED = Phrases(
    rf"{_STARTS}{_DESIGNS}\b(?: (?:up|on|for|with|to))? (?P<designed>{_SOMETHING})\b{_OVER}\b [^.;:\n]{{2,60}}"
    rf"|\b(?:use|choose|pick|prefer|favou?r|take|adopt)\b (?!case)(?P<plain>[^.;:,\n]{{1,50}}?) over (?!the (?:wire|network|air|top|whole)|HTTP|TLS|SSH|TCP|all|each|every|\d|time|it)[^.;:\n]{{2,60}}"
    rf"|\b(?:use|store|keep|choose|pick|prefer|take|adopt)\b (?P<real>[^.;:,\n]{{2,60}}), not (?:an? |the |one )?[^.;:,\n]{{2,60}}"
)
_PAIRED = Phrases(rf"(?P<one>[^\s.;:,(]{{1,60}}) {_OVER} (?P<two>[^.;:\n]{{2,60}})")
"""Two products, without a verb: “search via Meilisearch instead of Postgres”."""
_PREFERRED = Phrases(rf"\b{_OVER} ")
_FAVOURED = Phrases(
    rf"\b(?:drop|ditch|abandon|retire|leave|reject|give up|scrap|skip|dump|forgo)\w*\b {_SOMETHING}\b(?:in favou?r of|for the sake of)\b [^.;:\n]{{2,60}}"
)
_SETTLED = Phrases(
    rf"(?:\b{_WE})(?:settled?|decided?|agreed?|opt(?:ed)?|plump(?:ed)?|vot(?:ed?)|land(?:ed)?|standardi[sz]ed?) (?:on|for|in favou?r of|upon) (?!(?:this|that|the following|how|when|whether|it|a (?:case|per)))(?P<settled>[^.;:\n]{{2,60}})"
    r"|(?:\A|[.;:,—–-] ?)(?:settle|opt|plump|standardi[sz]e|decide) (?:on|for|in favou?r of) (?!(?:this|that|how|when|whether|it|each|every|all))(?P<bare>[^.;:\n]{2,60})"
    r"|\b(?:our|the) (?:choice|pick|decision|vote) (?:is|was|fell on|falls on|went to|goes to|has fallen on) (?!to\b|that\b|made|up|between|left)(?P<choice>[^.;:\n]{2,60})"
)
_IT_IS = Phrases(r"\b(?P<it_is>[\w.+/-]+(?: [\w.+/-]+){0,2}) it (?:is|will be|shall be)(?=\s*(?:[.;!]|$))")
_ENDS_IN_IT = Phrases(r"\bit (?:is|will be|shall be)(?=\s*(?:[.;!]|$))")
_NAMED = Phrases(
    rf"(?:\A\W*|[.;:,—–*_-]\s*|\b(?:and|then|so|but) |\b{_WE})(?:go(?:ing)? (?:for|with)|choose|chose|select|adopt|stick (?:with|to)|bet on|embrace|favou?r|prefer|decided? (?:on|for)|standardi[sz]e on|commit to)\b (?P<named>\S[^.;:\n]{{1,70}})"
)
_USED = Phrases(
    rf"(?:\A\W*|[.;:*_]\s*|\b(?:and|then|so|but) |\b{_WILL})(?:go|take|pick|use|rely on|bring in|introduce)\b (?P<named>\S[^.;:\n]{{1,70}})"
)
_BUILT = Phrases(
    r"\b(?:we|I|the team|let(?:'|’)?s)(?:(?:'|’)ll| will| shall)? (?:write|build|draw|implement|code|render|program) (?:[\w'’-]+ ){1,5}?(?:in|with|on top of) (?P<named>\S[^.;:\n]{1,70})"
)
_MOVES = r"(?:switch|move|migrate|transition|convert|port|shift|go over|cut over|change over)(?:ing|ting)?(?: over| across| everything| all \w+| the \w+| \w+){0,2}?"
_MOVED = Phrases(rf"{_STARTS}{_MOVES} (?:from (?P<source>[^.;:\n]{{2,50}}?) )?(?:to|onto) (?P<target>[^.;:\n]{{2,60}})")
_WANTED_MOVE = Phrases(
    rf"\b{_WILL}(?:switch|migrate|move|change|transition)(?: over)? (?:from [^.;:\n]{{2,50}}? )?to (?!the next|step|phase|each|another step)[^.;:\n]{{2,60}}"
)
_REPLACED = Phrases(
    r"\b(?:replac|swap|exchang|substitut|trad|supplant|supersed)(?:e|es|ed|ing|p|ping|s)?\b (?:out )?(?P<old>[^.;:\n]{2,50}?) (?:with|by|for|through|in favou?r of) (?P<new>[^.;:\n]{2,60})"
)
_EDITS = Phrases(
    r"`[^`]*`\s*(?:→|->|with|to|by|instead of)\s*`[^`]*`"
    r"|\b(?:imports?|references?|wording|texts?|strings?|links?|names?|mentions?|occurrences?|terminology|typos?|call(?:s| ?sites?)?|placeholders?|literals?|labels?|words?|phrases?|sentences?|headings?|titles?|paths?|urls?|messages?|variables?|values?)\b"
)
"""Rewriting text or code one for one chooses nothing."""
_REWORDS = Phrases(
    r"`[^`]*`\s*(?:→|->|with|to|by|instead of|rather than)\s*`[^`]*`"
    r"|\b(?:imports?|references?|wording|mentions?|terminology|typos?|call ?sites?|labels?|headings?|titles?)\b"
)
_ASIDE = Phrases(r"\s[-–—]{1,2}\s|\s?\(|,\s(?:which|because|since|so|as|to|where|and)\b")
"""Where a choice's words end and a remark on it begins."""
_CONDITION = Phrases(r"\b(?:if|when|once|unless|whenever|where|until|after|while|whether|why|how)\b[^.;\n]*$")
_DENIED = Phrases(r"\b(?:not|never|don'?t|no|without|avoid|cannot|can'?t)\W+(?:\w+ ){0,2}$")


_MOST = 50
"""Choices of one text that are compared for overlap; none real has more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice within a text: where it starts and ends, and the words for what is chosen."""

    start: int
    end: int
    chosen: str


def choices_in(text: str) -> Iterator[Choice]:
    """The choices of a text, first to last; of those that overlap the longest."""
    taken: list[Choice] = []
    for choice in sorted(_candidates(text), key=lambda c: (c.start - c.end, c.start)):
        before = text[: choice.start]
        if _CONDITION.search(before[-120:]) or _DENIED.search(before[-40:]):
            continue
        if all(choice.end <= other.start or other.end <= choice.start for other in taken[:_MOST]):
            taken.append(choice)
    yield from sorted(taken, key=lambda c: c.start)


def _candidates(text: str) -> Iterator[Choice]:
    yield from _weighed(text)
    yield from _named(text)


def _weighed(text: str) -> Iterator[Choice]:
    """Choices that tell themselves by their form: two things compared, or something settled."""
    for found in _COMPARED.finditer(text):
        if not _REWORDS.search(found.group()):
            yield _choice(found, found[found.lastgroup or 0])
    for found in _PAIRED.finditer(text) if _PREFERRED.search(text) else ():
        if is_product(found["one"].strip("`*")) and named_choice(found["two"], known=True):
            yield _choice(found, found["one"])
    for found in _FAVOURED.finditer(text):
        yield _choice(found)
    for found in _SETTLED.finditer(text):
        group = found.lastgroup or ""
        yield _choice(found, found[group])
    for found in _IT_IS.finditer(text) if _ENDS_IN_IT.search(text) else ():
        yield _choice(found, found["it_is"])
    for found in _WANTED_MOVE.finditer(text):
        yield _choice(found)


def _named(text: str) -> Iterator[Choice]:
    """Choices that tell themselves by what they choose: a product or a technique."""
    for found in _NAMED.finditer(text):
        if name := named_choice(found["named"]):
            yield Choice(found.start(), found.start("named") + found["named"].index(name) + len(name), name)
    for found in _USED.finditer(text):
        if name := named_choice(found["named"], known=True):
            yield Choice(found.start(), found.start("named") + found["named"].index(name) + len(name), name)
    for found in _BUILT.finditer(text):
        if name := named_choice(found["named"], known=True):
            yield _choice(found, name)
    for found in _MOVED.finditer(text):
        if name := named_choice(found["target"], known=not found["source"]):
            yield _choice(found, name)
    for found in _REPLACED.finditer(text):
        old, new = named_choice(found["old"]), named_choice(found["new"])
        new = new if old else _product_alone(found["new"])
        if (old or found["old"].lower().startswith(("the ", "our "))) and new and not _EDITS.search(found.group()):
            yield _choice(found, new)


def _product_alone(text: str) -> str | None:
    """A known product with nothing after it but a remark: not “React components”."""
    name = named_choice(text, known=True)
    return name if name and re.fullmatch(rf"\W*{re.escape(name)}\W*(?:,.*|\(.*)?", text.strip()) else None


def _choice(found: Match[str], chosen: str | None = None) -> Choice:
    words = found.group()
    lead = len(words) - len(words.lstrip(" .;:,—–)*_-\n"))
    aside = _ASIDE.search(words, lead)
    return Choice(found.start() + lead, found.start() + (aside.start() if aside else len(words)), chosen or words)
