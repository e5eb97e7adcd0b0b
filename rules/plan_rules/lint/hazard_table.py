"""The hazard areas: who enters, what such steps need, which words answer it, and why it matters.

Patterns ignore case and stand between word borders; a trigger's patterns must all be found. The words of people and things
are in `language/things.py`.
"""

from plan_rules.language.acts import CONVERT, CONVERTING_TITLE, MOVE, MOVE_WAYS, MOVING_TITLE, NO_DATA
from plan_rules.language.forms import forms, near
from plan_rules.language.things import (
    CHANGE,
    COMPARE,
    EVENT,
    MONEY,
    OUTSIDER,
    PAYERS,
    RECEIVE,
    RECEIVER,
    RIGHTS,
    VERSION,
    WEBHOOK,
    WRITE,
)
from plan_rules.lint.hazard_remarks import ONCE, REMARKED
from plan_rules.lint.hazards import Area, Need

_DELIVERY = r"(?:web[- ]?hooks?|hooks?|events?|deliver\w*|callbacks?|notif\w*|notices?|senders?|messages?|arriv\w*|pings?|pushes|repeats?|status\w*|scans?|reports?|courier\w*|provider\w*|carrier\w*|partner\w*)"


AREAS: tuple[Area, ...] = (
    Area(
        "webhook",
        "receives somebody else's events",
        triggers=(
            (WEBHOOK, RECEIVER),
            (WEBHOOK, rf"{forms('add', 'create', 'expose', 'open', 'mount', 'listen for')}", r"sends? us|events|pushes|notifications|callbacks"),
            (rf"{RECEIVE} {near(5)}{WEBHOOK}", rf"{RECEIVER}|{EVENT}|{OUTSIDER}|verif\\w+|payloads?"),
            (rf"{forms('receive', 'accept', 'ingest', 'consume', 'listen for', 'take in', 'handle', 'process', 'pick up')} {near(5)}{OUTSIDER}(?:'s|s')? {near(2)}{EVENT}", RECEIVER),
            (rf"{RECEIVER} {near(4)}(?:for|that (?:receives?|accepts?|takes?|handles?)|to (?:receive|accept|handle|take)) {near(4)}(?:{OUTSIDER}(?:'s|s')? {near(2)}{EVENT}|callbacks?)",),
            (r"post\W{0,3}`?/[\w/{}:-]*(?:hooks?|callbacks?|ipn|notif\w*|inbound|events|push(?:es)?|postbacks?|listener)\b", rf"{RECEIVE}|{EVENT}"),
            (rf"{forms('receive', 'accept', 'ingest', 'take in', 'listen for', 'handle', 'process')} {near(3)}(?:pushes|notifications|notices|updates|reports|confirmations|pings|postbacks)", r"post\W{0,3}/\S+|endpoints?|routes?|web[- ]?hooks?|controllers?|handlers?|listeners?"),
            (r"listeners?|listens?", r"post\W{0,3}/\S+"), (r"(?:web)?hooks?/\w+|callbacks?/\w+|notif\w+/\w+", RECEIVER), (r"notification (?:controller|endpoint|handler|receiver|listener)s?",),
            (rf"{RECEIVER} (?:that|which) {near(6)}(?:calls?|posts? to|hits?|pings?|invokes?|notif(?:y|ies))",),
            (rf"{OUTSIDER} {near(4)}(?:calls?|posts?|pushes|sends?|notif(?:y|ies)|pings?) {near(3)}(?:us|our|back|to us|the (?:endpoint|route|url|service))", RECEIVER),
        ),
        never=rf"(?:existing|current|present) {near(3)}(?:web[- ]?hooks?|handlers?|receivers?)|{forms('update', 'fix', 'modify', 'refactor', 'change', 'extend', 'move', 'rename', 'edit', 'adjust', 'simplify', 'harden', 'wrap', 'replace', 'rewrite', 'document')} [^.\n]{{0,50}}\b(?:web[- ]?hooks?|callbacks?)|connection_ack|(?:outgoing|outbound|{forms('send', 'deliver', 'emit', 'dispatch', 'fire', 'publish')} (?:our |the |out |an? )?(?:outgoing )?)[^.\n]{{0,20}}web[- ]?hooks?|git hooks?|react|(?:pre|post)-commit|callback (?:functions?|props?|params?|arguments?|ref)|o?auth\w* callbacks?|(?:login|sign-?in|sso) callbacks?|{forms('delete', 'remove', 'drop', 'rename', 'document')} {near(3)}web[- ]?hooks?",
        needs=(
            Need(
                "signature-verification", "how it makes sure that a delivery really comes from its sender (signature over the raw body, shared secret)",
                "an endpoint that believes every caller lets anybody forge events",
                (r"signatures?", r"signed", r"hmac", r"signing (?:secret|key)", r"shared secrets?", r"verif\w+[^.\n]{0,40}(?:origin|sender|authentic\w*|caller|source|came from)", r"authenticat\w+[^.\n]{0,40}(?:senders?|callers?|requests?|deliver\w*|webhooks?|callbacks?|events?)",
                 r"mtls", r"mutual tls", r"allow-?list\w*", r"ip (?:range|filter|allow)\w*", r"jwt", r"(?:bearer|basic auth|secret) \w*", r"reject\w*[^.\n]{0,30}(?:forged|tampered|unsigned|unknown)", r"forg(?:ed|ery)", r"spoof\w*", r"(?:secret|token) (?:in|as) [^.\n]{0,20}(?:header|query|path|url)", r"public key"),
                severity="error",
                trigger=r"(?:add|creat|implement|build|expos|set up|new|introduc|mount|open|write|receiv|accept|listen|handl)\w*[^.\n]{0,50}(?:endpoints?|routes?|receivers?|(?:web[- ]?hooks?|callbacks?|events?|notifications?|notices?)|listeners?|urls?)|post\W{0,3}`?/\S+|endpoints?|routes?|receivers?",
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
                (r"out[- ]of[- ](?:order|sequence)", r"(?:delivery|arrival|event|message) order", r"order(?:ing)? (?:of|is not|isn't|guarantee\w*|by|across|does not|doesn't)", r"ordering", r"in order of", r"rac(?:e|es|ing)(?! to)[^.\n]{0,60}(?:web[- ]?hooks?|events?|arriv\w+|before|between|when|if|where|with the)",
                 r"(?:arriv|deliver|com|land|show)\w*[^.\n]{0,40}(?:before|late|early|first|ahead|after)", r"(?:before|ahead of)[^.\n]{0,50}(?:response|returns|responds|row exists|record exists|is (?:created|stored|committed|known))", r"overtak\w+", r"not[- ]found[^.\n]{0,60}(?:retry|grace|park|later|requeue|tolerat)\w*",
                 r"not known yet", r"too (?:early|late)", r"(?:stale|old|older|early|late) (?:events?|callbacks?|notices?|deliver\w+|messages?|updates?|scans?|pings?)", r"sequence numbers?", r"(?:event|delivery|provider|their|its)?[ _-]?timestamps?[^.\n]{0,30}(?:order\w*|newer|older|compare\w*|skip\w*)", r"newer than", r"older than", r"(?:unknown|no|missing|unmatched) \w+[^.\n]{0,20}(?:skip\w*|persist\w*|ignor\w*|log\w*)", r"persist\w* anyway"),
                about=rf"{_DELIVERY}|response|race|record",
            ),
        ),
    ),
    Area(
        "payment",
        "takes or moves money",
        triggers=(
            (rf"{forms('charge', 'bill', 'debit', 'refund', 'invoice')} (?:the |a |an |each |every |all |our |any )*(?:\w+ ){{0,2}}?(?:{PAYERS}|{MONEY})",),
            (rf"{forms('collect', 'capture', 'authorize', 'authorise', 'take', 'deduct', 'withdraw', 'settle', 'transfer', 'disburse', 'pay out', 'remit', 'process', 'issue', 'renew', 'retry', 'submit', 'trigger', 'initiate', 'execute')} {near(4)}(?:cards?|payments?|invoices?|fees?|funds|money|subscriptions?|deposits?|fares?|rents?|premiums?|donations?|payouts?|refunds?|charges?|earnings|dues|top-?ups?|tolls?|balances?|(?:the|a) difference)",),
            (rf"{forms('post', 'send', 'submit')} {near(3)}(?:amounts?|payments?|charges?|transfers?)\s+{near(6)}`?(?:/payments?|/charges?|/payouts?|/refunds?|/transfers?|acquirer|psp|bank|payment provider|gateway)",),
            (r"(?:create|call|submit|post|make|confirm)\w*[^.\n]{0,25}(?:paymentintents?|(?:the |a |an )?(?:card |bank )?payments?|payment intents?|payment_intents?|`?/(?:payments|charges|payouts|refunds|transfers)`?|charge (?:api|call|request)s?|direct debits?|payouts?|wire transfers?)",),
            (r"take the money|move(?:s|ing)? (?:the )?money|automatic(?:ally)? (?:billing|charg\w+|payments?)|recurring (?:billing|charges?|payments?)|autopay|dunning",),
        ),
        plans=r"paypal|stripe|adyen|mollie|braintree|square|klarna|wise|gocardless|sepa|direct debit|billing|payments?|checkout|wallets?|psp|acquirer|bank\w*",
        triggers_there=(
            (rf"{forms('capture', 'charge', 'refund', 'debit', 'collect', 'pay', 'settle')}", r"post\W{0,3}/\S+|endpoints?|sandbox", r"paypal|stripe|adyen|mollie|braintree|square|klarna|wise|gocardless|payments?|charges?|money|amounts?|checkout"),
            (r"(?:debit|billing|charge|payout|collection|dunning|settlement) (?:runs?|jobs?|batch|export|worker)",),
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
    ),
    Area(
        "schema",
        "creates relational objects that refer to each other",
        triggers=(
            (r"(?:junction|join|joining|link|linking|association|associative|bridge|pivot|through|cross[- ]reference|child|membership|mapping|many-to-many)[- ](?:tables?|models?)",),
            (r"(?:create|add|new) (?:the |all |\w+ )?tables",),
            (r"foreign[- ]keys?|references? \w+\s?\(|\bfks?\b",),
            (r"(?:add|create|new)\w* [^\n]{0,60}`\w+`[^.\n]{0,40}(?:,|and)\s+`\w+[._]\w+`", r"migrations?|schema|sql|ddl|(?:db|migrations?)/\S+"),
            (r"migrations? `\w+`[^.\n]{0,20}(?:,|and)\s+`\w+_\w+`|\w+_id referencing \w+",),
            (r"(?:add|create)\w* `\w+`[^\n]{0,60}`?\w+_\w+`? \(`?\w+_id`?, `?\w+_id`?\)",),
            (rf"(?:tables?|migrations?|add|create|new) {near(8)}(?:referenc(?:es|ing)|refers? to|referring to|point(?:s|ing)? (?:at|to)|belong(?:s|ing)? to|hang(?:s|ing)? off|link(?:s|ed|ing)? to|keyed (?:to|by)|with (?:an? )?(?:fk|references?) to)", r"tables?|migrations?|schema|sql|columns?|model"),
        ),
        never=r"(?:markdown|summary|docs?|documentation|html|hash|lookup|pivot) tables?(?: of contents)?|link(?:ing)? tables? of contents|(?:no|without(?: a| any)?|never|drop\w*|remov\w*|not) (?:\w+ )?foreign[- ]keys?",
        needs=(
            Need(
                "creation-order", "in which order the tables and their foreign keys are created",
                "a child that is created before its parent fails the migration half-way",
                (r"foreign keys?[^.\n]{0,80}(?:order|before|after|first|requires?|depend\w*|later|last)", r"(?:before|after|once)[^.\n]{0,60}(?:tables?|referenced|parents?|migration \d+|children|exists?)", r"must (?:exist|run|be created|come|be there|stand)[^.\n]{0,40}(?:first|before)",
                 r"(?:dependency|creation|migration|execution) order", r"order of (?:creation|migrations?|tables?)", r"(?:the )?order (?:matters|is)", r"(?:migrations?|tables?)[^.\n]{0,40}(?:depends? on|dependenc\w+|requires? (?:the )?[\w`]+ (?:to|migration))", r"(?:parents?|referenced) (?:tables? )?(?:go |come |are made |created )?(?:first|before)",
                 r"(?:already )?exists? (?:since|already|from)", r"already (?:there|exists?)", r"create table [^\n]{0,60}\(", r"in (?:this|dependency|that) order", r"deferr\w+ constraint", r"(?:exists?|created|applied|made|added|there) (?:first|before)", r"(?:run|created|applied|added) after (?:the |its )?(?:\w+ ){0,2}(?:tables?|migrations?|parents?)", r"children (?:last|after)", r"then the \w+ (?:partitions|tables|children)"),
                about=r"tables?|migrations?|schema|foreign|columns?|keys?|references?|parents?|sql|partitions?",
            ),
        ),
    ),
    Area(
        "data-move",
        "moves or converts existing data",
        triggers=(
            *((way,) for way in MOVE_WAYS),
            (MOVE, MOVING_TITLE, r"rows?|records?|INSERT|SELECT|both tables|partitions?|(?:old|new) table|table `?\w+_\w+|columns?"),
        ),
        plans=r"migrations?|tables?|columns?|rows?|databases?|sql|postgres\w*|mysql|schema|records|collections?",
        triggers_there=(
            (CONVERT, CONVERTING_TITLE, r"\w+\.\w+|`\w+_\w+`|rows?|records?|pairs|existing|per transaction|update|columns?|tables?"),
            (r"(?:import|migration|conversion|backfill|data) (?:script|command|job|task)s?", r"reads?|attach\w*|fills?|writes?|converts?|existing|old|rows?|records?|from"),
        ),
        not_in=NO_DATA.pattern,
        needs=(
            Need(
                "production-data", "what happens to the running system meanwhile: downtime, dual running, writes that arrive during the move",
                "rows written while the move runs are lost or half converted",
                (r"production (?:data|traffic|load|system|users|rows|volume|writes|database|copy)", r"in production (?:while|during)", r"down-?time", r"dual[- ](?:writ|read|run)\w*", r"double[- ]writ\w*", r"maintenance (?:window|mode|page)", r"live (?:traffic|data|system|users|rows|writes|table|run)", r"both (?:systems|tables|columns|schemas|stores|old and new)",
                 r"read-only (?:mode|window|while|during)", r"while[^.\n]{0,40}(?:running|runs|live|serving|in use|continues|copy|migration)", r"online migration", r"shadow (?:table|write|read)\w*", r"new (?:writes|moves|rows|records|entries|orders)", r"concurrent writes", r"in[- ]flight", r"triggers? (?:writes?|cop(?:y|ies)|keeps?|mirrors?)[^.\n]{0,40}", r"quiet (?:hours?|time)",
                 r"(?:writes?|new \w+|orders|traffic|requests?|changes|inserts?|updates|reads|site|service|app\w*|api|systems?|readers|writers)[^.\n]{0,50}(?:during|throughout) (?:the )?(?:migration|move|backfill|copy|transition|rollout|conversion)", r"(?:during|throughout) (?:the )?(?:migration|move|backfill|copy|transition|rollout|conversion)[^.\n]{0,50}(?:writes?|traffic|requests?|inserts?|updates|readers|writers|users)",
                 r"meanwhile", r"in the meantime", r"flag (?:is |stays )?(?:off|default)\w*", r"off by default", r"default off", r"backwards?[- ]compatible", r"writes? (?:are )?(?:paused|frozen|stopped|blocked|queued|disabled)", r"(?:freez\w+|paus\w+|stop\w*) (?:the )?(?:writes|ingest\w*|writers)", r"off[- ](?:hours|peak)", r"overnight", r"at night", r"notice nothing", r"prime time", r"locks?[^.\n]{0,30}(?:rows?|tables?)", r"out of hours", r"nobody (?:works|writes|uses)", r"switched off (?:while|during)"),
            ),
            Need(
                "volume-and-batching", "how much data there is and in which portions it is moved",
                "one statement over a large table holds locks and memory until it fails",
                (r"batch\w*", r"chunk\w*", r"in (?:portions|slices|steps of|groups of|lots of|blocks of)", r"pagina\w+", r"pages? of", r"stream(?:s|ed|ing)? (?:the|rows?|records?|from|through|over)", r"out of memory", r"oom", r"at a time", r"a (?:call|run|round|go|minute|second) ?(?:,|\)|of)?[^.\n]{0,20}throttl\w+", r"throttl\w+",
                 r"cursor", r"iterator\(", r"small (?:table|dataset|number of|enough)", r"(?:only|just|a mere|fewer than|less than|under|below) (?:a few|about |some |around )?[\d.,]*\s?(?:\w+ )?(?:rows|records|documents|entries|users|customers|items|kb|mb|hundred|dozen)", r"fits? in(?:to)? (?:memory|one)", r"(?:rows|records|documents|items) (?:per|a|each) (?:batch|run|transaction|statement|call|commit)", r"\d[\d\s.,]* (?:\w+ )?(?:per|a|each|every) (?:batch|run|transaction|statement|call|commit|time)",
                 r"limit \d+", r"resum\w+", r"partition by partition", r"one (?:\w+ )?(?:month|day|tenant|partition|shard|region|shop|branch) at a time", r"(?:month|day|tenant|shard|region) by (?:month|day|tenant|shard|region)", r"takes? (?:about |around |roughly )?(?:\d+|a few|some) (?:s|sec\w*|seconds?|minutes?|hours?)"),
            ),
            Need(
                "unmapped-rows", "what happens to rows that can't be converted",
                "real data holds values that no mapping foresaw, and they stop the move or vanish",
                (r"un-?mapp\w*", r"(?:no|without(?: a| any)?) (?:match\w*|equivalent|mapping|counterpart|corresponding)(?! (?:check|constraint|index|test))", r"(?:can(?:no|')t|can not|cannot|could not|couldn't|do(?:es)?n't|do not|does not|fail(?:s|ed)? to) (?:be )?(?:directly )?(?:map|convert|pars|migrat|mov|match|fit|resolv)\w*", r"orphan\w* (?:rows?|records?|entries|references|users|ids)",
                 r"malformed", r"(?:invalid|bad|broken|corrupt\w*|odd|dirty|garbage|unparsable|incomplete) (?:rows?|values?|records?|data|entries|blobs?|dates?)", r"(?:unknown|other|unexpected|unrecogni[sz]ed) (?:\w+ )?(?:roles?|values?|codes?|types?|status\w*|formats?|keys?|ids?|kinds?)", r"skip\w*[^.\n]{0,30}(?:rows?|records?|entries)", r"not 1:1", r"one-to-one",
                 r"special[- ]cases?", r"reconcil\w+", r"quarantin\w+", r"reject\w* (?:rows?|table|file|list)", r"dead[- ]letter", r"exceptions? (?:table|report|list|file)", r"(?:nulls?|missing|empty)[^.\n]{0,30}(?:default\w*|handled|becomes?|stays?|goes?|kept|get)", r"ambiguous", r"left ?overs?", r"legacy (?:\w+ )?(?:rows|values|records)", r"\w+`?\s?(?:->|→|=>)\s?`?\w+[^.\n]{0,60}(?:->|→|=>)", r"(?:those|ones|\w+s) (?:without|with no|whose)[^.\n]{0,40}(?:gets?|becomes?|stays?|keeps?|goes|go|receives?|defaults?|falls?)", r"stops? the (?:run|copy|migration|import)", r"prints? the row", r"by hand", r"rows? that[^.\n]{0,40}(?:go(?:es)?|land|end up|are (?:kept|listed|logged|written))"),
            ),
        ),
    ),
    Area(
        "permissions",
        "changes who may do what",
        triggers=(
            (rf"{CHANGE} {near(6)}(?:{RIGHTS}|\w+polic(?:y|ies))",),
            (rf"{RIGHTS} {near(5)}(?:looks? for|asks? for|answers? from|reads? from|requires?|denies|answers? 403|returns? 403|instead of|is replaced|are replaced|replaces?|moves? to|becomes?)",),
            (r"(?:403|forbidden|denied|deny)[^.\n]{0,40}(?:without|unless|when|if|for)|without (?:one|it|a grant|the (?:role|permission|right|grant))", RIGHTS),
            (rf"(?:only|nobody but|no one but) {near(4)}(?:may|can|are allowed to) (?:now |still )?(?:\w+ )?(?:see|edit|change|read|delete|open|approve|write)", RIGHTS),
            (rf"los(?:e|es|ing) {near(4)}(?:access|rights?|permissions?|scopes?|roles?|grants?)",),
        ),
        never=r"host[_ ]permissions?|(?:dtos?|interface|props?|enum|fields?|propert(?:y|ies)|columns?|params?|types?) [^.\n]{0,20}(?:roles?|permissions?)|(?:roles?|permissions?) (?:fields?|propert(?:y|ies)|columns?|enum|props?|params?|types?|dtos?)|(?:roles?|permissions?)`? (?:from|in|to)(?: [\w`]+){0,3} (?:dtos?|interface|props?|enum|fields?|propert(?:y|ies)|params?|types?)|(?:file|filesystem|unix|executable|github|gitlab|workflow|token|app|ios|android|camera|browser|manifest|linux|directory|posix|folder|os|notification|location|microphone|job|action|bot) permissions?|role=|aria\b[^.\n]{0,20}|permissions?: |(?:api )?keys? with|sdk|chmod|(?:retry|cache|network|eviction|security|privacy|content|retention|lifecycle|backoff|update|restart|version\w*) polic(?:y|ies)|iam role\w*|(?:heading|landmark|aria|message|assistant|user) roles?|copy ?right\w*|rights? (?:side|hand|pane|away|now|after)",
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
    ),
    Area(
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
        aims=r"race|races|lost (?:updates?|writes?|counts?|edits?)|oversell\w*|oversold|(?:created|counted|sent|booked|exported|charged|sold|run|credited|imported|processed) twice|duplicates? (?:rows|exports|orders|mails|e-?mails|jobs|bookings|charges|invoices|entries|notifications|requests|runs|imports|credits)|double[- ]?(?:book|charg|spen|count|s[eo]l|credit|bill)\w*|concurren\w+|simultan\w+|same time",
        triggers_there=(
            (rf"{forms('check', 'compare', 'query', 'read', 'look up', 'count', 'test', 'skip')} [^.\n]{{0,80}}(?:before|unless|then|and (?:sets?|writes?|inserts?|marks?)|with|first|ahead of)", r"insert\w*|apply\w*|order\w*|creat\w+|book\w*|sets?|writ\w+|increment\w*|decrement\w*|updat\w+|sav\w+|reserv\w+|redee\w+|stock|counter|running|runs"),
            (r"mutex(?:es)?|semaphores?|locks?|leases?|holds?", rf"{forms('take', 'add', 'acquire', 'hold', 'wrap', 'set', 'create', 'use', 'insert', 'reserve', 'introduce')}"),
            (r"flush\w*|drain\w*|reset\w*", r"counters?|keys?|counts?|totals?"),
        ),
        never=r"(?:package|dependency|npm|poetry|cargo|yarn|gem\w*)[- ]?lock|lock ?files?|merge conflicts?|api versions?|(?:python|node|java|go|rust|schema|package|library|app|minimum|semantic|major) versions?|version (?:field in|constant|file|number in|consistency|bump)|changelog|release notes?|releas(?:e|es|ed|ing)|semver|publish\w*|bump\w*|pyproject\S*|git",
        needs=(
            Need(
                "conflict-handling", "what a writer gets after a conflict: retry, merge, or a choice",
                "a rejected write that nobody resolves is a lost edit",
                (r"merg(?:e|es|ed|ing)(?! (?:request|queue|to main|into main|the pr|conflict))", r"resolv\w+[^.\n]{0,40}conflicts?", r"(?:conflicts?|clash(?:es)?|collisions?)[^.\n]{0,60}(?:resol|shown|show|dialog|banner|retry|retries|retried|surfac|logged|reload|refetch|re-read|prompt|message|choos|keep)\w*", r"last[- ]write\w*", r"retr(?:y|ies|ied|ying)", r"tr(?:y|ies) again", r"reload\w*", r"re-?fetch\w*", r"re-?read\w*",
                 r"keep (?:yours|mine|theirs)", r"(?:user|person|editor|client|caller|agent|clerk|buyer|officer|planner|loser|player|app|phone|customer|nurse|driver)s? (?:then )?(?:chooses?|decides?|sees?|picks?|gets?|(?:is|are) (?:asked|shown|told|offered))", r"(?:shown|told|offered|asked)[^.\n]{0,30}(?:again|both|new|current|other)", r"back-?off", r"loses the race", r"alternative (?:slot|seat|time)", r"side by side", r"diff(?:erence)? view", r"both versions", r"(?:comes? with|carr(?:y|ies)|includes?|returns?) the (?:stored|current|newer|latest)"),
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
                (r"atomic\w*", r"single (?:\w+ )?(?:statement|operation|transaction|update|query)", r"transactions?\w*", r"compare[- ]and[- ]s(?:wap|et)", r"cas", r"where[^.\n]{0,60}(?:version|revision|rev|lock_version|status|stamp)", r"for update", r"one (?:\w+ )?(?:statement|transaction|query)", r"(?:in|with|as) (?:one|that one|the same|a single) (?:statement|transaction|update|step|query|go)", r"affected rows", r"rows? (?:affected|changed|count)", r"(?:zero|no|0) rows", r"unique (?:constraint|index)", r"serializable",
                 r"check-and-set", r"(?:row|table|advisory|pessimistic|exclusive|distributed|redis) locks?", r"(?:acquir|tak|hold)\w*[^.\n]{0,20}lock", r"under (?:a|the|one) lock", r"conditional (?:update|write|put)", r"if-match", r"mutex", r"indivisible"),
            ),
        ),
    ),
    Area(
        "realtime",
        "pushes messages over a live connection",
        triggers=(
            (r"(?:web ?sockets?|server[- ]sent events|sse|socket\.io|signalr|actioncable|phoenix channels?|push channel|live (?:updates?|sync|feed)|mqtt|webrtc data channel|grpc stream\w*)", r"(?:messages?|sync\w*|updates?|broadcast\w*|protocol|events?|push(?:es|ed|ing)?|forwards?|subscrib\w+|stream\w*|publish\w*|applies|fan[- ]?out|gateway|positions?|scores?|delivers?|connections?)"),
            (r"(?:broadcast|push|stream|forward)\w* [^.\n]{0,60}(?:over|via|through|to|down) [^.\n]{0,20}(?:web ?sockets?|sockets?|subscribers|connected clients|open connections)",),
        ),
        never=r"(?:ruled out|rejected|instead of|not use|without) [^.\n]{0,20}(?:web ?sockets?|sse)|(?:test|mock|verify|check)\w* [^.\n]{0,30}web ?sockets?|web ?sockets? (?:tests?|fixtures?)|(?:remove|delete|drop)\w* [^.\n]{0,20}web ?sockets?",
        needs=(
            Need(
                "ordering-and-resync", "what happens to messages that are lost, reordered or missed during a reconnect",
                "live connections drop and reorder messages, and clients drift apart unnoticed",
                (r"out[- ]of[- ]order", r"order(?:ing)? (?:of|is|guarantee\w*)", r"message order\w*", r"sequence numbers?", r"seq", r"re-?sync\w*", r"re-?connect\w*", r"missed (?:messages|events|updates)", r"replay\w*", r"last[- ]event[- ]id", r"catch(?:es)?[- ]?up", r"snapshot (?:on|when|after|at) ", r"dropped (?:messages|connections?)", r"connection (?:drops?|is lost|breaks?|loss)", r"(?:lost|missing|gaps?|skipped|overtak\w+)[^.\n]{0,30}(?:messages?|numbers?|updates?|events?)", r"full state", r"comes? back online", r"older than (?:the )?(?:shown|last|current)", r"monotonic\w*", r"gap (?:in|is)"),
            ),
        ),
    ),
    *REMARKED,
)  # fmt: skip


def area_names() -> tuple[str, ...]:
    """Ids of the areas that a configuration may switch off."""
    return tuple(area.id for area in AREAS)
