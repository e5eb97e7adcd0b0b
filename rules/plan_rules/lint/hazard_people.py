"""People who may do things, and who do them at the same time: two hazard areas."""

from plan_rules.language.forms import forms, near
from plan_rules.language.things import CHANGE, COMPARE, RIGHTS, VERSION, WRITE
from plan_rules.lint.hazards import Area, Need

PERMISSIONS = Area(
    "permissions",
    "changes who may do what",
    triggers=(
        (rf"{CHANGE} {near(6)}(?:{RIGHTS}|\w+polic(?:y|ies))",),
        (rf"{RIGHTS} {near(5)}(?:looks? for|asks? for|answers? from|reads? from|requires?|denies|answers? 403|returns? 403|instead of|is replaced|are replaced|replaces?|moves? to|becomes?)",),
        (r"(?:403|forbidden|denied|deny)[^.\n]{0,40}(?:without|unless|when|if|for)|without (?:one|it|a grant|the (?:role|permission|right|grant))", RIGHTS),
        (rf"(?:only|nobody but|no one but) {near(4)}(?:may|can|are allowed to) (?:now |still )?(?:\w+ )?(?:see|edit|change|read|delete|open|approve|write)", RIGHTS),
        (rf"los(?:e|es|ing) {near(4)}(?:access|rights?|permissions?|scopes?|roles?|grants?)",),
    ),
    aims=r"rights|right to|roles?|permissions?|grants?|acls?|rbac|entitlements?|privileges?|who (?:may|can)|may (?:do|edit|see|open|change|approve|read|write)|scopes|clearances?|authori[sz]ation|access (?:for|to|rules?|control|levels?)",
    triggers_there=(
        (rf"{forms('replace', 'switch', 'swap', 'turn on', 'activate', 'enable', 'enforce', 'flip', 'ignore', 'retire', 'drop', 'remove', 'convert', 'move', 'change', 'rewire', 'exchange', 'tighten', 'turn', 'withdraw', 'abolish', 'introduce', 'close', 'restrict', 'revoke')} {near(6)}(?:flags?|checks?|guards?|gates?|polic(?:y|ies)|booleans?|access rules?|decorators?|middleware|doors?|readers?|`?(?:is|can|may|has)_\w+(?:\(\))?`?|predicates?|shared accounts?|admin accounts?|super-?users?|blanket \w+)(?! (?:out|box|for (?:the )?null))",),
        (r"(?:no longer|not any ?more|only|nobody but|no one but|just) [^.\n]{0,40}\b(?:see|sees|edit|edits|open|opens|enter|enters|approve|approves|change|changes|use|read|write|access|delete)", r"may|can|allowed|no longer|from now on|must"),
        (r"no longer (?:see|edit|open|enter|approve|change|use|read|write|access|delete|reach)",),
        (r"(?:doors?|pages?|endpoints?|handlers?|views?|readers?|gates?|api|polic(?:y|ies)|guards?|may\(\)|checks?|screens?|buttons?|middleware) {0,1}(?:[\w-]+ ){0,2}(?:asks?|reads?|consults?|looks? (?:at|up)|den(?:y|ies)|refuses?|rejects?|answers? from|goes by|obeys?|respects?)", rf"{RIGHTS}|table|flag|list|instead of|whoever|without"),
        (rf"{forms('take', 'strip', 'withdraw', 'remove', 'cut', 'lose', 'revoke', 'shrink', 'narrow')} {near(5)}(?:rights?|access)(?! (?:side|hand|margin|column))",),
        (rf"{forms('deny', 'refuse', 'reject', 'stop', 'block')} {near(4)}(?:whoever|everyone|everybody|anyone|anybody|people|users|those) {near(3)}(?:without|who (?:has|have) no|has no|have no|lacks?|lacking)",),
        (r"in favou?r of (?:the )?(?:new )?(?:scopes|roles|grants|permissions|rights|polic(?:y|ies))",),
        (rf"{forms('convert', 'map', 'translate', 'turn', 'assign', 'give', 'grant', 'hand out', 'copy', 'fill', 'import')} {near(6)}(?:to|into|as|by|from) {near(3)}(?:roles?|grants?|rights?|permissions?|acls?|entries|polic(?:y|ies)|levels?|scopes?)",),
    ),
    never=r"host[_ ]permissions?|roles?-\w+ed|(?:dtos?|interface|props?|enum|fields?|propert(?:y|ies)|columns?|params?|types?) [^.\n]{0,20}(?:roles?|permissions?)|(?:roles?|permissions?) (?:fields?|propert(?:y|ies)|columns?|enum|props?|params?|types?|dtos?)|(?:roles?|permissions?)`? (?:from|in|to)(?: [\w`]+){0,3} (?:dtos?|interface|props?|enum|fields?|propert(?:y|ies)|params?|types?)|(?:file|filesystem|unix|executable|github|gitlab|workflow|token|app|ios|android|camera|browser|manifest|linux|directory|posix|folder|os|notification|location|microphone|job|action|bot) permissions?|role=|aria\b[^.\n]{0,20}|permissions?: |(?:api )?keys? with|sdk|chmod|(?:retry|cache|network|eviction|security|privacy|content|retention|lifecycle|backoff|update|restart|version\w*) polic(?:y|ies)|iam role\w*|(?:heading|landmark|aria|message|assistant|user) roles?|copy ?right\w*|rights? (?:side|hand|pane|away|now|after)",
    needs=(
        Need(
            "lock-out", "how nobody is locked out, or gains too much, while it changes",
            "a gap between old and new rules shuts out the people who could repair it, or opens what was closed",
            (r"lock(?:s|ed|ing)?[- ]?out", r"los(?:e|es|ing) (?:all )?access", r"loss of access", r"(?:retain|keep)\w*[^.\n]{0,30}(?:access|permissions?|rights?|roles?)", r"over-?privileg\w*", r"escalat\w+", r"least privilege", r"fail[s-]? ?closed", r"default[- ]deny", r"deny by default", r"break-?glass", r"superusers?[^.\n]{0,30}last", r"admins?[^.\n]{0,40}(?:keep|retain|last|first|always|stay)\w*",
             r"(?:equivalent|same|identical) (?:permissions|rights|access)", r"denials?", r"both (?:systems|policies|checks|rules|models)", r"fall ?back[^.\n]{0,30}(?:role|old|previous|legacy|permission|access|polic)\w*", r"(?:old|previous|legacy) (?:roles?|checks?|rules?|polic\w+|grants?|rights?)[^.\n]{0,30}(?:until|stay|remain|keep|fall)\w*", r"shut(?:s|ting)? (?:\w+ )?out", r"stay(?:s)? (?:logged|signed) in", r"can still", r"still (?:may|can|able|edit|open|work)\w*", r"emergency (?:account|access|grant|role)", r"shadow mode", r"log[- ]only", r"report[- ]only", r"without (?:a|any) (?:gap|moment)", r"nobody (?:is|loses|gains)"),
        ),
        Need(
            "audit-trail", "how the changes are recorded for an audit",
            "who could do what, and since when, can't be reconstructed afterwards",
            (r"audit\w*", r"log(?:s|ged|ging)?[^.\n]{0,40}(?:grants?|permissions?|roles?|access|changes?|who)", r"history of (?:changes|grants|rights|roles)", r"(?:granted|changed|revoked|created|given)[_ ](?:by|at|when)", r"compliance", r"change record\w*", r"traceab\w+", r"who (?:gave|granted|changed|took|revoked|approved)", r"journal\w*", r"paper trail", r"record\w*[^.\n]{0,30}(?:who|by whom|each (?:grant|change))"),
        ),
    ),
)  # fmt: skip

CONCURRENCY = Area(
    "concurrency",
    "guards data that several writers change at once",
    triggers=(
        (rf"{COMPARE} {near(6)}{VERSION}(?! (?:of|control|bump|string|tag|number in|file|\d))[^.\n]{{0,60}}\b{WRITE}",),
        (rf"{WRITE} [^.\n]{{0,60}}{COMPARE} {near(4)}{VERSION}(?! (?:of|control|bump|string|tag|number in|file|\d))",),
        (r"optimistic (?:lock|concurren)\w*|pessimistic lock\w*|(?:conflict (?:error|response|status)|409 conflict|edit conflicts?|write conflicts?|conflicting (?:edits?|writes?|updates?|changes|saves?|bookings?))|compare[- ]and[- ](?:swap|set)|(?:row|record|table|advisory|distributed|document|write) locks?|select \W{0,3}for update",),
        (r"(?:answer|return|respond|reply|refuse|reject)\w*[^.\n]{0,40}\b(?:409|412|1409|conflict|stale|outdated)", VERSION + r"|numbers? differ|newer|older|conflict\w*|zero rows|409|412", WRITE + r"|edit\w*|booking\w*|request\w*|differ\w*"),
        (r"concurrent(?:ly)? (?:edit|writ|updat|sav|modif|request|booking|reservation|purchase|checkout)\w*|(?:simultaneous|parallel) (?:edit|writ|updat|sav|booking|reservation|request)\w*|(?:acquire|take|hold)\w* [^.\n]{0,20}\b(?:lock|mutex|lease)",),
        (rf"where [^\n]{{0,60}}{VERSION}\s?=", rf"{forms('update', 'save', 'write')}|rows?"),
    ),
    aims=r"(?:each other|one another)['’]?s?|overwr\w+|(?<=(?:ed|ld|nt|en|un|id|de|ut) )twice|(?:gets?|receives?) [^.\n]{0,40}twice|(?:exactly|only) once|no (?:change|edit|update|entry|save|work) is lost|(?:changes?|edits?|entries|work|stops?) (?:are|is|gets?|get) lost|los(?:e|es|ing|t) (?:changes?|edits?|updates?|entries)|two (?:people|users|\w+s|\w+) (?:\w+ ){0,3}(?:the same|one|at)|same \w+ (?:\w+ )?twice|granted (?:twice|two times)|more \w+ (?:sold|booked|granted|given) than|below zero|negative stock|stale (?:edits?|writes?|saves?)|race|races|lost (?:updates?|writes?|counts?|edits?)|oversell\w*|oversold|(?:created|counted|sent|booked|exported|charged|sold|run|credited|imported|processed) twice|duplicates? (?:rows|exports|orders|mails|e-?mails|jobs|bookings|charges|invoices|entries|notifications|requests|runs|imports|credits)|double[- ]?(?:book|charg|spen|count|s[eo]l|credit|bill)\w*|concurren\w+|simultan\w+|same time",
    triggers_there=(
        (rf"{forms('check', 'compare', 'query', 'read', 'look up', 'count', 'test', 'skip')} [^.\n]{{0,80}}(?:before|unless|then|and (?:sets?|writes?|inserts?|marks?)|with|first|ahead of)", r"insert\w*|apply\w*|order\w*|creat\w+|book\w*|sets?|writ\w+|increment\w*|decrement\w*|updat\w+|sav\w+|reserv\w+|redee\w+|stock|counter|running|runs"),
        (VERSION, rf"{forms('compare', 'check', 'match', 'verify', 'hold against')}|equal|equals|differs?", rf"{forms('save', 'write', 'store', 'update', 'issue')}|saves?"),
        (r"(?:one|single) (?:update|statement|sql statement|conditional \w+)", rf"{VERSION}|where|row ?counts?|affected|id ="),
        (r"(?:save|write|edit|copy|update|form|submit|request)\w* [^.\n]{0,40}(?:outdated|stale|old|older|obsolete)|(?:outdated|stale|older|obsolete) (?:save|copy|version|write|edit|update|form|state)\w*", rf"{forms('refuse', 'reject', 'turn away', 'deny', 'answer', 'tell', 'throw', 'discard', 'bounce', 'send back', 'recognise', 'recognize', 'detect')}|turned away|409|412|not accepted|told"),
        (r"who(?:ever)? (?:saves?|writes?|books?|comes?|submits?|grants?|takes?|is) (?:second|later|last|after|too late)|the (?:second|later|other) (?:save|saver|writer|one|person|request|user|booking|caller)", rf"{forms('refuse', 'reject', 'tell', 'turn away', 'get', 'see', 'answer', 'wait', 'fail', 'lose', 'show')}|told|409|412|sees|gets"),
        (rf"{forms('look', 'see', 'test', 'ask', 'make sure', 'check', 'query', 'verify', 'read', 'count', 'find out')} [^.\n]{{0,60}}(?:whether|if|that|still|free|available|exists?|taken|left|enough|already)", rf"{forms('insert', 'book', 'store', 'write', 'create', 'save', 'subtract', 'take', 'reserve', 'decrement', 'increment', 'grant', 'mark', 'send', 'set', 'add', 'assign', 'claim')}"),
        (r"if [^.\n]{0,60}(?:above zero|> ?0|>= ?\d|left|free|available|enough|not yet|still|no row|none exists|unused)", rf"{forms('subtract', 'decrement', 'take', 'store', 'book', 'reserve', 'insert', 'create', 'send', 'mark', 'set', 'write', 'claim', 'assign', 'grant')}"),
        (rf"{forms('put', 'place', 'wrap', 'add', 'use', 'take')} {near(4)}(?:locks?|mutex(?:es)?|semaphores?|critical sections?) {near(3)}(?:around|on|over|in|for|before)",),
        (r"mutex(?:es)?|semaphores?|locks?|leases?|holds?", rf"{forms('take', 'add', 'acquire', 'hold', 'wrap', 'set', 'create', 'use', 'insert', 'reserve', 'introduce')}"),
        (r"flush\w*|drain\w*|reset\w*", r"counters?|keys?|counts?|totals?"),
    ),
    never=r"one (?:run|instance|copy|process|job|worker) at a time|(?:package|dependency|npm|poetry|cargo|yarn|gem\w*)[- ]?lock|lock ?files?|merge conflicts?|api versions?|(?:python|node|java|go|rust|schema|package|library|app|minimum|semantic|major) versions?|version (?:field in|constant|file|number in|consistency|bump)|changelog|release notes?|releas(?:e|es|ed|ing)|semver|publish\w*|bump\w*|pyproject\S*|git",
    needs=(
        Need(
            "conflict-handling", "what a writer gets after a conflict: retry, merge, or a choice",
            "a rejected write that nobody resolves is a lost edit",
            (r"merg(?:e|es|ed|ing)(?! (?:request|queue|to main|into main|the pr|conflict))", r"resolv\w+[^.\n]{0,40}conflicts?", r"(?:conflicts?|clash(?:es)?|collisions?)[^.\n]{0,60}(?:resol|shown|show|dialog|banner|retry|retries|retried|surfac|logged|reload|refetch|re-read|prompt|message|choos|keep)\w*", r"last[- ]write\w*", r"retr(?:y|ies|ied|ying)", r"tr(?:y|ies) again", r"reload\w*", r"re-?fetch\w*", r"re-?read\w*",
             r"keep (?:yours|mine|theirs)", r"(?:user|person|editor|client|caller|agent|clerk|buyer|officer|planner|loser|player|app|phone|customer|nurse|driver)s? (?:then )?(?:chooses?|decides?|sees?|picks?|gets?|(?:is|are) (?:asked|shown|told|offered))", r"(?:shown|told|offered|asked)[^.\n]{0,30}(?:again|both|new|current|other)", r"back-?off", r"loses the race", r"(?:tell|inform|warn|offer|ask)\w* (?:the )?(?:second|other|later|losing|slower|latter)", r"with (?:the |its |their )?(?:\w+ )?(?:nearest|next|free|other|remaining|alternative)", r"alternative (?:slot|seat|time)", r"side by side", r"diff(?:erence)? view", r"both versions", r"(?:comes? with|carr(?:y|ies)|includes?|returns?) the (?:stored|current|newer|latest)"),
            trigger=rf"{VERSION}|(?<!on )conflicts?|409|412|optimistic|compar\w+|concurrent\w*|simultaneous\w*|parallel|if-match|differ|refuse\w*|guarded",
        ),
        Need(
            "ordering-and-timing", "which interleavings and delays were looked at: what can happen between the read and the write, and in which order",
            "the window between check and write, clocks and reordered messages are where such code fails",
            (r"out[- ]of[- ]order", r"(?:message|event|write|arrival|request|delivery|lock(?:ing)?) order", r"order(?:ing|ed)(?! by)", r"sequence numbers?", r"clocks?", r"skew\w*", r"\d+\s?(?:ms|milliseconds?)", r"(?:within|window|apart|delay\w*|lag|latency|debounc\w+|buffer\w*|after|in the same|every)[^.\n]{0,25}\d+\s?(?:s|sec|seconds?|minutes?)", r"time-?outs?", r"interleav\w*", r"between (?:the |its |our |a )?(?:read|check|load|fetch|select|lookup|query|opening)\w*",
             r"(?:at|in) the same (?:time|moment|instant|second)", r"lost updates?", r"both (?:load|read|save|write|see|pass|submit|open|book)\w*", r"second (?:save|write|writer|request|one)", r"window", r"deadlocks?", r"held (?:for|during|while)", r"lock\w*[^.\n]{0,30}expir\w+", r"leases?", r"stale (?:read|copy|version|data|months?)", r"while (?:somebody|someone|another|the other)", r"overlap\w*", r"minutes? (?:before|after|later|old)", r"meanwhile", r"faster"),
        ),
        Need(
            "atomicity", "that check and write happen in one atomic operation",
            "a check that is not atomic with its write lets two writers pass it",
            (r"atomic\w*", r"single (?:\w+ )?(?:statement|operation|transaction|update|query)", r"transactions?\w*", r"compare[- ]and[- ]s(?:wap|et)", r"cas", r"where[^.\n]{0,60}(?:version|revision|rev|lock_version|status|stamp)", r"for update", r"one (?:\w+ )?(?:statement|transaction|query)", r"(?:in|with|as) (?:one|that one|the same|a single) (?:statement|transaction|update|step|query|go)", r"affected rows", r"rows? (?:affected|changed|count)", r"(?:zero|no|0) rows", r"unique", r"primary key", r"serializable", r"(?:second|other) insert",
             r"check-and-set", r"(?:row|table|advisory|pessimistic|exclusive|distributed|redis) locks?", r"(?:acquir|tak|hold)\w*[^.\n]{0,20}lock", r"under (?:a|the|one) lock", r"conditional (?:update|write|put)", r"if-match", r"mutex", r"indivisible"),
        ),
    ),
)  # fmt: skip
