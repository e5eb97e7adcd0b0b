"""Feeds the Markdown reader what atheris finds: `python benchmarks/fuzz_markdown.py [-max_total_time=600]`.

Needs `pip install atheris`, which is not a dependency. Fails on a crash, on a node that is not where it says it is, and
on input that costs far more than its size. Text is made of Markdown's tokens, which reaches deeper than random bytes.
"""

import sys
import time
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "rules")]

with atheris.instrument_imports(include=["plan_rules", "mistune"]):
    from plan_rules.markdown import parse
    from plan_rules.source import Source, UnreadableSource

from tests.plan_rules.markdown.places import misplaced  # noqa: E402 - instrumented modules come first

TOKENS = [
    "- ", "-", "* ", "+ ", "1. ", "2) ", "10. ", "> ", ">", "# ", "## ", "   ", "  ", " ", "    ", "\t", "```", "~~~",
    "````py", "\n", "\n", "\n\n", "tide", "ä€😀", "*", "**", "_", "__", "`", "``", "[x] ", "[ ] ", "[tide]: /u", "[tide]",
    "-\t", ">\t", "10.\t", "(u)", '(u "t")', "|", "|-|-|", "a | b", "---", "===", "<div>", "</div>", "<!-- c -->", "<!--", "-->", "<b>", "\\",
    "<details>", "</details>", "&amp;", "~", "~~", "[^n]: ", "[^n]", "![", "[", "](", ")", "https://x.yy", "www.x.yy",
    "a@x.yy", " \n", "  \n", "\\\n", "***", "<pre>", "</pre>", "<?", "?>", "\r", "\r\n", "\x0c", "\u2028", "\u3000",
]  # fmt: skip
SECONDS_PER_KILOBYTE = 0.05


def try_tokens(data: bytes) -> None:
    text = "".join(TOKENS[byte] if byte < len(TOKENS) else chr(byte) for byte in data)
    check(Source.from_text(text))


def try_bytes(data: bytes) -> None:
    try:
        source = Source.from_bytes(data)
    except UnreadableSource:
        return
    check(source)


def check(source: Source) -> None:
    started = time.process_time()
    parse(source)
    spent = time.process_time() - started
    faults = misplaced(source)
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
