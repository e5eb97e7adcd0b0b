"""Slips of writing that silently keep a pattern from ever matching: a count that an f-string took for a tuple, a doubled backslash."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

import plan_rules
from plan_rules.language.phrases import Phrases

_SLIP = re.compile(r"\(\d+, \d+\)|\\\\[wsdbWSDB][+*)|]")


def _patterns(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Phrases | re.Pattern):
        yield str(value.pattern)
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _patterns(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _patterns(getattr(value, field.name))


@pytest.mark.parametrize("name", [module.name for module in pkgutil.walk_packages(plan_rules.__path__, "plan_rules.")])
def test_no_pattern_holds_a_slip(name: str) -> None:
    values = [value for key, value in vars(importlib.import_module(name)).items() if not key.startswith("__")]
    assert [text[:80] for text in _patterns(values) if _SLIP.search(text)] == []


@pytest.mark.parametrize("text", [rf"\bmove [^.]{0, 40}rows", r"verif\\w+"])
def test_slips_are_seen(text: str) -> None:
    assert _SLIP.search(text)
