"""Write language/background.py: how common word stems are in technical English, from docstrings of permissively licensed packages."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from plan_rules.language.stems import stems

TARGET = Path(__file__).resolve().parent.parent / "rules" / "plan_rules" / "language" / "background.py"
VERSION = 1
STEMS = 3000
_PERMISSIVE = re.compile(r"\b(?:MIT|BSD|Apache|ISC)\b")
_WIDTH = 112
_FEWEST_WORDS = 8


def passages() -> Iterator[str]:
    """Paragraphs of docstrings of all installed packages under a permissive licence, each once."""
    seen: set[str] = set()
    for distribution in sorted(distributions(), key=lambda d: d.metadata["Name"].lower()):
        if not _permissive(distribution):
            continue
        for file in sorted(map(str, distribution.files or ())):
            if file.endswith(".py") and "test" not in file:
                for text in _docstrings(Path(str(distribution.locate_file(file)))):
                    for paragraph in re.split(r"\n\s*\n", text):
                        if len(paragraph.split()) >= _FEWEST_WORDS and paragraph not in seen:
                            seen.add(paragraph)
                            yield paragraph


def _permissive(distribution: Distribution) -> bool:
    metadata = distribution.metadata
    said = [metadata.get("License-Expression") or "", (metadata.get("License") or "")[:60]]
    said += [c for c in metadata.get_all("Classifier") or () if c.startswith("License")]
    return any(_PERMISSIVE.search(text) for text in said) and not any("GPL" in text for text in said)


def _docstrings(path: Path) -> Iterator[str]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and (
            text := ast.get_docstring(node)
        ):
            yield text


def table() -> str:
    """The module's text."""
    counts: Counter[str] = Counter()
    total = 0
    for passage in passages():
        total += 1
        counts.update(set(stems(passage)))
    common = sorted(counts.items(), key=lambda count: (-count[1], count[0]))
    kept = sorted([stem for stem, _ in common if len(stem) > 1][:STEMS])
    by_level: dict[int, list[str]] = {}
    for stem in kept:
        by_level.setdefault((total // counts[stem]).bit_length(), []).append(stem)
    rows = []
    for level, members in sorted(by_level.items()):
        rows.append(f"    {level}: (")
        line = ""
        for stem in members:
            if len(line) + len(stem) + 1 > _WIDTH - 14:
                rows.append(f'        "{line} "')
                line = ""
            line = f"{line} {stem}" if line else stem
        rows.append(f'        "{line}"')
        rows.append("    ),")
    return "\n".join(
        [
            '"""How common word stems are in technical English. Written by tools/word_table.py; don\'t edit."""',
            "",
            f"VERSION = {VERSION}",
            f"PASSAGES = {total}",
            '"""Passages counted."""',
            "# fmt: off",
            "LEVELS = {",
            *rows,
            "}",
            '"""Stems by level: one of level n is in about every 2**(n - 1)th to 2**n th passage."""',
            "",
        ]
    )


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
    sys.exit(0)
