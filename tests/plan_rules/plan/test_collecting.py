"""A reading leaves the garbage collector as it was, and leaves it nothing to do."""

import gc

import pytest

from plan_rules.plan import collecting, read
from plan_rules.source import Source


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    with collecting.uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_also_after_an_error() -> None:
    with pytest.raises(KeyError), collecting.uncollected():
        raise KeyError
    assert gc.isenabled()


def test_a_plan_holds_no_cycles() -> None:
    text = (
        "# Plan: a pier\n\n" + "1. Drive a **pile**\n   - `deep`\n\n> firm\n\n| a | b |\n|---|---|\n| c | d |\n\n" * 40
    )
    read(Source.from_text(text))
    gc.collect()
    gc.disable()
    try:
        read(Source.from_text(text))
        assert gc.collect() < 20
    finally:
        gc.enable()
