"""Every rule's own examples, as shown on its page, and the shape that every rule file has."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.registry import Entry, rules
from plan_rules.lint.rule import Example
from plan_rules.plan import read
from plan_rules.source import Source

CASES = [
    pytest.param(entry, example, id=f"{entry.id}-{kind}-{number}")
    for entry in rules().values()
    for kind, examples in (("bad", entry.rule.bad), ("good", entry.rule.good))
    for number, example in enumerate(examples)
]


@pytest.mark.parametrize(("entry", "example"), CASES)
def test_rule_reports_on_exactly_the_lines_its_example_names(entry: Entry, example: Example) -> None:
    found = lint(read(Source.from_text(example.text))).findings
    assert sorted({f.anchor.line for f in found if f.rule == entry.id}) == sorted(set(example.lines))


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.id) for e in rules().values()])
def test_good_examples_have_no_warning_of_any_rule(entry: Entry) -> None:
    for example in entry.rule.good:
        found = lint(read(Source.from_text(example.text))).findings
        assert [(f.rule, f.anchor.line) for f in found if f.severity in {"error", "warning"}] == []


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.id) for e in rules().values()])
def test_rule_file_documents_itself(entry: Entry) -> None:
    for heading in ("## What it does", "## Why it matters", "## How to fix it", "## Known limits"):
        assert heading in entry.documentation
    assert entry.rule.bad
    assert entry.rule.good
    assert entry.rule.summary == entry.rule.summary.rstrip(".")
    for sentence in (entry.rule.why, entry.rule.how):
        assert sentence.endswith(".")


@pytest.mark.parametrize(("entry", "example"), [c for c in CASES if c.values[1].lines])
def test_suggestion_applies_and_leaves_nothing_behind(entry: Entry, example: Example) -> None:
    before = lint(read(Source.from_text(example.text))).findings
    for finding in before:
        if finding.suggestion is None:
            continue
        lines = example.text.split("\n")
        lines[finding.suggestion.line - 1 : finding.suggestion.end_line] = finding.suggestion.replacement.split("\n")
        after = lint(read(Source.from_text("\n".join(lines)))).findings
        assert finding.fingerprint not in {f.fingerprint for f in after}
        assert {f.fingerprint for f in after} <= {f.fingerprint for f in before}
