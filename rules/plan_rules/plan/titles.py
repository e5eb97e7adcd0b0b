"""How titles count pieces of work: `Phase 2: …`, `PR #4 — …`, `3.1 …`, `S3 — …`."""

import re

from plan_rules.plan.roles import heading_role, normalise

_KEYWORDS = (
    r"(?P<word>(?:sub-?)?(?:step|task|ticket|sprint|phase)|milestone|stage|part|pr|pull request|unit|batch|node|ws|workstream|iteration|chunk|slice|wave"
    r"|commit|implementation unit|work item|story|change|file)"
)
_NUMBER = r"\s*[-#]?\s*\d+(?:\.\d+)*[a-z]?"
_LETTER = r"[\s#-]+(?-i:[A-Z](?:\d{1,3}(?:\.\d{1,3})*)?|[IVX]+|[ivx]+)"
KEYWORD_TITLE = re.compile(
    rf"[\W_]*(?:\d+[.)]\s+)?(?P<label>{_KEYWORDS}(?:{_NUMBER}|{_LETTER}|(?<=task)(?=:\s)|(?<=step)(?=:\s)))(?=$|[\s:.)—–\-(*_])[\s:.)—–\-]*",
    re.IGNORECASE,
)
"""A word for work and what counts it; a task or a step may go without number."""
NUMBERED_TITLE = re.compile(r"\s*(?P<label>\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=\S)")
COUNTED_TITLE = re.compile(r"\W*(?P<label>(?P<word>[A-Za-z]+) (?P<number>\d{1,2}))\s*[:—–-]+\s*(?=\S)")
COUNTED_OTHERWISE = frozenset(
    {
        *("option", "alternative", "approach", "question", "risk", "scenario", "example", "test", "requirement", "decision", "finding", "issue", "bug", "problem", "assumption", "appendix"),
        *("section", "chapter", "figure", "table", "case", "note", "goal", "objective", "fact", "reason", "finding", "insight", "version", "release", "week", "day", "q", "level", "tier", "gap"),
    }
)  # fmt: skip
"""What is weighed, asked or tested is counted too."""
CODED_TITLE = re.compile(r"\W*(?P<label>[A-Z]{1,3}-?\d{1,3}[a-z]?)\s*[—–:.)-]+\s*(?=\S)")
"""`S3 — …`, `WP-2: …`: a code that counts, and the title."""
OUTER_WORDS = frozenset(
    {"phase", "milestone", "part", "stage", "sprint", "iteration", "wave", "workstream", "story", "file"}
)
"""What holds further pieces of work."""
ABOUT_THE_PLAN = re.compile(r"(?:outline|research|design|planning|discovery|specification)\b", re.IGNORECASE)
"""Titles of the phases of making the plan, not of its work."""
ABOUT_THE_ORDER = re.compile(
    r"(?:(?:suggested|recommended|proposed|implementation|rollout|execution|migration|delivery|release|deployment|work) )+(?:order|sequence|sequencing|strategy|timeline|schedule|priorit\w+)\Z"
    r"|(?:timeline|schedule|sequencing|priorities|effort|estimates?)\Z",
    re.IGNORECASE,
)
"""Sections that put the numbered ones in order."""
_WORK_ROLES = frozenset({"other", "steps", "files"})
"""Roles that a title of work may have by its words."""
_DOCUMENT_PART = re.compile(
    r".*\b(?:architecture|overview|analysis|stack|model|scope|rules|snapshot|baseline|goals?|glossary|requirements?|considerations?|compatibility|policy|policies|metrics|estimates?"
    r"|reality|principles|assumptions|terminology|summary|introduction|background)\Z",
    re.IGNORECASE,
)


_WEIGHED = re.compile(r"\W*(?:option|alternative|approach|variant) (?:[A-Z]|\d{1,2})\b", re.IGNORECASE)
_STRONG = re.compile(
    r"(?:detailed |concrete |implementation |migration |execution |action |ordered |selected |planned |rollout |upgrade |cut-?over )*(?:steps|tasks|plan of work|milestones|work ?plan|implementation plan|phases"
    r"|implementation units|(?:proposed |suggested |delivery |implementation )?(?:work breakdown|delivery sequence)|procedure|roadmap|(?:execution|migration|action|delivery|rollout|work) plan|file[- ]by[- ]file.*|action (?:items|plan|list)|proposed plan|work packages|work items)\Z"
)
_MIDDLE = re.compile(
    r"(?:implementation|changes(?: required| to make)?|the plan|plan|rollout|proposed changes|work|migration|execution).*"
)


def names_the_steps(title: str) -> bool:
    """Whether a title says that the plan's steps stand below it: `Implementation steps`."""
    return bool(_STRONG.match(normalise(title)))


def strength(title: str) -> int:
    """How strongly a title says that steps stand below it: 3 it names them, 2 it names the work, 1 not at all."""
    return 3 if names_the_steps(title) else 2 if _MIDDLE.match(normalise(title)) else 1


def is_weighed(title: str) -> bool:
    """Whether a title names one of several ways: `Option A: …`."""
    return bool(_WEIGHED.match(title))


def names_a_part(title: str) -> bool:
    """Whether a title, without its number, names a part of a document (`System architecture`, `Risks`), not work."""
    return heading_role(title) not in _WORK_ROLES or bool(_DOCUMENT_PART.fullmatch(title.strip(" :.")))


def is_keyword_title(title: str) -> bool:
    """Whether a title counts a unit of work: `Phase 2: …`, `Task 3`."""
    return bool(KEYWORD_TITLE.match(title))
