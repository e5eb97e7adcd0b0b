"""What tells that the work of a plan, or of one of its steps, is done."""

import re
from collections.abc import Sequence
from dataclasses import replace

from plan_rules.markdown.nodes import Node
from plan_rules.plan.areas import Areas
from plan_rules.plan.finders import Found
from plan_rules.plan.model import Section
from plan_rules.plan.sections import passage
from plan_rules.source import Source

_FINISHED = re.compile(
    r"(?:^|[|>])[^\w\n|]{0,8}(?:(?:overall|current|implementation|plan|project)[ \t])?status\b(?:[ \t]?\([^)\n]{0,60}\))?(?:[^\w\n]{0,6}[:|=–—-][^\w\n]{0,8}|[^\w\n]*\n+[^\w\n#]{0,8}(?:(?:current|now|state)[^\w\n]{1,6})?)"
    r"(?:implemented|completed?|done|shipped|merged|delivered|finished|superseded)\b"
    r"|^[^\w\n]{0,12}(?:(?-i:COMPLETED?|IMPLEMENTED|DONE|SHIPPED|SUPERSEDED)\b(?-i:[^a-z\n]{0,40})(?:$|[:.])|(?:completed|implemented|shipped)\b(?-i:[^a-z\n]{0,40})$)",
    re.MULTILINE | re.IGNORECASE,
)
"""`Status: done` on a line of its own, a heading “Status” above the word, or the word alone; “Done: …” below a step tells when it will be."""
_CLOSED = re.compile(
    r"\W*(?:implementation|plan|work|project|all phases) (?:is )?(?:now )?(?:fully )?(?:complete|completed|finished|done|shipped)\W*\Z",
    re.IGNORECASE,
)
"""A heading that closes the plan."""
_DONE = re.compile(r"(?:implemented|completed?|done|shipped|merged|delivered|finished)", re.IGNORECASE)
_FRONT_STATUS = re.compile(rf"^status:[ \t]*[\"']?{_DONE.pattern}\b", re.IGNORECASE | re.MULTILINE)
_TODO_STATUS = re.compile(r"^[ \t]+status:[ \t]*[\"']?(\w+)", re.MULTILINE)
_STATUS_AT_END = re.compile(
    r"^\**_?status\b\**_?[^\w\n]{1,6}(?:implemented|completed?|done|shipped|merged|delivered|finished)\b",
    re.MULTILINE | re.IGNORECASE,
)
_REMAINING = re.compile(
    r"^\W{0,6}(?:remaining|still (?:open|missing|to (?:be )?do\w*)|not (?:yet )?done|left (?:to do|open)|outstanding)\b[^\n:]{0,40}:",
    re.MULTILINE | re.IGNORECASE,
)
"""What is left of a plan that is done but for some of it."""
_LEFT = re.compile(
    r"\b(?:remaining|still to do|next|left|open|outstanding|to ?do|pending|not (?:yet )?done)\b", re.IGNORECASE
)
"""Titles of what is still to be done."""
_STEP_STATUS = re.compile(
    r"^[ \t>*+-]*\**status\**[^\w\n]{1,6}(?:implemented|completed?|done|shipped|merged|delivered|finished)\b"
    r"|✅[ *_]*(?:done|completed?|shipped|merged|implemented|delivered)\b",
    re.MULTILINE | re.IGNORECASE,
)
_FEWEST_TICKED = 2
_FEWEST_BOXES = 3
_HEAD_CHARACTERS = 1500
_END_CHARACTERS = 400
_STEP_CHARACTERS = 600


def with_statuses(steps: Sequence[Found], source: Source) -> list[Found]:
    """The steps, those done whose own status says so."""
    return [
        replace(step, done=True)
        if not step.done and _STEP_STATUS.search(source.text, step.body.start, _status_end(step))
        else step
        for step in steps
    ]


def _status_end(step: Found) -> int:
    return min(step.body.end, step.head.end + _STEP_CHARACTERS)


def finished_by(source: Source, document: Node, sections: Sequence[Section], steps: Sequence[Found]) -> str:
    """What tells that all is done, in words for people; empty where nothing does."""
    if steps and all(step.done for step in steps):
        return "all its steps are marked done"
    if _says_finished(source, document, steps) or any(_CLOSED.match(section.title) for section in sections):
        return "it says that it is implemented"
    return ""


def _says_finished(source: Source, document: Node, steps: Sequence[Found]) -> bool:
    """Whether its opening or last lines say so, or its front matter, where the status of a to-do is not the plan's."""
    front = next((node for node in document.children if node.kind == "front_matter"), None)
    body = front.end if front else 0
    if front:
        given = source.text[front.start : front.end]
        todos = _TODO_STATUS.findall(given)
        if _FRONT_STATUS.search(given) or (todos and all(map(_DONE.fullmatch, todos))):
            return True
    if _FINISHED.search(source.text, body, body + _HEAD_CHARACTERS):
        return not _REMAINING.search(source.text, body, body + _HEAD_CHARACTERS)
    last = steps[-1].body.end if steps else 0
    return bool(_STATUS_AT_END.search(source.text, max(last, len(source.text) - _END_CHARACTERS)))


def progress_ticked(blocks: Sequence[Node], sections: Sequence[Section]) -> bool:
    """Whether all boxes of the progress sections are ticked and something stands under the outcomes."""
    progress = Areas(s.body for s in sections if s.role == "progress" and "outcome" not in s.title.lower())
    boxes = _boxes(blocks, progress)
    written = any("outcome" in s.title.lower() and s.body.end > s.body.start for s in sections)
    return len(boxes) >= _FEWEST_TICKED and all(boxes) and written


def list_ticked(blocks: Sequence[Node], sections: Sequence[Section], steps: Sequence[Found]) -> bool:
    """Whether its list of work or of progress, beside the steps, has boxes, all of them ticked, and nothing is said to remain."""
    if any(_LEFT.search(section.title) for section in sections):
        return False
    own = Areas(step.body for step in steps)
    told = Areas(s.body for s in sections if s.role in {"steps", "progress"})
    boxes = _boxes([block for block in blocks if not own.meet(passage(block))], told)
    return len(boxes) >= _FEWEST_BOXES and all(boxes)


def _boxes(blocks: Sequence[Node], within: Areas) -> list[bool]:
    return [
        item.checked
        for block in blocks
        if block.kind == "list" and within.hold(passage(block))
        for item in block.children
        if item.checked is not None
    ]
