"""Feeds the whole reading of a plan what atheris finds: `python benchmarks/fuzz.py [--bytes] [-max_total_time=600]`.

Needs `pip install atheris hypothesis mistune`; atheris is not a dependency. Fails on a crash, on a node that is not where it says it is, on a
finding outside the file, and on input that costs far more than its size. Text is made of Markdown's tokens and of the
words that plans and rules are made of, which reaches deeper than random bytes.
"""

import sys
import time
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "rules")]

with atheris.instrument_imports(include=["plan_rules", "mistune"]):
    from plan_rules.lint.engine import lint
    from plan_rules.lint.registry import rules
    from plan_rules.plan import read
    from plan_rules.plan.outline import outline_json, outline_text
    from plan_rules.source import Source, UnreadableSource

    rules()

from tests.plan_rules.hostile_plans import PLAN_TOKENS, outside  # noqa: E402 - instrumented modules come first
from tests.plan_rules.markdown.documents import ODD_TOKENS, TOKENS  # noqa: E402
from tests.plan_rules.markdown.places import misplaced  # noqa: E402

ALL_TOKENS = TOKENS + ODD_TOKENS + PLAN_TOKENS
SECONDS_PER_KILOBYTE = 0.1


def try_tokens(data: bytes) -> None:
    text = "".join(ALL_TOKENS[byte] if byte < len(ALL_TOKENS) else chr(byte) for byte in data)
    check(Source.from_text(text))


def try_bytes(data: bytes) -> None:
    try:
        source = Source.from_bytes(data)
    except UnreadableSource:
        return
    check(source)


def check(source: Source) -> None:
    started = time.process_time()
    plan = read(source)
    result = lint(plan)
    outline_json(plan)
    outline_text(plan)
    spent = time.process_time() - started
    faults = [*misplaced(source), *outside(plan, result)]
    if faults:
        raise AssertionError(f"{faults[0]} in {source.text!r}")
    if spent > 1 + SECONDS_PER_KILOBYTE * len(source.text) / 1000:
        raise AssertionError(f"{spent:.1f} s for {len(source.text)} characters: {source.text[:200]!r}")


def main() -> None:
    raw = "--bytes" in sys.argv
    arguments = [argument for argument in sys.argv if argument != "--bytes"]
    atheris.Setup(arguments, try_bytes if raw else try_tokens)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
