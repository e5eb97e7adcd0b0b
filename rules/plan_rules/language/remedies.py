"""Remedies for defects: a lock, a version number, a retry, a bigger timeout; as a step brings them in."""

from plan_rules.language.phrases import Phrases

_BRINGS_IN = (
    r"(?:add|attach|apply|assign|bring in|build in|carry|check|create|cap|enable|enforce|equip|force|give|guard|hold|implement|increment|insert|install|introduce|keep|limit|maintain|move|place|protect|put|require|route|schedule|send|serialis|serializ|set|set up|stamp|start|store|switch on|tag|take|track|turn on|use|wire|wrap|write)"
    r"(?:e?s|e?d|ing)?"
)
_THING = (
    r"(?:\w*locks?|locking|mutex(?:es)?|semaphores?|critical sections?|versions?(?: (?:numbers?|fields?|columns?|checks?|counters?))?|revisions?|(?:sequence|version|revision|generation|epoch|serial) (?:numbers?|counters?|ids?)|etags?|fencing tokens?|nonces?"
    r"|retr(?:y|ies)|re-?tries|\w*cach(?:e|es|ing)|lru|memoi[sz]ation|queues?|\w*index(?:es)?|flags?|(?:status|state)[`\"']? (?:columns?|fields?|machines?|flags?|enums?)|debounc\w+|throttl\w+|time-?outs?|grace periods?|back-?offs?|jitter|idempotency keys?|dedup\w*|transactions?|unique (?:constraints?|keys?|index(?:es)?)|(?:foreign key|check) constraints?|batch\w*|\w*buffers?|\w*pools?|pooling"
    r"|rate limit\w*|counters?|heartbeats?|pings?|circuit breakers?|keep-?alives?|watchdogs?|weak ?(?:references?|refs?|maps?)|barriers?|latch(?:es)?|compare-and-swap|atomic \w+|upserts?|sticky sessions?|read replicas?|(?:nightly |hourly |daily |periodic |scheduled )?restarts?|sleeps?|delays?|pauses?|cool-?downs?|hysteresis|checksums?|crcs?|outbox|acknowledg\w+|acks?|tombstones?|leases?|sessions? affinity|bulkheads?|garbage collect\w*|re-?runs?|re-?connect\w*|polling|prefetch\w*|pagination|virtuali[sz]ation|lazy loading|compression)"
)
_STRAIGHT = r"(?:re-?run|re-?try|restart|reboot|reload|reconnect|re-?send|re-?fetch|debounce|throttle|memoi[sz]e|cache|serialise|serialize|lock|deduplicate|dedupe|index|batch|buffer|queue)(?:e?s|ing)?"
_TURNED_UP = r"(?:rais|increas|bump|extend|lengthen|enlarg|doubl|tripl|lower|reduc|shorten|widen)\w*\b[^.;\n]{0,30}?\b(?:time-?outs?|grace periods?|intervals?|memory|heap|ram|limits?|pools?|buffers?|retries|retry \w+|ttl|workers?|replicas?|threads?|connections?|delays?|instances?|disk|batch size|timer|window)"
_COVERS = (
    r"(?:call|run|invoke|force|trigger)\w*\b[^.;\n]{0,20}?(?:\bgc\b|\bgc\(|garbage collect\w*|System\.gc|gc\.collect|malloc_trim)|@?(?:pytest\.mark\.)?flaky\b|\breruns?\s*=|\bSO_KEEPALIVE\b|\bkeep-?alive\b|(?:catch|swallow|ignore|suppress)\w*\b[^.;\n]{0,25}?\b(?:exceptions?|errors?|failures?)"
    r"|(?:clear|flush|purge|empty|drop)\w*\b[^.;\n]{0,20}?\b\w*caches?|(?:skip|quarantine|mute|disable)\w*\b[^.;\n]{0,20}?\b(?:tests?|cache|caching|parallel\w*|threads?)|(?:sleep|wait)(?:s|ing)?\b[^.;\n]{0,15}?\d|(?:kill|restart)\w*\b[^.;\n]{0,30}?\b(?:every|each|nightly|daily|hourly)|(?:pin|downgrade)\w*\b[^.;\n]{0,25}?\bto\b"
)
_MOVED_TO = r"(?:count|keep|store|hold|put|collect|track|write|save)\w*\b[^.;\n]{0,30}?\bin(?:to)? (?:a |an |the )?(?:redis|memcached|kafka|sqs|rabbitmq|dynamodb|valkey|etcd)\b"
_REMEDY = Phrases(
    rf"\b(?P<moved>{_MOVED_TO})|\b{_BRINGS_IN}\b[^.;\n]{{0,45}}?\b(?P<thing>{_THING})\b|(?:\A|[.;:,—–*-]\s*|\b(?:and|then) )(?P<act>{_STRAIGHT})\b(?!-| (?:file|page|tests?\b))|\b(?P<more>{_TURNED_UP})\b|(?P<cover>{_COVERS})"
)
_NAMED = Phrases(
    rf"\A\W*(?:an? |the |new |one |per-\w+ |optimistic |pessimistic |exponential |simple )*(?P<thing>{_THING})\b"
)
"""A title that is the remedy itself: “Revision column”, “Retry with back-off”."""


CHANGES = Phrases(
    r"(?:\A\W*|[:,;]\s+|\b(?:we|I|and|then|will|to) )(?:add|attach|apply|broadcast|bind|buffer|cap|carry|compare|convert|delay|emit|enable|enforce|force|give|guard|hand|hold|introduce|keep|limit|make|mark|merge|pass|pin|place|poll|process|push|put|recycle|refetch|reject|reload|replace|require|reserve|reset|route|run|schedule|send|seriali[sz]e|set|split|store|stream|subscribe|switch|take|tie|track|turn|use|validate|version|wait|wrap)(?:s|es)?\b"
    r"(?! (?:up|a look|the (?:tests?|suite|office|team)|(?:\w+ ){0,4}?(?:tests?|logs?|logging|metrics?|traces?|tracing|assertions?|docs?|documentation|notes?|staging))\b)"
)
"""A step that changes how something works, whatever it is called."""
PUTS_STRAIGHT = Phrases(
    r"\b(?:fix(?:es|ed|ing)?|correct\w*|repair\w*|revert\w*|undo|remov\w+|delet\w+|drop\w*|stop(?:s|ping)?|no longer|not? (?:any ?)?more|don'?t|do not|never|already|only (?:if|when|after|once)|unless|until|(?:before|after|when(?:ever)?)(?! (?:\d|each|every|all))|so that|otherwise|missing|wrong\w*|stale|mistake\w*|bad|broken|leak\w*|race\w*|twice|duplicat\w+|same)\b|(?<!\w)(?:→|->|=>)(?!\w)"
)
"""Words by which a step tells what is wrong along with what it does about it."""


def remedy_in(text: str) -> str | None:
    """The remedy that a step's words bring in; None where they bring in none."""
    found = _NAMED.match(text) or _REMEDY.search(text)
    if not found:
        return None
    groups = found.groupdict()
    return next((groups[name] for name in ("thing", "act", "more", "cover", "moved") if groups.get(name)), None)
