"""Which parts of a plan some context is used by."""

from plan_rules.lint.linking import Links, identifiers
from plan_rules.plan import read
from plan_rules.source import Source

PLAN = """# Plan: museum guide

## Objective

Visitors learn about pictures.

## Steps

1. **Find the room**: Read the distance of all beacons in `beacons.py`
2. **Play the text**: Start the recording

## Testing

- Walk past the `north_gate`
"""


def links() -> Links:
    return Links(read(Source.from_text(PLAN)))


def test_the_nearest_step_shares_the_words() -> None:
    near = links().nearest("Beacons report a wrong distance")
    assert near is not None
    assert near[0].label == "1"


def test_no_step_is_near_what_shares_no_word() -> None:
    assert links().nearest("Headphones mute themselves") is None


def test_identifiers_of_steps_and_tests_are_known() -> None:
    assert links().names("beacons.py")
    assert links().names("north_gate")
    assert not links().names("south_gate")


def test_identifiers_of_a_text() -> None:
    assert identifiers("Bump `parcelkit` to 4.0.0 in setup.py and call read_all") == (
        "parcelkit",
        "4.0.0",
        "setup.py",
        "read_all",
    )
