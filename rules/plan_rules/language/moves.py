"""Further ways to say that stored data is moved or converted: loops over all of it, passives, titles that only name the act."""

from plan_rules.language.forms import forms, near, told

THINGS = (
    r"(?:data|rows?|records?|entries|values|documents?|roles?|users?|people|persons?|accounts?|customers?|orders?|invoices?|subscriptions?|bookings?|profiles?|assignments?|balances?|history|tables?|columns?|fields?"
    r"|blobs?|objects?|attachments?|photos?|pictures?|images|passwords?|sessions?|events?|messages?|tags|categories|category|address(?:es)?|readings?|measurements?|applicants?|members?|memberships?|students?|pupils?"
    r"|patients?|employees?|contacts?|donors?|subscribers?|products?|tickets?|payments?|transactions?|listings?|reservations?|contracts?|claims?|prescriptions?|loans?|shipments?|parcels?|vehicles?|recipes?|scores?"
    r"|grades?|votes?|ratings?|timesheets?|salaries|permits?|preferences|moves|scans|players?|devices?|notes?|comments?|posts|threads?|visits?|appointments?|shifts?|leases?|meters?|prices?|recordings?|videos?"
    r"|letters?|certificates?|licen[cs]es?|coupons?|vouchers?|cards?|sheets?|minutes|items?|articles?|films?|songs?|tracks?|plants?|animals?|samples?|specimens?|trips?|rides?|routes?|sailings?|plots?|beds?"
    r"|households?|tenants?|guests?|drivers?|teachers?|courses?|exams?|books?|copies|artworks?|exhibits?|mails?|e-?mails?|mailbox(?:es)?|calendars?|phone numbers?|amounts?|files?|folders?|polic(?:y|ies)|plates?"
    r"|tours?|stops?|lessons?|teams?|matches|games?|wards?|results?|findings?|judg(?:e)?ments?|cases?|pages|translations?|locations?|coordinates|dates?|times?|names?|numbers?|codes?|units?)"
)
"""What is kept in a store, in many trades."""
_OLD = r"(?:existing|old|older|legacy|historical|historic|stored|previous|past|earlier|remaining|accumulated|archived|current|present)"
_ALL = r"(?:all|every|each)(?: (?:of )?(?:the|our|these|those))?(?: [\d\s.,]*\d(?: (?:million|thousand|k))?)?"
_WRITES = forms(
    "fill", "set", "write", "convert", "copy", "update", "assign", "give", "create", "insert", "store", "compute", "recompute", "skip", "add", "replace", "rewrite", "re-encode",
    "translate", "split", "attach", "map", "mark", "move", "change", "recode", "re-hash", "rehash", "encrypt", "re-encrypt", "stamp", "link", "derive",
)  # fmt: skip
_CARRIED = r"(?:moved|copied|converted|migrated|transferred|imported|carried over|taken over|brought over|rewritten|back-?filled|split|merged|re-?coded|re-?encoded|re-?hashed|re-?keyed|translated|relocated|consolidated|de-?duplicated|ported|transformed|normali[sz]ed)"
_KEPT_IN = r"(?:tables?|columns?|databases?|collections?|buckets?|schemas?|store|storage|archive|warehouse|index|volume|share|server|nas|cloud|system|register|catalogue|ledger|repository|postgres\w*|mysql|oracle|mongo\w*|sqlite|minio|s3)"
_STORE = rf"(?:{_KEPT_IN}|`\w+`)"
_OLD_STORE = r"(?:access|excel|old|legacy|former|previous|existing|paper|dbase|filemaker|lotus|csv|spreadsheet|mysql|mariadb|oracle)"
_ACT = r"(?:conversion|converting|copy|copying|migration of|transfer|transferring|import|back-?fill|back-?filling|filling|take-?over|carry-?over|moving|relocation|re-?encoding|consolidation|normali[sz]ation|de-?duplication|re-?import|bulk load|initial load|loading)"
_TITLE = r"(?:(?<![^\n])|(?<=\*\*)|(?<=[-–—:.)#] ))"

MORE_MOVES: tuple[tuple[str, ...], ...] = (
    (rf"{_TITLE}{_ACT}(?=\W{{0,6}}(?:$|\n|[*:.,(—–-]| of (?:the |all |existing |old )?))", rf"(?:all|every|each|existing|old|blocks? of|batch\w*|at a time|rows?|records?|people|go(?:es)? through|one {near(3)}at a time|thousands?|millions?|{THINGS})", rf"{_WRITES}|{_CARRIED}|through|at a time|blocks?|batch\w*|rows?|records?"),
    (rf"(?:go(?:es|ing)?|{forms('walk', 'loop', 'run', 'iterate', 'step', 'pass', 'work', 'page', 'crawl')}) (?:once |again )?(?:through|over|across) (?:(?:{_ALL}|(?:the )?{_OLD}) {near(3)}{THINGS}|(?:the )?(?:rows|records|people|customers|members|users|accounts|orders|documents|pictures|patients|pupils|students))", _WRITES),
    (rf"(?:{_ALL}|{_OLD}|the) {near(4)}{THINGS} {near(3)}(?:is|are|gets?|get|be|being) (?:then |all |also )?{_CARRIED} {near(6)}(?:from|to|into|over|onto) {near(4)}{_STORE}",),
    (rf"(?:{_OLD}|all|every) {near(2)}{THINGS} (?:gets?|receives?|is given|are given|becomes?|takes?|carry|carries|obtains?|is assigned|are assigned|is mapped|are mapped) (?:the |an? |its |their )?(?:new |own |default )?(?:{near(2)}(?:codes?|status(?:es)?|values?|ids?|keys?|fields?|types?|roles?|grants?|column|number|category|format|unit)|`\w+`)",),
    (rf"for (?:every|each|all) [^.\n]{{0,60}}\b{forms('insert', 'write', 'create', 'copy', 'add', 'store', 'fill')} (?:an? |one |the )?(?:new )?(?:rows?|records?|entr(?:y|ies)|documents?|cards?|lines?|polic(?:y|ies)|grants?)",),
    (rf"{told('turn', 'change', 'bring', 'recode', 'recast', 'fold')} (?:{_ALL}|(?:all |the )*{_OLD}) {near(5)}(?:in|into|to|from) ", rf"{_KEPT_IN}|{THINGS}"),
    (rf"{told('take over', 'fetch over', 'bring in', 'pull over', 'lift', 'haul', 'read in', 'suck in', 'load', 'import', 'bring over')} {near(8)}from (?:the |our |its |an? )?{near(1)}{_OLD_STORE}(?! (?:files?|modules?|components?|class)[^.\n]{{0,5}}\bof code)(?= (?:{near(2)})(?:files?|databases?|systems?|sheets?|tables?|store|server|share|software|program|application|exports?|dump))",),
    (rf"{told('replay', 're-apply', 'reapply', 're-import', 'reimport', 're-ingest', 're-process', 'reprocess')} (?:all |the |our )*(?:{_OLD}|entire|whole|complete) {near(3)}(?:logs?|history|events?|messages?|journal|records?|stream)",),
    (rf"{told('copy', 'move', 'migrate', 'transfer', 'upload', 'load', 'shift', 'sync', 'mirror', 'replicate')} {_ALL} {near(8)}(?:in)?to (?:the |an? |our )?{near(2)}{_STORE}", THINGS),
    (rf"{told('split', 'merge', 'de-duplicate', 'dedupe', 'deduplicate', 'unify', 'collapse', 'combine', 'join')} {near(4)}(?:{_OLD} |duplicate )(?:[\w-]+ )?{THINGS}",),
    (r"UPDATE\s+\w+\s+SET\s+\w+\s*=\s*\w+\s*[*/+-]\s*[\d.]+",),
)  # fmt: skip
"""Each a set of patterns that all stand in one line of a step."""
