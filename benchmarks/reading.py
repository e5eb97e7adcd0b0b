"""How fast, how linear and how hungry reading is, beside mistune alone and markdown-it-py in the same run; what rules add.

    python benchmarks/reading.py [FOLDER]     # FOLDER holds real plans; without it, generated ones
    python benchmarks/reading.py --hostile    # every hostile pattern at the largest size, slowest first

CPU seconds, best of several rounds. Ratios are what to compare: absolute figures depend on the machine.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import mistune
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "rules")]

from github_app.killable import without_pauses  # noqa: E402
from plan_rules.lint.engine import lint  # noqa: E402
from plan_rules.markdown import parse  # noqa: E402
from plan_rules.plan import read  # noqa: E402
from plan_rules.review import review  # noqa: E402
from plan_rules.source import MAX_BYTES, Source  # noqa: E402
from tests.plan_rules.hostile_plans import PLACES, WORDS  # noqa: E402
from tests.plan_rules.markdown.hostile import patterns  # noqa: E402

ROUNDS = 5
SIZES = [kibibytes * 1024 for kibibytes in (4, 16, 64, 256)]

# Domain-neutral text with the mixture of a plan: headings, items with code, a table, a fence.
SAMPLE = """## Step {n}: Move the gauge readings

The *harbour* log keeps **every** reading in `readings_{n}`, see [the log](docs/log.md) and
https://example.org/tides/{n} for what they mean.

- [ ] Create `tide_levels_{n}` with a unique key
  - Files: `src/tides/levels_{n}.py`, `tests/test_levels.py`
- [x] Copy what is there, 500 rows at a time

| Gauge | Depth |
| ----- | ----- |
| north | 4.{n} |

```python
def level(gauge: str) -> float:
    return readings[gauge] / {n}
```

"""

# The kernel's own high-water mark: `ru_maxrss` would start at that of the process that starts this one.
MEASURE = """
import re, sys
from pathlib import Path
from plan_rules.lint.registry import rules
from plan_rules.review import review
rules()

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

text, before = sys.stdin.buffer.read(), peak()
review(text)
print(peak() - before)
"""


def sample(size: int) -> str:
    parts: list[str] = []
    length = number = 0
    while length < size:
        number += 1
        parts.append(SAMPLE.format(n=number))
        length += len(parts[-1])
    return "".join(parts)[:size]


def readers() -> dict[str, Callable[[str], object]]:
    plain = mistune.create_markdown(renderer=None, plugins=["table", "strikethrough", "url", "task_lists", "footnotes"])
    markdown_it = MarkdownIt("gfm-like", {"linkify": False})
    return {
        "Markdown and plan": lambda text: read(Source.from_text(text)),
        "Markdown alone": lambda text: parse(Source.from_text(text)),
        "mistune, no positions": plain,
        "markdown-it-py, lines only": markdown_it.parse,
    }


def seconds(read: Callable[[str], object], texts: list[str]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - started)
    return best


def report_speed(texts: list[str]) -> None:
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} plans, {size / 1e6:.2f} MB")
    first: float | None = None
    for name, reader in readers().items():
        spent = seconds(reader, texts)
        first = first or spent
        print(f"  {name:28} {size / spent / 1e6:6.2f} MB/s  {spent / first:5.2f}x the time")


def report_linearity() -> None:
    print("time per byte, by size of the text (1.00: as for 4 KiB)")
    for name, reader in readers().items():
        per_byte = [seconds(reader, [sample(size)]) / size for size in SIZES]
        columns = "  ".join(
            f"{size // 1024} KiB {figure / per_byte[0]:.2f}" for size, figure in zip(SIZES, per_byte, strict=True)
        )
        print(f"  {name:28} {columns}")


def report_memory() -> None:
    print("peak memory above start (Linux)")
    for size in (10_000, MAX_BYTES):
        done = subprocess.run(
            [sys.executable, "-c", MEASURE],
            input=sample(size).encode(),
            capture_output=True,
            check=True,
            cwd=ROOT / "rules",
        )
        print(f"  a plan of {size:7,} bytes: {int(done.stdout) / 1024:.1f} MB")


def report_rules(texts: list[str]) -> None:
    """What all rules add to reading, for a plan of 10 kB."""
    plans = [read(Source.from_text(text)) for text in texts]
    size = sum(len(text.encode()) for text in texts)
    lint(plans[0])
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        for plan in plans:
            lint(plan)
        best = min(best, time.process_time() - started)
    print(f"all rules: {1000 * best / size * 10_000:.1f} ms for 10 kB beyond reading, {size / best / 1e6:.2f} MB/s")


def report_hostile() -> None:
    rows: list[tuple[float, str]] = []
    review(sample(2_000).encode())
    without_pauses()
    for name, build in [*patterns(), *WORDS.items()]:
        for place, put in PLACES.items():
            data = put(build(MAX_BYTES)).encode()[:MAX_BYTES].decode("utf-8", "ignore").encode()
            started = time.process_time()
            review(data)
            rows.append((time.process_time() - started, f"{name} {place}"))
    rows.sort(reverse=True)
    print(f"{len(rows)} plans of {MAX_BYTES:,} bytes, read and judged, slowest first")
    for spent, name in rows[:10]:
        print(f"  {spent:.2f} s  {name}")


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure the Markdown reader.")
    arguments.add_argument("folder", nargs="?", type=Path, help="real plans; generated ones without it")
    arguments.add_argument("--hostile", action="store_true", help="time hostile patterns instead")
    options = arguments.parse_args()
    if options.hostile:
        report_hostile()
        return
    if options.folder is not None:
        texts = [path.read_text(encoding="utf-8") for path in sorted(options.folder.rglob("*.md"))]
    else:
        texts = [sample(size) for size in (2_000, 5_000, 10_000, 20_000, 50_000)]
    report_speed(texts)
    report_rules(texts)
    report_linearity()
    report_memory()


if __name__ == "__main__":
    main()
