"""Findings for people at a terminal: what is wrong, where, the source line with carets, how to fix it, a summary."""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby

from github_app.output.report import CheckedFile, Report
from plan_rules.lint.finding import Finding
from plan_rules.source import Span

_COLOURS = {"error": "31", "warning": "33", "info": "36", "bold": "1", "dim": "2", "ok": "32"}
_ORDER = ("error", "warning", "info")
_WIDTH = 120
_LEAST = 40
_BEFORE = 20
_AS_PICTURE = "\ufe0f"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def render(report: Report, *, colour: bool = False, links: bool = False, width: int = _WIDTH) -> str:
    """Text for a terminal (`colour`, `links`, its `width` in columns) or a pipe."""
    return "\n".join(_lines(report, _Paint(colour, links, width))) + "\n"


class _Paint:
    def __init__(self, colour: bool, links: bool, width: int) -> None:
        self._colour = colour
        self._links = links
        self.width = width
        self.for_people = colour

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self._colour else text

    def link(self, url: str, text: str) -> str:
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self._links and url.startswith("http") else text


def _lines(report: Report, paint: _Paint) -> Iterator[str]:
    for file in report.files:
        if file.status == "not-analysed":
            yield f"{paint('bold', _safe(file.path))}: {paint('error', 'not analysed')}: {_safe(file.review.reason or '')}"
            yield ""
        elif file.review.reason:
            yield f"{paint('bold', _safe(file.path))}: {_safe(file.review.reason)}"
            yield ""
        for _, group in groupby(file.review.findings, key=lambda finding: finding.anchor):
            yield from _findings(list(group), file, report, paint)
            yield ""
    yield _summary(report, paint)
    if paint.for_people and (first := next((f for file in report.files for f in file.review.findings), None)):
        yield paint("dim", f"planreview explain {first.rule} says more about a rule.")


def _findings(findings: list[Finding], file: CheckedFile, report: Report, paint: _Paint) -> Iterator[str]:
    """What is said of one place: a line for each finding, the place once, and each cure once."""
    anchor = findings[0].anchor
    place = paint("bold", f"{_safe(file.path)}:{anchor.line}:{anchor.column}")
    for finding in findings:
        rule = paint.link(report.help_url(finding.rule), finding.rule)
        yield f"{place}: {paint(finding.severity, finding.severity)} [{rule}] {_safe(finding.message)}"
    if anchor.line <= len(file.lines):
        worst = min(findings, key=lambda finding: _ORDER.index(finding.severity)).severity
        line = file.lines[anchor.line - 1]
        yield from excerpt(line, anchor, lambda text: paint(worst, text), lambda text: paint("dim", text), paint.width)
    for how in dict.fromkeys(finding.how for finding in findings):
        yield f"  {paint('dim', 'fix:')} {_safe(how)}"
    for finding in findings:
        yield from _suggestion(finding, file, paint)


def _suggestion(finding: Finding, file: CheckedFile, paint: _Paint) -> Iterator[str]:
    """The lines that a suggestion adds or changes."""
    if suggestion := finding.suggestion:
        present = file.lines[suggestion.line - 1 : suggestion.end_line]
        gutter = " " * len(str(finding.anchor.line))
        for line in suggestion.replacement.split("\n"):
            if line not in present:
                yield f"  {gutter} {paint('ok', f'+ {_safe(line)}')}"


def excerpt(
    line: str,
    anchor: Span,
    mark: Callable[[str], str] = str,
    dim: Callable[[str], str] = str,
    width: int = _WIDTH,
) -> Iterator[str]:
    """A source line with its number, and carets under the anchor's part of it, in a window of at most `width` columns."""
    shown = _safe(line)
    start = anchor.column - 1
    end = anchor.end_column - 1 if anchor.end_line == anchor.line else len(shown)
    number = str(anchor.line)
    left, right = _window(shown, start, max(_LEAST, width - len(number) - 5))
    before, after = "…" if left else "", "…" if right < len(shown) else ""
    yield f"  {dim(f'{number} |')} {dim(before)}{shown[left:right]}{dim(after)}"
    under = "^" * max(1, _cells(shown[start : min(end, right)]))
    room = " " * (len(before) + _cells(shown[left:start]))
    yield f"  {' ' * len(number)} {dim('|')} {room}{mark(under)}"


def _window(shown: str, start: int, width: int) -> tuple[int, int]:
    """From and to which character a line is shown, so that `start` is among them with some of what stands before it."""
    if len(shown) <= 4 * width and _cells(shown) <= width:
        return 0, len(shown)
    width -= 2  # for the signs that more stands there
    left = start
    before = max(_BEFORE, width - _cells(shown[start : start + width]))
    while left and _cells(shown[left - 1 : start]) <= before:
        left -= 1
    right = left
    room = width
    while right < len(shown) and (room := room - _cells(shown[right])) >= 0:
        right += 1
    return left, right


def _safe(text: str) -> str:
    """Text, as long as before, without characters that steer a terminal or hide: escapes, directions, line ends."""
    return "".join(" " if unicodedata.category(c) in _HIDDEN else c for c in text)


def _cells(text: str) -> int:
    """Columns of a terminal that text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    """Columns that a character takes: none where it stands upon another, two where it is wide."""
    if character == _AS_PICTURE:
        return 1  # makes a sign that is narrow by itself, as ⚠, a wide picture
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _summary(report: Report, paint: _Paint) -> str:
    count = report.count()
    checked = sum(file.status == "checked" for file in report.files)
    left_out = sum(file.status == "not-a-plan" for file in report.files)
    failed = sum(file.status == "not-analysed" for file in report.files)
    found = ", ".join(
        paint(severity, f"{count[severity]} {name}{'' if count[severity] == 1 else plural}")
        for severity, name, plural in (("error", "error", "s"), ("warning", "warning", "s"), ("info", "remark", "s"))
        if count[severity]
    )
    parts = [f"{checked} plan{'' if checked == 1 else 's'} checked: {found or paint('ok', 'nothing found')}"]
    if left_out:
        parts.append("1 file is no plan" if left_out == 1 else f"{left_out} files are no plans")
    if failed:
        parts.append(paint("error", f"{failed} not analysed"))
    return "; ".join(parts)
