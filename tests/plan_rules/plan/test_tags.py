"""Steps in tags, as frameworks for agents write them, are read as the Markdown they stand for."""

from hypothesis import given
from hypothesis import strategies as st

from plan_rules.plan import Plan, read
from plan_rules.plan.tags import tagged
from plan_rules.source import Source

PLAN = """\
<objective>
Skippers see the tide of their harbour.
</objective>

<tasks>

<task type="auto">
  <name>Task 1: Store the readings</name>
  <files>src/tides/store.py</files>
  <action>
Add a table `readings` with a unique key.

```xml
<task>
  <name>no step</name>
</task>
```
  </action>
  <verify>pytest tests/test_store.py</verify>
  <done>a second reading of one minute is refused</done>
</task>

<task type="auto">
  <name>Task 2: Show the board</name>
  <action>
    Write the page.

    - one row a gauge
    - the newest first
  </action>
  <acceptance_criteria>
    The page has 4 rows.
  </acceptance_criteria>
</task>

</tasks>

<verification>
- the board runs for an hour
</verification>
"""


def of(text: str) -> Plan:
    return read(Source.from_text(text))


def test_tasks_are_steps_with_their_names_lines_and_criteria() -> None:
    plan = of(PLAN)
    assert [(step.label, step.title, step.head.line, step.body.end_line) for step in plan.steps] == [
        ("Task 1", "Store the readings", 8, 20),
        ("Task 2", "Show the board", 24, 32),
    ]
    assert [[plan.raw(c.where).strip() for c in step.criteria] for step in plan.steps] == [
        [
            "<verify>pytest tests/test_store.py",
            "<done>a second reading of one minute is refused",
        ],
        ["<acceptance_criteria>\n    The page has 4 rows."],
    ]
    assert [[file.path for file in step.files] for step in plan.steps] == [
        ["src/tides/store.py", "tests/test_store.py"],
        [],
    ]
    assert [plan.raw(line) for line in plan.steps[1].lines if "row" in plan.raw(line)] == ["- one row a gauge"]


def test_tags_around_the_steps_are_sections() -> None:
    plan = of(PLAN)
    assert [plan.raw(where) for where in plan.objective] == ["Skippers see the tide of their harbour."]
    assert [plan.raw(criterion.where) for criterion in plan.criteria] == ["- the board runs for an hour"]
    assert plan.kind == "plan"
    assert plan.title is None


def test_the_text_as_written_stays() -> None:
    plan = of(PLAN)
    assert plan.source.text == PLAN
    assert len(plan.prose) == len(plan.spoken_text) == len(PLAN)
    assert "<" not in plan.prose


def test_a_task_without_a_name_is_called_by_what_it_says_first() -> None:
    plan = of(
        "# Tides\n\n## Tasks\n\n"
        '<task id="1" files="src/board.py">\n  <action>\n    Show four rows.\n\n    Newest first.\n  </action>\n  <done>four rows</done>\n</task>\n\n'
        '<task id="2">\n  <action>\n    Drop the old page.\n  </action>\n</task>\n'
    )
    assert [(step.title, step.head.line) for step in plan.steps] == [("Show four rows", 5), ("Drop the old page", 14)]
    assert [file.path for file in plan.steps[0].files] == ["src/board.py"]
    assert plan.title is not None


def test_tags_may_stand_in_a_list_that_a_formatter_made_of_them() -> None:
    plan = of(
        "<task>\n  <name>Store</name>\n  <action>\n1. Add the table\n   - unique key\n     </action>\n     <verify>\n     the key is refused twice\n"
        "     </verify>\n     </task>\n\n<task>\n  <name>Show</name>\n  <action>Write the page.</action>\n</task>\n"
    )
    assert [(step.title, step.head.line) for step in plan.steps] == [("Store", 2), ("Show", 13)]
    assert [plan.raw(c.where).split() for c in plan.steps[0].criteria] == [
        ["<verify>", "the", "key", "is", "refused", "twice"]
    ]


def test_a_word_about_tags_is_no_step() -> None:
    text = "# Plan\n\nThe parser reads `<task>` and </task> lines.\n\n## Steps\n\n1. Add it\n2. Test it\n"
    assert tagged(text).text == text
    assert len(of(text).steps) == 2


@given(st.lists(st.sampled_from(["<task>\n", "</task>\n", "  <name>a</name>\n", "<n>", "</n>", "<done>b</done>\n", "  <verify>\n", "</verify>", "```\n", "- a\n", "    b\n", "\n", "<objective>\n", "> ", "<task id='1' files='a/b.py'>\n", "é", "\r\n"])).map("".join))  # fmt: skip
def test_any_tags_keep_lengths_and_lines(text: str) -> None:
    made = tagged(text)
    assert [len(line) for line in made.text.split("\n")] == [len(line) for line in text.split("\n")]
    plan = of(text)
    assert all(plan.source.line_of(step.head.start) == step.head.line for step in plan.steps)
