"""The rules' pages, docs/rules/<id>.md, and their lists, made from the rule files."""

from pathlib import Path

from plan_rules.lint.registry import (
    UNUSED_SUPPRESSION,
    UNUSED_SUPPRESSION_PAGE,
    UNUSED_SUPPRESSION_SUMMARY,
    Entry,
    rules,
)
from plan_rules.lint.rule import Example

ROOT = Path(__file__).resolve().parent.parent
_OPTIONS = {
    "severity": "`error`, `warning`, `info` or `off`",
    "allow": "phrases that are fine in this repository",
    "phrases": "further phrases that set it off",
}


def page(entry: Entry) -> str:
    """One rule's page as Markdown."""
    rule = entry.rule
    parts = [
        f"# {entry.id}",
        f"*{rule.severity}* · cites **{rule.anti_pattern}**",
        f"> {rule.summary[0].upper()}{rule.summary[1:]}.",
        entry.documentation,
    ]
    parts += [_example("Bad", example) for example in rule.bad]
    parts += [_example("Good", example) for example in rule.good]
    options = "\n".join(f"- `{name}`: {_OPTIONS[name]}" for name in ("severity", *rule.options))
    parts.append(f"## Configuration\n\n{options}")
    parts.append(f"In a plan: `<!-- planreview-disable-next-line {entry.id}: the reason -->`")
    return "\n\n".join(parts) + "\n"


def engines_page() -> str:
    """The page of the one rule that is no file of the catalogue."""
    said = f"{UNUSED_SUPPRESSION_SUMMARY[0].upper()}{UNUSED_SUPPRESSION_SUMMARY[1:]}."
    return "\n\n".join(
        [
            f"# {UNUSED_SUPPRESSION}",
            "*warning*",
            f"> {said}",
            UNUSED_SUPPRESSION_PAGE,
            f"## Configuration\n\n- `severity`: {_OPTIONS['severity']}\n",
        ]
    )


def _example(title: str, example: Example) -> str:
    fence = "`" * 4
    reported = f"\n\nReported on line {', '.join(map(str, example.lines))}." if example.lines else ""
    note = f" {example.note}" if example.note else ""
    return f"## {title}\n\n{fence}markdown\n{example.text.rstrip()}\n{fence}{reported}{note}"


def index(folder: str) -> str:
    """The list of all rules, for a page from which the rules' pages lie in `folder`."""
    rows = [
        f"| [{e.id}]({folder}{e.id}.md) | {e.rule.severity} | {e.rule.summary} | {e.rule.anti_pattern} |"
        for e in rules().values()
    ]
    name = UNUSED_SUPPRESSION
    rows.append(f"| [{name}]({folder}{name}.md) | warning | {UNUSED_SUPPRESSION_SUMMARY} | |")
    return "\n".join(
        [
            "# The rules",
            "",
            "What planreview looks for in a plan. An error fails the check unless the repository's configuration says otherwise, a",
            "warning becomes a comment on its line, and info is a remark in the check run. What a rule cites is the anti-pattern that",
            "its comments name.",
            "",
            "Each rule is a file in `rules/plan_rules/catalogue`; `make docs` writes this page and the rules' pages from those files.",
            "",
            "| rule | severity | fires on | cites |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def pages() -> dict[Path, str]:
    """Every generated file with its text."""
    made = {ROOT / "docs" / "rules" / f"{entry.id}.md": page(entry) for entry in rules().values()}
    made[ROOT / "docs" / "rules" / f"{UNUSED_SUPPRESSION}.md"] = engines_page()
    made[ROOT / "docs" / "rules" / "index.md"] = index("")
    return made | {ROOT / "rules" / "README.md": index("../docs/rules/")}
