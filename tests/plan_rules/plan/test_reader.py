"""Reading plans of every style: steps, context, decisions, criteria, kinds, and what is not the plan's voice."""

import pytest

from plan_rules.plan import Plan, read
from plan_rules.plan.outline import outline_json, outline_text
from plan_rules.source import Source

STEPS = [
    ("numbered", "# Plan\n\n## Implementation Steps\n\n1. Build the kiln\n2. Fire it\n3. Cool it\n", [5, 6, 7]),
    ("bold titles", "# Plan\n\n## Steps\n\n1. **Build**: bricks\n   - clay\n2. **Fire**\n", [5, 7]),
    ("step headings", "# Plan\n\n### Step 1: Build\n\nText.\n\n### Step 2: Fire\n\nText.\n", [3, 7]),
    (
        "task headings",
        "# Plan\n\n### Task 1: Build\n\n- [ ] **Step 1: clay**\n- [ ] **Step 2: form**\n\n### Task 2: Fire\n\n- [ ] **Step 1: heat**\n",
        [3, 8],
    ),
    (
        "tasks under phases",
        "# Plan\n\n## Phase 1\n\n### Task 1: a\n\nx\n\n### Task 2: b\n\nx\n\n## Phase 2\n\n### Task 3: c\n\nx\n",
        [5, 9, 15],
    ),
    ("phases", "# Plan\n\n## Phase 1: Build\n\n- clay\n\n## Phase 2: Fire\n\n- heat\n", [3, 7]),
    (
        "tickets",
        "# Tasks\n\n## Phase 1\n\n- [ ] T001 Clay in src/clay.py\n- [x] T002 Form\n\n## Phase 2\n\n- [ ] T003 Fire\n",
        [5, 6, 10],
    ),
    ("boxes", "# Plan\n\n## Tasks\n\n- [ ] Build\n- [ ] Fire\n", [5, 6]),
    ("bold pseudo headings", "# Plan\n\n**1. Build the kiln**\n\nText.\n\n**2. Fire it**\n\nText.\n", [3, 7]),
    (
        "numbered headings",
        "# Plan\n\n## Plan of work\n\n### 1. `clay.py`\n\nText.\n\n### 2. `kiln.py`\n\nText.\n",
        [5, 9],
    ),
    (
        "milestones",
        "# Plan\n\n## Plan of Work\n\n### Milestone 1 – clay\n\nText.\n\n### Milestone 2 – fire\n\nText.\n",
        [5, 9],
    ),
    (
        "folded",
        "<details>\n<summary>Plan</summary>\n\n# Plan\n\n## Steps\n\n1. Build the kiln\n2. Fire it\n\n</details>\n",
        [8, 9],
    ),
    (
        "told in prose",
        "# Plan\n\n## Plan of Work\n\nFirst, dig the clay.\nIt is grey.\n\nThen, form it.\n\nFinally, fire it.\n\n## Concrete Steps\n\nRecord:\n\n- weight\n- colour\n",
        [5, 8, 10],
    ),
    (
        "tasks that detail milestones",
        "# Plan\n\n## Plan of Work\n\n### Milestone 1 – clay\n\nx\n\n### Milestone 2 – fire\n\nx\n\n## Concrete Steps\n\n### Task 1: dig\n\nx\n\n### Task 2: form\n\nx\n\n### Task 3: heat\n\nx\n",
        [15, 19, 23],
    ),
    (
        "numbers that run on through groups",
        "# Plan\n\n## Context\n\nx\n\n## Items\n\n### Urgent\n\n#### 1. Clay\n\nx\n\n#### 2. Form\n\nx\n\n### Later\n\n#### 3. Dry\n\nx\n\n#### 4. Fire\n\nx\n",
        [11, 15, 21, 25],
    ),
    (
        "files with changes",
        "# Plan\n\n## Implementation\n\n### File 1: clay.py\n\n#### Change 1: dig\n\nx\n\n### File 2: kiln.py\n\n#### Change 1: heat\n\nx\n",
        [5, 11],
    ),
    (
        "a table that counts work",
        "# Kiln\n\nThe old one leaks.\n\n| # | Work | Owner |\n|---|---|---|\n| 1 | Dig clay | Ada |\n| 2 | Fire it | Bo |\n",
        [7, 8],
    ),
    (
        "phases behind document numbers",
        "# Kiln\n\n## 1. Current state\n\nx\n\n## 2. Goal\n\nx\n\n## 3. Phase 1 — Clay\n\nx\n\n## 4. Phase 2 — Fire\n\nx\n",
        [11, 15],
    ),
    (
        "a fix in a list",
        "## Repair the kiln\n\n**Fix:**\n\n1. Cool it\n2. Patch it\n\n**Implementation:**\n\n- File: `kiln.py`\n- Door\n",
        [5, 6],
    ),
    ("one change", "# Prompt\n\n## Change\n\nAsk for the kiln's name first.\n\n## Verification\n\nRun `kiln`.\n", [3]),
    (
        "steps inside phases",
        "# Kiln\n\n## Phase 1: Clay\n\n### Steps\n\n1. Dig\n2. Form\n\n## Phase 2: Fire\n\n### Steps\n\n1. Heat\n2. Cool\n",
        [3, 10],
    ),
    ("one task of many steps", "# Kiln\n\n## Task 1: Build\n\n**Step 1: Dig**\n\nx\n\n**Step 2: Form**\n\nx\n", [3]),
    (
        "phases told at length and summed up",
        "# Kiln\n\n## Solution\n\n### Phase 1: Clay\n\n"
        + "Dig it at the river, where it is grey. " * 5
        + "\n\n### Phase 2: Fire\n\n"
        + "Heat it slowly for nine hours. " * 5
        + "\n\n## Implementation Steps\n\n1. Dig\n2. Form\n3. Heat\n",
        [5, 9],
    ),
    (
        "a word of its own that counts",
        "# Kiln\n\n## Order\n\n### Tool 1: Spade\n\nx\n\n### Tool 2: Wheel\n\nx\n",
        [5, 9],
    ),
    ("plain sub-headings", "# Plan\n\n## Implementation\n\n### The clay\n\nText.\n\n### The fire\n\nText.\n", [5, 9]),
]


NO_STEPS = [
    (
        "what a program does",
        "# Sign-up\n\n## Flow\n\n1. Visitor enters an address\n2. Mail arrives\n3. Link confirms it\n",
    ),
    (
        "numbered decisions",
        "# Kiln\n\n## Key Architecture Decisions\n\n### 1. Gas\n\nCheap.\n\n### 2. Bricks\n\nLight.\n",
    ),
    (
        "a tree of files",
        "# Kiln\n\n## Project Structure\n\n### Documentation\n\n- `docs/`\n\n### Source Code\n\n- `src/`\n",
    ),
    ("words that only begin like Task A", "# Kiln\n\n## Files to see\n\nx\n\n## Tasks of others\n\nx\n"),
]


def plan(text: str) -> Plan:
    return read(Source.from_text(text))


@pytest.mark.parametrize(("text", "lines"), [pytest.param(t, ls, id=name) for name, t, ls in STEPS])
def test_steps_of_each_style(text: str, lines: list[int]) -> None:
    assert [step.head.line for step in plan(text).steps] == lines


@pytest.mark.parametrize("text", [pytest.param(t, id=name) for name, t in NO_STEPS])
def test_what_is_no_step(text: str) -> None:
    assert plan(text).steps == ()


@pytest.mark.parametrize("text", [pytest.param(t, id=name) for name, t, _ in STEPS])
def test_steps_stay_the_same_under_changes_that_mean_nothing(text: str) -> None:
    titles = [step.title for step in plan(text).steps]
    assert [s.title for s in plan(text.replace("\n", "\r\n")).steps] == titles
    assert [s.title for s in plan("---\nowner: ada\n---\n\n" + text).steps] == titles
    assert [s.title for s in plan(text.replace("\n- ", "\n* ")).steps] == titles
    assert [s.title for s in plan(text + "\n## Glossary\n\n- **kiln**: an oven\n").steps] == titles


def test_parts_of_an_enriched_step() -> None:
    step = plan(
        "# Plan\n\n## Steps\n\n1. **Fire the kiln**: In `kiln.py`\n   [CRITICAL: never above 900 °C]\n   - Heat slowly\n"
        "   - Success: the cone bends\n   - On failure: open the vent\n\n   Related Context:\n   - Clay cracks when it is heated fast\n"
    ).steps[0]
    assert [m.text for m in step.markers] == ["[CRITICAL: never above 900 °C]"]
    assert [c.where.line for c in step.criteria] == [8]
    assert [f.line for f in step.failure] == [9]
    assert [r.where.line for r in step.related] == [12]
    assert [f.path for f in step.files] == ["kiln.py"]
    assert [s.where.line for s in step.sub_steps] == [7]


@pytest.mark.parametrize(
    "marker", ["**WARNING**: hot", "⚠️ hot", "> [!CAUTION]\n   > hot", "CRITICAL: hot", "**IMPORTANT:** hot"]
)
def test_markers_in_all_accepted_forms(marker: str) -> None:
    assert plan(f"# Plan\n\n## Steps\n\n1. Fire\n\n   {marker}\n\n2. Cool\n").steps[0].markers


def test_decisions_with_reasons_and_consequences() -> None:
    found = plan(
        "# Plan\n\n## Decisions\n\n- **Rejected**: gas\n  - Reason: no line in the yard\n- **Rejected**: wood\n"
        "- **Chosen**: electricity\n  - Even heat\n\n## Steps\n\n1. Buy\n2. Wire\n"
    ).decisions
    assert [(d.verdict, d.subject, len(d.reasons), len(d.consequences)) for d in found] == [
        ("rejected", "gas", 1, 0),
        ("rejected", "wood", 0, 0),
        ("chosen", "electricity", 0, 1),
    ]


def test_a_table_of_decisions_with_a_reason_column() -> None:
    found = plan(
        "# Plan\n\n## Decisions\n\n| Decision | Rationale |\n|---|---|\n| gas | cheap |\n| wood | - |\n"
    ).decisions
    assert [(d.subject, len(d.reasons)) for d in found] == [("gas", 1), ("wood", 0)]


def test_context_under_any_name_and_pitfalls() -> None:
    found = plan(
        "# Plan\n\n## What we found out\n\n- Clay shrinks by 8 %\n\n## Known Pitfalls\n\n- **DO NOT** open it hot, glaze cracks\n\n## Steps\n\n1. a\n2. b\n"
    )
    assert [i.where.line for i in found.context] == [5, 9]
    assert [p.where.line for p in found.pitfalls] == [9]


def test_embedded_text_is_not_the_plans_voice() -> None:
    text = '# Plan\n\nUse `drop table` and "as needed" here. <!-- TODO --> See [x](http://a/drop).\n\n```md\n1. Drop it\n```\n\n> quoted words\n'
    found = plan(text)
    assert len(found.prose) == len(text)
    for word in ("drop", "as needed", "TODO", "http", "quoted"):
        assert word not in found.prose
    assert found.prose.count("\n") == text.count("\n")
    assert found.steps == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# Plan\n\n## Steps\n\n- [x] a\n- [x] b\n", "finished"),
        ("# Plan: kiln\n\n**Status:** Implemented\n\n## Steps\n\n1. a\n2. b\n", "finished"),
        ("# Tasks\n\n- [ ] T001 a\n- [ ] T002 b\n- [ ] T003 c\n", "task-list"),
        ("# Proposal: kiln\n\n## Abstract\n\nWords about it.\n\n## Proposal\n\nMore words.\n", "proposal"),
        ("# Plans index\n\n- [a](a.md)\n- [b](b.md)\n- [c](c.md)\n", "not-a-plan"),
        ("<!-- metadata: 1 -->\n", "not-a-plan"),
        (
            "# Kiln\n\n## Plan of Work\n\n1. a\n2. b\n\n## Surprises & Discoveries\n\n## Decision Log\n\n## Outcomes & Retrospective\n",
            "living",
        ),
    ],
)
def test_kinds_of_document(text: str, kind: str) -> None:
    assert plan(text).kind == kind


def test_companions_are_named() -> None:
    assert plan("# Plan\n\n**Input**: Design documents from `/specs/001-kiln/spec.md`\n\n1. a\n2. b\n").companions


def test_outline_is_what_the_contract_says() -> None:
    found = plan(STEPS[1][1])
    data = outline_json(found)
    assert data["version"] == 1
    assert data["kind"] == "plan"
    assert [(s["line"], s["end_line"], s["title"]) for s in data["steps"]] == [(5, 6, "Build"), (7, 7, "Fire")]
    assert {"context", "decisions", "criteria"} <= set(data)
    assert "5  1 Build" in outline_text(found)


SAMPLE = """# Guide

## Steps

### Task 1: Write the page

```markdown
# Glazing

```python
glaze(kiln)
```

## Steps

1. Dip
2. Dry
```

### Task 2: Link it

Add a link.
"""


def test_fences_inside_a_markdown_sample_do_not_end_it() -> None:
    read_plan = plan(SAMPLE)
    assert [(s.head.line, s.title) for s in read_plan.steps] == [(5, "Write the page"), (20, "Link it")]
    assert "Dip" not in read_plan.spoken_text


def test_a_fence_that_is_not_balanced_ends_where_commonmark_ends_it() -> None:
    text = "# Guide\n\n```markdown\n```python\nx = 1\n```\n\n## Steps\n\n1. Dip\n2. Dry\n\n```sh\nls\n```\n"
    assert [step.head.line for step in plan(text).steps] == [10, 11]


@pytest.mark.parametrize(
    "line",
    [
        "Expected: warm",
        "*Accepted when:* it is warm",
        "ok if: warm",
        "→ the door is warm",
        "After it: the door is warm",
        "Check: `kiln --temp` prints 900",
    ],
)
def test_a_success_line_may_share_the_paragraph_of_its_step(line: str) -> None:
    read_plan = plan(f"# Kiln\n\n## Steps\n\n1. Heat the kiln\n   {line}\n2. Cool it\n")
    assert [len(step.criteria) for step in read_plan.steps] == [1, 0]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Background and discoveries", "context"),
        ("Notes from the call with the potter", "context"),
        ("What I would do", "steps"),
        ("When it breaks", "failure"),
        ("Way back", "failure"),
        ("What not to do", "pitfalls"),
        ("Setup and testing", "other"),
    ],
)
def test_what_headings_mean(title: str, role: str) -> None:
    assert plan(f"# Kiln\n\n## {title}\n\nText.\n").sections[1].role == role


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("status: completed", "finished"),
        ("todos:\n  - id: a\n    status: completed\n  - id: b\n    status: pending", "plan"),
        ("todos:\n  - id: a\n    status: completed\n  - id: b\n    status: completed", "finished"),
        ("status: draft", "plan"),
    ],
)
def test_front_matter_may_say_that_a_plan_is_finished(front: str, kind: str) -> None:
    assert plan(f"---\n{front}\n---\n\n# Kiln\n\n## Steps\n\n1. Build it\n2. Fire it\n").kind == kind
