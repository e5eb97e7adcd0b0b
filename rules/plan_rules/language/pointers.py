"""Words that point somewhere: to a step, a section, a note, a document."""

import re

from plan_rules.language.phrases import Phrases

_TOLD = r"(?:listed|described|explained|documented|covered|given|shown|noted|mentioned|told|found|set out|laid out|recorded|collected|spelled out|summed up|summari[sz]ed|detailed|outlined|specified|defined|discussed|written down|written up|named|kept|stated|drawn up|sketched|worked out|analy[sz]ed|settled|decided|argued|introduced|quoted|repeated)"
_SEE = rf"(?:see|cf\.|refer to|compare|consult|read|check|as per|per|follow(?:ing)?|{_TOLD} (?:further |also |more fully |in detail |above |below )?(?:in|under|at|beneath|by|on)|(?:reasons?|details?|explanations?|rationale|background|list|numbers|figures|order|rules|exceptions?|notes?|story|causes?|sizes|dates) (?:are|is|stands?|lives?|can be found|found) (?:further )?(?:under|in|at)(?= [\"“]))"
SECTION = re.compile(
    rf"\b(?i:{_SEE})\s+(?:also )?(?:the )?(?:section |heading |chapter |part )?(?:[\"“*_]{{1,2}}([A-Z][^\"”*_\n]{{2,50}})[\"”*_]{{1,2}}(?: (?:section|heading|chapter|part|paragraph|table|list))?(?=[\s.,;:)\]]|$)|((?:[A-Z][\w&/-]*)(?: (?:[A-Z][\w&/-]*|and|of|the|for|to)){{0,5}}) (?:section|chapter))(?: (?:above|below|further down|further up))?"
    r"|\b[Ss]ee (?:the )?((?:[A-Z][\w-]+)(?: (?:[A-Z][\w-]+|and|of|for)){1,5}) (?:above|below|further (?:down|up))\b"
    r"|\b(?:the )?[\"“]([A-Z][^\"”\n]{2,50})[\"”] (?:section|heading|chapter) (?:of this (?:plan|document)|above|below|further (?:down|up))\b",
)
NOT_HERE = Phrases(r"\s*(?:in|of|on|at|from)\s+(?!this|the plan)")
"""After a title: it belongs to something else."""
STEP = Phrases(
    r"(?:\b(?:see|in|from|of|after|before|until|till|by|per|at|with|without|to|once|when|than|since|into|for|via|using|uses|unlike|like|and|or|under|during|within|through|follows|following|needs|requires|depends on|relies on|based on|builds on|left to|repeats?|reuses?|as) |\(|(?<=[.;] ))(?:the )?(step|task|phase|milestone|stage|unit|work package)s? (?:no\. ?|#)?(\d{1,3})(?:(?:–|-| to | and |, \d{1,3} and | or )(?:step |task |phase )?(\d{1,3}))?(?![\w.]*\d|-\d|\s*(?:px|ms|%|minutes|hours|days| (?:already )?(?:complete|completed|shipped|merged)\b))"
)
ITEM = re.compile(r"(?<![\w/.#`-])(?<!\[)([A-Z]{1,3})-?(\d{1,4})(?![\w/.-]*\w)(?!\])")
ANCHOR = re.compile(r"\]\(#([^()\s]+)\)")
FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,30})\](?!:)")
REFERENCE_LINK = re.compile(r"(?<![\w`\]])\[[A-Za-z][^\]\n]{2,80}\]\[([A-Za-z][^\]\n]{1,60})\]")
APPENDIX = re.compile(
    r"\b(?:see|in|of|from|per|to|under|by|as in|with|and|or)\s+(?:the )?((?:Appendix|Annex|Exhibit|Attachment) (?:[A-Z]|\d{1,2}|[IVX]{1,4})|(?:Figure|Fig\.|Table|Diagram|Listing) \d{1,2})\b(?! of\b)"
)
_KIND = r"(?:design|architecture|research|analysis|synthesis|requirements?|product|technical|migration|incident|post-?mortem|security|threat model|api|ux|ui|style|brand|data)"
DOCUMENT = Phrases(
    rf"\b(?:per|according to|as (?:described|specified|laid out|agreed|defined|shown|explained|outlined|set out) (?:in|by)|see|refer to|follow(?:ing|s)?|match(?:ing|es)?|taken from|as in|consult|based on|described in|specified in|defined in|given in|listed in)"
    rf" (?:the |our |an? )?(?:separate |attached |accompanying |linked |external |full |original |agreed |approved )?((?:{_KIND} )?(?:design doc(?:ument)?|spec document|proposal|brief|mock-?ups?|wireframes?|whitepaper|memo|minutes|hand-?out|slides|synthesis|write-?up|worksheet|spreadsheet|attachment)|{_KIND} (?:doc(?:ument)?|notes|report|write-?up|paper)|attached (?:\w+ )?\w+)\b"
    r"(?! (?:id|model|page|generator|string|folder|directory)\b)"
)
DOCUMENT_WORDS = frozenset(
    {
        "the",
        "doc",
        "document",
        "documents",
        "attached",
        "notes",
        "report",
        "paper",
        "write",
        "up",
        "product",
        "technical",
        "mock",
        "ups",
    }
)
"""Words of a document's name that don't tell which it is."""
LINKED = re.compile(r"https?://|(?<!\w)#\d{2,}\b|!\[")
"""An address, an issue or a picture: it may be what is meant."""
ELSEWHERE = Phrases(
    r"\b(?:objective #?\d+|parent|other plan|another plan|original plan|previous plan|source plan|master plan|that plan|specs?|specifications?|issues?|prs?|runbook|skill|guide|readme|claude\.md|agents\.md|docs?|documentation|workflow|command|template|wizard|user|screen|checkout|install(?:er|ation)?|tutorial|algorithm|pipeline|checklist|playbook|recipe|book|manual|handbook|standard|wiki|ticket|epic|roadmap)\b"
    r"|https?:|\.md\b|#\d{2,}|`[^`\n]*(?:\.md|steps?|phases?)[^`\n]*`"
)
"""In the sentence of a pointer: it points out of the plan."""
NUMBERED_WORDS = frozenset(
    [
        "step",
        "steps",
        "task",
        "tasks",
        "phase",
        "phases",
        "milestone",
        "milestones",
        "stage",
        "stages",
        "unit",
        "units",
        "package",
        "packages",
    ]
)
TITLED_WORDS = frozenset({"section", "chapter"})
TITLED_SIGNS = ('"', "“", "**", "__")
DOCUMENT_NAMES = frozenset(
    [
        "doc",
        "document",
        "proposal",
        "brief",
        "mock",
        "mockup",
        "mockups",
        "ups",
        "wireframe",
        "wireframes",
        "whitepaper",
        "memo",
        "minutes",
        "handout",
        "hand",
        "slides",
        "synthesis",
        "write",
        "writeup",
        "worksheet",
        "spreadsheet",
        "attachment",
        "attached",
        "notes",
        "report",
        "paper",
    ]
)
CAPTIONS = frozenset(["appendix", "annex", "exhibit", "attachment", "figure", "fig", "table", "diagram", "listing"])
"""A line without any of these words holds no pointer of the kind."""
