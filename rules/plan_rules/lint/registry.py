"""The rules that exist: the modules of the catalogue, by id."""

import inspect
import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from plan_rules.lint.rule import Check, Rule

UNUSED_SUPPRESSION = "unused-suppression"
UNUSED_SUPPRESSION_SUMMARY = "a comment that should silence a rule silences nothing, names no rule, or gives no reason"
UNUSED_SUPPRESSION_PAGE = """\
The engine's own rule, about the comments in a plan that silence others.

## What it does

Looks at the comments `planreview-disable-next-line`, `planreview-disable`, `planreview-disable-file` and `planreview-enable`. One
that gives no reason, names a rule that doesn't exist, or silences nothing because no rule reports there, gets the finding.

## Why it matters

A comment that silences nothing hides the next real finding, and one without a reason can't be judged by anybody.

## How to fix it

Remove the comment, or correct the rule's name and write the reason after a colon:
`<!-- planreview-disable-next-line missing-why: decided in ADR 12 -->`.

## Known limits

A comment for a rule that is switched off is left alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule with its id, check and documentation."""

    id: str
    rule: Rule
    check: Check
    documentation: str
    """The rule file's docstring: Markdown with the headings of a rule page."""


@cache
def rules() -> dict[str, Entry]:
    """All rules by id, sorted."""
    found = {}
    # By name: the catalogue stands above this layer, and its rules are found, not listed.
    catalogue = import_module("plan_rules.catalogue")
    for module in sorted(pkgutil.iter_modules(catalogue.__path__), key=lambda module: module.name):
        loaded = import_module(f"{catalogue.__name__}.{module.name}")
        if isinstance(getattr(loaded, "rule", None), Rule):
            name = module.name.replace("_", "-")
            found[name] = Entry(name, loaded.rule, loaded.check, inspect.cleandoc(loaded.__doc__ or ""))
    return found


def rule_ids() -> tuple[str, ...]:
    """Ids that a configuration or suppression may name."""
    return (*rules(), UNUSED_SUPPRESSION)
