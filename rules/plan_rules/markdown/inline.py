"""Inline structure: mistune's inline rules, run by a loop that keeps positions instead of text tokens.

What a rule finds is either a leaf (code, HTML, a break) or a range with content (emphasis, links). Text is what no leaf
and no marker covers, so it needs no token and its place is exact without any bookkeeping.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mistune.core import InlineState
from mistune.helpers import parse_link, parse_link_label
from mistune.inline_parser import InlineParser
from mistune.util import unikey

from plan_rules.markdown.autolinks import address_end, email_bounds
from plan_rules.markdown.delimiters import Run, delimiter_run, match_runs
from plan_rules.markdown.pieces import Piece

_MAX_LABEL = 999

_SPECIAL = re.compile(r"[\\`*_~\[\]<\n@]|!\[|[hH][tT][tT][pP][sS]?://|[wW][wW][wW]\.")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_RUN = re.compile(r"\*+|_+|~+")
_FOOTNOTE = re.compile(r"\[\^((?:[^\\\[\]\s]|\\.){1,999})\]")


@dataclass(slots=True)
class _Bracket:
    """A `[` or `![` that may become a link or image; `runs` and `pieces` are how many there were before it."""

    start: int
    end: int
    image: bool
    runs: int
    pieces: int
    nested: bool = False


class PlacedInlineParser(InlineParser):
    def pieces(self, text: str, env: Mapping[str, Any]) -> list[Piece]:
        """The pieces of a text in order of their start."""
        return [] if is_plain(text) else _Scan(self, text, env).run()


def is_plain(text: str) -> bool:
    """Whether no sign of inline Markdown and no line end stands in a text."""
    return _SPECIAL.search(text) is None


class _Scan:
    def __init__(self, parser: PlacedInlineParser, text: str, env: Mapping[str, Any]) -> None:
        self.text = text
        self.env = env
        self.parser = parser
        self.state = InlineState(dict(env))
        self.state.src = text
        self.found: list[Piece] = []
        self.runs: list[Run] = []
        self.brackets: list[_Bracket] = []
        self.inactive = 0
        """Brackets below this index may not become links any more: links don't hold links."""

    def run(self) -> list[Piece]:
        text, search, handlers = self.text, _SPECIAL.search, self._HANDLERS
        at = 0
        while (special := search(text, at)) is not None:
            start = special.start()
            at = handlers[text[start]](self, start, at)
        match_runs(self.runs, self.found)
        self.found.sort()
        return self.found

    def _leaf(self, kind: str, start: int, end: int, text: str = "") -> int:
        self.found.append(Piece(start, end, kind, end, end, text))
        return end

    def _backslash(self, start: int, _: int) -> int:
        if _ESCAPE.match(self.text, start):
            self._leaf("", start, start + 1)
            return start + 2
        if self.text.startswith("\n", start + 1):
            return self._break("hard_break", start, start + 1)
        return start + 1

    def _newline(self, newline: int, after_last: int) -> int:
        start = newline
        while start > after_last and self.text[start - 1] in " \t":
            start -= 1
        return self._break("hard_break" if self.text[newline - 2 : newline] == "  " else "soft_break", start, newline)

    def _break(self, kind: str, start: int, newline: int) -> int:
        end = newline + 1
        while end < len(self.text) and self.text[end] in " \t":
            end += 1
        # What follows the line end is indentation: it belongs to nothing, as a container's markers before it.
        self.found.append(Piece(start, end, kind, newline + 1, newline + 1))
        return end

    def _backticks(self, start: int, _: int) -> int:
        return self._mistune_rule(["codespan"], start)

    def _angle(self, start: int, _: int) -> int:
        return self._mistune_rule(["auto_link", "auto_email", "inline_html"], start)

    def _mistune_rule(self, rules: list[str], start: int) -> int:
        match = self.parser.compile_sc(rules).match(self.text, start)
        if match is None:
            return start + 1
        self.state.in_link = False
        end = self.parser.parse_method(match, self.state)
        if not end:
            return start + 1
        token = self.state.tokens.pop()
        if token["type"] == "codespan":
            self._leaf("inline_code", start, end, token["raw"])
        elif token["type"] == "inline_html":
            self._leaf("inline_html", start, end, token["raw"])
        elif token["type"] == "link":
            self.found.append(Piece(start, end, "link", start + 1, end - 1, url=token["attrs"]["url"]))
        return end

    def _delimiters(self, start: int, _: int) -> int:
        match = _RUN.match(self.text, start)
        assert match is not None
        run = delimiter_run(self.text, start, match.end())
        if run is not None:
            self.runs.append(run)
        return match.end()

    def _address(self, start: int, _: int) -> int:
        end = address_end(self.text, start)
        if not end:
            return start + 1
        if self.brackets and (close := self.text.find("]", start, end)) != -1:
            end = close
        address = self.text[start:end]
        url = address if address[0] in "hH" else "http://" + address
        self.found.append(Piece(start, end, "link", start, end, url=url, literal=True))
        return end

    def _at_sign(self, start: int, _: int) -> int:
        earliest = max(self.found[-1].end if self.found else 0, self.brackets[-1].end if self.brackets else 0)
        bounds = email_bounds(self.text, start, earliest)
        if bounds is None or (self.found and self.found[-1].end == bounds[0] and not self.found[-1].kind):
            return start + 1
        while self.runs and self.runs[-1].start >= bounds[0]:
            self.runs.pop()
        url = "mailto:" + self.text[bounds[0] : bounds[1]]
        self.found.append(Piece(*bounds, "link", *bounds, url=url, literal=True))
        return bounds[1]

    def _exclamation(self, start: int, _: int) -> int:
        return self._footnote(start + 1) or self._open(start, start + 2, image=True)

    def _bracket(self, start: int, _: int) -> int:
        return self._footnote(start) or self._open(start, start + 1, image=False)

    def _footnote(self, start: int) -> int:
        footnotes = self.env["footnotes"]
        if footnotes and (match := _FOOTNOTE.match(self.text, start)) and unikey(match[1]) in footnotes:
            return self._leaf("footnote_reference", start, match.end(), match[1])
        return 0

    def _open(self, start: int, end: int, *, image: bool) -> int:
        if self.brackets:
            self.brackets[-1].nested = True
        self.brackets.append(_Bracket(start, end, image, len(self.runs), len(self.found)))
        return end

    def _close(self, start: int, _: int) -> int:
        if not self.brackets:
            return start + 1
        opener = self.brackets.pop()
        active = opener.image or len(self.brackets) >= self.inactive
        self.inactive = min(self.inactive, len(self.brackets))
        target = self._target(opener, start) if active else None
        if target is None:
            return start + 1
        url, title, end = target
        match_runs(self.runs[opener.runs :], self.found)
        del self.runs[opener.runs :]
        if not opener.image:
            self.found[opener.pieces :] = [piece for piece in self.found[opener.pieces :] if not piece.literal]
            self.inactive = len(self.brackets)
        kind = "image" if opener.image else "link"
        self.found.append(Piece(opener.start, end, kind, opener.end, start, url=url, title=title))
        return end

    def _target(self, opener: _Bracket, close: int) -> tuple[str, str, int] | None:
        """Where the link that `]` at `close` ends points to: URL, title and the end of the link."""
        text = self.text
        if text.startswith("(", close + 1):
            attributes, end = parse_link(text, close + 2, max_nested_level=self.parser.max_nested_level)
            if attributes is not None and end is not None:
                return attributes["url"], attributes.get("title") or "", end
        references = self.env["ref_links"]
        if not references:
            return None
        end = close + 1
        label: str | None = None
        if text.startswith("[", end):
            label, label_end = parse_link_label(text, end + 1)
            if label is not None and label_end is not None:
                end = label_end
        if not label:
            if opener.nested or close - opener.end > _MAX_LABEL:
                return None
            label = text[opener.end : close]
        reference = references.get(unikey(label))
        return (reference["url"], reference["title"] or "", end) if reference is not None else None

    _HANDLERS = {  # noqa: RUF012
        "\\": _backslash,
        "`": _backticks,
        "*": _delimiters,
        "_": _delimiters,
        "~": _delimiters,
        "[": _bracket,
        "]": _close,
        "!": _exclamation,
        "<": _angle,
        "\n": _newline,
        "@": _at_sign,
        "h": _address,
        "H": _address,
        "w": _address,
        "W": _address,
    }
