"""What comes in from outside, goes out to people at once, or moves money: three hazard areas."""

from plan_rules.language.forms import forms, near
from plan_rules.language.things import DELIVERS, EVENT, MONEY, OUTSIDER, PAYERS, RECEIVE, RECEIVER, SENDER, WEBHOOK
from plan_rules.lint.hazard_remarks import ONCE
from plan_rules.lint.hazards import Area, Need

_DELIVERY = r"(?:web[- ]?hooks?|hooks?|events?|deliver\w*|callbacks?|notif\w*|notices?|senders?|messages?|arriv\w*|pings?|pushes|repeats?|status\w*|scans?|reports?|courier\w*|provider\w*|carrier\w*|partner\w*|calls?)"

WEBHOOKS = Area(
    "webhook",
    "receives somebody else's events",
    triggers=(
        (WEBHOOK, RECEIVER),
        (WEBHOOK, rf"{forms('add', 'create', 'expose', 'open', 'mount', 'listen for')}", r"sends? us|events|pushes|notifications|callbacks"),
        (rf"{RECEIVE} {near(5)}{WEBHOOK}", rf"{RECEIVER}|{EVENT}|{OUTSIDER}|verif\w+|payloads?"),
        (rf"{forms('receive', 'accept', 'ingest', 'consume', 'listen for', 'take in', 'handle', 'process', 'pick up')} {near(5)}{OUTSIDER}(?:'s|s')? {near(2)}{EVENT}", RECEIVER),
        (rf"{RECEIVER} {near(4)}(?:for|that (?:receives?|accepts?|takes?|handles?)|to (?:receive|accept|handle|take)) {near(4)}(?:{OUTSIDER}(?:'s|s')? {near(2)}{EVENT}|callbacks?)",),
        (r"post\W{0,3}`?/[\w/{}:-]*(?:hooks?|callbacks?|ipn|notif\w*|inbound|events|push(?:es)?|postbacks?|listener)\b", rf"{RECEIVE}|{EVENT}"),
        (rf"{forms('receive', 'accept', 'ingest', 'take in', 'listen for', 'handle', 'process')} {near(3)}(?:pushes|notifications|notices|updates|reports|confirmations|pings|postbacks)", r"post\W{0,3}/\S+|endpoints?|routes?|web[- ]?hooks?|controllers?|handlers?|listeners?"),
        (r"listeners?|listens?", r"post\W{0,3}/\S+"), (r"(?:web)?hooks?/\w+|callbacks?/\w+|notif\w+/\w+", RECEIVER), (r"notification (?:controller|endpoint|handler|receiver|listener)s?",),
        (rf"(?:posts?|pushes|pings?|reports?|delivers?|notif(?:y|ies)|calls?|hits?|invokes?) {near(5)}(?:here|us (?:when|whenever|of|about|for|each|after|once|by|with|as)|(?:this|our) (?:\w+ )?(?:address|url|route|endpoint|path|script|hook))",),
        (rf"{SENDER} {near(3)}{DELIVERS} {near(3)}(?:each|every|an?|its|their|the|all|us|our|events?|json|whenever|when|as soon as)", RECEIVER),
        (rf"(?:it|this|which|that|(?<=; )it) {DELIVERS} (?:each|every|an?|its|the|all) {near(3)}\w+", r"(?:our|this|the) (?:\w+ )?(?:address|url|endpoint|route)"),
        (rf"{DELIVERS} {near(4)}(?:to|at) (?:it|this)", r"(?:route|endpoint|address|url)s? `?/\w+/[\w/-]+|post\W{0,3}/\S+"),
        (rf"(?:is|are|gets?|be|being) (?:called|invoked|hit|pinged|notified|triggered|posted to|called back) (?:by|from) (?:the |a |an |our )?(?:[\w-]+ )?{SENDER}",),
        (rf"{RECEIVE} {near(4)}callbacks?(?! (?:functions?|props?|params?|arguments?|refs?))", rf"bounces?|complaints?|unsubscri\w+|deliver(?:y|ies|ed)|status(?:es)?|finish\w*|complet\w*|paid|payments?|settle\w*|events?|results?|{SENDER}"),
        (r"(?:our|this) (?:\w+ )?(?:url|address|endpoint|route|hook)(?: `[^`\n]{1,60}`)?", rf"{forms('register', 'enter', 'give', 'submit', 'configure', 'set', 'hand')}", r"console|dashboard|portal|back ?office|posts?|pushes|sends|calls|as a post|each (?:status|event|change|new)"),
        (rf"{EVENT} {near(3)}(?:from|of) {near(5)}(?:arrives?|lands?|comes? in|reach(?:es)?|are received|is received|get here|shows? up|are posted|are pushed)", rf"{RECEIVER}|as they"),
        (rf"{RECEIVE} {near(3)}{EVENT} {near(3)}{SENDER}[^.\n]{{0,40}}(?:as they (?:come|arrive)|when they (?:come|arrive)|as it (?:comes|arrives)|in real time)",),
        (rf"(?:take over|take|takes|pick up|picks up|catch|catches) {near(4)}(?:as they (?:come|arrive)|what {near(4)}{DELIVERS})", rf"{SENDER}|{EVENT}"),
        (r"(?:inbound|incoming|ipn|notif\w+|callbacks?|postbacks?|(?:web)?hooks?)[./]\w+", rf"takes?|receives?|accepts?|stores?|records?|{DELIVERS}", rf"{SENDER}|orders?|payments?|passages?|outcomes?|results?|deliver(?:y|ies)|status(?:es)?|events?"),
        (rf"let {near(3)}(?:hit|call|post to|push to|notify|ping) (?:the |our |this )?(?:`?/\w+[\w/-]*|endpoints?|routes?)",),
        (rf"{RECEIVER} (?:that|which) {near(6)}(?:calls?|posts? to|hits?|pings?|invokes?|notif(?:y|ies))",),
        (rf"{OUTSIDER} {near(4)}(?:calls?|posts?|pushes|sends?|notif(?:y|ies)|pings?) {near(3)}(?:us|our|back|to us|the (?:endpoint|route|url|service))", RECEIVER),
    ),
    never=rf"(?:browsers?|clients?|front-?ends?|pages?|forms?|apps?|users?|customers?|visitors?|members|workers?|scripts?|jobs?|phones?|cli|players?|tests?|we|widgets?|components?|buttons?|schedulers?|cron|services?) (?:then |also |only )?(?:post|send|call|push|ping|report|upload|submit|hit|invoke)s?|admission webhooks?|analytics|tracking pixel|key events|hooks?/use\w*|{forms('send', 'emit', 'track', 'fire', 'mail')} {near(4)}(?:e-?mails?|notifications?|mails?|sms|analytics|events)|(?:existing|current|present) {near(3)}(?:web[- ]?hooks?|handlers?|receivers?)|{forms('update', 'fix', 'modify', 'refactor', 'change', 'extend', 'move', 'rename', 'edit', 'adjust', 'simplify', 'harden', 'wrap', 'replace', 'rewrite', 'document')} [^.\n]{{0,50}}\b(?:web[- ]?hooks?|callbacks?)|connection_ack|(?:outgoing|outbound|{forms('send', 'deliver', 'emit', 'dispatch', 'fire', 'publish')} (?:our |the |out |an? )?(?:outgoing )?)[^.\n]{{0,20}}web[- ]?hooks?|git hooks?|react|(?:pre|post)-commit|callback (?:functions?|props?|params?|arguments?|ref)|o?auth\w* callbacks?|(?:login|sign-?in|sso) callbacks?|{forms('delete', 'remove', 'drop', 'rename', 'document')} {near(3)}web[- ]?hooks?",
    needs=(
        Need(
            "signature-verification", "how it makes sure that a delivery really comes from its sender (signature over the raw body, shared secret)",
            "an endpoint that believes every caller lets anybody forge events",
            (r"signatures?", r"signed", r"hmac", r"signing (?:secret|key)", r"shared secrets?", r"verif\w+[^.\n]{0,40}(?:origin|sender|authentic\w*|caller|source|came from)", r"authenticat\w+[^.\n]{0,40}(?:senders?|callers?|requests?|deliver\w*|webhooks?|callbacks?|events?)",
             r"mtls", r"mutual tls", r"allow-?list\w*", r"ip (?:range|filter|allow)\w*", r"jwt", r"(?:bearer|basic auth|secret) \w*", r"reject\w*[^.\n]{0,30}(?:forged|tampered|unsigned|unknown)", r"forg(?:ed|ery)", r"spoof\w*", r"(?:secret|token) (?:in|as) [^.\n]{0,20}(?:header|query|path|url)", r"public key"),
            severity="error",
            trigger=r"(?:add|creat|implement|build|expos|set up|new|introduc|mount|open|write|receiv|accept|listen|handl)\w*[^.\n]{0,50}(?:endpoints?|routes?|receivers?|(?:web[- ]?hooks?|callbacks?|events?|notifications?|notices?)|listeners?|urls?)|post\W{0,3}`?/\S+|endpoints?|routes?|receivers?|listeners?|here|us|(?:our|this|the) (?:\w+ )?(?:url|address)|callbacks?|(?:inbound|incoming|notify|hooks?)[./]\w+|called by|as they (?:come|arrive)",
        ),
        Need(
            "idempotency", "what happens when the same event is delivered twice",
            "senders retry, so a handler that isn't idempotent applies an event twice",
            (*ONCE, r"replay\w*[^.\n]{0,30}\b(?:ignor|skip|harmless|no effect|once)\w*", r"re-?deliver\w*", r"same (?:event|delivery|message|notice|callback|scan)", r"repeat\w*", r"processed[_ -]events?",
             r"unique (?:constraint|index|key)[^.\n]{0,40}", r"(?:event|delivery|message|notice)[ _-]?ids?[^.\n]{0,40}(?:unique|store|record|seen|check|known|key)\w*"),
            about=_DELIVERY,
        ),
        Need(
            "ordering-and-timing", "what happens when events arrive late, out of order, or before the record they are about exists",
            "deliveries are not ordered and can overtake the call that caused them",
            (r"out[- ]of[- ](?:order|sequence)", r"(?:delivery|arrival|event|message) order", r"order(?:ing)? (?:of|is not|isn't|guarantee\w*|by|across|does not|doesn't)", r"ordering", r"re-?order(?:ed|s|ing)?", r"revers(?:e|ed) order", r"order (?:is|was|are) (?:kept|not guaranteed|undefined)", r"(?:higher|lower|newer|older|smaller|greater|later|earlier) (?:one|revision|version|number|sequence)[^.\n]{0,30}(?:newer|wins|stored|kept|ignored|counts|decides|applied|dropped)", r"(?:lower|higher|smaller|greater|earlier|later) than the (?:stored|known|last|current)", r"in order of", r"rac(?:e|es|ing)(?! to)[^.\n]{0,60}(?:web[- ]?hooks?|events?|arriv\w+|before|between|when|if|where|with the)",
             r"(?:arriv(?:e|es|ed|ing|al)|deliver(?:y|ies|ed|s)?|comes?|coming|came|lands?|shows? up|turns? up)[^.\n]{0,40}(?:before|late|later|early|first|ahead|after)", r"(?:before|ahead of)[^.\n]{0,50}(?:response|returns|responds|row exists|record exists|is (?:created|stored|committed|known))", r"overtak\w+", r"not[- ]found[^.\n]{0,60}(?:retry|grace|park|later|requeue|tolerat)\w*",
             r"not known yet", r"too (?:early|late)", r"(?:stale|old|older|early|late) (?:events?|callbacks?|notices?|deliver\w+|messages?|updates?|scans?|pings?)", r"sequence numbers?", r"(?:event|delivery|provider|their|its)?[ _-]?timestamps?[^.\n]{0,30}(?:order\w*|newer|older|compare\w*|skip\w*)", r"newer than", r"older than", r"(?:unknown|no|missing|unmatched) \w+[^.\n]{0,20}(?:skip\w*|persist\w*|ignor\w*|log\w*)", r"persist\w* anyway"),
            about=rf"{_DELIVERY}|response|race|record",
        ),
    ),
)  # fmt: skip

TITLED_CHARGING = r"(?:(?<![^\n])|(?<=\*\*)|(?<=[-–—:.)#] ))(?:charging|billing|collecting|debiting|capturing|capture|pay-?outs?|paying out|refunds?|refunding|settlement|collection|top-?ups?)(?=\W{0,6}(?:$|\n|[*:.,(—–-]| of | by | worker| at | with | through | on ))"
"""A title that only names the act."""

PAYMENTS = Area(
    "payment",
    "takes or moves money",
    triggers=(
        (rf"{forms('charge', 'bill', 'debit', 'refund', 'invoice')} (?:the |a |an |each |every |all |our |any )*(?:\w+ ){{0,2}}?(?:{PAYERS}|{MONEY})",),
        (rf"{forms('collect', 'capture', 'authorize', 'authorise', 'take', 'deduct', 'withdraw', 'settle', 'transfer', 'disburse', 'pay out', 'remit', 'process', 'issue', 'renew', 'retry', 'submit', 'trigger', 'initiate', 'execute')} {near(4)}(?:cards?|payments?|invoices?|fees?|funds|money|subscriptions?|deposits?|fares?|rents?|premiums?|donations?|payouts?|refunds?|charges?|earnings|dues|top-?ups?|tolls?|balances?|(?:the|a) difference)",),
        (rf"{forms('post', 'send', 'submit')} {near(3)}(?:amounts?|payments?|charges?|transfers?)\s+{near(6)}`?(?:/payments?|/charges?|/payouts?|/refunds?|/transfers?|acquirer|psp|bank|payment provider|gateway)",),
        (r"(?:create|call|submit|post|make|confirm)\w*[^.\n]{0,25}(?:paymentintents?|(?:the |a |an )?(?:card |bank )?payments?|payment intents?|payment_intents?|`?/(?:payments|charges|payouts|refunds|transfers)`?|charge (?:api|call|request)s?|direct debits?|payouts?|wire transfers?)",),
        (rf"{forms('charge', 'debit', 'collect', 'take', 'bill', 'withdraw')} (?:what(?:ever)?|everything|all that|whoever|those who) {near(4)}(?:due|owed|owes?|open|outstanding|unpaid)",),
        (rf"money {near(2)}(?:goes|is sent|is paid|is transferred|flows|is taken|is moved|changes hands)", r"back|out|to|from|off"),
        (rf"{forms('top up', 'load', 'credit')} {near(4)}(?:cards?|wallets?|accounts?|balances?)", r"from|by|through|via|with|at|automatically"),
        (rf"{forms('pay')} {near(6)}(?:through|via|by|over|with|from|out of) {near(3)}(?:bank\w*|sepa|transfer|stripe|wise|paypal|cards?|api|direct debit|provider|account)",),
        (rf"{forms('collect', 'take', 'charge', 'pay', 'draw', 'deduct', 'book', 'put', 'post', 'reserve', 'hold', 'block', 'debit', 'levy', 'withdraw')} {near(4)}(?:fines?|dues|fees?|fares?|lev(?:y|ies)|tuition|rents?|tolls?|premiums?|amounts?|sums?|tabs?|open items|arrears|bills?|totals?|price|contributions?|dues|commission)\b[^.\n]{{0,40}}\b(?:sepa|direct debit|cards?|bank\w*|deposits?|wallets?|accounts?|balances?|stripe|paypal|provider)",),
        (rf"{forms('send', 'submit', 'create', 'issue', 'transmit', 'upload', 'trigger', 'release', 'execute')} {near(4)}(?:payment (?:orders?|instructions?|files?)|bank transfers?|credit transfers?|sepa (?:files?|batch(?:es)?|runs?)|standing orders?|pain\.00\d)",),
        (r"take the money|move(?:s|ing)? (?:the )?money|automatic(?:ally)? (?:billing|charg\w+|payments?)|recurring (?:billing|charges?|payments?)|autopay|dunning",),
    ),
    plans=r"paypal|stripe|adyen|mollie|braintree|square|klarna|wise|gocardless|sepa|direct debit|billing|payments?|checkout|wallets?|psp|acquirer|bank\w*",
    triggers_there=(
        (rf"{forms('capture', 'charge', 'refund', 'debit', 'collect', 'pay', 'settle')}", r"post\W{0,3}/\S+|endpoints?|sandbox", r"paypal|stripe|adyen|mollie|braintree|square|klarna|wise|gocardless|payments?|charges?|money|amounts?|checkout"),
        (r"(?:debit|billing|charge|payout|collection|dunning|settlement) (?:runs?|jobs?|batch|export|worker)",),
        (TITLED_CHARGING,),
    ),
    never=r"billing (?:docs?|page|address|model|ui|settings|docs)|(?:charge|charged) (?:of|with)|payments? (?:page|form|docs?|model|type|status|icon|ui|table|column|method|history|screen|tab|link|page)|invoice (?:pdf|template|layout|number|list)|events?|webhooks?|notif\w+|refund policy|price (?:list|column|tag)|(?:table|column|enum|type|interface|docs?) (?:for|of)",
    needs=(
        Need(
            "idempotency", "what keeps a retry from charging twice",
            "a timeout leaves the caller not knowing whether the money moved, and a plain retry moves it again",
            (*ONCE, r"double[- ]?(?:charg|bill|pay|process|submi|debit|refund|collect|captur|deduct)\w*", r"same (?:key|reference|request)", r"reference (?:number|id|key)[^.\n]{0,40}(?:same|unique|retry|again|repeat)\w*", r"unique (?:constraint|index|key|reference)", r"look\w*[^.\n]{0,30}(?:whether|if)[^.\n]{0,30}(?:went through|happened|charged|paid|exists)"),
            about=r"charg\w*|pa(?:y|id)\w*|bill\w*|debit\w*|captur\w*|refund\w*|intents?|checkout|purchas\w*|invoice\w*|subscri\w*|money|gift\w*|donat\w*|fees?|amounts?|collect\w*|settle\w*|transfer\w*|idempotency[- ]key|retried request|renew\w*|deduct\w*|cards?",
        ),
    ),
)  # fmt: skip

SCREENS = r"(?:clients?|displays?|screens?|browsers?|dashboards?|tablets?|phones?|viewers?|subscribers?|listeners?|players?|sessions?|tabs?|participants?|watchers?|boards?|scoreboards?|terminals?|panels?|connections?|sockets?|peers?|monitors?|handhelds?|spectators?|bidders?|editors?|kiosks?|walls?)"
LISTENING = rf"(?:all|every|each|connected|subscribed|listening|open|attached|waiting|watching|online|the other|other) {near(2)}{SCREENS}"
"""Those who are connected."""
PUSH_OUT = rf"(?:{forms('send', 'push', 'forward', 'broadcast', 'stream', 'publish', 'deliver', 'fan out', 'relay', 'hand', 'write', 'emit', 'distribute', 'multicast', 'pass', 'mirror')} {near(8)}(?:to|at) {near(4)}{SCREENS})"
"""Sends something on to screens."""

REALTIME = Area(
    "realtime",
    "pushes messages over a live connection",
    triggers=(
        (PUSH_OUT, rf"{LISTENING}|`?/?wss?[:/]"),
        (r"(?:mov(?:e|es|ing)|switch(?:es|ing)?|chang(?:e|es|ing)|replac(?:e|es|ing)|turn(?:s|ing)?|go(?:es|ing)?) [^.\n]{0,60}(?:to|by|with|on|over to) (?:an? |the )?(?:web ?sockets?|sockets?|event[- ]streams?|server[- ]sent events|sse|long-lived (?:connections?|requests?)|push(?: channel)?)(?! (?:file|activation|timeout))",),
        (r"subscrib\w+|clients?|browsers?|displays?|tablets?|phones?", r"`?wss?://\S+"),
        (rf"{forms('open', 'keep', 'hold', 'use', 'create')} {near(3)}(?:long-lived|persistent|live|permanent|standing) (?:connections?|channels?|streams?|links?)",),
        (r"(?:web ?sockets?|server[- ]sent events|sse|socket\.io|signalr|actioncable|phoenix channels?|push channel|live (?:updates?|sync|feed)|mqtt|webrtc data channel|grpc stream\w*)", r"(?:messages?|sync\w*|updates?|broadcast\w*|protocol|events?|push(?:es|ed|ing)?|forwards?|subscrib\w+|stream\w*|publish\w*|applies|fan[- ]?out|gateway|positions?|scores?|delivers?|connections?)"),
        (r"(?:broadcast|push|stream|forward)\w* [^.\n]{0,60}(?:over|via|through|to|down) [^.\n]{0,20}(?:web ?sockets?|sockets?|subscribers|connected clients|open connections)",),
    ),
    plans=r"web ?sockets?|sockets?|server[- ]sent|sse|event[- ]streams?|wss?|mqtt|signalr|socket\.io|push(?:es)? (?:each|every|new|all|to)|live|real[- ]?time|within (?:a|one) second",
    triggers_there=(
        (rf"(?:appears?|shows? up|arrives?|is (?:seen|shown|drawn)|are (?:seen|shown|drawn)|visible|updated?s?|changes?|moves?) {near(5)}(?:on|in|at) {near(3)}{SCREENS}", r"at once|immediately|instantly|live|within \S+ seconds?|without (?:a )?reload\w*|in real[- ]?time|every open|all open|the other"),
        (r"(?:changes?|edits?|updates?|scores?|bids?|positions?|readings?|values?|messages?|moves?|cursors?|presence|chat|typing) live(?! (?:data|site|system|traffic))|live (?:updates?|view|board|map|positions?|scores?|ticker|cursors?|presence|status|feed|chat|typing|list|screen|values?|changes|readings?)", r"screens?|displays?|sockets?|browsers?|clients?|everybody|everyone|others?|push\w*|stream\w*|server"),
        (r"presence|who (?:joins|is here|is online|is typing)|everyone in the room|everybody in the room", r"channels?|rooms?|sockets?|sees?"),
    ),
    never=r"unix (?:domain )?sockets?|docker sockets?|socket (?:file|activation)|clos(?:e|es|ing) (?:the |all )?(?:web ?)?sockets?|tear\w* down [^.\n]{0,20}sockets?|(?:ruled out|rejected|instead of|not use|without) [^.\n]{0,20}(?:web ?sockets?|sse)|(?:test|mock|verify|check)\w* [^.\n]{0,30}web ?sockets?|web ?sockets? (?:tests?|fixtures?)|(?:remove|delete|drop)\w* [^.\n]{0,20}web ?sockets?",
    needs=(
        Need(
            "ordering-and-resync", "what happens to messages that are lost, reordered or missed during a reconnect",
            "live connections drop and reorder messages, and clients drift apart unnoticed",
            (r"out[- ]of[- ]order", r"order(?:ing)? (?:of|is|guarantee\w*)", r"message order\w*", r"sequence numbers?", r"seq", r"re-?sync\w*", r"re-?connect\w*", r"missed (?:messages|events|updates)", r"replay\w*", r"last[- ]event[- ]id", r"catch(?:es)?[- ]?up", r"snapshot (?:on|when|after|at) ", r"dropped (?:messages|connections?)", r"connection (?:drops?|is lost|breaks?|loss)", r"(?:lost|missing|gaps?|skipped|overtak\w+)[^.\n]{0,30}(?:messages?|numbers?|updates?|events?)", r"full state", r"comes? back online", r"older than (?:the )?(?:shown|last|current)", r"monotonic\w*", r"gap (?:in|is)"),
        ),
    ),
)  # fmt: skip
