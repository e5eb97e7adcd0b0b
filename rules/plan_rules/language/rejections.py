"""Sentences that turn an approach down: “Redis was ruled out”, “we decided against a cron job”, “paper is not an option”."""

import re
from collections.abc import Iterator

from plan_rules.language.phrases import Phrases
from plan_rules.language.reasons import explains
from plan_rules.language.similarity import rarity
from plan_rules.language.stems import stems

_WE = r"(?:we|I|the team|they|ops|everybody|management)(?:(?:'|’)(?:ve|d)| have| had)?(?: also| then| therefore| quickly)? "
_TURNED_DOWN = Phrases(
    r"\b(?:ruled (?:it |them |that )?out|decided against|voted down|turned down|opted against|off the table|out of the question|not an option|no option|(?:a )?non-?starters?|vetoed|written off|passed over|not pursued|struck (?:off|from) the list|a no-go|no longer an option)\b"
    r"|\b(?:was|were|is|are|considered|evaluated|tried|weighed|assessed|looked at),? (?:considered )?(?:but |and )?not (?:chosen|selected|picked|adopted|taken)\b"
    r"|\b(?:did not|didn't|didn’t|does not|doesn't|won't) make (?:it\b(?! (?:to|into|past|through|clear|possible|easier|harder|impossible|work))|the (?:cut|list|short-?list|grade))"
    rf"|\b{_WE}(?:rejected?|discarded?|dismissed?|said no to|chose not to use|passed on|gave up on|won't (?:use|go with|adopt)|will not (?:use|adopt))\b"
)
_DROPPED = Phrases(
    r"(?:\b(?:was|were|been|got|being)\s+(?:\w+ly |then |also |soon )?|[:(—–,]\s*|\s-\s+|\b(?:and|but|then|so)\s+(?:was |were )?)(?:rejected|discarded|dismissed|dropped|abandoned|declined|shelved|scrapped|ditched|set aside|excluded|thrown out|left (?:out|aside)|skipped|refused|not (?:taken|used|picked|chosen|adopted)|no(?=\W*$))\b"
    r"|\b(?:is|are|was|were) (?:therefore |thus |also |simply )?(?:out(?=\s*(?:[.;,:—–]|$))|no good\b|not convincing\b)"
)
_DROPPED_WORDS = Phrases(
    r"\b(?:rejected|discarded|dismissed|dropped|abandoned|declined|shelved|scrapped|ditched|set|excluded|thrown|left|skipped|refused|out|no|good|not|convincing|ruled)\b"
)
"""One of these stands in whatever the pattern above, or a verdict alone, finds."""
_WEIGHED = Phrases(
    r"\b(?:considered|evaluated|weighed|looked (?:at|into)|thought (?:of|about)|ideas?|options?|alternatives?|approach\w*|proposals?|variants?|candidates?|design|solution|on the list|in the running|suggest\w*)\b"
)
_SYSTEM = Phrases(
    r"\b(?:scope|requests?|rows?|records?|messages?|packets?|saves?|tokens?|inputs?|files?|payments?|uploads?|values?|entries|events?|commits?|columns?|tables?|indexes|connections?|of \d|\d+ of|times?|if|when|whenever|unless|until|must|should|may|can)\b"
)
"""Things that a program rejects or drops, and conditions."""
_PRONOUN = Phrases(
    r"\W*(?:so |thus |therefore |hence )?(?:it|that|this|they|these|those|both|neither|all three|the (?:idea|latter|former|first|second)|the (?:option|approach|alternative|proposal|plan|variant)(?: (?:is|was|were|has)))\b"
)
_CHOOSES = Phrases(
    r"\W*(?:so |instead,? |therefore,? |hence,? )?(?:we|the plan|let's|our)\b[^.]{0,30}\b(?:use|take|go|choose|chose|pick|settle|opt|adopt|stick|keep|build|write)\b|\W*(?:chosen|decision|instead)\b|\W*[\w -]{2,40}\b(?:it is|was chosen|is chosen|was picked|won)\b"
)
_BUT = re.compile(
    r"\b(?:but|as|for|and|with|where|after|being|given|at) (?:[\w'’-]+ ){1,}[\w'’-]+|:\s+\S{2,}|,\s+(?:[\w'’-]+\s+){2,}[\w'’-]+"
)
_VERDICT_ALONE = Phrases(
    r"\W*(?:rejected|dropped|discarded|dismissed|ruled out|turned down|left out|not chosen|no|out)\W*"
)
_ALONE_AT_END = Phrases(
    r"[.!?]\s+\W*(?:rejected|dropped|discarded|dismissed|ruled out|turned down|left out|not chosen|no|out)\W*(?:\Z|\n)"
)
_FLAW = Phrases(r"\b(?:which|whose|without|no|not|only|too|but|needs?|costs?)\b")
_TELLING = 6.0
"""Bits from which a word tells what a sentence is about."""
_AROUND = 3
"""Sentences before and after in which a reason is looked for."""
_NAMED_LINE = re.compile(r"\W*[^\n:—–]{2,90}?(?::|\W[-—–])\W+\w")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`*\"“(])")


def turned_down(text: str, *, weighing: bool) -> Iterator[tuple[int, int, bool]]:
    """Sentences of a paragraph that turn something down: offsets, and whether the paragraph says why.

    `weighing`: it stands where approaches are weighed, so that weaker words (“dropped”, “is out”) are believed.
    """
    dropped = _DROPPED_WORDS.may_be_in(text)
    if not (_TURNED_DOWN.search(text) or (dropped and (_DROPPED.search(text) or _ALONE_AT_END.search(text)))):
        return
    each_by_itself = _one_a_line(text)
    spans = _lines(text) if each_by_itself else _sentences(text)
    for number in range(1, len(spans)):
        (start, middle), (verdict_start, end) = spans[number - 1], spans[number]
        if _VERDICT_ALONE.fullmatch(text[verdict_start:end]):
            said = text[start:middle]
            yield start, end, explains(said) or bool(_FLAW.search(said))
    for number, (start, end) in enumerate(spans):
        sentence = text[start:end]
        verdict = verdict_in(sentence, weighing=weighing)
        if not verdict or _CONDITIONAL.match(sentence):
            continue
        if not _TURNED_DOWN.search(sentence) and _SYSTEM.search(_DROPPED.sub("", sentence)):
            continue
        around = 0 if each_by_itself else _AROUND
        before = [text[a:b] for a, b in spans[max(0, number - around) : number]]
        after = [text[a:b] for a, b in spans[number + 1 : number + 1 + around]]
        yield start, end, _says_why(sentence, verdict, before, after)


def verdict_in(sentence: str, *, weighing: bool = False) -> "re.Match[str] | None":
    """The words of a sentence that turn something down."""
    if found := _TURNED_DOWN.search(sentence):
        return found
    return _DROPPED.search(sentence) if weighing or _WEIGHED.search(sentence) else None


def without_verdict(text: str) -> str:
    """The text without the words that only turn down: “won't use” gives no reason."""
    return _LABEL.sub(" ", _TURNED_DOWN.sub(" ", text))


_NEGATED = Phrases(
    r"\W*no (?!longer|more|less|later|earlier|change|new|breaking|action|matter|need|other|further|one\b|two\b)(?:[\w'’-]+ ?){1,5}?[.!]?\W*(?:\n|$|\b(?:rationale|reason|why|date)\b)"
)


def is_negated(subject: str) -> bool:
    """Whether a decision is to do without something: “No map server.”"""
    return bool(_NEGATED.match(subject))


_LABEL = Phrases(
    r"\(?\b(?:rejected|discarded|ruled out|dismissed|dropped|left (?:out|aside)|turned down|skipped|refused|not (?:taken|used|picked|chosen|adopted))\b\)?"
)
_CONDITIONAL = Phrases(r"\W*(?:if|when|unless|once|whether|should)\b")


def _one_a_line(text: str) -> bool:
    """Whether each line names something and tells what became of it: “A mast: turned down.”"""
    lines = text.strip().split("\n")
    return len(lines) > 1 and all(_NAMED_LINE.match(line) for line in lines)


def _lines(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def _sentences(text: str) -> list[tuple[int, int]]:
    borders = [match.span() for match in _SENTENCE.finditer(text)]
    starts = [0, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), len(text)]
    return list(zip(starts, ends, strict=True))


def _says_why(sentence: str, verdict: "re.Match[str]", before: list[str], after: list[str]) -> bool:
    rest = sentence[: verdict.start()] + " " + sentence[verdict.end() :]
    if explains(rest) or _BUT.search(sentence[verdict.end() :]) or re.search(r"\bbut\b", sentence[: verdict.start()]):
        return True
    if _PRONOUN.match(sentence):
        return bool(before)
    about = {stem for stem in stems(rest) if rarity(stem) >= _TELLING}
    if any(explains(other) and (not about or not about.isdisjoint(stems(other))) for other in before):
        return True
    return (
        bool(after)
        and not (verdict_in(after[0], weighing=True) or _CHOOSES.match(after[0]))
        and len(after[0].split()) > 3
    )
