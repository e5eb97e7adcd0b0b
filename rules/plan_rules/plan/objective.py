"""What the plan is for: found by name, else in its opening words, else in the goals of its steps."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from plan_rules.markdown.nodes import Node
from plan_rules.plan.areas import Areas
from plan_rules.plan.finders import Found
from plan_rules.plan.model import Passage, Section
from plan_rules.plan.sections import LEAD_IN_LEVEL, flat, passage, stretch
from plan_rules.plan.titles import is_keyword_title
from plan_rules.source import Source

_FEWEST_WORDS = 5
_LEAD_IN = re.compile(r"\*\*[^*]{2,30}:?\*\*:?")


def objective_of(
    sections: Sequence[Section], document: Node, found: Sequence[Found], title: Node | None, source: Source
) -> tuple[Passage, ...]:
    """Its objective sections; else its first paragraph; else the goals of its steps and phases."""
    named = [s for s in sections if s.role == "objective" and s.body.end > s.body.start]
    steps = Areas(step.body for step in found)
    own = [s for s in named if not steps.hold(s.heading) and not any(map(is_keyword_title, s.path[:-1]))]
    if own:
        return tuple(_aim(section, document, source) for section in own)
    return _opening(document, found, title) or tuple(_aim(section, document, source) for section in named)


def _aim(section: Section, document: Node, source: Source) -> Passage:
    """The section's body; of a lead-in, the rest of its own block or, where nothing is left of that, the block below."""
    if section.level < LEAD_IN_LEVEL:
        return section.body
    blocks = document.children
    at = bisect_right(blocks, section.heading.start, key=lambda block: block.start) - 1
    bare = not source.text[section.body.start : blocks[at].end].strip(" :*_\n\r\t")
    last = blocks[at + 1] if bare and at + 1 < len(blocks) else blocks[at]
    aim = stretch(source, section.body.start, min(last.end, section.body.end))
    colon = source.text.startswith(":", aim.start)
    return stretch(source, aim.start + colon, aim.end)


def _opening(document: Node, found: Sequence[Found], title: Node | None) -> tuple[Passage, ...]:
    """The first paragraph, quoted or not, between the title and the first step or heading."""
    limit = found[0].head.start if found else len(document.children) and document.children[-1].end
    for block in document.children:
        if block.start >= limit or (block.kind == "heading" and block is not title):
            break
        first = block.children[0] if block.kind == "block_quote" and block.children else block
        if first.kind == "paragraph" and len(flat(first).split()) >= _FEWEST_WORDS and not _LEAD_IN.match(flat(first)):
            return (passage(first),)
    return ()
