"""Block structure: mistune's block parser with a loop that records where every block starts and ends.

Rules that mistune 3.4.0 gets wrong, or in quadratic time, are overridden; `docs/decisions/markdown-positions.md` lists
them with reasons.
"""

import re
from re import Match, Pattern
from typing import ClassVar

from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.helpers import LINK_LABEL, parse_link_href, parse_link_title, unescape_char
from mistune.list_parser import LIST_PATTERN
from mistune.util import escape_url, unikey

from plan_rules.markdown.columns import blank_line_at, code_indent_at, indent_at
from plan_rules.markdown.containers import THEMATIC_BREAK, parse_block_quote, parse_footnote_definition, parse_list
from plan_rules.markdown.html import html_block_end, html_block_start
from plan_rules.markdown.state import MAX_NESTED_CONTAINERS, PlacedState
from plan_rules.markdown.tables import parse_table

_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")

_RULES_BY_FIRST_CHARACTER = {
    "#": ["atx_heading"],
    "`": ["fenced_code"],
    "~": ["fenced_code"],
    "=": ["setex_heading"],
    "-": ["setex_heading", "thematic_break", "list"],
    "*": ["thematic_break", "list"],
    "_": ["thematic_break"],
    "+": ["list"],
    ">": ["block_quote"],
    "[": ["footnote_definition", "ref_link"],
    "<": ["raw_html"],
    **{digit: ["list"] for digit in "0123456789"},
}
_CONTAINERS = ("block_quote", "list", "footnote_definition")


class PlacedBlockParser(BlockParser):
    SPECIFICATION: ClassVar[dict[str, str]] = {
        "atx_heading": r"^ {0,3}(?P<atx_1>#{1,6})(?=[ \t\n]|\Z)(?P<atx_2>[^\n]*)$",
        "setex_heading": r"^ {0,3}(?P<setext_1>=|-)(?P=setext_1)*[ \t]*$",
        "fenced_code": r"^(?P<fenced_1> {0,3})(?P<fenced_2>`{3,}(?=[^`\n]*$)|~{3,})(?P<fenced_3>[^\n]*)$",
        "thematic_break": THEMATIC_BREAK,
        "ref_link": r"^ {0,3}\[(?P<reflink_1>" + LINK_LABEL + r")\]:",
        "footnote_definition": r"^ {0,3}\[\^(?P<footnote_1>(?:[^\\\[\]\s]|\\.){1,999})\]:[ \t]*",
        "block_quote": r"^ {0,3}>",
        "list": LIST_PATTERN,
        "raw_html": r"^ {0,3}<(?=[A-Za-z/!?])",
    }
    DEFAULT_RULES: ClassVar[tuple[str, ...]] = tuple(SPECIFICATION)  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(max_nested_level=MAX_NESTED_CONTAINERS)
        self._patterns = {character: self.compile_sc(rules) for character, rules in _RULES_BY_FIRST_CHARACTER.items()}
        self._patterns_without_containers = {
            character: self.compile_sc(leaf_rules)
            for character, rules in _RULES_BY_FIRST_CHARACTER.items()
            if (leaf_rules := [rule for rule in rules if rule not in _CONTAINERS])
        }

        self._break_or_list = self.compile_sc(["thematic_break", "list"])

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:  # noqa: ARG002 - mistune's signature
        assert isinstance(state, PlacedState)
        source, size = state.src, state.cursor_max
        patterns = self._patterns if state.level < MAX_NESTED_CONTAINERS else self._patterns_without_containers
        while (start := state.cursor) < size:
            first = source[start]
            if first in " \t\n\v\f":
                if (blank := blank_line_at(source, start)) is not None:
                    state.close_paragraph()
                    state.cursor = blank.end()
                    continue
                if not state.in_paragraph and code_indent_at(source, start):
                    self._add_indented_code(state)
                    continue
                first = source[indent_at(source, start).end()]
            if first == "-" and state.open_paragraph is None:
                first = "*"  # the same rules without the underline of a heading
            pattern = patterns.get(first)
            lazy = start in state.lazy_line_starts and (first != "[" or state.open_paragraph is not None)
            if pattern is not None and not lazy and self._try(pattern, state):
                continue
            end = source.find("\n", start) + 1 or size
            if end < size and (table_end := parse_table(state, end, self.interrupts)):
                state.cursor = table_end
                continue
            state.add_paragraph_line(start, end)
            state.cursor = end

    def _try(self, pattern: Pattern[str], state: PlacedState) -> bool:
        """Lets a rule read a block at the cursor and marks the token with its place; False if there is none."""
        start = state.cursor
        match = pattern.match(state.src, start)
        if match is None:
            return False
        count = len(state.tokens)
        end = self.parse_method(match, state)
        if not end:
            return False
        state.cursor = min(end, state.cursor_max)
        if len(state.tokens) > count:
            token = state.tokens[-1]
            token["start"], token["end"] = start, state.cursor
        return True

    def interrupts(self, state: PlacedState, at: int) -> bool:
        """Whether the line at `at` starts a block, so that it doesn't continue the paragraph before it lazily."""
        source = state.src
        indent = indent_at(source, at)
        if blank_line_at(source, at):
            return True
        if code_indent_at(source, at):
            return False
        pattern = self._patterns.get(source[indent.end()])
        match = pattern.match(source, at) if pattern is not None else None
        if match is None:
            return False
        rule = match.lastgroup
        if rule == "setex_heading":
            return self._break_or_list.match(source, at) is not None
        if rule == "raw_html":
            # As in cmark: any complete tag, since the line is not in the paragraph yet.
            return html_block_start(source, at, in_paragraph=False) is not None
        return rule != "ref_link"

    def parse_setex_heading(self, m: Match[str], state: BlockState) -> int | None:
        end = super().parse_setex_heading(m, state)
        assert isinstance(state, PlacedState)
        if end and state.open_paragraph is not None:
            state.open_paragraph["end"], state.open_paragraph["underline"] = m.start(), m.end()
            state.close_paragraph()
        return end

    def parse_atx_heading(self, m: Match[str], state: BlockState) -> int:
        start, end = m.span("atx_2")
        text = m.group("atx_2").rstrip(" \t")
        without_closing = text.rstrip("#")
        if without_closing != text and without_closing[-1:] in ("", " ", "\t"):
            text = without_closing.rstrip(" \t")
        state.append_token(
            {"type": "heading", "attrs": {"level": len(m.group("atx_1"))}, "content": (start, start + len(text))}
        )
        return end + 1

    def parse_fenced_code(self, m: Match[str], state: BlockState) -> int:
        fence = m.group("fenced_2")
        body = min(m.end() + 1, state.cursor_max)
        closing = re.compile(rf" {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*(?:\n|\Z)")
        source = state.src
        end = after = state.cursor_max
        at = source.find(fence, body)
        while at != -1:
            line_start = source.rfind("\n", 0, at) + 1
            if found := closing.match(source, line_start):
                end, after = line_start, found.end()
                break
            at = source.find("\n", at)
            if at != -1:
                at = source.find(fence, at)
        code = source[body:end]
        if indent := len(m.group("fenced_1")):
            code = re.sub(rf"^ {{1,{indent}}}", "", code, flags=re.MULTILINE)
        state.append_token(
            {
                "type": "block_code",
                "raw": code,
                "style": "fenced",
                "info": unescape_char(m.group("fenced_3")).strip(),
                "closed": after > end or end < state.cursor_max,
            }
        )
        return after

    def _add_indented_code(self, state: PlacedState) -> None:
        source, start = state.src, state.cursor
        at, end, lines = start, start, []
        while at < state.cursor_max:
            after = source.find("\n", at) + 1 or state.cursor_max
            line = source[at:after]
            if blank_line_at(line, 0):
                lines.append(line[4:] if line[:4] == "    " else "\n")
            elif (indent := code_indent_at(line, 0)) is not None:
                lines.append(line[indent.end() :])
                end = after
            else:
                break
            at = after
        state.append_token({"type": "block_code", "raw": "".join(lines).rstrip("\n"), "start": start, "end": end})
        state.cursor = end

    def parse_block_quote(self, m: Match[str], state: BlockState) -> int:
        assert isinstance(state, PlacedState)
        return parse_block_quote(self, state, m.start())

    def parse_list(self, m: Match[str], state: BlockState) -> int | None:  # type: ignore[override]
        assert isinstance(state, PlacedState)
        return parse_list(self, state, m.start())

    def parse_footnote_definition(self, m: Match[str], state: BlockState) -> int:
        assert isinstance(state, PlacedState)
        return parse_footnote_definition(self, m, state)

    def parse_raw_html(self, m: Match[str], state: BlockState) -> int | None:
        assert isinstance(state, PlacedState)
        start = html_block_start(state.src, m.start(), in_paragraph=state.in_paragraph)
        if start is None:
            return None
        end = html_block_end(state.src, *start)
        state.append_token({"type": "block_html", "raw": state.src[m.start() : end]})
        return end

    def parse_ref_link(self, m: Match[str], state: BlockState) -> int | None:
        assert isinstance(state, PlacedState)
        key = unikey(m.group("reflink_1"))
        if state.open_paragraph is not None or not key:
            return None
        href, href_end = parse_link_href(state.src, m.end(), block=True, max_nested_level=self.max_nested_level)
        if href is None or href_end is None:
            return None
        title, title_end = parse_link_title(state.src, href_end, state.cursor_max)
        after = _REST_OF_LINE.match(state.src, title_end) if title_end is not None else None
        if after is None:
            title = None
            after = _REST_OF_LINE.match(state.src, href_end)
            if after is None:
                return None
        url = escape_url(unescape_char(href))
        state.env["ref_links"].setdefault(key, {"url": url, "title": title})
        state.append_token({"type": "definition", "raw": m.group("reflink_1"), "url": url, "title": title or ""})
        return after.end()
