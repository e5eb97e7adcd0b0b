"""`planreview rules`: the list, or one rule explained."""

import difflib
import sys

from github_app.local.refusal import Refused
from plan_rules.lint.registry import Entry, rules


def run(name: str | None) -> int:
    """Print the list of rules, or one rule's page as text."""
    known = rules()
    if name is None:
        width = max(map(len, known))
        for entry in known.values():
            sys.stdout.write(f"{entry.id:<{width}}  {entry.rule.severity:<7}  {entry.rule.summary}\n")
        return 0
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        hint = f" Did you mean {near[0]}?" if near else " `planreview rules` lists them."
        raise Refused(f"there is no rule “{name}”.{hint}")
    sys.stdout.write(_page(known[name]))
    return 0


def _page(entry: Entry) -> str:
    parts = [f"{entry.id} ({entry.rule.severity}) · {entry.rule.anti_pattern}", "", entry.documentation, ""]
    for title, examples in (("Bad", entry.rule.bad), ("Good", entry.rule.good)):
        for example in examples:
            parts += [f"## {title}", "", *(f"    {line}" for line in example.text.rstrip().split("\n")), ""]
    return "\n".join(parts)
