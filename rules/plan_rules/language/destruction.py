"""What destroys, moves or rewrites data, cuts over live traffic, or can't be taken back otherwise."""

import re

_THINGS = (
    r"(?:tables?|columns?|schemas?|databases?|collections?|data|rows?|records?|entries|backups?|volumes?|buckets?|snapshots?|accounts?|tenants?|partitions?"
    r"|topics?|(?<!unused )index(?:es)?|history|histories|archives?|documents? store|uploads?|messages|invoices?|orders|customers|profiles|sessions table|s3 objects?|blobs?)"
)
DESTROYS = re.compile(
    rf"\b(?:drop|truncate|purge|wipe|erase|destroy|hard[- ]delete)(?:s|ping|ping|d|ing)?\b(?:[^.;:\n]{{0,60}}?)\b{_THINGS}\b"
    rf"|\b(?:delete|remove|overwrite|discard|decommission)(?:s|d|ing)?\b (?:(?:the|all|any|old|legacy|existing|stale|now|unused|obsolete|deprecated|orphaned|production|every|each|expired|previous) ){{0,3}}"
    rf"(?:[\w`.-]+ ){{0,2}}?(?:tables?|columns?|databases?|schemas?|production data|rows|records|buckets?|volumes?|accounts?|tenants?|backups?|user data|customer data|collections?)\b"
    r"|\bDROP (?:TABLE|COLUMN|DATABASE|SCHEMA|INDEX)\b|\bTRUNCATE\b|\bDELETE FROM\b|\brm -rf\s+/|\bdropdb\b",
    re.IGNORECASE,
)
PUBLISHES = re.compile(
    r"\bforce[- ]push\w*|\bgit push (?:--force|-f)\b|\b(?:npm|cargo|twine|gem|poetry|yarn|pnpm) (?:publish|upload|push)\b|\brewrit\w+ (?:the )?git history"
    r"|\bmake (?:the )?(?:repo(?:sitory)?|bucket|package|dataset|image)\b[^.\n]{0,20} public\b|\bgit filter-(?:branch|repo)\b",
    re.IGNORECASE,
)
REVOKES = re.compile(
    r"\b(?:revoke|rotate|invalidate|expire)(?:s|d|ing)?\b[^.;:\n]{0,40}\b(?:(?:api |signing |access |encryption |private |production |master |root |session )+(?:keys?|tokens?|secrets?)|credentials|certificates?|secrets?|passwords?)\b"
    r"|\brevoke\w*\b[^.;:\n]{0,40}\b(?:access|permissions?|grants?)\b",
    re.IGNORECASE,
)
_MOVED = (
    r"(?:data|rows?|records?|entries|values|documents?|roles?|users?|accounts?|customers?|orders?|invoices?|subscriptions?|bookings?|profiles?|assignments?|balances|history"
    r"|tables?|columns?|database|blobs|objects|attachments|photos|images|passwords|sessions|events|messages|tags|categories|addresses|readings|measurements|logs|items in"
    r"|applicants?|members?|memberships|students?|pupils|patients?|employees|contacts|donors|subscribers|products|tickets|payments|transactions|listings|reservations"
    r"|contracts|claims|prescriptions|loans|shipments|vehicles|recipes|scores|grades|votes|ratings|inventory|timesheets|salaries|permits|preferences)"
)
_STORE = r"(?:the |an? |our )?(?:new |separate |shared |other )*(?:`[a-z][a-z0-9_]*` |[\w-]+ )(?:table|column|schema|database|collection|bucket|store)\b"
MOVES = re.compile(
    rf"\b(?:migrat(?:e|es|ing)|cop(?:y|ies|ying)|mov(?:e|es|ing)|convert(?:s|ing)?|transfer(?:s|ring)?|port(?:s|ing)?|import(?:s|ing)?|transform(?:s|ing)?|re-?encod(?:e|es|ing)|re-?hash(?:es|ing)?|populat(?:e|es|ing)|re-?key(?:s|ing)?)\b "
    rf"(?:(?:all|the|every|each|over|our|any) ){{0,2}}(?:existing|old|legacy|current|historical|historic|production|live|stored|previous|past)\s(?:[\w`/-]+ ){{0,3}}?{_MOVED}\b"
    rf"|\b(?:migrat(?:e|es|ing)|cop(?:y|ies|ying)|mov(?:e|es|ing)|convert(?:s|ing)?|transfer(?:s|ring)?|import(?:s|ing)?)\b (?:(?:all|the|every|each|our) ){{0,2}}(?:existing|old|legacy|current|historical|stored)\s(?:[\w/-]+ ){{1,3}}?(?:in)?to {_STORE}"
    rf"|\b(?:migrat(?:e|es|ing)|cop(?:y|ies|ying)|mov(?:e|es|ing)|convert(?:s|ing)?|transfer(?:s|ring)?)\b (?:(?:all|the|every|each) ){{0,2}}(?:[\w`]+ ){{0,1}}?(?:data|rows|records|column values)\b(?! (?:class|type|struct|model|layer|frame))"
    r"|\bback-?fill(?:s|ed|ing)?\b(?! (?:tests?|docs?|documentation))|\bdata migrations?\b",
    re.IGNORECASE,
)
CUTS_OVER = re.compile(
    r"\bcut[- ]?over\b|\b(?:switch|redirect|route|shift|move|point|flip)(?:s|es|ing)?\b[^.;:\n]{0,40}\b(?:production|live|all|user|customer)?\s?(?:traffic|dns)\b"
    r"|\b(?:switch|flip)(?:es|ing)?\b[^.;:\n]{0,30}\bproduction\b",
    re.IGNORECASE,
)
NO_DATA = re.compile(
    r"\b(?:test|tests|fixture|mock|fake|in-memory|temp(?:orary)?|tmp|cache|docs?|documentation|readme|imports?|components?|functions?|code|class(?:es)?|prototype|sample|demo|seed|local|dev(?:elopment)?|markdown|ui|html|css)\b",
    re.IGNORECASE,
)
RECOVERS = re.compile(
    r"\broll(?:s|ed|ing)?[- ]?backs?\b|\brevert(?:s|ed|ing|ible)?\b|\brestor(?:e|es|ed|ing|able|ation)\b|\bback(?:s|ed|ing)?[- ]?ups?\b|\bsnapshots?\b|\bundo\b|\bdown[- ]migrations?\b"
    r"|\breversible\b|\bpoint[- ]in[- ]time\b|\bpg_dump\b|\bblue[/-]green\b|\bfall(?:s|ing)? ?back (?:to|on)\b|\bkeep(?:s|ing)? (?:the )?(?:old|previous|original|legacy) [\w -]{0,30}(?:until|for|in place|populated|around|readable|as)"
    r"|\bsafe(?:ly)? (?:to )?(?:re-?run|repeat|reset|back out)|\bback(?:ing|ed)? out\b|\brecover(?:y|able|s)?\b|\bgit (?:revert|reset)\b|\bdowngrade\b|\bswitch(?:ing)? back\b|\bflag off\b|\bdisable the flag\b|\bsoft[- ]delet\w+|\brename(?:s|d)? (?:it|them|the table) (?:to|first)",
    re.IGNORECASE,
)
