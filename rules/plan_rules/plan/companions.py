"""Documents that a plan names as its own inputs: spec, research, design, proposal."""

import re
from collections.abc import Sequence

from plan_rules.plan.finders import Found
from plan_rules.plan.model import Section
from plan_rules.source import Source

_COMPANION = re.compile(
    r"(?:Input|Prerequisites?|Spec|Specification|Design(?: doc(?:ument)?)?s?|Research|Proposal|Parent(?: plan| issue)?|Source|Based on|Origin|PRD"
    r"|Requirements|Related spec|Design Doc|Feature Branch|Issue)(?:\*\*)?\s*:(?:\*\*)?\s*(.{3,200})"
)
_COMPANION_FILE = re.compile(r"\b(?:proposal|design|spec|research|prd|requirements)\.md\b")
_DOCUMENT = re.compile(r"[\w./@-]*[\w-]\.md\b|\bdesign doc(?:ument)?s?\b|/specs/[\w/-]+|#\d{2,6}\b|https?://\S+")
OPENSPEC = re.compile(r"\d+[._]\d+\Z")
"""Label of an item in OpenSpec's lists: 1.1, 1.2."""
_OPENING = 4000
"""Characters in which they are looked for where there are no steps."""
_FURTHEST = 6000


def companions_of(source: Source, found: Sequence[Found], sections: Sequence[Section]) -> tuple[str, ...]:
    """Documents named as the plan's own inputs in the lines before its first step, or in front matter; of a bare list of
    items counted 1.1, 1.2, the proposal that such lists go with."""
    if found and OPENSPEC.match(found[0].label) and not any(s.role in {"objective", "context"} for s in sections):
        return ("proposal.md",)
    end = found[0].head.start if found else min(len(source.text), _OPENING)
    names: list[str] = []
    head = source.text[: min(end, _FURTHEST)]
    names += _COMPANION_FILE.findall(head) if ".md" in head else []
    for match in _COMPANION.finditer(head):
        names += [found_name.group() for found_name in _DOCUMENT.finditer(match.group(1))]
    return tuple(dict.fromkeys(names))
