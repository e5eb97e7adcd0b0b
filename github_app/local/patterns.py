"""Keeps compiled patterns between runs, as Python keeps compiled modules: to compile them is most of a short check.

The file lies in the user's cache folder. Where anything about it is not as expected, patterns are compiled as usual.
"""

import contextlib
import importlib
import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from plan_rules.language.phrases import HEADS_FORMAT, known_heads

_MOST_BYTES = 8_000_000
"""A larger file, of many versions and many people's own phrases, is begun anew."""

_Key = tuple[str, int]
"""A pattern and its flags."""
_Kept = tuple[bytes, int, int, dict[str, int]]
"""What the engine of `re` is given for it: code words, all flags, number of groups, numbers of named groups."""
_Heads = dict[_Key, frozenset[str] | None]


def cache_file() -> Path | None:
    """Where patterns are kept: one file for each version of Python, because the code words differ. None without a home."""
    home, folder = os.environ.get("HOME"), os.environ.get("XDG_CACHE_HOME")
    if not (home or folder):
        return None
    name = f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}.bin"
    return Path(folder or f"{home}/.cache") / "planreview" / name


@contextlib.contextmanager
def kept_patterns(file: Path | None = None) -> Iterator[None]:
    """While this holds, `re` compiles only what no run before has compiled; what is new is kept in `file`.

    Without a file, in the user's cache, if there is one.
    """
    file = file or cache_file()
    if file is None:
        yield
        return
    try:
        compiler = vars(importlib.import_module("re._compiler"))
        engine: Any = importlib.import_module("_sre")
        originals = {name: compiler[name] for name in ("compile", "_code")}
        magic = engine.MAGIC
    except (ImportError, AttributeError, KeyError):  # another Python, with another inside
        yield
        return
    kept, heads = _read(file, magic)
    before = len(kept), len(known_heads | heads)
    known_heads.update(heads)
    compiler["compile"] = _compile_with(kept, compiler, engine)
    try:
        yield
    finally:
        compiler.update(originals)
        if (len(kept), len(known_heads)) != before:
            _write(file, magic, kept)


def _compile_with(kept: dict[_Key, _Kept], compiler: dict[str, Any], engine: Any) -> Callable[..., Any]:
    """A stand-in for the compiler of `re` that asks and fills `kept`."""
    compile_anew, code_of = compiler["compile"], compiler["_code"]
    one_at_a_time = Lock()

    def compile_pattern(pattern: Any, flags: int = 0) -> Any:
        if type(pattern) is not str or flags & re.DEBUG:
            return compile_anew(pattern, flags)
        key = pattern, int(flags)
        if found := kept.get(key):
            code, all_flags, groups, names = found
            with contextlib.suppress(RuntimeError, ValueError, TypeError, OverflowError):
                return engine.compile(pattern, all_flags, _numbers(code), groups, names, _by_number(groups, names))
        codes: list[list[int]] = []

        def recorded(parsed: Any, flags: int) -> list[int]:
            codes.append(code_of(parsed, flags))
            return codes[-1]

        with one_at_a_time:  # or a thread would keep the code words of another thread's pattern as its own
            compiler["_code"] = recorded
            try:
                made = compile_anew(pattern, flags)
            finally:
                compiler["_code"] = code_of
            if codes:
                kept[key] = array("I", codes[-1]).tobytes(), made.flags, made.groups, dict(made.groupindex)
        return made

    return compile_pattern


def _numbers(code: bytes) -> list[int]:
    numbers = array("I")
    numbers.frombytes(code)
    return numbers.tolist()


def _by_number(groups: int, names: dict[str, int]) -> tuple[str | None, ...]:
    ordered: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        ordered[number] = name
    return tuple(ordered)


def _read(file: Path, magic: int) -> tuple[dict[_Key, _Kept], _Heads]:
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        data = file.read_bytes()
        version, kept, heads = marshal.loads(data)  # noqa: S302 - a file of our own, like Python's .pyc
        if version == (magic, HEADS_FORMAT) and len(data) <= _MOST_BYTES:
            return dict(kept), dict(heads)
    return {}, {}


def _write(file: Path, magic: int, kept: dict[_Key, _Kept]) -> None:
    """Replaces the file whole, so that runs at the same time don't read half of it."""
    import tempfile

    with contextlib.suppress(OSError, ValueError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as written:
            written.write(marshal.dumps(((magic, HEADS_FORMAT), kept, known_heads)))
        Path(name).replace(file)
