"""Passages that hold or meet others."""

from hypothesis import given
from hypothesis import strategies as st

from plan_rules.plan.areas import Areas
from plan_rules.plan.model import Passage

PASSAGES = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda p: Passage(p[0], p[0] + p[1], 1, 1))


@given(st.lists(PASSAGES), PASSAGES)
def test_areas_answer_as_a_look_at_each_would(passages: list[Passage], where: Passage) -> None:
    areas = Areas(passages)
    assert areas.hold(where) == any(p.start <= where.start and where.end <= p.end for p in passages)
    assert areas.meet(where) == any(p.start < where.end and where.start < p.end for p in passages)
