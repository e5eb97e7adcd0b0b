"""An instruction says only that something be done well: “handle errors properly”, “add appropriate validation”.

## What it does

Looks for instructions, success criteria, risks and pitfalls whose payload is a vague qualifier or a catch-all, with nothing specific in the
same clause or its sub-items: no identifier, number with unit, status code, named case or list.

## Why it matters

Whoever implements it has to find out again which errors, which cases and what counts as proper, and finds other ones.

## How to fix it

Name the cases, and say what happens in each.

## Options

- `allow`: phrases that are fine here
- `phrases`: further phrases that are not

## Known limits

Reads English only. Quotations, code and criticism of vagueness are left alone.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from plan_rules.language.clauses import clauses
from plan_rules.language.concrete import is_specific
from plan_rules.language.phrases import Phrases
from plan_rules.language.praise import BARE, BARE_WORDS, PRAISED_ITEM
from plan_rules.language.reasons import CAUSE
from plan_rules.language.vague_phrases import ANY_CASE, phrases_in
from plan_rules.language.word_classes import words_of
from plan_rules.lint.parts import quoted
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.lint.statements import NAME, Flow, Statement, flow_of, statements
from plan_rules.plan.model import Plan, Role

rule = Rule(
    summary="an instruction, criterion or risk says only that something be done well",
    anti_pattern="Vague Generalizations",
    severity="warning",
    why="Which cases, and what counts as proper, has to be found out again by whoever implements it.",
    how="Name the cases, and say what happens in each.",
    options=("allow", "phrases"),
    bad=(
        Example(
            "# Plan: ticket scanner\n\n## Objective\n\nStaff scan tickets at the gate.\n\n## Context\n\n"
            "- Phones lose their connection in the tunnel, so scans queue up\n\n## Steps\n\n"
            "1. **Add the scan screen**: Show the camera and the result\n   - Handle errors gracefully\n"
            "   - Success: a valid ticket shows green within 300 ms\n",
            (14,),
        ),
    ),
    good=(
        Example(
            "# Plan: ticket scanner\n\n## Objective\n\nStaff scan tickets at the gate.\n\n## Context\n\n"
            "- Phones lose their connection in the tunnel, so scans queue up\n\n## Steps\n\n"
            "1. **Add the scan screen**: Show the camera and the result\n   - Handle errors: `OFFLINE` queues the scan, `USED` shows red with the time of the first scan\n"
            "   - Success: a valid ticket shows green within 300 ms\n",
        ),
    ),
)

_ROLES: frozenset[Role] = frozenset({"other", "steps", "files", "success", "testing", "pitfalls", "scope"})
_TOLD = re.compile(
    r"\b(?:vague|instead of|rather than|not just|never (?:write|say)|avoid (?:writing|saying|phrases)|too (?:generic|broad)|currently|today|existing code|already"
    r"|(?:not|isn't|aren't|doesn't|don't|never|cannot|can't|without|fails? to|failed to|lacks?|lacking|missing|nobody|no longer)\b(?: \w+){0,4}?)\W*$"
    r"|\b(?:vague|instead of|rather than|not just|too (?:generic|broad)|currently|today|existing code|already)\b",
    re.IGNORECASE,
)
"""Before the phrase: it is criticised, denied, or tells how things are."""
_DENIED = re.compile(r"\b(?:not|never|no)\b|n't\b", re.IGNORECASE)
_PURPOSE = re.compile(
    r"\w+ [\w§'/-]+ [^.;:]{0,200}?\b(?:to|so that|so|which|that|who|because|since|as|when|if|while|where) (?:[\w§'-]+ ){0,3}$",
    re.IGNORECASE,
)
"""Before the phrase: the clause says something else, and the phrase only what for."""
_BURDEN = re.compile(
    r"\b(?:need|needs|have|has|want|sure|remember|try|ought|going|used|fail|that|be able|care|ensure|verify|check|confirm|guarantee) (?:to|that|so) (?:[\w§'-]+ ){0,3}$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:if|where|when) (?:needed|required|necessary|applicable|possible) (?:by|for|to|in|because|on)\b|\bas (?:needed|required|appropriate) (?:by|for|to)\b",
    re.IGNORECASE,
)
"""A condition that is named."""
_POINTER = re.compile(r"\s*\((?:see )?(?:milestone|step|phase|task|section|stage|part) [\w.]+\)", re.IGNORECASE)
"""Says where else to look, not what."""
_PLACE = re.compile(
    r"\b(?:in|on|at|to|into|inside|within|from|of|for|under|through) (?:the )?(?:[\w-]+ ){0,2}`[\w@.*/-]*[/.][\w@.*/-]+`",
    re.IGNORECASE,
)
"""A destination path tells where, not what."""
_BROAD_NAME = re.compile(
    r"\b(?:APIs?|CLI|UI|UX|JSON|TOML|YAML|XML|CSV|HTML|CSS|SQL|HTTPS?|URLs?|REST|SDK|IDE|PDF|MCP|README|ORM|CRUD|GitHub|GraphQL|TypeScript|JavaScript|PostgreSQL|MySQL|OpenAPI)\b"
)
"""Names of whole fields: they narrow nothing down."""
_CASE_CLAUSE = re.compile(
    r"\s*(?!that (?:might|may|can|could|will) (?:\w+ )?(?:come up|arise|occur|happen|appear|turn up|be)\b)(?:where|when|that|in which|caused by|between|if|by \w+ing|such as|like|via|using)\s+\w+\s+\w+(?:\s+\w+|\W*$)|\s*,\s*\w+ing\b",
    re.IGNORECASE,
)
"""Names the case, or the means, right after the phrase."""
_SHOWN = re.compile(r"(?:messages?|errors?|text|wording|feedback|hints?|indicators?|look)$", re.IGNORECASE)
"""What is shown: when, is said by the clause after it; what it says, isn't."""
_AS_NEEDED = re.compile(r"(?:needed|necessary|required|appropriate|applicable|desired|possible)$", re.IGNORECASE)
_LONG_LIST = re.compile(r",[^,.;]+,|\band\b[^.;]*\band\b")
_JOINT = re.compile(
    r"(?:^|[,;:.(|] ?|\b(?:and|then|but|also|please|must|should|shall|will)) ?(?:and |then |but |also )*$",
    re.IGNORECASE,
)
"""What stands before a phrase that is an instruction of its own."""
_LABEL = re.compile(r"^\W*(?:[A-Z]{1,4}-?\d{1,4}[a-z]?|\d[\d.]*)\W+(?:\[\w+\]\W*){0,3}")
_WIDEST = 400
"""Characters before and after a phrase that are read with it."""
_MOST_MATCHES = 20
"""Of each phrase in one statement; more is no plan."""
_NEXT = re.compile(r",? (?:and|then|but) (?:then )?(?=[a-z]+ )|; ")


_Wanted = tuple[Phrases | re.Pattern[str], bool | None]


_OUTCOME = re.compile(
    r"\b[1-5]xx\b|\breturn(?:s|ing)? (?:an? |the )?[\w`]+|\bcommits?\b|\bmessages? of each\b", re.IGNORECASE
)
"""Says what happens then."""
_PUT_OFF = re.compile(r"\bfor now\b|\blater\b.{0,20}\bif desired\b", re.IGNORECASE)
_REPORT = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])?\s*[✅☑✓✔]\s*(?P<past>[A-Za-z]+ed\b)?")
_TROUBLE = re.compile(r"\b(?:error|exception|failure|edge|corner)", re.IGNORECASE)
_LISTED_TROUBLE = re.compile(
    r"\W*(?:[\w /&-]+ )?(?:error|exception|failure|edge|corner)[\w -]*(?:handling|scenarios?|cases?|modes?|codes?|paths?|table)?\W*\Z",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"^[ \t]*(?:[-*+|]|\d{1,3}[.)]|#{2,6}) ?\S", re.MULTILINE)
_FEWEST_ENTRIES = 3


def check(plan: Plan, options: Options) -> Iterator[Report]:
    extra = (
        re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in options.phrases), re.IGNORECASE)
        if options.phrases
        else None
    )
    for statement in statements(plan):
        if statement.role not in _ROLES or (statement.step and statement.step.kind == "commit"):
            continue
        held = words_of(plan.words(statement.where))
        phrases: list[_Wanted] = [(phrase.pattern, phrase.strong) for phrase in phrases_in(held)]
        if extra:
            phrases.append((extra, None))
        if not phrases and held.isdisjoint(BARE_WORDS):
            continue
        flow = flow_of(plan, statement.where)
        if found := _phrase(plan, statement, flow, options, phrases) or _bare(plan, statement, flow, options):
            start, end = found
            if _is_report(plan, statement):
                continue
            yield Report(
                message=f"{quoted(flow.raw[start:end])} says nothing that can be carried out or checked: which cases, and what happens in each?",
                where=flow.passage(plan, start, end),
                span=(statement.where.line, statement.where.end_line),
                severity="info" if _told_elsewhere(plan, statement, flow.raw[start:end]) else None,
                key=f"{flow.raw[start:end]} {flow.text[:60]}",
            )


def _is_report(plan: Plan, statement: Statement) -> bool:
    """Whether the line tells of finished work: ticked, and in the past or under a ticked title."""
    found = _REPORT.match(plan.source.line_text(statement.where.line))
    if not found:
        return False
    around = [s.title for s in plan.sections if s.body.start <= statement.where.start < s.body.end]
    return bool(found["past"]) or any(sign in title for title in around for sign in "✅☑✓✔")


def _told_elsewhere(plan: Plan, statement: Statement, phrase: str) -> bool:
    """Whether a section about errors or edge cases lists them, so that the phrase may lean on it."""
    return bool(_TROUBLE.search(phrase)) and any(
        _LISTED_TROUBLE.match(section.title)
        and not section.body.start <= statement.where.start < section.body.end
        and len(_ENTRY.findall(plan.raw(section.body))) >= _FEWEST_ENTRIES
        for section in plan.sections
    )


def _phrase(
    plan: Plan,
    statement: Statement,
    flow: Flow,
    options: Options,
    phrases: Sequence[_Wanted],
) -> tuple[int, int] | None:
    """The first vague phrase of a statement that nothing makes specific; None for `strong` is a configured one."""
    for pattern, strong in phrases:
        for match in islice(pattern.finditer(flow.text), _MOST_MATCHES):
            start, end = match.span()
            if _allowed(match.group(), options):
                continue
            if strong is None or _is_vague(plan, statement, flow, start, end, strong=strong):
                return start, end
    return None


def _bare(plan: Plan, statement: Statement, flow: Flow, options: Options) -> tuple[int, int] | None:
    """An item, or a table cell, that is nothing but praise."""
    if statement.head or flow.text.endswith(":") or _spelled_out_below(plan, statement):
        return None
    expected = statement.label.lower().startswith("expect")
    for start, end in _items(flow.text, row=statement.row):
        item = flow.text[start:end]
        if _allowed(item, options):
            continue
        if BARE.fullmatch(item.strip(" .✅☑✓")) or (not expected and PRAISED_ITEM.search(item)):
            return start, end
    return None


def _allowed(phrase: str, options: Options) -> bool:
    return any(allowed.lower() in phrase.lower() for allowed in options.allow)


def _items(text: str, *, row: bool) -> Iterator[tuple[int, int]]:
    """The cells of a row, or the whole of anything else."""
    start = 0
    for cell in text.split("|") if row else (text,):
        blanks = len(cell) - len(cell.lstrip())
        if cell.strip():
            yield start + blanks, start + len(cell.rstrip())
        start += len(cell) + 1


def _is_vague(plan: Plan, statement: Statement, flow: Flow, start: int, end: int, *, strong: bool) -> bool:
    first, last = _clause(flow, start, end, row=statement.row)
    phrase = flow.text[start:end]
    before, after = _LABEL.sub("", flow.text[first:start]), _POINTER.sub("", flow.raw[end:last])
    own = bool(_JOINT.search(before))
    if _DENIED.search(phrase) or _TOLD.search(before) or _TOLD.search(after) or _BOUND.search(flow.text[start:last]):
        return False
    if not own and _PURPOSE.search(before) and not _BURDEN.search(before):
        return False
    if own or _AS_NEEDED.search(phrase):
        before = before[before.rfind(",") + 1 :]
    if own and strong:
        before = ""
        after = _NEXT.split(after, maxsplit=1)[0]
    if NAME in phrase or (_AS_NEEDED.search(phrase) and re.search(r"[\d_(]", phrase)):
        return False
    around = _BROAD_NAME.sub(" ", _PLACE.sub(" ", f"{flow.raw[start - len(before) : start]} {after}"))
    if phrase.lower().endswith("accordingly") and is_specific(flow.raw[:start]):
        return False
    if (
        _PUT_OFF.search(flow.text[first:last])
        or _OUTCOME.search(around)
        or is_specific(around)
        or CAUSE.search(around)
        or ":" in after
        or "(" in after
    ):
        return False
    if _CASE_CLAUSE.match(after) and not ANY_CASE.search(after) and not (strong and _SHOWN.search(phrase)):
        return False
    if _LONG_LIST.search(around) or _spelled_out_below(plan, statement):
        return False
    return strong or statement.row or not is_specific(flow.raw[last : last + 300])


def _clause(flow: Flow, start: int, end: int, *, row: bool) -> tuple[int, int]:
    """Borders of the clause, or of the table cell, that holds the phrase; of endless ones what stands near it."""
    first, last = max(0, start - _WIDEST), min(len(flow.text), end + _WIDEST)
    if row:
        closing = flow.text.find("|", end, last)
        opening = flow.text.rfind("|", first, start)
        return max(first, opening + 1), closing if closing != -1 else last
    window = flow.text[first:last]
    return next(((first + a, first + b) for a, b in clauses(window) if a <= start - first < b), (first, last))


def _spelled_out_below(plan: Plan, statement: Statement) -> bool:
    """Whether what is nested below supplies the specifics."""
    return statement.nested and is_specific(plan.source.text[statement.where.end : statement.whole.end][:1000])
