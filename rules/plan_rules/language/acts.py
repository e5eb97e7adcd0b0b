"""What work does to data, traffic, access and the public: acts with their objects, in many words."""

from plan_rules.language.beyond_recall import CLOSED, DESTROYED, NAMED, PUBLISHED, TOLD_ALL
from plan_rules.language.forms import forms, near, told, whole
from plan_rules.language.phrases import Phrases

_STORES = r"(?:tables?|columns?|schemas?|databases?|collections?|keyspaces?|partitions?|topics?|buckets?|volumes?|archives?|search index(?:es)?|warehouses?|data ?sets?|data ?stores?)"
_RECORDS = (
    r"(?:rows?|records?|entries|documents|blobs|objects|histor(?:y|ies)|backups?|snapshots?|dumps?|accounts?|tenants?|profiles?|customers?|users?|players?|members?"
    r"|patients?|subscribers?|orders?|invoices?|payments?|bookings?|messages?|uploads?|photos|recordings?|events|readings|measurements|logs|sessions|data)"
)
_OLD = r"(?:(?:the|all|any|our|every|each|both|old|legacy|existing|stale|remaining|now|unused|obsolete|deprecated|orphaned|orphan|production|expired|previous|former|dormant|inactive|original|user|customer|outdated|duplicate|personal) )"
_NAME = r"`[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+`(?! (?:function|method|param\w*|argument|import|dependency|package|test|flag|option|field in|class|module|helper|command|hook|prop|script|key|variable|directory|folder|file|from|branch))"
_END_FOR_GOOD = told(
    "drop",
    "truncate",
    "purge",
    "wipe",
    "erase",
    "destroy",
    "hard-delete",
    "shred",
    "nuke",
    "scrub",
    "get rid of",
    "do away with",
)
_TAKE_AWAY = told(
    "delete", "remove", "overwrite", "discard", "decommission", "clear", "throw away", "prune", "retire", "empty"
)

_NOT_A_STORE = r"(?! (?:components?|headers?|headings?|views?|widgets?|class(?:es)?|cells?|layout|styles?|of contents|from the (?:csv|export|ui|page|view|form|screen|report|grid|table view)|(?:delete |remove )?(?:buttons?|dialogs?|pages?|screens?|forms?|links?|icons?|menus?|options?|endpoints?|routes?|actions?|modals?|flows?|feature)))"

DESTROYS = whole(
    rf"{_END_FOR_GOOD}\s+{_OLD}{{0,4}}(?:(?:[\w`.'-]+\s+){{0,3}}?(?:{_STORES}|{_RECORDS}){_NOT_A_STORE}|(?<!unused ){_NAME})",
    rf"(?<!['\"“‘]){_TAKE_AWAY}\s+{_OLD}{{0,4}}(?:[\w`.-]+\s+){{0,2}}?(?:tables?|columns?|databases?|schemas?|production data|rows|records|buckets?|volumes?|accounts?|tenants?|backups?|(?:user|customer|personal) data|collections?|profiles|history|recordings){_NOT_A_STORE}",
    rf"{_TAKE_AWAY} (?:[\w`.-]+\s+){{0,3}}{_RECORDS} [^.,\n]{{0,30}}\bfrom\s+`[a-z]\w*`(?! (?:file|module|class|import|command|list|array|package))",
    rf"{forms('drop', 'remove', 'delete')} [^.\n]{{0,60}}[:(—][^.\n\w]{{0,6}}(?:flyway |liquibase |alembic |knex |rails )?migration",
    rf"{_END_FOR_GOOD}\s+`[a-z]\w*\.(?!py|js|ts|go|rs|md|sql|json|ya?ml)[a-z_]+`",
    r"(?:tables?|columns?|database|schema|data) (?:removal|deletion|teardown)",
    r"DROP (?:TABLE|COLUMN|DATABASE|SCHEMA|KEYSPACE)",
    r"TRUNCATE TABLE",
    r"DELETE FROM",
    r"dropdb",
    rf"(?<!\w\s){told('delete', 'remove', 'purge', 'erase', 'discard', 'expire')}\s+(?![^.\n]{{0,60}}\b(?:logs?|builds?|artifacts?|branches|containers?|docker|sessions?|tokens?|jobs|deliveries|metrics|traces|locks?|previews?)\b)[^.\n]{{0,60}}\bolder than\s+`?(?:\d+|an?|one|two|three|six)",
    r"mkfs\S*",
    r"wipefs",
    r"sgdisk",
    r"dd if=",
    r"zpool create",
    r"luksFormat",
    r"(?:run|runs|running|call|execute)\s+(?:`\s*)?disko",
    rf"{forms('format', 'repartition', 'partition', 'wipe')}\s+(?:the |its |each |every )?(?:target |whole |entire |system |boot |data )*(?:disks?|drives?|ssds?|partitions?|sd cards?)",
    r"rm -rf\s+/\S*",
    *DESTROYED,
)
"""Ends data for good."""
TAKES_NAMED = whole(NAMED)
"""A name that is taken away ends data where a migration does it."""

_WIDE = r"(?:stable|production|prod|general|live|public|release|default|all|every|everyone|everybody|whole|entire|full|100 ?%)"
_AUDIENCE = r"(?:channel|track|ring|users?|customers?|devices?|units?|fleet|field|installations?|clients?|phones|machines|households|tenants|stores?|subscribers|audience|population|recipients|members)"
PUBLISHES = whole(
    r"force[- ]push\w*",
    r"git push (?:--force|-f)\S*",
    r"(?:npm|cargo|twine|gem|poetry|yarn|pnpm|flutter pub|dart pub) (?:publish|upload|push)",
    r"rewrit\w+ (?:the )?(?:git )?history",
    r"git filter-(?:branch|repo)",
    rf"{forms('upload', 'publish', 'push', 'sync', 'send', 'copy', 'export', 'post')}\s+{near(6)}(?:to|on|onto|into) (?:the |our |a |its )?`?(?:[\w-]+ )?public[- ](?:portal|site|web ?site|bucket|registry|page|feed|internet|web|mirror|archive|catalogue|share)",
    rf"(?:make|turn|set|flip) {near(3)}(?:repo(?:sitory)?|bucket|package|data ?set|image){near(3)}\s?public",
    *PUBLISHED,
)
"""Makes public or rewrites history beyond recall."""

RELEASES = whole(
    rf"{forms('push', 'promote', 'ship', 'release', 'roll out', 'publish', 'flash', 'broadcast', 'deploy')}\s+{near(5)}(?:to|on|in)\s+(?:the\s+)?`?{_WIDE}`?\s+(?:\w+\s+){{0,2}}?{_AUDIENCE}",
    rf"{forms('push', 'flash', 'ship', 'roll out', 'publish')}\s+{near(5)}(?:firmware|image|update|build)\b[^.;\n]{{0,60}}\b(?:all|every|whole|entire|\d[\d\s.,]*(?:k|000|million)?)\s+(?:\w+\s+){{0,2}}?{_AUDIENCE}",
    *TOLD_ALL,
)
"""Reaches everybody's devices at once."""

_KEYS = r"(?:(?:api |signing |access |encryption |private |production |master |root |session |refresh |service |deploy )+(?:keys?|tokens?|secrets?)|(?:full-access|admin|old|legacy|user|all) tokens|credentials|certificates?|(?:old |root )ca|secrets?|passwords?)"
_RIGHTS = r"(?:access|permissions?|grants?|privileges?|rights?|scopes?|roles?|entitlements?|memberships?|logins?)"
REVOKES = whole(
    rf"{forms('revoke', 'rotate', 'invalidate', 'expire', 'reissue', 'roll')}\s+{near(4)}{_KEYS}",
    rf"{forms('revoke', 'withdraw', 'take away', 'strip', 'cut off')}\s+{near(5)}{_RIGHTS}",
    rf"{forms('delete', 'remove', 'drop')}\s+{near(3)}(?:grants?|privileges?|role assignments?|access rights?|memberships?)",
    rf"(?:users?|people|staff|nurses|members|clients|customers|employees|everyone|they)\s+(?:\w+\s+){{0,2}}?los(?:e|es|ing)\s+{near(4)}{_RIGHTS}",
    *CLOSED,
)
"""Takes access away, or makes a secret void."""

MOVE = told(
    "migrate", "copy", "move", "convert", "transfer", "port", "import", "transform", "re-encode", "re-hash", "rehash", "populate", "re-key", "backfill", "back-fill",
    "carry over", "bring over", "bring across", "carry across", "load", "re-home", "replicate", "unload", "rewrite", "translate", "relocate", "sync",
)  # fmt: skip
_EXISTING = (
    r"(?:existing|old|legacy|current|historical|historic|production|live|stored|previous|past|remaining|accumulated)"
)
_ALL = r"(?:all|the|every|each|over|our|any|these|those|whole|entire|of)"
_THINGS_KEPT = (
    r"(?:data|rows?|records?|entries|values|documents?|roles?|users?|accounts?|customers?|orders?|invoices?|subscriptions?|bookings?|profiles?|assignments?|balances|history|tables?|columns?|database"
    r"|blobs|objects|attachments|photos|images|passwords|sessions|events|messages|tags|categories|addresses|readings|measurements|logs|applicants?|members?|memberships|students?|pupils|patients?"
    r"|employees|contacts|donors|subscribers|products|tickets|payments|transactions|listings|reservations|contracts|claims|prescriptions|loans|shipments|parcels|vehicles|recipes|scores|grades|votes"
    r"|ratings|inventory|timesheets|salaries|permits|preferences|moves|movements|scans|players?|devices|notes|comments|posts|threads|visits|appointments|shifts|schedules|leases|meters|assets|catalogue|catalog|prices|recordings|videos|letters|certificates|licen[cs]es|coupons|vouchers|points)"
)
_PLACE = rf"(?:the |an? |our )?(?:new |separate |shared |other )*(?:`?[a-z][a-z0-9]*(?:_[a-z0-9]+)+`?(?!\.\w)|(?:`?[\w-]+`? )?{_STORES})"
MOVE_WAYS: tuple[str, ...] = (
    rf"{MOVE}\s+(?:all|every|each|existing|the)\s+[^.\n]{{0,80}}\bfrom\s+[^.\n]{{0,30}}\b(?:tables?|columns?|databases?|collections?|buckets?|schemas?)",
    rf"{MOVE}\s+(?:the )?(?:old|existing|remaining) (?:ones|stuff|content)",
    r"fill\w* (?:it|them|the new [\w`]+) from",
    r"for (?:every|each|all) [^.\n]{0,60}\binsert\w*",
    r"rewrit(?:e|es|ing) [^.\n]{0,80}\bin place",
    rf"{MOVE}\s+(?:"
    rf"(?:{_ALL}\s+){{0,3}}{_EXISTING}\s(?:[\w`/-]+ ){{0,3}}?{_THINGS_KEPT}"
    rf"|(?:{_ALL}\s+){{0,3}}(?!(?:initial|seed|default|sample|demo|test|dummy|reference|static|mock|fixture)\b)(?:[\w`/-]+\s+){{0,2}}?(?:data|rows|records|column values|history)(?! (?:class|type|struct|model|layer|frame|loader|provider|source))"
    rf"|(?:everything|the lot|the old stuff|them|{near(5)}(?:{_THINGS_KEPT}|{_NAME}))\s+{near(4)}(?:in)?to\s+{_PLACE}"
    rf"|(?:{_ALL}\s+){{0,3}}{_EXISTING}\s+{near(8)}(?:in|from|to|into)\s+{_PLACE}"
    rf"|{near(4)}from\s+{_PLACE}\s+{near(3)}(?:in)?to\s+{_PLACE}"
    rf"|(?:all|every|each)\s+(?:[\w-]+\s+){{1,3}}(?:in)?to\s+(?:the |an? |our )?(?:new |separate |shared |other |central )*{_STORES}"
    r")",
    r"INSERT\b[^\n;]{0,120}\bSELECT",
    r"UPDATE\s+\w+\s+SET\b(?![^;]{0,200}\bwhere\s+\w+\s*=\s*(?:\?|:|\$|@|\d|…|%|'))",
    rf"{forms('assign', 'attach')}\s+(?:all |the )?(?:existing|old|current|legacy)\s+[\w-]+\s+{near(4)}to\b",
    rf"{forms('fill', 'set', 'populate')}\s+`?\w+[._]\w+`?\s+from\s+`?\w+[._]\w+",
    r"CREATE TABLE\s+\S+\s+AS\s+SELECT",
    r"back-?fill(?:s|ed|ing)?(?! (?:tests?|docs?|documentation|stories|types))",
    r"data migrations?",
    r"one-off (?:script|job) [^.\n]{0,40}(?:rows|records|existing)",
    rf"{forms('fill', 'set', 'compute', 'derive')}\s+{near(5)}for\s+(?:all|every|the)?\s*(?:existing|old|historical|past|current)\s+(?:\w+\s+){{0,2}}?{_THINGS_KEPT}",
)
"""Ways to say that data which exists is moved or converted."""
MOVES = whole(*MOVE_WAYS)
_CODE = (
    r"(?:files?|functions?|methods?|tests?|code|modules?|class(?:es)?|components?|imports?|docs?|documentation|helpers?|logic|types?|fixtures?|config\w*|constants?|scripts?|styles?|markup|markdown|sections?"
    r"|templates?|commands?|callers?|handlers?|hooks?|packages?|endpoints?|routes?|pages?|tools?|plugins?|utilities|utils|interfaces?|definitions?|strings?|variables?|branch(?:es)?|workflows?|jobs?|rules?|prompts?|skills?|assets?|parameters?|arguments?|placeholders?|quer(?:y|ies)|sql|requests?|responses?|payloads?|exceptions?|errors?)"
)
MOVING_TITLE = rf"(?<![^\n])[^\w\n]{{0,12}}+(?:(?:step|task|phase)[^\w\n]{{0,3}})?(?:t?\d{{1,4}}[^\w\n]{{0,6}})?{MOVE}\b(?!\s+(?:[^\s.;:]+\s+){{0,5}}{_CODE}\b)(?!\s+`[^`]*[./(][^`]*`)"
"""A step's title that begins with moving something that isn't code."""

CONVERT = told(
    'convert', 'import', 'split', 'derive', 'repoint', 're-point', 'rewrite', 'merge', 'translate', 'normalise', 'normalize', 'fold', 'consolidate', 'fill', 'assign', 'give', 'attach', 'populate', 'recompute', 'deduplicate',
)  # fmt: skip
CONVERTING_TITLE = rf"(?<![^\n])[^\w\n]{{0,12}}+(?:(?:step|task|phase)[^\w\n]{{0,3}})?(?:t?\d{{1,4}}[^\w\n]{{0,6}})?{CONVERT}\b(?!\s+(?:[^\s.;:]+\s+){{0,4}}{_CODE}\b)(?!\s+`[^`]*[/(][^`]*`)"
"""A step's title that begins with converting something that isn't code: means data in a plan about data."""

CUTS_OVER = whole(
    r"cut[- ]?over",
    r"go(?:es|ing)?[- ]live",
    r"put(?:s|ting)? (?:it|them|[\w ]{1,20}) (?:live|into (?:service|production|operation))",
    r"(?:switch|flip) day",
    rf"{forms('switch', 'redirect', 'route', 'shift', 'move', 'point', 'flip', 'steer', 'send', 'swing', 'change')}\s+{near(7)}(?:traffic|dns|cname|a record|records? of|load balancer|production)(?! (?:data|code|config|mode|build))",
    rf"{forms('switch', 'swap', 'flip')}\s+{near(4)}(?:over|live)",
    r"(?:100 ?%|all) of (?:the )?(?:traffic|requests|calls)",
)
"""Turns live traffic to something new."""

STORES = whole(
    _STORES,
    r"rows?",
    r"sql",
    r"migrations?",
    r"records?",
    r"mongo\w*",
    r"postgres\w*",
    r"mysql",
    r"sqlite",
    r"redis",
    r"dynamo\w*",
)
"""Words of a plan that has to do with stored data at all."""
NO_DATA = Phrases(
    r"\b(?:test|tests|fixture|mock|fake|in-memory|temp(?:orary)?|tmp|cache|docs?|documentation|readme|imports|components?|functions?|code|class(?:es)?|prototype|sample|demo|seed|local|dev(?:elopment)?|markdown|ui|html|css"
    r"|staging|sandbox|scratch|playground|files?|scripts?|handlers?|modules?|helpers?|styles?|types?|logic|syntax|commands?|callers?|call ?sites?|usages?|plugins?|section|paragraph|chapter|links?|snapshot tests?|dry[- ]run|example)\b"
    r"|\bempty (?!(?:the|all|this|that|these|those|our|your|both|old|out|it|them|every|each)\b)[a-z]"
)
"""Words near an act which show that no data of anybody's is meant."""

RECOVERS = Phrases(
    r"\broll(?:s|ed|ing)?[- ]?backs?\b|\brevert(?:s|ed|ing|ible)?\b|\brestor(?:e|es|ed|ing|able|ation)\b(?![^\n]{0,80}\binto\b)|\bback(?:s|ed|ing)?[- ]?ups?\b|\bsnapshots?\b|\bundo\b|\bundone\b|\bdown[- ]migrations?\b"
    r"|\breversible\b|\bpoint[- ]in[- ]time\b|\bpg_dump\b|\bdump(?:s|ed)?\b[^.\n]{0,40}\b(?:before|first|kept|keep|to)\b|\bblue[/-]green\b|\bfall(?:s|ing)? ?back (?:to|on) (?:the )?(?:old|previous|legacy|former|original|last|v?\d)"
    r"|\bkeep(?:s|ing)? (?:the )?(?:old|previous|original|legacy) [\w -]{0,30}(?:until|for|in place|populated|around|readable|as)"
    r"|\b(?:old|previous|original|legacy)\b[^.\n]{0,40}\b(?:stays?|remains?|is kept|are kept|kept|survives?)\b"
    r"|\bback (?:with|by|via|through) |\bsafe(?:ly)? (?:to )?(?:re-?run|repeat|reset|back out)|\bback(?:ing|ed)? out\b|\brecover(?:y|able|s)?\b|\bgit (?:revert|reset)\b|\bdowngrade\b|\b(?:switch|flip|turn|point|swap|swing|go)(?:s|ed|ing|ped|ping)?\b[^.\n]{0,40}\bback\b|\bput\b[^.\n]{0,30}\bback\b"
    r"|\b(?:flag|switch|toggle)\b[^.\n]{0,15}\boff\b|\bdisable the flag\b|\bsoft[- ]delet\w+|\brename(?:s|d)? (?:it|them|the table) (?:to|first)|\bway back\b|\b(?:zero|no|0) [\w ]{0,30}rows (?:in prod\w*|yet|exist)|\bempty (?:table|in prod\w*)\b|\bno (?:production|prod|live) (?:data|rows|users)\b|\bnot yet (?:live|in production|released|used)\b|\b(?:goes|go|going) back (?:to|through|with)\b|\bmigrate:down\b|\bdown migration\b|\bprevious (?:version|release|image|build)\b|\bold (?:version|release|image|build)\b|\brevive\b|\breinstat\w+"
)
"""Says how to come back."""
_LOSES_COPIES = Phrases(r"\b(?:delet|drop|remov|purg|wip|eras)\w*[^.\n]{0,60}\b(?:snapshots?|backups?|dumps?)\b")


def recovers(text: str) -> bool:
    """Whether a text says how to come back; deleting a backup is no way back."""
    return bool(RECOVERS.search(_LOSES_COPIES.sub(" ", text)))
