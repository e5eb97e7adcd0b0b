"""Verdicts are looked for only where a word of one stands: no pattern may find one elsewhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_rules.language import rejections
from plan_rules.plan import verdicts
from plan_rules.plan.verdicts import verdict_places

PATTERNS = {
    **{
        name: getattr(verdicts, name).pattern
        for name in ("REJECTED", "CHOSEN", "CHOSEN_LAST", "TAKEN_LAST", "VERDICT_IN_TEXT", "TICKED")
    },
    **{name: getattr(rejections, name).pattern for name in ("_TURNED_DOWN", "_DROPPED", "_ALONE_AT_END")},
    "in brackets": r"\((?:rejected|chosen|selected|recommended)\)|— rejected|- rejected$",
}
LETTERS = st.characters(codec="latin-1") | st.sampled_from("’—–❌✗✘✅✓✔👍")


@pytest.mark.parametrize("name", PATTERNS)
@given(data=st.data())
def test_whatever_a_pattern_finds_holds_a_place(name: str, data: st.DataObject) -> None:
    pattern = re.compile(PATTERNS[name], re.IGNORECASE)
    text = data.draw(st.from_regex(pattern, alphabet=LETTERS))
    found = pattern.search(text)
    assert found
    assert any(found.start() <= place < found.end() for place in verdict_places(text))


@given(st.text())
def test_places_are_offsets_of_the_text_in_order(text: str) -> None:
    places = verdict_places(text + " Rejected: the ferry. İ")
    assert places == sorted(places)
    assert len(text) + 1 in places


def test_a_text_without_verdicts_has_none() -> None:
    assert verdict_places("The ferry leaves at noon; nobody knows about the route outside the harbour.") == []
