"""Stored data: tables that refer to each other, and data that is moved or converted: two hazard areas."""

from plan_rules.language.acts import CONVERT, CONVERTING_TITLE, MOVE, MOVE_WAYS, MOVING_TITLE, NO_DATA
from plan_rules.language.forms import forms, near
from plan_rules.language.moves import MORE_MOVES
from plan_rules.lint.hazards import Area, Need

SCHEMA = Area(
    "schema",
    "creates relational objects that refer to each other",
    triggers=(
        (r"(?:junction|join|joining|link|linking|association|associative|bridge|pivot|through|cross[- ]reference|child|membership|mapping|many-to-many)[- ](?:tables?|models?)",),
        (r"(?:create|add|new) (?:the |all |\w+ )?tables",),
        (r"foreign[- ]keys?|references? `?\w+`?\s?(?=\()|\bfks?\b",),
        (r"(?:add|create|new)\w* [^\n]{0,60}`\w+`[^.\n]{0,40}(?:,|and)\s+`\w+[._]\w+`", r"migrations?|schema|sql|ddl|(?:db|migrations?)/\S+"),
        (r"migrations? `\w+`[^.\n]{0,20}(?:,|and)\s+`\w+_\w+`",),
        (r"(?:add|create)\w* `\w+`[^\n]{0,60}`?\w+_\w+`? \(`?\w+_id`?, `?\w+_id`?\)",),
        (r"tables?|migrations?|schema|columns?|models?|ddl|entit(?:y|ies)|add|create|introduce|new", r"\w+_id`?\W{0,3}(?:→|->|=>|references?|referencing|refers? to|points? (?:at|to)) ?`?[a-z_]+\b`?|\w+_id`? (?:to|from|of) `[a-z_]+`"),
        (rf"(?:tables?|add|create|new|introduce|migration for) {near(8)}(?:whose|with|has|have|having|and|the) {near(8)}(?:is |as |holds? |a )*references? to (?:the )?`?\w+",),
        (rf"{forms('add', 'create', 'introduce', 'make', 'build', 'write')} {near(2)}`\w+`[^.\n]{{0,60}}(?:the (?:second|first|latter|former|other|child)|each|both) {near(3)}(?:point(?:s|ing)?|refer(?:s|ring)?|belong(?:s|ing)?|link(?:s|ed|ing)?|attached) (?:to|at)",),
        (rf"{forms('create', 'add', 'make', 'introduce', 'write', 'set up', 'generate')} (?:the |these |our |new |all )*(?:(?:two|three|four|five|six|seven|\d+|several|both) (?:new |more |further )?tables|tables? `\w+`(?:,| and| plus) `\w+`)",),
        (r"migrations? (?:for|of) `\w+`[^.\n]{0,60} and (?:for |of )?`\w+`|ddl [^.\n]{0,30}(?:tables|schema)",),
        (rf"(?:tables?|migrations?|add|create|new) {near(8)}(?:referenc(?:es|ing)|refers? to|referring to|point(?:s|ing)? (?:at|to)|belong(?:s|ing)? to|hang(?:s|ing)? off|link(?:s|ed|ing)? to|keyed (?:to|by)|with (?:an? )?(?:fk|references?) to)", r"tables?|migrations?|schema|sql|columns?|model"),
    ),
    never=r"(?:report|data|results?|sort\w*|ui|view|grid) tables?|(?:report|data)?table\.?(?:tsx|jsx|vue|css)|table tsx|(?:render|show|display|sort|format|print|style)\w* [^.\n]{0,30}tables?|(?:markdown|summary|docs?|documentation|html|hash|lookup|pivot) tables?(?: of contents)?|link(?:ing)? tables? of contents|(?:no|without(?: a| any)?|never|drop\w*|remov\w*|not) (?:\w+ )?foreign[- ]keys?",
    needs=(
        Need(
            "creation-order", "in which order the tables and their foreign keys are created",
            "a child that is created before its parent fails the migration half-way",
            (r"foreign keys?[^.\n]{0,80}(?:order|before|after|first|requires?|depend\w*|later|last)", r"(?:before|after|once)[^.\n]{0,60}(?:tables?|referenced|parents?|migration \d+|children|exists?)", r"must (?:exist|run|be created|come|be there|stand)[^.\n]{0,40}(?:first|before)",
             r"(?:dependency|creation|migration|execution) order", r"order of (?:creation|migrations?|tables?)", r"(?:the )?order (?:matters|is)", r"(?:migrations?|tables?)[^.\n]{0,40}(?:depends? on|dependenc\w+|requires? (?:the )?[\w`]+ (?:to|migration))", r"(?:parents?|referenced) (?:tables? )?(?:go |come |are made |created )?(?:first|before)",
             r"(?:already )?exists? (?:since|already|from)", r"already (?:there|exists?)", r"create table [^\n]{0,60}\(", r"(?:in )?(?:this|dependency|that|wrong|reverse|right|given|numbered|topological) order", r"first,? (?:and|then) [^.\n]{0,80}\b(?:after|afterwards|then|next|second|last|later)", r"parents? (?:then|before) child\w*", r"(?:create|make|add|run|apply)\w* [^.\n]{0,60} (?:first|last)", r"deferr\w+ constraint", r"(?:exists?|created|applied|made|added|there) (?:first|before)", r"(?:run|created|applied|added) after (?:the |its )?(?:\w+ ){0,2}(?:tables?|migrations?|parents?)", r"children (?:last|after)", r"then the \w+ (?:partitions|tables|children)"),
            about=r"tables?|migrations?|schema|foreign|columns?|keys?|references?|parents?|sql|partitions?|ora-\d+|oracle|postgres\w*|mysql|sqlite",
            aside=r"drop(?:s|ped|ping)?|delet(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|dump\w*|expdp|export\w*|cop(?:y|ies|ied|ying)|back-?fill\w*|back-?ups?|restor\w*|roll\w* back",
        ),
    ),
)  # fmt: skip

_MOVED = r"migrat\w*|mov(?:e|es|ed|ing)|cop(?:y|ies|ied|ying)|convert\w*|conversions?|transfer\w*|import\w*|back-?fill\w*|fill(?:s|ed|ing)?|scripts?|carr(?:y|ies|ied) over|take-?over|rewrit\w+|rows?|records?|legacy|old|new|split\w*|merg\w+|re-?(?:encod|key|cod|hash)\w+|load(?:s|ed|ing)?|jobs?|batch\w*|chunk\w*|existing"
"""A sentence elsewhere in the plan is about the move."""

DATA_MOVES = Area(
    "data-move",
    "moves or converts existing data",
    triggers=(
        *((way,) for way in MOVE_WAYS),
        *MORE_MOVES,
        (MOVE, MOVING_TITLE, r"rows?|records?|INSERT|SELECT|both tables|partitions?(?! tables?)|(?:old|new) table|table `?\w+_\w+|columns?"),
    ),
    plans=r"migrations?|tables?|columns?|rows?|databases?|sql|postgres\w*|mysql|schema|records|collections?",
    triggers_there=(
        (CONVERT, CONVERTING_TITLE, r"\w+\.(?!(?:py|tsx?|jsx?|go|rb|rs|java|kt|cs|md|json|ya?ml|toml|html|css|sh|php|lua|vue|swift|c|h|cpp|sql|txt|csv)\b)\w+|`\w+_\w+`|rows?|records?|pairs|existing|per transaction|update|columns?|tables?"),
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
            about=rf"{_MOVED}|writes?|traffic|users|down-?time|maintenance|window|live|production|nights?|locks?|meanwhile|trial",
        ),
        Need(
            "volume-and-batching", "how much data there is and in which portions it is moved",
            "one statement over a large table holds locks and memory until it fails",
            (r"batch\w*", r"chunk\w*", r"in (?:portions|slices|steps of|groups of|lots of|blocks of)", r"pagina\w+", r"pages? of \d", r"stream(?:s|ed|ing)? (?:the|rows?|records?|from|through|over)", r"out of memory", r"oom", r"at a time", r"a (?:call|run|round|go|minute|second) ?(?:,|\)|of)?[^.\n]{0,20}throttl\w+", r"throttl\w+",
             r"cursor", r"iterator\(", r"small (?:table|dataset|number of|enough)", r"(?:only|just|a mere|fewer than|less than|under|below) (?:a few|about |some |around )?[\d.,]*\s?(?:\w+ )?(?:rows|records|documents|entries|users|customers|items|kb|mb|hundred|dozen)", r"fits? in(?:to)? (?:memory|one)", r"(?:rows|records|documents|items) (?:per|a|each) (?:batch|run|transaction|statement|call|commit)", r"\d[\d\s.,]* (?:\w+ )?(?:per|a|each|every) (?:batch|run|transaction|statement|call|commit|time)",
             r"limit \d+", r"resum\w+", r"partition by partition", r"one (?:\w+ )?(?:month|day|tenant|partition|shard|region|shop|branch) at a time", r"(?:month|day|tenant|shard|region) by (?:month|day|tenant|shard|region)", r"takes? (?:about |around |roughly )?(?:\d+|a few|some) (?:s|sec\w*|seconds?|minutes?|hours?)"),
            about=rf"{_MOVED}|trial|nights?|statement|transaction",
        ),
        Need(
            "unmapped-rows", "what happens to rows that can't be converted",
            "real data holds values that no mapping foresaw, and they stop the move or vanish",
            (r"un-?(?:mapp|convert|match|migrat|pars)\w*", r"(?:anything|everything|all|whatever) else (?:is|are|goes|stays|gets|becomes|lands)", r"the (?:rest|remainder|others?) (?:is|are|goes|go|stays?|gets?|becomes?|lands?|keeps?)", r"(?:files|pictures|rows|records|entries|values|documents|people|users|accounts|customers|ones|those|what|whatever|everything|anything|items|\w+s) (?:that (?:differ|fail|don['’]t|do not|can['’]t|cannot|are not|aren['’]t|have no|lack)|outside|not in|missing (?:from|in)|unknown to|which (?:differ|fail|don['’]t|do not|can['’]t|cannot|lack))[^.\n]{0,60}(?:go(?:es)?|lands?|are (?:copied|put|listed|kept|logged|written|left|skipped|counted|reported|moved|marked|tagged)|is (?:copied|put|listed|kept|logged|written|left|skipped|counted|reported)|stays?|gets?|becomes?|remains?)", r"(?:are|is|be|were) (?:left out|set aside|put aside|kept apart|sorted out|put on a list|skipped and (?:counted|listed|logged|reported))", r"(?:no|without(?: a| any)?) (?:match\w*|equivalent|mapping|counterpart|corresponding)(?! (?:check|constraint|index|test))", r"(?:can(?:no|')t|can not|cannot|could not|couldn't|do(?:es)?n't|do not|does not|fail(?:s|ed)? to) (?:be )?(?:directly )?(?:map|convert|pars|migrat|mov|match|fit|resolv)\w*", r"orphan\w* (?:rows?|records?|entries|references|users|ids)",
             r"malformed", r"(?:invalid|bad|broken|corrupt\w*|odd|dirty|garbage|unparsable|incomplete) (?:rows?|values?|records?|data|entries|blobs?|dates?)", r"(?:unknown|other|unexpected|unrecogni[sz]ed) (?:\w+ )?(?:roles?|values?|codes?|types?|status\w*|formats?|keys?|ids?|kinds?)", r"skip\w*[^.\n]{0,30}(?:rows?|records?|entries)", r"not 1:1", r"one-to-one",
             r"special[- ]cases?", r"reconcil\w+", r"quarantin\w+", r"reject\w* (?:rows?|table|file|list)", r"dead[- ]letter", r"exceptions? (?:table|report|list|file)", r"(?:nulls?|missing|empty)[^.\n]{0,30}(?:default\w*|handled|becomes?|stays?|goes?|kept|get)", r"ambiguous", r"left ?overs?", r"legacy (?:\w+ )?(?:rows|values|records)", r"\w+`?\s?(?:->|→|=>)\s?`?\w+[^.\n]{0,60}(?:->|→|=>)", r"(?:those|ones|\w+s) (?:without|with no|whose)[^.\n]{0,40}(?:gets?|becomes?|stays?|keeps?|goes|go|receives?|defaults?|falls?)", r"stops? the (?:run|copy|migration|import)", r"prints? the row", r"by hand", r"rows? that[^.\n]{0,40}(?:go(?:es)?|land|end up|are (?:kept|listed|logged|written))"),
            about=_MOVED,
        ),
    ),
)  # fmt: skip
