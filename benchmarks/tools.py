"""`planreview check` as a whole tool: start-up, speed over a folder, processes, what is caught; beside other linters in the same run.

    python benchmarks/tools.py FOLDER [--peers]    # --peers puts pymarkdownlnt, proselint and markdownlint-cli2 in build/peers

CPU seconds of the process and its children, the least of several runs: others may load the machine.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from plan_rules.lint.registry import rules

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "build" / "peers"
PYTHON_PEERS = ["pymarkdownlnt", "proselint"]
NODE_PEERS = ["markdownlint-cli2"]
PLANREVIEW = [str(Path(sys.executable).with_name("planreview"))]


def spent(command: list[str], rounds: int) -> tuple[float, float]:
    """CPU seconds and seconds by the clock, each the least of the rounds."""
    cpu = clock = float("inf")
    for _ in range(rounds):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        clock = min(clock, time.perf_counter() - started)
        cpu = min(cpu, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return cpu, clock


def report_start(rounds: int) -> None:
    base, base_clock = spent([sys.executable, "-c", "pass"], rounds)
    cpu, clock = spent([*PLANREVIEW, "check", "examples/good-plan.md"], rounds)
    print(f"check of one file: {1000 * (cpu - base):.0f} ms of CPU, {1000 * (clock - base_clock):.0f} ms by the clock")
    print("  more than `python -c pass`")


def report_folder(files: list[Path], rounds: int) -> None:
    size = sum(file.stat().st_size for file in files)
    names = [str(file) for file in files]
    print(f"{len(files)} files, {size / 1e6:.2f} MB")
    first = 0.0
    for jobs in sorted({1, os.cpu_count() or 1}):
        cpu, clock = spent([*PLANREVIEW, "check", "--no-config", "--jobs", str(jobs), *names], rounds)
        first = first or clock
        print(
            f"  planreview check --jobs {jobs:2}  {size / cpu / 1e6:6.2f} MB/s of CPU  {size / clock / 1e6:6.2f} MB/s by the clock"
            f"  {first / clock:.2f} times one process"
        )
    for name, command in peers():
        cpu, clock = spent([*command, *names], 1)
        print(f"  {name:24}  {size / cpu / 1e6:6.2f} MB/s of CPU  {size / clock / 1e6:6.2f} MB/s by the clock")


def report_caught() -> None:
    """On how many of the lines that the rules' bad examples name each tool says anything, of whatever kind."""
    with tempfile.TemporaryDirectory() as folder:
        wanted: set[tuple[str, int]] = set()
        for rule, entry in rules().items():
            for number, example in enumerate(entry.rule.bad):
                name = f"{rule}-{number}.md"
                Path(folder, name).write_text(example.text, encoding="utf-8")
                wanted |= {(name, line) for line in example.lines}
        names = [str(file) for file in sorted(Path(folder).glob("*.md"))]
        print(f"{len(names)} poor plans, the rules' own bad examples, with {len(wanted)} lines that lack something")
        for tool, command in [("planreview check", [*PLANREVIEW, "check", "--no-config"]), *peers()]:
            done = subprocess.run([*command, *names], capture_output=True, text=True, check=False, cwd=folder)
            said = {(name, int(line)) for name, line in _PLACE.findall(done.stdout + done.stderr)}
            print(f"  {tool:24}  {len(said & wanted):3} of these lines, {len(said - wanted):3} others")


_PLACE = re.compile(r"([\w-]+\.md):(\d+)")


def peers() -> list[tuple[str, list[str]]]:
    bin_folder, node = PEERS / "bin", PEERS / "node_modules" / ".bin"
    known = [
        ("pymarkdownlnt", [str(bin_folder / "pymarkdown"), "scan"]),
        ("proselint", [str(bin_folder / "proselint"), "check"]),
        ("markdownlint-cli2", [str(node / "markdownlint-cli2")]),
    ]
    return [(name, command) for name, command in known if Path(command[0]).exists()]


def install_peers() -> None:
    subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    pip = [str(PEERS / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *PYTHON_PEERS], check=True)
    subprocess.run(["npm", "install", "--silent", "--no-package-lock", "--prefix", str(PEERS), *NODE_PEERS], check=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure `planreview check` beside other linters.")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--peers", action="store_true", help="install the other linters first")
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    if options.peers:
        install_peers()
    report_start(options.rounds * 2)
    report_caught()
    report_folder(sorted(options.folder.rglob("*.md")), options.rounds)


if __name__ == "__main__":
    main()
