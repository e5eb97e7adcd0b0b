"""The generated reference: configuration, settings, commands, licences and the list of decisions, each from its source."""

import re
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import typer
from pydantic_core import PydanticUndefined

from github_app.cli import app
from github_app.repo_config.describe import KEYS_EXPLAINED
from github_app.repo_config.model import DEFAULT_CONFIG, DEFAULT_PATHS
from github_app.settings import PREFIX, Settings
from plan_rules.lint.hazard_table import AREAS
from plan_rules.lint.registry import UNUSED_SUPPRESSION, rules

ROOT = Path(__file__).resolve().parent.parent
_OPTION_TEXTS = {"allow": "phrases that are fine in this repository", "phrases": "further phrases that set it off"}
_VALUES = {"str": "TEXT", "text": "TEXT", "int": "NUMBER", "integer": "NUMBER", "path": "PATH"}
_GENERATED = "<!-- Written by `make docs`. Do not edit. -->"


def pages() -> dict[Path, str]:
    """Every generated page of the reference with its text."""
    made = {
        "configuration.md": configuration(),
        "settings.md": settings(),
        "commands.md": commands(),
        "licences.md": licences(),
    }
    written = {ROOT / "docs" / "reference" / name: text for name, text in made.items()}
    return written | {ROOT / "docs" / "decisions" / "index.md": decisions()}


def configuration() -> str:
    """All keys of a repository's configuration."""
    paths = "\n".join(f'  - "{pattern}"' for pattern in DEFAULT_PATHS)
    parts = [
        _GENERATED,
        "# Configuration of a repository",
        "`.github/planreview.yml` on the base branch; without one, the same file in the owner's `.github` repository; without "
        "that, the defaults. `planreview config init` writes a commented file, `planreview config validate` checks one, and "
        "`planreview config schema` prints its JSON Schema. Unknown keys, rules and values are errors that name the line.",
        "`off`, `no` and `false` mean the same, whichever way YAML reads them.",
        _table(("key", "default", "meaning"), _keys()),
        "## paths",
        "Patterns as in `.gitignore`, but without regard to case: in order, the last one that matches decides, `!` excludes. "
        f"Only Markdown files (`.md`, `.markdown`, `.mdx`) are ever plans. The default:\n\n```yaml\npaths:\n{paths}\n```",
        "## rules",
        "`all: off` switches off every rule that isn't named. A rule takes a severity (`error`, `warning`, `info`, `off`), or a "
        "mapping with `severity` and its options.\n\n"
        "```yaml\nrules:\n  missing-why: error\n  vague-generalization:\n    severity: warning\n"
        '    allow: ["as needed"]\n    phrases: ["sensible default"]\n```',
        _table(("rule", "default", "options besides `severity`"), _rule_rows()),
        "Options: " + "; ".join(f"`{name}`: {text}" for name, text in _OPTION_TEXTS.items()) + ".",
        "## hazards",
        "The areas that [unaddressed-hazard](../rules/unaddressed-hazard.md) knows. `off` switches one off; another name adds an "
        "area. In `triggers` and `satisfied_by`, words match in any case and `*` stands for the rest of a word.\n\n"
        '```yaml\nhazards:\n  webhook: off\n  search-index:\n    triggers: ["reindex", "elasticsearch"]\n    considerations:\n'
        '      - name: alias swap\n        satisfied_by: ["alias", "blue/green"]\n'
        '        why: "Searches see a half-built index until the alias moves."\n```',
        _table(("area", "a step enters it when it", "the plan must say"), _areas()),
        "## overrides",
        "Other rules for some paths. Where several cover a path, a later one wins; `all` in an override forgets the rules "
        'above it.\n\n```yaml\noverrides:\n  - paths: ["docs/plans/archive/**"]\n    rules: {all: off}\n```',
        "## In a plan",
        "Comments silence a rule where it stands, with a reason after a colon. `suppressions` says which findings they may "
        "silence; one that silences nothing is reported.\n\n"
        "```markdown\n<!-- planreview-disable-next-line missing-why: decided in ADR 12 -->\n"
        "<!-- planreview-disable missing-why: decisions are recorded elsewhere -->\n<!-- planreview-enable missing-why -->\n"
        "<!-- planreview-disable-file vague-generalization: a sketch for the planning meeting -->\n```",
    ]
    return "\n\n".join(parts) + "\n"


def settings() -> str:
    """All settings of the server."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "none" if field.default in (None, "", PydanticUndefined) else f"`{field.default}`"
        rows.append((f"`{PREFIX}{name.upper()}`", default, " ".join((field.description or "").split())))
    return (
        "\n\n".join(
            [
                _GENERATED,
                "# Settings of the server",
                "Environment variables, or lines of a `.env` file in the folder where the server starts. A missing or bad one stops "
                "the start with one line that names it, never its value. `DATABASE_URL` and `PORT` are read without the prefix too.",
                _table(("name", "default", "meaning"), rows),
            ]
        )
        + "\n"
    )


def commands() -> str:
    """All commands with their arguments and options."""
    parts = [
        _GENERATED,
        "# Commands",
        "Exit status of every command: 0 done, 1 findings (`check` only), 2 usage, configuration or unreadable input.",
    ]
    root = typer.main.get_command(app)
    for path, command in _commands(root, ("planreview",)):
        rows = [_parameter(parameter) for parameter in command.params if not parameter.hidden]
        parts.append(f"## {' '.join(path)}\n\n{_plain(command.help or '')}")
        if rows:
            parts.append(_table(("argument or option", "meaning"), rows))
    return "\n\n".join(parts) + "\n"


def licences() -> str:
    """The runtime dependencies with their licences, as their own metadata states them."""
    locked = re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE
    )
    rows = [(name, version, _licence(name)) for name, version in locked]
    return (
        "\n\n".join(
            [
                _GENERATED,
                "# Licences of dependencies",
                "planreview is under the MIT licence. What `requirements.lock` installs with it, by what each package says of itself:",
                _table(("package", "version", "licence"), rows),
            ]
        )
        + "\n"
    )


def decisions() -> str:
    """The list of decisions, by their titles."""
    found = sorted(path for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "index.md")
    items = [f"- [{path.read_text('utf-8').split(chr(10), 1)[0].removeprefix('# ')}]({path.name})" for path in found]
    intro = "What took more than an hour to decide: the context, the choice, what was measured, what was given up."
    return "\n\n".join([_GENERATED, "# Decisions", intro, "\n".join(items)]) + "\n"


def _keys() -> Iterator[tuple[str, str, str]]:
    for key, meaning in KEYS_EXPLAINED.items():
        value = getattr(DEFAULT_CONFIG, key, None)
        if isinstance(value, bool):
            shown = f"`{str(value).lower()}`"
        elif isinstance(value, (str, int)):
            shown = f"`{value}`"
        else:
            shown = "`1`" if key == "version" else "see below" if key == "paths" else "none"
        yield f"`{key}`", shown, meaning


def _rule_rows() -> Iterator[tuple[str, str, str]]:
    for entry in rules().values():
        options = ", ".join(f"`{name}`" for name in entry.rule.options)
        yield f"[{entry.id}](../rules/{entry.id}.md)", entry.rule.severity, options
    yield f"[{UNUSED_SUPPRESSION}](../rules/{UNUSED_SUPPRESSION}.md)", "warning", ""


def _areas() -> Iterator[tuple[str, str, str]]:
    for area in AREAS:
        yield f"`{area.id}`", area.enters, "<br>".join(need.asks for need in area.needs)


def _commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    children = getattr(command, "commands", None)
    if not children:
        yield path, command
        return
    for name, child in sorted(children.items()):
        yield from _commands(child, (*path, name))


def _parameter(parameter: Any) -> tuple[str, str]:
    meaning = _plain(parameter.help or "")
    if parameter.param_type_name == "argument":
        name = f"{(parameter.metavar or parameter.name).upper()}{'…' if parameter.nargs == -1 else ''}"
        return f"`{name if parameter.required else f'[{name}]'}`", meaning
    choices = getattr(parameter.type, "choices", None)
    if choices:
        # Not with |: GitHub and the site read it differently in a table's code.
        names = [f"`{getattr(choice, 'value', choice)}`" for choice in choices]
        return f"`{', '.join(parameter.opts)}` {', '.join(names[:-1])} or {names[-1]}", meaning
    kind = parameter.type.name.removesuffix(" range")
    value = "" if parameter.is_flag else f" {parameter.metavar or _VALUES[kind]}"
    return f"`{', '.join(parameter.opts)}{value}`", meaning


def _plain(text: str) -> str:
    return " ".join(text.split())


def _licence(name: str) -> str:
    found = metadata(name)
    stated = found.get("License-Expression") or ""
    if not stated:
        classified = [c.rsplit(" :: ", 1)[-1] for c in found.get_all("Classifier") or () if c.startswith("License ::")]
        stated = ", ".join(classified)
    if not stated:
        stated = (found.get("License") or "").strip().split("\n")[0]
    return stated or "not stated"


def _table(head: tuple[str, ...], rows: Any) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for row in rows:
        cells = [str(cell).replace("|", r"\|") for cell in row]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
