"""Ways of leaving a choice open: deferring it, not minding, and naming two ways side by side."""

from plan_rules.language.phrases import Phrases
from plan_rules.language.word_classes import any_of, base_verbs, tokens, verbs

_LATER = any_of(
    [
        r"later(?: on)?|afterwards|as we go(?: along)?|in due course|down the (?:road|line)|nearer the time|at that point|on the (?:fly|day|go|spot)|ad hoc|in review|over time|eventually|once there|some other time",
        r"(?:during|in|upon|at|before|throughout) (?:the )?(?:implementation|implementing|coding|development|programming|review|construction|sprint|iteration|week|meeting|call|kick-?off|workshop|session|next sprint|this sprint|pairing|the work|execution|build|rollout|implementation time|coding time|build time)",
        r"(?:when|while|once|as|after|before) (?:we |you |it |they |one |the \w+ )?(?:(?:are |is |start |begin |come to |get to )?(?:implementing|coding|building|writing|working|programming|testing)|gets? there|get(?:s)? to it|(?:the )?time comes|knows? more|see(?:s)? (?:more|how|what)|implement(?:s|ed)?|code[sd]?|build(?:s)? it|hav(?:e|ing) (?:more|seen|tried)|is (?:running|there|needed))",
    ]
)
_DECIDE = verbs(
    "decide, determine, choose, settle, figure out, work out, sort out, judge, clarify, agree, pick, finalize, revisit, discuss, resolve, select, define, make up our minds"
)
_WHO = r"(?:the |an? |our |your |each )?(?:\w+ )?(?:implementer|implementor|developer|programmer|engineer|coder|team|author|maintainer|reviewer|assignee|owner|contractor|colleague|agent|person|one)s?"
_FINE = r"(?:fine|ok|okay|all right|alright|acceptable|possible|good(?: enough)?|viable|workable|suitable|equally \w+|just as \w+|a possibility|an option|feasible|conceivable|welcome)"
_WAYS = r"(?:one|way|ways|approach|approaches|options?|variants?|solutions?|designs?|methods?|of (?:them|these|those|the two|the above)|alternatives?|of which|versions?|routes?)"
_BETTER = r"(?:easier|simpler|best|better|cleaner|faster|quicker|nicer|more \w+|easiest|simplest|fastest|quickest|less \w+|right|good|convenient|cheaper|preferred|preferable|natural|practical|fits?|works?|suits?|least \w+)"
DEFERRED = Phrases(
    rf"\b{_DECIDE}(?: [\w§'/-]+){{0,6}} {_LATER}\b"
    r"|\b(?:is |are |still |yet )*to be (?:decided|seen|settled|agreed(?: upon| on)?|chosen|clarified|discussed|worked out|figured out|sorted out|debated|weighed)\b(?! by (?:the )?(?:server|client|caller|user|code|runtime|browser))"
    r"|\b(?!(?:issues?|tickets?|prs?|requests?|connections?|sockets?|files?|doors?|windows?|gates?|dialogs?|sessions?|branch|transactions?|modals?|menus?|panels?|tabs?|streams?|ports?)\b)[\w-]+ (?:is|are|remains?) (?:still|yet|as yet) open(?=\W*$|[.;,)])"
    r"|\byet to (?:be )?(?:decided?|agreed?|chosen?|choose|settled?|determined?|clarified|clarify|discuss(?:ed)?|make up)\b"
    r"|\b(?:undecided|still debating|(?:not|n't|never) (?:yet |been |really |quite |finally )*(?:decided|settled|agreed|chosen|made up (?:our|my) minds?)(?: on| upon| whether| which| yet)?|no (?:final )?decision (?:yet|so far|has been|was|is)|up in the air|up for (?:debate|discussion|grabs)|jury is (?:still )?out|to be determined (?:later|during|while|when|by us)|open (?:for|to) (?:now|discussion|debate))\b"
    r"|\b(?:question|choice|decision|matter|details?|answer)\b[^.;:\n]{0,60}?\b(?:is|are|remains?|stays?|left|leave|leaves|keep|kept)(?: it| this| that)? (?:still |deliberately |intentionally )?open(?! to\b|ed|ing| until)\b|\b(?:which|whether|where|how)\b[^.;:\n]{0,60}?\b(?:is|are|was|were|remains?|stays?) (?:still|left|yet|deliberately|intentionally|an) open\b"
    r"|\b(?:decision|choice|discussion|agreement) (?:is |still |remains )*(?:pending|outstanding|deferred|postponed|needed|required|to be made|to be taken|missing|awaited|tbd)\b|\b(?:pending|awaiting|subject to|needs?|needing|requires?|wants|may need|calls? for) (?:an? |the |further |our |some )*(?:(?:architectural|design|product|technical|team|final|further) )?(?:decision|discussion|agreement)\b"
    r"|\b(?:we|i|you|they|one)(?:'ll| will| shall| can| should| must| may)? (?:(?:have to|need to|wait and|then|still) )*(?:see|find out|decide|figure (?:it |that )?out|judge|cross that bridge|play it by ear|think about (?:it|that))(?: (?:about )?(?:then|later|which|whether|how|what (?:works|fits|is)|if|once|when|in time|as we go|on the day|on site))"
    r"|\bremains? to be (?:seen|decided|settled|agreed)\b"
)
"""The choice is put off."""
_ASKED = r"(?:(?<![^.;:|(] )(?<!\w)|\b(?:see|use|take|pick|choose|decide|determine|settle|know|test|check|try|tell|find out|ask|judge|compare|on|by|whether or) )"
_CODER = r"(?:the |our |your )?(?:implementer|implementor|developer|programmer|engineer|coder|team|maintainer|assignee|contractor|agent)s?"
LEFT = Phrases(
    rf"\b(?:whichever|whatever|however|as|what) {_CODER} (?:prefers?|likes?|wants?|wish(?:es)?|finds?|chooses?|picks?|favou?rs?|fanc(?:y|ies)|feels? like|sees? fit|thinks? best)\b(?! (?:it|them|us|to)\b)"
    rf"|\b(?:whichever|whatever|what) (?:best )?(?:suits|pleases|appeals to|convinces) {_CODER}\b"
    rf"|\bto (?:the )?{_CODER}(?:'s|s'|’s) (?:liking|taste)\b|"
    rf"\b(?:implementer|implementor|developer|programmer|engineer|team)s? (?:finds?|likes?|prefers?|thinks?|deems?|considers?|sees? fit|feels?|wants?|wishes) \w+|"
    r"\bfeel free to\b|(?:^|[.;:|] ?|, (?:and |then )?|\band (?:then )?|\bthen )(?:use|pick|adopt|take|choose|try|go with|introduce) (?:an? |the )?[\w§.-]+(?: [\w§.-]+)? or (?:something |anything |some )?(?:similar|equivalent|comparable|like (?:it|that)|the like|whatever|such|alike)\b(?! \w+)|"
    rf"\b(?:left|leave(?:s)?(?: it| this| that| the (?:choice|decision|details?))?|leaving(?: it| this| that)?|up|it is|that is|entirely) (?:open )?(?:up )?to (?:whoever|{_WHO}|you|taste|(?:your |their |his |our )?(?:taste|discretion|judge?ment|preference|liking))(?=\W|$)(?! (?:to (?:fix|add|see|read)|use))"
    r"|\bat (?:the |your |our |their )?(?:\w+'s )?(?:own )?discretion\b|\b(?:implementer|implementor|developer|programmer|author|your|our|team|dealer|engineer)(?:'s|s'|’s)? (?:choice|call|pick|preference|discretion)\b|\bjudge?ment call\b|\bmatter of (?:taste|preference)\b|\btoss[- ]?up\b|\b(?:flip|toss) a coin\b|\bof (?:your|one's|their) (?:own )?choice\b"
    r"|\bwhoever (?:picks|implements|does|takes|builds|codes|gets|works|writes|ends)\b[^.\n]{0,50}?\b(?:judges?|decides?|chooses?|picks?(?! this| it| up)|knows?)\b|(?<!often )(?<!many )(?<!much )(?<!long )\b(?:as|if|whatever|whichever|however|what) (?:you|we|they|one) (?:prefers?|likes?|wish(?:es)?|fanc(?:y|ies)|feels? like|think(?:s)? best)\b"
    rf"|(?:\b(?:whichever|whatever|what|how)|{_ASKED}which)(?: of (?:the two|them|these)| one| way| approach| option)? (?:\w+ )?(?:is|are|seems?|works?|turns? out(?: to be)?|proves?(?: to be)?|feels?|looks?|comes?|fits?|suits?|happens to be|will be|would be|might be) (?:out |the |to be |most |more )*{_BETTER}\b"
    r"|\b(?:whichever|whatever)(?: [\w-]+)? (?:seems?|feels?|looks?|proves?|turns out)(?: to be)? (?:the |more )?(?!useful|helpful|interesting|relevant|necessary|needed|important|worth|appropriate|odd|strange)\w+"
    rf"|\bdepend(?:ing|s) on (?:what|how much|how hard|how easy|how long|how it|how (?:things|that)|which|where|who|whether|(?:our |your |the |personal )*(?:taste|preference|mood|time|effort|appetite|budget|feasibility|gut|feedback|convenience|complexity|workload|ease))\b[^.;\n]{{0,40}}?(?:\b(?:feels?|fits?|works? (?:out|better|best)|easier|simpler|right|turns? out|seems?|goes|takes|taste|preference|mood|effort|appetite|feasibility|convenience|available time|is left|looks?|we|you)\b)|\bdepend(?:ing|s) on (?:our |your |the |personal )*(?:taste|preference|mood|time|effort|appetite|feasibility|convenience|gut feeling)\b"
)
"""Somebody, or the mood of the day, is to choose."""
NO_MATTER = Phrases(
    rf"\beither (?:{_WAYS} )?(?:is|are|would be|will be|seems?|looks?|should be|can be|may be|works?|would work|will work|will do|would do|goes|does|serves|might) ?(?:the job|for us|perfectly |just |quite |also |equally )*(?:{_FINE}|used|taken|chosen|picked|(?=\W*$|[.;,)]))"
    rf"|\b(?:both|any|all)(?: of them)? (?:would|will|should|could|might) (?:do|serve|work|be {_FINE})(?=\W*$|[.;,)])|\bboth (?:{_WAYS} )?(?:are|would be|seem|look|will be|could be|might be|remain) (?:perfectly |just |quite |also |equally )*{_FINE}(?! when| if| to\b)\b|\bany of (?:these|them|the (?:above|two|three|options)) (?:is|are|would be|will|works?) ?(?:fine|ok|okay|do|all right|acceptable|good)?\b"
    r"|\b(?:does not|doesn't|won't|will not|should not) (?:really |much )?matter (?:which|what|whether|how)\b|\bno (?:strong |clear |particular |real )?preference\b|\bnot fussed\b|\b(?:do not|don't) (?:mind|care) (?:which|whether|how)\b"
    rf"|\b(?:it is|it's|it would be|that is) (?:also|equally|just as|likewise) {_FINE} to\b"
    r"|\b(?:one|we|you|they|it|this|that) (?:could|can|might|may) (?:\w+ )?(?:as well|equally well|just as well|alternatively|equally|just as easily)\b"
    r"|\b(?:six of one|one or the other|this or that|one way or the other|pick (?:one|either|any)(?: of (?:the|these|them)\b| at random)?(?=\W*$|[.;,)]))\b"
)
"""Two ways are equally good."""
_NEED = r"(?:(?:we|you|one|they|i|somebody|someone|the team) )?(?:(?:still |also |first |then )*(?:need|needs|have|has|must|should|ought|got|want)(?: to)? )?(?:first |then |also |still |now |finally |next |jointly |together )*"
_NOUN_OF_WAY = r"(?:library|librar(?:y|ies)|tool|package|framework|format|approach|strategy|method|way|solution|algorithm|technique|mechanism|pattern|structure|schema|backend|back end|storage|store|database|provider|service|vendor|protocol|place|location|name|naming|layout|design|module|hook|data structure|data type|type|type of \w+|value|threshold|interval|size|limit|timeout|number|model|engine|template|component|widget|icon|colou?r|language|version|key|index|host|driver|client|parser|queue|broker|cache|scheme|option|candidate|alternative|default|test framework|tooling)s?"
OPEN_TASK = Phrases(
    rf"(?:^|[.;:|(] ?|, (?:and |then )?|\band (?:then )?|\bthen |\b(?:we|you|i|somebody|someone|the team) (?:still )?(?:need|have|must|should|has|needs)(?: to)? )(?:also |first |then |still |now |finally |next |jointly |together )*(?:decide|choose|settle|agree|make up our minds|reach agreement|weigh up|debate)(?: on)? (?:together )?(?:whether|between|which|if we|if it|on whether|on which|how to|how we|where to|where the|where it|what to|upon whether|on how|on a\b|on the \w+ (?:format|name|schema|approach|library|design))\b"
    r"|\b(?:whether|which|how|where|what)\b[^.;\n]{3,80}?\b(?:must|has to|have to|needs? to|should|will|is|can)(?: still| yet)* (?:be )?(?:to be )?(?:decided|settled|agreed|chosen|sorted out)(?! by\b)"
    r"|\b(?:decision|question|tbd|open|unclear|unsure|undecided|choice)\b[^.;\n]{0,40}?[:(]? ?[\w§'/ .-]{2,60}? (?:vs\.?|versus) [\w§'/ .-]{2,60}"
    r"|(?:^|[.;:] ?|\band |\bthen )(?:decide|settle|agree) on (?:the|an?) [\w-]+(?: [\w-]+)?(?=\W*$|[.;,])"
    r"|\b(?:decide|choose|pick|settle|choice|decision|select)\b[^.;\n]{0,60} (?:vs\.?|versus) "
    rf"|\b(?:choose|pick|select|decide on|settle on|go for|agree on|find|adopt|use|look for) (?:an? |the |some |one of the )?(?:most |best |more )?(?:suitable|appropriate|fitting|good|sensible|reasonable|right|best|adequate|convenient|decent|viable|fit|matching|nice)(?: (?:open[- ]source|existing|external|third[- ]party|[\w-]+))? {_NOUN_OF_WAY}\b"
    r"|\b(?:use|pick|choose|try|take|adopt|select) (?:any |one |either )?of the (?:usual |many |available |common |existing |popular |well-known |various |several )?(?:[\w-]+ )?(?:libraries|tools|packages|frameworks|approaches|methods|techniques|solutions|providers|services|formats|options)\b(?! (?:below|listed|above|named|in)\b)"
    rf"|\b(?:use|pick|choose|try|take|with|via|through) (?:some|any|one of the(?: usual| many| available| common| existing)?|some kind of|whatever) (?:[\w-]+ )?(?:library|tool|package|framework|approach|method|technique|mechanism|solution|provider|service|queue|broker|store|format)\b(?! that (?:already|we))"
)
"""Choosing is itself the work, and nothing says by what."""
_KEEP = "keep, retain, leave, preserve"
_CHANGE = "remove, drop, delete, deprecate, replace, rename, move, rewrite, retire, merge, extend, refactor, archive, disable, inline, extract, copy, wrap, fork, fix, reuse, split, rework, hide, convert, adapt, migrate, generalize, duplicate, patch, ignore"
_DESIGN = base_verbs(
    f"{_KEEP}, {_CHANGE}, use, store, save, persist, host, implement, build, put, place, write, add, create, introduce, serve, expose, model, represent, schedule, make, publish, assemble, set up, switch to, switch, define, let, have, go with, adopt,"
    " raise, lower, cache, generate, compute, share, embed, load, fetch, poll, subscribe to, push, pull, rebuild, recreate, regenerate, redo, reload, restore, derive, hard-code, hardcode, configure, allow, restrict, turn, swap, mock, stub, close, open, stop, skip, patch, simply, do, change, bump, pin, vendor, give, tie, call, register, import, separate, combine, relax, loosen, tighten, widen, narrow, keep on, rely on, render, show, deploy, run, calculate, encode"
)
_BEFORE = r"(?:^|[.;:|(→] ?|, (?:and |then )?|\band (?:then )?|\bthen |\b(?:we|you|one) (?:can|could|may|might|should|will) )(?:either )?"
_TECH = (
    r"(?:(?:databases?|db|services?|tables?|columns?|files?|queues?|caches?|cron(?: ?jobs?)?|jobs?|workers?|threads?|scripts?|hooks?|middlewares?|decorators?|wrappers?|helpers?|class(?:es)?|functions?|methods?|modules?|components?|modals?|dialogs?|pages?|drawers?"
    r"|librar(?:y|ies)|packages?|frameworks?|regex(?:es)?|regular expressions?|split(?:ting)?|string split|polling|websockets?|webhooks?|sse|server-sent events|rest|graphql|grpc|redis|memcached|postgres\w*|mysql|sqlite|mongo\w*|dynamodb|kafka|rabbitmq|nats|sqs|s3|disk|bucket|blob|object stor(?:e|age)|storage|cookies?"
    r"|context|redux|zustand|signals|callbacks?|mutex(?:es)?|locks?|semaphores?|triggers?|views?|materiali[sz]ed view|enums?|unions?|interfaces?|structs?|traits?|mocks?|stubs?|errors?|fixtures?|snapshots?|yaml|toml|json|xml|csv|environment variables?|env vars?|config|settings|flags?|annotations?|attributes?|macros?|templates?|plugins?|extensions?"
    r"|daemons?|sidecars?|lambdas?|containers?|vms?|clusters?|apis?|endpoints?|shims?|adapters?|prox(?:y|ies)|gateways?|cdn|headers?|memory|subqueries|joins?|factory|builders?|singletons?|inheritance|composition|arrays?|maps?|dicts?|lists?|tree|tries|trie|integers?|uuids?|sequences?|timers?|intervals?|events?|observers?|crates?|repositor(?:y|ies)|repos?|branch(?:es)?|submodules?|monorepo|docker|kubernetes|nomad|systemd|vite|webpack|jest|vitest|pytest|axios|fetch))"
)
_BUILD = base_verbs(
    "use, store, save, persist, keep, host, implement, build, extract, parse, cache, put, place, write, send, add, create, introduce, serve, expose, model, represent, schedule, wrap, split, make, move, publish, deploy, convert, embed, hold, run, drive, feed, pass, ship, mount, load"
)
TWO_WAYS = Phrases(
    rf"{_BEFORE}(?:{base_verbs(_KEEP + ', ' + _CHANGE)}) or (?:{base_verbs(_KEEP + ', ' + _CHANGE)})\b (?:the|this|that|these|those|it|them|its|an?|all|old|existing|current|§|\w+)"
    rf"|{_BEFORE}{_DESIGN} (?:[^.;:\n|]|[.:](?=\S)){{3,160}}?,? or (?:else |just |simply |alternatively |maybe |perhaps |possibly |we |you |one |could |can )*{_DESIGN} (?:the|a|an|it|them|this|that|these|those|its|all|new|§|[a-z]\w+)"
    rf"|{_BEFORE}{_BUILD} (?:(?!or\b|if\b|when\b|not\b|any\b|no\b)[\w§'/.-]+ ){{0,6}}?(?:in |on |via |as |with |into |by |using |through |at |to |inside )?(?:an? |the |some )?(?:[\w§/-]+ ){{0,3}}{_TECH},? or (?:in |on |via |as |with |into |by |using |through |at |to |inside )?(?:maybe |perhaps |possibly |rather |else )?(?:an? |the |some |one )?(?:[\w§/-]+ ){{0,3}}{_TECH}\b(?! (?:is|are|exists?|that|which|was|were|has|changes?|fails?)\b)"
    rf"|(?<!to )\b(?:{_DESIGN}|store|write|place|pick|choose|add it) (?:(?!(?:for|by|if|when|from|with|to|of|in)\b)[\w§]+ ){{0,2}}either\b[^.;\n]{{2,80}}?\bor\b[^.;\n]{{2,60}}"
    rf"|(?:^|(?<=[.;] )){base_verbs('keep, make, build, implement, solve, handle, do, support')} [^.;:\n|]{{2,80}}[:,–—] ?either [\w-]+ [\w-]+[^.;\n]{{0,80}}? or [^.;\n]{{2,80}}"
    rf"|(?:→|->|=>|^) ?either\b[^;\n]{{2,90}}?\bor\b[^.;\n]{{2,60}}"
    rf"|{_BEFORE}{_DESIGN} [^.;\n()|]{{2,100}}\((?:or|alternatively,?|or else|or alternatively|maybe|perhaps|possibly|or maybe) (?:maybe |perhaps |possibly |rather |just )?(?:(?:in |under |as |the )?§[^()\n]{{0,80}}|{_DESIGN} [^()\n]{{2,80}})\)"
    r"|\((?:or (?:maybe|perhaps|possibly|alternatively)|alternatively)\b[^()\n]{2,80}\)|\((?:[^()\n?]{2,60} or [^()\n?]{2,60}|or [^()\n?]{2,60}|maybe[^()\n?]{2,60}|which[^()\n?]{2,60})\?\)"
    rf"|^[A-Z][a-z]+ (?:[^.;:\n|]|[.:](?=\S)){{3,160}}?, or (?:else |just |simply |alternatively )?(?:use|have|let|build|make|put|go with|switch|move|write|create|implement|replace|drop) [\w§]+"
    r"|\bor (?:maybe|perhaps|possibly) [^.;\n]{3,60}"
    r"|\b\w+,? or [^.?!\n]{2,80}\?(?= ?$)"
    r"|(?:^|[.;:] ?|\bthen )(?:use|adopt|go with|take|pick|choose|try) (?:an? |the )?[\w§.-]+(?: [\w§.-]+)?,? or (?:an? (?!later|newer|similar)[a-z]|(?-i:[A-Z]))[\w.-]*+(?: (?!agents?\b)[\w§.-]+)?(?! agents?\b)"
    r"|\b(?:alongside|in addition to|on top of|next to|besides|as well as) or (?:instead of|in place of|rather than)\b|\b(?:instead of|in place of) or (?:alongside|in addition to|on top of|next to|besides|as well as)\b"
    rf"|(?<=[.;] )Or (?:just |simply |maybe |else |perhaps |alternatively,? )?(?:{_DESIGN}|update)\b[^.;\n]{{3,60}}"
    r"|^(?:alternative(?:ly)?|another option|other option|variant|plan b|second option)\b ?[:,–—][^\n]{3,80}"
    r"|\b(?:one|we|you) could\b[^.\n]{3,120}?[,;.] ?(?:(?:or|but|and) )?(?:one|we|you|it) (?:could|can|might) (?:also|as well|instead|equally|just as well|alternatively)\b"
    r"|^(?:maybe|perhaps|possibly)[, ][^\n]{3,80}|\b(?:could|may|might|can) (?:also |perhaps |either )?(?:be (?:done|built|implemented|stored|kept|solved|written|placed|put|hosted|handled)|go|live|sit) (?:in|on|with|as|via|by|using|through|under|either)\b[^.;\n]{2,60}? or (?:in|on|with|as|via|by|using|through|under|an?|the)?\b"
    rf"|{_BEFORE}{_BUILD} [^.;:\n|]{{2,60}}? (in|with|on|via|by|using|through|as|at|under|inside|into) (?:the |an? )?[\w§.-]+(?: [\w§.-]+){{0,2}},? or \1 "
    r"|\b(?:could|may|might) (?:\w+ )?(?:be|happen|go|live|sit|come|run|stand|stay|take place|reside)(?: \w+)? (in|with|on|via|by|using|through|as|at|under|inside|into|from) [^.;\n]{2,50}?,? or \2 "
    r"|(?:^|[.;:,] ?|\bthen )either [a-z]+ (?:the|an?|it|them|this|all) [^.;\n]{0,80}?\bor [a-z]+ (?:the|an?|it|them|this|all|§)"
    r"|\b(?:could|might) (?:well |also )?be \d[\w.,%]* or \d"
    r"|\bshould (?:this|it|we|the|these|they)\b[^.;\n?]{3,90}?,? or (?:should |be |stay |rather |a |an |the |in )?[^.;\n?]{2,80}\?|\bor (?:not|rather) ?\?"
    r"|\b(?:use|with|via|through|on|take|choose|pick|try|in) [\w§/.-]+(?: [\w§/.-]+)?,? or (?:maybe|perhaps|possibly|alternatively|else) [\w§/.-]+"
)
"""Two designs, actions or places beside each other."""
TWO_ORDERS = Phrases(
    rf"(?:^|(?<=[.;] )){_DESIGN} [^.;:\n|]{{3,120}}?,? or (?:else |just |simply |alternatively )?{_DESIGN} (?:the|an?|it|this|that|these|existing|its|our|all)\b"
)
"""Two orders in one sentence."""
GIVEN = Phrases(
    r"\b(?:e\.g\.|for example|such as|for instance|optional(?:ly)?|and/or|i\.e\.|either case|in either|or (?:later|newer|higher|greater|above|more|less|fewer|equivalent|similar|vice versa|not)\b(?!\?)|whether or not|more or less|sooner or later|if (?:it |they |we |you |the |that |this |needed|necessary|required|not|any|\w+ (?:is|are|exists?|fails?|has|have))|when |unless |otherwise|based on|according to|would you|do you want|let me know|shall I)"
    r"|\b(?:user|caller|client|operator|customer|reader|admin|visitor|player|consumer|people|guest|member|tenant)s? (?:can|may|decides?|chooses?|picks?|could|might|must|should|will|to)\b|\blet(?:s|ting)? (?:the )?(?:user|caller|client|operator|customer|reader|admin|visitor|player)s?\b"
)
"""A condition, an example, or a user's own choice: nothing is left open."""
DENIED = Phrases(
    r"\b(?:do not|don't|never|no longer|must not|cannot|can't|without|no|not|neither|avoid|nor|whether) (?:[\w§'/-]+ ){0,6}$"
)
"""Before two ways: neither is to be taken."""
DATA = Phrases(
    r"\b(?:based on|according to|from the|by (?:the|its|looking|checking|comparing|counting|measuring)|depending on (?:whether|the)|per (?:the|its))\b"
)
"""What a program decides by."""
SETTLED = Phrases(
    r"\b(?:cleanest|simplest|easiest|smallest|best|safest|minimal|preferable)(?: [\w-]+)?:(?!\w)|"
    r"\b(?:recommend\w*|we (?:choose|chose|use|pick|go|take|went|settled|decided|will use|prefer)|chosen|(?:(?:^|[.;] )decision: )(?!.{0,80}\bvs\b)|decided (?:on|to|for|in favou?r)|prefer(?:red|ably)?\b|go(?:ing)? with|went with|default to|by default|settled on|the (?:former|latter|first|second)(?: one| option)? (?:is|wins|was)|picked|selected|ruled out|rejected|(?:expected |short )?answer (?:here )?(?:is|will be)|answer:)\b"
)
PUT_OFF_WORDS = tokens(
    "decide, determine, choose, settle, figure, work, sort, judge, clarify, agree, pick, finalize, revisit, discuss, resolve, select, define, make, decided, determined, chosen, settled, figured, worked, sorted, clarified, agreed, picked,"
    " finalized, revisited, discussed, resolved, selected, defined, deciding, choosing, undecided, debating, decision, air, debate, discussion, jury, open, choice, agreement, see, find, cross, play, think, seen, debated, weighed, judged, finalise, finalised, minds, yet"
)
LEFT_WORDS = tokens(
    "however, liking, suits, pleases, appeals, convinces, wants, want, wishes, sees, as, feel, use, pick, adopt, take, choose, try, introduce, left, leave, leaves, leaving, up, discretion, choice, call, pick, preference, taste, toss, coin, whoever, prefer, prefers, like, likes, wish, wishes, fancy, feel, think, whichever, whatever, what, how, which, depending, depends"
)
NO_MATTER_WORDS = tokens(
    "either, both, any, matter, preference, fussed, mind, care, fine, ok, okay, alright, right, acceptable, possible, good, well, equally, alternatively, easily, pick, one, this, way, welcome, viable, option"
)
TASK_WORDS = tokens(
    "decide, choose, settle, agree, minds, agreement, weigh, debate, decided, settled, agreed, chosen, sorted, vs, versus, suitable, appropriate, fitting, good, sensible, reasonable, right, best, adequate, convenient, decent, viable, fit, matching, nice,"
    " some, any, whatever, of"
)
TWO_WAYS_WORDS = tokens("or, alternative, alternatively, option, variant, plan, maybe, perhaps, possibly, could")
