"""Nothing in the plan can be executed to see whether the work is right.

## What it does

Looks for a testing section, a step that tests, a command that checks, or a criterion that could be executed. A plan of
two or more steps without any of them gets one finding, at its title.

## Why it matters

Work that nothing tests is called done when it compiles, and breaks unnoticed with the next change.

## How to fix it

Name the tests to write or the command to run, and what it should show.

## Known limits

Any mention of a test or a check counts. Plans that only write documents, and proposals, are exempt.
"""

import re
from collections.abc import Iterator

from plan_rules.lint.parts import working_steps
from plan_rules.lint.rule import Example, Report, Rule
from plan_rules.lint.settings import Options
from plan_rules.plan.model import Plan

rule = Rule(
    summary="no test, command or criterion could be executed",
    anti_pattern="Missing success criteria",
    severity="warning",
    why="Work that nothing tests is called done when it compiles, and breaks unnoticed with the next change.",
    how="Name the tests to write or the command to run, and what it should show.",
    kinds=frozenset({"plan", "task-list"}),
    bad=(
        Example(
            "# Plan: loan reminders\n\n## Objective\n\nReaders are reminded of books that are due.\n\n## Context\n\n"
            "- Loans end at midnight in the branch's time zone\n\n## Steps\n\n"
            "1. **Collect due loans**: Query loans that end tomorrow\n"
            "2. **Send the mail**: One mail per reader, so nobody gets five\n",
            (1,),
        ),
    ),
    good=(
        Example(
            "# Plan: loan reminders\n\n## Objective\n\nReaders are reminded of books that are due.\n\n## Context\n\n"
            "- Loans end at midnight in the branch's time zone\n\n## Steps\n\n"
            "1. **Collect due loans**: Query loans that end tomorrow\n   - Success: `pytest tests/loans` finds 3 of 5 loans\n"
            "2. **Send the mail**: One mail per reader, so nobody gets five\n   - Success: a reader with 5 loans gets 1 mail\n",
        ),
    ),
)

_TESTS = re.compile(
    r"\b(?:pytest|jest|vitest|cypress|playwright|junit|rspec|mocha|nunit|xunit|testthat|(?:cargo|go|npm|pnpm|yarn|bun|dotnet|mvn|gradle|make|just|swift|flutter|dart|deno) (?:run )?(?:test|check|ci)\w*"
    r"|unit[- ]tests?|integration[- ]tests?|e2e|end[- ]to[- ]end|regression tests?|smoke[- ]tests?|test (?:cases?|suite|coverage|plan|that)|write (?:\w+ ){0,3}tests?|add (?:\w+ ){0,4}tests?"
    r"|tests? (?:pass\w*|for|that|cover\w*|are|with|in|the)|run (?:\w+ ){0,3}tests?|tdd|testing\b|tested\b|verif(?:y|ied) (?:that|by|with|manually|locally|in|on|against|the (?:output|result|page|build))|validat(?:e|es|ion) (?:that|by|with)|manually (?:check|test|verify)|smoke|benchmarks?|dry[- ]run|qa\b"
    r"|no tests?|(?:documentation|docs)[- ]only|prompts?[- ]only)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"^[ \t]*+(?:[-*+]|\d+[.)])?[ \t]*+(?:\[[ xX]\] )?(?:\d+[._]\d+ )?\**(?:verify|validate|check|confirm|test|run)\b(?!\W{0,6}(?:button|dialog|modal|tab|page|screen|link|icon|step|action|prompt|popup|box|boxes|mark|adds|calls|opens|closes|sends|posts|saves|submits|triggers|returns|shows|removes|deletes)\b)|\b(?:build|ci|page|pipeline|typecheck|lint|deploy)\b[^.\n]{0,20}\b(?:clean|green|passes)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that tells the reader to try it."""
_ABOUT_TESTS = re.compile(r"\b(?:tests?|specs?|testing)\b", re.IGNORECASE)
_RUNS = re.compile(
    r"\b(?:curl|returns?|responds?|prints?|shows?|displays?|exits?|outputs?|exit code|status code|[2-5]\d\d)\b",
    re.IGNORECASE,
)
_CODE_WORK = re.compile(
    r"`[^`\n]+\.(?:py|js|jsx|ts|tsx|go|rs|java|rb|cs|cpp|cc|c|h|swift|kt|php|scala|ex|sh|sql|dart|vue|svelte|res|ml|ya?ml|json|toml|tf|gradle)`"
    r"|\b(?:endpoint|function|class|method|api|query|database|table|column|migration|component|handler|service|module|refactor|implement|form|page|screen|button|command|parser|server|client|job|queue|mail|cache|index)\b",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"\b(?:docs?|documentation|document|readme|guide|changelog|glossary|blog|article|wording|terminology|tagline|skill|prompt|instructions|agents?\.md)\b",
    re.IGNORECASE,
)
_FEWEST_STEPS = 2
# A criterion of so many words says what to look at; shorter ones are the business of tautological-success.
_TELLING_WORDS = 4


def check(plan: Plan, options: Options) -> Iterator[Report]:
    steps = list(working_steps(plan))
    if len(steps) < _FEWEST_STEPS or _is_tested(plan) or not plan.title:
        return
    heads = [plan.spoken(step.head) for step in steps]
    documents = sum(bool(_DOCUMENTS.search(head)) for head in heads) + bool(
        _DOCUMENTS.search(plan.raw(plan.title))
    ) * len(heads)
    if documents * 2 >= len(heads) or not _CODE_WORK.search(plan.source.text):
        return
    yield Report(
        message=f"{len(steps)} steps, and nothing in the plan could be executed to see whether they are right: no test, command or observable criterion.",
        where=plan.title,
        severity="info" if plan.companions else None,
        key="testing",
    )


def _is_tested(plan: Plan) -> bool:
    if plan.testing or any(step.kind == "verify" or _ABOUT_TESTS.search(step.title) for step in plan.steps):
        return True
    if any(section.role == "testing" for section in plan.sections):
        return True
    criteria = [*plan.criteria, *(criterion for step in plan.steps for criterion in step.criteria)]
    if any(
        _RUNS.search(plan.raw(c.where))
        or re.search(r"[`\d]", plan.raw(c.where))
        or len(plan.raw(c.where).split()) >= _TELLING_WORDS
        for c in criteria
    ):
        return True
    if any(file.action == "test" for file in plan.files):
        return True
    return bool(_TESTS.search(plan.source.text) or _TOLD.search(plan.spoken_text))
