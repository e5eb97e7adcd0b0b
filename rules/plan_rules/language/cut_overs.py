"""Live behaviour that is turned from an old thing to a new one, without a word of data or traffic."""

from plan_rules.language.forms import forms, near, told, whole

_FLOW = (
    r"(?:dispatch(?:es|ing)?|sends?|sending|deliver(?:y|ies)|mails?|e-?mails?|mail delivery|writes?|reads?|ingest\w*|collectors?|clients|consumers|producers|devices|customers|stations?|sensors?|requests|payments?|checkout|billing|logins?"
    r"|search|orders?|printing|scheduling|routing|alerts?|notifications?|publishing|crawlers?|feeds?|subscribers?|phones|tablets|terminals?|tills?|meters?|agents|nodes|bookings?|reservations?|production|live \w+|calls|jobs)"
)
_SYSTEM = (
    r"(?:routers?|queues?|brokers?|relays?|gateways?|servers?|clusters?|databases?|engines?|services?|systems?|providers?|stores?|addresses|address|hosts?|pipelines?|back-?ends?|platforms?|(?:sending |write |read |delivery |mail )?paths?|stacks?"
    r"|instances?|schedulers?|pickers?|importers?|senders?|regions?|nodes?|dsn|url|models?|workers?|daemons?|processes|process|sites?|applications?|boards?|jobs?|cron|loggers?|machines?|switch(?:es)?|controllers?|one)"
)
_OLD = r"(?:old|legacy|former|previous|current|existing|present|live|running)"
_NEW = r"(?:new|other|second|replacement|successor|next)"

TURNS_OVER = whole(
    rf"{told('switch', 'flip', 'move', 'shift', 'redirect', 'reroute', 'route', 'point', 'turn', 'swing', 'bring', 'transfer', 'migrate', 'cut', 'change', 'hand')} (?:the |all |our |every |live |each )*{_FLOW} (?:over )?(?:to|onto|at|through) (?:the |our |its |an? )?{_NEW} (?:[\w-]+ ){{0,2}}?{_SYSTEM}",
    rf"{told('retire', 'decommission', 'switch off', 'turn off', 'shut down', 'take down', 'shut off', 'stop', 'unplug', 'power down', 'disable', 'remove')} (?:the |all |our )*{_OLD} (?:[\w-]+ ){{0,2}}?(?:sending |send |write |delivery |dispatch |mail |import )(?:path|job|worker|process|queue|service|cron|pipeline|task|route|flow|code path)s?",
    rf"{told('retire', 'decommission', 'switch off', 'shut down', 'shut off', 'unplug', 'power down')} (?:the |all |our )*{_OLD} (?:[\w-]+ ){{0,2}}?{_SYSTEM}",
    rf"{told('turn', 'switch', 'take', 'shut')} (?:the |our )*{_OLD} (?:[\w-]+ ){{0,2}}?{_SYSTEM} (?:off|down|out of (?:service|use|operation)|offline)",
    rf"{told('take', 'put')} {near(4)}out of (?:service|use|operation)",
    r"go(?:es|ing)? (?:on air|into (?:service|production|operation|use))",
    rf"{told('make', 'set')} {near(5)}the default (?:in production|for (?:all|every|everyone|everybody|new and old))",
    rf"{told('replace', 'swap', 'exchange')} (?:the |our )?(?:live|running|production) (?:[\w-]+ ){{0,2}}?{_SYSTEM} (?:with|by|for|against)",
    rf"{told('swap', 'exchange', 'replace')} (?:the |our )?(?:[\w-]+ ){{0,2}}?(?:behind|under|serving) (?:the )?(?:live |public |production )?(?:search|site|shop|checkout|api|board|map|service|app)",
    rf"stops? (?:writing|sending|publishing|feeding|delivering) (?:to|into|through|via|with) (?:the )?{_OLD} (?:[\w-]+ ){{0,2}}?(?:{_SYSTEM}|tables?|columns?|topics?|buckets?)",
    rf"(?:all |every |the )*{_FLOW} (?:get|gets|use|uses|talk to|talks to|are given|receive|are pointed at|are moved to|are switched to|switch to|move to) (?:the |our |an? )?{_NEW} (?:[\w-]+ ){{0,2}}?{_SYSTEM}",
)
"""Turns live behaviour over."""
KEEPS_BOTH = whole(
    r"(?:feature[- ]?)?flags?(?: off)?", r"toggles?", r"kill[- ]?switch(?:es)?", r"canar(?:y|ies)", r"\d+ ?%|percent\w*", r"shadow\w*", r"in parallel", r"side by side", r"alongside", r"runs? along", r"gradual\w*", r"phased",
    r"one (?:by one|after (?:the other|another)|at a time)", r"weeks? apart", r"fall-?back", r"falls? back", r"both (?:the )?(?:old|paths|systems|run|stay|queues|engines|are)", r"dual\w*",
    r"(?:old|previous|legacy|former)[^.\n]{0,40}(?:available|reachable|running|installed|stays|remains|kept|until|standby|stand-by|for (?:one|two|three|four|a) (?:weeks?|months?))",
    rf"{forms('keep', 'leave')} [^.\n]{{0,40}}(?:old|previous|legacy|running|in place)", r"with one (?:line|setting|variable|switch|command)", r"env(?:ironment)? var\w*", r"setting",
)  # fmt: skip
"""The old way stays within reach while the new one is tried."""
