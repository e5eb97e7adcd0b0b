"""Further acts that can't be taken back: what people keep is thrown away, shown to all, or closed to somebody."""

from plan_rules.language.forms import near, told, whole

_IMPERATIVE = r"(?<!can )(?<!to )(?<!may )(?<!users )(?<!['\"“‘(])"
"""Before a verb in its base form: somebody is told to do it; what users may do is a feature."""
_AWAY = r"(?:delete|remove|erase|purge|discard|throw away|throw out|clear out|clean out|clear|dispose of|shred|scrap|wipe|drop|destroy|prune|weed out|get rid of)"
_KEPT = (
    r"(?:recordings?|pictures?|photos?|videos?|films?|mailbox(?:es)?|mails?|e-?mails|letters?|attachments?|uploads?|documents?|scans?|samples?|measurements?|readings?|bookings?|orders?|invoices?|receipts?|records?"
    r"|entries|accounts?|profiles?|members?|users?|customers?|patients?|pupils?|tapes?|archives?|backups?|copies|originals?|papers?|messages?|threads?|comments?|tickets?|histor(?:y|ies)|versions|objects?|folders?|files"
    r"|subscribers?|donors?|visits?|trips?|logs? of \w+|tracks?|duplicates?|sessions of \w+)"
)
_OLD = r"(?:all|every|old|older|former|past|previous|legacy|remaining|dormant|inactive|duplicate|doubled?|outdated|expired|obsolete|stale|unclaimed|historic(?:al)?|redundant|surplus)"
_SCOPE = (
    r"(?:older than|before \d{4}|from before|of (?:former|past|old|dormant|departed)|of (?:the )?(?:past|years?|last)|who (?:left|have left|are gone)|that (?:left|are older)|after scanning|until \d{4}|up to \d{4}"
    r"|(?:from|on|in) (?:the |our )?(?:old |live |main |file |production |\w+['’]s )?(?:share|server|nas|bucket|disk|drive|production|database|archive|cloud|store|mail server|object store|volume|tape|register)\b)"
)
_MACHINES = r"(?:instances?|clusters?|servers?|volumes?|vms?|virtual machines?|mailbox(?:es)?|domains?|tenants?|hosts?|nas|machines?|namespaces?|subscription|storage accounts?|resource groups?|snapshots?|replicas?)"
_UI = r"(?! (?:buttons?|dialogs?|pages?|screens?|forms?|links?|icons?|menus?|options?|features?|views?|endpoints?|routes?|handlers?|actions?|modals?|flows?|list|tab|row|field|column|class|prop|support|import|helper|function|component))"

DESTROYED: tuple[str, ...] = (
    rf"{_IMPERATIVE}{_AWAY} (?:the |our |their |its |any )?{_OLD} (?:[\w-]+ ){{0,2}}?{_KEPT}{_UI}(?! (?:in|from) (?:the )?(?:ui|menu|list|view|page|form|state|code|readme|docs?|json|config\w*|repo\w*))",
    rf"{_IMPERATIVE}{_AWAY} {near(3)}{_KEPT}{_UI} [^.\n]{{0,50}}?{_SCOPE}",
    rf"{_IMPERATIVE}{_AWAY} (?:what(?:ever)?|everything|all that|anything) [^.\n]{{0,40}}(?:measured|recorded|collected|stored|written|saved|gathered|older|before|filed|scanned)",
    rf"{told('delete', 'destroy', 'tear down', 'terminate', 'remove')} (?:the |our |its )?(?:[\w-]+ ){{0,2}}?(?:old|production|live|legacy|former|previous|eu|us|on-prem|retired|unused|database|first|second|last) (?:[\w-]+ ){{0,2}}?{_MACHINES}{_UI}",
    r"terraform destroy",
    r"kubectl delete (?:pvc|pv|ns|namespaces?|statefulsets?)\S*",
    r"docker volume (?:rm|prune)",
    r"(?:aws s3 rb|aws s3 rm|gsutil (?:-m )?rm|mc rb|mc rm)\b\S*",
    rf"{told('overwrite', 'write over', 'tape over', 'record over')} (?:the |our |all |every )?(?:`\w+_\w+` (?:of|in|for) (?:all|every|each)|(?:master|original|only|production|live|stored|existing|previous|old|last|sole) (?:[\w-]+ )?\w+|all (?:[\w-]+ )?\w+s\b)",
    rf"{told('anonymise', 'anonymize', 'pseudonymise', 'pseudonymize', 'redact', 'blank out', 'scrub')} {near(3)}{_KEPT[:-1]}|visitors?|names|addresses|people|staff) [^.\n]{{0,40}}?(?:past|old|existing|stored|historic\w*|former|of (?:the )?years?|older)",
    rf"{told('anonymise', 'anonymize', 'pseudonymise', 'pseudonymize', 'redact', 'scrub')} (?:the |all |every )*(?:past|old|existing|stored|historic\w*|former) (?:[\w-]+ )?\w+",
    rf"{told('cancel', 'terminate', 'give up', 'hand back')} {near(3)}(?:domains?|mailbox(?:es)?|hosting|servers?|storage|tenancy)",
    rf"{told('format', 'reformat', 're-format', 'repartition')} {near(3)}(?:disks?|drives?|cards?|sticks?|volumes?|nas|arrays?|raid)(?! (?:layout|component|header|view|number|title))",
    rf"{told('shred', 'burn', 'pulp')} {near(4)}(?:copies|papers?|tapes?|originals?|disks?|files|documents?|forms|letters)",
)
"""Ends what somebody keeps."""

NAMED = rf"{told('drop', 'remove', 'delete')} (?:the )?(?:(?:tables?|columns?) )?`[a-z][a-z0-9_]*`"
"""Takes something away that only has a name: a table or column where a migration does it."""
BY_MIGRATION = whole(r"migrations?|migrate|alembic|flyway|liquibase|knex|alter table|ddl|`?v?\d{2,4}_+\w+")

_SHOWN = r"(?:repo(?:sitory|sitories)?|buckets?|data ?sets?|data|archives?|gallery|galleries|albums?|boards?|documents?|records?|collections?|calendars?|maps?|databases?|dumps?|reports?|minutes|pictures?|photos?|results?|recordings?|catalogues?|packages?|image|judgments?|rulings?|notes?|paper|thesis|survey|plans?|project|wiki)"
_SHOW = told(
    "upload",
    "publish",
    "push",
    "sync",
    "send",
    "copy",
    "export",
    "post",
    "put",
    "place",
    "release",
    "move",
    "deposit",
    "load",
    "drop",
    "ship",
    "go",
    "deploy",
    "hand",
)
PUBLISHED: tuple[str, ...] = (
    rf"(?:goes|{_SHOW})\s+{near(6)}(?:to|on|onto|into|in) (?:the |our |a |its )?`?(?:[\w-]+ )?public[- ](?:portal|site|web ?site|bucket|registry|page|feed|internet|web|mirror|archive|catalogue|share|gallery|repo(?:sitory)?|drive|folder|server|map|list)",
    rf"(?:goes|{_SHOW})\s+{near(6)}(?:to|on|onto|into|in) (?:the )?`[\w./-]*public[\w./-]*`(?! (?:directory|folder|dir))",
    rf"{told('publish', 'release', 'deposit', 'upload', 'announce', 'post')} {near(5)}(?:on|to|at|in) (?:the )?(?:zenodo|figshare|dryad|arxiv|osf|pypi|npm(?:js)?|crates\.io|maven central|rubygems|hex\.pm|docker ?hub|app store|play store|appstore|f-droid|official gazette|open data portal|press|newspaper)",
    rf"{told('make', 'turn', 'set', 'flip', 'open', 'render')} {near(4)}{_SHOWN} {near(3)}(?:public(?!\w)|to (?:everybody|everyone|the (?:public|world|internet|web)|all the world|anyone|anybody))",
    r"publish(?:es)? (?:the |our |all |this )?(?:[\w-]+ )?(?:data ?sets?|rulings?|judgments?|records|results|names|addresses|pictures|photos|recordings|minutes|archive|repository)(?! (?:event|page|button|handler|function|task))",
)
"""Shows to all what can't be called back."""

CLOSED: tuple[str, ...] = (
    rf"{told('close', 'deactivate', 'disable', 'suspend', 'block', 'delete')} {near(3)}(?:accounts?|logins?|badges?|key ?cards?|passes) (?:of|for|belonging to|that|whose|older)",
    rf"{told('lock out', 'shut out', 'cut off', 'throw out', 'ban')} {near(4)}(?:badges?|cards?|users?|accounts?|members?|devices?|callers?|clients?|staff|contractors?|volunteers?|readers?|people|everyone|everybody|old \w+)",
    rf"{told('switch off', 'turn off', 'disable', 'end', 'cancel', 'retire')} {near(3)}(?:shared|old|former|legacy|personal|api) {near(2)}(?:accounts?|logins?|passwords?|keys|tokens|badges?)",
)
"""Shuts somebody out."""

TOLD_ALL: tuple[str, ...] = (
    rf"(?<!can )(?<!to )(?:send|mail|e-?mail|post|text|ship|push) {near(6)}to (?:all|every|each|the whole|the entire) (?:[\d\s.,k]*\d[\d.,k]* )(?:\w+ ){{0,2}}?(?:subscribers|members|customers|users|recipients|households|donors|readers|patients|parents|clients|devices|addresses|people)",
)
"""A message to everybody at once."""
