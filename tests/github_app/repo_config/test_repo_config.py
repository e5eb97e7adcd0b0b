"""Configuration: what it says, and errors with their place and the nearest valid word."""

import re

import jsonschema
import pytest
import yaml
from hypothesis import event, given, settings
from hypothesis import strategies as st

from github_app.repo_config import DEFAULT_CONFIG, ConfigInvalid, parse_config
from github_app.repo_config.describe import commented_file, json_schema

_VALIDATOR = jsonschema.Draft202012Validator(json_schema())

FULL = """version: 1
paths:
  - "notes/**/*.md"
  - "!**/*draft*.md"
fail_on: warning
report: file
max_comments: 5
drafts: no
unreadable: neutral
suppressions: warnings
mode: shadow
rules:
  missing-why: error
  missing-context: off
  vague-generalization:
    severity: info
    allow: ["as needed"]
    phrases: ["sensible default"]
hazards:
  webhook: off
  search-index:
    triggers: ["reindex"]
    considerations:
      - name: alias swap
        satisfied_by: ["alias"]
        why: "Searches see a half-built index."
overrides:
  - paths: ["notes/archive/**"]
    rules: {all: off}
"""


def test_every_key_is_read() -> None:
    config = parse_config(FULL)
    assert (config.fail_on, config.report, config.max_comments, config.drafts) == ("warning", "file", 5, False)
    assert (config.unreadable, config.suppressions, config.mode) == ("neutral", "warnings", "shadow")
    settings = config.settings_for("notes/a.md")
    assert settings.of("missing-context").severity == "off"
    assert settings.of("vague-generalization").allow == ("as needed",)
    assert settings.hazards_off == {"webhook"}
    assert settings.hazards_added[0].considerations[0].satisfied_by == ("alias",)
    assert config.settings_for("notes/archive/a.md").all_severity == "off"


@pytest.mark.parametrize(
    ("path", "is_plan"),
    [
        ("notes/x/a.md", True),
        ("NOTES/A.MD", True),
        ("notes/a-Draft.md", False),
        ("plan.md", False),
        ("notes/a.txt", False),
    ],
)
def test_paths_match_any_case_in_order(path: str, is_plan: bool) -> None:
    assert parse_config(FULL).is_plan(path) is is_plan


@pytest.mark.parametrize(
    "path",
    [
        "plan.md",
        "PLAN.md",
        "docs/plans/2026-01-01-x.md",
        "specs/001-a/tasks.md",
        "implementation_plan.md",
        ".claude/plans/x.md",
        "a/MIGRATION_PLAN.md",
        "EXECPLAN.md",
    ],
)
def test_default_paths_cover_the_usual_names(path: str) -> None:
    assert DEFAULT_CONFIG.is_plan(path)


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "docs/plans/README.md",
        ".specify/templates/plan-template.md",
        "skills/writing-plans/SKILL.md",
        "planes.md",
        "docs/explanation.md",
    ],
)
def test_default_paths_leave_false_friends_out(path: str) -> None:
    assert not DEFAULT_CONFIG.is_plan(path)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("rulez:\n  x: error\n", 1, "Did you mean `rules`?"),
        ("version: 1\nrules:\n  mising-why: error\n", 3, "Did you mean `missing-why`?"),
        ("rules:\n  missing-why: eror\n", 2, "Did you mean `error`?"),
        ("rules:\n  missing-rollback:\n    phrases: [x]\n", 3, "Unknown option"),
        ("fail_on: maybe\n", 1, "error, warning, info, never"),
        ("max_comments: many\n", 1, "whole number"),
        ("drafts: perhaps\n", 1, "true or false"),
        ("paths: 3\nversion: 2\n", 2, "must be 1"),
        ("hazards:\n  webhok: off\n", 2, "Did you mean `webhook`?"),
        ("hazards:\n  webhok: on\n", 2, "Did you mean `webhook`?"),
        ("hazards:\n  mine:\n    triggers: [x]\n", 3, "needs both"),
        ("overrides:\n  - rules: {}\n", 2, "needs `paths`"),
        ("mode: enforce\nmode: shadow\n", 2, "twice"),
        ("- a\n- b\n", 1, "name: value"),
        ("a: &x 1\nb: *x\n", 1, "Anchors and aliases"),
        ("a: !!python/object:os.system 1\n", 1, "Tags"),
        ("a: [1\n", 2, "not valid YAML"),
        ("a: " + "[" * 40 + "]" * 40, 1, "levels of nesting"),
        ("#" * 70_000, 1, "Shorten"),
    ],
)
def test_errors_name_the_line_and_the_cure(text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigInvalid) as raised:
        parse_config(text, "here.yml")
    assert any(e.line == line and words in e.message and e.path == "here.yml" for e in raised.value.errors), str(
        raised.value
    )


def test_all_faults_are_reported_at_once() -> None:
    with pytest.raises(ConfigInvalid) as raised:
        parse_config("fail_on: maybe\nreport: never\nrulez: {}\n")
    assert [e.line for e in raised.value.errors] == [1, 2, 3]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "version: 1\n"])
def test_an_empty_file_means_the_defaults(text: str) -> None:
    assert parse_config(text) == DEFAULT_CONFIG


def test_the_file_that_init_writes_is_valid_and_changes_nothing() -> None:
    assert parse_config(commented_file()) == DEFAULT_CONFIG


def test_every_example_in_that_file_is_valid_once_it_is_taken() -> None:
    """Each commented block is uncommented by itself and given to the parser and to the schema."""
    blocks, current = [], []
    for line in [*commented_file().split("\n"), ""]:
        if re.match(r"# \w+:$", line):
            current = [line[2:]]
        elif current and line.startswith("#  "):
            current.append(line[2:])
        elif current:
            blocks.append("\n".join(current))
            current = []
    assert [block.split(":")[0] for block in blocks] == ["paths", "rules", "rules", "hazards", "overrides"]
    for block in blocks:
        assert parse_config(block) != DEFAULT_CONFIG or block.startswith("paths")
        jsonschema.validate(yaml.safe_load(block), json_schema())


def test_the_schema_accepts_what_the_parser_accepts() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for text in (FULL, commented_file()):
        jsonschema.validate(yaml.safe_load(text), schema)
    for text in ("rulez: {}\n", "fail_on: maybe\n", "max_comments: many\n"):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(yaml.safe_load(text), schema)


@pytest.mark.parametrize("word", ["off", "no", "false", "No", "OFF"])
def test_off_means_off_however_it_is_written(word: str) -> None:
    text = f"fail_on: {word}\nsuppressions: {word}\nrules: {{missing-why: {word}}}\ndrafts: {word}\nhazards: {{webhook: {word}}}\n"
    config = parse_config(text)
    assert (config.fail_on, config.suppressions, config.drafts) == ("never", "none", False)
    assert config.rules["missing-why"].severity == "off"
    assert config.hazards_off == {"webhook"}
    jsonschema.validate(yaml.safe_load(text), json_schema())


_TEXTS = st.sampled_from(["x", '"**/*.md"', "off", "20", "a b", '""', "null"])
_SEVERITIES = st.sampled_from(["error", "warning", "off", "no", "false", "never", "20"])
_WORDS = st.sampled_from(["off", "on", "yes", "none", "changed", "shadow", "neutral", "true", "1", "101", "-1"])
_LISTS = st.lists(_TEXTS, max_size=3).map(lambda items: f"[{', '.join(items)}]")


def _mapping(**values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A flow mapping with some of these keys."""
    chosen = st.fixed_dictionaries({}, optional={name.replace("_", "-"): made for name, made in values.items()})
    return chosen.map(lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}")


_RULES = _mapping(
    all=_SEVERITIES,
    missing_why=st.one_of(_SEVERITIES, _mapping(severity=_SEVERITIES, allow=_LISTS)),
    vague_generalization=st.one_of(_SEVERITIES, _mapping(severity=_SEVERITIES, allow=_LISTS, phrases=_TEXTS)),
    unused_suppression=st.one_of(_SEVERITIES, _mapping(severity=_SEVERITIES)),
)
_CONSIDERATION = _mapping(name=_TEXTS, why=_TEXTS).flatmap(
    lambda text: _LISTS.map(lambda items: text.replace("}", f"{', ' if len(text) > 2 else ''}satisfied_by: {items}}}"))
)
_AREA = st.tuples(_LISTS, st.lists(_CONSIDERATION, max_size=2)).map(
    lambda parts: f"{{triggers: {parts[0]}, considerations: [{', '.join(parts[1])}]}}"
)
_KEYS = {
    **dict.fromkeys(("version", "report", "drafts", "mode", "suppressions", "unreadable", "max_comments"), _WORDS),
    "paths": st.one_of(_LISTS, _TEXTS),
    "rules": _RULES,
    "hazards": _mapping(webhook=st.one_of(_WORDS, _AREA), mine=_AREA),
    "overrides": st.tuples(_LISTS, _RULES).map(lambda parts: f"[{{paths: {parts[0]}, rules: {parts[1]}}}]"),
}
_DOCUMENTS = st.sampled_from(sorted(_KEYS)).flatmap(lambda key: _KEYS[key].map(lambda value: f"{key}: {value}\n"))


@given(_DOCUMENTS)
@settings(max_examples=300, deadline=None)
def test_what_the_schema_lets_an_editor_accept_is_accepted(text: str) -> None:
    if _VALIDATOR.is_valid(yaml.safe_load(text)):
        event("valid")
        parse_config(text)


@pytest.mark.parametrize("text", ["drafts: no", "rules: {missing-why: Off}", "hazards: {webhook: yes}", "fail_on: no"])
def test_the_schema_knows_how_people_say_off_to_readers_of_both_yaml_versions(text: str) -> None:
    parse_config(text)
    assert _VALIDATOR.is_valid(yaml.safe_load(text))
    assert _VALIDATOR.is_valid(yaml.load(text, Loader=yaml.BaseLoader))
