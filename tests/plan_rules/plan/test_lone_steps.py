"""Steps of short plans that name no section for them: the one list there is, or paragraphs counted by letters."""

import pytest

from plan_rules.plan import read
from plan_rules.source import Source

LEAD = "# Quieter trams\n\nThe depot's neighbours sleep badly; from June on trams leave it under 55 dB.\n\n"


def titles(text: str) -> list[str]:
    return [step.title for step in read(Source.from_text(LEAD + text)).steps]


@pytest.mark.parametrize(
    "text",
    [
        "1. Felt pads under the points\n2. Grinding of rails 4 and 5\n3. Horns off between 22:00 and 6:00\n",
        "- [ ] Felt pads under the points\n- [ ] Grinding of rails 4 and 5\n- [ ] Horns off between 22:00 and 6:00\n",
        "**Parts**\n\nA. Felt pads under the points\n\nB. Grinding of rails 4 and 5\n\nC. Horns off between 22:00 and 6:00\n",
    ],
)
def test_the_one_list_of_a_short_plan_holds_its_steps(text: str) -> None:
    assert titles(text) == [
        "Felt pads under the points",
        "Grinding of rails 4 and 5",
        "Horns off between 22:00 and 6:00",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Felt pads\n2. Grinding\n",
        "- Felt pads\n- Grinding\n- Horns\n",
        "A. Felt pads\n\nC. Grinding\n\nD. Horns\n",
        "## How a tram sounds\n\n1. Felt pads\n2. Grinding\n3. Horns\n",
    ],
)
def test_other_lists_are_no_work(text: str) -> None:
    assert titles(text) == []


def test_a_letter_is_the_steps_label_and_an_arrow_begins_what_is_seen() -> None:
    text = "A. Felt pads\n   ⇒ 52 dB at the gate\n\nB. Grinding\n\nC. Horns off\n"
    steps = read(Source.from_text(LEAD + text)).steps
    assert [step.label for step in steps] == ["A", "B", "C"]
    assert [len(step.criteria) for step in steps] == [1, 0, 0]
