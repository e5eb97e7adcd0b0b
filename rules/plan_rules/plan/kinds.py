"""Which kind of document it is, and in which language."""

import re
from collections.abc import Sequence

from plan_rules.markdown.nodes import Node
from plan_rules.plan.finders import Found
from plan_rules.plan.finished import finished_by, list_ticked, progress_ticked
from plan_rules.plan.model import DocumentKind, Section
from plan_rules.plan.sections import flat
from plan_rules.source import Source

_TEMPLATE = re.compile(r"\btemplate\b", re.IGNORECASE)
_PROMPT = re.compile(r"\W*(?:<[^<>]+>|\[[^\[\]]+\]|\{+[^{}]+\}+)\W*")
"""A title still to be filled in."""
_RULES_FOR_PLANS = re.compile(
    r"(?:codex execution plans|(?:how to|guide (?:to|for)|rules for|instructions for) (?:writ\w+|creat\w+|author\w+) (?:a |an |the |good )?"
    r"(?:\w+ )?(?:plans?|execplans?)|requirements for (?:exec|implementation )?plans)",
    re.IGNORECASE,
)
_INDEX = re.compile(
    r"(?:index|table of contents|(?:plans|execplans|specs) (?:index|overview|directory)|readme)\b", re.IGNORECASE
)
_BACKLOG = re.compile(
    r"\A\W*deferred\b|\b(?:backlog|wish ?list|ideas|parking lot|tech(?:nical)?[- ]debt tracker)\b"
    r"|\A\W*(?:(?:product|project|public) )?roadmap(?:\W*\Z| (?:and|&) )",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\W*(?:\w+ )?(?:review|audit|retrospective|post-?mortem|assessment|findings|status report|lessons learned)\b *(?:[:—–]|of\b|on\b|for\b|- )",
    re.IGNORECASE,
)
"""A title that tells what somebody found, in a plan or elsewhere."""
_DESIGN_PARTS = frozenset({"context", "goals", "decisions", "risks"})
"""First words of the sections that make up a design: OpenSpec's, and others'."""
_PROPOSAL = re.compile(r"\b(?:proposal|rfc|design (?:doc\w*|proposal|note)|adr)\b", re.IGNORECASE)
_PROPOSAL_TITLE = re.compile(r"\W*(?:design )?(?:proposal|rfc|adr)\b", re.IGNORECASE)
_WORK = re.compile(
    r"(?:implementation )?(?:steps|tasks|phases|milestones|(?:implementation|work|rollout) plan|plan of work)\b",
    re.IGNORECASE,
)
_LIVING = re.compile(
    r"\b(?:surprises (?:&|and) discoveries|outcomes (?:&|and) retrospective|decision log|living document)\b",
    re.IGNORECASE,
)
_STOP_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "to",
        "of",
        "in",
        "is",
        "are",
        "for",
        "with",
        "on",
        "be",
        "by",
        "it",
        "this",
        "that",
        "as",
        "from",
        "not",
        "we",
        "will",
        "should",
        "if",
        "when",
        "at",
        "add",
        "use",
        "file",
        "each",
        "all",
        "can",
        "must",
    ]
)
_FOREIGN_WORDS = (
    "der die das und ist nicht mit für ein eine wird auf von zu den im le les des et une est pour dans sur que qui"
    " el los las para con una por del se não uma os com em il che di per è sono het een van niet voor met w na do nie"
    " jest się och att det som på för"
)
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
"""Function words of languages written in Latin letters."""
_WORD = re.compile(r"[^\W\d_]+")


def kind_of(
    source: Source, document: Node, title: str, sections: Sequence[Section], steps: Sequence[Found], tickets: bool
) -> tuple[DocumentKind, str]:
    """The kind and, for people, what told it."""
    blocks = [block for block in document.children if block.kind not in {"front_matter", "html_comment"}]
    if reason := _no_plan(source, blocks, title, sections, steps):
        return "not-a-plan", reason
    if done := finished_by(source, document, sections, steps):
        return "finished", done
    if tickets:
        return "task-list", "its steps are numbered tasks with boxes"
    names = {section.title.lower() for section in sections}
    if _PROPOSAL_TITLE.match(title) and not (steps and (_works(sections) or any(step.told for step in steps))):
        return "proposal", "its title says so"
    if not any(section.role == "steps" and section.level < 7 for section in sections) and (
        _PROPOSAL.search(title) or {"abstract", "proposal"} <= names or {"why", "what changes"} <= names
    ):
        return "proposal", "it proposes a change and lists no work"
    if {name.split(" ", 1)[0].strip(":") for name in names} >= _DESIGN_PARTS and not _works(sections):
        return "proposal", "it weighs a design and lists no work of its own"
    if sum(bool(_LIVING.search(name)) for name in names) >= 2:
        if progress_ticked(blocks, sections):
            return "finished", "every item of its progress is ticked and its outcome is written"
        return "living", "it has sections that are filled while the work goes on"
    if list_ticked(blocks, sections, steps):
        return "finished", "every item of its list of work is ticked"
    if not steps and not sections:
        return "not-a-plan", "it has neither steps nor sections"
    return "plan", "it sets out work to be done"


def _no_plan(
    source: Source, blocks: Sequence[Node], title: str, sections: Sequence[Section], steps: Sequence[Found]
) -> str:
    """What tells that it is no plan at all, in words for people; empty where nothing does."""
    if not any(block.kind in {"paragraph", "list", "table"} for block in blocks):
        return "it holds no prose, only headings, code or metadata"
    if _RULES_FOR_PLANS.search(title):
        return "it gives rules for writing plans"
    if (_TEMPLATE.search(title) or _PROMPT.fullmatch(_first_heading(blocks, source))) and _placeholders(
        source.text
    ) >= 3:
        return "it is a template"
    if _BACKLOG.search(title) and not any(section.role == "objective" for section in sections):
        return "it is a list of things that may be done"
    if _REPORT.match(title) and not steps:
        return "it reports what was found"
    if _INDEX.match(title) or (not steps and _mostly_links(blocks)):
        return "it is an index of other documents"
    return ""


def is_english(prose: str) -> bool:
    """Whether the prose reads as English: by its share of common words, on the first words only."""
    words = _WORD.findall(prose[:20_000])[:1500]
    words = " ".join(words).lower().split(" ") if words else words
    if len(words) < 25:
        return sum(not word.isascii() for word in words) * 3 <= len(words)
    common = len(list(filter(_STOP_WORDS.__contains__, words)))
    if common > 0.09 * len(words):
        return True
    # Terse technical English has few function words; another language has its own, or its own letters.
    foreign = sum(word in _FOREIGN for word in words)
    letters = "".join(words)
    return common > foreign and sum(not letter.isascii() for letter in letters) * 10 < len(letters)


def _works(sections: Sequence[Section]) -> bool:
    """Whether a section is there for the work; how a design is rolled out is part of the design."""
    return any(_WORK.match(section.title) and "migration" not in section.title.lower() for section in sections)


def _first_heading(blocks: Sequence[Node], source: Source) -> str:
    return next((source.text[b.start : b.end].strip("# \n") for b in blocks if b.kind == "heading"), "")


def _placeholders(text: str) -> int:
    return len(
        re.findall(
            r"\[[A-Z][A-Z _/-]{3,}\]|\{\{?[\w .-]+\}?\}|<[A-Za-z][\w -]+>|\[(?:describe|fill|name|list)\b[^\]]*\]", text
        )
    )


def _mostly_links(blocks: Sequence[Node]) -> bool:
    items = [item for block in blocks if block.kind in {"list", "table"} for item in block.children]
    linked = sum(any(node.kind == "link" for node in item.walk()) and len(flat(item)) < 240 for item in items)
    return len(items) >= 3 and linked * 10 >= len(items) * 8
