"""`planreview rules` and `planreview explain`: the list, or one rule explained."""

import difflib
import os
import sys

from github_app.local.refusal import Refused
from plan_rules.lint.registry import (
    UNUSED_SUPPRESSION,
    UNUSED_SUPPRESSION_PAGE,
    UNUSED_SUPPRESSION_SUMMARY,
    rule_ids,
    rules,
)


def run(name: str | None) -> int:
    """Print the list of rules, or one rule's page: laid out on a terminal, as Markdown elsewhere."""
    if name is None:
        sys.stdout.write(_list())
        return 0
    if name not in rule_ids():
        near = difflib.get_close_matches(name, rule_ids(), 1)
        hint = f" Did you mean {near[0]}?" if near else " `planreview rules` lists them."
        raise Refused(f"there is no rule “{name}”.{hint}")
    _show(page(name))
    return 0


def page(name: str) -> str:
    """One rule's page as Markdown."""
    if name == UNUSED_SUPPRESSION:
        return f"# {name}\n\n*warning*\n\n{UNUSED_SUPPRESSION_PAGE}\n"
    entry = rules()[name]
    parts = [f"# {entry.id}", f"*{entry.rule.severity}* · {entry.rule.anti_pattern}", entry.documentation]
    for title, examples in (("Bad", entry.rule.bad), ("Good", entry.rule.good)):
        for example in examples:
            fence = "`" * 4
            lines = ", ".join(map(str, example.lines))
            parts.append(f"## {title}\n\n{fence}markdown\n{example.text.rstrip()}\n{fence}")
            parts += [f"Reported on line {lines}."] if lines else []
    parts.append(f"Where it is right not to apply: `<!-- planreview-disable-next-line {entry.id}: the reason -->`")
    return "\n\n".join(parts) + "\n"


def _list() -> str:
    rows = [(entry.id, entry.rule.severity, entry.rule.summary) for entry in rules().values()]
    rows.append((UNUSED_SUPPRESSION, "warning", UNUSED_SUPPRESSION_SUMMARY))
    width = max(len(row[0]) for row in rows)
    return "".join(f"{name:<{width}}  {severity:<7}  {summary}\n" for name, severity, summary in rows)


def _show(markdown: str) -> None:
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        sys.stdout.write(markdown)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(width=min(100, Console().width))
    console.print(Markdown(markdown, code_theme="ansi_dark"))
