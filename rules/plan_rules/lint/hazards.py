"""Hazard areas as data: what a step must do to enter one, and what its plan must have thought of then.

A trigger is a pattern with its object; a consideration counts as addressed where its pattern matches a line or paragraph
anywhere in the plan; with `about`, one that speaks of the area's things. Patterns ignore case. Messages are made of `asks`
and `why`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from plan_rules.lint.finding import Severity
from plan_rules.lint.settings import AddedArea, Options


@dataclass(frozen=True, slots=True)
class Need:
    """One consideration of an area."""

    id: str
    asks: str
    """What the plan does not say, after “the plan never says”."""
    why: str
    addressed: str
    severity: Severity = "warning"
    trigger: str = ""
    """Narrows the area's trigger for this consideration; empty for the area's own."""
    about: str = ""
    """Outside the step, words count only in a line that matches this; empty where they speak for themselves."""


@dataclass(frozen=True, slots=True)
class Area:
    id: str
    enters: str
    """What the step does, for people: “receives webhooks”."""
    trigger: str
    needs: tuple[Need, ...]
    never: str = ""
    """A step that matches this does not enter the area."""


AREAS: tuple[Area, ...] = (
    Area(
        id="webhook",
        enters="receives somebody else's events",
        trigger=(
            r"\b(?:webhooks?|web hooks?|callbacks?|inbound hooks?|push notifications? from \w+|event notifications?)\b[^.\n]{0,50}\b(?:handler|receiver|endpoint|listener|consumer|route|controller|url|processor)s?\b"
            r"|\b(?:handler|receiver|endpoint|listener|route|controller|url)s?\b[^.\n]{0,40}\b(?:for|that (?:receives?|accepts?|handles?)|to (?:receive|accept|handle))\b[^.\n]{0,40}\b(?:webhooks?|callbacks?|(?:incoming |inbound |provider |partner |carrier |vendor )+(?:events?|notifications?|hooks?))\b"
            r"|\b(?:receiv|accept|handl|process|consum|ingest|listen(?:s|ing)? (?:for|to))\w*\b[^.\n]{0,30}\b(?:webhooks?|(?:inbound|incoming|provider|partner|carrier|vendor|third[- ]party)(?:'s)? (?:events?|callbacks?|notifications?|hooks?))\b"
            r"|\bpost\b\W{0,3}/[\w/{}:-]*(?:webhook|hooks?|callback)s?\b"
        ),
        never=r"\b(?:outgoing|outbound|send(?:s|ing)?|deliver(?:s|ing)? (?:our|the)|emit|dispatch(?:es|ing)? (?:our|outgoing)) [^.\n]{0,20}webhooks?|\bgit hooks?\b|\breact\b",
        needs=(
            Need(
                "signature-verification",
                "how it makes sure that a delivery really comes from its sender (signature over the raw body, shared secret)",
                "an endpoint that believes every caller lets anybody forge events",
                r"signatures?\b|\bsigned\b|\bhmac\b|\bsigning (?:secret|key)|shared secret|verif\w+[^.\n]{0,40}(?:origin|sender|authentic|caller|source)|authenticat\w+[^.\n]{0,40}(?:sender|caller|request|deliver|webhook|callback|event)"
                r"|\bmtls\b|mutual tls|allow-?list\w*|\bip (?:range|filter|allow)|\bjwt\b|bearer token|reject\w*[^.\n]{0,30}(?:forged|tampered|unsigned)",
                severity="error",
            ),
            Need(
                "idempotency",
                "what happens when the same event is delivered twice",
                "senders retry, so a handler that isn't idempotent applies an event twice",
                r"idempot\w+|\bduplicat\w+|\bde-?dup\w*|\bmore than once\b|\btwice\b|exactly[- ]once|at[- ]least[- ]once|already (?:processed|handled|seen|applied|recorded)|\breplay\w*[^.\n]{0,30}\b(?:ignor|skip|harmless|no effect|once)|re-?deliver\w*|same event|seen before|\brepeat\w*|processed[_ -]events?"
                r"|unique (?:constraint|index|key)[^.\n]{0,40}(?:event|deliver|message)|(?:event|delivery|message)[ _-]?ids?\b[^.\n]{0,40}(?:unique|store|record|seen|check)",
                about=r"webhook|\bhooks?\b|events?\b|deliver|callback|notif|sender|messages?\b",
            ),
            Need(
                "ordering-and-timing",
                "what happens when events arrive late, out of order, or before the record they are about exists",
                "deliveries are not ordered and can overtake the call that caused them",
                r"out[- ]of[- ]order|\b(?:delivery|arrival|event|message) order|\border(?:ing)? (?:of|is not|isn't|guarantee\w*|by|across)|\bordering\b|\brac(?:e|es|ing)\b(?! to)[^.\n]{0,60}\b(?:webhooks?|events?|arriv\w+|before|between|when|if|where|with the)\b|\b(?:arriv|deliver|come|land|show)\w*\b[^.\n]{0,40}\b(?:before|late|early|first|ahead|after)\b"
                r"|\b(?:before|ahead of)\b[^.\n]{0,50}\b(?:response|returns|responds|row exists|record exists|is (?:created|stored|committed))|not[- ]found\b[^.\n]{0,60}(?:retry|grace|park|later|requeue|tolerat)|\bstale events?\b|sequence number|event timestamp|timestamp for ordering|newer than|older than the",
                about=r"webhook|\bhooks?\b|events?\b|deliver|callback|notif|sender|messages?\b|arriv|response|race",
            ),
        ),
    ),
    Area(
        id="payment",
        enters="takes or moves money",
        trigger=(
            r"\b(?:charg(?:e|es|ing)|bill(?:s|ing)?|debit(?:s|ing)?|captur(?:e|es|ing)|refund(?:s|ing)?|collect(?:s|ing)?|authori[sz](?:e|es|ing))\b[^.\n]{0,30}\b(?:cards?|customers?|users?|accounts?|payments?|invoices?|fees?|funds|money|subscriptions?|deposits?|members?|orders?)\b"
            r"|\b(?:create|add|submit|send|initiate|process|make)\w*\b[^.\n]{0,25}\b(?:payments?|charges?|payouts?|transfers? of money|payment intents?)\b(?! (?:page|form|docs?|model|type|status|icon|ui|table|column))"
        ),
        never=r"\bbilling docs?\b|\bcharge(?:s|d)? (?:of|with)\b",
        needs=(
            Need(
                "idempotency",
                "what keeps a retry from charging twice",
                "a timeout leaves the caller not knowing whether the money moved, and a plain retry moves it again",
                r"idempot\w+|\bduplicat\w+|\bde-?dup\w*|double[- ]?(?:charg|bill|pay|process|submi)\w*|charged? twice|\btwice\b|exactly[- ]once|already (?:charged|paid|processed)|at most once",
                about=r"charg|pa(?:y|id)|bill|debit|captur|refund|intent|checkout|purchas|invoice|subscri|money|gift|donat|\bfees?\b|idempotency[- ]key|retried request",
            ),
        ),
    ),
    Area(
        id="schema",
        enters="creates relational objects that refer to each other",
        trigger=(
            r"\b(?:junction|join|joining|link|linking|association|associative|bridge|pivot|through|cross[- ]reference|child|membership|many-to-many)[- ](?:table|model)s?\b"
            r"|\bforeign[- ]keys?\b|\btables?\b[^.\n]{0,60}\b(?:referenc(?:es|ing)|refers? to|pointing (?:to|at)|belong(?:s|ing)? to)\b|\breferences \w+\s?\("
        ),
        never=r"\b(?:markdown|summary|docs?|documentation) table|\blink(?:ing)? tables? of contents",
        needs=(
            Need(
                "creation-order",
                "in which order the tables and their foreign keys are created",
                "a child that is created before its parent fails the migration half-way",
                r"foreign keys?[^.\n]{0,80}\b(?:order|before|after|first|requires?|depend\w*|later|last)|\b(?:before|after|once)\b[^.\n]{0,60}\b(?:tables?|referenced|parent|migration \d+)\b|must (?:exist|run|be created|come)[^.\n]{0,40}(?:first|before)"
                r"|(?:dependency|creation|migration|execution) order|order of (?:creation|migrations?|tables?)|(?:migration|table)s?[^.\n]{0,40}\b(?:depends? on|dependenc\w+|requires? (?:the )?[\w`]+ (?:to|migration))|parents? (?:tables? )?(?:first|before)|in (?:this|dependency|that) order|deferr\w+ constraint|\b(?:exists?|created|applied|made|added) (?:first|before)\b|\b(?:run|created|applied|added) after (?:the |its )?(?:\w+ ){0,2}(?:tables?|migrations?|parents?)\b",
                about=r"^(?!.*\benum)",
            ),
        ),
    ),
    Area(
        id="data-move",
        enters="moves or converts existing data",
        trigger="",
        needs=(
            Need(
                "production-data",
                "what happens to the running system meanwhile: downtime, dual running, writes that arrive during the move",
                "rows written while the move runs are lost or half converted",
                r"\bproduction (?:data|traffic|load|system|users|rows|volume|writes|database|copy)\b|\bin production (?:while|during)|down-?time|\bdual[- ](?:writ|read|run)\w*|maintenance window|live (?:traffic|data|system|users|rows|writes)|both (?:systems|tables|columns|schemas|stores)|read-only (?:mode|window|while)|\bwhile\b[^.\n]{0,40}\b(?:running|live|serving|in use|continues)|online migration|shadow (?:table|write|read)\w*|new writes|concurrent writes|in[- ]flight"
                r"|\b(?:writes?|new \w+|orders|traffic|requests?|changes|inserts?|updates|reads|site|service|app\w*|api|systems?|readers|writers)\b[^.\n]{0,50}(?:during|throughout) (?:the )?(?:migration|move|backfill|copy|transition|rollout|conversion)|\b(?:during|throughout) (?:the )?(?:migration|move|backfill|copy|transition|rollout|conversion)[^.\n]{0,50}\b(?:writes?|traffic|requests?|inserts?|updates|readers|writers|users)\b|\bmeanwhile\b|writes? (?:are )?(?:paused|frozen|stopped|blocked|queued)|freez\w+ writes|off[- ]hours|quiet hours|overnight",
            ),
            Need(
                "volume-and-batching",
                "how much data there is and in which portions it is moved",
                "one statement over a large table holds locks and memory until it fails",
                r"\bbatch\w*|\bchunk\w*|\bin portions\b|\b\d[\d,._]*\s?(?:k|m|million|billion|thousand|gb|tb|rows|records|documents|entries)\b|pagina\w+|\bpages? of\b|\bstream(?:s|ed|ing)? (?:the|rows?|records?|from|through|over)\b|out of memory|\boom\b|\bat a time\b|throttl\w+|\bcursor\b|iterator\(|\bvolume of\b|size of the (?:table|data)|small (?:table|dataset|number of)|only a few|resum\w+",
            ),
            Need(
                "unmapped-rows",
                "what happens to rows that can't be converted",
                "real data holds values that no mapping foresaw, and they stop the move or vanish",
                r"\bun-?mapp\w*|\b(?:no|without(?: a| any)?) (?:match\w*|equivalent|mapping|counterpart|corresponding)|(?:can(?:no|')t|can not|could not|couldn't|do(?:es)?n't|fail(?:s|ed)? to) (?:be )?(?:directly )?(?:map|convert|pars|migrat|mov|match)\w*|orphan\w* (?:rows?|records?|entries|references|users|ids)|malformed|invalid (?:rows?|values?|records?|data|entries)|\bunknown (?:\w+ )?(?:roles?|values?|codes?|types?|status\w*|formats?|keys?)"
                r"|skip\w*[^.\n]{0,30}(?:rows?|records?|entries)|not 1:1|one-to-one|special[- ]cases?|reconcil\w+|quarantin\w+|reject\w* (?:rows?|table|file)|dead[- ]letter|exceptions? (?:table|report|list|file)|nulls?\b[^.\n]{0,30}(?:default|handled|become|stay)|ambiguous",
            ),
        ),
    ),
    Area(
        id="permissions",
        enters="changes who may do what",
        trigger=(
            r"\b(?:migrat|replac|chang|rework|refactor|switch|move|convert|restrict|tighten|remov|drop|revok|redefin|split|merg)\w*\b[^.\n]{0,50}\b(?:(?:user |existing |old |admin |access )*roles?|permissions?|access (?:control|rights|levels?|rules)|acls?|privileges|rbac|grants)\b"
            r"|\bpermission checks?\b[^.\n]{0,30}\b(?:to|from|with|via)\b"
        ),
        never=r"\b(?:file|filesystem|unix|executable|github|workflow|token|app|ios|android|camera|browser|manifest|linux|directory) permissions?\b|\brole=|\baria\b|\bpermissions?: |\b(?:api )?keys? with\b|\bsdk\b",
        needs=(
            Need(
                "lock-out",
                "how nobody is locked out, or gains too much, while it changes",
                "a gap between old and new rules shuts out the people who could repair it, or opens what was closed",
                r"lock(?:s|ed|ing)?[- ]?out|lose access|loss of access|retain\w*[^.\n]{0,30}(?:access|permission|rights)|keep\w*[^.\n]{0,30}(?:access|permission|rights)|over-?privileg\w*|escalat\w+|least privilege|fail[s-]? ?closed|default[- ]deny|deny by default|break-?glass|superusers?[^.\n]{0,30}last|admins?[^.\n]{0,40}(?:keep|retain|last|first|always)|equivalent permissions|same permissions|denials?|both systems|fall ?back[^.\n]{0,30}(?:role|old|previous|legacy|permission|access)|(?:old|previous|legacy) (?:roles?|checks?|rules?)[^.\n]{0,30}(?:until|stay|remain|keep|fall)",
            ),
            Need(
                "audit-trail",
                "how the changes are recorded for an audit",
                "who could do what, and since when, can't be reconstructed afterwards",
                r"\baudit\w*|\blog(?:s|ged|ging)?\b[^.\n]{0,30}(?:grant|permission|role|access|change)|history of (?:changes|grants)|granted_(?:by|at)|compliance|change record|traceab\w+",
            ),
        ),
    ),
    Area(
        id="concurrency",
        enters="guards data that several writers change at once",
        trigger=(
            r"\b(?:check|compare|verif|validat|test|match|reject|require|enforce|send|use|guard)\w*\b[^.\n]{0,40}\b(?:version|revision|etag|row ?version|if-match|generation)s?\b(?! (?:of|control|bump|string|tag|number in|file|\d))[^.\n]{0,60}\b(?:sav|writ|updat|request|database|stor|commit|edit|chang|submi|client|current|record|conflict|stale)\w*"
            r"|\boptimistic (?:lock|concurren)\w*|\bpessimistic lock\w*|\b(?:conflict (?:error|response)|409 conflict|edit conflicts?|write conflicts?|conflicting (?:edits?|writes?|updates?|changes|saves?|bookings?))\b|\bcompare[- ]and[- ](?:swap|set)\b|\bconcurrent(?:ly)? (?:edit|writ|updat|sav|modif|request|booking|reservation|purchase|checkout)\w*"
            r"|\b(?:simultaneous|parallel) (?:edit|writ|updat|sav|booking|reservation|request)\w*|\b(?:row|record|table|advisory|distributed|document|file|write) locks?\b|\bselect \W{0,3}for update\b|\b(?:acquire|take|hold)\w*\b[^.\n]{0,20}\block\b"
        ),
        never=r"\b(?:package|dependency|npm|poetry|cargo|yarn)[- ]?lock\b|\block ?files?\b|\bmerge conflicts?\b|\bapi versions?\b|\bpython version|\bnode version",
        needs=(
            Need(
                "conflict-handling",
                "what a writer gets after a conflict: retry, merge, or a choice",
                "a rejected write that nobody resolves is a lost edit",
                r"\bmerg(?:e|es|ed|ing)\b(?! (?:request|queue|to main|into main|the pr))|resolv\w+[^.\n]{0,40}conflict|conflicts?[^.\n]{0,60}(?:resol|shown|show|dialog|banner|retry|retries|retried|surfac|logged|reload|refetch|re-read|prompt|message|user|choos|keep)|last[- ]write|retr(?:y|ies|ied|ying)\b|\breload\w*|\bre-?fetch\w*|re-?read\w*|keep (?:yours|mine|theirs)|(?:user|person|editor|client|caller|agent|clerk)s? (?:chooses?|decides?|sees?|picks?|(?:is|are) (?:asked|shown|told|offered))|back-?off|loser|loses the race|alternative (?:slot|seat|time)",
                trigger=r"version|revision|etag|conflict|409|optimistic|compare|concurrent|simultaneous|parallel|if-match",
            ),
            Need(
                "ordering-and-timing",
                "which interleavings and delays were looked at: what can happen between the read and the write, and in which order",
                "the window between check and write, clocks and reordered messages are where such code fails",
                r"out[- ]of[- ]order|\b(?:message|event|write|arrival|request|delivery|lock(?:ing)?) order|\border(?:ing|ed)\b(?! by)|sequence numbers?|clock|skew\w*|\b\d+\s?(?:ms|milliseconds?)\b|\b(?:within|window|apart|delay\w*|lag|latency|debounc\w+|buffer\w*)\b[^.\n]{0,25}\b\d+\s?(?:s|sec|seconds?|minutes?)\b|time-?outs?|interleav\w*|\bbetween (?:the |its |our |a )?(?:read|check|load|fetch|select|lookup|query)\w*\b|at the same (?:time|moment|instant)|lost updates?|both (?:load|read|save|write|see|pass|submit|open|book)\w*|second (?:save|write|writer|request)|\bwindow\b|deadlocks?|held (?:for|during|while)|\block\w*[^.\n]{0,30}expir\w+|\blease|stale (?:read|copy|version|data)",
            ),
            Need(
                "atomicity",
                "that check and write happen in one atomic operation",
                "a check that is not atomic with its write lets two writers pass it",
                r"\batomic\w*|single (?:\w+ )?(?:statement|operation|transaction|update|query)|\btransaction\w*|compare[- ]and[- ]s(?:wap|et)|\bcas\b|\bwhere\b[^.\n]{0,60}\b(?:version|revision)\b|for update|in one (?:statement|transaction|update|step|query)|affected rows|rows? affected|unique (?:constraint|index)|serializable|check-and-set|\b(?:row|table|advisory|pessimistic|exclusive|distributed|redis) locks?\b|\b(?:acquir|tak|hold)\w*[^.\n]{0,20}\block\b|under (?:a|the|one) lock|conditional (?:update|write|put)|if-match",
            ),
        ),
    ),
    Area(
        id="realtime",
        enters="pushes messages over a live connection",
        trigger=r"\b(?:web ?sockets?|server[- ]sent events|\bsse\b|socket\.io|signalr|push channel|live (?:updates?|sync) (?:over|via|through))\b[^.\n]{0,60}\b(?:messages?|sync\w*|updates?|broadcast\w*|protocol|events?|push\w*|server|handler|endpoint|channel|stream\w*|connection)\b|\b(?:broadcast|push|stream)\w*\b[^.\n]{0,40}\b(?:over|via|through|to)\b[^.\n]{0,20}\b(?:web ?sockets?|sockets?|subscribers)\b",
        needs=(
            Need(
                "ordering-and-resync",
                "what happens to messages that are lost, reordered or missed during a reconnect",
                "live connections drop and reorder messages, and clients drift apart unnoticed",
                r"out[- ]of[- ]order|\border(?:ing)? (?:of|is|guarantee\w*)|message order\w*|sequence numbers?|\bseq\b|re-?sync\w*|re-?connect\w*|missed (?:messages|events|updates)|replay\w*|last[- ]event[- ]id|catch[- ]?up|snapshot on (?:connect|join)|dropped (?:messages|connections?)",
            ),
        ),
    ),
    Area(
        id="external-api",
        enters="calls somebody else's service",
        trigger=r"\b(?:call|query|fetch|request|integrat\w+|poll|post)\w*\b[^.\n]{0,30}\b(?:third[- ]party|external|vendor|partner|upstream|remote) (?:api|service|endpoint)s?\b",
        needs=(
            Need(
                "failure",
                "what happens when the service is slow, throttles or is down (timeout, retry, rate limit)",
                "a call without a limit hangs as long as the other side does",
                r"time-?outs?|retr(?:y|ies|ying)|rate[- ]limit\w*|throttl\w+|back-?off|circuit breaker|fall ?back|unavailable|\b429\b|\b503\b|degrad\w+",
                severity="info",
            ),
        ),
    ),
    Area(
        id="queue",
        enters="puts work on a queue",
        trigger=r"\b(?:background|async|queue[d]?|celery|sidekiq|kafka|rabbitmq|sqs)\b[^.\n]{0,20}\b(?:jobs?|tasks?|workers?|consumers?)\b",
        needs=(
            Need(
                "retries",
                "what happens when a job fails half-way or runs twice",
                "queues deliver at least once, and workers die in the middle",
                r"retr(?:y|ies|ying)|idempot\w+|dead[- ]letter|at[- ]least[- ]once|exactly[- ]once|twice|duplicat\w+|poison|re-?queue\w*|acknowledg\w+|resum\w+",
                severity="info",
            ),
        ),
    ),
    Area(
        id="cache",
        enters="adds a cache",
        trigger=r"\b(?:add|introduc|implement|creat|use|build)\w*\b[^.\n]{0,30}\bcach(?:e|ing)\b(?! (?:bust|key))",
        needs=(
            Need(
                "invalidation",
                "when cached values become invalid",
                "a cache without invalidation serves yesterday's answer",
                r"invalidat\w+|\bttl\b|expir\w+|evict\w*|stale\w*|refresh\w*|bust\w*|clear(?:s|ed|ing)? the cache|cache key|max[- ]age|\blru\b|per[- ](?:request|process|run)",
                severity="info",
            ),
        ),
    ),
    Area(
        id="scheduled-job",
        enters="runs on a schedule",
        trigger=r"\b(?:cron|nightly|hourly|daily|scheduled|periodic)\b[^.\n]{0,15}\b(?:jobs?|tasks?|runs?|sweeps?|syncs?|scripts?)\b",
        needs=(
            Need(
                "overlap",
                "what happens when a run overlaps the next, or is missed",
                "a slow run meets the next one, and both do the work",
                r"overlap\w*|concurrent runs?|\block\b|time ?zone|\butc\b|missed runs?|idempot\w+|already running|catch[- ]?up|single instance|one at a time",
                severity="info",
            ),
        ),
    ),
    Area(
        id="upload",
        enters="takes files from users",
        trigger=r"\b(?:accept|handle|allow|add|receive|store|process)\w*\b[^.\n]{0,25}\b(?:file|image|photo|avatar|document|attachment|csv) uploads?\b|\bupload (?:endpoint|handler|form|route)\b",
        needs=(
            Need(
                "limits",
                "which sizes and types are accepted",
                "an upload without limits fills the disk or carries something else than it says",
                r"\bmax(?:imum)?\b[^.\n]{0,20}(?:size|mb|kb|bytes)|size limit|\d+\s?(?:mb|kb|mib|gb)\b|(?:mime|content|file)[- ]types?|allowed (?:types|extensions)|virus|scan\w*|validat\w+",
                severity="info",
            ),
        ),
    ),
    Area(
        id="secrets",
        enters="brings in a secret",
        trigger=r"\b(?:add|store|configure|set|save|use|create|generate)\w*\b[^.\n]{0,25}\b(?:api keys?|secret keys?|access tokens?|private keys?|credentials|client secrets?)\b",
        needs=(
            Need(
                "storage",
                "where the secret is kept and how it is rotated",
                "secrets that nobody planned for end in the repository",
                r"\benv(?:ironment)?\b|\.env\b|vault|secrets? manager|keychain|kms|encrypt\w*|rotat\w+|never (?:log|commit)\w*|keyring|secret store|github secrets|config map|credential store",
                severity="info",
            ),
        ),
    ),
    Area(
        id="public-api",
        enters="changes an interface that others call",
        trigger=r"\b(?:rename|remove|change|drop|replace|break)\w*\b[^.\n]{0,30}\b(?:public api|public method|public interface|endpoint|response (?:field|format|shape)|api (?:field|contract|response)|request (?:field|format))s?\b",
        needs=(
            Need(
                "compatibility",
                "how existing callers keep working or learn of it",
                "callers that nobody told break on release day",
                r"backwards?[- ]compat\w*|compatib\w+|deprecat\w+|version(?:ed|ing)\b|\bv\d\b|breaking change|migration guide|alias\w*|existing (?:clients?|callers?|consumers?|users?)|changelog|callers|no external",
                severity="info",
            ),
        ),
    ),
    Area(
        id="feature-flag",
        enters="adds a feature flag",
        trigger=r"\b(?:add|introduc|creat|put|guard|gate|wrap)\w*\b[^.\n]{0,40}\bfeature[- ](?:flag|toggle)s?\b",
        needs=(
            Need(
                "default-and-removal",
                "its default and when it is removed",
                "flags without an end stay, and nobody knows which side is tested",
                r"default\w*|remov\w+ the flag|clean(?:s|ed|ing)? ?up|off by|on by|disabled|enabled|roll-?out|percent|delete the flag|sunset",
                severity="info",
            ),
        ),
    ),
    Area(
        id="dependency-upgrade",
        enters="upgrades a dependency over a major version",
        trigger=r"\b(?:upgrad|bump|migrat|updat)\w*\b[^.\n]{0,30}\b(?:to|→|->)\s?v?\d+(?:\.\d+)*\b|\bmajor version\b[^.\n]{0,20}\b(?:upgrade|bump)\b",
        needs=(
            Need(
                "breaking-changes",
                "which breaking changes it brings",
                "a major version breaks something by definition",
                r"breaking|changelog|release notes|migration guide|deprecat\w+|compatib\w+|incompatib\w+|removed in|renamed|no longer",
                severity="info",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class CompiledNeed:
    need: Need
    addressed: re.Pattern[str]
    trigger: re.Pattern[str] | None
    about: re.Pattern[str] | None

    def addressed_in(self, step: Iterable[str], plan: Iterable[str]) -> bool:
        """Whether a line of the step, or one anywhere in the plan that speaks of the area, mentions it."""
        return any(self.addressed.search(line) for line in step) or any(
            self.addressed.search(line) and (self.about is None or self.about.search(line)) for line in plan
        )


@dataclass(frozen=True, slots=True)
class CompiledArea:
    area: Area
    trigger: re.Pattern[str] | None
    never: re.Pattern[str] | None
    needs: tuple[CompiledNeed, ...]


@cache
def compiled() -> tuple[CompiledArea, ...]:
    return tuple(_compile(area) for area in AREAS)


def areas_for(options: Options) -> tuple[CompiledArea, ...]:
    """The areas in force: ours without those switched off, then those a configuration adds."""
    ours = tuple(area for area in compiled() if area.area.id not in options.hazards_off)
    return ours + tuple(_compile(_added(area)) for area in options.hazards_added)


def _compile(area: Area) -> CompiledArea:
    return CompiledArea(
        area,
        re.compile(area.trigger, re.IGNORECASE) if area.trigger else None,
        re.compile(area.never, re.IGNORECASE) if area.never else None,
        tuple(
            CompiledNeed(
                need,
                re.compile(need.addressed, re.IGNORECASE),
                re.compile(need.trigger, re.IGNORECASE) if need.trigger else None,
                re.compile(need.about, re.IGNORECASE) if need.about else None,
            )
            for need in area.needs
        ),
    )


def _added(area: AddedArea) -> Area:
    return Area(
        id=area.name,
        enters=f"touches {area.name}",
        trigger=_words(area.triggers),
        needs=tuple(
            Need(c.name, f"“{c.name}”", c.why.rstrip("."), _words(c.satisfied_by)) for c in area.considerations
        ),
    )


def _words(phrases: tuple[str, ...]) -> str:
    """Phrases as one pattern: any case, `*` for the rest of a word, blanks for any white space."""
    escaped = (r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.split()) for phrase in phrases)
    return r"(?<!\w)(?:" + "|".join(escaped) + r")(?!\w)"
