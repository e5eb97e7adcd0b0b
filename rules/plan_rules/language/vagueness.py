"""Classes of words that ask for something to be done well, and leave open what that is."""

from plan_rules.language.word_classes import any_of, verbs, words

FITTING_WORDS = (
    "appropriate, suitable, sensible, reasonable, proper, adequate, decent, sane, fitting, apt, judicious, prudent, tasteful, meaningful, useful,"
    " helpful, worthwhile, comfortable, generous, smart, user-friendly, friendly, satisfactory, acceptable, nice, kind, polite, pleasant, convenient, the usual, the right kind of, some kind of, some sort of"
)
THOROUGH_WORDS = "sufficient, necessary, robust, comprehensive, relevant, correct, good, solid, thorough, extensive, careful, nice, strong, enough, rigorous"
FITLY_WORDS = (
    "properly, appropriately, suitably, adequately, sensibly, reasonably, accordingly, satisfactorily, decently, judiciously, prudently, wisely, intelligently,"
    " smartly, elegantly, nicely, tastefully, fittingly, somehow, cleverly, neatly, tidily, pragmatically, thoughtfully, considerately, sympathetically, conservatively, defensively, liberally, cautiously, discreetly, duly, competently, aptly, decorously, benignly"
)
WELL_WORDS = "correctly, gracefully, cleanly, robustly, carefully, safely, smoothly, thoroughly, well, nicely, securely, efficiently, as expected"
FITTING, THOROUGH, FITLY, WELL = words(FITTING_WORDS), words(THOROUGH_WORDS), words(FITLY_WORDS), words(WELL_WORDS)
_FIT = words(
    "appropriate, fit, fitting, suitable, sensible, best, right, useful, necessary, proper, reasonable, good, helpful, interesting, applicable, prudent, relevant, warranted, desirable, worthwhile"
)
_WAY = rf"in (?:an? |the |some )?(?:\w+ and )?(?:{FITTING}|graceful|meaningful|user-friendly|helpful|friendly|intelligible|understandable|clean|robust|correct|right|best|good|nice|elegant|smart|intelligent|careful|sound|fair|polite|respectful|considerate|thoughtful|balanced|humane|safe|secure|efficient|scalable|maintainable|performant|flexible|sane|systematic|logical|natural|intuitive|optimal|effective|economical|customary|timely|orderly|neat|tidy|pleasant|civili[sz]ed|dignified|well-behaved|forgiving|lenient|tolerant|nice|pragmatic|professional|helpful|usual|normal|some|most \w+|\w+-friendly) (?:manner|way|fashion|style)\b"
_AS_FIT = any_of(
    [
        rf"(?:as|where|when|wherever|whenever|if|how|what) (?:it |this |that |one |you |they |we |the \w+ )?(?:seems?|looks?|feels?|proves?|deems?|deemed|sees?|seen|thinks?|considers?|considered|finds?) {_FIT}",
        r"(?:as|where|when|wherever|whenever|if) (?:it |this |that )?makes sense",
        r"(?:as|where|wherever|whenever) (?:is )?(?:sensible|fitting|suitable|appropriate|reasonable)|(?:as|if|where|wherever|when) (?:the case may be|it helps|this helps|that helps|there is (?:a )?need|worthwhile|it is worthwhile)|to (?:everyone|everybody|our|your|the users?)(?:'s|')? (?:liking|satisfaction)",
        r"with (?!grace period)(?:due|proper|appropriate|reasonable|great|some|enough|the necessary|all due|sufficient) (?:care|caution|attention|diligence)|with (?:[\w-]+ ){0,4}(?:care|caution|diligence|common sense|good judge?ment|tact|taste|discretion|understanding|grace|respect|flair|consideration|sensitivity)",
        r"one way or (?:the other|another)|in (?:some|one) (?:way|form|fashion|shape)(?: or (?:the )?other)?",
        rf"to an? {FITTING} (?:degree|extent|level)|as best (?:as )?(?:it|we|you|one|they) can|as well as possible",
        r"(?:with|using) (?:common sense|good (?:judge?ment|sense|taste)|(?:your|one's) (?:best )?judge?ment)|the right way",
    ]
)
ENDS = r"(?=\W*$|[,.;:)|]| (?:and|or|to|on|in|for|with|by|when|if|so|before|after|from|at|too|as|under|during)\b)"
"""“Suitably” at the end of a phrase; before an adjective it says how much."""
STRONG_MANNER = rf"(?:{FITLY}{ENDS}|{_WAY}|{_AS_FIT})(?![-\w])"
HANDLE = verbs(
    "handle, manage, deal with, treat, cover, catch, address, cope with, take care of, consider, account for, cater for, cater to, respond to, react to,"
    " allow for, provide for, guard against, protect against, defend against, watch for, watch out for, look out for, plan for, prepare for, trap, tolerate, survive,"
    " absorb, accommodate, sort out, tackle, recover from, think of, think about, look after, see to, anticipate, mind, make allowance for, be prepared for, be ready for, process, pay attention to, keep an eye on, beware of, be aware of, steer clear of, look into, attend to"
)
ANSWER = verbs(
    "respond, react, behave, perform, scale, recover, fail, degrade, cope, proceed, continue, act, answer, explain, tell, inform, notify, present, phrase, communicate, convey, describe, report, show, display, back off, clean up, shut down"
)
MISHAPS = (
    r"(?:errors?|exceptions?|failures?|faults?|problems?|issues?|anomal(?:y|ies)|irregularit(?:y|ies)|mishaps?|surprises?|trouble|pitfalls?|traps?|gotchas?|stumbling blocks?|mistakes?|hiccups?|glitch(?:es)?|quirks?|oddit(?:y|ies)"
    r"|(?:edge|corner|special|border(?:line)?|fringe|boundary|error|failure|odd|rare|unusual|exceptional)[- ]cases?|(?:error|failure|exceptional|exception) (?:conditions?|scenarios?|situations?|paths?|modes?)"
    r"|conflicts?|race conditions?)"
)
HEADS = r"(?![- ](?:monitoring|messages?|handling|handlers?|codes?|logs?|logging|reports?|reporting|pages?|types?|class(?:es)?|responses?|boundar\w+|states?|rates?|toasts?|budgets?|tracking|paths?|counts?|detection|resolution|objects?|events?)\b)"
"""“Error” in front of these only says which message, code or page."""
ODD_WORDS = (
    "odd, unusual, strange, weird, unexpected, exceptional, abnormal, atypical, unforeseen, unlikely, peculiar, funny, exotic, awkward, tricky, problematic, pathological, bad,"
    " dubious, suspicious, questionable, out-of-the-ordinary, uncommon, irregular, surprising, unanticipated, nasty, ugly, messy, silly, stupid, crazy, insane, rogue, stray, dodgy, wonky, wrong, garbage, junk"
)
ODD = words(ODD_WORDS)
THINGS = (
    r"(?:cases?|conditions?|situations?|circumstances?|scenarios?|inputs?|values?|data|events?|states?|behaviou?rs?|ones?|things?|stuff|responses?|requests?|results?"
    r"|entr(?:y|ies)|records?|messages?|repl(?:y|ies)|answers?|errors?|occurrences?|content|formats?|outcomes?|errors?)"
)
ANYTHING = rf"(?:(?:all|any|every|various|different|many) (?:sorts?|kinds?|manner|types?) of (?:{ODD} )?[a-z]+|(?:any ?thing|every ?thing|whatever|some ?thing|things?|all|all (?:that|things|the things)) (?:(?:else )?(?:that |which )?(?:may|might|can|could|should|would) (?:go wrong|happen|come up|occur|arise|turn up|break|fail|be missing)|(?:that )?(?:goes|go|is|are|went|gone) (?:wrong|missing|amiss)|(?:that )?(?:comes|turns) up|comes along|happens|{ODD}|else|out of the ordinary|(?:the )?(?:users?|clients?|they) (?:may |might |can )?(?:throws?|sends?|does?) at (?:it|us)))"
SOME = r"(?:(?:all|any|the|usual|typical|known|obvious|other|various|possible|potential|common|remaining|relevant|different|these|those|such|most|some|certain|many|all the|any other) ){0,3}"
CATCH_ALL = rf"(?:{ANYTHING}|{SOME}{ODD} {THINGS}|{SOME}(?:other|further|similar) (?:scenarios?|cases?|situations?|conditions?|circumstances?|eventualit(?:y|ies))|{SOME}(?:[\w-]+ )?{MISHAPS})\b(?!-){HEADS}"
GIVE = verbs(
    "add, implement, use, apply, provide, include, write, perform, set up, introduce, put, create, have, build in, give, show, display, return, log, emit, collect, record, configure,"
    " define, leave, keep, set, carry out, do, ensure, install, enforce, run, make, take, need, plan, prepare, foresee, schedule, assign, attach, print, report, wire in, throw, raise, throw in, drop in, sprinkle, sprinkle in, slip in, tack on, bolt on, work in, put in, build"
)
GOODS = (
    r"(?:validations?|error[- ]handling|exception[- ]handling|handling|logging|logs|tests?|testing|checks?|checking|security|monitoring|metrics|alert(?:s|ing)|measures|steps|actions?|precautions?|safeguards?|guards?"
    r"|protections?|docs|documentation|comments|permissions?|access control|ind(?:exes|ices)|limits?|rate limit(?:s|ing)|time-?outs?|retries|retry (?:logic|policy|behaviou?r|strategy)|back-?off|defaults?|default values?|values|settings"
    r"|thresholds?|intervals?|delays?|pauses?|spacing|padding|margins?|gaps?|wording|feedback|messages?|errors?|caching|coverage|fallbacks?|fallback (?:values?|plans?|strateg(?:y|ies))|clean-?up|constraints?|polic(?:y|ies)"
    r"|batch sizes?|buffers?|pool sizes?|encryption|saniti[sz]ation|instrumentation|tracing|observability|assertions?|precision|rounding|styling|styles?|layout|animations?|transitions?|formatting|escaping|encoding|locking"
    r"|isolation|headroom|capacity|names?|naming|backup plans?|plans|strateg(?:y|ies)|indicators?|hints?|labels?|icons?|statistics|figures|numbers|reports?|restrictions?)\b"
)
CORE = (
    r"(?:validations?|error[- ]handling|logging|tests?|checks?|security|monitoring|measures|safeguards|documentation|permissions?|indexes|limits|time-?outs?|retries|handling|defaults?|protection|caching"
    r"|test coverage|coverage|alerting|error messages?|precautions|steps|clean-?up|planning|testing)\b"
)
WHATEVER = any_of(
    [
        rf"(?:whatever|whichever|anything|everything|all|what|as much as)(?: (?:you|we|one|they))?(?: that| which)? (?:[\w-]+ ){{0,3}}?(?:makes? sense|comes? to mind|springs? to mind|helps?(?: here| there| later)?(?=\W*$)|(?:is|are|seems?|looks?|feels?|appears?|proves?|turns? out(?: to be)?|might be|may be|could be|would be|be|consider|deem|think|find) {_FIT})",
        rf"(?:anything|everything|things|whatever) (?:else )?(?:{_FIT}|needed|required|important|interesting|worth \w+|of (?:interest|note|importance|value))",
        r"(?:whatever|what|all that|everything that|anything that)(?: else)? (?:is|are|may be|might be|could be) (?:needed|required|missing|left)",
        r"the (?:usual|customary) (?:things?|checks?|stuff|measures|suspects|care|precautions|tests?|steps|places|way|cases|errors?|limits?)",
    ]
)
DOINGS = (
    "add, make, do, apply, adjust, change, fix, update, refactor, include, extend, test, write, create, cover, document, review, implement, log, show, display, print, collect, record, check, validate,"
    " store, keep, send, report, clean up, take, handle, configure, set, set up, remove, delete, use, optimize, improve, support, tidy, simplify, rename, move, expose, return, notify, cache, index, tune, tweak"
)
SOME_OF = (
    r"(?:a few|a couple of|some|several|a bit of|a little|a handful of|plenty of|lots of|more|extra|one or two|the odd)"
)
PLEASANT = words(
    "pleasant, attractive, appealing, modern, clean, polished, professional, nice, good-looking, pretty, beautiful, neat, tidy, fresh, friendly, inviting, elegant, decent, good, better, nicer"
)
ONCE_IN_A_WHILE = words(
    "from time to time, every now and then, every now and again, now and then, once in a while, every so often, every once in a while, for a while, after a while, for some time, after some time, after a bit, for a bit, a bit, for a moment, a moment, a little, a few times,"
    " several times, a couple of times, some times, occasionally, regularly, periodically, at regular intervals, frequently, often enough, at some point, sooner or later, in good time, in time, once in a blue moon, in due time, a number of times, as often as possible, as soon as possible, as quickly as possible, as fast as possible"
)
CARE = verbs(
    "validate, check, sanitize, secure, configure, set up, clean up, test, log, optimize, refactor, document, synchronize, update, adjust"
)
ACTS = (
    "escape, parse, format, quote, encode, serialize, map, route, propagate, integrate, initialize, render, display, implement, round, truncate, sort, order, name, group, space, batch, throttle, limit, scale, size, tune,"
    " cache, retry, close, release, restart, convert, translate, normalize, store, save, present, label, style, structure, organize, split, merge, warn, inform, notify, react, respond, answer, treat, handle, protect, limit, mark, flag,"
    " sanitize, clean, verify, secure, filter, time, schedule, index, name, document, test, deal with, cope with, manage, wrap, place, arrange, process, check, validate, set, configure, adjust, choose, pick"
)
DO, ACT = verbs(DOINGS), verbs(ACTS)
