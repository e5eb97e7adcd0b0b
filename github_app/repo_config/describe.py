"""The configuration described: a commented file to start from, and its JSON Schema for editors."""

from typing import Any

from github_app.repo_config.model import DEFAULT_CONFIG, DEFAULT_PATHS
from github_app.repo_config.parse import CHOICES, NOTHING, SEVERITIES
from plan_rules.lint.hazard_table import AREAS
from plan_rules.lint.registry import UNUSED_SUPPRESSION, UNUSED_SUPPRESSION_SUMMARY, rules

_COMMENTS = {
    "fail_on": "lowest severity that fails the check: error | warning | info | never",
    "report": "changed: findings that meet changed lines · file: all findings of a changed plan",
    "max_comments": "further findings go to the check run's summary",
    "drafts": "review draft pull requests",
    "unreadable": "failure | neutral: what a plan that could not be analysed comes to",
    "suppressions": "all | warnings | none: what a plan's own comments may silence",
    "mode": "enforce | shadow: shadow reports everything and never fails",
}
_FALSE = {"anyOf": [{"const": False}, {"type": "string", "pattern": "^([Nn][Oo]|[Oo][Ff][Ff]|[Ff][Aa][Ll][Ss][Ee])$"}]}
"""What a person means by off, however a reader of YAML takes it; as a pattern, so that editors don't offer each spelling."""
_TRUE = {"anyOf": [{"const": True}, {"type": "string", "pattern": "^([Yy][Ee][Ss]|[Oo][Nn]|[Tt][Rr][Uu][Ee])$"}]}
KEYS_EXPLAINED = {
    "version": "the version of this file's form; there is only 1",
    "paths": "which files are plans",
    **_COMMENTS,
    "rules": "severity and options of each rule",
    "hazards": "hazard areas switched off, or added",
    "overrides": "other rules for some paths",
}
"""Every key with what it means, for the reference."""
_EXAMPLES = """\
# A rule can take more than a severity:
# rules:
#   vague-generalization:
#     severity: warning
#     allow: ["as needed"]              # fine in this repository
#     phrases: ["sensible default"]     # these set it off too

# Hazard areas: switch one off, or add your own.
# hazards:
#   webhook: off
#   search-index:
#     triggers: ["reindex", "search cluster"]
#     considerations:
#       - name: alias swap
#         satisfied_by: ["alias", "blue/green"]
#         why: "Searches see a half-built index until the alias moves."

# Other rules for some paths; a later one wins.
# overrides:
#   - paths: ["docs/plans/archive/**"]
#     rules: {all: off}
"""


def commented_file(schema: str | None = None) -> str:
    """A valid configuration that says what each key does and holds the defaults.

    `schema` is where its JSON Schema lies, seen from the file: editors with yaml-language-server then complete and check it.
    """
    lines = [
        *([f"# yaml-language-server: $schema={schema}"] if schema else []),
        "# planreview: how plans of this repository are reviewed. Read from the base branch of a pull request.",
        "version: 1",
        "",
        "# Which files are plans: gitignore-style, any case, in order, “!” excludes. The default:",
        "# paths:",
        *(f'#   - "{pattern}"' for pattern in DEFAULT_PATHS),
        "",
    ]
    for key, comment in _COMMENTS.items():
        value = getattr(DEFAULT_CONFIG, key)
        shown = str(value).lower() if isinstance(value, bool) else value
        lines.append(f"{key}: {shown}  # {comment}")
    lines += ["", "# Severity of each rule: error | warning | info | off. The defaults:", "# rules:"]
    lines += [f"#   {entry.id}: {entry.rule.severity}  # {entry.rule.summary}" for entry in rules().values()]
    return "\n".join(lines) + "\n\n" + _EXAMPLES


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the file."""
    severity: dict[str, Any] = {"anyOf": [{"enum": list(SEVERITIES)}, _FALSE]}
    text = {"type": "string", "pattern": r"\S"}
    texts = {"oneOf": [{"type": "array", "items": text}, text]}
    some_texts = {"oneOf": [{"type": "array", "items": text, "minItems": 1}, text]}
    rule_map = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "all": {"description": "every rule that is not named", **severity},
            UNUSED_SUPPRESSION: _rule(UNUSED_SUPPRESSION_SUMMARY, severity, {}),
            **{
                entry.id: _rule(entry.rule.summary, severity, dict.fromkeys(entry.rule.options, texts))
                for entry in rules().values()
            },
        },
    }
    consideration = {
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "satisfied_by", "why"],
        "properties": {"name": text, "satisfied_by": some_texts, "why": text},
    }
    area = {
        "type": "object",
        "additionalProperties": False,
        "required": ["triggers", "considerations"],
        "properties": {
            "triggers": some_texts,
            "considerations": {"type": "array", "items": consideration, "minItems": 1},
        },
    }
    known_area = {"anyOf": [{"enum": ["off", "on"]}, _TRUE, _FALSE, area]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "planreview.yml",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "version": {"const": 1},
            "paths": {"description": KEYS_EXPLAINED["paths"], **texts},
            "max_comments": {"description": _COMMENTS["max_comments"], "type": "integer", "minimum": 0, "maximum": 100},
            "drafts": {"description": _COMMENTS["drafts"], "anyOf": [{"type": "boolean"}, _TRUE, _FALSE]},
            **{key: {"description": _COMMENTS[key], **_choice(choices)} for key, choices in CHOICES.items()},
            "rules": {"description": KEYS_EXPLAINED["rules"], **rule_map},
            "hazards": {
                "description": KEYS_EXPLAINED["hazards"],
                "type": "object",
                "properties": {each.id: known_area | {"description": f"a step {each.enters}"} for each in AREAS},
                "additionalProperties": area,
            },
            "overrides": {
                "description": KEYS_EXPLAINED["overrides"],
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["paths"],
                    "properties": {"paths": some_texts, "rules": rule_map},
                },
            },
        },
    }


def _choice(choices: tuple[str, ...]) -> dict[str, Any]:
    """One of some words; where one of them means nothing or never, `off` and its like mean that one."""
    words = {"enum": list(choices)}
    return {"anyOf": [words, _FALSE]} if set(choices) & set(NOTHING) else words


def _rule(summary: str, severity: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    more = {"type": "object", "additionalProperties": False, "properties": {"severity": severity} | options}
    return {"description": summary, "anyOf": [severity, more]}
