"""How the rule counts the steps that nothing tells of."""

import pytest

from plan_rules.review import review

TOLD = "   - Success: `/stalls` lists all 40\n"
STEPS = ("**Show the stalls**", "**Let a stall be booked**", "**Mail the list to the warden**")


def said(*steps: str) -> str:
    listed = "".join(f"{number}. {step}\n" for number, step in enumerate(steps, 1))
    plan = f"# Plan: market stalls\n\n## Objective\n\nTraders book a stall themselves.\n\n## Steps\n\n{listed}"
    [found] = [one for one in review(plan.encode()).findings if one.rule == "missing-success-criteria"]
    return found.message


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        (STEPS[:1], "Nothing tells that step 1 “Show the stalls” worked, and"),
        (STEPS, "None of the 3 steps says how to tell that it worked, beginning with step 1 “Show the stalls”, and"),
        (
            (f"{STEPS[0]}\n{TOLD.rstrip()}", *STEPS[1:]),
            "2 of 3 steps don't say how to tell that they worked, beginning with step 2 “Let a stall be booked”, and",
        ),
    ],
)
def test_one_all_or_some_of_the_steps(steps: tuple[str, ...], message: str) -> None:
    assert said(*steps).startswith(message)
