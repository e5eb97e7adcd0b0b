"""Write all generated documentation: the rules' pages and the reference. With --check, fail if a page is stale."""

import sys
from pathlib import Path

from tools import reference_pages, rule_pages

ROOT = Path(__file__).resolve().parent.parent


def pages() -> dict[Path, str]:
    """Every generated file with its text."""
    return rule_pages.pages() | reference_pages.pages()


def stale() -> list[Path]:
    """Files that are missing, hold another text, or are of a rule that is gone."""
    wanted = pages()
    differing = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    return differing + [path for path in (ROOT / "docs" / "rules").glob("*.md") if path not in wanted]


def main(arguments: list[str]) -> int:
    wanted = pages()
    for path in stale():
        if "--check" in arguments:
            print(f"stale: {path.relative_to(ROOT)}; run `make docs`")
        elif path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], "utf-8")
        else:
            path.unlink()
    return int("--check" in arguments and bool(stale()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
