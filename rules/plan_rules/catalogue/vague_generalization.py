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
from collections.abc import Iterator

from plan_rules.language.clauses import clauses
from plan_rules.language.concrete import is_specific
from plan_rules.language.reasons import CAUSE
from plan_rules.lint.parts import own_lines, quoted
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage, Plan
from plan_rules.plan.sections import LEAD_IN_LEVEL

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

_QUALITY = r"(?:appropriate|proper|suitable|adequate|sufficient|necessary|reasonable|robust|comprehensive|relevant|correct|good|solid|sane|sensible)"
_CASES = r"(?:errors?|exceptions?|failures?|edge[- ]cases?|corner[- ]cases?|special cases?|error cases?|error conditions?|unexpected (?:input|situations?|conditions?|values?|errors?)|(?:error|exceptional) (?:scenarios?|situations?)|conflicts?|race conditions?)"
_VERBS = r"(?:handl|manag|deal with|treat|cover|process|catch|address|cop\w* with|tak\w* care of|consider|account for)"
_MANNER = r"(?:properly|appropriately|correctly|gracefully|adequately|suitably|accordingly|cleanly|sensibly|robustly|carefully|as (?:appropriate|needed|required|necessary))"
_PHRASES = re.compile(
    rf"\b{_VERBS}(?:e|es|ed|ing|s)?\b (?:(?:all|any|the|other|various|possible|potential|common|remaining|relevant|different|these|those|such) ){{0,3}}(?:[\w-]+ )?{_CASES}(?: {_MANNER})?"
    rf"|\b(?:[\w-]+ )?{_CASES} (?:are |is |must be |should be |be )?(?:handled|managed|covered|treated|dealt with|addressed|caught)(?: {_MANNER})?"
    rf"|\b(?:add|implement|use|apply|provide|include|write|perform|set up|introduce|put|create|have|with)(?:s|ing)? (?:the )?{_QUALITY} (?:\w+ ){{0,2}}?(?:validations?|error[- ]handling|logging|tests?|checks?|security|monitoring|measures|safeguards|documentation|permissions?|indexes|limits|time-?outs?|retries|handling|defaults?|protection|caching|test coverage|coverage)"
    rf"|\b(?:ensure|make sure|guarantee)s? (?:that )?(?:everything|all|it|things|the (?:system|code|app|application|feature|solution|data))(?: \w+)? (?:works?|functions?|behaves?|performs?|runs?|is (?:correct|robust|secure|stable|consistent|fine|ok|handled|good|working))(?: (?:{_MANNER[3:-1]}|as expected|well|fine|smoothly))?"
    rf"|\b(?:ensure|maintain|guarantee|keep|achieve|improve)s? (?:good|proper|high|optimal|acceptable|adequate|reasonable|appropriate|overall) (?:\w+ )?(?:performance|security|quality|reliability|scalability|usability|maintainability|consistency|user experience|integrity)"
    rf"|\b(?:follow|use|apply|adhere to)(?:s|ing)? (?:\w+ )?best[- ]practices?"
    rf"|\b(?:validate|check|sanitize|secure|configure|set up|clean up|test|log|optimize|refactor|document|synchroni[sz]e|update|adjust)(?:s|ed|ing)? (?:the |all |any |it |them )?(?:(?!(?:renders|works|runs|loads|displays|behaves|parses|is|are)\b)[\w-]+ )?(?:inputs? |data |things |code |everything )?{_MANNER}"
    rf"|\b(?:add|make|do|apply|adjust|change|fix|update|refactor|include|extend|test|write|create|cover|document|review|implement)\b[^.;:,\n]{{0,40}}\b(?:as|if|where|when) (?:needed|necessary|required|appropriate|applicable|desired|possible)\b|\btests? (?:as|if|where) (?:needed|necessary|appropriate|possible)\b"
    rf"|\b(?:escap|pars|format|quot|encod|serializ|map|rout|respond|propagat|integrat|initiali[sz]|render|display|implement)(?:e|es|ing|s)?\b[^.;:,()|\n]{{0,40}} (?:properly|appropriately|gracefully|adequately|suitably|accordingly)\b"
    rf"|\b(?:add|mak|writ|updat|extend|includ)ing\b[^.;:,\n]{{0,40}}\b(?:as|if|where|when) (?:needed|necessary|required|appropriate|applicable|possible)\b"
    rf"|\bneeds? (?:error[- ]handling|validation|tests?|clean-?up|refactoring|logging|documentation)(?: (?:added|here))?(?=\s*$)"
    rf"|\b(?:and (?:so on|so forth)|and other (?:things|stuff|details|improvements)|various (?:fixes|improvements|changes|updates|tweaks|cleanups?)|(?:other|misc(?:ellaneous)?|general) (?:improvements|cleanups?|fixes|tweaks))\b",
    re.IGNORECASE,
)
_CRITICISM = re.compile(
    r"\b(?:vague|instead of|rather than|not just|never (?:write|say)|avoid (?:writing|saying|phrases)|too (?:generic|broad)|currently|today|existing code|already)\b",
    re.IGNORECASE,
)
_NAMED_CONDITION = re.compile(
    r"\b(?:if|where|when) (?:needed|required|necessary) (?:by|for|to|in|because)\b|\bas (?:needed|required) (?:by|for|to)\b",
    re.IGNORECASE,
)
_POINTER = re.compile(r"\s*\((?:see )?(?:milestone|step|phase|task|section|stage|part) [\w.]+\)", re.IGNORECASE)
"""Says where else to look, not what."""
_BROAD_NAME = re.compile(
    r"\b(?:APIs?|CLI|UI|UX|JSON|TOML|YAML|XML|CSV|HTML|CSS|SQL|HTTPS?|URLs?|REST|SDK|IDE|PDF|MCP|README|ORM|CRUD|GitHub|GraphQL|TypeScript|JavaScript|PostgreSQL|MySQL|OpenAPI)\b"
)
"""Names of whole fields: they narrow nothing down."""
_CASE_CLAUSE = re.compile(r"\s*(?:where|when|that|in which|caused by|between|if)\s+\w+\s+\w+\s+\w+", re.IGNORECASE)
"""Names the case right after the phrase."""
_AS_NEEDED = re.compile(r"(?:needed|necessary|required|appropriate|applicable|desired|possible)$", re.IGNORECASE)
_LONG_LIST = re.compile(r",[^,.;]+,|\band\b[^.;]*\band\b")


def check(plan: Plan, options: Options) -> Iterator[Report]:
    extra = (
        re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in options.phrases), re.IGNORECASE)
        if options.phrases
        else None
    )
    for where in _places(plan):
        words = plan.words(where)
        for pattern in (_PHRASES, extra):
            for match in pattern.finditer(words) if pattern else ():
                phrase = " ".join(match.group().split())
                if any(allowed.lower() in phrase.lower() for allowed in options.allow):
                    continue
                if pattern is extra or _is_vague(plan, where, words, match):
                    start = where.start + match.start()
                    yield Report(
                        message=f"{quoted(phrase)} says nothing that can be carried out or checked: which cases, and what happens in each?",
                        where=_passage(plan, start, start + len(match.group().rstrip())),
                        span=(where.line, where.end_line),
                        key=f"{phrase} {plan.words(where)[:60]}",
                    )
                    break


def _places(plan: Plan) -> Iterator[Passage]:
    """Instructions, criteria, failure paths' neighbours excluded, risks and pitfalls: each bullet or paragraph once."""
    seen: set[int] = set()
    places: list[Passage] = []
    for step in plan.steps:
        if step.kind != "commit" and not step.done:
            places += [*own_lines(step), *(c.where for c in step.criteria)]
    places += _loose_items(plan)
    places += [c.where for c in plan.criteria] + [p.where for p in plan.pitfalls]
    for where in sorted(places, key=lambda place: (place.start, place.end)):
        if where.start not in seen:
            seen.add(where.start)
            yield where


def _loose_items(plan: Plan) -> Iterator[Passage]:
    """Bullets under headings of work that stand outside the plan's steps, such as the commands of an ExecPlan."""
    work = Areas(s.body for s in plan.sections if s.role == "steps" and s.level < LEAD_IN_LEVEL)
    steps = Areas(step.body for step in plan.steps)
    for block in plan.document.children:
        if block.kind != "list":
            continue
        whole = Passage(block.start, block.end, block.line, block.end_line)
        if not work.hold(whole) or steps.meet(whole):
            continue
        for item in block.children:
            if item.children and not item.checked:
                first = item.children[0]
                yield Passage(item.start, first.end, item.line, first.end_line)


def _is_vague(plan: Plan, where: Passage, words: str, match: re.Match[str]) -> bool:
    spoken = plan.spoken(where)
    start, end = next(((a, b) for a, b in clauses(words) if a <= match.start() < b), (0, len(words)))
    if spoken.lstrip().startswith("|"):
        start, end = _cell(spoken, match.start(), match.end())
    elif _AS_NEEDED.search(match.group()):
        start = max(start, words.rfind(",", start, match.start()) + 1)
    clause = spoken[start:end]
    after = _POINTER.sub("", clause[match.end() - start :])
    around = _BROAD_NAME.sub(" ", clause[: match.start() - start] + " " + after)
    if match.group().lower().endswith("accordingly") and is_specific(spoken[:start]):
        return False
    if is_specific(around) or _CRITICISM.search(clause) or _NAMED_CONDITION.search(clause):
        return False
    if CAUSE.search(around) or ":" in after or "(" in after or _CASE_CLAUSE.match(after):
        return False
    rest = "" if spoken.lstrip().startswith("|") else spoken[end:]
    return not is_specific(rest[:300]) and not _nested(plan, where) and not _LONG_LIST.search(around)


def _cell(row: str, start: int, end: int) -> tuple[int, int]:
    """The table cell that holds a stretch of its row."""
    closing = row.find("|", end)
    return row.rfind("|", 0, start) + 1, closing if closing != -1 else len(row)


def _nested(plan: Plan, where: Passage) -> bool:
    """Whether sub-items below the bullet supply the specifics."""
    line = where.end_line + 1
    if line > plan.source.line_count:
        return False
    own = plan.source.line_text(where.line)
    below = plan.source.line_text(line)
    indent = len(own) - len(own.lstrip())
    return (
        bool(below.strip())
        and len(below) - len(below.lstrip()) > indent
        and below.lstrip()[:1] in "-*+0123456789`"
        and where.line > 0
        and own.lstrip()[:1] in "-*+"
        and is_specific(below)
    )


def _passage(plan: Plan, start: int, end: int) -> Passage:
    return Passage(start, end, plan.source.line_of(start), plan.source.line_of(end - 1))
