"""Steps are found by what counts them, however the author counts, and the parts of a document are none."""

import pytest

from plan_rules.plan import read
from plan_rules.source import Source


def _labels(text: str) -> list[str]:
    return [step.label for step in read(Source.from_text(text)).steps]


def _headings(*titles: str, level: int = 2) -> str:
    return "# Plan: harbour cranes\n\n" + "\n\n".join(f"{'#' * level} {title}\n\nGrease it." for title in titles) + "\n"


@pytest.mark.parametrize(
    ("titles", "labels"),
    [
        (("Phase A1 — Chains", "Phase A2 — Hooks"), ["Phase A1", "Phase A2"]),
        (("PR #1: Chains", "PR #2: Hooks"), ["PR #1", "PR #2"]),
        (("Sub-ticket #4: Chains", "Sub-ticket #5: Hooks"), ["Sub-ticket #4", "Sub-ticket #5"]),
        (("Sub-Sprint 3.1 - Chains", "Sub-Sprint 3.2 - Hooks"), ["Sub-Sprint 3.1", "Sub-Sprint 3.2"]),
        (("Task: Chains", "Task: Hooks", "Task: Brakes"), ["Task", "Task", "Task"]),
        (("Milestone B.2: Chains", "Milestone B.3: Hooks"), ["Milestone B", "Milestone B"]),
    ],
)
def test_headings_that_count(titles: tuple[str, ...], labels: list[str]) -> None:
    found = _labels(_headings(*titles))
    assert [label.split(".")[0] if "B" in label else label for label in found] == labels


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("- [ ] **M0.1** Grease the chains", "M0.1"),
        ("- [ ] T004 Grease the chains", "T004"),
        ("- [ ] 2.1 Grease", "2.1"),
    ],
)
def test_boxes_that_count(item: str, label: str) -> None:
    later = [item.replace(label, label[:-1] + str(number)) for number in range(5, 9)]
    text = "# Plan: cranes\n\n## Work on the chains\n\n" + "\n".join([item, *later]) + "\n"
    assert _labels(text)[0] == label


def test_items_that_are_all_called_so() -> None:
    text = "# Plan: cranes\n\n## In this order\n\n" + "\n".join(f"{n + 1}. Unit {n} — crane {n}" for n in range(4))
    assert _labels(text) == ["Unit 0", "Unit 1", "Unit 2", "Unit 3"]


def test_parts_of_a_document_are_no_steps() -> None:
    text = _headings("Part 1: Analysis", "Part 2: Background", "Part 3: The work") + (
        "\n### Phase 1: Chains\n\nGrease them.\n\n### Phase 2: Hooks\n\nGrease them.\n\n## Part 4: Success criteria\n\nNo noise.\n"
    )
    assert _labels(text) == ["Phase 1", "Phase 2"]


def test_parts_that_are_work_are_steps() -> None:
    assert _labels(_headings("Part 1: Grease the chains", "Part 2: Change the hooks")) == ["Part 1", "Part 2"]


@pytest.mark.parametrize(
    "titles",
    [
        ("1. Delivery model", "2. Crane architecture", "3. Proposed stack", "4. Load policy", "5. Risks"),
        ("1. Scope", "2. Requirements", "3. Data model", "4. Hoisting"),
    ],
)
def test_numbered_parts_of_a_design_are_no_steps(titles: tuple[str, ...]) -> None:
    assert _labels(_headings(*titles)) == []


def test_a_numbered_section_about_the_order_is_no_step() -> None:
    titles = ("1. Grease the chains", "2. Change the hooks", "3. Paint the arms", "4. Suggested rollout order")
    assert _labels(_headings(*titles)) == ["1", "2", "3"]


def test_sections_within_phases_without_a_title_are_the_steps() -> None:
    text = "# Plan: cranes\n"
    for phase in (1, 2):
        text += f"\n## Phase {phase}\n\n### 1. Grease crane {phase}\n\nSlowly.\n\n### 2. Paint crane {phase}\n\nGrey.\n"
    assert _labels(text) == ["1", "2", "1", "2"]


def test_detailed_tasks_win_over_phases_that_come_back_to_them() -> None:
    text = _headings("Phase 1: North quay", "Phase 2: South quay").replace(
        "Grease it.", "### Task 1.1: Chains\n\nGrease them.\n\n### Task 1.2: Hooks\n\nChange them."
    )
    text += "\n## What each phase must reach\n\n### Phase 1\n\nNo noise.\n\n### Phase 2\n\nNo rust.\n"
    assert _labels(text) == ["Task 1.1", "Task 1.2", "Task 1.1", "Task 1.2"]


def test_tasks_told_before_the_rollout_win() -> None:
    text = "# Plan: cranes\n\n## Tasks and deliverables\n\n### Task 1: Chains\n\nGrease them.\n\n### Task 2: Hooks\n\nChange them.\n"
    text += "\n## Rollout\n\n### Phase 1: One crane\n\nA week.\n\n### Phase 2: All cranes\n\nA month.\n"
    assert _labels(text) == ["Task 1", "Task 2"]


def test_steps_of_an_option_that_is_weighed_are_not_the_plan_s() -> None:
    text = (
        "# Plan: cranes\n\n## Ways\n\n### Option A: new cranes\n\n**Steps:**\n\n1. Order them\n2. Set them up\n\n"
        "### Option B: new chains\n\n**Steps:**\n\n1. Cut the old ones\n2. Weld the new ones\n\n"
        "## Recommended approach: Option B\n\n### Migration procedure\n\n**Phase 1: Cut**\n\n1. Lower the hook\n\n**Phase 2: Weld**\n\n1. Heat it\n"
    )
    assert _labels(text) == ["Phase 1", "Phase 2"]


def test_what_is_not_to_be_done_is_no_step() -> None:
    text = "# Plan: cranes\n\n## Migration plan\n\n- Change the hooks\n- Grease the chains\n- No paint is needed\n- **Deferred:** the lamps\n"
    assert [step.title for step in read(Source.from_text(text)).steps] == ["Change the hooks", "Grease the chains"]


def test_the_sum_below_a_table_of_work_is_no_step() -> None:
    rows = "\n".join(f"| {n} | Grease crane {n} |" for n in range(1, 4))
    text = f"# Plan: cranes\n\n## Tasks\n\n| # | Work |\n|---|---|\n{rows}\n| Total | 3 cranes |\n"
    assert _labels(text) == ["1", "2", "3"]


def test_a_lone_title_gives_no_role() -> None:
    text = "# Findings of the harbour: implementation plan\n\n## The quay\n\nGrey stone.\n\n### PR #1: Chains\n\nGrease.\n\n### PR #2: Hooks\n\nPaint.\n"
    plan = read(Source.from_text(text))
    assert len(plan.steps) == 2
    assert not plan.context


def test_coded_bold_titles_count_steps_where_steps_stand() -> None:
    facts = "## Findings\n\n**F1. Rust** on all chains.\n\n**F2. Noise** at night.\n\n"
    work = "**C1. Grease** (`chains.md`)\n- Check: no noise\n\n**C2. Paint** (`arms.md`)\n- Grey\n- Check: no rust\n"
    assert _labels(f"# Plan: cranes\n\n{facts}## C. Steps\n\n{work}") == ["C1", "C2"]
    assert _labels(f"# Plan: cranes\n\n{facts}## 5. Work packages\n\n{work.replace('C', 'WP')}") == ["WP1", "WP2"]


@pytest.mark.parametrize("rule", ["", "---\n\n"])
def test_tasks_that_stand_too_deep_are_steps(rule: str) -> None:
    text = f"# Plan: cranes\n\n## Pitfalls\n\n- Rust eats chains\n\n{rule}### Task 1: Chains\n\nGrease.\n\n### Task 2: Hooks\n\nChange.\n"
    plan = read(Source.from_text(text))
    assert [step.label for step in plan.steps] == ["Task 1", "Task 2"]
    assert len(plan.pitfalls) == 1


def test_phases_of_the_past_are_not_the_steps() -> None:
    text = "# Plan: cranes\n\n## Background\n\n### Phase 1: Chains\n\nDone.\n\n### Phase 2: Hooks\n\nDone.\n\n## Steps\n\n1. Paint the arms\n2. Light the quay\n"
    assert _labels(text) == ["1", "2"]


def test_a_decision_with_a_table_of_work_is_a_plan() -> None:
    text = "# ADR 4: new chains\n\n## Context\n\nRust.\n\n## Work\n\n| # | What | Done when |\n|---|---|---|\n| 1 | Order | they lie on the quay |\n| 2 | Weld | `pull` holds 9 t |\n"
    plan = read(Source.from_text(text))
    assert (plan.kind, len(plan.steps)) == ("plan", 2)


@pytest.mark.parametrize("label", ["*Seen to work:*", "**Proven by:**", "Shown by:", "**OK when:**", "Check:"])
def test_labels_of_success(label: str) -> None:
    text = f"# Plan: cranes\n\n## Steps\n\n### 1. Grease\n\nSlowly.\n{label} the meter shows 40 dB.\n\n### 2. Paint\n\nGrey.\n"
    assert len(read(Source.from_text(text)).steps[0].criteria) == 1


def test_tasks_in_a_fence() -> None:
    text = (
        "# Plan: cranes\n\n## Implementation blueprint\n\n```yaml\nTask 1:\nCREATE chains.yml:\n  - grease each week\n\n# then\nTask 2:\nMODIFY hooks.yml:\n  - nine tonnes\n```\n"
        "\n## Validation\n\n```bash\npull --all\n```\n"
    )
    steps = read(Source.from_text(text)).steps
    assert [(step.label, step.head.line) for step in steps] == [("Task 1", 6), ("Task 2", 11)]


def test_a_sample_in_a_fence_stays_one() -> None:
    text = "# Plan: cranes\n\n## Notes\n\n```\nTask 1: an example\n```\n\n## Steps\n\n1. Grease\n2. Paint\n"
    assert _labels(text) == ["1", "2"]


def test_paragraphs_that_count() -> None:
    text = "# Plan: cranes\n\n## Plan of work\n\nPhase 1: Chains\n\nGrease them.\n\nPhase 2: Hooks\n\n- Change them\n\n## Tests\n\nPull.\n"
    steps = read(Source.from_text(text)).steps
    assert [(step.label, step.title, step.body.end_line) for step in steps] == [
        ("Phase 1", "Chains", 7),
        ("Phase 2", "Hooks", 11),
    ]
