"""The rules as pages show them: those of the catalogue, and the engine's own about comments that silence."""

import difflib
import re
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from github_app.web.pages import markdown
from github_app.web.sheet import Line, sheet
from plan_rules.lint.finding import Severity
from plan_rules.lint.registry import (
    UNUSED_SUPPRESSION,
    UNUSED_SUPPRESSION_PAGE,
    UNUSED_SUPPRESSION_SUMMARY,
    rules,
)
from plan_rules.lint.rule import Example
from plan_rules.review import review

_STEP = "# Plan: bell times\n\n## Objective\n\nThe bells ring at the hour.\n\n## Steps\n\n"
_SILENCED_NOTHING = Example(
    f"{_STEP}<!-- planreview-disable-next-line missing-why -->\n1. **Read the clock**: `bells.py` asks the tower clock\n"
)
_SILENCES = Example(
    f"{_STEP}<!-- planreview-disable-next-line missing-why: decided with the sexton on 3 May -->\n"
    "1. **Read the clock**: Use the tower clock instead of the radio clock\n"
)


@dataclass(frozen=True, slots=True)
class RuleView:
    id: str
    severity: Severity
    summary: str
    anti_pattern: str
    documentation: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleView:
    title: str
    note: str
    lines: tuple[Line, ...]


@cache
def rule_views() -> dict[str, RuleView]:
    """All rules by id, sorted."""
    views = {
        entry.id: RuleView(
            entry.id,
            entry.rule.severity,
            entry.rule.summary,
            entry.rule.anti_pattern,
            entry.documentation,
            entry.rule.bad,
            entry.rule.good,
            entry.rule.options,
        )
        for entry in rules().values()
    }
    views[UNUSED_SUPPRESSION] = RuleView(
        UNUSED_SUPPRESSION,
        "warning",
        UNUSED_SUPPRESSION_SUMMARY,
        "",
        UNUSED_SUPPRESSION_PAGE,
        (_SILENCED_NOTHING,),
        (_SILENCES,),
        (),
    )
    return dict(sorted(views.items()))


@cache
def words_of(rule: str) -> str:
    """What the search looks at, in lower case."""
    view = rule_views()[rule]
    text = f"{view.id} {view.summary} {view.anti_pattern} {view.severity} {view.documentation}"
    return re.sub(r"[\s#*`]+", " ", text).lower()


@cache
def sections_of(rule: str) -> dict[str, Markup]:
    """The rule's own documentation by heading."""
    parts = re.split(r"^## (.+)\n", rule_views()[rule].documentation, flags=re.MULTILINE)
    return {title.strip(): markdown(text) for title, text in zip(parts[1::2], parts[2::2], strict=True)}


@cache
def examples_of(rule: str) -> tuple[tuple[ExampleView, ...], tuple[ExampleView, ...]]:
    """The bad examples with this rule's findings, and the good ones with the lines that make them better."""
    view = rule_views()[rule]
    first = view.bad[0]
    return (
        tuple(_view("Bad", rule, example) for example in view.bad),
        tuple(_view("Good", rule, example, first) for example in view.good),
    )


def _view(title: str, rule: str, example: Example, before: Example | None = None) -> ExampleView:
    text = example.text.rstrip() + "\n"
    found = [finding for finding in review(text.encode()).findings if finding.rule == rule]
    new = _new_lines(before.text, text) if before else frozenset()
    return ExampleView(title, example.note, sheet(text, found, new))


def _new_lines(before: str, after: str) -> frozenset[int]:
    """1-based numbers of the lines that the second text has and the first has not."""
    changes = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False).get_opcodes()
    return frozenset(
        line + 1 for kind, _, _, first, last in changes if kind in {"insert", "replace"} for line in range(first, last)
    )
