"""No plan takes more time or memory to judge than its size explains, and none is a crash."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_rules.lint.engine import lint
from plan_rules.plan import read
from plan_rules.plan.outline import outline_json, outline_text
from plan_rules.source import MAX_BYTES, Source
from tests.plan_rules.hostile_plans import PLACES, WORDS, outside, plan_soup
from tests.plan_rules.markdown.hostile import patterns

SMALL, LARGE = 2 * 1024, 16 * 1024

# The kernel's own high-water mark: `ru_maxrss` would start at that of the process that starts this one.
MEASURE = """
import gc, re, sys, time
from pathlib import Path
from plan_rules.lint.registry import rules
from plan_rules.plan import read
from plan_rules.review import review
from plan_rules.source import Source

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

def pace():
    started = time.process_time()
    for _ in range(20):
        review(ordinary)
    return (time.process_time() - started) / 20

gc.freeze()
gc.set_threshold(200_000, 50, 1000)  # as every process that checks plans (github_app/killable.py)
ordinary = ("# Plan: tides\\n\\n## Steps\\n\\n" + "1. **Add** the *page* of `tides.py`\\n   - Read it\\n" * 50).encode()
rules()
review(ordinary)
data = sys.stdin.buffer.read()
before, memory, started = pace(), peak(), time.process_time()
read(Source.from_bytes(data))
reading, started = time.process_time() - started, time.process_time()
review(data)
print(reading, time.process_time() - started, peak() - memory, (before + pace()) / 2)
"""
IDLE_PACE = 0.02
"""Seconds for the ordinary plan on an idle core of the machine that the limit of three seconds is for."""


def seconds(text: str) -> float:
    started = time.process_time()
    lint(read(Source.from_text(text)))
    return time.process_time() - started


def assert_linear(small: str, large: str) -> None:
    """Eight times the text: linear is 8, quadratic 64; the constant is for a machine that does other work as well."""
    allowed = 20 * min(seconds(small) for _ in range(2)) + 0.15
    assert seconds(large) < allowed or seconds(large) < allowed


@pytest.mark.parametrize("place", ["in a poor plan", "in every line", "as steps"])
@pytest.mark.parametrize("word", WORDS)
def test_words_cost_what_their_length_explains(word: str, place: str) -> None:
    assert_linear(PLACES[place](WORDS[word](SMALL)), PLACES[place](WORDS[word](LARGE)))


@pytest.mark.parametrize("name", dict(patterns()))
def test_markdown_in_a_step_costs_what_its_length_explains(name: str) -> None:
    build = dict(patterns())[name]
    assert_linear(PLACES["in an item"](build(SMALL // 2)), PLACES["in an item"](build(LARGE // 2)))


# The slowest of `benchmarks/reading.py --hostile`, which tries all of them in all places.
@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("'1) a\\n'", "alone"),
        ("'- [ ] a\\n'", "alone"),
        ("'> b\\n1. a\\n'", "alone"),
        ("'1. a\\n1) b\\n'", "as steps"),
        ("'+ a\\n- b\\n* c\\n'", "as steps"),
        ("'a|b\\n-|-\\nc|d\\n'", "in an item"),
        ("lazy lines in an item", "in an item"),
        ("'*\\n'", "as steps"),
        ("labels", "as steps"),
        ("labels of reasons", "as decisions"),
        ("headings to be written", "as steps"),
        ("choices in explained steps", "as steps"),
        ("headings in a section", "as steps"),
        ("one long line", "in every line"),
    ],
)
def test_the_largest_plan_is_read_in_three_seconds_and_judged_in_ten_with_300_megabytes(name: str, place: str) -> None:
    build = {**dict(patterns()), **WORDS}[name]
    data = PLACES[place](build(MAX_BYTES)).encode()[:MAX_BYTES]
    data = data.decode("utf-8", "ignore").encode()
    done = subprocess.run([sys.executable, "-c", MEASURE], input=data, capture_output=True, check=True)
    reading, reviewing, megabytes, pace = (float(figure) for figure in done.stdout.split())
    slower = max(1, pace / IDLE_PACE)  # a core shared with other work
    assert reading < 3 * slower
    assert reviewing < 10 * slower  # the deadline of the processes that check plans
    assert 0 < megabytes < 300


@given(plan_soup())
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_judged_and_outlined(text: str) -> None:
    plan = read(Source.from_text(text))
    assert len(plan.prose) == len(plan.spoken_text) == len(plan.source.text)
    assert list(outside(plan, lint(plan))) == []
    assert outline_json(plan)["version"] == 1
    assert outline_text(plan)


@given(plan_soup(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_windows_and_byte_order_marks_change_no_finding(text: str, windows: bool) -> None:
    def found(data: bytes) -> list[tuple[object, ...]]:
        findings = lint(read(Source.from_bytes(data))).findings
        return [
            (f.rule, f.severity, f.message, f.anchor.line, f.anchor.column, f.span, f.fingerprint) for f in findings
        ]

    other = text.replace("\n", "\r\n") if windows else "\ufeff" + text
    assert found(other.encode()) == found(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] \n- [ ] \n- [ ] `tides.py`\n\n## Context\n",  # a finding that ended before it started
    ],
)
def test_what_the_fuzzers_found(text: str) -> None:
    plan = read(Source.from_text(text))
    assert list(outside(plan, lint(plan))) == []
