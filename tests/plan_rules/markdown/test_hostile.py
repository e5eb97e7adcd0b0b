"""No text takes more time or memory than its size explains, and none is a crash."""

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from plan_rules.markdown import parse
from plan_rules.source import MAX_BYTES, Source
from tests.plan_rules.markdown.hostile import SHAPES, patterns, units
from tests.plan_rules.markdown.places import misplaced

SMALL, LARGE = 4 * 1024, 32 * 1024

# The kernel's own high-water mark: `ru_maxrss` would start at that of the process that starts this one.
MEASURE = """
import re, sys, time
from pathlib import Path
from plan_rules.markdown import parse
from plan_rules.source import Source

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

text = sys.stdin.buffer.read()
memory, started = peak(), time.process_time()
tree = parse(Source.from_bytes(text))
print(time.process_time() - started, peak() - memory)
"""


def seconds(text: str) -> float:
    source = Source.from_text(text)
    started = time.process_time()
    parse(source)
    return time.process_time() - started


@pytest.mark.parametrize(("name", "build"), list(patterns()), ids=[name for name, _ in patterns()])
def test_time_grows_with_the_size_and_no_faster(name: str, build: Callable[[int], str]) -> None:
    assert misplaced(Source.from_text(build(200))) == []
    small = min(seconds(build(SMALL)) for _ in range(2))
    # Eight times the text. Linear is 8, quadratic 64; the constant is for a machine that does other work as well.
    allowed = 20 * small + 0.15
    assert seconds(build(LARGE)) < allowed or seconds(build(LARGE)) < allowed


@pytest.mark.parametrize(
    "build",
    [units("- - - - a\n"), units("a|b\n-|-\nc|d\n"), units("\n"), SHAPES["stairs of lists"], SHAPES["one long line"]],
    ids=["items in items", "tables", "blank lines", "stairs of lists", "one long line"],
)
def test_the_largest_plan_costs_under_three_seconds_and_300_megabytes(build: Callable[[int], str]) -> None:
    text = build(MAX_BYTES).encode()
    assert len(text) <= MAX_BYTES
    done = subprocess.run([sys.executable, "-c", MEASURE], input=text, capture_output=True, check=True)
    spent, megabytes = (float(figure) for figure in done.stdout.split())
    assert spent < 3
    assert 0 < megabytes < 300


@pytest.mark.parametrize(
    "text",
    [
        "    \u3000",  # a blank line to Python, not to Markdown: indented code once never ended
        "\x0c\\\n--- |",  # a row that began before its first cell
        "<!-- c -->\u2028",  # a comment with a line separator after it, taken for nothing but a comment
        "d\r\n(u)",  # a break between Windows line ends, cut in two
        "ë\\\n\r- ",  # an underline after a lone carriage return, which is a blank and not a line end
        "+ \t+ \t\\",  # a list that began at the tab after its parent's marker
        "a|b\n-|-\n\x0c",  # a last row of nothing but a form feed
    ],
)
def test_what_the_fuzzers_found(text: str) -> None:
    assert misplaced(Source.from_text(text)) == []
