"""Phrases find what the plain pattern finds; their heads never hide a match."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_rules.language import acts
from plan_rules.language.phrases import Phrases, heads_in, heads_of
from plan_rules.lint.hazard_table import AREAS
from plan_rules.lint.hazards import compiled
from tests.plan_rules.mutants import good_plans

HEADS = [
    (r"(?<!\w)(?:drop(?:|s|ped)\s+x|delet(?:e|es))(?!\w)", {"dro", "del"}),
    (r"re-?play", {"re", "rep"}),
    (r"`?foo", {"\1", "foo"}),
    (r"\W*(?:\A|[.;] ?)foo_bar", {"\1", "foo"}),
    (r"(?:the |a )?table", {"the", "a", "tab"}),
    (r"\bif\b", {"if"}),
    (r"web[- ]?hooks?|409 conflict", {"web", "409"}),
    (r"(?:very ){0,2}good", {"ver", "goo"}),
    (r"fks?(?!\w)", {"fk", "fks"}),
]
UNKNOWN = [r"\w+ing", r"[a-z]+ x", r"if", r"(?:\w+ )*end", r"."]

ALL = [
    *(pattern for area in compiled(AREAS) for way in area.triggers for pattern in way),
    *(need.addressed for area in compiled(AREAS) for need in area.needs),
    *(value for value in vars(acts).values() if isinstance(value, Phrases)),
]
SENTENCE = (
    "drop the old `crew_log` table migrate existing rows to a webhook endpoint for POST /hooks/x charge members' cards"
    " twice in one transaction before re-play If-Match version Reject a ſtale save puſh via WebSocket to İ all users"
)
WORDS = st.sampled_from(SENTENCE.split())
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=14).map(" ".join)


@pytest.mark.parametrize(("pattern", "heads"), HEADS)
def test_heads_are_read_off_a_pattern(pattern: str, heads: set[str]) -> None:
    assert heads_of(pattern) == heads


@pytest.mark.parametrize("pattern", UNKNOWN)
def test_what_cannot_be_told_is_searched_for_as_usual(pattern: str) -> None:
    assert heads_of(pattern) is None


def test_most_of_our_patterns_have_heads() -> None:
    assert sum(phrases.heads is None for phrases in ALL) * 12 < len(ALL)


@pytest.mark.parametrize("name", [name for name, value in vars(acts).items() if isinstance(value, Phrases)])
def test_acts_are_looked_for_only_where_one_of_their_words_stands(name: str) -> None:
    assert getattr(acts, name).heads


def test_phrases_find_in_good_plans_what_their_patterns_find() -> None:
    for plan in good_plans().values():
        for line in [plan.text, *plan.text.split("\n")]:
            _same(line)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_phrases_find_in_any_text_what_their_patterns_find(text: str) -> None:
    _same(text)


def _same(text: str) -> None:
    for phrases in ALL:
        plain = re.search(phrases.pattern, text, re.IGNORECASE)
        found = phrases.search(text)
        assert (found and found.span()) == (plain and plain.span()), (phrases.pattern[:80], text)


def test_heads_of_a_text_are_small_letters() -> None:
    assert heads_in("Drop it: NOW crew_log") == {"dro", "it", "now", "cre", "log"}
