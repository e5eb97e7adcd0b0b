"""How a defect comes about: words for causes, and stories of which code does what before what."""

from plan_rules.language.phrases import Phrases

_BROKEN = r"(?:bug|race(?: condition)?|leak|regression|flak\w+|crash|deadlock|corruption|hang|segfault|panic|loop|problem|issue|defect|failure|fault|duplicate|freeze|loss|symptom|slowness|delay|stall|time-?out|growth)s?"
NAMES_CAUSE = Phrases(
    rf"\broot[- ]cause|\bcaused by\b|\bcauses? (?:of|is|was|for|turned)\b|\bthe cause\b(?! (?:is|of it is|remains|was) (?:unknown|unclear|not))|\bcause:|\bculprit\b|\bstems? from\b|\btriggered (?:by|when)\b|\b(?:happens?|occurs?|arises?|appears?|comes?|results?) (?:when|if|since|because|from|whenever|as soon as)\b"
    rf"|\b(?:the|this|our|each|every) {_BROKEN} (?:is|was|were|are|lies|sits|exists|starts|hides)\b(?! (?:fixed|gone|solved|closed|reported|seen|rare|unacceptable|urgent|blocking|known|important|visible|older|worse|not|that (?:users|people|customers)))"
    rf"|\b{_BROKEN}\b[^.\n]{{0,60}}\b(?:because|due to|since|thanks to|owing to)\b|\b(?:because|due to|owing to)\b[^.\n]{{0,60}}\b{_BROKEN}\b"
    r"|\b(?:it )?turn(?:s|ed) out (?:to be|that)\b|\b(?:the|one|real|actual|main|underlying) reason (?:is|was|for|why|lies|turned)\b|\b(?:traced|narrowed|tracked) (?:it )?(?:back |down )?to\b|\b(?:boils|came|comes|goes|went) down to\b|\b(?:came|goes|went) back to (?:the|a|an) (?:fact|change|commit|release|upgrade|decision|bug|merge)\b|\bbisect(?:ed|ing)? (?:to|points|shows|led|lands|ends|blames)\b"
    r"|\b(?:the )?(?:guilty|offending|faulty|buggy) \w+|\bis to blame\b|\bblame(?:s|d)? (?:for|on)\b|\bat fault\b|\bresponsible for (?:the|it|this|these|those|most)\b|\blies in\b|\bexplains (?:the|why|it|both|this|these)\b|\bthat'?s (?:why|when|where|how)\b|\bthis is (?:why|how|because)\b|\bbehind (?:it|this|the (?:loss|leak|crash\w*))\b"
)
"""Words that name a cause as such."""

_CRASHES = r"(?:crash\w*|los[est]\w*|lost|stale|fail\w*|leak\w*|corrupt\w*|hang\w*|hung|flak\w*|twice|double\w*|duplicat\w*|empty|null|none|wrong|race\w*|break\w*|broken|exhaust\w*|grow\w*|block\w*|vanish\w*|gone|miss(?:es|ing|ed)|overwr\w+|freez\w*|froze\w*|stall\w*|slow\w*|kill\w*|drop\w*|delay\w*|wait\w*|time[sd]? out)"
_RESOURCE = r"(?:locks?|checks?|guards?|validation|timeouts?|transactions?|cleanup|clean-up|synchroni[sz]ation|await|index|limit|bound|eviction|back-?off|comparison|barrier|mutex)"
TELLS_STORY = Phrases(
    r"\b(?<!must )(?<!should )(?<!shall )(?<!can )both (?!be\b|are\b|is\b|to\b|must\b)\w+\b[^.;\n]{0,80}\b(?:and|then|before|at once)\b|\b(?:second|later|other|last|slower|newer|older|whichever|whoever) (?:\w+ ){1,2}(?:wins?|overwrites?|replaces?|clobbers?|finds?|fails?|sees?|writes?)\b|\boverw(?:rites|rote|ritten)\b|\bwhoever (?:\w+ ){0,2}(?:saves|writes|comes|stores|clicks|posts) (?:second|last|later)\b"
    r"|\bnever (?:\w+ ){0,2}(?:releas|clos|fre(?:e|ed|es)|remov|await|check|set|reset|clear|call|unsubscrib|cancel|join|flush|invalidat|evict|deregister|dispos|detach|unregister|stop|delet|compar|refresh|drain|recycl|return|shrink|expir|unlink|terminat|decrement|pop|empt)\w*\b|\b(?:nothing|nobody|no one|no code) (?:ever )?(?:\w+ )?(?:releases?|closes?|frees?|removes?|clears?|evicts?|compares?|checks?|resets?|unsubscribes?|deletes?|expires?|stops?|notices?|waits|locks?|takes|empties)\b"
    rf"|\bwithout (?:ever )?(?:a |an |any |taking |holding |checking |closing |releasing |waiting |comparing )(?:[\w-]+ )?{_RESOURCE}\b|\bwithout (?:ever )?(?:checking|closing|releasing|waiting|comparing|freeing|awaiting|flushing|looking)\b|\b(?:there is|there's|has|with|takes|sets) no (?:[\w-]+ )?{_RESOURCE}\b|\bbetween (?:the |its |a )?(?:read|check|load|fetch|select|lookup|query|test|get)\w*\b"
    r"|\b(?:not|isn'?t|aren'?t) (?:thread|concurrency|process|fork|signal|async)-?\s?safe\b|\bunbounded\b|\bgrows? (?:without|with each|with every|forever|by)\b|\baccumulat\w+|\bkeeps? (?:a |the |its |every |each |all |an )?(?:strong )?(?:reference|references|handle|old|them|it alive|alive|growing)|\bholds? (?:on to|onto|a reference|a strong|the (?:old|last))|\bretain(?:s|ed)\b|\boff[- ]by[- ]one\b"
    r"|\b(?:on|blocks|blocking) the (?:main|ui|event|render)[- ](?:thread|loop)\b|\bn\+1\b|\b(?:sequential|full(?: table)?|linear) scans?\b|\b(?:one|a) (?:query|request|call) (?:per|for each|for every) \w+|\b(?:\d+(?:[.,]\d+)?|half|most|two thirds|nearly all|almost all)(?: ?%| ms| s| seconds| minutes)? of (?:that|it|this|them|those|these|its (?:time|memory)|the (?:[\w-]+ ){0,2}?(?:time|memory|heap|cpu|minutes?|seconds?|ms|hours?|load|latency|wait|delay|runtime))\b[^.\n]{0,40}?\b(?:spent|goes?|go|is|are|in|on|from|parsing|waiting|compil\w+)\b|\b(?:spends?|spent|burns?|wastes?) [^.\n]{0,50}\b(?:in|on|parsing|waiting|\w+ing)\b"
    r"|\b(?:reads|loads|opens|checks|runs|fires|returns|starts|sends|writes|saves|ticks|resolves|subscribes|schedules|arrives|comes up)\b[^.\n]{0,60}\b(?:before|while|although|even (?:if|when|though)|twice|again|whenever|each time|every time|on every|on each|for every)\b"
    rf"|\b(?:forgets? to|fails? to|(?:does not|doesn'?t|do not|don'?t)(?! (?:wait|block|fail|break|los|leak|crash|hang))|isn'?t|is not|wasn'?t|never|still|wrong(?:ly)?|incorrectly|missing|assum(?:es|ed|ing)|instead of|ignores?|ignored|swallows?|shar(?:es|ed|ing)|keeps?|holds?|reus(?:es|ed|ing)|re-?uses)\b[^.\n]{{0,90}}\b{_CRASHES}\b"
    rf"|\b{_CRASHES}\b[^.\n]{{0,60}}\b(?:because|due to|since|when(?:ever)?|if|as(?= (?:the|it|they|soon|two|each|every|its)\b))\b"
    r"|\b(?:drop|reject|skip|discard|ignor|filter|refus|reset|reus|renumber|restart|recycl)\w*\b[^.\n]{0,40}\b(?:seen|known|already|same|old|from (?:0|zero|1|one|scratch)|previous|earlier|that exist)\b"
    r"|\b(?:two|several|both|parallel|concurrent|many) (?:[\w-]+ ){1,3}?(?:open|read|load|write|share|send|edit|save|run|fetch|use|grab|take|update|start|see|hit|claim)s? (?:the |an? |one |their |its |it )"
)
"""How a defect comes about, told without the word “cause”; believed only where a plan says what it found out."""
ANALYSIS = Phrases(
    r"\b(?:causes?|analysis|diagnos[ei]s|investigation|what (?:goes|went|is going|happens|happened|breaks)\b.*|why (?:it|is|does|do|did|are|the) \w+.*|how (?:it|this) happens|(?:before|current|today)\W{1,3}(?:broken|buggy|wrong)|post-?mortem|explanation|mechanism)\b"
)
"""Titles of sections that tell a cause, if they say anything."""
FINDS_OUT = Phrases(
    r"\b(?:reproduce|investigate|diagnose|bisect|pin down|track down|narrow down|root-cause|analy[sz]e)\b"
    r"|\b(?:find|identify|locate|trace|profile|determine|understand|establish|learn)\b(?: out)? (?:the |its |their )?(?:\w+ )?(?:cause|culprit|leak|race|source|bug|reason|hot ?spots?|bottleneck|what|why|where|which|allocations?|retainers?)\b"
)
"""A step that looks for the cause."""
