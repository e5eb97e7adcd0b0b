"""Defects as people report them: the aim to cure one, and symptoms such as “vanish”, “eats memory”, “fails now and then”."""

from plan_rules.language.phrases import Phrases

_NOUN = (
    r"(?:bugs?|race(?: conditions?|s)?|(?:memory |resource |connection |handle |goroutine |file )?leaks?|leakage|regressions?|flak(?:y|iness|es?)(?: \w+)?"
    r"|crash(?:es|ing)?|dead-?locks?|live-?locks?|(?:data )?corruption|lost (?:updates?|writes?|messages?|edits?|data)|hangs?|freez(?:es?|ing)|stalls?|segfaults?|panics?|infinite loops?|data loss|double[- ](?:charg|bill|book|count|send|post|pay|deliver|lend|ship)\w+"
    r"|intermittent(?:ly)? \w+|duplicat(?:es?|ion)|outages?|stutter(?:s|ing)?|jank|flicker(?:s|ing)?|time-?outs?|oom(?:s| kills?)?|(?:ghost|phantom|zombie|orphan(?:ed)?) \w+|glitch(?:es)?|disconnect(?:s|ions)?|drop-?outs?|drift)"
)
_LOSING = (
    r"(?:los(?:e|ing)|drop(?:ping)?|duplicat(?:e|ing)|leak(?:ing)?|crash(?:ing)?|freez(?:e|ing)|hang(?:ing)?|vanish(?:ing)?|disappear(?:ing)?|overwrit(?:e|ing)|clobber(?:ing)?|corrupt(?:ing)?|fail(?:ing)?|d(?:ie|ying)|stall(?:ing)?|timing out|time out|grow(?:ing)?"
    r"|double-?\w+ing|getting lost|going missing|flicker(?:ing)?|restart(?:ing)?|drain(?:ing)?|eat(?:ing)?|break(?:ing)?|running out|drift(?:ing)?|diverg(?:e|ing)|skip(?:ping)?|repeat(?:ing)?|swallow(?:ing)?|stutter(?:ing)?|jump(?:ing)?|lag(?:ging)?|garbl(?:e|ing)|mangl(?:e|ing)|truncat(?:e|ing)|misrout(?:e|ing)|flapp?(?:ing)?|being (?:lost|charged|sent|booked|counted|billed|overwritten|killed|dropped|duplicated) ?\w*)"
)
CURES = Phrases(
    rf"\b(?:fix|resolve|solve|cure|eliminate|repair|debug|get rid of|stop|prevent|hotfix|remedy|end|kill|squash|track down)(?:es|ed|ing|s)?\b:?(?: [\w'’/-]+){{0,8}}? {_NOUN}\b"
    rf"|\b{_NOUN}(?: [\w-]+)? (?:fix|hotfix)\b"
    r"|\b(?:fix|stop|prevent|end)(?:es|s|ping|ing)?\b(?: [\w'’-]+){1,6}? (?:being|getting) \w+(?:ed|en|t)\b"
    rf"|\b(?:stop|keep|prevent)(?:s|ping|ing)?\b(?: [\w'’/-]+){{1,6}}? from (?:\w+ ){{0,2}}?{_LOSING}\b"
    rf"|\b(?:no longer|never again|stops?|without) {_LOSING}\b"
)
"""The aim of curing a defect."""

_NOW_AND_THEN = (
    r"(?:now and (?:then|again)|every (?:now and then|so often|few \w+)|once in a while|from time to time|sometimes|occasionally|randomly|at random|intermittently|sporadically|spuriously|in (?:about |roughly |around )?(?:\d+|one|two|three|four|five|some|every) (?:in|of|out of) (?:\d+|\w+)"
    r"|\d+ ?% of|unpredictably|for no (?:apparent |obvious )?reason|again and again)"
)
SYMPTOM = Phrases(
    r"\b(?:vanish(?:es|ed|ing)?|disappear(?:s|ed|ing)?|go(?:es)? missing|went missing|gone missing|get(?:s|ting)? lost|got lost|(?:is|are|was|were|gets?) (?:lost|gone|missing|overwritten|garbled|mangled|truncated|corrupted|duplicated|dropped|stuck|killed|kicked out|logged out|evicted|unresponsive|frozen|flaky|out of sync|shuffled|mixed up)"
    r"|eat(?:s|ing)? (?:up )?(?:all |the |its )?(?:memory|ram|cpu|disk|battery)|(?:memory|heap|ram|disk|backlog|queue) (?:\w+ ){0,2}?(?:grows?|climbs?|rises?|fills?(?: up)?|creeps)|runs? out of (?:memory|disk|file|handles|connections|space|battery)|out[- ]of[- ]memory|oom(?:s|-?killed)?"
    r"|crash(?:es|ed|ing)|crash (?:on|in|when|at|after|during|of|while|if)|freez(?:es|ing)|froze|hangs?|hung|stalls?|stalled|dies|died|deadlocks?|locks up|segfaults|panics|blows up|falls over|keels over|loops forever|flickers?|stutters?|flak(?:y|es|iness)"
    r"|(?:charged|billed|sent|booked|counted|delivered|posted|shown|printed|paid|debited|created|listed|stored|imported|processed|rung|shipped|assigned|arrive[sd]?|appears?|fires?|runs?) (?:\w+ )?(?:twice|two times|double|doubly|several times|more than once)"
    r"|double[- ](?:charg|bill|book|count|send|post|pay|deliver|lend|ship)\w+|(?<!merge )(?<!remove )(?<!delete )(?<!find )(?<!merging )(?<!existing )(?<!detect )(?<!skip )(?:duplicate \w+|duplicates)|race condition|leaks?(?: memory| handles| connections)?|leaking|regression"
    r"|(?:was|were|is|are|been|gets?|got) \w+ (?:twice|two times|more than once|several times|more often than)|(?:gets?|got|receives?|received|sees?) (?:two|both|several|it twice|doubles)|(?:is|are|was|were|gets?) (?:sometimes |often |randomly |occasionally |silently )?(?:undone|reverted|wiped|reset|skipped|forgotten|swallowed|rolled back)"
    r"|los(?:es|ing|t) (?:\w+ ){0,3}?(?:updates?|edits?|changes|data|writes?|messages?|events?|rows?|entries|orders?|shifts?|items?|packets?|readings?|bookings?|connections?|their \w+|work|frames?|settings|scores?)"
    r"|drops? (?:\w+ ){0,2}?(?:messages?|events?|packets?|frames?|connections?|calls?|rows?|requests?)"
    rf"|(?:fails?|failed|failing|breaks?|wrong|misses|stops|restarts|reboots|jumps|disconnects|reconnects|crashes|errors) (?:\w+ )?{_NOW_AND_THEN}|{_NOW_AND_THEN},? (?:[\w'’-]+ ){{0,6}}?(?:fails?|breaks?|vanish|disappear|crash|hang|freeze|stops?|die|is wrong|are wrong|is missing|are missing|gets? lost|drops?|restarts?|disconnects?)"
    r"|(?:shows?|returns?|prints?|displays?|reports?|sees?) (?:the )?(?:wrong|stale|outdated|someone else's|another \w+'s|old|negative|garbage) \w+|goes negative|went negative|(?:gets|becomes|grows) slower|slows? (?:down|to a crawl)|grinds? to a halt|(?:grows?|climbs?|swells?|balloons?) (?:to|past|over|beyond|until|up to) (?:\w+ )?\d|(?:goes|turns|is|went) red\b|jumps? (?:back|around|about|to and fro)|gets? (?:killed|stuck)|fails? in (?:about |roughly )?\d+ (?:of|in|out of)|(?:is|are) (?:too |very |painfully |unbearably )?slow"
    r"|(?:times|timed|timing) out|drain(?:s|ing)? the battery|never arrives?|out of order|no longer (?:works?|starts?|opens?|loads?)|out of memory|blank (?:page|screen)|white screen|50[0-4]s? (?:errors?|on|from|when)|kills? it)\b"
)
"""How a defect shows."""
PUT_RIGHT = Phrases(
    r"\b(?:make (?:that|this|it|them) stop|stop(?:s|ping)?|no (?:more|longer)|never again|must (?:be impossible|never)|no \w+ may|no \w+ (?:is|are|gets?) (?:lost|dropped|skipped|overwritten|forgotten)|(?:get|make|bring) \S+(?: \S+){0,3} (?:green|steady|stable)|make (?:it|them|this|that) \w+|each \w+ once|must not happen|fix(?:es|ed|ing)?|cure|get(?:ting)? rid|ha(?:s|ve) to (?:be gone|stop|end|go)|put an end|stays?|remains?|keeps? (?:its|their|the)|survives?|without (?:losing|loss|loss of)|zero|not (?:a single|one) "
    r"|below \d|under \d|at most|exactly once|only once|reliabl[ey]|stable|green|won'?t|(?:can|will|shall|should|may)(?:no|')?t? (?:not )?(?:be lost|vanish|disappear|happen|lose)|prevent\w*|eliminat\w+|resolv\w+|solv\w+|repair\w*|robust)\b"
)
"""The aim that a symptom goes away."""
BUILDS = Phrases(
    r"\W*(?:(?:implementation )?plan(?: for)?:? |feature:? )?(?:add|show|detect|alert|handle|report|warn|record|support|log|count|import|export|test|monitor|simulate|display|track|measure|implement|build|create|design|find|allow|let|offer|merge|copy|duplicate|introduce|write|document|notify|tell|list|mark|highlight)\b"
)
"""A title that begins like this builds something; a title that only tells a symptom is about curing it."""
COMPLAINS = Phrases(
    r"\b(?:problem|why|symptoms?|issues?|bugs?|situation|reports?|complaints?|motivation|what happens|current behaviou?r)\b"
)
"""Titles of sections that tell what is wrong."""
COMPLAINT = Phrases(
    r"\b(?:residents|users?|customers?|members?|parents|people|clients?|drivers?|staff|guests?|visitors?|readers?|players?|patients?|teachers?|operators?|nurses|agents|sellers?|buyers?|subscribers?|tenants?|support|they)\b[^.\n]{0,30}\b(?:complain\w*|call(?:s|ed)? (?:us|in|twice|daily|every|about)|wrote|report(?:s|ed)?|phone[sd]?|mailed|asks? why|asked why|noticed|get confused)\b|\bcomplaints?\b"
)
"""Somebody complained; with a remedy among the steps, what they complain of is a defect."""
