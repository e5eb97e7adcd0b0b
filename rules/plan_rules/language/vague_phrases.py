"""Vague phrases as patterns, each with the words of which one must be there for it to be looked for."""

from dataclasses import dataclass

from plan_rules.language.phrases import Phrases
from plan_rules.language.vagueness import (
    ACT,
    ACTS,
    ANSWER,
    ANYTHING,
    CARE,
    CATCH_ALL,
    CORE,
    DO,
    DOINGS,
    ENDS,
    FITLY,
    FITLY_WORDS,
    FITTING,
    FITTING_WORDS,
    GIVE,
    GOODS,
    HANDLE,
    HEADS,
    MISHAPS,
    ODD,
    ODD_WORDS,
    ONCE_IN_A_WHILE,
    PLEASANT,
    SOME,
    SOME_OF,
    STRONG_MANNER,
    THINGS,
    THOROUGH,
    THOROUGH_WORDS,
    WELL,
    WELL_WORDS,
    WHATEVER,
)
from plan_rules.language.word_classes import base_verbs, tokens, verbs

_MANNER = tokens(
    FITLY_WORDS
    + ", way, manner, fashion, style, sense, sensible, fitting, suitable, appropriate, reasonable, care, caution, attention, diligence, form, shape, degree, extent, level, tact, taste, discretion, understanding, grace, respect, flair, consideration, sensitivity, case, helps, need, liking, satisfaction, best, well, judgement, judgment, right, fit, useful, necessary, proper, good, helpful, interesting, applicable, prudent, relevant, warranted, desirable, worthwhile"
)
_EVERYTHING = tokens(
    "anything, everything, whatever, whichever, something, things, all, any, every, some, thing, what, as much as, usual, customary"
)
_TROUBLE = tokens(
    "pitfalls, pitfall, traps, trap, gotchas, gotcha, blocks, block, mistakes, mistake, hiccups, hiccup, glitch, glitches, quirks, quirk, oddity, oddities, errors, error, exceptions, exception, failures, failure, faults, fault, problems, problem, issues, issue, anomalies, anomaly, irregularities, irregularity, mishaps, mishap, surprises, surprise, trouble, cases, case, conditions, condition, scenarios, scenario, situations, situation, paths, path, modes, mode, conflicts, conflict"
)
_AS_NEEDED = tokens("needed, necessary, required, appropriate, applicable, desired, possible")


@dataclass(frozen=True, slots=True)
class Phrase:
    words: frozenset[str]
    """A text without any of these does not hold the phrase."""
    pattern: Phrases
    strong: bool
    """Whoever reads a strong one learns nothing, whatever stands beside it; the others need only little to say something."""


def _phrase(words_needed: frozenset[str], pattern: str, *, strong: bool) -> Phrase:
    return Phrase(words_needed, Phrases(pattern), strong)


_TIMED = verbs(
    "retry, try, try again, poll, wait, give up, stop, refresh, run, delete, clean, clean up, check, sleep, pause, rerun, repeat, reload, update, ping, sync, flush, save, back off, purge, prune, rotate, renew, report, restart, back up, sweep, send, remind, notify, remove, drop, expire"
)
PHRASES = (
    _phrase(
        _MANNER,
        rf"\b(?:{HANDLE}|{ANSWER}|{ACT}|{DO})\b(?: [\w§'/-]+){{0,7}} {STRONG_MANNER}",
        strong=True,
    ),
    _phrase(
        _EVERYTHING,
        rf"\b(?:{DO}|{HANDLE}|fix)(?: [\w-]+){{0,4}} {WHATEVER}",
        strong=True,
    ),
    _phrase(
        _EVERYTHING,
        rf"\b(?:fix|mend|repair|correct|solve|resolve) {ANYTHING}",
        strong=True,
    ),
    _phrase(
        tokens("common, judgement, judgment"),
        r"(?:^|[.;:] )use common sense\b|\b(?:use|apply) (?:your )?(?:good )?judge?ment\b",
        strong=True,
    ),
    _phrase(
        tokens(ODD_WORDS) | _EVERYTHING | tokens(WELL_WORDS),
        rf"\b{ANSWER} {WELL} (?:to|on|in|with|under|after|upon|if|when) {CATCH_ALL}",
        strong=True,
    ),
    _phrase(
        _EVERYTHING | tokens(ODD_WORDS),
        rf"\b{HANDLE} (?:for )?{ANYTHING}",
        strong=True,
    ),
    _phrase(
        tokens(ODD_WORDS + ", other, further, similar"),
        rf"\b{HANDLE} {SOME}(?:{ODD} {THINGS}|(?:other|further|similar) (?:scenarios?|cases?|situations?|conditions?|circumstances?|eventualit(?:y|ies)))\b(?: {WELL})?",
        strong=True,
    ),
    _phrase(
        tokens(FITLY_WORDS + ", gracefully"),
        rf"(?:^|[,;:.|] ?|\b(?:and|then|also|must|should|shall|will|to) )(?:{FITLY}|gracefully) (?:{base_verbs(DOINGS)}|{base_verbs(ACTS)}) (?:[\w§'-]+ ?){{1,5}}",
        strong=True,
    ),
    _phrase(
        tokens(FITTING_WORDS),
        rf"\b(?:with|at|after|for|of|in|to|on|from|within|by|a|an) (?:an? |the |some )?(?!proper ){FITTING} (?:values?|number|amount|time|while|moment|place|spot|point|level|size|length|period|frequency|rate|degree|margin|distance|quantity|share|range|delay|pause|interval|limit|timeout|spacing|gap)s?\b",
        strong=True,
    ),
    _phrase(
        tokens(FITTING_WORDS),
        rf"\b(?:to|with|as|by|use|return|show|do|print|log|send|put|find) (?:something|anything) {FITTING}",
        strong=True,
    ),
    _phrase(
        tokens(FITTING_WORDS),
        rf"\b(?:{GIVE}|with|by|at|after) (?:(?:the |our )?(?:users?|drivers?|customers?|people|them|him|us|\w+s) )?(?:(?:all|any|the|an?|some|more|also) ){{0,2}}{FITTING} (?:[\w-]+ ){{0,2}}?{GOODS}",
        strong=True,
    ),
    _phrase(
        tokens("backup, back, fallback, contingency"),
        r"\b(?:have|keep|prepare|hold|make) (?:a |some )?(?:backup|back-up|fallback|contingency) (?:plans?|strateg(?:y|ies)|solutions?)",
        strong=True,
    ),
    _phrase(
        _TROUBLE,
        rf"\b{HANDLE} {SOME}(?:[\w-]+ )?{MISHAPS}\b(?!-){HEADS}(?: (?:{FITLY}|{WELL}))?",
        strong=False,
    ),
    _phrase(
        _TROUBLE,
        rf"\b(?:[\w-]+ )?{MISHAPS} (?:are |is |must be |should be |be |get )?(?:handled|managed|covered|treated|dealt with|addressed|caught|taken care of|catered for|accounted for|considered)(?: (?:{FITLY}|{WELL}))?",
        strong=False,
    ),
    _phrase(
        tokens(THOROUGH_WORDS),
        rf"\b(?:{GIVE}|with) (?:the |all |any |some )?{THOROUGH} (?:\w+ ){{0,2}}?{CORE}",
        strong=False,
    ),
    _phrase(
        tokens("everything, all, it, things, system, code, app, application, feature, solution, data"),
        r"\b(?:ensure|make sure|guarantee|see to it|take care)s? (?:that )?(?:everything|all|it|things|the (?:system|code|app|application|feature|solution|data))(?: \w+)? (?:works?|functions?|behaves?|performs?|runs?|is (?:correct|robust|secure|stable|consistent|fine|ok|handled|good|working))(?: (?:properly|appropriately|correctly|gracefully|adequately|suitably|cleanly|as (?:expected|intended|planned|it should)|well|fine|smoothly|right))?",
        strong=False,
    ),
    _phrase(
        tokens("good, proper, high, optimal, acceptable, adequate, reasonable, appropriate, overall, decent, solid"),
        r"\b(?:ensure|maintain|guarantee|keep|achieve|improve)s? (?:good|proper|high|optimal|acceptable|adequate|reasonable|appropriate|overall|decent|solid) (?:\w+ )?(?:performance|security|quality|reliability|scalability|usability|maintainability|consistency|user experience|integrity)",
        strong=False,
    ),
    _phrase(
        tokens("other, similar, further, such"),
        rf"\b{HANDLE} (?:[\w-]+ ){{1,5}}(?:and|or) (?:any |all |the )?(?:other|similar|further|such) (?:{ODD} )?(?:{MISHAPS}|{THINGS})\b",
        strong=False,
    ),
    _phrase(
        tokens("nothing, no"),
        r"\b(?:ensure|make sure|check|verify|see) (?:that )?(?:nothing|no \w+) (?:else )?(?:breaks|is broken|goes wrong|regresses|suffers|changes for the worse)(?=\W*$)",
        strong=False,
    ),
    _phrase(
        tokens("best, good"),
        r"\b(?:follow|use|apply|adhere to|respect|observe)(?:s|ing)? (?:\w+ )?(?:best|good)[- ]practices?",
        strong=False,
    ),
    _phrase(
        tokens(WELL_WORDS + ", extensively") | _AS_NEEDED,
        rf"\b{CARE} (?:the |all |any |it |them )?(?:(?!(?:renders|works?|runs|loads|displays|behaves|parses|is|are)\b)[\w-]+ )?(?:inputs? |data |things |code |everything )?(?:correctly|gracefully|cleanly|robustly|carefully|thoroughly|extensively|as (?:appropriate|needed|required|necessary))\b{ENDS}",
        strong=False,
    ),
    _phrase(
        _AS_NEEDED,
        rf"\b(?:{DO}|{ACT})\b[^.;:,\n]{{0,40}}\b(?:(?:as|where|when) (?:needed|necessary|required|appropriate|applicable|desired|possible)|if (?:appropriate|desired|possible))\b|\b(?:add|write|create|make|extend|update|do)\b (?:more |some |the |unit |further )*(?:tests?|docs|documentation|comments?|logging|validation|error[- ]handling|checks?) if (?:needed|necessary|required|applicable)\b|\b(?:optimi[sz]e|improve|tune|enhance|polish|refine)\b[^.;:,\n]{{0,30}} if (?:needed|necessary|required)\b|\b(?:tests?|smoke|checks?|qa|verification|review) (?:as|if|where) (?:needed|necessary|appropriate|possible)\b",
        strong=False,
    ),
    _phrase(
        tokens("gracefully"),
        rf"\b{ACT} [^.;:,()|\n]{{0,40}}\bgracefully\b",
        strong=False,
    ),
    _phrase(
        tokens("needs, need"),
        r"\bneeds? (?:error[- ]handling|validation|tests?|clean-?up|refactoring|logging|documentation)(?: (?:added|here))?(?=\s*(?:$|\|))",
        strong=False,
    ),
    _phrase(
        tokens("forth, on, other, various, misc, miscellaneous, general"),
        r"\b(?:and (?:so on|so forth)|and other (?:things|stuff|details|improvements)|various (?:fixes|improvements|changes|updates|tweaks|cleanups?)|(?:other|misc(?:ellaneous)?|general) (?:improvements|cleanups?|fixes|tweaks))\b",
        strong=False,
    ),
    _phrase(
        tokens("look, looking"),
        r"\blook(?:ing)? for (?:opportunities|ways|chances|places|possibilities) to\b",
        strong=False,
    ),
    _phrase(
        _TROUBLE | tokens("handling, paths, robustness"),
        r"\b(?:test|verify|check|cover|exercise)(?:s|ing)? (?:the |all |any |various |some |for |also )*(?:error[- ]handling|error paths?|failure (?:modes?|handling)|unhappy paths?|edge[- ]cases?|corner[- ]cases?|error (?:cases|conditions|scenarios)|robustness)(?: (?:properly|thoroughly|well|too|as well))?(?=\W*$)",
        strong=False,
    ),
    _phrase(
        tokens(
            "few, couple, some, several, various, number, bit, little, handful, plenty, lots, enough, more, better, extra, additional, basic, simple, further, two, odd"
        ),
        rf"(?:^|[.;:,|] ?|\band )(?:add|write|implement|introduce|include|throw in|drop in|sprinkle|sprinkle in|slip in|tack on|do|put in|create|build in|set up|put) {SOME_OF} (?:sanity |safety |basic |extra |unit |integration |simple |input |more |good |error )*{CORE}(?=\W*$|[,.;])",
        strong=False,
    ),
    _phrase(
        tokens("look, appearance, feel, design, layout, style, finish, touch, experience, shape, impression, polish"),
        rf"\b(?:{GIVE}) (?:(?:it|them|the [\w-]+(?: [\w-]+)?|everything|this|[a-z]+s) )?(?:an? |the |some |a bit of )?(?:more |very )?{PLEASANT} (?:look(?: and feel)?|appearance|feel|design|layout|style|finish|touch|experience|shape|impression|polish)\b",
        strong=False,
    ),
    _phrase(
        tokens("enough"),
        r"(?:^|[.;:,] |\band )(?:log|collect|record|store|keep|print|test|cover|document|show|report|save|measure) (?:just )?enough (?:[\w-]+ )?(?:to|for|so|that)\b[^.;:]{0,40}",
        strong=False,
    ),
    _phrase(
        tokens("be"),
        r"(?:^|[.;:] |, and |\band )be (?:more |very |reasonably |suitably |a bit |quite )?(?:lenient|careful|generous|tolerant|forgiving|sensible|reasonable|mindful|defensive|cautious|pragmatic|flexible|smart|liberal|conservative|clever|gentle|thorough|prudent|considerate|robust) (?:about|with|when|in|to|towards|on)\b[^.;:]{0,40}",
        strong=False,
    ),
    _phrase(
        tokens(
            "time, now, while, often, bit, moment, little, times, occasionally, regularly, periodically, intervals, frequently, point, later, possible"
        ),
        rf"\b(?:{_TIMED})\b(?: [\w-]+){{0,4}}? {ONCE_IN_A_WHILE}(?=\W*$|[,.;]| (?:and|then|before|so)\b)",
        strong=False,
    ),
    _phrase(
        tokens("everything, anything, whatever, things, all"),
        r"\b(?:for|against|from|upon|to) (?:everything|anything|whatever|all that|things|all things) (?:that |which )?(?:may|might|can|could|should|would) (?:go wrong|break|fail|happen|come up|occur|arise)\b",
        strong=True,
    ),
    _phrase(
        tokens(FITTING_WORDS + ", sense"),
        rf"\b(?:that['’]s {FITTING}|that is {FITTING}|(?:that|which) (?:is|are|looks?|seems?|feels?) {FITTING}|(?:that|which) makes? sense)(?=\W*$|[,.;]| for (?:everybody|everyone|all|users?|people)\b)",
        strong=False,
    ),
    _phrase(
        tokens(
            "appropriate, suitable, adequate, sensible, reasonable, meaningful, useful, helpful, decent, sane, fitting"
        ),
        rf"\b(?:{GIVE}|pick|choose|select|get|receive|see|offer|be given) (?:(?:all|any|the|an?|some|more|also) ){{0,2}}(?:appropriate|suitable|adequate|sensible|reasonable|meaningful|useful|helpful|decent|sane|fitting) (?!(?-i:[A-Z]))[a-z-]+(?: (?!(?-i:[A-Z]))[a-z-]+)?",
        strong=False,
    ),
    _phrase(
        tokens(ODD_WORDS),
        rf"\b{HANDLE} {SOME}(?:odd|unusual|strange|weird|unexpected|exceptional|abnormal|atypical|unforeseen|peculiar|exotic|awkward|tricky|problematic|pathological|dubious|suspicious|funny|nasty|surprising|uncommon) [a-z-]+(?: {WELL})?",
        strong=False,
    ),
    _phrase(
        tokens("care, caution, attention, diligence, consideration"),
        r"\bwith (?:all )?(?:due|proper|appropriate|suitable|sufficient|reasonable|great|special) (?:care|caution|attention|diligence|consideration)\b",
        strong=True,
    ),
    _phrase(
        tokens("something, anything, things"),
        rf"\b(?:when|if|whenever|once|where|in case) (?:something|anything|things) (?:looks?|seems?|is|are|goes|go|feels?|appears?) (?:{ODD}|off|amiss)\b",
        strong=True,
    ),
    _phrase(
        tokens("against"),
        rf"\bagainst (?:similar|further|other|such|any|all|all kinds of|all sorts of|{ODD}) (?:{ODD} )?(?:[\w-]+ )?(?:trouble|problems?|issues?|errors?|failures?|data|input|values?|readings?|situations?|cases?|conditions?|surprises?)(?=\W*$|[,.;])",
        strong=False,
    ),
    _phrase(
        tokens("adequate, sufficient, acceptable, satisfactory, reasonable, enough, decent, okay"),
        r"\b(?:quality|performance|coverage|accuracy|precision|speed|latency|usability|reliability|throughput|response times?|results?|contrast|freshness)\b (?:is|are|was|stays?|remains?|should be|must be) (?:adequate|sufficient|acceptable|satisfactory|reasonable|good enough|decent|okay)(?=\W*$|[,.;)]| (?:before|after|and|first|again)\b)",
        strong=False,
    ),
    _phrase(
        tokens("issues, problems, experience, feedback, concerns, shortcomings, weaknesses"),
        r"(?:^|[.;:|] )(?:address|resolve|refine|improve|polish|optimi[sz]e|enhance|rework|iron out)(?:(?: the| all| any| remaining| critical| minor| major| identified| outstanding| key| known| general| user| overall| ui| ux| ui/ux| performance| usability| quality| stability| and)+ (?:issues|problems|experience|concerns|shortcomings|weaknesses))(?: (?:based on|from|following|according to)(?: the| user| customer| client)* feedback)?(?=\W*$|[.;])",
        strong=False,
    ),
    _phrase(
        _AS_NEEDED,
        r"(?:^|[.;:|] )[A-Za-z][a-z]+ (?:[\w§-]+ ){0,6}as (?:needed|necessary|required|appropriate)(?=\W*$|[.;,] ?)(?!:)",
        strong=False,
    ),
)
_HELD = frozenset().union(*(phrase.words for phrase in PHRASES))


def phrases_in(held: frozenset[str]) -> list[Phrase]:
    """The phrases that a text with these words may hold, strong ones first."""
    return [phrase for phrase in PHRASES if not held.isdisjoint(phrase.words)] if not held.isdisjoint(_HELD) else []


ANY_CASE = Phrases(CATCH_ALL)
