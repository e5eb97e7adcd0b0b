"""Compares our Markdown tree with mdast's, node by node: `make oracle`.

    python compare.py FILE… [--show N]

Needs Node and `npm install` in this folder. A file that holds examples in the form of the CommonMark specification (also
cmark-gfm's `test/*.txt`) is read as one document for each. Prints how many documents have the same structure, how many
blocks the same lines, and how many inline nodes the same place. Differences in examples of the specifications are
explained below (`EXPLAINED`); more than one in a thousand without explanation fails the run.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plan_rules.markdown import Node, parse
from plan_rules.source import Source

HERE = Path(__file__).parent
EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)

BLOCKS = {
    "heading": "heading",
    "paragraph": "paragraph",
    "blockquote": "block_quote",
    "list": "list",
    "listItem": "list_item",
    "code": "code_block",
    "html": "html_block",
    "thematicBreak": "thematic_break",
    "table": "table",
    "tableRow": "table_row",
    "tableCell": "table_cell",
    "definition": "definition",
    "footnoteDefinition": "footnote_definition",
    "yaml": "front_matter",
}
INLINE = {
    "inlineCode": "inline_code",
    "strong": "strong",
    "emphasis": "emphasis",
    "delete": "strikethrough",
    "link": "link",
    "linkReference": "link",
    "image": "image",
    "imageReference": "image",
    "html": "inline_html",
    "footnoteReference": "footnote_reference",
    "break": "hard_break",
}
PHRASING_PARENTS = {"paragraph", "heading", "tableCell", "emphasis", "strong", "delete", "link", "linkReference"}
ALERT = re.compile(r"\s*>[ \t]*\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?=\n|$)", re.IGNORECASE)

Block = tuple[int, str, int, int]
Inline = tuple[str, int, int, int, int]


@dataclass
class Tree:
    blocks: list[Block] = field(default_factory=list)
    inline: list[Inline] = field(default_factory=list)


def our_tree(source: Source) -> Tree:
    tree = Tree()
    _walk_ours(parse(source), 0, source, tree)
    return tree


def _walk_ours(node: Node, depth: int, source: Source, tree: Tree) -> None:
    kind = "html_block" if node.kind == "html_comment" else str(node.kind)
    if kind in BLOCKS.values():
        tree.blocks.append((depth, kind, node.line, node.end_line))
        depth += 1
    elif kind in INLINE.values():
        span = source.span(node.start, node.end)
        start = _utf16(source, span.line, span.column)
        end = (0, 0) if kind == "hard_break" else (span.end_line, _utf16(source, span.end_line, span.end_column))
        tree.inline.append((kind, span.line, start, *end))
        if kind == "image":
            return
    for child in node.children:
        _walk_ours(child, depth, source, tree)


def _utf16(source: Source, line: int, column: int) -> int:
    """The column as JavaScript counts it."""
    start = source.line_starts[line - 1]
    return len(source.text[start : start + column - 1].encode("utf-16-le")) // 2 + 1


def mdast_tree(root: dict[str, Any], source: Source) -> Tree:
    tree = Tree()
    _walk_mdast(root, None, 0, source, tree)
    return tree


def _walk_mdast(node: dict[str, Any], parent: str | None, depth: int, source: Source, tree: Tree) -> None:
    kind = node["type"]
    if parent is not None and parent not in PHRASING_PARENTS and kind in BLOCKS:
        start, end = node["position"]["start"]["line"], node["position"]["end"]["line"]
        if node["position"]["end"]["column"] <= 1:
            end -= 1
        while end > start and not source.line_text(end).strip(" \t>"):
            end -= 1
        tree.blocks.append((depth, BLOCKS[kind], start, end))
        depth += 1
    elif kind in INLINE and parent in PHRASING_PARENTS and "position" in node:
        start, end = node["position"]["start"], node["position"]["end"]
        tail = (0, 0) if kind == "break" else (end["line"], end["column"])
        tree.inline.append((INLINE[kind], start["line"], start["column"], *tail))
    for child in node.get("children", ()):
        _walk_mdast(child, kind, depth, source, tree)


def without_alert_markers(tree: Tree, source: Source) -> Tree:
    """mdast's tree as if the first line of an alert were a marker, as it is for us."""
    blocks: list[Block] = []
    alert_line = 0
    for depth, kind, start, end in tree.blocks:
        if kind == "block_quote" and ALERT.match(source.line_text(start)[_quote_column(source, start) :]):
            alert_line = start
        elif kind == "paragraph" and start == alert_line:
            if end == start:
                continue
            start += 1
        blocks.append((depth, kind, start, end))
    return Tree(blocks, tree.inline)


def _quote_column(source: Source, line: int) -> int:
    return max(source.line_text(line).find(">"), 0)


def run_oracle(texts: list[str]) -> Iterator[dict[str, Any]]:
    done = subprocess.run(
        ["node", "mdast.mjs"], cwd=HERE, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    for line in done.stdout.splitlines():
        yield json.loads(line)


EXPLAINED = {
    "---\nFoo\n---\nBar\n---\nBaz\n": "mdast takes any text between two rules for front matter, we only a mapping",
    "[foo]: /url\nbar\n===\n[foo]\n": "mdast starts a heading on the line of the definition before it",
    "line1\r\r\nline2\n": "to mdast a lone CR ends a line, to git it does not",
    "a***b* c*\n": "cmark reads emphasis as we do",
    "[link](url ((title))\n": "mdast takes a bare parenthesis in a title",
}
"""Why the oracle differs on these examples of the specifications and of cmark-gfm's tests."""

MOST = 0.001
"""Differences without explanation, as a share of all documents, blocks and inline nodes, above which the run fails."""


@dataclass
class Figures:
    documents: int = 0
    same_structure: int = 0
    blocks: int = 0
    same_blocks: int = 0
    inline: Counter[str] = field(default_factory=Counter)
    same_inline: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)


def compare(names: list[str], texts: list[str]) -> Figures:
    figures = Figures()
    for name, text, root in zip(names, texts, run_oracle(texts), strict=True):
        source = Source.from_text(text)
        ours, theirs = our_tree(source), without_alert_markers(mdast_tree(root, source), source)
        figures.documents += 1
        before = len(figures.differences)
        shape = [(depth, kind) for depth, kind, *_ in ours.blocks]
        if shape == [(depth, kind) for depth, kind, *_ in theirs.blocks]:
            figures.same_structure += 1
            figures.blocks += len(shape)
            for our, their in zip(ours.blocks, theirs.blocks, strict=True):
                if our == their:
                    figures.same_blocks += 1
                else:
                    figures.differences.append(f"{name}: lines: ours {our}, mdast {their}")
        else:
            at = next(
                (i for i, (a, b) in enumerate(zip(ours.blocks, theirs.blocks, strict=False)) if a[:2] != b[:2]),
                min(len(ours.blocks), len(theirs.blocks)),
            )
            figures.differences.append(
                f"{name}: structure: ours {ours.blocks[at : at + 2]}, mdast {theirs.blocks[at : at + 2]}"
            )
        _compare_inline(name, ours, theirs, figures)
        if text in EXPLAINED:
            figures.explained += [f"{found}: {EXPLAINED[text]}" for found in figures.differences[before:]]
            del figures.differences[before:]
    return figures


def _compare_inline(name: str, ours: Tree, theirs: Tree, figures: Figures) -> None:
    our, their = Counter(ours.inline), Counter(theirs.inline)
    for node, count in their.items():
        figures.inline[node[0]] += count
        figures.same_inline[node[0]] += min(count, our[node])
    for node in (their - our).elements():
        figures.differences.append(f"{name}: inline: only mdast {node}")
    for node in (our - their).elements():
        figures.differences.append(f"{name}: inline: only ours {node}")


def documents(paths: list[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
        examples = list(EXAMPLE.finditer(text))
        for number, example in enumerate(examples, 1):
            yield f"{path.parent.name}/{path.name} example {number}", example[1].replace("→", "\t")
        if not examples:
            yield path.name, text


def main() -> None:
    arguments = argparse.ArgumentParser(description="Compare our Markdown tree with mdast's.")
    arguments.add_argument("paths", nargs="+", type=Path)
    arguments.add_argument("--show", type=int, default=20, help="how many differences to print")
    options = arguments.parse_args()
    names, texts = zip(*documents(options.paths), strict=True)
    figures = compare(list(names), list(texts))
    for difference in figures.explained:
        print(f"explained: {difference}")
    for difference in figures.differences[: options.show]:
        print(difference)
    print(f"same structure: {figures.same_structure} of {figures.documents} documents")
    print(f"same lines: {figures.same_blocks} of {figures.blocks} blocks")
    for kind, count in sorted(figures.inline.items()):
        print(f"same place: {figures.same_inline[kind]} of {count} {kind}")
    compared = figures.documents + figures.blocks + figures.inline.total()
    print(f"{len(figures.differences)} differences without explanation in {compared:,} comparisons")
    if len(figures.differences) > MOST * compared:
        sys.exit(f"more than {MOST:.1%}")


if __name__ == "__main__":
    main()
