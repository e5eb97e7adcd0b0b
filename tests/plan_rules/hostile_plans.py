"""Plans that are made to be slow to judge: Markdown's hostile patterns and words of rules, put where rules look."""

from collections.abc import Callable, Iterator

from hypothesis import strategies as st

from plan_rules.lint.engine import LintResult
from plan_rules.plan import Plan
from tests.plan_rules.markdown.documents import ODD_TOKENS, TOKENS
from tests.plan_rules.markdown.hostile import growing, once_then, opened_then_closed, units

Build = Callable[[int], str]

_OBJECTIVE = "# Plan: tide board\n\n## Objective\n\nReaders see the tide on the page.\n\n"
_CONTEXT = "## Context\n\n- The gauge has 4 channels and posts every minute\n\n"
_STEPS = "## Steps\n\n1. **Add the page**: `/tides`\n2. **Drop the old table**\n"
_END = "\n\n## Testing\n\n- Run the board for an hour\n"


def _indented(text: str) -> str:
    return "\n".join("   " + line if line else line for line in text.split("\n"))


PLACES: dict[str, Callable[[str], str]] = {
    "alone": lambda text: text,
    "in an item": lambda text: (
        f"{_OBJECTIVE}{_CONTEXT}## Steps\n\n1. **Add the page**\n\n{_indented(text)}\n\n2. **Drop the old table**\n{_END}"
    ),
    "under a heading": lambda text: (
        f"{_OBJECTIVE}{_CONTEXT}## Steps\n\n### Step 1: Add the page\n\n{text}\n\n### Step 2: Drop the old table\n\nDo it.\n{_END}"
    ),
    "as context": lambda text: f"{_OBJECTIVE}## Context\n\n{text}\n\n{_STEPS}{_END}",
    "as decisions": lambda text: f"{_OBJECTIVE}{_CONTEXT}## Decisions\n\n{text}\n\n{_STEPS}{_END}",
    "as steps": lambda text: f"{_OBJECTIVE}{_CONTEXT}## Steps\n\n{text}{_END}",
    "in a poor plan": lambda text: (
        f"# Tides\n\n{text}\n\n## Steps\n\n1. **Add the page**\n2. **Drop the old table**\n3. Move its rows {' '.join(text.split())}\n"
    ),
    "in every line": lambda text: _in_every_line(" ".join(text.split("\n"))),
}


def _in_every_line(line: str) -> str:
    line = line[: len(line) // 9]
    return (
        f"# Plan: tides {line}\n\n## Objective\n\nReaders see {line}\n\n## Context\n\n- The gauge {line}\n\n## Old {line}\n\nIt {line}\n\n"
        f"## Decisions\n\n- **Chosen**: a board. {line}\n\n## Steps\n\n1. **Add** {line}\n   - Read {line}\n   - Success: {line}\n"
        f"2. **Drop the table**\n{_END}"
    )


# Found by feeding each of the library's patterns with texts that almost match it (`benchmarks/patterns.py`), or by reading.
WORDS: dict[str, Build] = {
    "blanks after delimiters": once_then("a|b\n-|-", " ", "x"),
    "blanks after delimiters in a quote": lambda size: "> a | b\n> --|---" + " " * size + "x\nlazy\n",
    "blanks after a key of front matter": lambda size: "---\ntide" + " " * size + "x\n---\n",
    "blanks in a suppression": lambda size: "<!-- planreview-disable " + " " * size + "x -->\n",
    "open suppressions": units("<!-- planreview-disable missing-why: a "),
    "disabled and enabled": units(
        "<!-- planreview-disable missing-why: a -->\n\n<!-- planreview-enable missing-why -->\n\n"
    ),
    "disabled again and again": units("<!-- planreview-disable missing-why: a -->\n\n"),
    "headings": units("# a\n"),
    "headings in a section": units("### a\n\nb\n\n"),
    "headings to be written": units("## TBD\n\na\n\n"),
    "choices in explained steps": growing(
        lambda number: f"{number}. Use Tide{number} instead of Moon{number}\n\n   Related Context:\n   - the pier\n\n"
    ),
    "phases without titles": growing(lambda number: f"## Phase {number}\n\n### 1. a\n\nb\n\n"),
    "the same phase again": growing(lambda number: f"## Phase 1: a\n\n### Task {number}: b\n\nc\n\n"),
    "lists of named items": units("- Unit 1: a\n- Unit 2: b\n- Unit 3: c\n\nd\n\n"),
    "tasks in fences": units("```yaml\nTask 1:\n- a\nTask 2:\n- b\n```\n\n"),
    "paragraphs that count": growing(lambda number: f"Task {number}: a\n\nb\n\n"),
    "labels of reasons": units("- Pros:\n"),
    "headings of decisions": units("## Decisions\n\n- a\n\n"),
    "headings of all levels": growing(lambda number: "#" * (number % 6 + 1) + f" {number}\n\na\n\n"),
    "headings of one role": units("## Risks\n\n- a\n\n"),
    "rejected lists": units("**Rejected:**\n\n- a\n\n"),
    "labels": units("- **Why:** a\n- Success: b\n"),
    "labelled paragraphs": units("**Goal:** a\n\nSuccess: b\n\n"),
    "step headings": growing(lambda number: f"### Step {number}: Add a{number}\n\n"),
    "step headings with work": growing(lambda number: f"### Step {number}: Drop table a{number}\n\n- b\n\n"),
    "numbered steps": growing(lambda number: f"{number}. **Add** a{number}\n"),
    "tasks": units("- [ ] T012 [P] Add a\n"),
    "one number of many digits": once_then("## Step ", "9", "\n\n1. a (see step 9)\n"),
    "one step label of many digits": once_then("### Step ", "9", ": Add\n\n"),
    "a long identifier": units("a_b"),
    "dots in a word": units("a.b"),
    "slashes in a word": units("a/b"),
    "plus signs in a path": units("+a/b.py"),
    "signs of versions": units("1.2-"),
    "underscores before a letter": once_then("", "_", "s"),
    "one long word": once_then("integrat", "0"),
    "stars before a letter": once_then("", "*", "s"),
    "open anchors": units("](#"),
    "anchors": growing(lambda number: f"[a](#b{number}) "),
    "pointers to steps": units("(see step 901) "),
    "open pointers": units("(step  01"),
    "pointers to sections": growing(lambda number: f'(see the "Tide {number}" section) '),
    "pointers on lines": growing(lambda number: f'- see the "Tide {number}" section\n'),
    "blanks after a colon": once_then("a:", " \t", "x"),
    "colons": units(":"),
    "open quotations": units("“"),
    "straight quotations": units('"a'),
    "open brackets with a word": units("[CRITICAL: a "),
    "open prompts": units("[fill in a "),
    "open prompts in angles": units("<your a "),
    "open comments with words": units("<!-- replace this "),
    "open summaries": once_then("<details>\n", "<summary\t"),
    "open braces": units("{{a"),
    "markers": units("[CRITICAL: a] `b` "),
    "loud words": units("WARNING! "),
    "alternatives": units("a or b, "),
    "either": units("either a "),
    "commas": units("a, "),
    "numbers with units": units("10 ms "),
    "reasons": units("because a "),
    "drops": units("drop the a table "),
    "moves": units("migrate the data of a "),
    "vague words": units("as needed "),
    "files": growing(lambda number: f"`src/a{number}.py` "),
    "bare files": growing(lambda number: f"src/a{number}.py "),
    "identifiers in bullets": growing(lambda number: f"- `name_{number}` must change\n"),
    "chosen approaches": growing(lambda number: f"- **Chosen**: rename `a_{number}`\n"),
    "rows of decisions": once_then("| Decision | Reason |\n|-|-|\n", "| a | b |\n"),
    "nested parts": opened_then_closed("- **Why:** a\n  ", "\n"),
    "a long title over many lines": lambda size: (
        "1. **Add** " + "tide " * (size // 10) + "\n" + "   - drop a\n" * (size // 24)
    ),
    "a long heading over many lines": lambda size: (
        "### Step 1: " + "tide " * (size // 10) + "\n\n" + "- drop a\n" * (size // 18)
    ),
    "a long objective": lambda size: "## Objective\n\n" + "tide " * (size // 10) + "\n\n" + "- a\n\n" * (size // 10),
    "sentences": units("The tide turns. "),
    "clauses": units("we add it; "),
    "addresses": units("https://a.b/c "),
    "status lines": units("Status: a\n\n"),
    "a file of code": lambda size: "```python\n" + units("x = call(1)  # the tides of a day\n")(size) + "\n```\n",
    "a file of one line of code": lambda size: "```\n" + "x" * size + "\n```\n",
    "one long piece of code": lambda size: "Add `" + "x" * size + "` (see step 2) TODO",
    "one long sentence": units("the gauge posts a reading and the board shows it "),
    "tagged steps": growing(lambda number: f"<task>\n<name>Add a{number}</name>\n<done>b</done>\n</task>\n"),
    "tags of a step": once_then("<task>\n<name>a</name>\n</task>\n<task>\n", "<b>", "x\n</task>\n"),
    "closing tags": once_then("<task>\n<name>a</name>\n</task>\n<task>\n", "</b>", "x\n</task>\n"),
    "opened tags": units("<task>\n<name>a</name>\n"),
    "one line of ideographs": units("潮汐表每天更新"),
}


PLAN_TOKENS = [
    "# Plan: tides\n\n", "\n\n## Objective\n\n", "\n\n## Context\n\n", "\n\n## Steps\n\n", "\n\n## Decisions\n\n", "\n\n## Testing\n\n",
    "\n\n## Risks\n\n", "\n\n## Rollback\n\n", "\n\n## Progress\n\n", "\n\n### Step 1: ", "\n\n### Task 2: ", "\n\n## Phase 3 — ", "\n1. **Add** ", "\n2. Drop the ", "\n   - ",
    "\n- [ ] ", "\n- [x] ", "\n- [ ] T012 [P] ", "\n**Goal:** ", "\n**Related Context**:\n", "\n   - Success: ", "\n   - Expected: ", "\n   - Verify: ", "\n   - If it fails: ",
    "Chosen: ", "**Rejected**: ", "Decision: ", " because ", " so that ", " instead of ", "[CRITICAL: ", "]", "⚠️ ", "> [!WARNING]\n> ", "Do not ", "never ",
    "handle errors properly", "as needed", "edge cases", "the relevant files", "TODO", "TBD", "(see step 9)", 'see the "Fog" section', "[a](#fog)",
    "drop the old table", "delete all rows", "migrate the data", "send an e-mail", "webhook", "retry", "cache", "upload", "deploy", "password", "queue",
    "or", " and ", "either ", "fast enough", "100 ms", "50%", "`src/tides.py`", "src/tides.py", "docs/spec.md", "tides_daily", "the API", "it works",
    "<!-- planreview-disable-next-line missing-why: known -->\n", "<!-- planreview-disable -->", "status: done", "| Option | Reason |\n|-|-|\n| a | b |\n", ": ", "; ", ", ", ". ", "? ", "(", '"', "“", "”",
]  # fmt: skip


def plan_soup() -> st.SearchStrategy[str]:
    """Texts of the words and signs that plans, rules and Markdown are made of."""
    return st.lists(st.sampled_from(PLAN_TOKENS * 2 + TOKENS + ODD_TOKENS), max_size=60).map("".join)


def outside(plan: Plan, result: LintResult) -> Iterator[str]:
    """Every finding that stands where there is nothing, as a sentence."""
    source = plan.source
    for finding in (*result.findings, *(silenced.finding for silenced in result.silenced)):
        anchor, (first, last) = finding.anchor, finding.span
        name = f"{finding.rule} on line {anchor.line}"
        if not 1 <= anchor.line <= anchor.end_line <= source.line_count:
            yield f"{name}: lines {anchor.line}-{anchor.end_line} of {source.line_count}"
        elif not 1 <= anchor.column <= len(source.line_text(anchor.line)) + 1:
            yield f"{name}: column {anchor.column}"
        elif (anchor.line, anchor.column) > (anchor.end_line, anchor.end_column):
            yield f"{name}: it ends before it starts"
        elif not 1 <= first <= last <= source.line_count:
            yield f"{name}: span {first}-{last} of {source.line_count} lines"
        elif (
            finding.suggestion and not 1 <= finding.suggestion.line <= finding.suggestion.end_line <= source.line_count
        ):
            yield f"{name}: a suggestion for lines that do not exist"
