"""Words for the things that plans speak of: receivers, other people's events, money, rights, versions."""

from plan_rules.language.forms import forms

RECEIVER = (
    r"(?:endpoints?|routes?|handlers?|receivers?|listeners?|controllers?|urls?|sinks?|intake|inbound hooks?|servlets?|lambdas?|ingress|mounted (?:at|under|on)|(?:http )?servers?"
    r"|post\W{0,3}/[\w/{}:.-]+)"
)
RECEIVE = forms(
    "receive", "accept", "ingest", "take in", "listen for", "listen to", "consume", "pick up", "store", "insert", "record", "process", "handle", "react to", "expose", "open up",
    "open", "serve", "mount", "register", "add", "create", "implement", "build", "set up", "write", "introduce", "wire up", "provide", "enqueue", "answer", "parse", "apply",
)  # fmt: skip
OUTSIDER = (
    r"(?:providers?|carriers?|couriers?|vendors?|partners?|suppliers?|gateways?|banks?|acquirers?|psps?|relays?|brokers?|marketplaces?|exchanges?|platforms?|upstreams?|third[- ]part(?:y|ies)"
    r"|external|remote|incoming|inbound|foreign|outside|customer systems?|resellers?|printers? shops?|processors?|networks?|telcos?|airlines?|insurers?|labs?|github|gitlab|slack|twilio|sendgrid|mailgun|postmark"
    r"|paypal|adyen|stripe|braintree|mollie|square|shopify|salesforce|hubspot|zendesk|jira|discord|telegram|whatsapp|meta|google|apple|amazon|fedex|ups|dhl|usps|plaid|docusign|auth0|okta|zoom|calendly)"
)
EVENT = r"(?:events?|results?|outcomes?|readings?|answers?|notifications?|notices?|updates?|pushes|pings?|messages?|status(?:es)?|deliver(?:y|ies)|reports?|scans?|signals?|alerts?|confirmations?|receipts?|callbacks?|payloads?|requests)"
WEBHOOK = r"(?:web[- ]?hooks?|post-?backs?|inbound hooks?|ipns?|push notifications? from \w+|event notifications?|(?:server[- ]to[- ]server|status|delivery|payment|event) callbacks?|callback (?:url|endpoint|route)s?)"

SENDER = (
    rf"(?:{OUTSIDER}|(?:house|company|compan(?:y|ies)|office|operators?|agenc(?:y|ies)|authorit(?:y|ies)|bureau|laborator(?:y|ies)|registr(?:y|ies)|institutes?|clinics?|hospitals?|insurance|manufacturers?|dealers?|wholesalers?|publishers?|hauliers?|shippers?"
    r"|railways?|airports?|ports?|customs|utilit(?:y|ies)|subcontractors?|contractors?|franchisees?|box(?:es)?|meters?|cameras?|sensors?|scanners?|analy[sz]ers?|scales?|turnstiles?|stations?|trackers?|loggers?|probes?|recorders?|barriers?))"
)
"""Somebody else who tells of things: firms, authorities, machines."""
DELIVERS = r"(?:posts?|sends?|calls?|pushes|pings?|reports?|delivers?|notif(?:y|ies)|tells?|hits?|transmits?|forwards?|invokes?|announces?|submits?|uploads?|hands over|informs?|pushed|posted)"
"""What others do with their events."""
OUR_SIDE = r"(?:here|us|our (?:\w+ )?(?:endpoints?|urls?|address|routes?|servers?|services?|api|side|backend)|(?:this|that) (?:address|url|route|endpoint|path|script|page)|(?:to|at|on) (?:it|us|this))"
"""Where others deliver to."""

MONEY = r"(?:cards?|payments?|invoices?|fees?|funds|money|subscriptions?|deposits?|fares?|rents?|premiums?|donations?|balances?|wallets?|amounts?|prices?|fines?|tips?|dues|top-?ups?|payouts?|refunds?|charges?|(?:the|a) difference|credits? card|cents|euros?|dollars?|sums?|earnings|wages|salar(?:y|ies)|commissions?|winnings|royalties|tolls?|bills?)"
PAYERS = r"(?:customers?|users?|accounts?|members?|orders?|drivers?|passengers?|tenants?|guests?|riders?|buyers?|subscribers?|cards?|wallets?|shoppers?|cardholders?|donors?|patients?|clients?)"

RIGHTS = (
    r"(?:roles?|permissions?|(?:access|edit|user|admin|write|read) rights?|rights (?:of|to|per|for)|right to (?:edit|see|read|write|change|approve|open)|grants?|privileges?|rbac|abac|acls?|entitlements?|access (?:control|rules?|polic(?:y|ies)|levels?|lists?|model)"
    r"|(?:tokens?'?s?|oauth|api) scopes?|scopes? (?:of|for) (?:the )?(?:tokens?|clients?)|authori[sz]ation (?:rules?|polic(?:y|ies)|model|checks?|layer)|polic(?:y|ies)\b(?=[^.\n]{0,40}\b(?:can|may|allow|den(?:y|ies)|edit))|can(?:edit|view|write|read|delete|access|manage)\w*|who (?:may|can) (?:do|see|edit|change|read|delete|open)\w*)"
)
CHANGE = forms(
    "migrate", "replace", "change", "rework", "refactor", "switch", "move", "convert", "restrict", "tighten", "remove", "drop", "revoke", "delete", "redefine", "split", "merge", "introduce",
    "enforce", "require", "strip", "narrow", "limit", "look for", "take away", "lock down", "rewrite", "swap", "map", "overhaul", "cut", "reduce", "withdraw", "gate", "check for", "check against",
)  # fmt: skip

VERSION = r"(?:versions?|revisions?|revs?|(?:row_|lock_)version|e-?tags?|row ?versions?|generations?|stamps?|sequence numbers?|`updated_at`|counters?|lock_version|if-match|hash(?:es)?|checksums?)"
COMPARE = forms(
    "check",
    "compare",
    "verify",
    "validate",
    "test",
    "match",
    "reject",
    "require",
    "guard",
    "refuse",
    "look at",
    "bump",
    "increment",
    "send",
    "pass",
)
WRITE = r"(?:sav(?:e|es|ed|ing)|writ(?:e|es|ing|er|ers)|updat(?:e|es|ed|ing)|stor(?:e|es|ed|ing)|submi(?:t|ts|tted)|edit(?:s|ed|ing|or|ors)?|clients?|records?|rows?|conflict\w*|stale|sent|put|patch|overwrit\w+|phones?|outdated|current one)"
