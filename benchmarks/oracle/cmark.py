"""Compares the lines of our blocks with those of cmark-gfm, GitHub's own parser: `python cmark.py FILE…`.

`make oracle-cmark` makes an environment with `cmarkgfm`, which is not a dependency. It gives positions as attributes of its HTML, so HTML blocks,
definitions, footnotes and the paragraphs of tight lists, which leave no element, are not compared.
"""

import argparse
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
from cmarkgfm.cmark import Options
from compare import documents, our_tree

from plan_rules.markdown import parse
from plan_rules.source import Source

KINDS = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "blockquote": "block_quote",
    "ul": "list",
    "ol": "list",
    "li": "list_item",
    "pre": "code_block",
    "hr": "thematic_break",
    "table": "table",
}


class _Positions(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        position = dict(attrs).get("data-sourcepos")
        if tag in KINDS and position:
            start, end = position.split("-")
            (line, _), (end_line, column) = start.split(":"), end.split(":")
            self.blocks.append((KINDS[tag], int(line), int(end_line) - (column == "0")))


def cmark_blocks(source: Source) -> list[tuple[str, int, int]]:
    # cmark knows no front matter: blank lines in its place.
    first = parse(source).children[:1]
    skipped = first[0].end if first and first[0].kind == "front_matter" else 0
    text = "\n" * source.text.count("\n", 0, skipped) + source.text[skipped:]
    html = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_SOURCEPOS)
    positions = _Positions()
    positions.feed(html)
    blocks = []
    for kind, start, end in positions.blocks:
        while end > start and not source.line_text(end).strip(" \t>"):
            end -= 1
        blocks.append((kind, start, end))
    return blocks


def main() -> None:
    arguments = argparse.ArgumentParser(description="Compare our blocks with cmark-gfm's.")
    arguments.add_argument("paths", nargs="+", type=Path)
    arguments.add_argument("--show", type=int, default=20)
    options = arguments.parse_args()
    count = same_structure = blocks = same = 0
    differing: Counter[str] = Counter()
    differences: list[str] = []
    for name, text in documents(options.paths):
        source = Source.from_text(text)
        ours = [(kind, line, end) for _, kind, line, end in our_tree(source).blocks if kind in KINDS.values()]
        theirs = cmark_blocks(source)
        count += 1
        if [block[0] for block in ours] != [block[0] for block in theirs]:
            at = next(
                (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a[0] != b[0]),
                min(len(ours), len(theirs)),
            )
            differences.append(f"{name}: structure: ours {ours[at : at + 2]}, cmark {theirs[at : at + 2]}")
            continue
        same_structure += 1
        for our, their in zip(ours, theirs, strict=True):
            blocks += 1
            same += our == their
            if our != their:
                differing[our[0]] += 1
                differences.append(f"{name}: lines: ours {our}, cmark {their}")
    for difference in differences[: options.show]:
        print(difference)
    print(f"same structure: {same_structure} of {count} documents; same lines: {same} of {blocks} blocks")
    print("differing lines by kind:", dict(differing))


if __name__ == "__main__":
    main()
