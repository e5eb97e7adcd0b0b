"""Robustness: changes of form that leave a plan's meaning alone leave its findings alone."""

import re
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_rules.lint.engine import lint
from plan_rules.plan import read
from plan_rules.source import Source
from tests.plan_rules.mutants import good_plans, mutants

PLANS = [plan.text for plan in good_plans().values()] + [mutant.text for mutant in mutants()]
_BULLET = re.compile(r"^([ \t]*)-(?= )", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,5})(?= )", re.MULTILINE)


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def byte_order_mark(text: str) -> str:
    return "\ufeff" + text


def stars(text: str) -> str:
    return _BULLET.sub(r"\1*", text)


def pluses(text: str) -> str:
    return _BULLET.sub(r"\1+", text)


def brackets(text: str) -> str:
    return re.sub(r"^([ \t]*\d+)\.(?= )", r"\1)", text, flags=re.MULTILINE)


def underscores(text: str) -> str:
    return re.sub(r"\*\*([^*\n]+)\*\*", r"__\1__", text)


def deeper_headings(text: str) -> str:
    return _HEADING.sub(r"#\1", text)


def front_matter(text: str) -> str:
    return "---\nstatus: draft\nowner: TBD\ntags: [handle errors properly]\n---\n\n" + text


def appended_glossary(text: str) -> str:
    return text.rstrip("\n") + (
        "\n\n## Glossary\n\n| Term | Meaning |\n|---|---|\n"
        "| slip | a form of paper |\n| pier | where the boat lands |\n| score | printed music |\n"
    )


def quoted_bad_plan(text: str) -> str:
    bad = (
        "## Steps\n\n1. **Drop the orders table**: Handle errors properly\n   - Success: works correctly\n"
        "2. **Add webhook handler**: TODO\n- **Rejected**: a queue\n"
    )
    return text.rstrip("\n") + "\n\n## An earlier draft, for comparison\n\n````markdown\n" + bad + "````\n"


def commented_bad_plan(text: str) -> str:
    return text.rstrip("\n") + "\n\n<!--\n1. Drop the orders table\n   Handle errors properly, TBD\n-->\n"


def trailing_blanks(text: str) -> str:
    return text + "\n\n\n"


def rewrapped(width: int) -> Callable[[str], str]:
    """Breaks paragraphs and list items; a label keeps its own line, code and tables stay."""

    def wrap(text: str) -> str:
        return "\n".join(_wrapped(line, width) for line in text.split("\n"))

    return wrap


def _wrapped(line: str, width: int) -> str:
    if line.lstrip().startswith(("#", "|", "[")):
        return line
    sign = re.match(r"[ \t]*(?:[-*+] (?:\[.\] )?|\d+\. )?", line)
    indent = " " * len(sign.group()) if sign else ""
    wrapped = textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    # A word that would open a list or a heading at the start of a line stays on the line before.
    if any(re.match(r"\s*(?:[-*+#>]|\d+[.)])(?:\s|$)", part) for part in wrapped[1:]):
        return line
    return "\n".join(wrapped) if wrapped else line


CHANGES: dict[str, Callable[[str], str]] = {
    "crlf": crlf,
    "byte order mark": byte_order_mark,
    "stars": stars,
    "pluses": pluses,
    "brackets": brackets,
    "underscores": underscores,
    "deeper headings": deeper_headings,
    "front matter": front_matter,
    "glossary": appended_glossary,
    "bad plan in a fence": quoted_bad_plan,
    "bad plan in a comment": commented_bad_plan,
    "trailing blanks": trailing_blanks,
    "wrapped at 60": rewrapped(60),
    "wrapped at 90": rewrapped(90),
}


def findings(text: str) -> list[tuple[str, str, str]]:
    """What each finding is about, whatever its line: rule, severity, hazard and message."""
    return sorted(
        (f.rule, f.severity, f"{f.hazard.area} {f.hazard.consideration}" if f.hazard else "")
        for f in lint(read(Source.from_text(text))).findings
    )


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in CHANGES.items()])
def test_a_change_of_form_changes_no_finding(change: Callable[[str], str]) -> None:
    for text in PLANS:
        assert findings(change(text)) == findings(text), text[:60]


@settings(max_examples=60, deadline=None)
@given(
    text=st.sampled_from(PLANS),
    bullets=st.sampled_from(["stars", "pluses", ""]),
    names=st.lists(
        st.sampled_from(["deeper headings", "front matter", "glossary", "bad plan in a fence", "wrapped at 60"]),
        unique=True,
    ),
    last=st.sampled_from(["crlf", "byte order mark", "trailing blanks", ""]),
)
def test_changes_of_form_together_change_no_finding(text: str, bullets: str, names: list[str], last: str) -> None:
    changed = text
    # Front matter must stay at the top, line ends and byte order mark come last of all.
    for name in [bullets, *sorted(names), last]:
        changed = CHANGES[name](changed) if name else changed
    assert findings(changed) == findings(text)


def test_lines_move_with_the_text_above_them() -> None:
    for text in PLANS:
        before = [f.anchor.line for f in lint(read(Source.from_text(text))).findings]
        moved = [f.anchor.line - 6 for f in lint(read(Source.from_text(front_matter(text)))).findings]
        assert moved == before
