"""Signs that a text is still to be written: markers, slots of templates, blanks, and sentences that say so."""

import re

from plan_rules.language.phrases import Phrases
from plan_rules.language.word_classes import any_of, words

_SLOT_NOUNS = words(
    "name, names, date, dates, number, title, description, owner, author, version, link, url, path, reason, reasons, detail, details, value, values, figure, figures, amount, person, team, ticket, ticket number, summary, explanation, rationale,"
    " justification, technology, budget, deadline, email, address, reviewer, approver, stakeholder, stakeholders, metric, threshold, percentage, count, id, release, sprint, component name, feature name, project name, service name, repo, link to .{2,40}"
)
_VALUE = r"(?:^[\s\-*+>|#\d.)]*(?:\*\*)?|[:(|—–=]\s*(?:\*\*)?\s*|\s-\s|\b(?:by|to|from|of|at|with|the|on|before|until|for|in|is|are|and|via|than|under|within|about|our|every|each|least|most|an?) )"
"""Where a value stands: at the start of a line, after a colon, or after a little word."""
_MARK = r"(?:TBD|TBC|TBA)"
MARKER = re.compile(
    rf"(?<![\w/.#@-]){_MARK}(?![\w/-])(?!\s*(?:\*\*)?\s*(?:comments?|markers?|tags?|entries|items|lists?|notes?|placeholders?|labels?|strings?|words?|or\b|and (?:TODO|FIXME)|/))"
    r"|(?:^[\s\-*+>|#\d.)]*|[:(|—–=]\s*|\s-\s)(?:\*\*)?(?:TODO|FIXME)\b(?![-\w/])(?:\*\*)?\s*(?=$|[:.)|(,;]|\s[-–—])"
    r"|(?:^|[:(|—–=]\s*|\b(?:is|are|still|remains?|by|of|at|to)\s+)(?:tbd|tbc|tba)\b(?=\s*(?:$|[.)|,;]))"
    r"|(?<!\w)N\. ?N\.(?!\w)"
    r"|^[\s\-*+>|#\d.)]*(?:\[ \] )?(?:\*\*)?TODO(?:\*\*)?\s+(?!(?:list|comments?|app|items?|markers?|entries|file|is|are|in|from|and|or|the)\b)[a-z]"
    r"|\b(?:is|are|still|remains?)\s+TODO\b(?=\s*(?:$|[.)|,;]))"
    r"|(?:^|[\s:(|=])\?{2,}(?=[\s.,;)|]|$)|(?<![\w#/.@-])XXX+(?![\w/.@-])(?!\s+(?:passed|failed|comments?|markers?))"
    r"|(?:^|[\s:(|=])(?i:x{3,})(?=\s*(?:$|[.,;)|]))|[:(|=]\s*(?:\*\*)?\s*(?i:x{2,})(?=\s|$|[.,;)|])"
)
_TO_BE = r"(?:to|will|must|has to|have to|should|shall|can) be (?:decided|determined|defined|filled(?: in| out)?|written|added|supplied|provided|completed|confirmed|chosen|inserted|specified|agreed|named|announced|set|done)"
SLOT = Phrases(
    rf"\[(?:fill(?:[- ]?in)?|insert|describe|your|specify|placeholder|add|write|enter|state|explain|list|give|tbd|todo|tba|tbc|xxx+|put|choose|pick|select|name of|date of|link to|number of|one of|e\.g\.)\b[^\]\n]*\](?![(\[:])(?<!\[add\])"
    rf"|\[[^\]\n]{{0,60}}\b(?:{_TO_BE}|to (?:follow|come)|goes here|here|tbd|tbc|placeholder)\](?![(\[:])"
    rf"|\[(?!(?-i:[A-Z]{{4,}}\b))[^\]\n]{{0,40}}\b{_TO_BE}\b[^\]\n]{{0,40}}\](?![(\[:])"
    rf"|{_VALUE}\[(?:the |your |our |an? |some )?{_SLOT_NOUNS}(?: (?:of|for|to|here) [^\]\n]{{2,40}})?\](?![(\[:\w./-])"
    rf"|(?<=[\w,:] )\[(?:the |your |our )?(?:ticket|version|issue|order|invoice|phone|room|project|component|service|feature|team|start|end|release|owner|customer|file|person|host|account)(?:'s)? {_SLOT_NOUNS}\](?![(\[:\w./-])"
    r"|\[\s*(?:\.{3}|…)\s*(?:\w[^\]\n]{0,40})\](?![(\[:])"
    r"|<(?:your|insert|fill in|describe|add|enter|specify|name of|put|choose|todo|tbd|placeholder)[ _-][^>\n]{1,60}>"
    r"|(?<![\w/.:=\"'`$-])<(?!(?:a|abbr|b|br|button|code|dd|del|details|div|dl|dt|em|form|h[1-6]|hr|i|iframe|img|input|ins|kbd|label|li|link|mark|meta|nav|ol|option|p|pre|q|s|script|section|select|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|th|thead|tr|tt|u|ul|var|video|audio|path|slot|canvas|dialog|details)\b)[a-z][\w'’-]*(?: (?!extends\b|implements\b|keyof\b)[\w'’,-]+){1,8}>(?![\w/.])"
    rf"|{_VALUE}<(?:the |your )?(?:name|date|owner|author|title|version number|ticket|reason|team|person|number|tbd|todo|placeholder|amount|figure|deadline)>(?![\w/.-])"
    r"|\{\{? ?(?:your|insert|fill|name of|tbd|todo|describe|placeholder)\b[^}\n]{0,40}\}\}?"
    r"|(?-i:\[(?=[A-Z ]*\b(?:OF|NAME|DATE|NUMBER|TYPE|VALUE|LINK|YOUR|TITLE|HERE|LIST|OWNER|AMOUNT)\b)[A-Z]{2,}(?: [A-Z]+){1,6}\](?![(\[:]))"
    r"|\blorem ipsum\b|\bdolor sit amet\b"
    r"|\[(?:\w+: )?NEEDS CLARIFICATION[^\]\n]*\]|(?:^|[:|]\s*)NEEDS CLARIFICATION\b"
)
"""A slot of a template, or a place kept for words."""
_WANTED = words(
    "figure, figures, number, numbers, detail, details, date, dates, name, names, text, value, values, wording, link, links, list, table, diagram, description, section, content, rest, screenshots, screenshot, reason, reasons, rationale, explanation, amount,"
    " owner, measurement, measurements, schedule, estimate, estimates, budget, criteria, specifics, exact figure, exact number, exact date, paragraph, chapter, part, answer, title, steps, examples, numbers, sizes, limits, limit, version, deadline, address"
)
BLANK = Phrases(
    any_of(
        [
            r":\s*(?:\*\*)?\s*(?:still |yet |all )?to be (?:determined|decided|defined|filled in|written|confirmed|done|supplied|provided|added|announced|specified|completed|named)\b(?: later| soon| by \w+)?\W*$",
            rf"\b{_WANTED} (?:(?:still|yet|is|are|will|all|both|here) )*(?:to follow|to come|will follow|coming soon|follows? later|to be supplied|be supplied later|to be provided|be provided later|(?:to )?be filled in|(?:to )?be added (?:later|here|soon|in time)|(?:to )?be written (?:later|here|soon)|missing here|not yet written|still (?:missing|unwritten|empty)(?=\s*(?:[.,;)|]|$)))(?=\W|$)",
            r"\b(?:figure|number|date|amount|name|value|link|owner|wording|text|title|limit|deadline|explanation|description|rest|more) (?:will )?follows?(?= (?:later|soon|shortly)|\s*(?:[.,;)|]|$))(?!\s*:)",
            r"\b(?:to be|be) (?:filled in|filled out|fleshed out|written up|inserted|completed) (?:here|later|soon|once known|when known|in due course|below)\b",
            r"\b(?:fill|write|flesh|finish|complete) (?:this|these|it|me)(?: section| part| paragraph| table)? (?:in|out|up|here|later)(?: later| soon)?\b",
            r"\b(?:more|details|rest|numbers|figures) (?:still )?to come\b|^\W*(?:to come|coming soon|to follow|work in progress|wip|to be continued|under construction|placeholder(?: text| section| paragraph)?|to write|to be written|not written yet|not yet written|nothing here yet|empty for now|same here|blah blah(?: blah)?)\W*$",
            r"\b(?:text|content|details?|description|explanation|figures?|numbers?|link|name|list|diagram|summary|rationale) (?:goes|go|belongs|comes|come) here\b|\bgoes here(?=\W*$)|\b(?:add|put|insert|write|paste|describe|explain|list) (?:(?:the|a|an|some|more|your|further) )?(?:\w+ )?(?:details?|text|content|description|numbers?|figures?|explanation|link|rationale|summary|reasons?|paragraph|list|diagram|names?|dates?) here\b|\b(?:insert|paste) (?:an? |the )?(?:screenshot|diagram|image|picture|link|text|table|chart|graph|example|list|quote|number|figure|photo|drawing)s?(?: [\w-]+){0,5} here\b",
            r"\b(?:this (?:section|part|paragraph|chapter|list)|the (?:section|paragraph|chapter)) (?:is|remains|is still) (?:still |yet )*(?:empty|unwritten|incomplete|unfinished|missing|to be (?:written|completed|filled(?: in)?|expanded|fleshed out))\b(?! (?:by|from|with|when|if)\b)",
            r"\b(?:be|is|are|of|to|by|at|than|under|within|below|least|most|about|over|the|an?|after|before|from|with|on|for|until) (?:…|\.{3})(?=\s*(?:[,;).|]|$|(?:[a-z]+\b)))|:\s*(?:\*\*)?\s*(?:…|\.{3})\s*$|^\s*(?:[-*+]|\d+[.)])\s+(?:\[ \] )?(?:…|\.{3})\s*$",
            r"(?<=[\w:(|] )_{3,}(?=[\s.,;)|]|$)|(?<=\w:)_{3,}(?=[\s.,;)|]|$)",
        ]
    )
)
"""Words that say that words are missing."""
PROMPT = Phrases(
    r"\W*(?:briefly |in (?:one|two|a few) (?:sentences?|paragraphs?|words),? |please |shortly )?(?:describe|explain|summari[sz]e|state|outline|sketch|characteri[sz]e)(?: (?:here|briefly|shortly|in \w+(?: \w+)? (?:sentences?|paragraphs?|words)))?,? (?:what|why|how|who|which|the|your|any|all|in|this|whether|where|each|an?)\b"
)
"""What a template asks of the author."""
PROMPT_IN_STEP = Phrases(
    r"(?:\A|[.:] )\W*(?:briefly )?(?:describe|explain|summari[sz]e|state|outline|list|write|put|give|say|name|add|insert) here\b|(?:\A|[.:] )\W*(?:briefly )?(?:describe|explain|summari[sz]e|state|outline) (?:why|what|how) (?:the|this) (?:feature|change|plan|project|milestone|phase|section|step|work|task)\b(?![^.]*(?:`|\b(?:readme|docs?|documentation|guide|page|comments?|changelog|users?|message|dialog|tooltip)\b))"
)
"""The same inside a step, where describing may be the work."""
ABOUT = Phrases(
    r"\b(?:no|without|remove[sd]?|removing|remaining|resolve[sd]?|replace[sd]?|zero|any|grep|search|scan|placeholders?|comments?|clarifications?|stub|by design|deliberate(?:ly)?|on purpose|intentional(?:ly)?|instead of|leftover|left-over|markers?|list of|literal(?:ly)?|string|prints?|shows?|words?|says?|displays?|renders?|called|named|contains?|find|mentions?)\b"
    r"|\b(?:at|on|upon|after|during) (?:completion|implementation|execution)\b|\bfill(?:ed)? (?:at|after|when)\b"
)
"""The markers are what the work is about, or what is filled in as it goes on."""
MARKER_SIGN = re.compile(r"N\. ?N\.|TB[ACD]|TODO|FIXME|\?\?|XXX|(?i:xx|tb[acd])")
SLOT_SIGN = re.compile(r"\[(?![ xX]\])|[<{]|NEEDS|(?i:lorem|dolor)")
BLANK_SIGN = re.compile(r"…|\.\.\.|___")
_BLANK_WORDS = (
    "follow follows come coming here filled fill flesh fleshed written write finish complete completed wip placeholder "
    "progress blah construction continued empty determined decided defined confirmed done supplied provided added announced "
    "specified named missing unwritten incomplete unfinished expanded nothing "
)
BLANK_WORDS = frozenset(_BLANK_WORDS.split())
SIGNS = (
    "[",
    "<",
    "{",
    "needs",
    "lorem",
    "dolor",
    "n.n.",
    "n. n.",
    "tb",
    "todo",
    "fixme",
    "??",
    "xx",
    "…",
    "...",
    "___",
    *sorted(BLANK_WORDS),
)
"""A line that holds none of these, in small letters, is finished."""
