"""Patterns kept between runs: the same matches, nothing compiled twice, and no harm from a file that is not as expected."""

import importlib
import marshal
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from github_app.local.patterns import cache_file, kept_patterns
from plan_rules.language.phrases import heads_of, known_heads

COMPILER: Any = importlib.import_module("re._compiler")
PATTERN = r"(?P<tide>ebb|flood)s?\b|(gauge)\s*(?P<depth>\d+)"
TEXT = "Two floods, then gauge 12 and an EBB."


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    re.purge()
    yield
    re.purge()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "patterns.bin"


def matches() -> list[tuple[Any, ...]]:
    pattern = re.compile(PATTERN, re.IGNORECASE)
    kept = pattern.flags, pattern.groups, tuple(pattern.groupindex.items())
    return [kept, *((m.span(), m.groups(), m.lastgroup, m.groupdict()) for m in pattern.finditer(TEXT))]


def test_what_is_kept_matches_alike_and_is_not_compiled_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = matches()
    re.purge()
    with kept_patterns(file):
        assert matches() == expected
    re.purge()

    def fail(*_: object) -> None:
        pytest.fail("compiled again")

    monkeypatch.setattr(COMPILER, "_code", fail)
    with kept_patterns(file):
        assert matches() == expected


def test_the_compiler_is_as_before_afterwards(file: Path) -> None:
    before = COMPILER.compile, COMPILER._code
    with pytest.raises(KeyError), kept_patterns(file):
        re.compile("low water")
        raise KeyError
    assert (COMPILER.compile, COMPILER._code) == before


def test_a_wrong_pattern_is_refused_as_ever(file: Path) -> None:
    with kept_patterns(file), pytest.raises(re.error, match="missing"):
        re.compile("(low water")


@pytest.mark.parametrize(
    "data",
    [b"", b"no marshal", marshal.dumps(("another engine", {}, {})), marshal.dumps(7), b"\xff" * 100],
    ids=["empty", "text", "other engine", "number", "bytes"],
)
def test_a_file_that_is_not_as_expected_is_written_anew(file: Path, data: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(data)
    with kept_patterns(file):
        re.compile("spring tide")
    assert file.read_bytes() != data


def test_spoilt_code_is_compiled_anew(file: Path) -> None:
    with kept_patterns(file):
        expected = matches()
    version, kept, heads = marshal.loads(file.read_bytes())
    spoilt = {key: (b"\xff\xff\xff\x7f" * 3, *rest) for key, (_, *rest) in kept.items()}
    file.write_bytes(marshal.dumps((version, spoilt, heads)))
    re.purge()
    with kept_patterns(file):
        assert matches() == expected


def test_a_folder_that_can_not_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with kept_patterns(tmp_path / "taken" / "patterns.bin"):
        assert re.compile("neap tide").match("neap tide")


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    before = COMPILER.compile
    with kept_patterns(cache_file()):
        assert COMPILER.compile is before


def test_heads_are_kept_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known_heads.pop(("slack water|mooring", 0), None)
    with kept_patterns(file):
        told = heads_of("slack water|mooring")
    known_heads.pop(("slack water|mooring", 0))
    monkeypatch.setattr("plan_rules.language.phrases._parser", None)
    with kept_patterns(file):
        assert heads_of("slack water|mooring") == told == {"sla", "moo"}


def test_threads_do_not_mix_up_their_patterns(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = COMPILER._parser.parse

    def slow(*given: Any) -> Any:
        time.sleep(0.001)  # lets another thread begin
        return parse(*given)

    monkeypatch.setattr(COMPILER._parser, "parse", slow)
    words = [f"buoy{number}" for number in range(40)]
    with kept_patterns(file), ThreadPoolExecutor(8) as threads:
        list(threads.map(re.compile, words))
    re.purge()
    with kept_patterns(file):
        assert [word for word in words if not re.compile(word).fullmatch(word)] == []


ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "command",
    ["check examples/good-plan.md", "outline examples/good-plan.md", "rules", "explain missing-why", "config schema"],
)
def test_commands_that_read_rules_or_plans_compile_nothing_twice(command: str, tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}

    def run() -> Path:
        subprocess.run([sys.executable, "-m", "github_app", *command.split()], cwd=ROOT, env=environment, check=True)
        [kept] = (tmp_path / "planreview").iterdir()
        return kept

    first = run().stat()
    second = run().stat()
    assert first.st_size > 10_000
    assert (first.st_ino, first.st_mtime_ns) == (second.st_ino, second.st_mtime_ns)


def test_a_shell_that_completes_rules_compiles_nothing_twice(tmp_path: Path) -> None:
    words = {"_PLANREVIEW_COMPLETE": "complete_bash", "COMP_WORDS": "planreview explain missing-wh", "COMP_CWORD": "2"}
    environment = {**os.environ, **words, "XDG_CACHE_HOME": str(tmp_path)}
    command = Path(sys.executable).parent / "planreview"
    done = subprocess.run([command], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["missing-why"]
    assert [*(tmp_path / "planreview").iterdir()]
