"""Finders of steps in lists, tables and paragraphs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from plan_rules.markdown.nodes import Node
from plan_rules.plan.finders import (
    Finder,
    Found,
    Scope,
    bold_titles,
    clean,
    coded_titles,
    keyword_headings,
    numbered_headings,
    plain_headings,
    running_titles,
)
from plan_rules.plan.model import Passage
from plan_rules.plan.roles import label_role, normalise
from plan_rules.plan.sections import flat, passage, stretch
from plan_rules.plan.titles import KEYWORD_TITLE, is_keyword_title
from plan_rules.source import Source

_NO_WORK = re.compile(
    r"(?:`[^`]+`|[\w.@*-]*(?:/[\w.@*-]+)+/?|[\w-]+\.\w{1,5})(?: only if .*|[;,.]?)|(?:no|not|never|only) .*", re.DOTALL
)
"""Bullets that name a file or forbid something."""
_DENIAL = re.compile(
    r"(?:no|none|not) (?!longer\b)|(?:deferred|later|out of scope|not now|skipped|won't do)\W*:", re.IGNORECASE
)
"""“No data has to be migrated”, “Deferred: …”: a bullet that tells what is not to be done."""
_TOTAL = re.compile(r"(?:sub-?|grand )?total\b|sum\b|overall\b", re.IGNORECASE)
_ORDER_COLUMN = re.compile(
    r"(?:#|(?:step|task|phase|slice|unit|ticket|milestone|stage|wave|batch|pr)(?: (?:id|no|number|#))?|no\.?|id|order)?\Z"
)
_ANY_COLUMN = re.compile(r"(?:#|step|task|phase|no\.?|order|file|change|\Z)")
_WORK = re.compile(
    r"(?:add|adapt|adjust|allow|apply|archive|attach|audit|back ?up|block|build|bump|call|change|check|clean|close|collect|configure|connect|convert|copy|cover|create|cut|define|delete|deploy|describe"
    r"|design|disable|document|drop|emit|enable|ensure|expose|extend|extract|fetch|fill|find|finish|fix|generate|get|give|hand|hide|implement|import|improve|increase|inject|insert|install|integrate"
    r"|introduce|investigate|keep|let|link|list|load|lock|log|look|lower|make|map|mark|measure|merge|migrate|modify|monitor|mount|move|notify|open|parse|patch|point|populate|port|prepare|prevent|print"
    r"|publish|pull|push|put|read|record|reduce|refactor|refuse|register|release|remove|rename|render|reorder|replace|report|require|rerun|research|reserve|restore|restrict|return|review|revoke|rewrite"
    r"|roll|rotate|route|run|save|scan|schedule|seed|select|send|serve|set|ship|show|simplify|skip|split|start|stop|store|switch|swap|sync|take|teach|test|track|train|translate|turn|unify|update|upgrade"
    r"|upload|use|validate|verify|wire|wrap|write|accept|acquire|backfill|batch|broadcast|bring|cache|calculate|cancel|catch|choose|compare|compile|compute|count|debounce|decide|decode|deduplicate|detect"
    r"|drain|dump|duplicate|encode|encrypt|enforce|escape|establish|evaluate|exclude|export|filter|flag|flush|format|freeze|guard|hash|hold|include|initiali[sz]e|invalidate|isolate|join|log|migrate|normali[sz]e"
    r"|pass|pause|persist|pick|poll|process|promote|protect|provision|purge|query|queue|rebuild|receive|redirect|reject|reset|resolve|respect|respond|resume|retire|retry|reuse|sanitize|scale|sign|sort|stream"
    r"|strip|subscribe|support|swap|tag|throttle|trigger|trim|truncate|unify|unsubscribe|wait|warn|watch)\b",
    re.IGNORECASE,
)
"""What people are told to do begins with one of these."""
_COUNT_COLUMN = re.compile(r"(?:#|step|task|phase|no\.?|nr\.?|order|id|\Z)")
_WORK_COLUMN = re.compile(
    r"(?:work|tasks?|steps?|actions?|what|changes?|items?|activity|description|to ?do|deliverables?)\b"
)
_FEWEST_ROWS = 2
_LONGEST_NUMBER = 3
_TICKET = re.compile(r"\W*(?P<label>[A-Z]{1,4}-?(?:\d{2,4}[a-z]?|\d{1,2}\.\d{1,2})|\d{1,2}[._]\d{1,3}(?=\s))(?!\w)")
"""spec-kit's T012, OpenSpec's 1.2, M0.1 of milestone 0."""
_ORDINAL = re.compile(
    r"(?:first|second|third|fourth|fifth|next|then|after (?:that|this)|afterwards|finally|last(?:ly)?)\b[,:]?",
    re.IGNORECASE,
)


def _items(scope: Scope, wanted: Callable[[Node], bool]) -> list[Found]:
    """Items of top-level lists; what stands between two lists of one section belongs to the item before it."""
    lists = [i for i in scope.indexes() if scope.blocks[i].kind == "list" and wanted(scope.blocks[i])]
    found: list[Found] = []
    for place, index in enumerate(lists):
        block = scope.blocks[index]
        following = lists[place + 1] if place + 1 < len(lists) else None
        between: tuple[Node, ...] = ()
        if following is not None and (scope.blocks[following].number or 1) > 1:
            between = tuple(scope.blocks[index + 1 : following])
            if any(node.kind == "heading" for node in between):
                between = ()
        for number, item in enumerate(block.children):
            if not (item.children or block.ordered or item.checked is not None):
                continue  # a bullet without words asks for nothing
            if not block.ordered and item.checked is None and _DENIAL.match(flat(item.children[0])):
                continue
            last = number == len(block.children) - 1
            found.append(_item_step(scope.source, item, block.ordered, between if last else ()))
    return found


def _item_step(source: Source, item: Node, ordered: bool, after: tuple[Node, ...]) -> Found:
    head = item.children[0] if item.children else item
    title = flat(head.children[0]) if head.children and head.children[0].kind == "strong" else flat(head)
    match = KEYWORD_TITLE.match(title) or _TICKET.match(title)
    label = match["label"] if match else str(item.number) if ordered and item.number is not None else ""
    end = after[-1].end if after else item.end
    rest = title[match.end() :] if match else title
    return Found(
        label=label,
        title=clean(rest) or clean(flat(head)[len(title) :]),
        head=Passage(item.start, head.end, item.line, head.end_line),
        body=stretch(source, item.start, end),
        nodes=(item, *after),
        done=bool(item.checked) or bool(head.children and head.children[0].kind == "strikethrough"),
    )


def ordered_items(scope: Scope) -> list[Found]:
    return _items(scope, lambda block: block.ordered)


def box_items(scope: Scope) -> list[Found]:
    return _items(scope, lambda block: any(item.checked is not None for item in block.children))


def keyword_items(scope: Scope) -> list[Found]:
    """Items of one list that are all called so: `1. Unit 0 — …`, `- Phase 2: …`."""
    for index in scope.indexes():
        block = scope.blocks[index]
        titles = [flat(item.children[0]) for item in block.children if item.children] if block.kind == "list" else []
        if len(titles) >= _FEWEST_LONE and all(map(is_keyword_title, titles)):
            return _items(replace(scope, first=index, last=index + 1), lambda _: True)
    return []


def work_items(scope: Scope) -> list[Found]:
    """Numbered or ticked items that tell what to do, wherever they stand; what a program does by itself is no work."""
    for found in (ordered_items(scope), box_items(scope)):
        if found and sum(bool(_WORK.match(step.title)) for step in found) * 2 >= len(found):
            return found
    return []


def lone_items(scope: Scope) -> list[Found]:
    """The numbered or ticked items right below the title, in a text that has no other list of the kind: what else are they for?"""
    lists = [index for index in scope.indexes() if _counts_or_ticks(scope.blocks[index])]
    if len(lists) != 1 or len(scope.blocks[lists[0]].children) < _FEWEST_LONE:
        return []
    if any(block.kind == "heading" and block.level > 1 for block in scope.blocks[: lists[0]]):
        return []
    return _items(scope, _counts_or_ticks)


def _counts_or_ticks(block: Node) -> bool:
    return block.kind == "list" and (block.ordered or any(item.checked is not None for item in block.children))


def keyword_paragraphs(scope: Scope) -> list[Found]:
    """Paragraphs that begin `Task 1: …`, each with what follows it."""
    starts: list[int] = []
    titles: list[re.Match[str]] = []
    for index in scope.indexes():
        block = scope.blocks[index]
        if block.kind == "paragraph" and block.children and block.children[0].kind == "text":
            match = KEYWORD_TITLE.match(flat(block))
            if match and match.string[match.end("label") :].lstrip()[:1] in _TITLE_SIGNS:
                starts.append(index)
                titles.append(match)
    if len(starts) < _FEWEST_ROWS or len({title["word"].lower() for title in titles}) > 1:
        return []
    return [
        replace(step, label=title["label"].strip(), title=clean(title.string[title.end() :])[:80])
        for title, step in zip(titles, _with_what_follows(scope, starts), strict=True)
    ]


def lettered(scope: Scope) -> list[Found]:
    """Paragraphs that are counted by letters: “A. …”, “B. …”, “C. …”, each with what follows it."""
    starts = [
        i for i in scope.indexes() if scope.blocks[i].kind == "paragraph" and _LETTERED.match(flat(scope.blocks[i]))
    ]
    letters = "".join(flat(scope.blocks[index])[0] for index in starts)
    if len(letters) < _FEWEST_LONE or not "ABCDEFGHIJKLMNOPQRST".startswith(letters):
        return []
    return [
        replace(step, label=letter, title=step.title[2:].lstrip())
        for letter, step in zip(letters, _with_what_follows(scope, starts), strict=True)
    ]


_FEWEST_LONE = 3
_TITLE_SIGNS = frozenset(":—–-.")
_LETTERED = re.compile(r"[A-T][.)] \S")


def _bullets(scope: Scope) -> list[Found]:
    found = _items(scope, lambda block: not block.ordered)
    named = sum(bool(_NO_WORK.fullmatch(scope.source.text[s.head.start : s.head.end].lstrip("-*+ "))) for s in found)
    return [] if named * 2 > len(found) else found


def tickets(scope: Scope) -> list[Found]:
    """`- [ ] T001 [P] …` and `- [ ] 1.2 …`, with the heading above as phase."""
    found = []
    phase = ""
    for index in range(scope.first, scope.last):
        block = scope.blocks[index]
        if block.kind == "heading":
            phase = flat(block).strip()
        elif block.kind == "list" and index not in scope.barred:
            for item in block.children:
                if item.checked is not None and item.children and _TICKET.match(flat(item.children[0])):
                    step = _item_step(scope.source, item, False, ())
                    found.append(Found(step.label, step.title, step.head, step.body, step.nodes, step.done, phase))
    return found


def _table_rows(scope: Scope) -> list[Found]:
    return _rows(scope, _ANY_COLUMN)


def _rows(scope: Scope, *columns: re.Pattern[str]) -> list[Found]:
    """Rows of the tables whose first columns have such headings; a leading number is the step's label."""
    found = []
    for index in scope.indexes():
        block = scope.blocks[index]
        if block.kind == "table" and len(block.children) > _FEWEST_ROWS:
            header = [normalise(flat(cell)) for cell in block.children[0].children]
            if len(header) >= len(columns) and all(map(re.Pattern.match, columns, header)):
                telling = [at for at, name in enumerate(header) if label_role(name) in {"success", "testing"}]
                for row in block.children[1:]:
                    first, *others = (flat(cell).strip() for cell in row.children[:2])
                    if _TOTAL.match(first):
                        continue
                    counted = first.rstrip(".").isalnum() and len(first) <= _LONGEST_NUMBER and bool(others)
                    title = others[0] if counted else " ".join([first, *others])
                    label = first.rstrip(".") if counted else ""
                    told = tuple(passage(row.children[at]) for at in telling if at < len(row.children))
                    found.append(Found(label, clean(title), passage(row), passage(row), (row,), told=told))
    return found


def work_rows(scope: Scope) -> list[Found]:
    """Rows of a table that counts pieces of work, wherever it stands."""
    return _rows(scope, _COUNT_COLUMN, _WORK_COLUMN)


def _ordered_rows(scope: Scope) -> list[Found]:
    """Rows of a table whose first column counts them."""
    return _rows(scope, _ORDER_COLUMN)


def told(scope: Scope) -> list[Found]:
    """Paragraphs that tell the work in prose: “First, …”, “Next, …”, “Finally, …”, each with what follows it."""
    starts = [
        i for i in scope.indexes() if scope.blocks[i].kind == "paragraph" and _ORDINAL.match(flat(scope.blocks[i]))
    ]
    return _with_what_follows(scope, starts)


def _end_of(scope: Scope, index: int) -> int:
    """Where the last of several paragraphs ends: at the next heading, or what can hold no steps."""
    return next(
        (at for at in range(index + 1, scope.last) if at in scope.barred or scope.blocks[at].kind == "heading"),
        scope.last,
    )


def _with_what_follows(scope: Scope, starts: Sequence[int]) -> list[Found]:
    found = []
    for place, index in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else _end_of(scope, index)
        nodes = tuple(scope.blocks[index:end])
        body = stretch(scope.source, nodes[0].start, nodes[-1].end)
        found.append(Found("", clean(flat(nodes[0]))[:80], passage(nodes[0]), body, nodes))
    return found


TITLED: tuple[Finder, ...] = (
    running_titles,
    keyword_headings,
    numbered_headings,
    bold_titles,
    coded_titles,
    keyword_paragraphs,
    ordered_items,
    box_items,
    plain_headings,
    _ordered_rows,
)
LISTED: tuple[Finder, ...] = (_bullets, _table_rows)
